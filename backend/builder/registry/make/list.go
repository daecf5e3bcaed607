package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// list is packages.json: what becomes part of the pack.
type list struct {
	Modules  []modules         `json:"modules"`
	Ready    []ready           `json:"ready"`
	Icons    []icons           `json:"icons"`
	Files    []files           `json:"files"`
	Behind   map[string]string `json:"behind"`   // code behind a file, by its path below node_modules; {{path}} is a data: URL
	Licenses []license         `json:"licenses"` // of packages that do not say it themselves in the usual way
	Allowed  []string          `json:"allowed"`  // licences of what may be in the pack (spdx.org/licenses)
}

// modules are specifiers that are made in the same way. A name that ends in * stands for the installed packages that
// begin so.
type modules struct {
	Names    []string          `json:"names"`
	Shared   bool              `json:"shared"`   // other modules require it; else they take along what they use of it
	From     map[string]string `json:"from"`     // the specifier to bundle for a name, when it is another one
	Code     string            `json:"code"`     // an ES module to bundle instead
	Of       string            `json:"of"`       // the module that has all of them, each under what stands behind its name and /
	Callable bool              `json:"callable"` // what is required is the default export, which has the names on it
}

// ready is a file of a package that is a module as it is, such as a UMD build, or is one with code around it.
type ready struct {
	Name   string `json:"name"`
	File   string `json:"file"` // below node_modules
	Shared bool   `json:"shared"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// icons is a package of many small components.
type icons struct {
	Name    string   `json:"name"`
	Package string   `json:"package"` // the folder under node_modules when it is not the name
	Head    string   `json:"head"`    // ES module with what every page gets
	Tail    string   `json:"tail"`    // code behind the icons
	Index   string   `json:"index"`   // the file that exports every icon from a file of its own; or
	File    string   `json:"file"`    // the one file with all of them
	Folder  string   `json:"folder"`  // where the icons that the index names lie; others in it are none
	Icon    string   `json:"icon"`    // pattern that finds name and value of an icon
	Code    string   `json:"code"`    // what is assigned to its export, with the groups of the pattern
	Locals  []string `json:"locals"`  // exports of the head that are for the code of icons alone
}

// files are files of a package as a CDN serves them.
type files struct {
	Package string   `json:"package"` // the folder under node_modules
	Main    string   `json:"main"`    // what a CDN serves for the bare name; may be a style sheet
	Paths   []string `json:"paths"`   // patterns
}

// readList reads packages.json and puts the installed packages in place of names that end in *.
func readList(dir string) (list, error) {
	var l list
	text, err := os.ReadFile(filepath.Join(dir, "packages.json"))
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return l, fmt.Errorf("read packages.json: %w", err)
	}
	for i := range l.Modules {
		var names []string
		for _, name := range l.Modules[i].Names {
			if !strings.HasSuffix(name, "*") {
				names = append(names, name)
				continue
			}
			folders, err := filepath.Glob(filepath.Join(dir, "node_modules", filepath.FromSlash(name)))
			if err != nil {
				return l, err
			}
			for _, folder := range folders {
				rel, err := filepath.Rel(filepath.Join(dir, "node_modules"), folder)
				if err != nil {
					return l, err
				}
				names = append(names, filepath.ToSlash(rel))
			}
		}
		l.Modules[i].Names = slices.Compact(names)
	}
	return l, nil
}

// shared returns the specifiers that other modules require.
func (l list) shared() []string {
	var names []string
	for _, group := range l.Modules {
		if group.Shared {
			names = append(names, group.Names...)
		}
	}
	for _, r := range l.Ready {
		if r.Shared {
			names = append(names, r.Name)
		}
	}
	return names
}
