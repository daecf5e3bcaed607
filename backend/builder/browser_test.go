package builder_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"whittle/backend"
)

// runner shows addresses one after the other in a sandboxed frame and posts what each page says.
const runner = `<!doctype html><script type="module">
const results = {};
for (const address of %s) {
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-scripts allow-forms';
  results[address] = await new Promise((resolve) => {
    addEventListener('message', (e) => e.source === frame.contentWindow && resolve(e.data));
    setTimeout(() => resolve('nothing'), 4000);
    frame.src = address;
    document.body.append(frame);
  });
  frame.remove();
}
fetch('/told', {method: 'POST', body: JSON.stringify(results)});
</script>`

// policy is what a preview may do (no network), so that a page which asks for anything fails here too.
const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data: blob:; " +
	"img-src data: blob:; font-src data:; connect-src data: blob:"

// show opens the addresses of a server in headless Chromium and returns what each page said.
func show(t *testing.T, mux *http.ServeMux, addresses []string) map[string]any {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed; this test needs a real browser")
	}
	told := make(chan []byte, 1)
	mux.HandleFunc("POST /told", func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		told <- text
	})
	list, _ := json.Marshal(addresses)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, runner, list)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), server.URL)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
	cmd.Stderr = &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cancel()
	select {
	case text := <-told:
		var results map[string]any
		if err := json.Unmarshal(text, &results); err != nil {
			t.Fatal(err)
		}
		return results
	case <-ctx.Done():
		cmd.Wait()
		t.Fatalf("the pages did not come to their end\n%s", output.String())
		return nil
	}
}

// head is the start of each page below: it keeps a log and says it some time after the page has loaded.
const head = `<script>window.log=[];addEventListener('error',e=>{if(e.message)log.push('error '+e.message)});
addEventListener('load',()=>setTimeout(()=>parent.postMessage(log.join(' | '),'*'),150))</script>`

type app map[string]string

func (a app) files() []backend.File {
	var files []backend.File
	for _, name := range slices.Sorted(maps.Keys(a)) {
		files = append(files, backend.File{Path: name, Content: a[name]})
	}
	return files
}

