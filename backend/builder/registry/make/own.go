package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"whittle/backend/builder/registry"
)

type ownFolder struct{ folder, prefix string }

// ownFolders say what the folders of our own sources are imported as.
var ownFolders = []ownFolder{
	{"ui", "@/components/ui/"}, {"lib", "@/lib/"}, {"hooks", "@/hooks/"}, {"next", "next/"}, {"whittle", "whittle/"},
}

const ownPackage, ownVersion = "whittle-ui", "1.0.0"

// own makes a module of every source file below the folder of our own components.
func (m *maker) own() ([]*registry.Module, error) {
	sources := map[string]string{} // file by specifier
	for _, o := range ownFolders {
		folder := filepath.Join(m.components, o.folder)
		err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(file, ".d.ts") {
				return err
			}
			name, err := filepath.Rel(folder, file)
			sources[o.prefix+strings.TrimSuffix(filepath.ToSlash(name), path.Ext(name))] = file
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	specifiers := make([]string, 0, len(sources))
	for specifier := range sources {
		specifiers = append(specifiers, specifier)
	}
	slices.Sort(specifiers)
	return inParallel(specifiers, func(specifier string) (*registry.Module, error) {
		made, err := m.ownModule(specifier, sources[specifier])
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", specifier, err)
		}
		return made, nil
	})
}

func (m *maker) ownModule(specifier, file string) (*registry.Module, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if file, err = filepath.Abs(file); err != nil {
		return nil, err
	}
	made, err := registry.Compile(registry.Source{Dir: m.dir, Specifier: specifier, Entry: file, Keep: m.keepAll,
		Package: ownPackage, Version: ownVersion})
	if err != nil {
		return nil, err
	}
	m.uses(made.Packages...)
	made.Classes = classesIn(string(text))
	made.File, err = m.dist.put([]byte(made.Code))
	return &made.Module, err
}

// keepAll leaves every specifier of the pack a require: an app's chart has to be of the Recharts that our container is
// of. Only icons are taken along.
func (m *maker) keepAll(specifier string, _ func() string) string {
	if ownSpecifier(specifier) || m.named[specifier] {
		return specifier
	}
	return ""
}

// ownSpecifier reports whether a specifier is one of our own sources.
func ownSpecifier(specifier string) bool {
	return slices.ContainsFunc(ownFolders, func(o ownFolder) bool { return strings.HasPrefix(specifier, o.prefix) })
}

var (
	quotedText = regexp.MustCompile("'([^'\n]*)'|\"([^\"\n]*)\"|`([^`]*)`")
	classWord  = regexp.MustCompile(`^[-!@*a-z\[][^\s"'` + "`" + `<>;,]*$|^\[[^\s]*$`)
)

// classesIn returns the words in a source's texts that could be Tailwind classes, sorted.
func classesIn(source string) []string {
	var classes []string
	for _, text := range quotedText.FindAllString(source, -1) {
		for _, word := range strings.Fields(text[1 : len(text)-1]) {
			if len(word) < 150 && (strings.Contains(word, "[") || classWord.MatchString(word)) {
				classes = append(classes, word)
			}
		}
	}
	slices.Sort(classes)
	return slices.Compact(classes)
}
