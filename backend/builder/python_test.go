package builder_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/registry"
)

func TestBuildPython(t *testing.T) {
	b := newBuilder(t)
	tests := []struct {
		name     string
		files    app
		wants    []string // parts of the addresses that the page needs beside Python itself
		problems string
	}{
		{"only the standard library", app{"main.py": "import math, json as j\nfrom collections.abc import Mapping\nprint(math.pi)\n"}, nil, ""},
		{"what a package depends on", app{"main.py": "import pandas as pd\n"}, []string{"/numpy-", "/pandas-", "/python_dateutil-", "/pytz-", "/six-"}, ""},
		{"an import in a function", app{"main.py": "def f():\n    from numpy.linalg import norm\n    return norm\n"}, []string{"/numpy-"}, ""},
		{"a module named otherwise than its package", app{"main.py": "import yaml\n"}, []string{"/pyyaml-"}, ""},
		{"requirements", app{"main.py": "print(1)\n", "requirements.txt": "# data\nnumpy>=2\nunknown-thing\n"}, []string{"/numpy-"}, ""},
		{"modules of the app", app{"main.py": "from tools.mean import mean\nimport rows\n", "tools/mean.py": "", "rows.py": ""}, nil, ""},
		{"a package that is not there", app{"main.py": "import json\nimport seaborn as sns\n"}, nil,
			`warning main.py:2:8 Python in the browser has no module seaborn. Write it without seaborn, or with one of its 357 packages, such as numpy, pandas, matplotlib or scipy. | import seaborn as sns`},
		{"words that look like an import", app{"main.py": "text = '''\nNothing to import here: import x from y\n'''\n"}, nil, ""},
		{"nothing to run", app{"data.csv": "a,b\n"}, nil, "error :0:0 There is no Python file to run. Add main.py. | "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bundle := b.Build(t.Context(), backend.Source{Template: "python", Files: test.files.files()})
			if got := written(bundle.Problems); got != test.problems {
				t.Errorf("got\n%s\nwant\n%s", got, test.problems)
			}
			if bundle.Document == nil {
				return
			}
			core, packages := 0, []string{}
			for _, n := range bundle.Needs {
				if !n.Required {
					t.Errorf("%s is not required", n.Address)
				}
				if n.Name == "pyodide" {
					core++
					continue
				}
				packages = append(packages, n.Address)
				if !strings.HasPrefix(n.Integrity, "sha256-") {
					t.Errorf("%s has the integrity %q", n.Address, n.Integrity)
				}
			}
			if core != 1 || len(packages) != len(test.wants) {
				t.Fatalf("Python %d times, packages %v, want %v", core, packages, test.wants)
			}
			for i, want := range test.wants {
				if !strings.Contains(packages[i], want) {
					t.Errorf("%s, want %s", packages[i], want)
				}
			}
		})
	}
}

// fetched is a mirror that holds what was fetched for Python.
type fetched struct {
	addresses map[string]bool
	files     map[string]string // by package/path
}

func (f fetched) Version(name, asked string) string {
	for file := range f.files {
		if strings.HasPrefix(file, name+"/") {
			return asked
		}
	}
	return ""
}
func (fetched) Module(string, string) (*registry.Module, string) { return nil, "" }
func (f fetched) File(name, _, path string) (content []byte, ok bool) {
	text, ok := f.files[name+"/"+path]
	return []byte(text), ok
}
func (f fetched) Address(address string) ([]byte, bool) { return nil, f.addresses[address] }

func TestBuildPython_whenFetched(t *testing.T) {
	source := backend.Source{Template: "python", Files: app{"main.py": "import numpy\n", "x.html": "</script><script>alert(1)</script>"}.files()}
	before := newBuilder(t).Build(t.Context(), source)
	mirror := fetched{map[string]bool{}, map[string]string{"pyodide/pyodide.asm.wasm": ""}}
	for _, n := range before.Needs {
		mirror.addresses[n.Address] = true
	}
	b, err := builder.New(builder.Options{Mirror: mirror})
	if err != nil {
		t.Fatal(err)
	}
	bundle := b.Build(t.Context(), source)
	if len(bundle.Needs) != 0 || len(bundle.Locks) != 1 || bundle.Locks[0].Integrity == "" {
		t.Errorf("needs %v, locks %v", bundle.Needs, bundle.Locks)
	}
	if string(bundle.Document) != string(before.Document) {
		t.Error("the page differs by what was fetched")
	}
	page := string(bundle.Document)
	if strings.Count(page, "<script") != 2 || strings.Contains(page, "alert(1)</script>") {
		t.Error("a file of the app ends its element")
	}
	told := page[strings.Index(page, `id="app">`)+len(`id="app">`):]
	var decoded struct {
		App struct{ Files map[string]string }
	}
	if err := json.Unmarshal([]byte(told[:strings.Index(told, "</script>")]), &decoded); err != nil || decoded.App.Files["main.py"] != "import numpy\n" {
		t.Errorf("the page is told %v (%v)", decoded, err)
	}
}

