package builder

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// mountOf returns code that shows the component a file has. A component that is not exported is mounted by code at the
// end of its own file, where its lines stay what they are.
func mountOf(s *sources, component string) (entry, *backend.Problem) {
	content := s.content[component]
	binding := "App"
	if !exportsDefault(content) {
		name, exported := mainComponent(content, stem(component))
		switch {
		case name == "":
			p := failure(component, "%s has no default export, so there is nothing to show. End it with: export default App", component)
			return entry{}, &p
		case !exported:
			code := content + "\n" + mountCode(s, "") + "__mount(" + name + ", __wrap);\n"
			return entry{path: component, code: code, loader: loaderOf(component)}, nil
		}
		binding = "{" + name + " as App}"
	}
	code := mountCode(s, component)
	code += fmt.Sprintf("import %s from %q;\n__mount(App, __wrap);\n", binding, "/"+component)
	return entry{path: startFile, code: code, loader: api.LoaderJSX}, nil
}

// mountCode returns the imports that mounting needs. It names __mount and __wrap, which stands what the app lacks
// around it.
func mountCode(s *sources, component string) string {
	code := `import {createElement as __element} from "react";import {mount as __mount} from "whittle/root";`
	for _, style := range looseStyles(s) {
		code += fmt.Sprintf("import %q;", "/"+style)
	}
	wrapped := "app"
	for _, w := range providers() {
		if from := w.wanted(s); from != "" {
			code += fmt.Sprintf("import {%s} from %q;", w.Import, from)
			wrapped = strings.ReplaceAll(w.Element, "$app", wrapped)
		}
	}
	return code + "\nconst __wrap = (app) => " + wrapped + ";\n"
}

var (
	beforeDefault     = regexp.MustCompile(`\b(?:export\s+|as\s+|export\s*\{\s*)$`)
	exportedNames     = regexp.MustCompile(`\bexport\s+(?:async\s+)?(?:function|const|class|let|var)\s+([A-Z]\w*)`)
	exportedList      = regexp.MustCompile(`\bexport\s*\{([^}]*)\}\s*(?:;|\n|$)`)
	componentDeclared = regexp.MustCompile(`(?m)^(?:async\s+)?(?:function|const|class|let|var)\s+([A-Z]\w*)`)
	componentName     = regexp.MustCompile(`\b[A-Z]\w*\b`)
)

func exportsDefault(code string) bool {
	if strings.Contains(code, "module.exports =") {
		return true
	}
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

// mainComponent returns the name of the component that is the app in a file without a default export, and whether the
// file exports it: App, else what is called like the file, else the last.
func mainComponent(code, file string) (name string, exported bool) {
	if name := pick(namesIn(code), file); name != "" {
		return name, true
	}
	var declared []string
	for _, m := range componentDeclared.FindAllStringSubmatch(code, -1) {
		if strings.ToUpper(m[1]) != m[1] || len(m[1]) == 1 {
			declared = append(declared, m[1])
		}
	}
	return pick(declared, file), false
}

func namesIn(code string) []string {
	var names []string
	for _, m := range exportedNames.FindAllStringSubmatch(code, -1) {
		if strings.ToUpper(m[1]) != m[1] || len(m[1]) == 1 {
			names = append(names, m[1])
		}
	}
	for _, m := range exportedList.FindAllStringSubmatch(code, -1) {
		names = append(names, componentName.FindAllString(m[1], -1)...)
	}
	return names
}

func pick(names []string, file string) string {
	for _, wanted := range []string{"App", file} {
		if slices.Contains(names, wanted) {
			return wanted
		}
	}
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

//go:embed providers.json
var providersText []byte

// provider is an element that components of some packages only work inside of, and that models forget.
type provider struct {
	Packages []string `json:"packages"`
	Needs    string   `json:"needs"`    // a regular expression for names whose import needs it
	Provides string   `json:"provides"` // a regular expression for names whose import brings it
	Import   string   `json:"import"`
	Element  string   `json:"element"` // the element as code, $app for what stands in it

	needs, provides *regexp.Regexp
}

// providers returns the table in providers.json.
var providers = sync.OnceValue(func() []*provider {
	var all []*provider
	if err := json.Unmarshal(providersText, &all); err != nil {
		panic(fmt.Sprintf("builder: providers.json: %v", err)) // a mistake in this package
	}
	for _, p := range all {
		p.needs, p.provides = regexp.MustCompile(p.Needs), regexp.MustCompile(p.Provides)
	}
	return all
})

var importClause = regexp.MustCompile(`\bimport\s+([^"';]+?)\s+from\s*["']([^"'\n]+)["']`)

// wanted returns the package that an app imports without the element around it, or "".
func (p *provider) wanted(s *sources) string {
	from := ""
	for _, content := range s.content {
		if !slices.ContainsFunc(p.Packages, func(name string) bool { return strings.Contains(content, name) }) {
			continue
		}
		for _, m := range importClause.FindAllStringSubmatch(content, -1) {
			if !slices.Contains(p.Packages, m[2]) {
				continue
			}
			if p.provides.MatchString(m[1]) {
				return ""
			}
			if p.needs.MatchString(m[1]) && (from == "" || m[2] < from) {
				from = m[2]
			}
		}
	}
	return from
}
