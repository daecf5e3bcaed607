package builder

import (
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"whittle/backend"
)

//go:embed all:templates
var templateFiles embed.FS

// Templates returns every template, the plainest first. Each is a folder of templates/: template.json,
// instructions.md for the model, and files/ that its apps have unless they bring their own.
func Templates() []backend.Template { return slices.Clone(allTemplates()) }

var allTemplates = sync.OnceValue(func() []backend.Template {
	folders, err := fs.ReadDir(templateFiles, "templates")
	if err != nil {
		panic(err) // the folder is in the binary
	}
	var all []backend.Template
	for _, folder := range folders {
		t, err := readTemplate(folder.Name())
		if err != nil {
			panic(fmt.Sprintf("builder: template %s: %v", folder.Name(), err)) // a mistake in this package
		}
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b backend.Template) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	return all
})

// readTemplate reads one folder of templates/.
func readTemplate(id string) (backend.Template, error) {
	var listed struct {
		backend.Template
		Engine string `json:"engine"`
		Order  int    `json:"order"`
	}
	folder := path.Join("templates", id)
	text, err := templateFiles.ReadFile(path.Join(folder, "template.json"))
	if err != nil {
		return backend.Template{}, err
	}
	if err := json.Unmarshal(text, &listed); err != nil {
		return backend.Template{}, err
	}
	t := listed.Template
	t.ID, t.Engine, t.Order = id, listed.Engine, listed.Order
	instructions, err := templateFiles.ReadFile(path.Join(folder, "instructions.md"))
	if err != nil {
		return backend.Template{}, err
	}
	t.Instructions = strings.TrimSpace(string(instructions))
	t.Files, err = readTemplateFiles(path.Join(folder, "files"))
	return t, err
}

func readTemplateFiles(folder string) ([]backend.File, error) {
	var files []backend.File
	err := fs.WalkDir(templateFiles, folder, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // most templates have none
		}
		if err != nil || d.IsDir() {
			return err
		}
		text, err := templateFiles.ReadFile(name)
		files = append(files, backend.File{Path: strings.TrimPrefix(name, folder+"/"), Content: string(text)})
		return err
	})
	return files, err
}

// engineOf returns how apps of a template are built; "" when there is no such template.
func engineOf(id string) string {
	for _, t := range allTemplates() {
		if t.ID == id {
			return t.Engine
		}
	}
	return ""
}

func templateIDs() []string {
	var ids []string
	for _, t := range allTemplates() {
		ids = append(ids, t.ID)
	}
	return ids
}

// Detect returns the name of the template that fits files: react when there is a component to start from and no page
// whose own scripts do without it, else html.
func Detect(files []backend.File) string {
	hasComponent, pageNeedsIt, pageRuns := false, false, false
	for _, f := range files {
		switch {
		case isHTML(f.Path):
			pageNeedsIt = pageNeedsIt || typedSource.MatchString(f.Content)
			pageRuns = pageRuns || strings.Contains(strings.ToLower(f.Content), "<script")
		case isComponent(f.Path):
			hasComponent = true
		}
	}
	if hasComponent && (pageNeedsIt || !pageRuns) {
		return "react"
	}
	return "html"
}

// typedSource finds a script element that starts a TypeScript or JSX app.
var typedSource = regexp.MustCompile(`(?i)<script[^>]*\ssrc\s*=\s*["']?[^"'>\s]*\.(?:tsx|jsx|ts)\b`)

func isHTML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".html" || ext == ".htm"
}

func isComponent(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".tsx" || ext == ".jsx" || slices.Contains(appEntries(), name)
}
