package builder

import (
	_ "embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Files that a Nuxt app has by itself; their names are not paths that an app could send.
const (
	nuxtModule = ".nuxt/whittle.js"
	nuxtRouter = ".nuxt/router.js"
	nuxtApp    = ".nuxt/app.vue"
)

//go:embed nuxt.js
var nuxtSource string

// isNuxt reports whether an app has Nuxt's shape (nuxt.com/docs/guide/directory-structure).
func isNuxt(s *sources) bool {
	if s.has("app.vue") || s.has("nuxt.config.ts") || s.has("nuxt.config.js") || s.has("app/app.vue") {
		return true
	}
	return slices.ContainsFunc(s.paths, func(name string) bool {
		return strings.HasPrefix(name, "pages/") && strings.HasSuffix(name, ".vue")
	})
}

// addNuxt adds what Nuxt makes by itself: its functions and components, a router of pages/, an app that shows them.
func (p *page) addNuxt() {
	p.sources.put(nuxtModule, nuxtSource)
	if p.sources.has("app/app.vue") && !p.sources.has("app.vue") {
		p.sources.put("app.vue", `<script setup>import App from "/app/app.vue"</script><template><App /></template>`)
	}
	if !p.sources.has("app.vue") {
		p.sources.put(nuxtApp, "<template><NuxtLayout><NuxtPage /></NuxtLayout></template>")
	}
	p.sources.put(nuxtRouter, nuxtRoutes(p.sources))
}

// put adds a file that the app did not bring.
func (s *sources) put(name, content string) {
	if !s.has(name) {
		s.paths = append(s.paths, name)
		slices.Sort(s.paths)
		s.folded[strings.ToLower(name)] = name
	}
	s.content[name] = content
}

var routeParameter = regexp.MustCompile(`\[(\.\.\.)?(\w+)\]`)

// nuxtRoutes returns a module with a router of the files in pages/ and the layouts in layouts/.
func nuxtRoutes(s *sources) string {
	code := "import {createRouter, createMemoryHistory} from \"vue-router\";\nimport {layouts} from " + fmt.Sprintf("%q", "/"+nuxtModule) + ";\n"
	routes, n := "", 0
	for _, name := range s.paths {
		page, isPage := cutFolder(name, "pages/")
		layout, isLayout := cutFolder(name, "layouts/")
		if path.Ext(name) != ".vue" || !isPage && !isLayout {
			continue
		}
		n++
		code += fmt.Sprintf("import C%d from %q;\n", n, "/"+name)
		if isLayout {
			code += fmt.Sprintf("layouts[%q] = C%d;\n", strings.TrimSuffix(layout, ".vue"), n)
			continue
		}
		routes += fmt.Sprintf("{path: %q, name: %q, component: C%d},\n", routePath(page), strings.ReplaceAll(strings.TrimSuffix(page, ".vue"), "/", "-"), n)
	}
	return code + "const router = createRouter({history: createMemoryHistory(), routes: [" + routes + "]});\nrouter.push(\"/\");\nexport default router;\n"
}

func cutFolder(name, folder string) (rest string, ok bool) {
	return strings.CutPrefix(strings.TrimPrefix(name, "app/"), folder)
}

// routePath returns the address of a page: pages/users/[id].vue answers /users/:id.
func routePath(page string) string {
	route := "/" + strings.TrimSuffix(page, ".vue")
	if route == "/index" {
		return "/"
	}
	route = strings.TrimSuffix(route, "/index")
	return routeParameter.ReplaceAllStringFunc(route, func(whole string) string {
		m := routeParameter.FindStringSubmatch(whole)
		if m[1] != "" {
			return ":" + m[2] + "(.*)*"
		}
		return ":" + m[2]
	})
}

var exportedFunction = regexp.MustCompile(`(?m)^export\s+(?:default\s+)?(?:async\s+)?(?:function|const|let)\s+([\w$]+)`)

// nuxtNames adds the functions of Nuxt, and those of the app's own composables/ and utils/.
func (p *page) nuxtNames(functions map[string]string) {
	for _, m := range exportedFunction.FindAllStringSubmatch(nuxtSource, -1) {
		functions[m[1]] = "/" + nuxtModule
	}
	functions["useRouter"], functions["useRoute"] = "vue-router", "vue-router"
	for _, name := range []string{"defineStore", "storeToRefs"} {
		functions[name] = "pinia"
	}
	for _, name := range p.sources.paths {
		_, composable := cutFolder(name, "composables/")
		_, util := cutFolder(name, "utils/")
		if !composable && !util && !strings.HasPrefix(name, "stores/") || path.Ext(name) != ".ts" && path.Ext(name) != ".js" {
			continue
		}
		for _, m := range exportedFunction.FindAllStringSubmatch(p.sources.content[name], -1) {
			functions[m[1]] = "/" + name
		}
	}
}
