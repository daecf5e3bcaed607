package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"whittle/backend/builder/registry"
)

// source is a file of a package that goes into the pack as it is.
type source struct {
	registry.File
	path string
}

// files takes the files of the list along.
func (m *maker) files() ([]*registry.File, error) {
	var all []source
	for _, group := range m.list.Files {
		found, err := m.sources(group)
		if err != nil {
			return nil, fmt.Errorf("take the files of %s: %w", group.Package, err)
		}
		all = append(all, found...)
	}
	return inParallel(all, func(s source) (*registry.File, error) {
		text, err := m.read(s.path)
		if err != nil {
			return nil, err
		}
		s.Size = len(text)
		s.File.File, err = m.dist.put(text)
		return &s.File, err
	})
}

// read returns a file below node_modules, with the code that the list has for behind it.
func (m *maker) read(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	modules := filepath.Join(m.dir, "node_modules")
	rel, err := filepath.Rel(modules, path)
	if err != nil {
		return nil, err
	}
	behind := asset.ReplaceAllStringFunc(m.list.Behind[filepath.ToSlash(rel)], func(name string) string {
		content, readErr := os.ReadFile(filepath.Join(modules, filepath.FromSlash(strings.Trim(name, "{}"))))
		err = errors.Join(err, readErr)
		return "data:" + mime.TypeByExtension(filepath.Ext(strings.Trim(name, "{}"))) + ";base64," + base64.StdEncoding.EncodeToString(content)
	})
	return append(text, behind...), err
}

var asset = regexp.MustCompile(`\{\{[^}]+\}\}`)

func (m *maker) sources(group files) ([]source, error) {
	folder := path.Join("node_modules", group.Package)
	root := filepath.Join(m.dir, filepath.FromSlash(folder))
	name, version, err := registry.Manifest(root)
	if err != nil {
		return nil, err
	}
	m.uses(folder)
	var all []source
	for _, pattern := range append([]string{group.Main}, group.Paths...) {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("find %q: %w", pattern, os.ErrNotExist)
		}
		for _, file := range found {
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return nil, err
			}
			inside := filepath.ToSlash(rel)
			all = append(all, source{path: file,
				File: registry.File{Package: name, Version: version, Path: inside, Main: inside == group.Main}})
		}
	}
	return all, nil
}
