package builder_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

// compiling returns a builder with the real compilers.
func compiling(t testing.TB) *builder.Builder {
	t.Helper()
	set := compiler.New()
	t.Cleanup(set.Close)
	b, err := builder.New(builder.Options{Compiler: set})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shown builds apps and returns what each page says in a real browser, by the name of the app.
func shown(t *testing.T, b *builder.Builder, apps map[string]app) map[string]any {
	t.Helper()
	return shownWith(t, b, apps, nil)
}

// reporter posts the value of an expression once it has one that stays.
const reporter = `<script>addEventListener('load', () => { let last, count = 0; const look = () => { let now; if (!innerWidth) return void setTimeout(look, 20); try { now = String(REPORT) } catch (error) { now = 'threw ' + error.message }
if (++count > 60 || now === last && !now.startsWith('threw')) parent.postMessage(now, '*'); else { last = now; setTimeout(look, 50) } }; look() })</script>`

// shownWith is shown for pages that do not say anything themselves: reports are expressions, by the name of the app.
func shownWith(t *testing.T, b *builder.Builder, apps map[string]app, reports map[string]string) map[string]any {
	t.Helper()
	mux := http.NewServeMux()
	var addresses []string
	for _, name := range slices.Sorted(maps.Keys(apps)) {
		bundle := b.Build(t.Context(), backend.Source{Files: apps[name].files()})
		if bundle.Document == nil || backend.HasErrors(bundle.Problems) {
			t.Errorf("%s: %v", name, bundle.Problems)
			continue
		}
		for _, problem := range bundle.Problems {
			t.Logf("%s: %s %d: %s", name, problem.File, problem.Line, problem.Text)
		}
		address := "/" + strings.ReplaceAll(name, " ", "-")
		mux.HandleFunc("GET "+address, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", policy)
			w.Write(bundle.Document)
			if report, ok := reports[name]; ok {
				fmt.Fprint(w, strings.ReplaceAll(reporter, "REPORT", report))
			}
		})
		addresses = append(addresses, address)
	}
	said := map[string]any{}
	for address, text := range show(t, mux, addresses) {
		said[strings.ReplaceAll(address[1:], "-", " ")] = text
	}
	return said
}

