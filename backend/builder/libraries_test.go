package builder

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// fakePack is a pack of small libraries, which name themselves.
func fakePack(t testing.TB) *registry.Pack {
	t.Helper()
	dist := fstest.MapFS{}
	put := func(name string, content string) string {
		encoder, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		dist[name] = &fstest.MapFile{Data: encoder.EncodeAll([]byte(content), nil)}
		return name
	}
	list := registry.List{}
	module := func(name, version string, exports []string, requires ...string) {
		file := strings.NewReplacer("/", "_", "@", "").Replace(name) + ".zst"
		code := fmt.Sprintf("/* body of %s */exports.__esModule=true;exports.default=exports;", name)
		for _, r := range requires {
			code += fmt.Sprintf("require(%q);", r)
		}
		for _, e := range exports {
			code += fmt.Sprintf("exports.%[1]s=%[2]q;", e, name+"."+e)
		}
		list.Modules = append(list.Modules, &registry.Module{Name: name, Package: packageName(name), Version: version, File: put(file, code), Requires: requires, Exports: exports})
	}
	module("react", "19.3.1", []string{"createElement", "useState"})
	module("react/jsx-runtime", "19.3.1", []string{"jsx", "jsxs", "Fragment"}, "react")
	module("react-dom", "19.3.1", []string{"flushSync"}, "react")
	module("react-dom/client", "19.3.1", []string{"createRoot"}, "react", "react-dom")
	module("recharts", "3.10.1", []string{"LineChart", "PieChart"}, "react")
	module("lodash-es", "4.18.1", []string{"debounce", "throttle"})
	module("three", "0.187.0", []string{"Scene", "REVISION"})
	module("three/addons/controls/OrbitControls.js", "0.187.0", []string{"OrbitControls"}, "three")
	module("motion/react", "14.14.0", []string{"motion"}, "react")
	module("chart.js/auto", "4.6.1", nil)
	module("vue", "3.5.45", []string{"createApp"})
	list.Modules = append(list.Modules, &registry.Module{Name: "@/components/ui/button", Package: "whittle-ui", Version: "1", Requires: []string{"react"},
		Exports: []string{"Button"}, File: put("button.zst", "/* body of button */exports.Button=1"), Classes: []string{"inline-flex"}})
	list.Icons = append(list.Icons, &registry.Icons{Module: registry.Module{Name: "lucide-react", Package: "lucide-react", Version: "0.577.0", Requires: []string{"react"},
		Exports: []string{"createLucideIcon"}, File: put("lucide.zst", string(registry.IconCode{Head: "/* head */", Icons: map[string]string{
			"Camera": "exports.Camera=1;", "Github": "exports.Github=2;", "House": "exports.House=3;"}}.Encode()))},
		NamesFile: put("names.zst", `{"names":["Camera","Github","House"],"aliases":{"Home":"House"}}`)})
	file := func(name, version, path, content string, main bool) {
		list.Files = append(list.Files, &registry.File{Package: name, Version: version, Path: path, Main: main, Size: len(content),
			File: put(fmt.Sprintf("f%d.zst", len(list.Files)), content)})
	}
	file("react", "18.3.1", "umd/react.production.min.js", "window.React='umd react 18'", true)
	file("react-dom", "18.3.1", "umd/react-dom.production.min.js", "window.ReactDOM='umd react-dom 18'", true)
	file("chart.js", "4.6.1", "dist/chart.umd.js", "window.Chart='umd 4'", true)
	file("chart.js", "3.9.1", "dist/chart.min.js", "window.Chart='umd 3'", true)
	file("three", "0.128.0", "build/three.min.js", "window.THREE='r128'", true)
	file("three", "0.128.0", "examples/js/controls/OrbitControls.js", "THREE.OrbitControls='r128'", false)
	file("vue", "3.5.45", "dist/vue.global.prod.js", "window.Vue='vue 3'", true)
	file("vue", "2.7.16", "dist/vue.min.js", "window.Vue='vue 2'", true)
	file("jquery", "3.7.1", "dist/jquery.min.js", "window.$='jquery'", true)
	file("jquery", "3.7.1", "dist/jquery.slim.min.js", "window.$='slim'", false)
	file("leaflet", "1.9.4", "dist/leaflet.css", "@import 'more.css';.a{background:url(images/a.png)}.b{src:url('../x/none.ttf') format('truetype')}", true)
	file("leaflet", "1.9.4", "dist/more.css", ".more{}", false)
	file("leaflet", "1.9.4", "dist/images/a.png", "PNG", false)
	file("@fortawesome/fontawesome-free", "6.7.2", "css/all.min.css", ".fa{font-family:x}@font-face{src:url(../webfonts/fa.woff2)}", true)
	file("@fortawesome/fontawesome-free", "6.7.2", "webfonts/fa.woff2", "WOFF", false)
	file("leaflet", "1.9.4", "dist/leaflet.js", "window.L={Icon:{Default:{}}}", true)
	file("leaflet", "1.9.4", "dist/images/marker-icon.png", "MARKER", false)
	file("material-icons", "1.13.0", "iconfont/filled.css", ".material-icons{}@font-face{src:url(a.woff2)}", true)
	file("material-icons", "1.13.0", "iconfont/a.woff2", "ICONS", false)
	file("evil", "1.0.0", "evil.js", "var a='</script><script>alert(1)</script>'", true)
	file("world-atlas", "2.0.2", "countries-110m.json", `{"type":"Topology"}`, false)
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	put("pack.json.zst", string(text))
	pack, err := registry.OpenIn(dist)
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

// TestLinkedGolden compares a whole document with libraries of every kind in it.
func TestLinkedGolden(t *testing.T) {
	bundle := linked(t, fakeBuilder(t, nil), map[string]string{
		"index.html": `<!doctype html>
<html><head>
<link rel="preconnect" href="https://fonts.gstatic.com">
<link href="https://fonts.googleapis.com/css2?family=Inter" rel="stylesheet">
<link rel="stylesheet" href="https://unpkg.com/leaflet@1.9.4/dist/leaflet.css" integrity="sha256-x" crossorigin="">
<script src="https://cdn.jsdelivr.net/npm/chart.js@4" crossorigin></script>
<script type="importmap">{"imports": {"react": "https://esm.sh/react@18", "parts/": "./parts/"}}</script>
</head><body>
<script type="module">
import {useState} from "react";
import {Camera, Githb} from "lucide-react";
import {part} from "parts/one.js";
console.log(useState, Camera, Githb, part);
</script>
<script>import("https://esm.sh/three").then((three) => three.Scene);</script>
</body></html>
`, "parts/one.js": "import gone from 'gone';\nexport const part = () => gone;\n"})
	got := shortened(string(bundle.Document))
	if *updateLinked {
		if err := os.WriteFile("testdata/linked.golden.html", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/linked.golden.html")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

var updateLinked = flag.Bool("update-linked", false, "write the golden file of linked libraries anew")

// fakeMirror has packages by name@version and files by address.
type fakeMirror struct {
	modules map[string]string // specifier@version to code
	files   map[string]string // name@version/path to content, or an address
}

func (m fakeMirror) Version(name, asked string) string {
	for key := range m.modules {
		if before, version, _ := strings.Cut(key[1:], "@"); key[:1]+before == name && fits(asked, version) {
			return version
		}
	}
	for key := range m.files {
		if before, after, ok := strings.Cut(key, "@"); ok && before == name && !strings.HasPrefix(key, "http") {
			version, _, _ := strings.Cut(after, "/")
			if fits(asked, version) {
				return version
			}
		}
	}
	return ""
}

func (m fakeMirror) Module(specifier, version string) (*registry.Module, string) {
	code, ok := m.modules[specifier+"@"+version]
	if !ok {
		return nil, ""
	}
	made := &registry.Module{Name: specifier, Package: packageName(specifier), Version: version}
	for _, required := range []string{"react", "peer"} {
		if strings.Contains(code, `require("`+required+`")`) {
			made.Requires = append(made.Requires, required)
		}
	}
	return made, code
}

func (m fakeMirror) File(name, version, path string) ([]byte, bool) {
	content, ok := m.files[name+"@"+version+"/"+path]
	return []byte(content), ok
}

func (m fakeMirror) Address(address string) ([]byte, bool) {
	content, ok := m.files[address]
	return []byte(content), ok
}

func fakeBuilder(t testing.TB, mirror Mirror) *Builder {
	t.Helper()
	return &Builder{pack: fakePack(t), options: Options{Mirror: mirror}, cache: newCache(1, 1), contexts: newContexts(1)}
}

func linked(t testing.TB, b *Builder, files map[string]string, locks ...backend.Lock) backend.Bundle {
	t.Helper()
	source := backend.Source{Locks: locks, Template: "html"}
	for name, content := range files {
		source.Files = append(source.Files, backend.File{Path: name, Content: content})
	}
	return b.Build(context.Background(), source)
}

func module(code string) map[string]string {
	return map[string]string{"index.html": "<!doctype html><script type=module>" + code + "</script>"}
}

// TestLinking tries the ways to name a library: what has to be in the page, what must not, and what is said about it.
func TestLinking(t *testing.T) {
	page := func(html string) map[string]string { return map[string]string{"index.html": "<!doctype html>" + html} }
	react := func(extra string) map[string]string {
		return page(extra + `<script type=module>import {useState} from "react"; console.log(useState)</script>`)
	}
	tests := []struct {
		name    string
		files   map[string]string
		has     string // parts separated by |
		lacks   string
		problem string // part of what is said; empty for nothing
	}{
		{"bare import", module(`import {useState} from "react"; f(useState)`), `body of react |__whittleRequire("react")`, "", ""},
		{"bare import with a version", module(`import {useState} from "react@18.2.0"; f(useState)`), "body of react ", "", ""},
		{"npm:", module(`import {useState} from "npm:react@18"; f(useState)`), "body of react ", "", ""},
		{"esm.sh", module(`import {useState} from "https://esm.sh/react@18.2.0"; f(useState)`), "body of react ", "esm.sh", ""},
		{"esm.sh with a build path", module(`import R from "https://esm.sh/v135/react@18.2.0/es2022/react.mjs"; f(R)`), "body of react ", "", ""},
		{"sub-path at a CDN", module(`import {createRoot} from "https://esm.sh/react-dom@18/client?deps=react@18"; f(createRoot)`), "body of react-dom/client|body of react-dom |body of react ", "", ""},
		{"jsdelivr +esm", module(`import * as T from "https://cdn.jsdelivr.net/npm/three@0.160.0/+esm"; f(T.Scene)`), "body of three ", "jsdelivr", ""},
		{"module file of a CDN", module(`import * as T from "https://unpkg.com/three@0.160.0/build/three.module.js"; f(T.Scene)`), "body of three ", "", ""},
		{"examples/jsm", module(`import {OrbitControls as O} from "three/examples/jsm/controls/OrbitControls.js"; f(O)`), "body of three/addons/controls/OrbitControls.js|body of three ", "", ""},
		{"addons without .js", module(`import {OrbitControls as O} from "three/addons/controls/OrbitControls"; f(O)`), "body of three/addons/controls/OrbitControls.js", "", ""},
		{"member of a package", module(`import d from "lodash/debounce"; f(d)`), `body of lodash-es|"lodash/debounce"`, "", ""},
		{"another package of the same use", module(`import {debounce} from "lodash"; import {motion} from "framer-motion"; f(debounce, motion)`), "body of lodash-es|body of motion/react", "", ""},
		{"dynamic import", module(`const {Scene} = await import("https://esm.sh/three@0.160"); f(Scene)`), "body of three ", "", ""},
		{"require", module(`const {useState} = require("react"); f(useState)`), "body of react ", "", ""},
		{"module script with an address", page(`<script type=module src="https://esm.sh/canvas@1"></script>`), "absent", "https://", "Whittle does not carry canvas."},
		{"import map", react(`<script type=importmap>{"imports":{"react":"https://esm.sh/react@18","three/addons/":"https://unpkg.com/three@0.160/examples/jsm/"}}</script><script type=module>import "three/addons/controls/OrbitControls.js"</script>`),
			"body of react |body of three/addons", "importmap|esm.sh|unpkg", ""},
		{"import map of AI Studio", react(`<script type="importmap">{"imports":{"react/":"https://aistudiocdn.com/react@^19.1.1/","react":"https://aistudiocdn.com/react@^19.1.1"}}</script>`), "body of react ", "aistudio", ""},
		{"icons", module(`import {Camera, Home as H} from "lucide-react"; f(Camera, H)`), "exports.Camera=1|exports.House=3|exports.Home=exports.House", "exports.Github", ""},
		{"all icons", module(`import * as I from "lucide-react"; f(I[name])`), "exports.Camera=1|exports.Github=2|exports.House=3", "", ""},
		{"icons of a namespace", module(`import * as I from "lucide-react"; f(I.Camera)`), "exports.Camera=1", "exports.Github", ""},
		{"no such icon", module("import {Camera, Githb} from \"lucide-react\";\nf(Camera, Githb)"), `,["Githb"],true)`, "", "index.html:1 lucide-react has no icon Githb. Was Github meant? The page shows a plain circle in its place."},
		{"no such name", module(`import {LineChrt} from "recharts"; f(LineChrt)`), `,["LineChrt"],false)`, "", "recharts has no export LineChrt. Was LineChart meant?"},
		{"unused names are not looked for", map[string]string{"index.html": `<script type=module src=a.ts></script>`, "a.ts": `import {LucideIcon, Camera} from "lucide-react"; export let x: LucideIcon = Camera`}, "exports.Camera=1", "Githb", ""},
		{"wrong version", module(`import {createApp} from "https://esm.sh/vue@2.6.14"; f(createApp)`), "body of vue ", "", "The app is written for vue 2.6.14; Whittle has 3.5.45, which stands in for it."},
		{"not there", module(`import {a} from "nothing"; f(a)`), `absent("nothing")`, "", "Whittle does not carry nothing. Let Whittle fetch it once, or write the app without it."},
		{"of Node", module(`import fs from "node:fs"; f(fs)`), "", "absent(", "node:fs belongs to Node"},
		{"unknown address", module(`import a from "https://lib.example/a.js"; f(a)`), "absent(", "", "What is at lib.example has not been fetched."},
		{"own component", map[string]string{"index.html": `<script type=module src=a.jsx></script>`, "a.jsx": `import {Button} from "@/components/ui/button"; import {Button as B} from "../src/components/ui/button"; f(Button, B)`}, "body of button", "", ""},
		{"own component that the app brings", map[string]string{"index.html": `<script type=module src=a.jsx></script>`, "a.jsx": `import {Button} from "@/components/ui/button"; f(Button)`, "components/ui/button.tsx": "export const Button = 'mine'"}, "mine", "body of button", ""},
		{"style of a package", module(`import "leaflet/dist/leaflet.css"`), ".more{}|.a{background:url(data:image/png;base64,UE5H)}|url(data:,)", "images/a.png", ""},
		{"package that is a style", module(`import "@picocss/pico"; f(1)`), "f(1)", "absent(", "Whittle does not carry @picocss/pico"},
		{"package that is a font", module(`import "@fontsource/inter"; import "@fontsource/inter/700.css"; f(1)`), "f(1)", "absent(", ""},
		{"style that is not there", module(`import "nothing/dist/x.css"; f(1)`), "f(1)", "", "Whittle does not carry nothing"},
		{"style imported by a style", page(`<style>@import url("https://unpkg.com/leaflet@1.9.4/dist/leaflet.css") print; p{color:red}</style>`), "@media print|UE5H|color: red", "unpkg", ""},
		{"style imported by a file", map[string]string{"index.html": `<link rel=stylesheet href=a.css>`, "a.css": `@import "leaflet/dist/leaflet.css"; p{}`}, "UE5H", "@import", ""},
		{"data of a package", module(`import w from "https://cdn.jsdelivr.net/npm/world-atlas@2/countries-110m.json"; f(w)`), "Topology", "jsdelivr", ""},
		{"classic script", page(`<script src="https://cdn.jsdelivr.net/npm/chart.js" integrity="sha384-x" crossorigin></script>`), "<script>window.Chart='umd 4'</script>", "jsdelivr|integrity", ""},
		{"classic script of an old version", page(`<script src="https://cdn.jsdelivr.net/npm/chart.js@3.7.0/dist/chart.min.js"></script>`), "umd 3", "umd 4", ""},
		{"cdnjs", page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/Chart.js/3.9.1/chart.min.js"></script>`), "umd 3", "", ""},
		{"three r128", page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js"></script><script src="https://threejs.org/examples/js/controls/OrbitControls.js"></script>`), "window.THREE='r128'|THREE.OrbitControls='r128'", "", ""},
		{"vue 2", page(`<script src="https://cdn.jsdelivr.net/npm/vue@2"></script>`), "vue 2", "vue 3", ""},
		{"vue 3", page(`<script src="https://unpkg.com/vue@3/dist/vue.global.js"></script>`), "vue 3", "vue 2", ""},
		{"slim", page(`<script src="https://code.jquery.com/jquery-3.5.1.slim.min.js"></script>`), "slim", "", ""},
		{"not slim", page(`<script src="//code.jquery.com/jquery-3.5.1.js"></script>`), "'jquery'", "", ""},
		{"React as UMD", page(`<script src="https://unpkg.com/react@17/umd/react.development.js"></script><script src="https://unpkg.com/react-dom@17/umd/react-dom.development.js"></script>`), "umd react 18|umd react-dom 18", "", ""},
		{"React 19 has no UMD", page(`<script src="https://unpkg.com/react@19/umd/react.production.min.js"></script>`), `window.React=__whittleRequire("react")`, "umd react", ""},
		{"React beside what is made of a module", page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/recharts@2/umd/Recharts.js"></script>`),
			`window.React=__whittleRequire("react")|window.Recharts=__whittleRequire("recharts")`, "umd react", ""},
		{"a global made of a module", page(`<script src="https://cdn.jsdelivr.net/npm/lodash@4/lodash.min.js"></script>`), `window._=((module)=>module.default??module)(__whittleRequire("lodash-es"))`, "", ""},
		{"deferred classic script", page(`<script defer src="https://unpkg.com/chart.js@4"></script>`), "defer src=\"data:text/javascript", "unpkg", ""},
		{"library that would end its element", page(`<script src="https://unpkg.com/evil@1"></script>`), "src=\"data:text/javascript", "alert(1)", ""},
		{"classic script that is not there", page(`<script src="https://unpkg.com/nothing@1.2.3/x.js"></script>`), "", "unpkg|<script", "Whittle does not carry nothing."},
		{"classic script that has an answer to that", page(`<script src="https://unpkg.com/nothing@1.2.3/x.js" onerror="f()"></script>`), `src="about:invalid" onerror="f()"`, "unpkg", "Whittle does not carry nothing."},
		{"style sheet", page(`<link rel="stylesheet" href="https://cdnjs.cloudflare.com/ajax/libs/font-awesome/6.4.0/css/all.min.css" integrity="sha512-x" crossorigin="anonymous">`), "<style>.fa|url(data:font/woff2;base64,V09GRg==)", "cloudflare|integrity", ""},
		{"icon kit", page(`<script src="https://kit.fontawesome.com/a076d05399.js" crossorigin="anonymous"></script>`), "<style>.fa", "kit.fontawesome", ""},
		{"style sheet that is not there", page(`<link rel=stylesheet href="https://unpkg.com/nothing@1/x.css">`), "", "unpkg|<link", "Whittle does not carry nothing."},
		{"fonts", page(`<link rel=preconnect href=https://fonts.gstatic.com crossorigin><link href="https://fonts.googleapis.com/css2?family=Inter:wght@400;700&display=swap" rel=stylesheet><style>@import url('https://fonts.googleapis.com/css2?family=Lato:wght@400;700');
p{font-family:Inter}</style>`), "p{font-family:Inter}", "googleapis|gstatic|preconnect", ""},
		{"icons of a font service", page(`<link href="https://fonts.googleapis.com/icon?family=Material+Icons" rel=stylesheet><style>@import url("https://fonts.googleapis.com/css2?family=Material+Symbols+Sharp:opsz@24");p{}</style>`),
			"<style>.material-icons{}@font-face{src:url(data:font/woff2;base64,SUNPTlM=)}</style>|.material-symbols-sharp{", "googleapis", ""},
		{"ReactDOM.render", module(`import ReactDOM from "react-dom"; ReactDOM.render(1, 2)`), `body of react-dom |body of react-dom/client|roots`, "", ""},
		{"render of react-dom", module(`import {render} from "react-dom"; render(1, 2)`), `body of react-dom/client|roots`, "", ""},
		{"react-dom without render", module(`import {flushSync} from "react-dom"; flushSync(1)`), `body of react-dom `, "roots", ""},
		{"pictures of Leaflet", page(`<script src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"></script>`), `iconUrl: "data:image/png;base64,TUFSS0VS"|(window.L)`, "{{", ""},
		{"analytics", page(`<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script><script>window.dataLayer=[]</script>`), "dataLayer", "googletagmanager", ""},
		{"hints", page(`<link rel=dns-prefetch href=//cdn.jsdelivr.net><link rel=preload as=script href=https://unpkg.com/react@18><link rel=modulepreload href=https://esm.sh/react>`), "", "jsdelivr|unpkg|esm.sh", ""},
		{"compiler", page(`<script src="https://unpkg.com/@babel/standalone/babel.min.js"></script><script type="text/babel">const a = <b/>;</script>`), "data:text/javascript", "unpkg", ""},
		{"import in a classic script", page(`<script>import("https://esm.sh/three@0.160").then(m => m.Scene)</script>`), `__whittleRequire.load("https://esm.sh/three@0.160")|addresses.set("https://esm.sh/three@0.160","three")|body of three `, "", ""},
		{"computed import", page(`<script type=importmap>{"imports":{"x":"https://esm.sh/three"}}</script><script type=module>const all = ["x", "https://esm.sh/recharts@2", "y"]; for (const a of all) import(a)</script>`),
			`__whittleRequire.load(a)|addresses.set("x","three")|addresses.set("https://esm.sh/recharts@2","recharts")`, "", ""},
		{"import of a local file in a classic script", map[string]string{"index.html": `<script>import("./a.js")</script>`, "a.js": `import {useState} from "react"; export const a = useState`}, `__whittleRequire.load("data:text/javascript|body of react `, "./a.js", ""},
		{"import() in words", page(`<script>const text = "say import(x)"; // import(y)
</script>`), `"say import(x)"; // import(y)`, "load(x)", ""},
		{"picture of a package", page(`<script>L.icon({iconUrl: "https://unpkg.com/leaflet@1.7.1/dist/images/a.png"})</script>`), `iconUrl: "data:image/png;base64,UE5H"`, "unpkg", ""},
		{"picture in the page", page(`<img src="https://unpkg.com/leaflet@1.9.4/dist/images/a.png">`), `<img src="data:image/png;base64,UE5H">`, "unpkg", ""},
		{"script for old browsers", page(`<script nomodule src="https://unpkg.com/nothing@1/x.js"></script>`), "", "unpkg", ""},
		{"script loaded by a script", page(`<script>s.src = 'https://cdn.jsdelivr.net/npm/chart.js@4'; t = "https://unpkg.com/nothing@1/x.js"</script>`), `s.src = "data:text/javascript|https://unpkg.com/nothing`, "jsdelivr", ""},
		{"script written by a script", page(`<script>document.write('<script src="https://cdn.jsdelivr.net/npm/chart.js@4"><\/script><link href=\'https://unpkg.com/leaflet@1.9.4/dist/leaflet.css\'>')</script>`), `<script src="data:text/javascript|href=\'data:text/css`, "jsdelivr|unpkg", ""},
		{"script of a worker in a string", page("<script>const code = `importScripts('https://cdn.jsdelivr.net/npm/chart.js@4');\npostMessage(1)`</script>"), "importScripts('data:text/javascript", "jsdelivr", ""},
		{"data of the app", map[string]string{"index.html": `<script>fetch("./data.json"); a.download = "data.json"; d3.csv('a/b.csv')</script>`, "data.json": "[1]", "a/b.csv": "x"}, `fetch("data:application/json;base64,WzFd"); a.download = "data.json"; d3.csv("data:text/csv`, "", ""},
		{"worker of the app", map[string]string{"index.html": `<script>new Worker("w.js")</script>`, "w.js": "importScripts('lib.js')", "lib.js": "var lib"}, `new Worker("data:text/javascript`, "w.js", ""},
		{"module worker of the app", map[string]string{"index.html": `<script type=module src=src/a.js></script>`, "src/a.js": "new Worker(new URL('./w.js', import.meta.url), {type: 'module'})", "src/w.js": "import {Scene} from 'three'; postMessage(Scene)"}, `new URL("data:text/javascript`, "import.meta", ""},
		{"worker that begins itself", map[string]string{"index.html": `<script>new Worker("w.js")</script>`, "w.js": "new Worker('w.js')"}, `new Worker("data:`, "", ""},
		{"written by an attribute in another case", page(`<SCRIPT SRC="HTTPS://CDN.JSDELIVR.NET/npm/chart.js@4"></SCRIPT>`), "umd 4", "JSDELIVR", ""},
		{"base elsewhere", page(`<base href="https://unpkg.com/"><script src="chart.js@4"></script>`), "umd 4", "", ""},
	}
	b := fakeBuilder(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bundle := linked(t, b, test.files)
			document := string(bundle.Document)
			for _, part := range strings.Split(test.has, "|") {
				if !strings.Contains(document, part) {
					t.Errorf("no %q in\n%s", part, shortened(document))
				}
			}
			for _, part := range strings.Split(test.lacks, "|") {
				if part != "" && strings.Contains(document, part) {
					t.Errorf("%q in\n%s", part, shortened(document))
				}
			}
			var said []string
			for _, p := range bundle.Problems {
				said = append(said, fmt.Sprintf("%s:%d %s", p.File, p.Line, p.Text))
				if p.Severity != backend.SeverityWarning {
					t.Errorf("not a warning: %v", p)
				}
			}
			if text := strings.Join(said, "\n"); !strings.Contains(text, test.problem) || test.problem == "" && text != "" {
				t.Errorf("said %q, want %q", text, test.problem)
			}
		})
	}
}

// shortened leaves out the script that every page with libraries has.
func shortened(document string) string {
	return strings.Replace(document, linkStart(), "…", 1)
}

func TestMirror(t *testing.T) {
	mirror := fakeMirror{
		modules: map[string]string{
			"left-pad@1.3.0": "/* mirrored left-pad */", "@a/b@2.0.0": `/* mirrored a/b */require("react");require("peer")`, "peer@1.0.0": "/* mirrored peer */",
			"vue@2.7.16": "/* mirrored vue 2 */", "react@17.0.2": "/* mirrored react 17 */", "lone@1.0.0": `/* lone */require("peerless")`,
		},
		files: map[string]string{"pico.css@1.0.0/pico.css": ".pico{}", "https://lib.example/a.js": "import {b} from './b.js'; console.log(b)", "https://lib.example/b.js": "export const b = 'from b'",
			"https://lib.example/c.js": "window.c = 1", "https://lib.example/d.css": ".d{}", "https://cdnjs.cloudflare.com/ajax/libs/only-there/1.0/x.js": "window.onlyThere = 1"},
	}
	tests := []struct {
		name      string
		files     map[string]string
		has       string
		libraries string
		locks     string
		needs     string
	}{
		{"a package", module(`import p from "left-pad"; f(p)`), "mirrored left-pad", "left-pad 1.3.0 mirror", "left-pad  1.3.0", ""},
		{"asked in package.json", map[string]string{"index.html": `<script type=module>import p from "left-pad"; f(p)</script>`, "package.json": `{"dependencies":{"left-pad":"^1.1.0"}}`}, "mirrored left-pad", "left-pad 1.3.0 mirror", "left-pad ^1.1.0 1.3.0", ""},
		{"with a peer of the mirror", module(`import p from "@a/b"; f(p)`), `mirrored a/b|mirrored peer|define("peer",function(module,exports,require){module.exports=require("peer@1.0.0")`, "@a/b 2.0.0 mirror,peer 1.0.0 mirror,react 19.3.1 embedded", "@a/b  2.0.0,peer  1.0.0", ""},
		{"before another version of the pack", module(`import Vue from "https://esm.sh/vue@2"; f(Vue)`), "mirrored vue 2", "vue 2.7.16 mirror", "vue 2 2.7.16", ""},
		{"not before the right version of the pack", module(`import R from "react"; f(R)`), "body of react ", "react 19.3.1 embedded", "", ""},
		{"not in the mirror either", module(`import p from "left-pad@9"; f(p)`), "absent", "left-pad 9 network", "", "left-pad 9 required"},
		{"a style", map[string]string{"index.html": `<link rel=stylesheet href="https://unpkg.com/pico.css@1/pico.css">`}, ".pico{}", "pico.css 1.0.0 mirror", "pico.css 1 1.0.0", ""},
		{"modules by address", module(`import "https://lib.example/a.js"`), "from b", "lib.example  mirror", "https://lib.example/a.js  ,https://lib.example/b.js  ", ""},
		{"scripts by address", map[string]string{"index.html": `<script src="https://lib.example/c.js"></script><link rel=stylesheet href="https://lib.example/d.css">`}, "window.c = 1|.d{}", "lib.example  mirror", "https://lib.example/c.js  ,https://lib.example/d.css  ", ""},
		{"a package that only its address has", map[string]string{"index.html": `<script src="https://cdnjs.cloudflare.com/ajax/libs/only-there/1.0/x.js"></script>`}, "window.onlyThere", "cdnjs.cloudflare.com  mirror", "https://cdnjs.cloudflare.com/ajax/libs/only-there/1.0/x.js  ", ""},
		{"optional", module(`import("nothing").catch(() => 1)`), "absent", "nothing  network", "", "nothing  optional"},
		{"what is there is not what the app wants", map[string]string{"index.html": `<script src="https://lib.example/c.js" integrity="sha256-AAAA"></script>`}, "", "", "", "lib.example  required sha256-AAAA"},
		{"integrity of an address", map[string]string{"index.html": `<script src="https://lib.example/z.js" integrity="sha384-abc"></script>`}, "", "", "", "lib.example  required sha384-abc"},
	}
	b := fakeBuilder(t, mirror)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bundle := linked(t, b, test.files)
			for _, part := range strings.Split(test.has, "|") {
				if !strings.Contains(string(bundle.Document), part) {
					t.Errorf("no %q in\n%s", part, shortened(string(bundle.Document)))
				}
			}
			var libraries, locks, needs []string
			for _, l := range bundle.Libraries {
				libraries = append(libraries, l.Name+" "+l.Version+" "+l.From)
			}
			for _, l := range bundle.Locks {
				locks = append(locks, l.Name+" "+l.Asked+" "+l.Version)
			}
			for _, n := range bundle.Needs {
				needs = append(needs, strings.TrimSpace(n.Name+" "+n.Asked+" "+map[bool]string{true: "required", false: "optional"}[n.Required]+" "+n.Integrity))
			}
			for _, pair := range [][2]string{{strings.Join(libraries, ","), test.libraries}, {strings.Join(locks, ","), test.locks}, {strings.Join(needs, ","), test.needs}} {
				if pair[0] != pair[1] {
					t.Errorf("got %q, want %q", pair[0], pair[1])
				}
			}
		})
	}
}

// A lock decides over what the mirror would take today.
func TestMirror_keepsLocks(t *testing.T) {
	b := fakeBuilder(t, fakeMirror{modules: map[string]string{"left-pad@1.3.0": "/* new */", "left-pad@1.0.0": "/* old */"}})
	lock := backend.Lock{Name: "left-pad", Version: "1.0.0", Integrity: "sha512-x"}
	bundle := linked(t, b, module(`import p from "left-pad"; f(p)`), lock)
	if !strings.Contains(string(bundle.Document), "/* old */") || len(bundle.Locks) != 1 || bundle.Locks[0] != lock {
		t.Errorf("%v %s", bundle.Locks, shortened(string(bundle.Document)))
	}
}
