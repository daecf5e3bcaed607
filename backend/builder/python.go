package builder

import (
	"embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"whittle/backend"
)

// pythonFiles are the page of a Python app, what runs in it, and the packages that Python in the browser has.
// packages.json holds facts of Pyodide's lock file (npm package pyodide, pyodide-lock.json).
//
//go:embed python
var pythonFiles embed.FS

// pythonPackages is packages.json.
type pythonPackages struct {
	Version  string                   `json:"version"` // of Pyodide
	Python   string                   `json:"python"`
	Standard []string                 `json:"standard"` // modules that come with it
	Packages map[string]pythonPackage `json:"packages"`

	byImport map[string]string
}

type pythonPackage struct {
	File    string   `json:"file"`
	Version string   `json:"version"`
	SHA256  string   `json:"sha256"` // in hex
	Imports []string `json:"imports"`
	Depends []string `json:"depends"`
}

var pythonIndex = sync.OnceValue(func() pythonPackages {
	text, err := pythonFiles.ReadFile("python/packages.json")
	if err != nil {
		panic(err) // the file is in the binary
	}
	var index pythonPackages
	if err := json.Unmarshal(text, &index); err != nil {
		panic(fmt.Sprintf("builder: python/packages.json: %v", err)) // a mistake in this package
	}
	index.byImport = map[string]string{}
	for name, p := range index.Packages {
		for _, module := range p.Imports {
			index.byImport[module] = name
		}
	}
	return index
})

// pythonCore are the files of Pyodide that every Python page needs (pyodide.org, deploying).
func pythonCore() []string {
	return []string{"pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"}
}

// pythonApp is what the page of a Python app is told.
type pythonApp struct {
	Version  string            `json:"version"`
	Core     string            `json:"core"`     // where the files of Pyodide are, with a slash at the end
	Packages string            `json:"packages"` // where its packages are
	Entry    string            `json:"entry"`
	Files    map[string]string `json:"files"`
	Wanted   []string          `json:"wanted"` // names of packages to load
}

// buildPython makes the page of an app that is a Python script: what it prints, shows and draws.
func (p *page) buildPython() []backend.Problem {
	index := pythonIndex()
	entry := pythonEntry(p.sources)
	if entry == "" {
		return []backend.Problem{failure("", "There is no Python file to run. Add main.py.")}
	}
	app := pythonApp{Version: index.Version, Entry: entry, Files: p.sources.content,
		Core:     "https://cdn.jsdelivr.net/npm/pyodide@" + index.Version + "/",
		Packages: "https://cdn.jsdelivr.net/pyodide/v" + index.Version + "/full/"}
	app.Wanted = p.pythonWanted(index)
	p.needPython(index, app)
	document, err := pythonDocument(app)
	if err != nil {
		return []backend.Problem{failure("", "The page for Python cannot be made: %v.", err)}
	}
	p.bundle.Document = document
	return p.problems
}

// pythonEntry returns the script to run: main.py, app.py, or the only one.
func pythonEntry(s *sources) string {
	if name := s.first([]string{"main.py", "app.py", "src/main.py", "script.py", "analysis.py"}); name != "" {
		return name
	}
	for _, name := range s.paths {
		if path.Ext(name) == ".py" && !strings.Contains(name, "/") {
			return name
		}
	}
	return ""
}

var (
	pythonImport    = regexp.MustCompile(`(?m)^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import\b)`)
	pythonRequested = regexp.MustCompile(`(?m)^\s*([A-Za-z0-9][\w.-]*)`)
)

