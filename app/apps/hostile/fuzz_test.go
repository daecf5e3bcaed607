package hostile_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/builder"
)

// fuzzPatience is far beyond what any input of a fuzzer takes; an app that needs longer is a finding.
const fuzzPatience = 20 * time.Second

// check builds and holds what every bundle keeps to.
func check(t *testing.T, b *builder.Builder, template string, files ...backend.File) {
	ctx, cancel := context.WithTimeout(t.Context(), fuzzPatience)
	defer cancel()
	bundle := b.Build(ctx, backend.Source{Template: template, Files: files})
	if ctx.Err() != nil {
		t.Fatal("the build took too long")
	}
	checkWhole(t, files[0].Content, bundle)
}

// seed gives a fuzzer the files of the apps beside this package that end in one of the extensions.
func seed(f *testing.F, extensions ...string) {
	for _, extension := range extensions {
		files, err := filepath.Glob("../testdata/*/*" + extension)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
}

func FuzzBuildHTML(f *testing.F) {
	seed(f, ".html")
	for _, text := range []string{"", "<script>1</script>", "<script src=https://esm.sh/react></script>", "<script type=importmap>{\"imports\":{\"a\":\"https://esm.sh/react\"}}</script><script type=module>import 'a'</script>",
		"<link rel=stylesheet href=a.css><style>@import url(a.css);</style>", "<base href=//x/><img src=a.svg>", "<script type=text/babel>const a = <p/></script>"} {
		f.Add(text)
	}
	b := newBuilder(f)
	f.Fuzz(func(t *testing.T, page string) {
		check(t, b, "html", backend.File{Path: "index.html", Content: page}, backend.File{Path: "a.js", Content: "export default 1"}, backend.File{Path: "a.css", Content: "p{}"})
	})
}

func FuzzBuildReact(f *testing.F) {
	seed(f, ".tsx", ".jsx")
	f.Add("import {Home, Nope} from 'lucide-react'; export default () => <Home/>")
	f.Add("const React = require('react'); module.exports = () => null")
	b := newBuilder(f)
	f.Fuzz(func(t *testing.T, source string) {
		check(t, b, "react", backend.File{Path: "App.tsx", Content: source})
	})
}

func FuzzBuildNext(f *testing.F) {
	f.Add("export default function Page() { return <p/> }", "[slug]")
	f.Add("'use server'; export async function getServerSideProps() {}", "(group)/@slot")
	b := newBuilder(f)
	f.Fuzz(func(t *testing.T, source, folder string) {
		check(t, b, "nextjs", backend.File{Path: "app/page.tsx", Content: source}, backend.File{Path: "app/" + folder + "/page.tsx", Content: source})
	})
}

func FuzzImportMap(f *testing.F) {
	f.Add(`{"imports":{"a":"https://esm.sh/react@18","b/":"https://esm.sh/three/"},"scopes":{"/x/":{"a":"./a.js"}}}`, "a")
	f.Add(`{"imports":{"__proto__":null,"":"","/":"/"}}`, "b/c")
	f.Add(`{"imports":{"a":"https://aistudiocdn.com/react@^19.1.0"},"integrity":[]}`, "a/jsx-runtime")
	b := newBuilder(f)
	f.Fuzz(func(t *testing.T, text, name string) {
		check(t, b, "html", backend.File{Path: "index.html", Content: "<script type=importmap>" + text + "</script><script type=module src=a.js></script>"},
			backend.File{Path: "a.js", Content: "import x from " + quoted(name) + "; import(" + quoted(name) + ")"})
	})
}

func FuzzAddress(f *testing.F) {
	for _, address := range []string{"https://esm.sh/v135/react@18.2.0/es2022/react.mjs?deps=a@1&external=b", "https://cdn.jsdelivr.net/npm/vue@3/+esm", "https://unpkg.com/three@0.160.0/build/three.module.js?module",
		"//cdnjs.cloudflare.com/ajax/libs/d3/7.8.5/d3.min.js", "https://ga.jspm.io/npm:lit@3.1.0/index.js", "https://cdn.skypack.dev/pin/preact@v10-abc/mode=imports", "https://cdn.jsdelivr.net/combine/npm/a,npm/b", "https://cdn.jsdelivr.net/gh/u/r@1/x.js"} {
		f.Add(address)
	}
	b := newBuilder(f)
	f.Fuzz(func(t *testing.T, address string) {
		check(t, b, "html", backend.File{Path: "index.html", Content: `<script src="` + address + `"></script><link rel=stylesheet href="` + address + `">`})
		check(t, b, "react", backend.File{Path: "App.tsx", Content: "import x, {y} from " + quoted(address) + "; export default () => <p>{x}{y}</p>"})
	})
}

func FuzzBuildCSS(f *testing.F) {
	f.Add("@import url(b.css) layer(x) supports(display: grid) screen; @tailwind base; p { background: url('a.svg'); @apply p-4 }")
	f.Add("@import \"https://fonts.googleapis.com/css2?family=Inter\"; @font-face { src: url(//x/y.woff2) }")
	b := newBuilder(f)
	f.Fuzz(func(t *testing.T, css string) {
		check(t, b, "html", backend.File{Path: "index.html", Content: "<link rel=stylesheet href=a.css><p class='p-4 flex'>x"}, backend.File{Path: "a.css", Content: css})
		check(t, b, "react", backend.File{Path: "App.tsx", Content: "import './a.css'; export default () => <p className='p-4'/>"}, backend.File{Path: "a.css", Content: css})
	})
}

// quoted returns text as a JavaScript string.
func quoted(text string) string {
	code, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(code)
}
