package builder

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
	"whittle/backend/builder/compiler"
)

// buildSvelte makes the document of an app of Svelte components.
func (p *page) buildSvelte() []backend.Problem {
	p.strict = true
	p.refuseKitServer()
	aliases := &importMap{imports: map[string]string{}}
	addKit(p.sources, aliases)
	p.imports = aliases.merge(orEmpty(pathAliases(p.sources)))
	p.plainStyles(".svelte")
	p.applyInComponents(".svelte")
	p.compileAll(".svelte", p.compileSvelte)
	for _, ending := range []string{".svelte.js", ".svelte.ts"} {
		p.compileMore(ending)
	}
	start, problem := svelteStart(p.sources)
	if problem != nil {
		return append(p.problems, *problem)
	}
	if !backend.HasErrors(p.problems) {
		p.assembleShell(start, "app")
	}
	return p.problems
}

var unplainStyle = regexp.MustCompile(`<style\b[^>]*\slang\s*=\s*["']?(scss|sass|less|stylus|styl)\b`)

func (p *page) compileSvelte(file string) (map[string]made, []backend.Problem) {
	if where := unplainStyle.FindStringSubmatchIndex(p.sources.content[file]); where != nil {
		language := p.sources.content[file][where[2]:where[3]]
		return nil, []backend.Problem{at(failure(file, "Styles in %s are not compiled. Write them in CSS, which can be nested.", language), p.sources.content[file], where[2])}
	}
	var output compiler.SvelteOutput
	input := compiler.SvelteInput{File: file, Source: strings.TrimPrefix(p.sources.content[file], "\ufeff")}
	if err := p.options.Compiler.Compile(p.ctx, "svelte", input, &output); err != nil {
		return nil, p.failed(file, err)
	}
	code := output.Code
	modules := map[string]made{}
	if output.CSS != "" {
		modules["?style"] = made{output.CSS, api.LoaderCSS}
		code += fmt.Sprintf("\nimport %q;\n", "/"+file+"?style")
	}
	modules[""] = made{code, api.LoaderJS}
	return modules, p.placed(file, output.Problems)
}

// compileMore compiles modules with runes. Their types go first, since the compiler reads JavaScript there.
func (p *page) compileMore(ending string) {
	for _, name := range p.sources.paths {
		if !strings.HasSuffix(name, ending) || p.options.Compiler == nil {
			continue
		}
		plain := api.Transform(p.sources.content[name], api.TransformOptions{Loader: api.LoaderTS, Target: api.ESNext,
			Sourcefile: name, LogLevel: api.LogLevelSilent, TsconfigRaw: `{"compilerOptions":{"verbatimModuleSyntax":true,"useDefineForClassFields":true}}`})
		for _, m := range plain.Errors {
			p.add(p.sources.fromMessage(backend.SeverityError, m))
		}
		var output compiler.SvelteOutput
		input := compiler.SvelteInput{File: strings.TrimSuffix(name, ending) + ".svelte.js", Source: string(plain.Code)}
		if err := p.options.Compiler.Compile(p.ctx, "svelte", input, &output); err != nil {
			p.add(p.failed(name, err)...)
			continue
		}
		p.add(p.placed(name, output.Problems)...)
		p.sources.made[name] = made{output.Code, api.LoaderJS}
	}
}

func orEmpty(m *importMap) *importMap {
	if m == nil {
		return &importMap{}
	}
	return m
}

var mountsSvelte = regexp.MustCompile(`\bmount\s*\(|\bnew\s+\w+\s*\(\s*\{\s*target`)

// svelteStart finds where an app of Svelte begins: a file that mounts it, the component that is the app, or routes.
func svelteStart(s *sources) (entry, *backend.Problem) {
	for _, name := range []string{"src/main.ts", "src/main.js", "main.ts", "main.js", "src/index.ts", "src/index.js", "index.ts", "index.js"} {
		if s.has(name) && mountsSvelte.MatchString(s.content[name]) {
			return entry{path: name}, nil
		}
	}
	component := s.first([]string{"src/App.svelte", "App.svelte", "src/app.svelte", "app.svelte"})
	if component == "" {
		component = s.first([]string{kitApp})
	}
	if component == "" {
		component = onlyFile(s, ".svelte")
	}
	if component == "" {
		p := failure("", "There is no component to start from. Add App.svelte with the app.")
		return entry{}, &p
	}
	code := importsOf(s) + fmt.Sprintf("import {mount} from \"svelte\";\nimport App from %q;\n", "/"+component) +
		"mount(App, {target: document.getElementById(\"app\") ?? document.body});\n"
	return entry{path: startFile, code: code, loader: api.LoaderJS}, nil
}

var kitServerFile = regexp.MustCompile(`(?:^|/)\+(?:page|layout)\.server\.[jt]s$|(?:^|/)\+server\.[jt]s$|(?:^|/)hooks\.server\.[jt]s$`)

func (p *page) refuseKitServer() {
	for _, name := range p.sources.paths {
		if kitServerFile.MatchString(name) {
			p.add(failure(name, "%s would run on a server of SvelteKit's, and this app is a page. Load the data in the page, or ask for a service app that this one can call.", name))
		}
	}
}
