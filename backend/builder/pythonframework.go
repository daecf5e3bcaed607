package builder

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// framework is a Python framework that draws its own page in the browser, as frameworks.json has it: an npm package
// that brings Pyodide to life in a worker (stlite for Streamlit, gradio-lite for Gradio).
type framework struct {
	Title   string `json:"title"`
	Package string `json:"package"`
	Version string `json:"version"`
	Folder  string `json:"folder"` // inside the package, with a slash at the end
	Entry   string `json:"entry"`
	Style   string `json:"style"`
	Pyodide string `json:"pyodide"` // the version of Pyodide that it is made for
	Start   string `json:"start"`   // a module that begins the app

	// Packages of Pyodide that the framework needs, as that version's lock file has them.
	Packages map[string]pythonPackage `json:"packages"`
}

var frameworks = sync.OnceValue(func() map[string]framework {
	text, err := pythonFiles.ReadFile("python/frameworks.json")
	if err != nil {
		panic(err) // the file is in the binary
	}
	var all map[string]framework
	if err := json.Unmarshal(text, &all); err != nil {
		panic(fmt.Sprintf("builder: python/frameworks.json: %v", err)) // a mistake in this package
	}
	return all
})

// frameworkApp is what the page of such an app is told.
type frameworkApp struct {
	Title          string            `json:"title"`
	Entry          string            `json:"entry"`
	Files          map[string]string `json:"files"`
	Requirements   []string          `json:"requirements"`
	Core           []string          `json:"core"`           // names of Pyodide's own files
	Scripts        []string          `json:"scripts"`        // those among them that a classic worker imports
	PyodideFull    string            `json:"pyodideFull"`    // where the framework looks for Pyodide
	PyodidePackage string            `json:"pyodidePackage"` // where its own files are taken from
}

// buildFramework makes the page of a Python app that is drawn by a framework.
func (p *page) buildFramework(f framework) []backend.Problem {
	entry := pythonEntry(p.sources)
	if entry == "" {
		return []backend.Problem{failure("", "There is no Python file to run. Add app.py.")}
	}
	app := frameworkApp{Title: f.Title, Entry: entry, Files: p.sources.content, Requirements: requirements(p.sources),
		Core:           []string{"pyodide.mjs", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"},
		Scripts:        []string{"pyodide.js", "pyodide.asm.js"},
		PyodideFull:    "https://cdn.jsdelivr.net/pyodide/v" + f.Pyodide + "/full/",
		PyodidePackage: "https://cdn.jsdelivr.net/npm/pyodide@" + f.Pyodide + "/"}
	there := p.needPackage(f.Package, f.Version, f.Folder+f.Entry)
	there = p.needPackage("pyodide", f.Pyodide, "pyodide.asm.wasm") && there
	for _, name := range slices.Sorted(maps.Keys(f.Packages)) {
		p.needPythonPackage(name, f.Packages[name], app.PyodideFull)
	}
	var code, style string
	if there {
		code = p.bundled.get(f, p.bundleFramework)
		text, _ := p.options.Mirror.File(f.Package, f.Version, f.Folder+f.Style)
		style = p.withFonts(string(text), f)
	}
	document, err := frameworkDocument(app, code, style)
	if err != nil {
		return []backend.Problem{failure("", "The page for %s cannot be made: %v.", f.Title, err)}
	}
	p.bundle.Document = document
	return p.problems
}

// requirements are the lines of requirements.txt that name a package.
func requirements(s *sources) []string {
	all := []string{}
	for line := range strings.Lines(s.content["requirements.txt"]) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "-") {
			all = append(all, line)
		}
	}
	return all
}

// bundled keeps what was bundled of each framework, since that takes seconds and is the same for all of its apps.
type bundled struct {
	mu   sync.Mutex
	code map[string]string // by package and version
}

func (b *bundled) get(f framework, make func(framework) string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := f.Package + "@" + f.Version
	if b.code[key] == "" {
		if b.code == nil {
			b.code = map[string]string{}
		}
		b.code[key] = make(f)
	}
	return b.code[key]
}

// bundleFramework makes one module of a framework's many, with the address that they would have on a CDN.
func (p *page) bundleFramework(f framework) string {
	const namespace = "framework"
	load := func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		content, ok := p.options.Mirror.File(f.Package, f.Version, f.Folder+a.Path)
		if !ok {
			return api.OnLoadResult{}, fmt.Errorf("%s is not in %s", a.Path, f.Package)
		}
		text := string(content)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	}
	resolve := func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if !strings.HasPrefix(a.Path, ".") {
			return api.OnResolveResult{Path: a.Path, External: true}, nil
		}
		return api.OnResolveResult{Path: path.Join(path.Dir(a.Importer), a.Path), Namespace: namespace}, nil
	}
	result := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: f.Start, Sourcefile: "start.js"},
		Bundle: true, Format: api.FormatESModule, Platform: api.PlatformBrowser, Target: api.ES2022, Charset: api.CharsetUTF8,
		LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent, MinifyWhitespace: true, MinifyIdentifiers: true,
		Define: map[string]string{"import.meta.url": fmt.Sprintf("%q", "https://cdn.jsdelivr.net/npm/"+f.Package+"@"+f.Version+"/"+f.Folder+f.Entry)},
		Plugins: []api.Plugin{{Name: ours, Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: ".*"}, resolve)
			build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, load)
		}}},
	})
	if len(result.Errors) > 0 {
		p.broke = true
		p.add(failure("", "%s cannot be put together: %s.", f.Title, result.Errors[0].Text))
		return ""
	}
	return string(result.OutputFiles[0].Contents)
}

var styleURL = regexp.MustCompile(`url\(["']?([^"')]+)["']?\)`)

// withFonts puts the fonts that a framework's style names into it; other files are left out.
func (p *page) withFonts(style string, f framework) string {
	return styleURL.ReplaceAllStringFunc(style, func(whole string) string {
		name := styleURL.FindStringSubmatch(whole)[1]
		if isAbsoluteURL(name) || path.Ext(name) != ".woff2" {
			return "url(data:,)"
		}
		content, _ := p.options.Mirror.File(f.Package, f.Version, f.Folder+path.Clean(name))
		return "url(" + dataURL("font/woff2", string(content)) + ")"
	})
}

func frameworkDocument(app frameworkApp, code, style string) ([]byte, error) {
	parts := map[string]string{}
	for _, name := range []string{"framework.html", "framework.js", "framework-worker.js"} {
		text, err := pythonFiles.ReadFile("python/" + name)
		if err != nil {
			return nil, err
		}
		parts[name] = string(text)
	}
	told, err := json.Marshal(map[string]any{"app": app, "worker": parts["framework-worker.js"]})
	if err != nil {
		return nil, err
	}
	return []byte(strings.NewReplacer("/*TITLE*/", app.Title, "/*STYLE*/", strings.ReplaceAll(style, "</style", `<\/style`), "/*APP*/", string(told),
		"/*SCRIPT*/", parts["framework.js"], "/*FRAMEWORK*/", scriptSafe(code)).Replace(parts["framework.html"])), nil
}
