package builder

import (
	"fmt"
	"strings"
	"testing"

	"whittle/backend"
)

// hostileNames are names of packages that no registry has and that a careless table or path would trip over.
func hostileNames() []string {
	return []string{"__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "../../etc/passwd", "..", ".", "/etc/passwd", "C:\\windows", "@/..", "@scope", "@scope/", "a/../../b",
		"%2e%2e%2f", "a\x00b", "日本語", "a b", "<script>", "</script><script>alert(1)</script>", `"];alert(1);["`, "'", "`", "${x}", "react\u2028", "node:", "npm:", "npm:@", "jsr:@a/b", "data:", "file:///etc/passwd",
		"http://", "https://esm.sh/", "//", "https://esm.sh/@", "https://[::1]/x.js", "http://169.254.169.254/x", strings.Repeat("x", 5000), strings.Repeat("a/", 2000), "https://esm.sh/" + strings.Repeat("@", 1000), "\ufeffreact", "REACT"}
}

// TestHostileNames builds apps that name such packages in every way; each ends in a page or in problems that can be
// read, and brings no script of its own into the page.
func TestHostileNames(t *testing.T) {
	b := fakeBuilder(t, fakeMirror{})
	for _, name := range hostileNames() {
		for _, files := range []map[string]string{
			{"index.html": "<!doctype html><script type=module src=a.js></script>", "a.js": "import x from " + inScript(name) + "; import(" + inScript(name) + "); require(" + inScript(name) + "); x()"},
			{"index.html": "<!doctype html><script src=" + inScript(strings.ReplaceAll(name, `"`, "&quot;")) + "></script><link rel=stylesheet href='" + strings.ReplaceAll(name, "'", "&#39;") + "'><p>end"},
			{"index.html": "<!doctype html><script type=importmap>{\"imports\":{" + inScript(name) + ":\"https://esm.sh/react\",\"a\":" + inScript(name) + "},\"scopes\":{" + inScript(name) + ":{\"b\":\"a\"}}}</script><script type=module>import 'a'; import 'b'; import " + inScript(name) + "</script>"},
			{"index.html": "<!doctype html><style>@import " + inScript(name) + "; p{background:url(" + inScript(name) + ")}</style>"},
			{"index.html": "<!doctype html><script type=module>import 'react'</script>", "package.json": `{"dependencies":{` + inScript(name) + `:"1.0.0","react":` + inScript(name) + `}}`},
		} {
			bundle := linked(t, b, files)
			if bundle.Document == nil && !backend.HasErrors(bundle.Problems) {
				t.Errorf("%.80q: neither a page nor a problem", name)
			}
			if strings.Contains(string(bundle.Document), "<script>alert(1)</script>") && strings.Contains(name, "</script>") && !strings.Contains(files["index.html"], "<script>alert(1)") {
				t.Errorf("%.80q broke out of its script", name)
			}
			for _, p := range bundle.Problems {
				if p.Text == "" || len(p.Text) > 2000 {
					t.Errorf("%.80q: a problem of %d bytes", name, len(p.Text))
				}
			}
			for _, n := range bundle.Needs {
				if len(n.Name) > 400 {
					t.Errorf("%.80q: a need of %d bytes", name, len(n.Name))
				}
			}
		}
	}
}