// pages are apps of many shapes; each must say the same built as it does from a web server.
var pages = map[string]app{
	"order of scripts": {
		"index.html": "<!DOCTYPE html>" + head + `<script defer src="d1.js"></script><script type=module>log.push('m1')</script>
			<script src="c1.js"></script><script defer src="d2.js"></script><script src=c2.js></script>
			<body><script>log.push('inline '+document.readyState)</script><script type=module src="m2.js"></script>
			<script>document.addEventListener('DOMContentLoaded',()=>log.push('ready'))</script>`,
		"d1.js": "log.push('d1 '+document.readyState)", "d2.js": "log.push('d2')", "c1.js": "log.push('c1')",
		"c2.js": "log.push('c2 '+!!document.body)", "m2.js": "import './m3.js'; log.push('m2 '+document.readyState)", "m3.js": "log.push('m3')",
	},
	"current script and attributes": {
		"index.html": "<!doctype html>" + head + `<script id=s data-x="a&amp;b" src="x.js"></script><script src='y.js' onload="log.push('loaded')"></script>`,
		"x.js":       "log.push(document.currentScript.id, document.currentScript.dataset.x, typeof module)",
		"y.js":       "log.push(document.currentScript.tagName)",
	},
	"text that could end a script": {
		"index.html": "<!doctype html>" + head + `<script>log.push("<\/script>", '$& $1 $$')</script><script src=x.js></script><script src=y.js></script><script type=module src=z.js></script><p>after`,
		"x.js":       "\ufefflog.push('</script><b>', \"<!--<script>\", `$& $1 $$`, /<\\/script>/.test('</script>'))\r\nlog.push(1)",
		"y.js":       "var a = 1, script = 0; log.push(a</script/.exec('script').length)",
		"z.js":       "log.push('</SCRIPT>', String.raw`<!-- </script>`.length)",
	},
	"styles": {
		"index.html": "<!doctype html>" + head + `<LINK REL=stylesheet HREF="css/a.css?v=2"><link rel="stylesheet" media="print" href="print.css">
			<link rel=stylesheet href=late.css media=print onload="this.media='all'"><style>@import "css/b.css"; p{color:rgb(4,4,4)}</style>
			<p style="background-image:url('pic.svg')">x<i class=i>y</i><script>addEventListener('load',()=>setTimeout(()=>{const s=getComputedStyle(document.querySelector('p'));log.push(s.color,s.marginTop,s.paddingTop,s.borderTopWidth,/svg/.test(s.backgroundImage),getComputedStyle(document.querySelector('i'),'::after').content)},50))</script>`,
		"css/a.css": "@import url(./c.css) screen; p{margin-top:7px} i::after{content:'</style>$&'}", "css/c.css": "p{padding-top:3px;color:rgb(9,9,9)}",
		"css/b.css": "p{border-top:2px solid}", "print.css": "p{color:red!important}", "late.css": "p{margin-top:11px!important}",
		"pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
	},
	"no doctype": {
		"index.html": head + `<script>log.push(document.compatMode, document.characterSet, document.head.children.length)</script><table><tr><td>x`,
	},
	"vector images": {
		"index.html": "<!doctype html>" + head + `<svg width=9 height=9><title>a<script>log.push('in title')</script></title><style>rect{fill:rgb(1,2,3)}</style><style/><script/><rect width=5 height=5 /><script>log.push('in svg')</script><foreignObject><script src=x.js></script></foreignObject></svg>
			<img src="pic.svg" id=p><script>addEventListener('load',()=>log.push(getComputedStyle(document.querySelector('rect')).fill,p.naturalWidth))</script>`,
		"pic.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="31" height="7"/>`, "x.js": "log.push('x')",
	},
	"import map": {
		"index.html":     "<!doctype html>" + head + `<script type="importmap">{"imports":{"tools":"./lib/tools.js","lib/":"./lib/"}}</script><script type=module>import {twice} from 'tools'; import {one} from 'lib/one.js'; const {one: again} = await import('./lib/one.js'); log.push(twice(one), again === one)</script>`,
		"lib/tools.js":   "import {one} from './one.js'; export const twice = n => n * 2 + (one - 1)",
		"lib/one.js":     "export const one = 1; log.push('one loaded')",
		"lib/unused.css": "p{}",
	},
	"upper case, unquoted, line ends": {
		"index.html": "<!DOCTYPE HTML>\r\n<HTML>\r\n<HEAD>" + head + "<TITLE>A</TITLE><SCRIPT LANGUAGE=JavaScript SRC=x.js></SCRIPT>\r\n<SCRIPT TYPE='TEXT/JAVASCRIPT'>log.push(document.querySelector('pre').textContent.length)</SCRIPT></HEAD><BODY><PRE>a\r\nb</PRE></BODY></HTML>",
		"x.js":       "document.write('<pre>1\\n2</pre>'); log.push(this === window, (function(){return this === window})())",
	},
	"comments and data": {
		"index.html": "<!doctype html>" + head + `<!-- <script src="x.js"></script> --><!--[if IE]><script src="x.js"></script><![endif]-->
			<script type="application/json" id=d src="x.js">{"a": "</p>"}</script><script type="text/plain">import x from './x.js'</script><textarea><script src="x.js"></script></textarea>
			<noscript><link rel=stylesheet href=a.css><script src=x.js></script></noscript><template><script src="x.js"></script><p id=q>t</p></template>
			<button onclick="log.push('clicked')">b</button><script>document.querySelector('button').click(); log.push(d.textContent, document.querySelector('textarea').value.length, document.querySelector('template').content.children.length)</script>`,
		"x.js": "log.push('x')", "a.css": "p{}",
	},
	"base": {
		"index.html":  "<!doctype html><base href='sub/'>" + head + `<script src="x.js"></script><script type=module src="m.js"></script>`,
		"sub/x.js":    "log.push('sub x')",
		"sub/m.js":    "import './n.js'; log.push('sub m')",
		"sub/n.js":    "log.push('sub n')",
		"x.js":        "log.push('wrong')",
		"sub/deep.js": "",
	},
	"shared scope": {
		"index.html": "<!doctype html>" + head + `<script>let shared = 1; class AI {} const unused = 2</script><script src=x.js></script><script>with ({y: 5}) log.push(y, 010, shared)</script>`,
		"x.js":       "shared++; var fromX = typeof AI; log.push(fromX, window.fromX, window.shared)",
	},
	"a page that names its own policy": {
		"index.html": `<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'">` + head + `<script src=x.js defer></script>`,
		"x.js":       "log.push('x')",
	},
	"a broken script beside a good one": {
		"index.html": "<!doctype html>" + head + `<script>let a = ;</script><script type=module>let b = ;</script><script>log.push('good')</script>`,
	},
	"written by script": {
		"index.html": "<!doctype html>" + head + `<body><script>document.write('<script>log.push("written")<\/script>'); const s = document.createElement('script'); s.textContent = 'log.push("made")'; document.body.append(s)</script>`,
	},
}

