package builder

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
	"whittle/backend/builder/compiler"
)

// tailwind is how an app uses Tailwind.
type tailwind struct {
	version int               // 3 or 4; 0 when the app does not say that it uses it
	late    bool              // whether its style comes after the page's own, as it does from a script of a CDN
	css     string            // the app's style sheets with Tailwind's directives
	sheets  map[string]string // the files that css came from
	code    string            // the JavaScript of its configuration
	file    string            // where that stands
	plugins []string
	stub    bool // whether something stands for the script of the CDN already
}

var (
	tailwindDirective = regexp.MustCompile(`@tailwind\s|@import\s+(?:url\()?["']tailwindcss|@apply\s|@theme\b[^;{]*\{|@utility\s|@custom-variant\s|@config\s+["']|@plugin\s+["']`)
	tailwindFour      = regexp.MustCompile(`@import\s+(?:url\()?["']tailwindcss["'/)]|@theme\b|@utility\s|@custom-variant\s|@plugin\s`)
	tailwindThree     = regexp.MustCompile(`@tailwind\s+(?:base|components)|@import\s+["']tailwindcss/(?:base|components|utilities)["']`)
	tailwindSettings  = regexp.MustCompile(`\btailwind\.config\s*=`)
)

// setsTailwind reports whether a script assigns a configuration.
func setsTailwind(script string) bool {
	return strings.Contains(script, "tailwind.config") && tailwindSettings.MatchString(script)
}

func isTailwindConfig(name string) bool {
	return strings.HasPrefix(path.Base(name), "tailwind.config.")
}

// readTailwind finds what the app says about Tailwind, in the page and beside it.
func (p *page) readTailwind(all []*element) {
	if p.options.Compiler == nil {
		return
	}
	t := &p.tailwind
	if t.sheets == nil {
		t.sheets = map[string]string{}
	}
	for _, e := range all {
		switch {
		case e.foreign || e.inert:
		case e.name == "script" && e.has("src"):
			t.readAddress(e.value("src"))
		case e.name == "script" && scriptType(e) == "classic" && setsTailwind(p.text[e.end:e.textEnd]):
			t.code, t.file = p.text[e.end:e.textEnd], p.file
		case e.name == "style" && isTailwindStyle(e):
			t.css += p.text[e.end:e.textEnd] + "\n"
			t.version = max(t.version, versionOf(t.css, 3))
		}
	}
	for _, name := range p.sources.paths {
		content := p.sources.content[name]
		switch {
		case isTailwindConfig(name):
			t.code, t.file = p.commonJS(name), name
			t.version = max(t.version, 3)
		case strings.HasSuffix(name, ".css") && tailwindDirective.MatchString(content):
			t.css += content + "\n"
			t.sheets[name] = content
			p.sources.content[name] = "" // its rules come with Tailwind's
			t.version = max(t.version, versionOf(content, 3))
		}
	}
}

func versionOf(css string, otherwise int) int {
	if tailwindFour.MatchString(css) && !tailwindThree.MatchString(css) {
		return 4
	}
	return otherwise
}

func isTailwindStyle(e *element) bool {
	return strings.EqualFold(strings.TrimSpace(e.value("type")), "text/tailwindcss")
}

var tailwindScript = regexp.MustCompile(`^(?:https?:)?//(?:cdn\.tailwindcss\.com(?:[/?]|$)|[^/]+/(?:npm/|gh/)?(?:@tailwindcss/browser|tailwindcss-cdn)\b)`)

// readAddress takes the version and the plugins from the address of a script.
func (t *tailwind) readAddress(address string) {
	address = strings.TrimSpace(address)
	if !tailwindScript.MatchString(address) {
		return
	}
	t.late = true
	if strings.Contains(address, "@tailwindcss/browser") {
		t.version = 4
		return
	}
	t.version = max(t.version, 3)
	if u, err := url.Parse(address); err == nil {
		for _, name := range strings.Split(u.Query().Get("plugins"), ",") {
			if slices.Contains([]string{"typography", "forms", "aspect-ratio"}, strings.TrimSpace(name)) {
				t.plugins = append(t.plugins, strings.TrimSpace(name))
			}
		}
	}
}

