package library

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"whittle/backend"
	"whittle/backend/store"
)

// Each folder in starters is one: starter.json and its files below files/.
//
//go:embed all:starters
var starterFiles embed.FS

// starter is a backend.Starter with what only the library needs.
type starter struct {
	backend.Starter
	order int
	files []backend.File
	words wordWeights
}

// manifest is what a starter.json says.
type manifest struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Template    string   `json:"template"`
	Glyph       string   `json:"glyph"`
	Keywords    []string `json:"keywords"` // words and phrases of prompts that it is near to
	Order       int      `json:"order"`    // place among the starters
}

// Starters returns the apps that come with Whittle, in their order.
func (l *Library) Starters() []backend.Starter {
	starters := l.starters()
	all := make([]backend.Starter, len(starters))
	for i, st := range starters {
		all[i] = st.Starter
	}
	return all
}

func (l *Library) starter(id string) (starter, error) {
	for _, st := range l.starters() {
		if st.ID == id {
			return st, nil
		}
	}
	return starter{}, backend.Errorf(backend.NotFound, "There is no starter called %q.", id)
}

// readStarters reads every starter of files, in order and without icons.
func readStarters(files fs.FS) ([]starter, error) {
	folders, err := fs.ReadDir(files, "starters")
	if err != nil {
		return nil, fmt.Errorf("read starters: %w", err)
	}
	var all []starter
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		st, err := readStarter(files, folder.Name())
		if err != nil {
			return nil, fmt.Errorf("read starter %s: %w", folder.Name(), err)
		}
		all = append(all, st)
	}
	slices.SortStableFunc(all, func(a, b starter) int { return cmp.Compare(a.order, b.order) })
	return all, nil
}

func readStarter(files fs.FS, id string) (starter, error) {
	m, err := readManifest(files, path.Join("starters", id, "starter.json"))
	if err != nil {
		return starter{}, err
	}
	sources, err := readFiles(files, path.Join("starters", id, "files"))
	if err != nil {
		return starter{}, err
	}
	if len(sources) == 0 {
		return starter{}, fmt.Errorf("no files")
	}
	return starter{
		Starter: backend.Starter{
			ID: id, Name: m.Name, Description: m.Description, Template: m.Template, Glyph: m.Glyph,
			UsesAI: store.UsesAI(sources),
		},
		order: m.Order,
		files: sources,
		words: weigh(m),
	}, nil
}

func readManifest(files fs.FS, name string) (m manifest, err error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return m, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, fmt.Errorf("read %s: %w", name, err)
	}
	if m.Name == "" || m.Description == "" || m.Template == "" || len(m.Keywords) == 0 {
		return m, fmt.Errorf("%s lacks name, description, template or keywords", name)
	}
	return m, nil
}

// readFiles returns everything below dir, sorted by path.
func readFiles(files fs.FS, dir string) ([]backend.File, error) {
	var all []backend.File
	err := fs.WalkDir(files, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		all = append(all, backend.File{Path: strings.TrimPrefix(name, dir+"/"), Content: string(content)})
		return err
	})
	slices.SortFunc(all, func(a, b backend.File) int { return cmp.Compare(a.Path, b.Path) })
	return all, err
}

// cutStarters gives each starter an icon in a pigment that those before it use least.
func cutStarters(starters []starter, glyphs map[string]string) []starter {
	used := map[string]int{}
	for i := range starters {
		st := &starters[i]
		st.Icon = Cut{Seed: st.ID, Kind: backend.KindUI, Glyph: glyphs[st.Glyph], Letter: letter(st.Name), Used: used}.SVG()
		used[pigmentOf(st.Icon)]++
	}
	return starters
}

// StarterSources returns what the pages of the starters are built from, in their order.
func (l *Library) StarterSources() []backend.Source {
	var all []backend.Source
	for _, st := range l.starters() {
		all = append(all, backend.Source{Template: st.Template, Files: st.files})
	}
	return all
}