// TestLargeApps builds apps that would take forever if work grew with the square of their size.
func TestLargeApps(t *testing.T) {
	b := fakeBuilder(t, nil)
	many := map[string]string{"index.html": "<script type=module src=m0.js></script>"}
	for i := range 1500 {
		many[fmt.Sprintf("m%d.js", i)] = fmt.Sprintf("import {useState, nope%d} from 'react'; import {Camera, Nope%d} from 'lucide-react'; import './m%d.js'; f(useState, Camera, nope%d, Nope%d)", i, i, (i+1)%1500, i, i)
	}
	cycle := map[string]string{"index.html": "<style>@import 'a.css'</style><script type=module src=a.js></script>", "a.css": "@import 'b.css'; a{}", "b.css": "@import 'a.css'; b{}",
		"a.js": "import {b} from './b.js'; export const a = () => b", "b.js": "import {a} from './a.js'; export const b = () => a"}
	for name, files := range map[string]map[string]string{
		"many files": many, "a cycle": cycle,
		"many names":     module("import {" + strings.Repeat("a, ", 1) + "useState} from 'react'; " + strings.Repeat("import 'https://esm.sh/x?"+strings.Repeat("y", 100)+"';", 2000)),
		"many scripts":   {"index.html": strings.Repeat("<script src=https://unpkg.com/chart.js></script>", 500)},
		"many addresses": {"index.html": "<script>" + strings.Repeat("a('https://unpkg.com/nothing@1/x.js');", 20000) + "</script>"},
		"deep templates": {"index.html": "<script>import(x);" + strings.Repeat("`${", 20000) + "</script>"},
		"open quotes":    {"index.html": "<script>import(x);" + strings.Repeat("'\"`/", 50000) + "</script>"},
		"many imports":   {"index.html": "<style>" + strings.Repeat("@import 'https://unpkg.com/leaflet/dist/leaflet.css';", 500) + "</style>"},
	} {
		if bundle := linked(t, b, files); bundle.Document == nil && !backend.HasErrors(bundle.Problems) {
			t.Errorf("%s: neither a page nor a problem", name)
		}
	}
}

// FuzzBuild builds any page beside one file: it ends, and says what is wrong in words.
func FuzzBuild(f *testing.F) {
	for _, seed := range [][2]string{
		{"<script src=https://unpkg.com/chart.js@4></script>", ""}, {"<script type=importmap>{\"imports\":{\"a/\":\"./\"}}</script><script type=module>import 'a/a.js'</script>", "import 'b'"},
		{"<link rel=stylesheet href=a.js><style>@import url(https://fonts.googleapis.com/css?family=A);", "p{}"}, {"<script>import('./a.js');new Worker('a.js')</script>", "new Worker('a.js')"},
		{"<script type=text/babel>const a=<b/></script><script type=text/babel src=a.js></script>", "let x = <i/>"}, {"<base href=https://unpkg.com/><img src=x><script src=react></script>", ""},
		{"<noscript><script src=//esm.sh></noscript><svg><script href=a.js /></svg>", ""}, {"<link rel=preload as=style href=https://unpkg.com/leaflet/dist/leaflet.css onload=\"this.rel='stylesheet'\">", ""},
		{"<script>document.write('<script src=\"https://unpkg.com/chart.js\"><\\/script>')</script>", ""}, {"<script type=module src=https://esm.sh/react></script>", "export {x} from 'https://esm.sh/y'"},
	} {
		f.Add(seed[0], seed[1])
	}
	b := fakeBuilder(f, nil)
	f.Fuzz(func(t *testing.T, page, file string) {
		bundle := linked(t, b, map[string]string{"index.html": page, "a.js": file})
		if len(bundle.Document) == 0 && !backend.HasErrors(bundle.Problems) {
			t.Errorf("%q, %q: neither a page nor a problem", page, file)
		}
		again := linked(t, b, map[string]string{"a.js": file, "index.html": page})
		if string(again.Document) != string(bundle.Document) {
			t.Errorf("%q, %q: another page the second time", page, file)
		}
	})
}

// FuzzImportMap holds that an import map leads somewhere or nowhere, but never out of the app.
func FuzzImportMap(f *testing.F) {
	f.Add(`{"imports":{"a":"./b.js","c/":"../d/"},"scopes":{"./e/":{"a":"/f"}}}`, "c/x")
	f.Add(`{"imports":{"__proto__":"__proto__","":"","/":"/"}}`, "__proto__")
	f.Add(`{"imports":[],"scopes":null}`, "a")
	f.Fuzz(func(t *testing.T, text, specifier string) {
		m, err := parseImportMap(text, "sub")
		if err != nil {
			return
		}
		if first, second := m.target(specifier, "e/x.js"), m.target(specifier, "e/x.js"); first != second {
			t.Errorf("%q leads to %q and to %q", specifier, first, second)
		}
	})
}
