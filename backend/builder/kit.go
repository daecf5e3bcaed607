package builder

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// kitApp is the component that shows the routes of an app in SvelteKit's shape.
const kitApp = ".svelte/Routes.svelte"

//go:embed kit
var kitFiles embed.FS

// kitModules stand for SvelteKit's modules (svelte.dev/docs/kit/$app-navigation and its neighbours), as far as a page
// has what they are about.
var kitModules = sync.OnceValue(func() map[string]string {
	text, err := kitFiles.ReadFile("kit/modules.json")
	if err != nil {
		panic(err) // it is in the binary
	}
	var modules map[string]string
	if err := json.Unmarshal(text, &modules); err != nil {
		panic(err) // a mistake in this package
	}
	return modules
})

// addKit adds what SvelteKit makes of src/routes, and its modules (svelte.dev/docs/kit/project-structure).
func addKit(s *sources, aliases *importMap) {
	aliases.imports["$lib"], aliases.imports["$lib/"] = "/src/lib/index", "/src/lib/"
	for name, code := range kitModules() {
		file := ".svelte/app/" + name + ".js"
		s.put(file, code)
		aliases.imports["$app/"+name] = "/" + file
	}
	table := kitTable(s)
	for _, name := range []string{"routes.js", "Routes.svelte", "Chain.svelte"} {
		text, err := kitFiles.ReadFile("kit/" + name)
		if err != nil {
			panic(err) // it is in the binary
		}
		if table != "" || name == "routes.js" {
			s.put(".svelte/"+name, string(text))
		}
	}
	if table != "" {
		s.put(".svelte/table.js", table)
	}
}

// kitTable returns a module with the routes of an app, each with its pattern, the layouts around it and its loads; ""
// when it has none.
func kitTable(s *sources) string {
	names := map[string]string{}
	imports := ""
	binding := func(file, what string) string {
		key := what + file
		if names[key] == "" {
			names[key] = fmt.Sprintf("x%d", len(names))
			imports += fmt.Sprintf(what, names[key], "/"+file)
		}
		return names[key]
	}
	var rows []string
	for _, name := range s.paths {
		if path.Base(name) != "+page.svelte" || !strings.HasPrefix(name, "src/routes/") {
			continue
		}
		var chain, loads []string
		for _, folder := range foldersTo(path.Dir(name)) {
			if file := s.first([]string{folder + "/+layout.svelte"}); file != "" {
				chain = append(chain, binding(file, "import %s from %q;\n"))
			}
			if file := s.first([]string{folder + "/+layout.js", folder + "/+layout.ts"}); file != "" {
				loads = append(loads, binding(file, "import * as %s from %q;\n"))
			}
		}
		chain = append(chain, binding(name, "import %s from %q;\n"))
		if file := s.first([]string{path.Dir(name) + "/+page.js", path.Dir(name) + "/+page.ts"}); file != "" {
			loads = append(loads, binding(file, "import * as %s from %q;\n"))
		}
		pattern, parameters := kitPattern(strings.TrimPrefix(strings.TrimPrefix(path.Dir(name), "src/routes"), "/"))
		rows = append(rows, fmt.Sprintf("{id: %q, pattern: /%s/, names: %s, chain: [%s], loads: [%s].map((m) => m.load).filter(Boolean)}",
			strings.TrimPrefix(path.Dir(name), "src/routes")+"/", pattern, inJSON(parameters), strings.Join(chain, ", "), strings.Join(loads, ", ")))
	}
	if rows == nil {
		return ""
	}
	slices.SortStableFunc(rows, func(a, b string) int { return strings.Count(a, "(") - strings.Count(b, "(") })
	return "import {table} from \"/.svelte/routes.js\";\n" + imports + "table.push(\n" + strings.Join(rows, ",\n") + ");\n"
}

// foldersTo returns src/routes and the folders below it down to a folder.
func foldersTo(folder string) []string {
	all := []string{}
	for f := folder; strings.HasPrefix(f, "src/routes"); f = path.Dir(f) {
		all = append(all, f)
	}
	slices.Reverse(all)
	return all
}

var kitSegment = regexp.MustCompile(`^\[+(\.\.\.)?(\w+)(?:=\w+)?\]+$`)

// kitPattern returns the regular expression of a route and the names of its parts (svelte.dev/docs/kit/advanced-routing).
func kitPattern(route string) (pattern string, names []string) {
	names = []string{}
	for _, segment := range strings.Split(route, "/") {
		m := kitSegment.FindStringSubmatch(segment)
		switch {
		case segment == "" || strings.HasPrefix(segment, "("):
		case m == nil:
			pattern += `\/` + regexp.QuoteMeta(segment)
		case m[1] != "":
			names, pattern = append(names, m[2]), pattern+`(?:\/(.*))?`
		case strings.HasPrefix(segment, "[["):
			names, pattern = append(names, m[2]), pattern+`(?:\/([^/]+))?`
		default:
			names, pattern = append(names, m[2]), pattern+`\/([^/]+)`
		}
	}
	if pattern == "" {
		pattern = `\/`
	}
	return "^" + pattern + "$", names
}

func inJSON(names []string) string {
	text, err := json.Marshal(names)
	if err != nil {
		panic(err) // texts are always JSON
	}
	return string(text)
}
