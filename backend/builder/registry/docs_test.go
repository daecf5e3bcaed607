package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var docs = filepath.Join("..", "..", "..", "docs", "libraries.md")

// carried is a row of docs/libraries.md: one version of a package.
type carried struct {
	name, version, license string
	modules, files         []string
	icons                  int
}

// TestDocsListWhatThePackHolds compares docs/libraries.md with the pack.
func TestDocsListWhatThePackHolds(t *testing.T) {
	p := openEmbedded(t)
	text := page(t, p)
	if *Update {
		if err := os.WriteFile(docs, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, text) {
		t.Error("docs/libraries.md does not list what the pack holds; run go test ./backend/builder/registry -run Docs -update")
	}
}

// TestPackFitsIntoTheBinary holds the pack to 20 MB and to the number of libraries that is promised.
func TestPackFitsIntoTheBinary(t *testing.T) {
	p := openEmbedded(t)
	size := int64(0)
	err := fs.WalkDir(embedded, "dist", func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		size += info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if size > 20_000_000 {
		t.Errorf("the libraries take %d bytes, more than 20 MB", size)
	}
	names := map[string]bool{}
	for _, row := range rows(t, p) {
		if len(row.modules) > 0 {
			names[row.name] = true
		}
	}
	if len(names) < 100 {
		t.Errorf("apps can import %d packages, fewer than 100", len(names))
	}
}

// TestLicencesAreWhole checks that everything in the pack has a licence with its text, once.
func TestLicencesAreWhole(t *testing.T) {
	p := openEmbedded(t)
	seen := map[string]bool{}
	for _, l := range licenses(t, p) {
		if l.License == "" || len(l.Text) < 100 {
			t.Errorf("%s %s: licence %q with %d bytes of text", l.Name, l.Version, l.License, len(l.Text))
		}
		if seen[l.Name+l.Version] {
			t.Errorf("%s %s is there twice", l.Name, l.Version)
		}
		seen[l.Name+l.Version] = true
	}
	for _, row := range rows(t, p) {
		if row.name != "whittle-ui" && !seen[row.name+row.version] {
			t.Errorf("%s %s has no licence in the list", row.name, row.version)
		}
	}
}

func openEmbedded(t *testing.T) *Pack {
	t.Helper()
	p, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if p.Empty() {
		t.Skip("the libraries were left out; run build/setup")
	}
	return p
}

type licence struct{ Name, Version, License, Text string }

func licenses(t *testing.T, p *Pack) []licence {
	t.Helper()
	var all []licence
	if err := json.Unmarshal(p.Licenses(), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// rows returns what the pack holds by package and version, sorted.
func rows(t *testing.T, p *Pack) []*carried {
	t.Helper()
	all := map[string]*carried{}
	of := func(name, version string) *carried {
		key := strings.ToLower(name) + " " + version
		if all[key] == nil {
			all[key] = &carried{name: name, version: version}
		}
		return all[key]
	}
	for _, name := range p.Specifiers() {
		if i := p.Icons(name); i != nil {
			row := of(i.Package, i.Version)
			row.modules, row.icons = append(row.modules, name), row.icons+len(i.Names)
		} else if m := p.Module(name); m.Package != "whittle-ui" {
			row := of(m.Package, m.Version)
			row.modules = append(row.modules, name)
		}
	}
	for _, files := range p.files {
		for _, f := range files {
			row := of(f.Package, f.Version)
			row.files = append(row.files, f.Path)
		}
	}
	for _, l := range licenses(t, p) {
		if row := all[strings.ToLower(l.Name)+" "+l.Version]; row != nil {
			row.license = l.License
		}
	}
	var sorted []*carried
	for _, key := range slices.Sorted(maps.Keys(all)) {
		sorted = append(sorted, all[key])
	}
	return sorted
}

// page is the text of docs/libraries.md.
func page(t *testing.T, p *Pack) []byte {
	t.Helper()
	all := rows(t, p)
	modules, files, names := 0, 0, map[string]bool{}
	for _, row := range all {
		modules, files = modules+len(row.modules), files+len(row.files)
		names[row.name] = true
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `# Libraries inside Whittle

What an app can use without a network: %d packages with %d modules to import and %d files as a CDN serves them. An app
may name them in any usual way. What is not here can be fetched once, when a person allows it.

Icons are put into a page one by one, those that the app uses. %d further packages lie inside these as parts of them;
the page about licences in the settings names them all.

The list is made from the libraries themselves: `+"`go test ./backend/builder/registry -run Docs -update`"+`.

| package | version | licence | imports | files |
| --- | --- | --- | --- | --- |
`, len(names), modules, files, len(licenses(t, p))-len(all))
	for _, row := range all {
		imports := short(row.modules, 6)
		if row.icons > 0 {
			imports += fmt.Sprintf(" (%d icons)", row.icons)
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s |\n", row.name, row.version, row.license, imports, short(row.files, 3))
	}
	return out.Bytes()
}

// short lists names, and says how many more there are than most.
func short(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
