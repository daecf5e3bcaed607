package builder_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"whittle/backend"
)

// placeOf returns the line and the column of a mark in text, from 1; 0 when it is not there.
func placeOf(text, mark string) (line, column int) {
	i := strings.Index(text, mark)
	if i < 0 {
		return 0, 0
	}
	return strings.Count(text[:i], "\n") + 1, i - strings.LastIndexByte(text[:i], '\n')
}

var addressed = regexp.MustCompile(`src="(data:text/javascript[^,]*),([^"]*)"`)

// reported returns the place at which a page would report an error at a mark.
func reported(t *testing.T, document, mark string) backend.Place {
	t.Helper()
	if line, column := placeOf(document, mark); line > 0 {
		return backend.Place{File: "app.html", Line: line, Column: column}
	}
	for _, m := range addressed.FindAllStringSubmatch(document, -1) {
		code, err := base64.StdEncoding.DecodeString(m[2])
		if err != nil {
			t.Fatal(err)
		}
		if line, column := placeOf(string(code), mark); line > 0 {
			return backend.Place{File: m[1], Line: line, Column: column}
		}
	}
	t.Fatalf("%s is not in the document", mark)
	return backend.Place{}
}

func TestPlaces(t *testing.T) {
	b := newBuilder(t)
	tests := []struct {
		name  string
		files app
	}{
		{"script in a page behind a style of many lines", app{
			"index.html": "<!doctype html>\n<link rel=stylesheet href=a.css>\n<p>é</p>\n<script>\nlet a = 1;\n  boom(a);\n</script>",
			"a.css":      "p {\n  color: red;\n}\n"}},
		{"script in its own file", app{
			"index.html": "<!doctype html>\n<script src=lib.js></script>\n<script src=game.js></script>",
			"lib.js":     "let one;\nlet two;\n", "game.js": "function f() {\n  boom();\n}\nf();\n"}},
		{"deferred script", app{
			"index.html": "<script defer src=a.js></script><script defer src=b.js></script>",
			"a.js":       "let a;", "b.js": "let b;\n\n    boom();\n"}},
		{"module in a page", app{
			"index.html": "<p>\n<script type=module>\n  import {f} from './f.js';\n\n  f(); boom();\n</script>",
			"f.js":       "export const f = () => {};\n"}},
		{"module that a page imports", app{
			"index.html": "<script type=module src=main.js></script>",
			"main.js":    "import {f} from './f.ts';\nf();\n",
			"f.ts":       "interface A { b: string }\n\nexport function f(): void {\n  const a = 'ü'; boom(a);\n}\n"}},
		{"JSX for Babel", app{
			"index.html": "<p>\n<script type=\"text/babel\">\nconst A = () => <b>\n  {boom()}</b>;\nA();\n</script>"}},
		{"React", app{
			"src/App.tsx":   "import {useState} from 'react';\nimport {Row} from './Row';\n\nexport default function App() {\n  const [n] = useState<number>(0);\n  return <Row n={n} />;\n}\n",
			"src/Row.tsx":   "type Props = {n: number};\n\nexport function Row({n}: Props) {\n  if (n > 1) { boom(n); }\n  return <b>{n}</b>;\n}\n",
			"src/index.css": "body {\n margin: 0\n}\n"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source := backend.Source{Files: test.files.files()}
			bundle := b.Build(t.Context(), source)
			if bundle.Document == nil {
				t.Fatal(written(bundle.Problems))
			}
			got := b.Places(t.Context(), source, []backend.Place{reported(t, string(bundle.Document), "boom(")})[0]
			for name, text := range test.files {
				line, column := placeOf(text, "boom(")
				if line == 0 {
					continue
				}
				want := backend.Place{File: name, Line: line, Column: column, Source: strings.Split(text, "\n")[line-1]}
				if got.File != want.File || got.Line != want.Line || got.Source != want.Source {
					t.Errorf("got %+v, want %+v", got, want)
				}
			}
		})
	}
}

func TestPlaces_leavesWhatIsNotTheApps(t *testing.T) {
	b := newBuilder(t)
	source := backend.Source{Files: app{"App.tsx": "export default () => null"}.files()}
	for _, place := range []backend.Place{
		{File: "app.html", Line: 1, Column: 1}, {File: "app.html", Line: 1 << 30, Column: 1}, {File: "https://a.example/x.js", Line: 3},
		{File: "app.html"}, {File: "data:text/javascript;charset=utf-8;id=00000000;base64", Line: 1},
	} {
		if got := b.Places(t.Context(), source, []backend.Place{place})[0]; got != place {
			t.Errorf("%+v became %+v", place, got)
		}
	}
}

// An edit of one file of an app gives the same page as building it anew, also while several are built at once.
func TestBuild_afterAnEdit(t *testing.T) {
	b, fresh := newBuilder(t), newBuilder(t)
	files := app{"App.tsx": "import {a} from './a';\nexport default () => <b>{a}</b>;\n", "a.ts": "export const a = 1;\n"}
	for i := range 20 {
		files["a.ts"] = strings.Repeat("// line\n", i) + "export const a = " + strings.Repeat("1", i+1) + ";\n"
		got := b.Build(t.Context(), backend.Source{App: "one", Template: "react", Files: files.files()})
		want := fresh.Build(t.Context(), backend.Source{Template: "react", Files: files.files()})
		if string(got.Document) != string(want.Document) || got.Document == nil {
			t.Fatalf("edit %d gives another page: %s", i, written(got.Problems))
		}
	}
}
