package builder

import (
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"whittle/backend"
)

//go:embed all:templates
var templateFiles embed.FS

// template is what the builder knows of one: what everybody may know, and how to tell its apps.
type template struct {
	backend.Template
	signs []*sign
}

// Templates returns every template, the plainest first. Each is a folder of templates/: template.json,
// instructions.md for the model, and files/ that its apps have unless they bring their own.
func Templates() []backend.Template {
	var all []backend.Template
	for _, t := range allTemplates() {
		all = append(all, t.Template)
	}
	return all
}

var allTemplates = sync.OnceValue(func() []template {
	folders, err := fs.ReadDir(templateFiles, "templates")
	if err != nil {
		panic(err) // the folder is in the binary
	}
	var all []template
	for _, folder := range folders {
		t, err := readTemplate(folder.Name())
		if err != nil {
			panic(fmt.Sprintf("builder: template %s: %v", folder.Name(), err)) // a mistake in this package
		}
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b template) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	return all
})

// readTemplate reads one folder of templates/.
func readTemplate(id string) (template, error) {
	var listed struct {
		backend.Template
		Engine string   `json:"engine"`
		Order  int      `json:"order"`
		Named  []string `json:"named"`
		Signs  []*sign  `json:"signs"`
	}
	folder := path.Join("templates", id)
	text, err := templateFiles.ReadFile(path.Join(folder, "template.json"))
	if err != nil {
		return template{}, err
	}
	if err := json.Unmarshal(text, &listed); err != nil {
		return template{}, err
	}
	t := template{listed.Template, listed.Signs}
	t.ID, t.Engine, t.Order, t.Named = id, listed.Engine, listed.Order, listed.Named
	for _, s := range t.signs {
		if err := s.compile(); err != nil {
			return template{}, err
		}
	}
	instructions, err := templateFiles.ReadFile(path.Join(folder, "instructions.md"))
	if err != nil {
		return template{}, err
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
