package registry_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"whittle/backend/builder/registry"
)

// names says what an app's import of a module can name.
const names = `
const module = require(%q), known = new Set(Object.getOwnPropertyNames(module));
for (const name of ['default', '__esModule']) known.delete(name);
if (typeof module == 'function') for (const name of ['length', 'name', 'prototype', 'arguments', 'caller']) known.delete(name);
setTimeout(() => say({names: [...known].sort()}));`

// identifier is a name that an import can have without quotes.
var identifier = regexp.MustCompile(`^[\p{L}\p{Nl}$_][\p{L}\p{Nl}$_\p{Nd}\p{Mn}\p{Mc}\p{Pc}]*$`)

type knownExports struct {
	Version string   `json:"version"`
	Exports []string `json:"exports"`
}

// TestEveryModuleRunsInABrowser loads each module of the pack by itself in a closed frame. None may fail, and its
// exports must be those of the list; exports.json has those that only running tells.
func TestEveryModuleRunsInABrowser(t *testing.T) {
	p := openPack(t)
	found := show(t, p.Specifiers(), func(name string) string { return page(t, p, []string{name}, fmt.Sprintf(names, name)) })
	before, known := readKnown(t), map[string]knownExports{}
	for _, name := range p.Specifiers() {
		said := found[name]
		if said.Error != "" {
			t.Errorf("%s: %s", name, said.Error)
			continue
		}
		if icons := p.Icons(name); icons != nil {
			checkIcons(t, icons, said.Names)
			continue
		}
		m := p.Module(name)
		if m.Package == "whittle-ui" {
			continue // their exports are theirs to change
		}
		if _, ok := before[name]; ok || m.Exports == nil {
			said.Names = slices.DeleteFunc(said.Names, func(name string) bool { return !identifier.MatchString(name) })
			known[name] = knownExports{m.Version, said.Names}
		}
		if !*registry.Update && !slices.Equal(m.Exports, said.Names) {
			t.Errorf("%s exports\n%q, the list says\n%q", name, said.Names, m.Exports)
		}
	}
	checkKnown(t, known)
}

func checkIcons(t *testing.T, i *registry.Icons, found []string) {
	t.Helper()
	want := slices.Concat(i.Names, i.Exports)
	for alias := range i.Aliases {
		want = append(want, alias)
	}
	for _, name := range want {
		if _, ok := slices.BinarySearch(found, name); !ok {
			t.Errorf("%s lists %s and does not have it", i.Name, name)
		}
	}
}

func readKnown(t *testing.T) map[string]knownExports {
	t.Helper()
	text, err := os.ReadFile("exports.json")
	if err != nil {
		return nil
	}
	known := map[string]knownExports{}
	if err := json.Unmarshal(text, &known); err != nil {
		t.Fatal(err)
	}
	return known
}

func checkKnown(t *testing.T, known map[string]knownExports) {
	t.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(known); err != nil {
		t.Fatal(err)
	}
	written := strings.ReplaceAll(text.String(), "},\"", "},\n\"")
	if *registry.Update {
		if err := os.WriteFile("exports.json", []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have, _ := os.ReadFile("exports.json"); string(have) != written {
		t.Error("exports.json is not what a browser finds; run with -update and make the pack again")
	}
}

// openPack returns the pack inside the binary; without one there is nothing to test.
func openPack(t testing.TB) *registry.Pack {
	t.Helper()
	p, err := registry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if p.Empty() {
		t.Skip("the libraries were left out; run build/setup")
	}
	return p
}
