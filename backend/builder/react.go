package builder

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// startFile names the code that mounts an app which only has a component.
const startFile = "start.jsx"

const reactShell = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>App</title>
</head>
<body>
<div id="root"></div>
</body>
</html>
`

// mainEntries are files that mount the app themselves, in the order in which they are looked for.
func mainEntries() []string {
	return []string{"src/main.tsx", "main.tsx", "src/index.tsx", "index.tsx", "src/main.jsx", "main.jsx",
		"src/index.jsx", "index.jsx", "src/main.ts", "main.ts", "src/index.ts", "index.ts", "src/main.js", "main.js",
		"src/index.js", "index.js"}
}

// appEntries are files whose component is the app.
func appEntries() []string {
	return []string{"src/App.tsx", "App.tsx", "src/App.jsx", "App.jsx", "src/app.tsx", "app.tsx", "src/App.js", "App.js",
		"src/App.ts", "App.ts", "app/page.tsx", "src/app/page.tsx"}
}

// buildReact makes the document of a React app, on its own page when it has one.
func (p *page) buildReact() []backend.Problem {
	p.strict = true
	start, problem := startOf(p.sources)
	if problem != nil {
		return []backend.Problem{*problem}
	}
	p.start = &start
	file := p.sources.first([]string{"index.html", "public/index.html", "src/index.html"})
	if file == "" {
		p.assemble("", reactShell)
	} else {
		p.assemble(file, p.sources.content[file])
	}
	return p.problems
}

var mounts = regexp.MustCompile(`\b(?:createRoot|hydrateRoot|render)\s*\(`)

// startOf finds where the app begins.
func startOf(s *sources) (entry, *backend.Problem) {
	for _, name := range mainEntries() {
		if s.has(name) && mounts.MatchString(s.content[name]) {
			return entry{path: name}, nil
		}
	}
	component := s.first(append(appEntries(), mainEntries()...))
	if component == "" {
		component = onlyComponent(s)
	}
	if component == "" {
		p := failure("", "There is no component to start from. Add App.tsx with the app as its default export.")
		return entry{}, &p
	}
	return mountOf(s, component)
}

// onlyComponent returns the one component with a default export, or the only one at all, or "".
func onlyComponent(s *sources) string {
	var all, exported []string
	for _, name := range s.paths {
		if ext := path.Ext(name); ext == ".tsx" || ext == ".jsx" {
			all = append(all, name)
			if exportsDefault(s.content[name]) {
				exported = append(exported, name)
			}
		}
	}
	if len(exported) == 1 {
		return exported[0]
	}
	if len(all) == 1 {
		return all[0]
	}
	return ""
}

var (
	beforeDefault = regexp.MustCompile(`\b(?:export\s+|as\s+|export\s*\{\s*)$`)
	namedExport   = regexp.MustCompile(`\bexport\s+(?:async\s+)?(?:function|const|class|let)\s+([A-Z]\w*)`)
)

func exportsDefault(code string) bool {
	for at := 0; ; at += len("default") {
		i := strings.Index(code[at:], "default")
		if i < 0 {
			return false
		}
		at += i
		if beforeDefault.MatchString(code[max(0, at-40):at]) {
			return true
		}
	}
}

// mountOf returns code that mounts the component a file exports.
func mountOf(s *sources, component string) (entry, *backend.Problem) {
	binding := "App"
	if !exportsDefault(s.content[component]) {
		exported := namedExport.FindStringSubmatch(s.content[component])
		if exported == nil {
			p := failure(component, "%s has no default export, so there is nothing to show. End it with: export default App", component)
			return entry{}, &p
		}
		binding = "{" + exported[1] + " as App}"
	}
	code := `import {createElement} from "react";
import {createRoot} from "react-dom/client";
`
	for _, style := range looseStyles(s) {
		code += fmt.Sprintf("import %q;\n", "/"+style)
	}
	code += fmt.Sprintf("import %s from %q;\n", binding, "/"+component) +
		`const root = document.getElementById("root") ?? document.body.appendChild(Object.assign(document.createElement("div"), {id: "root"}));
createRoot(root).render(createElement(App));
`
	return entry{path: startFile, code: code, loader: api.LoaderJSX}, nil
}

// looseStyles returns the style sheets for the whole app that no file mentions.
func looseStyles(s *sources) []string {
	var loose []string
	for _, name := range s.paths {
		whole := slices.Contains([]string{"index", "global", "globals", "main", "style", "styles", "app"}, strings.ToLower(stem(name)))
		if path.Ext(name) == ".css" && whole && !mentioned(s, path.Base(name)) {
			loose = append(loose, name)
		}
	}
	return loose
}

func mentioned(s *sources, base string) bool {
	for _, content := range s.content {
		if strings.Contains(content, base) {
			return true
		}
	}
	return false
}