// looks are elements with classes of version 3, and what they looked like there: a property of the first element with
// the class x. They follow the list of changes in tailwindcss.com/docs/upgrade-guide.
var looks = map[string]struct{ body, property, want string }{
	"border colour":         {`<div class="x border"></div>`, "borderTopColor", "rgb(229, 231, 235)"},
	"border named colour":   {`<div class="x border border-red-500"></div>`, "borderTopColor", "rgb(239, 68, 68)"},
	"divide colour":         {`<div class="divide-y"><p></p><p class=x></p></div>`, "borderTopColor", "rgb(229, 231, 235)"},
	"ring width":            {`<div class="x ring"></div>`, "boxShadow", "rgba(59, 130, 246, 0.5) 0px 0px 0px 3px"},
	"shadow":                {`<div class="x shadow"></div>`, "boxShadow", "rgba(0, 0, 0, 0.1) 0px 1px 3px 0px, rgba(0, 0, 0, 0.1) 0px 1px 2px -1px"},
	"shadow sm":             {`<div class="x shadow-sm"></div>`, "boxShadow", "rgba(0, 0, 0, 0.05) 0px 1px 2px 0px"},
	"rounded":               {`<div class="x rounded"></div>`, "borderRadius", "4px"},
	"rounded sm":            {`<div class="x rounded-sm"></div>`, "borderRadius", "2px"},
	"blur":                  {`<div class="x blur"></div>`, "filter", "blur(8px)"},
	"blur sm":               {`<div class="x blur-sm"></div>`, "filter", "blur(4px)"},
	"backdrop blur sm":      {`<div class="x backdrop-blur-sm"></div>`, "backdropFilter", "blur(4px)"},
	"drop shadow sm":        {`<div class="x drop-shadow-sm"></div>`, "filter", "drop-shadow(rgba(0, 0, 0, 0.05) 0px 1px 1px)"},
	"outline none":          {`<div class="x outline-none"></div>`, "outline", "rgba(0, 0, 0, 0) solid 2px"},
	"button cursor":         {`<button class="x p-1">b</button>`, "cursor", "pointer"},
	"disabled cursor":       {`<button disabled class="x p-1">b</button>`, "cursor", "default"},
	"dialog margin":         {`<dialog open class="x w-10"></dialog>`, "marginTop", "0px"},
	"hidden attribute":      {`<div hidden class="x flex"></div>`, "display", "flex"},
	"bg opacity":            {`<div class="x bg-black bg-opacity-50"></div>`, "backgroundColor", "color(srgb 0 0 0 / 0.5)"},
	"text opacity":          {`<div class="x text-white text-opacity-25"></div>`, "color", "color(srgb 1 1 1 / 0.25)"},
	"border opacity":        {`<div class="x border border-black border-opacity-10"></div>`, "borderTopColor", "color(srgb 0 0 0 / 0.1)"},
	"divide opacity":        {`<div class="divide-y divide-black divide-opacity-20"><p></p><p class=x></p></div>`, "borderTopColor", "color(srgb 0 0 0 / 0.2)"},
	"ring opacity":          {`<div class="x ring-2 ring-black ring-opacity-5"></div>`, "boxShadow", "color(srgb 0 0 0 / 0.05) 0px 0px 0px 2px"},
	"flex shrink":           {`<div class="flex"><p class="x flex-shrink-0"></p></div>`, "flexShrink", "0"},
	"flex grow":             {`<div class="flex"><p class="x flex-grow"></p></div>`, "flexGrow", "1"},
	"overflow ellipsis":     {`<div class="x overflow-ellipsis"></div>`, "textOverflow", "ellipsis"},
	"decoration clone":      {`<div class="x decoration-clone"></div>`, "boxDecorationBreak", "clone"},
	"gradient":              {`<div class="x bg-gradient-to-r from-red-500 to-blue-500"></div>`, "backgroundImage", "linear-gradient(to right, rgb(239, 68, 68) 0%, rgb(59, 130, 246) 100%)"},
	"space x":               {`<div class="flex space-x-4"><p>a</p><p class=x>b</p></div>`, "marginLeft", "16px"},
	"space y over margin":   {`<div class="space-y-4"><p>a</p><p class="x mt-8">b</p></div>`, "marginTop", "16px"},
	"space skips hidden":    {`<div class="space-y-4"><p hidden>a</p><p class="x">b</p></div>`, "marginTop", "0px"},
	"one transform":         {`<div class="x translate-x-4 rotate-90 scale-50"></div>`, "transform", "matrix(0, 0.5, -0.5, 0, 16, 0)"},
	"transform none":        {`<div class="x rotate-45 transform-none"></div>`, "transform", "none"},
	"skew":                  {`<div class="x transform skew-y-0 translate-y-2"></div>`, "transform", "matrix(1, 0, 0, 1, 0, 8)"},
	"bare property":         {`<div class="x bg-[--mine]" style="--mine: rgb(1, 2, 3)"></div>`, "backgroundColor", "rgb(1, 2, 3)"},
	"track commas":          {`<div class="x grid w-[300px] grid-cols-[1fr,2fr]"></div>`, "gridTemplateColumns", "100px 200px"},
	"container":             {`<div class="x max-w-screen-md"></div>`, "maxWidth", "768px"},
	"palette":               {`<div class="x bg-indigo-600"></div>`, "backgroundColor", "rgb(79, 70, 229)"},
	"important":             {`<div class="x !p-2 p-8"></div>`, "paddingTop", "8px"},
	"own style yields":      {`<div class="x own p-4"></div>`, "paddingTop", "16px"},
	"placeholder":           {`<input class="x w-10" placeholder=a>`, "::placeholder color", "rgb(156, 163, 175)"},
	"placeholder by class":  {`<input class="x placeholder-red-500" placeholder=a>`, "::placeholder color", "rgb(239, 68, 68)"},
	"fraction":              {`<div style="width:90px"><div class="x w-1/3"></div></div>`, "width", "30px"},
	"opacity modifier":      {`<div class="x bg-white/50"></div>`, "backgroundColor", "color(srgb 1 1 1 / 0.5)"},
	"line height":           {`<div class="x text-sm"></div>`, "lineHeight", "20px"},
	"default font":          {`<div class="x mono font-mono"></div>`, "fontFamily", `ui-monospace, SFMono-Regular, Menlo, Monaco, Consolas, "Liberation Mono", "Courier New", monospace`},
	"animation":             {`<div class="x animate-spin"></div>`, "animationName", "spin"},
	"screen":                {`<div class="x md:p-3"></div>`, "paddingTop", "0px"},
	"group hover not there": {`<div class="group"><p class="x group-hover:p-3"></p></div>`, "paddingTop", "0px"},
}

func TestTailwind_looksLikeVersion3(t *testing.T) {
	var plain, faded []string // classes for opacity change how every colour of a page is written
	for _, name := range slices.Sorted(maps.Keys(looks)) {
		if strings.Contains(looks[name].body, "-opacity-") {
			faded = append(faded, name)
		} else {
			plain = append(plain, name)
		}
	}
	b := compiling(t)
	said := shownWith(t, b, map[string]app{"plain": looksPage(plain), "faded": looksPage(faded)}, map[string]string{"plain": looksReport(plain), "faded": looksReport(faded)})
	for page, names := range map[string][]string{"plain": plain, "faded": faded} {
		answers := strings.Split(fmt.Sprint(said[page]), "\n")
		if len(answers) != len(names) {
			t.Fatal(said)
		}
		for i, name := range names {
			if !strings.Contains(answers[i], looks[name].want) {
				t.Errorf("%s: %v, want %s", name, answers[i], looks[name].want)
			}
		}
	}
}

// looksPage returns a page with the named looks.
func looksPage(names []string) app {
	body := ""
	for i, name := range names {
		body += fmt.Sprintf("<section id=s%d>%s</section>\n", i, looks[name].body)
	}
	return app{"index.html": `<!doctype html><head><style>.own{padding:0}*{margin:0;padding:0}</style>
<script src="https://cdn.tailwindcss.com"></script></head><body>` + body}
}

// looksReport returns an expression of what the named looks come to, one on each line.
func looksReport(names []string) string {
	var values []string
	for i, name := range names {
		pseudo, property := "", looks[name].property
		if before, after, ok := strings.Cut(property, " "); ok {
			pseudo, property = before, after
		}
		values = append(values, fmt.Sprintf("getComputedStyle(document.querySelector('#s%d .x'), %q).%s", i, pseudo, property))
	}
	return "[" + strings.Join(values, ",") + "].join('\\n')"
}