func TestPagesSayTheSameBuilt(t *testing.T) {
	b := newBuilder(t)
	mux := http.NewServeMux()
	var addresses []string
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: pages[name].files()})
		if bundle.Document == nil {
			t.Errorf("%s: %v", name, bundle.Problems)
			continue
		}
		slug := strings.ReplaceAll(name, " ", "-")
		mux.HandleFunc("GET /written/"+slug+"/{file...}", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			file := r.PathValue("file")
			if _, ok := pages[name][file]; !ok {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}[path.Ext(file)])
			io.WriteString(w, pages[name][file])
		})
		mux.HandleFunc("GET /built/"+slug, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", policy)
			w.Write(bundle.Document)
		})
		addresses = append(addresses, "/written/"+slug+"/index.html", "/built/"+slug)
	}
	results := show(t, mux, addresses)
	for i := 0; i < len(addresses); i += 2 {
		written, built := results[addresses[i]], results[addresses[i+1]]
		if written == "nothing" || written != built {
			t.Errorf("%s\nwritten: %v\nbuilt:   %v", addresses[i+1], written, built)
		}
	}
}

// TestReactPaints mounts React apps of several shapes, without a network.
func TestReactPaints(t *testing.T) {
	const say = `useEffect(() => { const b = document.querySelector("button")!; b.click(); setTimeout(() => parent.postMessage(document.getElementById("root")!.innerText + " " + getComputedStyle(b).color, "*"), 50); }, []);`
	const component = `import {useEffect, useState} from "react"; import "./look.css"; import {label} from "@/label"; import data from "./data.json";
export default function App() { const [n, set] = useState<number>(data.start); ` + say + ` return <button onClick={() => set(n + 1)}>{label} {n}</button>; }`
	with := func(extra app) app {
		a := app{"src/App.tsx": component, "src/look.css": "button{color:rgb(1,2,3)}", "src/label.ts": "export const label: string = '</script>';", "src/data.json": `{"start": 41}`}
		maps.Copy(a, extra)
		return a
	}
	apps := map[string]app{
		"component": with(nil),
		"main":      with(app{"src/main.tsx": `import ReactDOM from "react-dom/client"; import App from "./App.tsx"; ReactDOM.createRoot(document.getElementById("root")!).render(<App />);`, "index.html": `<!doctype html><div id=root></div><link rel=icon href=/vite.svg><script type=module src=/src/main.tsx></script>`}),
		"no-main":   with(app{"index.html": `<!doctype html><body><div id=root></div><script type=module src=/src/main.tsx></script></body>`}),
		"bare-page": with(app{"index.html": `<!doctype html><body><p>x</p></body>`}),
	}
	b := newBuilder(t)
	mux := http.NewServeMux()
	var addresses []string
	for _, name := range slices.Sorted(maps.Keys(apps)) {
		bundle := b.Build(t.Context(), backend.Source{Files: apps[name].files()})
		if bundle.Template != "react" || bundle.Document == nil || len(bundle.Problems) > 0 {
			t.Fatalf("%s: %s %v", name, bundle.Template, bundle.Problems)
		}
		mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", policy)
			w.Write(bundle.Document)
		})
		addresses = append(addresses, "/"+name)
	}
	for address, said := range show(t, mux, addresses) {
		if said != "</script> 42 rgb(1, 2, 3)" {
			t.Errorf("%s said %v", address, said)
		}
	}
}

// TestBabelPageRuns holds that a page written for React's UMD builds and Babel in the browser runs without both.
func TestBabelPageRuns(t *testing.T) {
	a := app{"index.html": `<!doctype html><script crossorigin src="https://unpkg.com/react@18/umd/react.development.js"></script>
<script crossorigin src="https://unpkg.com/react-dom@18/umd/react-dom.development.js"></script>
<script src="https://unpkg.com/@babel/standalone/babel.min.js"></script>` + head + `<div id=root></div>
<script type="text/babel">const { useState } = React; function Part() { const [n] = useState(7); return <b>{n}</b>; }</script>
<script type="text/babel">const { useState } = React; class Old extends React.Component { render() { return <><Part/><i>{useState.name}</i></>; } }
ReactDOM.render(<Old/>, document.getElementById('root')); log.push(document.getElementById('root').innerHTML);</script>`}
	bundle := newBuilder(t).Build(t.Context(), backend.Source{Template: "", Files: a.files()})
	if len(bundle.Problems) > 0 || len(bundle.Libraries) != 2 {
		t.Fatal(bundle.Problems, bundle.Libraries)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		w.Write(bundle.Document)
	})
	if said := show(t, mux, []string{"/page"})["/page"]; said != "<b>7</b><i>useState</i>" && said != "<b>7</b><i></i>" {
		t.Errorf("said %v", said)
	}
}
