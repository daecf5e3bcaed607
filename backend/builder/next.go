package builder

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// nextFile is a file with a meaning by its name (nextjs.org/docs/app/api-reference/file-conventions and
// nextjs.org/docs/pages).
type nextFile struct {
	path   string
	folder string // inside app or pages, such as blog/[id]
	kind   string // page, layout, ...; _app and 404 of a pages folder
}

// buildNext makes the document of an app in Next.js: its pages in one document, with routes of the page's own.
func (p *page) buildNext() []backend.Problem {
	p.strict = true
	if problems := serverCode(p.sources); len(problems) > 0 {
		return problems
	}
	start, problem := startOfNext(p.sources)
	if problem != nil {
		return []backend.Problem{*problem}
	}
	p.imports = reactImports(p.sources)
	p.imports.imports["react/jsx-runtime"] = "whittle/next-jsx"
	p.adaptSources()
	p.start = &start
	p.assemble("", reactShell)
	return p.problems
}

var (
	appPart  = regexp.MustCompile(`^(?:src/)?app/(?:(.*)/)?(page|layout|template|loading|error|not-found|global-error)\.(?:tsx|jsx|ts|js)$`)
	pagePart = regexp.MustCompile(`^(?:src/)?pages/(?:(.*)/)?([^/]+)\.(?:tsx|jsx|ts|js)$`)
)

// startOfNext returns code that starts the app folder, else the pages folder, else the only component as a page.
func startOfNext(s *sources) (entry, *backend.Problem) {
	var app, pages []nextFile
	for _, name := range s.paths {
		if notTheApp.MatchString(name) {
			continue
		}
		if m := appPart.FindStringSubmatch(name); m != nil && isRoute(m[1]) {
			app = append(app, nextFile{name, m[1], m[2]})
		}
		if m := pagePart.FindStringSubmatch(name); m != nil && m[2] != "_document" {
			pages = append(pages, pagesFile(name, m[1], m[2]))
		}
	}
	code := ""
	switch {
	case slices.ContainsFunc(app, isPage):
		code = startApp(s, app)
	case slices.ContainsFunc(pages, isPage):
		code = startPages(pages)
	default:
		component := topComponent(s, componentFiles(s))
		if component == "" {
			p := failure("", "There is no page to start from. Add app/page.tsx with the page as its default export.")
			return entry{}, &p
		}
		code = startPages([]nextFile{{component, "", "page"}})
	}
	for _, style := range looseStyles(s) {
		code = fmt.Sprintf("import %q;\n", "/"+style) + code
	}
	return entry{path: startFile, code: code, loader: api.LoaderJSX}, nil
}

func isPage(f nextFile) bool { return f.kind == "page" }

// isRoute leaves out folders that are no part of an address: private ones, and slots of parallel and intercepting routes.
func isRoute(folder string) bool {
	for _, segment := range strings.Split(folder, "/") {
		if strings.HasPrefix(segment, "_") || strings.HasPrefix(segment, "@") || strings.HasPrefix(segment, "(.") {
			return false
		}
	}
	return true
}

func pagesFile(name, folder, file string) nextFile {
	switch {
	case folder == "" && (file == "_app" || file == "404" || file == "_error"):
		return nextFile{name, "", file}
	case file == "index":
		return nextFile{name, folder, "page"}
	}
	return nextFile{name, path.Join(folder, file), "page"}
}

func startApp(s *sources, files []nextFile) string {
	whole := false
	slices.SortFunc(files, func(a, b nextFile) int {
		return cmp.Or(strings.Count(a.folder, "/")-strings.Count(b.folder, "/"), cmp.Compare(a.path, b.path))
	})
	for _, f := range files {
		whole = whole || f.kind == "layout" && strings.Contains(s.content[f.path], "<html")
	}
	return "import {startApp} from \"whittle/next-app\";\n" + importAll(files) +
		fmt.Sprintf("startApp([%s], %t);\n", entries(files), whole)
}

func startPages(files []nextFile) string {
	shell := ""
	for i, f := range files {
		switch f.kind {
		case "_app":
			shell += fmt.Sprintf("app: m%d.default, ", i)
		case "404":
			shell += fmt.Sprintf("missing: m%d.default, ", i)
		}
	}
	return "import {startPages} from \"whittle/next-pages\";\n" + importAll(files) +
		fmt.Sprintf("startPages([%s], {%s});\n", entries(files), shell)
}

func importAll(files []nextFile) string {
	code := ""
	for i, f := range files {
		code += fmt.Sprintf("import * as m%d from %q;\n", i, "/"+f.path)
	}
	return code
}

func entries(files []nextFile) string {
	var list []string
	for i, f := range files {
		list = append(list, fmt.Sprintf("[%q, %q, m%d]", f.folder, f.kind, i))
	}
	return strings.Join(list, ", ")
}
