package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"whittle/backend"
	"whittle/backend/builder"
)

// app is one app of the corpus.
type app struct {
	Name string // its path
	root string // what a plain browser is served; empty for what no browser opens as it is
	page string // the page inside root
	path string // what is built
}

// maxPage leaves out what is no app but a report or a bundle, in bytes.
const maxPage = 6 << 20

// find lists the apps below a folder: a folder that holds package.json and a src folder is one, so is every HTML file
// elsewhere and every TSX or JSX file that stands alone.
func find(folder string) ([]app, error) {
	var apps []app
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if isProject(path) {
				apps = append(apps, app{Name: path, path: path})
				return fs.SkipDir
			}
			return nil
		}
		info, err := entry.Info()
		if err != nil || info.Size() > maxPage {
			return err
		}
		switch strings.ToLower(filepath.Ext(path)) {
		case ".html", ".htm":
			apps = append(apps, app{Name: path, root: filepath.Dir(path), page: filepath.Base(path), path: path})
		case ".tsx", ".jsx", ".vue", ".svelte", ".md", ".mmd":
			apps = append(apps, app{Name: path, path: path})
		}
		return nil
	})
	slices.SortFunc(apps, func(a, b app) int { return strings.Compare(a.Name, b.Name) })
	return apps, err
}

func isProject(folder string) bool {
	for _, name := range []string{"package.json", "src"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			return false
		}
	}
	return true
}

func (a app) read() (backend.Source, error) {
	files, template, err := builder.ReadPath(a.path)
	return backend.Source{Template: template, Files: files}, err
}
