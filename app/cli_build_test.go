package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
)

const builtShape = `{"ok":true,"template":"","kind":"","bytes":0,"ms":{"build":0},"problems":[{"severity":"","file":"","line":0,"column":0,"text":""}],
	"libraries":[{"name":"","version":"","from":""}],"needs":[{"name":""}],"hosts":[""]}`

// folder makes a folder of files, whose names are the even arguments.
func folder(t *testing.T, namesAndContents ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(namesAndContents); i += 2 {
		path := filepath.Join(dir, filepath.FromSlash(namesAndContents[i]))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(namesAndContents[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const htmlPage = "<!doctype html>\n<title>Tea</title>\n<p id=\"tea\">Tea at <a href=\"https://tea.example.com/x\">the shop</a></p>\n<script>fetch('https://api.example.com/tea')</script>\n"

func TestBuild(t *testing.T) {
	isolate(t)
	dir := folder(t, "tea.html", htmlPage, "react/App.tsx", "import { useState } from 'react';\nexport default function App() { const [n] = useState(7); return <b>{n} teas</b>; }\n")
	app := fromStarters(t, "tasks")[0]
	for _, c := range []struct {
		name, source, template string
		holds                  string
	}{
		{"file", filepath.Join(dir, "tea.html"), "html", `<p id="tea">`},
		{"folder", filepath.Join(dir, "react"), "react", " teas"},
		{"app", app.ID, app.Template, "<title>"},
		{"app by name", app.Name, app.Template, "<title>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b built
			whittle(t, "build", c.source, "--json").want(t, exitDone).into(t, &b, builtShape)
			document := whittle(t, "build", c.source).want(t, exitDone)
			if !b.OK || b.Template != c.template || b.Kind != backend.KindUI || b.Bytes != len(document.out) || backend.HasErrors(b.Problems) {
				t.Errorf("built %+v; the document has %d bytes", b, len(document.out))
			}
			if !strings.Contains(document.out, c.holds) {
				t.Errorf("the document does not hold %q", c.holds)
			}
			out := filepath.Join(t.TempDir(), "out.html")
			if r := whittle(t, "build", c.source, "-o", out).want(t, exitDone); !strings.Contains(r.out, out) {
				t.Errorf("said %q", r.out)
			}
			r := whittle(t, "build", c.source, "-o", out, "--json").want(t, exitDone)
			r.into(t, &b, builtShape)
			if written, err := os.ReadFile(out); err != nil || string(written) != document.out {
				t.Errorf("%d bytes were written, want %d; %v", len(written), len(document.out), err)
			}
		})
	}
}

func TestBuild_hostsAndLibraries(t *testing.T) {
	isolate(t)
	var b built
	dir := folder(t, "tea.html", htmlPage, "react/App.tsx", "export default function App() { return <b>7 teas</b>; }\n")
	whittle(t, "build", filepath.Join(dir, "tea.html"), "--json").want(t, exitDone).into(t, &b, builtShape)
	if !strings.Contains(strings.Join(b.Hosts, " "), "api.example.com") || len(b.Libraries) != 0 {
		t.Errorf("hosts %v, libraries %v", b.Hosts, b.Libraries)
	}
	whittle(t, "build", filepath.Join(dir, "react"), "--json").want(t, exitDone).into(t, &b, builtShape)
	if len(b.Libraries) == 0 || b.Libraries[0].From != "embedded" || b.Libraries[0].Version == "" {
		t.Errorf("libraries %v", b.Libraries)
	}
}

func TestBuild_problems(t *testing.T) {
	isolate(t)
	fromStarters(t, "tasks", "tasks")
	dir := folder(t, "broken/App.tsx", "export default function App() {\n  return <b>;\n}\n", "none/picture.png", "x")
	for _, c := range []struct{ name, source, says string }{
		{"syntax", filepath.Join(dir, "broken"), "App.tsx:"},
		{"missing path", filepath.Join(dir, "missing.html"), "There is no file, folder or app called"},
		{"unknown app", "nothing", "There is no file, folder or app called nothing."},
		{"several apps", "0", "Use the id."},
		{"no source", filepath.Join(dir, "none"), "holds no source files"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b built
			out := filepath.Join(t.TempDir(), "out.html")
			whittle(t, "build", c.source, "--json", "-o", out).want(t, exitProblems).into(t, &b, builtShape)
			if b.OK || b.Bytes != 0 || !backend.HasErrors(b.Problems) || b.Kind == "" {
				t.Errorf("built %+v", b)
			}
			r := whittle(t, "build", c.source).want(t, exitProblems)
			if r.out != "" || !strings.Contains(r.err, c.says) {
				t.Errorf("printed %q, said %q", r.out, r.err)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("a file was written")
			}
		})
	}
	var b built
	whittle(t, "build", filepath.Join(dir, "broken"), "--json").into(t, &b, builtShape)
	if p := b.Problems[0]; p.File != "App.tsx" || p.Line == 0 || p.Column == 0 {
		t.Errorf("the problem is at %+v", p)
	}
}

func TestBuild_templateAndOutput(t *testing.T) {
	isolate(t)
	dir := folder(t, "tea.html", htmlPage)
	page := filepath.Join(dir, "tea.html")
	whittle(t, "build", page, "--template", "html").want(t, exitDone)
	whittle(t, "build", page, "--template", "cobol").want(t, exitProblems)
	var f failed
	whittle(t, "build", page, "-o", filepath.Join(dir, "no", "folder", "out.html"), "--json").want(t, exitProblems).into(t, &f, `{"error":{"code":"","message":""}}`)
	if before, err := os.ReadFile(page); err != nil || string(before) != htmlPage {
		t.Errorf("the source is %q, %v", before, err)
	}
	if _, err := os.Stat(filepath.Join(os.Getenv("WHITTLE_DATA"), "whittle.db")); err == nil {
		t.Error("building a file made a library")
	}
}
