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
//go:embed python/*.html python/*.css python/*.js python/*.py python/packages.json python/frameworks.json
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

// needPython books the files that the page will ask for.
func (p *page) needPython(index pythonPackages, app pythonApp) {
	p.needPackage("pyodide", index.Version, "pyodide.asm.wasm")
	for _, name := range app.Wanted {
		p.needPythonPackage(name, index.Packages[name], app.Packages)
	}
}

// needPackage books an npm package that the page cannot do without, and reports whether the mirror has it.
func (p *page) needPackage(name, version, file string) bool {
	there := p.options.Mirror != nil && p.options.Mirror.Version(name, version) == version
	p.need(backend.Need{Name: name, Asked: version, Path: file, Required: true,
		Address: "https://cdn.jsdelivr.net/npm/" + name + "@" + version + "/" + file}, there)
	return there
}

// needPythonPackage books a package of Pyodide that lies in a folder of its CDN.
func (p *page) needPythonPackage(name string, pkg pythonPackage, folder string) {
	n := backend.Need{Name: name, Asked: pkg.Version, Address: folder + pkg.File, Integrity: integrityOf(pkg.SHA256), Required: true}
	there := false
	if p.options.Mirror != nil {
		_, there = p.options.Mirror.Address(n.Address)
	}
	if there {
		p.bundle.Locks = append(p.bundle.Locks, backend.Lock{Name: n.Address, Integrity: n.Integrity})
	}
	p.need(n, there)
}

// need books what the page needs: as a library of the mirror when it is there, else as something to fetch.
func (p *page) need(n backend.Need, there bool) {
	from := "mirror"
	if !there {
		p.bundle.Needs = append(p.bundle.Needs, n)
		from = "network"
	}
	p.bundle.Libraries = append(p.bundle.Libraries, backend.Library{Name: n.Name, Version: n.Asked, From: from})
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
