package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"whittle/backend/builder/registry"
)

// license is one row of the list of licences.
type license struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	License string `json:"license"` // SPDX expression (spdx.org/licenses)
	Text    string `json:"text"`
}

// licenses returns the licence of every package that has something in the pack, sorted by name.
func (m *maker) licenses() ([]license, error) {
	all, err := inParallel(slices.Sorted(maps.Keys(m.packages)), m.license)
	slices.SortStableFunc(all, func(a, b license) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(all, func(a, b license) bool { return a.Name == b.Name && a.Version == b.Version }), err
}

// license returns the licence of the package in a folder below dir.
func (m *maker) license(below string) (license, error) {
	folder := filepath.Join(m.dir, filepath.FromSlash(below))
	name, version, err := registry.Manifest(folder)
	if err != nil {
		return license{}, err
	}
	l := license{Name: name, Version: version}
	if l.License, err = spdx(folder); err != nil {
		return l, err
	}
	for _, said := range m.list.Licenses {
		if said.Name == name {
			l.License, l.Text = said.License, said.Text
		}
	}
	if l.Text == "" {
		l.Text, err = licenseText(folder)
	}
	chosen := m.list.allowed(l.License)
	if chosen == "" {
		return l, fmt.Errorf("%s has the licence %q, which is not one of those that may be in the pack", name, l.License)
	}
	l.License = chosen
	if errors.Is(err, fs.ErrNotExist) {
		l.Text, err = m.standardText(folder, l.License)
	}
	if err != nil {
		return l, fmt.Errorf("find the licence of %s: %w", name, err)
	}
	return l, nil
}

// allowed returns the first alternative of an SPDX expression that may be in the pack, "" when none may.
func (l list) allowed(expression string) string {
	for alternative := range strings.SplitSeq(strings.Trim(expression, "()"), " OR ") {
		ok := true
		for part := range strings.SplitSeq(alternative, " AND ") {
			ok = ok && slices.Contains(l.Allowed, strings.Trim(part, "() "))
		}
		if ok {
			return alternative
		}
	}
	return ""
}

// spdx reads the licence that the manifest names, in its present form or the two older ones
// (docs.npmjs.com/cli/configuring-npm/package-json).
func spdx(folder string) (string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return "", err
	}
	var manifest struct {
		License  json.RawMessage `json:"license"`
		Licenses []struct {
			Type string `json:"type"`
		} `json:"licenses"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", err
	}
	var name string
	if json.Unmarshal(manifest.License, &name) == nil && name != "" {
		return name, nil
	}
	var object struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(manifest.License, &object) == nil && object.Type != "" {
		return object.Type, nil
	}
	var types []string
	for _, l := range manifest.Licenses {
		types = append(types, l.Type)
	}
	return strings.Join(types, " OR "), nil
}

var licenseName = regexp.MustCompile(`(?i)^(licen[sc]e|copying)([-._].*)?$`)
var licenseHeading = regexp.MustCompile(`(?im)^#+ *licen[sc]e.*$`)

// licenseText returns the package's licence file, or the section of its README when that holds more than a name.
func licenseText(folder string) (string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		if licenseName.MatchString(entry.Name()) && !entry.IsDir() {
			text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
			return strings.TrimSpace(string(text)), err
		}
	}
	for _, entry := range entries {
		if !strings.EqualFold(entry.Name(), "readme.md") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if at := licenseHeading.FindIndex(text); at != nil && len(text)-at[1] > 400 {
			return strings.TrimSpace(string(text[at[1]:])), err
		}
	}
	return "", fs.ErrNotExist
}

// standardText is the text of a licence that a package names without adding it, with the package's authors.
func (m *maker) standardText(folder, name string) (string, error) {
	text, err := os.ReadFile(filepath.Join(m.dir, "licenses", name+".txt"))
	if err != nil {
		return "", err
	}
	manifest, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return "", err
	}
	var of struct {
		Name   string          `json:"name"`
		Author json.RawMessage `json:"author"`
	}
	if err := json.Unmarshal(manifest, &of); err != nil {
		return "", err
	}
	holder := "the authors of " + of.Name
	var author struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(of.Author, &author) == nil && author.Name != "" {
		holder = author.Name
	} else if json.Unmarshal(of.Author, &author.Name) == nil && author.Name != "" {
		holder = author.Name
	}
	return strings.ReplaceAll(string(text), "{holder}", holder), nil
}
