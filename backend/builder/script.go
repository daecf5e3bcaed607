package builder

import (
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// scriptType returns what kind a script element is: classic, module, importmap, typed (JSX or TypeScript, which no
// browser runs) or data (HTML standard, 4.12.1 prepare the script element).
func scriptType(e *element) string {
	kind := strings.ToLower(strings.TrimSpace(e.value("type")))
	if !e.has("type") && e.value("language") != "" {
		kind = "text/" + strings.ToLower(e.value("language"))
	}
	switch kind {
	case "":
		return "classic"
	case "module", "importmap":
		return kind
	case "text/babel", "text/jsx", "text/tsx", "text/typescript", "application/typescript", "text/x-typescript":
		return "typed"
	}
	if slices.Contains(javaScriptTypes(), kind) {
		return "classic"
	}
	return "data"
}

// javaScriptTypes are the media types of scripts that run (MIME Sniffing standard, 4.6 JavaScript MIME type).
func javaScriptTypes() []string {
	return []string{"application/ecmascript", "application/javascript", "application/x-ecmascript",
		"application/x-javascript", "text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1",
		"text/javascript1.2", "text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript",
		"text/livescript", "text/x-ecmascript", "text/x-javascript"}
}

func (p *page) script(e *element) {
	if e.closeEnd == e.textEnd && e.end < len(p.text) {
		return // never closed: no browser runs it
	}
	switch scriptType(e) {
	case "classic":
		p.classic(e)
	case "module":
		p.module(e)
	case "typed":
		p.typed(e)
	}
}

// classic puts the text of a local file in place of its address; scripts inside the page stay byte for byte.
func (p *page) classic(e *element) {
	if !e.has("src") {
		p.checkSyntax(e)
		p.adaptInline(e)
		return
	}
	name, found, isLocal := p.local(e.value("src"))
	switch {
	case !isLocal:
		p.remoteScript(e)
	case found:
		tag := e.retag(p.text, "script", "", "src", "integrity", "crossorigin", "charset")
		code := p.adapted(strings.TrimPrefix(p.sources.content[name], "\ufeff"), p.folder)
		if p.addresses != nil {
			p.linkBefore(e.start)
		}
		p.trace.copied(code, name)
		p.replace(e, p.inlineScript(e, tag, code))
	default:
		p.missing(e, "src", name)
	}
}

// adaptInline changes what a script inside the page loads by name; all else in it stays byte for byte.
func (p *page) adaptInline(e *element) {
	for _, change := range p.adapt(p.text[e.end:e.textEnd], p.folder) {
		p.inlined = true
		p.splices = append(p.splices, splice{e.end + change.start, e.end + change.end, change.text})
	}
	if p.addresses != nil {
		p.linkBefore(e.start)
	}
}

// inlineScript returns a script element with the code of a file. One that runs later than where it stands, or whose
// code cannot stand in a page, keeps an address, since only scripts with an address have defer, async and load events.
func (p *page) inlineScript(e *element, tag, code string) string {
	if e.has("defer") || e.has("async") || e.hasHandler() {
		return withAddress(tag, code)
	}
	return p.scriptText(tag, code)
}

// scriptText returns a script element with code, by address when the code would end or confuse the element.
func (p *page) scriptText(tag, code string) string {
	if strings.Contains(code, "<!--") || indexFold(code, "</script") >= 0 {
		return withAddress(tag, code)
	}
	return tag + code + "</script>"
}

func withAddress(tag, code string) string {
	return strings.TrimSuffix(tag, ">") + ` src="` + dataURL(addressType(code), code) + `"></script>`
}

func indexFold(text, part string) int {
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], part[0])
		if i < 0 {
			return -1
		}
		at += i
		if len(text)-at >= len(part) && strings.EqualFold(text[at:at+len(part)], part) {
			return at
		}
	}
}

func (p *page) replace(e *element, text string) {
	p.inlined = true
	p.splices = append(p.splices, splice{e.start, e.closeEnd, text})
}

// module compiles a module script with what it imports. One inside the page that imports nothing local stays as it is.
func (p *page) module(e *element) {
	start := entry{path: p.file, loader: api.LoaderJS}
	if e.has("src") {
		name, found, isLocal := p.local(e.value("src"))
		switch {
		case !isLocal:
			p.remoteScript(e)
			return
		case found:
			start = entry{path: name}
		case p.start != nil:
			start = *p.start
		default:
			p.missing(e, "src", name)
			return
		}
	} else {
		start.code = p.padded(e)
		if strings.TrimSpace(start.code) == "" {
			return
		}
	}
	made := p.compile(start)
	if !e.has("src") && !made.changed {
		p.add(softened(made.problems)...)
		p.adaptInline(e)
		return
	}
	p.started = true
	p.replace(e, p.moduleScript(made, e.retag(p.text, "script", "", "src", "integrity", "crossorigin"), e.start))
}

// padded returns the text of a script with blanks before it, so that places in it are places in the page.
func (p *page) padded(e *element) string {
	lines := strings.Count(p.text[:e.end], "\n")
	lineStart := strings.LastIndexByte(p.text[:e.end], '\n') + 1
	return strings.Repeat("\n", lines) + strings.Repeat(" ", e.end-lineStart) + p.text[e.end:e.textEnd]
}