// commonJS returns a configuration file as code that assigns to module.exports.
func (p *page) commonJS(name string) string {
	result := api.Transform(p.sources.content[name], api.TransformOptions{Loader: api.LoaderTS, Format: api.FormatCommonJS,
		Target: api.ES2020, Sourcefile: name, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}"})
	for _, m := range result.Errors {
		p.add(p.sources.fromMessage(backend.SeverityError, m))
	}
	return string(result.Code)
}

// tailwindStub stands for the script of the CDN, which scripts of the page speak to.
const tailwindStub = `<script>window.tailwind={config:{},plugin:Object.assign(f=>f,{withOptions:f=>f})}</script>`

// tailwindElement handles what a page has for Tailwind; false when the element is none of that.
func (p *page) tailwindElement(e *element) bool {
	switch {
	case p.options.Compiler == nil || e.foreign || e.inert:
		return false
	case e.name == "style" && isTailwindStyle(e):
		p.splices = append(p.splices, splice{e.start, e.closeEnd, ""})
		return true
	case e.name == "script" && tailwindScript.MatchString(strings.TrimSpace(e.value("src"))):
		stub := tailwindStub
		if p.tailwind.stub {
			stub = ""
		}
		p.tailwind.stub = true
		p.splices = append(p.splices, splice{e.start, e.closeEnd, stub})
		return true
	case e.name == "script" && !e.has("src") && !p.tailwind.stub && setsTailwind(p.text[e.end:e.textEnd]):
		p.tailwind.stub = true
		p.splices = append(p.splices, splice{e.start, e.start, tailwindStub})
	}
	return false
}

// addTailwind makes the app's style sheet of Tailwind, when the app uses it.
func (p *page) addTailwind(all []*element) {
	if p.options.Compiler == nil || p.ctx.Err() != nil {
		return
	}
	own, classes := p.ownClasses()
	if p.tailwind.version == 0 && !own && !p.looksLikeTailwind(all) {
		return
	}
	input := p.tailwindInput(own, classes)
	var output compiler.TailwindOutput
	if err := p.options.Compiler.Compile(p.ctx, "tailwind", input, &output); err != nil {
		p.add(p.tailwindProblem(err))
		return
	}
	at := p.styleOffset(all)
	text := styleText("<style>", minified(output.CSS)) + "\n"
	if hasDynamicClasses(p.sources) {
		text += p.tailwindWatcher(input)
	}
	p.splices = slices.Insert(p.splices, 0, splice{at, at, text})
	p.inlined = true
}

// minified returns a style sheet without blanks.
func minified(css string) string {
	made := api.Transform(css, api.TransformOptions{Loader: api.LoaderCSS, MinifyWhitespace: true, Charset: api.CharsetUTF8,
		LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent})
	if len(made.Errors) > 0 {
		return css
	}
	return string(made.Code)
}

// tailwindInput returns what the compiler needs to know of the app. own says whether it uses Whittle's own components,
// whose classes come beside its own.
func (p *page) tailwindInput(own bool, classes []string) compiler.TailwindInput {
	t := &p.tailwind
	input := compiler.TailwindInput{Version: max(t.version, 3), CSS: t.css, Plugins: append([]string{}, t.plugins...)}
	if t.code != "" {
		p.readTailwindConfig(&input)
	}
	found, cut := t.candidates(p.sources, input.Code != "" || strings.Contains(input.Config, `"prefix":`))
	if cut {
		p.add(warning("", "The app names more than %d different classes of Tailwind. The rest has no style.", maxCandidates))
	}
	if togglesDark(p.sources) {
		input.Dark = "class"
	}
	input.Theme = p.tokens(own, found, input.Config)
	if input.Theme == "own" && input.Dark == "" {
		input.Dark = "media"
		if onlyLight(found) {
			input.Dark = "class"
		}
	}
	input.Candidates = append(append([]string{}, found...), classes...)
	slices.Sort(input.Candidates)
	input.Candidates = slices.Compact(input.Candidates)
	return input
}

func (p *page) readTailwindConfig(input *compiler.TailwindInput) {
	var said compiler.ConfigOutput
	if err := p.options.Compiler.Compile(p.ctx, "tailwindconfig", compiler.ConfigInput{Code: p.tailwind.code}, &said); err != nil {
		p.add(warning(p.tailwind.file, "The configuration of Tailwind cannot be read, so it has no effect: %s", reason(err)))
		return
	}
	if said.Failed != "" && said.Data == "{}" {
		p.add(warning(p.tailwind.file, "The configuration of Tailwind cannot be read, so it has no effect: %s", said.Failed))
	}
	for _, name := range said.Missing {
		p.add(warning(p.tailwind.file, "Whittle does not carry the Tailwind plugin %s. The classes it would add have no style.", clip(name, 100)))
	}
	input.Config = said.Data
	if said.Code {
		input.Code = p.tailwind.code
	}
}

// reason is what a compiler says, without the words around it.
func reason(err error) string {
	switch failure, ok := errors.AsType[compiler.Failure](err); {
	case errors.Is(err, context.DeadlineExceeded):
		return "it takes too long. Make it smaller or less deeply nested."
	case ok && strings.Contains(string(failure), "stack overflow"):
		return "it is nested too deeply."
	case ok:
		return inWords(clip(string(failure), 300))
	}
	return inWords(clip(err.Error(), 300))
}

var unknownUtility = regexp.MustCompile("unknown utility class `([^`]+)`")

// tailwindProblem says what is wrong with the app's use of Tailwind, and where when the text can be found.
func (p *page) tailwindProblem(err error) backend.Problem {
	problem := failure("", "Tailwind cannot make the style of the app: %s", reason(err))
	if p.ctx.Err() != nil || !p.strict {
		problem.Severity = backend.SeverityWarning
	}
	named := unknownUtility.FindStringSubmatch(err.Error())
	if named == nil {
		return problem
	}
	problem.Text = "Tailwind has no class " + clip(named[1], 100) + " to apply. Correct the name or write the rule in CSS."
	applies := regexp.MustCompile(`@apply[^;}]*?(?:^|\s)` + regexp.QuoteMeta(named[1]) + `(?:[\s;}!]|$)`)
	sheets := maps.Clone(p.tailwind.sheets)
	sheets[p.file] = p.text
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		content := sheets[name]
		if where := applies.FindStringIndex(content); where != nil {
			offset := where[0] + strings.Index(content[where[0]:where[1]], named[1])
			problem.File = name
			return at(problem, content, offset)
		}
	}
	return problem
}

// styleOffset is where the style of Tailwind goes: behind the styles of the head, or in front of them.
func (p *page) styleOffset(all []*element) int {
	end := 0
	for _, e := range all {
		isStyle := e.name == "style" || e.name == "link" || e.name == "script"
		switch {
		case e.name == "body":
			return e.start
		case isStyle && !p.tailwind.late && !e.foreign:
			return e.start
		case slices.Contains([]string{"html", "head", "meta", "title", "link", "style", "script", "base", "noscript"}, e.name):
			end = max(e.closeEnd, titleEnd(p.text, e))
		default:
			return e.start
		}
	}
	return end
}

func titleEnd(text string, e *element) int {
	if e.name != "title" {
		return e.end
	}
	if i := indexFold(text[e.end:], "</title>"); i >= 0 {
		return e.end + i + len("</title>")
	}
	return e.end
}