func TestBuildFramework(t *testing.T) {
	source := backend.Source{Files: app{"app.py": "import streamlit as st\nst.title('</script>')\n", "requirements.txt": "# more\nhumanize>=4 # words\n-r other.txt\n"}.files()}
	before := newBuilder(t).Build(t.Context(), source)
	if before.Template != "streamlit" || len(before.Needs) < 20 || before.Needs[0].Name != "@stlite/browser" {
		t.Fatalf("%s needs %v", before.Template, before.Needs)
	}
	mirror := fetched{map[string]bool{}, map[string]string{"pyodide/pyodide.asm.wasm": "",
		"@stlite/browser/build/stlite.js":       "import {a} from './chunks/a.js'; export const mount = () => a(new URL('./x.whl', import.meta.url), '</script>')",
		"@stlite/browser/build/chunks/a.js":     "export const a = (url) => import('./later.js')",
		"@stlite/browser/build/chunks/later.js": "export default 'marked_later'",
		"@stlite/browser/build/stlite.css":      "@font-face { src: url(./a.woff2), url(https://fonts.example/b.woff2) } p { background: url(./c.png) }",
		"@stlite/browser/build/a.woff2":         "font"}}
	for _, n := range before.Needs {
		mirror.addresses[n.Address] = true
	}
	b, err := builder.New(builder.Options{Mirror: mirror})
	if err != nil {
		t.Fatal(err)
	}
	bundle := b.Build(t.Context(), source)
	page := string(bundle.Document)
	if len(bundle.Needs) != 0 || len(bundle.Problems) != 0 {
		t.Errorf("needs %v, problems %s", bundle.Needs, written(bundle.Problems))
	}
	entry := mirror.files["@stlite/browser/build/stlite.js"]
	mirror.files["@stlite/browser/build/stlite.js"] = "import './gone.js'"
	again, err := builder.New(builder.Options{Mirror: mirror})
	if err != nil {
		t.Fatal(err)
	}
	if damaged := again.Build(t.Context(), source); damaged.Document != nil || !strings.Contains(written(damaged.Problems), "cannot be put together") {
		t.Errorf("a damaged framework: %s", written(damaged.Problems))
	}
	mirror.files["@stlite/browser/build/stlite.js"] = entry
	if mended := again.Build(t.Context(), source); mended.Document == nil {
		t.Errorf("a framework that was fetched again: %s", written(mended.Problems))
	}
	for _, part := range []string{"marked_later", "https://cdn.jsdelivr.net/npm/@stlite/browser@1.9.2/build/stlite.js", "url(data:font/woff2;base64,Zm9udA==), url(data:,)", "background: url(data:,)", `"requirements":["humanize\u003e=4"]`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s", part)
		}
	}
	if n := strings.Count(page, "</script>"); n != 3 {
		t.Errorf("the page has %d script ends", n)
	}
}

// What the builder knows of Python's packages is what the lock file of the installed Pyodide says.
func TestPythonPackages_areThoseOfPyodide(t *testing.T) {
	read := func(name string, into any) {
		t.Helper()
		text, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skipf("%s is not there; run build/setup --test", name)
		}
		if err == nil {
			err = json.Unmarshal(text, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	type locked struct {
		File    string `json:"file_name"`
		Version string
		SHA256  string
		Imports []string
		Depends []string
	}
	var lock struct {
		Info     struct{ Python string }
		Packages map[string]locked
	}
	read("python/node_modules/pyodide/pyodide-lock.json", &lock)
	var ours struct {
		Version, Python string
		Packages        map[string]struct {
			File, Version, SHA256 string
			Imports, Depends      []string
		}
	}
	read("python/packages.json", &ours)
	if ours.Python != lock.Info.Python || len(ours.Packages) != len(lock.Packages) {
		t.Errorf("Python %s with %d packages, want %s with %d", ours.Python, len(ours.Packages), lock.Info.Python, len(lock.Packages))
	}
	for name, want := range lock.Packages {
		got := ours.Packages[name]
		if got.File != want.File || got.Version != want.Version || got.SHA256 != want.SHA256 || !slices.Equal(got.Imports, want.Imports) || !slices.Equal(got.Depends, want.Depends) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
