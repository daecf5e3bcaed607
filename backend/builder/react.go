package builder

import (
	"path"
	"regexp"
	"slices"
	"strings"

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
	return []string{"src/App.tsx", "App.tsx", "src/App.jsx", "App.jsx", "src/app.tsx", "app.tsx", "app/App.tsx",
		"client/src/App.tsx", "frontend/src/App.tsx", "src/App.js", "App.js", "src/App.ts", "App.ts"}
}

// buildReact makes the document of a React app, on its own page when it has one.
func (p *page) buildReact() []backend.Problem {
	p.strict = true
	p.imports = reactImports(p.sources)
	p.adaptSources()
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

var mountCalls = regexp.MustCompile(`\b(?:createRoot|hydrateRoot)\s*\(|\bReactDOM\.(?:render|hydrate)\s*\(|(?m)^\s*render\s*\(\s*<`)

// mounts reports whether code shows an app by itself. Most files are told by what they lack, which is much faster.
func mounts(code string) bool {
	return (strings.Contains(code, "Root") || strings.Contains(code, "ReactDOM.") || strings.Contains(code, "render")) &&
		mountCalls.MatchString(code)
}

// startOf finds where the app begins: a file that mounts it, else the component that is the app.
func startOf(s *sources) (entry, *backend.Problem) {
	for _, name := range mainEntries() {
		if s.has(name) && mounts(s.content[name]) {
			return entry{path: name}, nil
		}
	}
	components := componentFiles(s)
	for _, name := range components {
		if mounts(s.content[name]) {
			return entry{path: name}, nil
		}
	}
	component := s.first(append(appEntries(), mainEntries()...))
	if component == "" {
		component = topComponent(s, components)
	}
	if component == "" {
		p := failure("", "There is no component to start from. Add App.tsx with the app as its default export.")
		return entry{}, &p
	}
	return mountOf(s, component)
}

// notTheApp finds files beside an app: tests, stories, settings of tools.
var notTheApp = regexp.MustCompile(`\.(?:test|spec|stories|config|d)\.[jt]sx?$|(?:^|/)(?:__tests__|\.storybook)/`)

// componentFiles returns the files with JSX that may be the app, sorted by path.
func componentFiles(s *sources) []string {
	var found []string
	for _, name := range s.paths {
		ext := path.Ext(name)
		if (ext == ".tsx" || ext == ".jsx") && !notTheApp.MatchString(name) {
			found = append(found, name)
		}
	}
	return found
}

var importTarget = regexp.MustCompile(`(?:\bfrom|\bimport|\brequire)\s*\(?\s*["']([^"'\n]+)["']`)

// topComponent returns the component that no other file imports; of several one with a default export, nearest to the
// root, the longest. It returns "" when there is none.
func topComponent(s *sources, components []string) string {
	imported := map[string]bool{}
	for _, name := range s.paths {
		for _, m := range importTarget.FindAllStringSubmatch(s.content[name], -1) {
			imported[s.imported(name, m[1])] = true
		}
	}
	best, bestRank := "", []int{}
	for _, name := range components {
		rank := []int{0, 0, -strings.Count(name, "/"), len(s.content[name])}
		if !imported[name] {
			rank[0] = 1
		}
		if exportsDefault(s.content[name]) {
			rank[1] = 1
		}
		if best == "" || slices.Compare(rank, bestRank) > 0 {
			best, bestRank = name, rank
		}
	}
	return best
}

// imported returns the file of the app that an import in a file leads to, or "".
func (s *sources) imported(file, target string) string {
	switch {
	case strings.HasPrefix(target, "."):
		found, _ := s.module(path.Join(path.Dir(file), target))
		return found
	case strings.HasPrefix(target, "@/"), strings.HasPrefix(target, "~/"), strings.HasPrefix(target, "/"):
		name := strings.TrimLeft(target, "@~/")
		if found, _ := s.module(path.Join("src", name)); found != "" {
			return found
		}
		found, _ := s.module(name)
		return found
	}
	return ""
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
