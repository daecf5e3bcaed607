package builder_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
)

var update = flag.Bool("update", false, "write the golden files anew")

func newBuilder(t testing.TB) *builder.Builder {
	t.Helper()
	b, err := builder.New(builder.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Licenses()) == 0 {
		t.Skip("the libraries are not made; run build/setup, or npm ci and go run in backend/builder/registry")
	}
	return b
}

func templates() []string {
	var ids []string
	for _, t := range builder.Templates() {
		ids = append(ids, t.ID)
	}
	return ids
}

// written returns problems as "severity file:line:column text | source".
func written(problems []backend.Problem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%s %s:%d:%d %s | %s", p.Severity, p.File, p.Line, p.Column, p.Text, strings.TrimSpace(p.Source)))
	}
	return strings.Join(lines, "\n")
}

func TestProblems(t *testing.T) {
	b := newBuilder(t)
	tests := []struct {
		name, template string
		files          app
		want           string
	}{
		{"no files", "html", app{}, "error :0:0 There are no files to build. | "},
		{"no page", "html", app{"a.css": ""}, "error :0:0 There is no HTML page to show. Add index.html. | "},
		{"no component", "react", app{"a.css": ""}, "error :0:0 There is no component to start from. Add App.tsx with the app as its default export. | "},
		{"unknown template", "cobol", app{"a": ""}, `error :0:0 There is no template called "cobol". Choose one of: ` + strings.Join(templates(), ", ") + `. | `},
		{"path out of the app", "html", app{"index.html": "", "../x.js": ""}, `error ../x.js:0:0 "../x.js" is not a path inside the app. Use a relative path with forward slashes and no "..". | `},
		{"absolute path", "html", app{"index.html": "", "/etc/passwd": ""}, `error /etc/passwd:0:0 "/etc/passwd" is not a path inside the app. Use a relative path with forward slashes and no "..". | `},
		{"Windows path", "html", app{`C:\x.js`: ""}, `error C:\x.js:0:0 "C:\\x.js" is not a path inside the app. Use a relative path with forward slashes and no "..". | `},
		{"no default export", "react", app{"App.tsx": "const a = 1;"}, "error App.tsx:0:0 App.tsx has no default export, so there is nothing to show. End it with: export default App | "},
		{"unclosed", "react", app{"App.tsx": "export default function App() {\n  return <div>\n}\n"}, "error App.tsx:3:1 The character \"}\" is not valid inside a JSX element. | }\nerror App.tsx:4:1 The code ends too early: a bracket, brace, quote or tag that was opened is never closed. | "},
		{"wrong tag", "react", app{"App.tsx": "export default () => (\n\t<div>é<b></div>\n);"}, "error App.tsx:2:13 </div> closes here, but the tag that is open is <b>. | <div>é<b></div>\nerror App.tsx:3:3 The code ends too early: a bracket, brace, quote or tag that was opened is never closed. | );"},
		{"unknown package", "react", app{"App.tsx": "import x from \"left-pad\";\nexport default () => x;"}, `warning App.tsx:1:15 Whittle does not carry left-pad. Let Whittle fetch it once, or write the app without it. | import x from "left-pad";`},
		{"slip of the hand", "react", app{"App.tsx": `import {createRoot} from "react-dom/cilent"; export default () => createRoot;`}, `warning App.tsx:1:26 Whittle does not carry react-dom/cilent. Was react-dom/client meant? Correct the name, or let Whittle fetch react-dom/cilent once. | import {createRoot} from "react-dom/cilent"; export default () => createRoot;`},
		{"belongs to Node", "react", app{"App.tsx": `import fs from "node:fs"; export default () => fs;`}, `error App.tsx:1:16 node:fs belongs to Node, and this page runs in a browser. Write it without node:fs. | import fs from "node:fs"; export default () => fs;`},
		{"hostile package name", "react", app{"App.tsx": `import x from "__proto__"; export default () => x;`}, `warning App.tsx:1:15 Whittle does not carry __proto__. Let Whittle fetch it once, or write the app without it. | import x from "__proto__"; export default () => x;`},
		{"address in an import", "react", app{"App.tsx": `import c from "https://lib.example/c.js"; export default () => c;`}, `warning App.tsx:1:15 What is at lib.example has not been fetched. Let Whittle fetch it once, or write it into the app. | import c from "https://lib.example/c.js"; export default () => c;`},
		{"missing file", "react", app{"App.tsx": `import B from "./components/Buton"; export default () => <B/>;`, "components/Button.tsx": "export default () => null"}, `error App.tsx:1:15 There is no file components/Buton. The nearest name is components/Button.tsx. Add the file or correct the import. | import B from "./components/Buton"; export default () => <B/>;`},
		{"out of the app", "react", app{"App.tsx": `import "../../x"; export default () => null;`}, `error App.tsx:1:8 ../../x leads out of the app. Add the file or correct the import. | import "../../x"; export default () => null;`},
		{"upper case", "react", app{"App.tsx": `import B from "./button"; export default () => <B/>;`, "Button.tsx": "export default () => null"}, `warning App.tsx:1:15 ./button is called Button.tsx here. Write the name as the file has it; elsewhere the difference matters. | import B from "./button"; export default () => <B/>;`},
		{"missing export", "react", app{"App.tsx": `import {b} from "./b"; export default () => b;`, "b.ts": "export const a = 1"}, `error App.tsx:1:9 b.ts does not export b. Export it there, or import a name that it has. | import {b} from "./b"; export default () => b;`},
		{"twice", "react", app{"App.tsx": "const a = 1;\nconst a = 2;\nexport default () => a;"}, "error App.tsx:2:7 a is declared twice. Remove one of the two or give it another name. | const a = 2;"},
		{"Tailwind in CSS", "react", app{"App.tsx": `import "./a.css"; export default () => null;`, "a.css": "@import \"tailwindcss\";"}, ""},
		{"import cycle", "react", app{"App.tsx": `import {a} from "./a"; export default () => a();`, "a.ts": `import {b} from "./b"; export const a = () => b`, "b.ts": `import {a} from "./a"; export const b = () => a`}, ""},
		{"libraries of a CDN", "html", app{"index.html": "<!doctype html>\n<script src=\"https://cdnjs.cloudflare.com/ajax/libs/no-such/1.2.3/no.min.js\"></script>\n <link href=\"https://fonts.googleapis.com/css2?family=Inter:wght@400;700&family=Open+Sans\" rel=stylesheet>"},
			"warning index.html:2:8 Whittle does not carry no-such. Let Whittle fetch it once, or write the app without it. | <script src=\"https://cdnjs.cloudflare.com/ajax/libs/no-such/1.2.3/no.min.js\"></script>"},
		{"missing script", "html", app{"index.html": "<script src=\"game.js\"></script>", "js/game2.js": ""}, `warning index.html:1:8 There is no file game.js. The nearest name is js/game2.js. Add the file or correct the address. | <script src="game.js"></script>`},
		{"broken script", "html", app{"index.html": "<p>\n  <script>let a = 1;\n  let b = (;</script>"}, "warning index.html:3:12 Unexpected \";\". | let b = (;</script>"},
		{"broken JSX", "html", app{"index.html": "<p>é<script type=\"text/babel\">const a = <b>;</script>"}, "error index.html:1:45 The code ends too early: a bracket, brace, quote or tag that was opened is never closed. | <p>é<script type=\"text/babel\">const a = <b>;</script>"},
		{"another page", "html", app{"index.html": `<a href="about.html">x</a>`, "about.html": ""}, `warning index.html:1:3 about.html is another page. An app in Whittle is one page, so this link leads nowhere; show its content in the same page. | <a href="about.html">x</a>`},
		{"broken import map", "html", app{"index.html": `<script type="importmap">{</script>`}, `warning index.html:1:26 The import map is not valid JSON, so it has no effect: unexpected end of JSON input. | <script type="importmap">{</script>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bundle := b.Build(t.Context(), backend.Source{Template: test.template, Files: test.files.files()})
			if got := written(bundle.Problems); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if backend.HasErrors(bundle.Problems) != (bundle.Document == nil) {
				t.Errorf("document of %d bytes beside %s", len(bundle.Document), written(bundle.Problems))
			}
		})
	}
}

func TestLimits(t *testing.T) {
	b := newBuilder(t)
	many := make([]backend.File, 10000)
	for i := range many {
		many[i] = backend.File{Path: fmt.Sprintf("f%d.js", i)}
	}
	large := strings.Repeat("x", 9<<20)
	for want, files := range map[string][]backend.File{
		"The app has 10000 files; Whittle builds at most 2000. Leave out what the page does not use.": many,
		"index.html is 50.0 MB; a file may have at most 10.0 MB.":                                     {{Path: "index.html", Content: strings.Repeat("x", 50<<20)}},
		"The files are 36.0 MB together; Whittle builds at most 32.0 MB.":                             {{Path: "a", Content: large}, {Path: "b", Content: large}, {Path: "c", Content: large}, {Path: "d", Content: large}},
		"a is there twice. Keep one of them.":                                                         {{Path: "a"}, {Path: "a"}},
	} {
		bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: files})
		if bundle.Document != nil || !strings.Contains(written(bundle.Problems), want) {
			t.Errorf("no %q in %s", want, written(bundle.Problems))
		}
	}
}

func TestStopped(t *testing.T) {
	b := newBuilder(t)
	files := app{"App.tsx": "export default () => null"}.files()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := written(b.Build(ctx, backend.Source{Template: "react", Files: files}).Problems); got != "error :0:0 The build was stopped before the page was ready. | " {
		t.Error(got)
	}
	if got := b.Build(t.Context(), backend.Source{Template: "react", Files: files}); got.Document == nil {
		t.Errorf("the stopped build was kept: %v", got.Problems)
	}
}

func TestSameInputSameDocument(t *testing.T) {
	for _, a := range append([]app{{"App.tsx": `import "./a.css"; import {useState} from "react"; export default () => useState(1)[0]`, "a.css": "p{}"}}, pages["styles"]) {
		first := newBuilder(t).Build(t.Context(), backend.Source{Template: "", Files: a.files()})
		files := a.files()
		files[0], files[len(files)-1] = files[len(files)-1], files[0]
		second := newBuilder(t).Build(t.Context(), backend.Source{Template: "", Files: files})
		if string(first.Document) != string(second.Document) || len(first.Document) == 0 {
			t.Error("the order of files changed the document")
		}
	}
}

func TestDetect(t *testing.T) {
	for want, apps := range map[string][]app{
		"html": {
			{"index.html": ""}, {"game.html": "<script>1</script>"}, {"index.html": "<script src=app.js></script>", "app.js": ""},
			{"index.html": "<script type=text/babel src=App.jsx></script><script>1</script>", "Part.txt": ""},
			{"index.html": "<script>let own = 1</script>", "Extra.tsx": ""},
		},
		"react": {
			{"App.tsx": ""}, {"src/App.jsx": ""}, {"Counter.tsx": ""}, {"src/App.js": ""}, {"index.html": "<div id=root></div>", "App.tsx": ""},
			{"index.html": `<script type="module" src="/src/main.tsx"></script>`, "src/App.tsx": "", "src/main.tsx": ""},
		},
	} {
		for _, a := range apps {
			if got := builder.Detect(a.files()); got != want {
				t.Errorf("%v: %s, want %s", a, got, want)
			}
		}
	}
}

func TestHostsAndLibraries(t *testing.T) {
	b := newBuilder(t)
	bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: app{"index.html": `<!doctype html><html xmlns="http://www.w3.org/1999/xhtml">
		<!-- <script src="https://comment.example/x.js"></script> --><a href="https://link.example/">l</a>
		<script src="//cdn.jsdelivr.net/npm/d3@7"></script><link rel=stylesheet href=https://unpkg.com/pico.css@1/x.css>
		<img src="https://img.example:8443/a.png"><style>p{background:url(https://bg.example/a.png)}</style>
		<script>// see http://note.example
			fetch('https://api.example.com/v1'); fetch(` + "`https://${host}/x`" + `); new WebSocket("wss://ws.example"); const ns = 'http://www.w3.org/2000/svg'; call(//no.example
			)</script>`}.files()})
	if got := strings.Join(bundle.Hosts, " "); got != "api.example.com bg.example img.example:8443 unpkg.com ws.example" {
		t.Errorf("hosts: %s", got)
	}
	if got := fmt.Sprint(bundle.Libraries); got != "[{d3 7.9.2 embedded} {pico.css 1 network}]" {
		t.Errorf("libraries: %s", got)
	}
	bundle = b.Build(t.Context(), backend.Source{Template: "react", Files: app{"App.tsx": "export default () => <b/>"}.files()})
	if got := fmt.Sprint(bundle.Libraries); !strings.HasPrefix(got, "[{react 19.3.1 embedded} {react-dom 19.3.1 embedded}") || bundle.Kind != backend.KindUI {
		t.Errorf("libraries: %s", got)
	}
}

// TestGolden compares whole documents; the libraries inside are cut out, they have their own version.
func TestGolden(t *testing.T) {
	b := newBuilder(t)
	for name, a := range map[string]app{
		"react":  {"src/App.tsx": "import {useState} from 'react';\nimport './a.css';\nimport s from './b.module.css';\nimport logo from './logo.svg';\nconst App = () => <img className={s.big} src={logo} alt={String(useState(1))} />;\nexport default App;\n", "src/a.css": "body { margin: 0 }", "src/b.module.css": ".big { width: 9px; background: url(./logo.svg) }", "src/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "src/index.css": "html { color: red }"},
		"html":   pages["styles"],
		"babel":  {"index.html": "<!doctype html>\n<div id=root></div>\n<script type=\"text/babel\" data-presets=\"react\" id=app>\nconst A = () => <b>hi</b>;\nReactDOM.createRoot(root).render(<A/>);\n</script>\n"},
		"module": {"index.html": "<!doctype html>\n<p>x\n<script type=module>\nimport {createElement} from 'react';\nimport {one} from './one.js';\nconsole.log(createElement, one);\n</script>\n", "one.js": "export const one = 1;\n"},
	} {
		t.Run(name, func(t *testing.T) {
			bundle := b.Build(t.Context(), backend.Source{Template: "", Files: a.files()})
			got := string(bundle.Document)
			if start := strings.Index(got, "<script>(()=>{const defined"); start >= 0 {
				end := start + strings.Index(got[start:], "</script>")
				got = got[:start] + "<script>LIBRARIES" + got[end:]
			}
			file := filepath.Join("testdata", name+".golden.html")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