// pythonWanted returns the packages that the scripts import and all that those depend on, sorted. A module that Python
// in the browser does not have is a problem at its line.
func (p *page) pythonWanted(index pythonPackages) []string {
	wanted := map[string]bool{}
	for _, name := range p.sources.paths {
		if path.Ext(name) != ".py" {
			continue
		}
		text := p.sources.content[name]
		for _, m := range pythonImport.FindAllStringSubmatchIndex(text, -1) {
			start, end := max(m[2], m[4]), max(m[3], m[5])
			for _, module := range importedModules(text[start:end]) {
				if pkg, ok := index.byImport[module]; ok {
					wanted[pkg] = true
				} else if !slices.Contains(index.Standard, module) && !p.isPythonFile(module) {
					p.add(at(warning(name, "Python in the browser has no module %s. Write it without %s, or with one of its %d packages, such as numpy, pandas, matplotlib or scipy.",
						clip(module, 60), clip(module, 60), len(index.Packages)), text, start))
				}
			}
		}
	}
	for _, m := range pythonRequested.FindAllStringSubmatch(p.sources.content["requirements.txt"], -1) {
		if name := strings.ToLower(strings.ReplaceAll(m[1], "_", "-")); index.Packages[name].File != "" {
			wanted[name] = true
		}
	}
	all := []string{}
	var visit func(name string)
	visit = func(name string) {
		if !slices.Contains(all, name) && index.Packages[name].File != "" {
			all = append(all, name)
			for _, d := range index.Packages[name].Depends {
				visit(d)
			}
		}
	}
	for name := range wanted {
		visit(name)
	}
	slices.Sort(all)
	return all
}

// importedModules returns the top modules of what stands behind import or from: "a.b as c, d" gives a and d.
func importedModules(list string) []string {
	var modules []string
	for part := range strings.SplitSeq(list, ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		name, _, _ = strings.Cut(name, ".")
		if name != "" {
			modules = append(modules, name)
		}
	}
	return modules
}

func (p *page) isPythonFile(module string) bool {
	return slices.ContainsFunc(p.sources.paths, func(name string) bool {
		return name == module+".py" || strings.HasPrefix(name, module+"/") || strings.HasSuffix(name, "/"+module+".py")
	})
}

// needPython books the files that the page will ask for: those in the mirror as libraries, the others as needs.
func (p *page) needPython(index pythonPackages, app pythonApp) {
	need := func(n backend.Need, there bool) {
		n.Required = true
		from := "mirror"
		if !there {
			p.bundle.Needs = append(p.bundle.Needs, n)
			from = "network"
		}
		p.bundle.Libraries = append(p.bundle.Libraries, backend.Library{Name: n.Name, Version: n.Asked, From: from})
	}
	for _, file := range pythonCore() {
		n := backend.Need{Name: "pyodide", Asked: index.Version, Path: file, Address: app.Core + file}
		need(n, p.options.Mirror != nil && p.options.Mirror.Version(n.Name, n.Asked) != "")
	}
	for _, name := range app.Wanted {
		pkg := index.Packages[name]
		n := backend.Need{Name: name, Asked: pkg.Version, Address: app.Packages + pkg.File, Integrity: integrityOf(pkg.SHA256)}
		there := false
		if p.options.Mirror != nil {
			_, there = p.options.Mirror.Address(n.Address)
		}
		if there {
			p.bundle.Locks = append(p.bundle.Locks, backend.Lock{Name: n.Address, Integrity: n.Integrity})
		}
		need(n, there)
	}
}

// integrityOf returns a SHA-256 in hex as Subresource Integrity writes it (w3.org/TR/SRI).
func integrityOf(sha256 string) string {
	sum, err := hex.DecodeString(sha256)
	if err != nil {
		return ""
	}
	return "sha256-" + base64.StdEncoding.EncodeToString(sum)
}

// pythonDocument puts the app and the scripts that run it into the page.
func pythonDocument(app pythonApp) ([]byte, error) {
	parts := map[string]string{}
	for _, name := range []string{"page.html", "page.css", "page.js", "worker.js", "whittle.py", "whittle_figures.py"} {
		text, err := pythonFiles.ReadFile("python/" + name)
		if err != nil {
			return nil, err
		}
		parts[name] = string(text)
	}
	told, err := json.Marshal(map[string]any{"app": app, "worker": parts["worker.js"],
		"modules": map[string]string{"whittle.py": parts["whittle.py"], "whittle_figures.py": parts["whittle_figures.py"]}})
	if err != nil {
		return nil, err
	}
	// encoding/json escapes <, > and &, so the text cannot end its element.
	return []byte(strings.NewReplacer("/*STYLE*/", parts["page.css"], "/*APP*/", string(told), "/*SCRIPT*/", parts["page.js"]).Replace(parts["page.html"])), nil
}