// softened makes warnings of errors in code that stays as it is: the rest of the page runs without it.
func softened(problems []backend.Problem) []backend.Problem {
	out := slices.Clone(problems)
	for i := range out {
		out[i].Severity = backend.SeverityWarning
	}
	return out
}

func (p *page) compile(e entry) graph {
	b := p.contexts.take(contextKey{p.app, e.path, e.code != "", p.trace != nil})
	b.ctx, b.shelf, b.sources, b.imports, b.strict = p.ctx, p.shelf, p.sources, p.imports, p.strict
	defer p.contexts.give(b)
	return b.compile(e)
}

// moduleScript returns a graph as elements to stand at an offset, and books what it needs.
func (p *page) moduleScript(g graph, tag string, offset int) string {
	p.add(g.problems...)
	p.add(p.noteUses(g)...)
	g.code = p.adapted(g.code, p.folder)
	p.trace.compiled(g.code, g.sourceMap)
	if len(g.libraries) > 0 || p.addresses != nil {
		p.linkBefore(offset)
	}
	style := ""
	for _, css := range g.styles {
		style += styleText("<style>", css) + "\n"
	}
	if g.css != "" {
		style = styleText("<style>", g.css) + "\n"
	}
	return style + p.scriptText(tag, "\n"+g.code)
}

// linkBefore sees to it that the libraries stand before an offset of the page.
func (p *page) linkBefore(offset int) {
	if p.linkAt < 0 || offset < p.linkAt {
		p.linkAt = offset
	}
}

var importStatement = regexp.MustCompile(`(?m)^\s*(?:import\s*[\w{*"']|export\s+[\w{*])`)

// typed compiles a script in JSX or TypeScript. What is not a module runs in the page's scope after the page is read,
// as it does under Babel (babeljs.io/docs/babel-standalone).
func (p *page) typed(e *element) {
	start := entry{path: p.file, code: p.padded(e), loader: typedLoader(e)}
	if e.has("src") {
		name, found, isLocal := p.local(e.value("src"))
		switch {
		case !isLocal:
			p.remoteScript(e)
			return
		case !found:
			p.missing(e, "src", name)
			return
		}
		start = entry{path: name, code: p.sources.content[name], loader: typedLoader(e)}
	}
	p.started = true
	dropped := []string{"type", "src", "integrity", "crossorigin", "async", "defer", "data-type", "data-presets", "data-plugins"}
	if e.value("data-type") == "module" || importStatement.MatchString(start.code) {
		if p.classicReact && !importsReact.MatchString(start.code) {
			start.code = "/* @jsxRuntime classic */" + start.code // JSX becomes calls of the page's React, as under Babel
		}
		p.replace(e, p.moduleScript(p.compile(start), e.retag(p.text, "script", ` type="module"`, dropped...), e.start))
		return
	}
	code, sourceMap := p.transform(start)
	if p.typedScripts > 1 {
		code = topLevel.ReplaceAllString(code, "var $1")
		code = topLevelClass.ReplaceAllString(code, "var $1 = class $1")
	}
	code = p.adapted(code, p.folder)
	if p.addresses != nil {
		p.linkBefore(e.start)
	}
	p.trace.compiled(code, sourceMap)
	p.replace(e, withAddress(e.retag(p.text, "script", " defer", dropped...), code))
}

// Babel makes variables of what scripts declare at their top, so that several of them may declare the same; esbuild
// prints those lines without indent.
var (
	topLevel      = regexp.MustCompile(`(?m)^(?:const|let) (\w|[{\[$])`)
	topLevelClass = regexp.MustCompile(`(?m)^class (\w+)`)
)

func typedLoader(e *element) api.Loader {
	kind := strings.ToLower(e.value("type"))
	if strings.HasSuffix(kind, "typescript") && !strings.Contains(e.value("data-presets"), "react") {
		return api.LoaderTS
	}
	if strings.Contains(kind, "ts") || strings.Contains(e.value("data-presets"), "typescript") {
		return api.LoaderTSX
	}
	return api.LoaderJSX
}

// transform compiles a script that is not a module; JSX becomes calls of the page's own React.
func (p *page) transform(e entry) (code string, sourceMap []byte) {
	result := api.Transform(e.code, api.TransformOptions{Loader: e.loader, JSX: api.JSXTransform, Target: api.ES2022,
		Charset: api.CharsetUTF8, Sourcefile: e.path, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}",
		Sourcemap: p.trace.sourceMaps(), SourcesContent: api.SourcesContentExclude})
	for _, m := range result.Errors {
		p.add(p.sources.fromMessage(backend.SeverityError, m))
	}
	return string(result.Code), result.Map
}

// missing tells of a local file that is not there: an error for a script of a strict app, else a warning.
func (p *page) missing(e *element, attribute, name string) {
	text := "There is no file " + clip(name, 200) + "."
	if near := p.sources.nearest(name); near != "" && near != p.file {
		text += " The nearest name is " + near + "."
	}
	problem := warning(p.file, "%s Add the file or correct the address.", text)
	if p.strict && e.name == "script" {
		problem.Severity = backend.SeverityError
	}
	a, _ := e.attribute(attribute)
	p.add(at(problem, p.text, a.start))
}
