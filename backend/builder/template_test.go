package builder_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/registry"
)

func TestDetectTellsTemplatesApart(t *testing.T) {
	file := func(path, content string) backend.File { return backend.File{Path: path, Content: content} }
	for _, test := range []struct {
		want  string
		files []backend.File
	}{
		{"html", nil},
		{"html", []backend.File{file("index.html", "<p>")}},
		{"html", []backend.File{file("index.html", "<script type=module src=app.js></script>"), file("app.js", "")}},
		{"html", []backend.File{file("index.html", "<script>1</script>"), file("part.tsx", "")}},
		{"html", []backend.File{file("game.js", ""), file("index.html", "<script src=game.js></script>"), file("README.md", "# Game")}},
		{"react", []backend.File{file("src/App.tsx", "")}},
		{"react", []backend.File{file("App.js", "")}},
		{"react", []backend.File{file("index.html", `<div id="root"></div>`), file("Widget.jsx", "")}},
		{"react", []backend.File{file("index.html", `<script type="module" src="/src/main.tsx"></script>`), file("src/main.tsx", "")}},
		{"react", []backend.File{file("src/App.tsx", "import './index.css'"), file("src/pages/index.tsx", "")}},
		{"nextjs", []backend.File{file("app/page.tsx", "")}},
		{"nextjs", []backend.File{file("src/app/page.jsx", ""), file("src/app/layout.jsx", "")}},
		{"nextjs", []backend.File{file("pages/index.tsx", "")}},
		{"nextjs", []backend.File{file("Card.tsx", "import Image from 'next/image'")}},
		{"vue", []backend.File{file("index.html", "<script src=/src/main.ts></script>"), file("src/App.vue", "")}},
		{"svelte", []backend.File{file("src/App.svelte", ""), file("src/main.ts", "")}},
		{"markdown", []backend.File{file("guide.md", "# Guide")}},
		{"svg", []backend.File{file("logo.svg", "<svg/>")}},
		{"mermaid", []backend.File{file("flow.mmd", "graph TD")}},
		{"python", []backend.File{file("main.py", "print(1)")}},
		{"streamlit", []backend.File{file("app.py", "import streamlit as st")}},
		{"gradio", []backend.File{file("app.py", "import gradio as gr")}},
	} {
		if got := builder.Detect(test.files); got != test.want {
			t.Errorf("%v is %s, want %s", test.files, got, test.want)
		}
	}
}

// inCode finds what instructions name as code.
var inCode = regexp.MustCompile("`([^`\n]+)`")

// TestTemplatesNameWhatThereIs holds that a model is told of no library and no component that a page cannot have.
func TestTemplatesNameWhatThereIs(t *testing.T) {
	pack, err := registry.Open()
	if err != nil || pack.Empty() {
		t.Skip("built without libraries", err)
	}
	has := func(name string) bool {
		return pack.Module(name) != nil || pack.Icons(name) != nil || len(pack.Files(name)) > 0
	}
	for _, template := range builder.Templates() {
		if template.Pack != "" {
			continue // its libraries come with the pack
		}
		for _, name := range template.Libraries {
			if !has(name) && name != "tailwindcss" {
				t.Errorf("%s lists %s, which is not in the binary", template.ID, name)
			}
		}
		for _, m := range inCode.FindAllStringSubmatch(template.Instructions, -1) {
			if strings.HasPrefix(m[1], "@") && strings.Count(m[1], "/") == 1 && !strings.HasPrefix(m[1], "@/") && !has(m[1]) {
				t.Errorf("%s speaks of %s, which is not in the binary", template.ID, m[1])
			}
		}
		for _, name := range lists(template.Instructions) {
			if !has(name) && !has("@/components/ui/"+name) {
				t.Errorf("%s speaks of %s, which is not in the binary", template.ID, name)
			}
		}
	}
}

// lists returns the names in the lists of libraries and components of instructions.
func lists(text string) []string {
	var names []string
	for _, start := range []string{"It has ", "Libraries: ", "never send their files: "} {
		_, rest, found := strings.Cut(text, start)
		if !found {
			continue
		}
		list, _, _ := strings.Cut(rest, ". ")
		list, _, _ = strings.Cut(list, "\n")
		for name := range strings.FieldsFuncSeq(regexp.MustCompile(`\([^)]*\)| for \w+|`+"`").ReplaceAllString(list, ""), func(r rune) bool { return r == ',' || r == ' ' }) {
			if slices.Contains([]string{"and", "with", "7"}, name) {
				continue
			}
			if name == "React" {
				name = "react"
			}
			if name = strings.TrimSuffix(name, "."); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestTemplatesAreWhole(t *testing.T) {
	for _, template := range builder.Templates() {
		if template.Title == "" || template.Description == "" || template.Icon == "" || template.Prompt == "" || template.Kind == "" {
			t.Errorf("%s lacks a title, description, icon, kind or prompt: %+v", template.ID, template)
		}
		if !strings.HasPrefix(template.Instructions, "# Template `"+template.ID+"`") {
			t.Errorf("the instructions of %s begin with %.40q", template.ID, template.Instructions)
		}
		if !strings.HasSuffix(template.Description, ".") || strings.Contains(template.Description, ". ") {
			t.Errorf("%s is not described in one sentence: %s", template.ID, template.Description)
		}
	}
}
