package builder

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
	"whittle/backend/builder/compiler"
)

// buildVue makes the document of an app of Vue's single-file components.
func (p *page) buildVue() []backend.Problem {
	p.strict = true
	p.imports = pathAliases(p.sources)
	p.refuseServer([]string{"server/"}, "Files in server/ would run on a server of Nuxt's, and this app is a page. "+
		"Keep the data in the page, or ask for a service app that this one can call.")
	if isNuxt(p.sources) {
		p.addNuxt()
	}
	p.completeImports()
	p.plainStyles(".vue")
	p.applyInComponents(".vue")
	p.compileAll(".vue", p.compileVue)
	start, problem := vueStart(p.sources)
	if problem != nil {
		return append(p.problems, *problem)
	}
	if !backend.HasErrors(p.problems) {
		p.assembleShell(start, "app")
	}
	return p.problems
}

func (p *page) compileVue(file string) (map[string]made, []backend.Problem) {
	var output compiler.VueOutput
	input := compiler.VueInput{File: file, Source: strings.TrimPrefix(p.sources.content[file], "\ufeff"), ID: markOf(file)}
	if err := p.options.Compiler.Compile(p.ctx, "vue", input, &output); err != nil {
		return nil, p.failed(file, err)
	}
	modules := map[string]made{}
	for _, part := range output.Parts {
		modules[part.Query] = made{part.Code, partLoader(part.Loader)}
	}
	return modules, p.placed(file, output.Problems)
}

func partLoader(name string) api.Loader {
	switch name {
	case "ts":
		return api.LoaderTS
	case "tsx":
		return api.LoaderTSX
	case "jsx":
		return api.LoaderJSX
	case "css":
		return api.LoaderCSS
	case "local-css":
		return api.LoaderLocalCSS
	}
	return api.LoaderJS
}

// refuseServer tells of files that would run on a server.
func (p *page) refuseServer(folders []string, text string) {
	for _, name := range p.sources.paths {
		if slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(name, folder) }) {
			p.add(failure(name, "%s", text))
			return
		}
	}
}

var mountsVue = regexp.MustCompile(`\.mount\s*\(`)

// vueStart finds where an app of Vue begins: a file that mounts it, else the component that is the app.
func vueStart(s *sources) (entry, *backend.Problem) {
	for _, name := range []string{"src/main.ts", "src/main.js", "main.ts", "main.js", "src/index.ts", "src/index.js", "index.ts", "index.js"} {
		if s.has(name) && mountsVue.MatchString(s.content[name]) {
			return entry{path: name}, nil
		}
	}
	component := s.first([]string{"src/App.vue", "App.vue", "src/app.vue", "app.vue", nuxtApp})
	if component == "" {
		component = onlyFile(s, ".vue")
	}
	if component == "" {
		p := failure("", "There is no component to start from. Add App.vue with the app.")
		return entry{}, &p
	}
	return entry{path: startFile, code: vueMount(s, component), loader: api.LoaderJS}, nil
}

// onlyFile returns the one file with an ending nearest to the root, "" when there are several.
func onlyFile(s *sources, ending string) string {
	var found []string
	for _, name := range s.paths {
		if strings.HasSuffix(name, ending) {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		return ""
	}
	depth := func(name string) int { return strings.Count(name, "/") }
	slices.SortStableFunc(found, func(a, b string) int { return depth(a) - depth(b) })
	if len(found) > 1 && depth(found[0]) == depth(found[1]) {
		return ""
	}
	return found[0]
}

// vueMount returns code that shows a component, with the app's router and stores.
func vueMount(s *sources, component string) string {
	code := importsOf(s) + fmt.Sprintf("import {createApp} from \"vue\";\nimport App from %q;\nconst app = createApp(App);\n", "/"+component)
	if mentioned(s, "pinia") {
		code += "import {createPinia} from \"pinia\";\napp.use(createPinia());\n"
	}
	if router := s.first([]string{"src/router/index.ts", "src/router/index.js", "src/router.ts", "src/router.js", "router/index.ts", "router/index.js", nuxtRouter}); router != "" {
		binding := "router"
		if !exportsDefault(s.content[router]) {
			binding = "{router}"
		}
		code += fmt.Sprintf("import %s from %q;\napp.use(router);\n", binding, "/"+router)
	}
	if isNuxt(s) {
		code += fmt.Sprintf("import {install} from %q;\ninstall(app);\n", "/"+nuxtModule)
	}
	return code + "const root = document.getElementById(\"app\") ?? document.body.appendChild(document.createElement(\"div\"));\napp.mount(root);\n"
}

// vueNames are what Nuxt, and many a model, take for granted (nuxt.com/docs/guide/concepts/auto-imports).
func vueNames() []string {
	return []string{"ref", "computed", "reactive", "watch", "watchEffect", "onMounted", "onUnmounted", "onBeforeMount",
		"onBeforeUnmount", "onUpdated", "nextTick", "toRef", "toRefs", "readonly", "shallowRef", "shallowReactive", "provide",
		"inject", "h", "defineComponent", "defineAsyncComponent", "useSlots", "useAttrs", "useTemplateRef", "unref", "isRef",
		"markRaw", "toRaw", "effectScope", "onScopeDispose", "customRef", "triggerRef", "getCurrentInstance", "resolveComponent"}
}

var (
	scriptSetup   = regexp.MustCompile(`<script\b[^>]*\bsetup\b[^>]*>`)
	templateTag   = regexp.MustCompile(`<([A-Z][A-Za-z0-9]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)[\s/>]`)
	calledName    = regexp.MustCompile(`(?:^|[^.\w$])([a-zA-Z_$][\w$]*)\s*(?:<[\w\s,.|\[\]{}:'"]*>)?\(`)
	declaredInVue = regexp.MustCompile(`\b(?:const|let|var|function|class)\s+([\w$]+)|\bimport\s+([^'"]+?)\s+from|[{,]\s*([\w$]+)\s*(?:[,}]|:\s*\w+\s*[,}])`)
)

// completeImports writes the imports that a component leaves out: of Vue's functions, of Nuxt's, and of components by
// their tags. They go onto the first line of the script, so that lines stay what they are.
func (p *page) completeImports() {
	components := componentTags(p.sources)
	functions := map[string]string{}
	for _, name := range vueNames() {
		functions[name] = "vue"
	}
	if isNuxt(p.sources) {
		p.nuxtNames(functions)
	}
	for _, name := range p.sources.paths {
		content := p.sources.content[name]
		switch path.Ext(name) {
		case ".vue":
			p.sources.content[name] = completeComponent(content, functions, components, name)
		case ".ts", ".js":
			if isNuxt(p.sources) && name != nuxtModule && name != nuxtRouter {
				p.sources.content[name] = importLine(content, functions) + content
			}
		}
	}
}

// componentTags returns the components of the app by the names that templates call them.
func componentTags(s *sources) map[string]string {
	tags := map[string]string{}
	for _, name := range s.paths {
		if path.Ext(name) != ".vue" {
			continue
		}
		tags[pascalCase(stem(name))] = name
		if _, inside, ok := strings.Cut(name, "components/"); ok { // Nuxt puts the folders in front
			tags[pascalCase(strings.TrimSuffix(inside, ".vue"))] = name
		}
	}
	return tags
}

func pascalCase(name string) string {
	var out strings.Builder
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == '/' || r == '.' }) {
		out.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return out.String()
}

func completeComponent(content string, functions, components map[string]string, file string) string {
	line := importLine(content, functions)
	declared := declaredNames(content)
	for _, m := range templateTag.FindAllStringSubmatch(content, -1) {
		tag := pascalCase(m[1])
		if from, ok := components[tag]; ok && from != file && !declared[tag] {
			declared[tag] = true
			line += fmt.Sprintf("import %s from %q;", tag, "/"+from)
		}
	}
	if line == "" {
		return content
	}
	if where := scriptSetup.FindStringIndex(content); where != nil {
		return content[:where[1]] + line + content[where[1]:]
	}
	if strings.Contains(content, "<script") {
		return content // a component written with options says what it uses
	}
	return content + "\n<script setup>" + line + "</script>\n"
}

// importLine returns imports of the functions that code calls and does not have, on one line.
func importLine(content string, functions map[string]string) string {
	declared := declaredNames(content)
	line := ""
	for _, m := range calledName.FindAllStringSubmatch(content, -1) {
		if from, ok := functions[m[1]]; ok && !declared[m[1]] {
			declared[m[1]] = true
			line += fmt.Sprintf("import {%s} from %q;", m[1], from)
		}
	}
	return line
}

var identifier = regexp.MustCompile(`[\w$]+`)

func declaredNames(content string) map[string]bool {
	declared := map[string]bool{}
	for _, m := range declaredInVue.FindAllStringSubmatch(content, -1) {
		for _, name := range identifier.FindAllString(m[1]+" "+m[2]+" "+m[3], -1) {
			declared[name] = true
		}
	}
	return declared
}
