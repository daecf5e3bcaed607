package hostile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

func newBuilder(t testing.TB) *builder.Builder {
	t.Helper()
	b, err := builder.New(builder.Options{Compiler: compiler.New()})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// folder writes files below a new folder and returns it.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// build builds a path as whittle build does. What cannot be read is a problem like any other.
func build(t *testing.T, path string) backend.Bundle {
	t.Helper()
	files, template, err := builder.ReadPath(path)
	if err != nil {
		return backend.Bundle{Problems: []backend.Problem{{Severity: backend.SeverityError, Text: backend.ErrorMessage(err)}}}
	}
	return newBuilder(t).Build(t.Context(), backend.Source{Template: template, Files: files})
}

// told holds that a bundle has no document and a problem that is a sentence with want in it.
func told(t *testing.T, bundle backend.Bundle, want string) {
	t.Helper()
	if len(bundle.Document) > 0 {
		t.Errorf("there is a document of %d bytes", len(bundle.Document))
	}
	for _, p := range bundle.Problems {
		if p.Severity == backend.SeverityError && strings.Contains(p.Text, want) && strings.HasSuffix(p.Text, ".") {
			return
		}
	}
	t.Errorf("no problem says %q: %+v", want, bundle.Problems)
}

// stands holds that a bundle has a document with want in it.
func stands(t *testing.T, bundle backend.Bundle, want string) {
	t.Helper()
	if !strings.Contains(string(bundle.Document), want) {
		t.Errorf("the document of %d bytes has no %q: %+v", len(bundle.Document), want, bundle.Problems)
	}
}

func TestSizes(t *testing.T) {
	t.Run("a file of 50 MB", func(t *testing.T) {
		dir := folder(t, map[string]string{"index.html": "<script src=big.js></script>", "big.js": "//" + strings.Repeat("x", 50<<20)})
		told(t, build(t, dir), "big.js is 50")
		told(t, build(t, filepath.Join(dir, "index.html")), "big.js is 50")
	})
	t.Run("10,000 files", func(t *testing.T) {
		files := map[string]string{"index.html": "<p>x"}
		for i := range 10000 {
			files[fmt.Sprintf("src/%d.js", i)] = "export default 1"
		}
		told(t, build(t, folder(t, files)), "files")
	})
	t.Run("files that are too much together", func(t *testing.T) {
		files := map[string]string{"index.html": "<p>x"}
		for i := range 6 {
			files[fmt.Sprintf("%d.txt", i)] = strings.Repeat("x", 9<<20)
		}
		told(t, build(t, folder(t, files)), "32")
	})
	t.Run("one line of 5 MB", func(t *testing.T) {
		long := "const a = [" + strings.Repeat(`"0123456789",`, 400_000) + "];"
		stands(t, build(t, folder(t, map[string]string{"index.html": "<p>kept<script>" + long + "</script>"})), "kept")
		stands(t, build(t, folder(t, map[string]string{"App.tsx": long + "export default () => <p>kept</p>"})), "kept")
		stands(t, build(t, folder(t, map[string]string{"index.html": "<p>kept</p><style>" + strings.Repeat("p{color:red}", 400_000) + "</style>"})), "kept")
		stands(t, build(t, folder(t, map[string]string{"index.html": `<p title="` + strings.Repeat("&amp;", 1_000_000) + `">kept`})), "kept")
	})
	t.Run("an error in a long line shows a part of it", func(t *testing.T) {
		bundle := build(t, folder(t, map[string]string{"App.tsx": "export default () => <p>{" + strings.Repeat("a+", 1_000_000) + "}</p>"}))
		told(t, bundle, "")
		for _, p := range bundle.Problems {
			if len(p.Source) > 2000 || len(p.Text) > 2000 {
				t.Errorf("a problem of %d bytes, %d of source", len(p.Text), len(p.Source))
			}
		}
	})
}

func TestNesting(t *testing.T) {
	deep := 20_000
	t.Run("elements", func(t *testing.T) {
		stands(t, build(t, folder(t, map[string]string{"index.html": strings.Repeat("<div>", deep) + "kept" + strings.Repeat("</div>", deep)})), "kept")
	})
	t.Run("wrongly nested elements", func(t *testing.T) {
		stands(t, build(t, folder(t, map[string]string{"index.html": strings.Repeat("<b><p></b><table><i></p>", 2000) + "kept"})), "kept")
	})
	for name, code := range map[string]string{
		"parentheses": strings.Repeat("(", deep) + "1" + strings.Repeat(")", deep),
		"arrays":      strings.Repeat("[", deep) + strings.Repeat("]", deep),
		"functions":   strings.Repeat("()=>", deep) + "1",
		"templates":   strings.Repeat("`${", 2000) + "1" + strings.Repeat("}`", 2000),
		"blocks":      "{" + strings.Repeat("{", deep) + strings.Repeat("}", deep) + "}",
	} {
		t.Run(name, func(t *testing.T) {
			bundle := build(t, folder(t, map[string]string{"index.html": "<p>x<script type=module>" + code + "</script>"}))
			if bundle.Document == nil && len(bundle.Problems) == 0 {
				t.Error("neither a document nor a problem")
			}
		})
	}
	t.Run("JSX", func(t *testing.T) {
		bundle := build(t, folder(t, map[string]string{"App.tsx": "export default () => " + strings.Repeat("<p>", 5000) + strings.Repeat("</p>", 5000)}))
		if bundle.Document == nil && len(bundle.Problems) == 0 {
			t.Error("neither a document nor a problem")
		}
	})
	t.Run("CSS", func(t *testing.T) {
		stands(t, build(t, folder(t, map[string]string{"index.html": "<p>kept<style>" + strings.Repeat("a{", deep) + strings.Repeat("}", deep) + "</style>"})), "kept")
	})
}

func TestCycles(t *testing.T) {
	stands(t, build(t, folder(t, map[string]string{
		"App.tsx": "import {b} from './b'; export const a = 1; export default () => <p>kept {b}</p>",
		"b.ts":    "import {c} from './c'; export const b = () => c", "c.ts": "import {a} from './App'; export {b} from './b'; export const c = () => a",
	})), "kept")
	stands(t, build(t, folder(t, map[string]string{
		"index.html": "<p>kept<link rel=stylesheet href=a.css><script type=module src=a.js></script>",
		"a.css":      "@import 'b.css'; p{color:red}", "b.css": "@import 'a.css'; i{color:red}",
		"a.js": "import './b.js'; import './a.js'", "b.js": "import './a.js'; export * from './b.js'",
	})), "kept")
	told(t, build(t, folder(t, map[string]string{"App.tsx": "export * from './App'; export {default} from './App'"})), "")
}

func TestLinks(t *testing.T) {
	outside := folder(t, map[string]string{"secret.js": "export const secret = 'do not read'", "secret.css": "p{content:'do not read'}"})
	dir := folder(t, map[string]string{"index.html": `<p>kept</p><link rel=stylesheet href=link.css><script type=module>import './link.js'; import './folder/secret.js'</script>`})
	for link, target := range map[string]string{"link.js": "secret.js", "link.css": "secret.css", "folder": "", "loop": ""} {
		to := filepath.Join(outside, target)
		if link == "loop" {
			to = dir
		}
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{dir, filepath.Join(dir, "index.html")} {
		bundle := build(t, path)
		if strings.Contains(string(bundle.Document), "do not read") {
			t.Errorf("%s: a link led out of the folder", path)
		}
		if len(bundle.Problems) == 0 {
			t.Errorf("%s: nothing says that a file is missing", path)
		}
	}
}

func TestPaths(t *testing.T) {
	b := newBuilder(t)
	for _, path := range []string{"../x.js", "/etc/passwd", "a/../../x.js", "C:/x.js", "a\\b.js", "a\x00b.js", "", ".", "./a.js", "a//b.js", strings.Repeat("a/", 400) + "x.js"} {
		told(t, b.Build(t.Context(), backend.Source{Files: []backend.File{{Path: "index.html", Content: "<p>x"}, {Path: path, Content: "1"}}}), "")
	}
	for _, name := range []string{"__proto__", "constructor", "__proto__/index.js", "hasOwnProperty.js", "toString", "prototype.ts", "node_modules/x/index.js"} {
		stands(t, b.Build(t.Context(), backend.Source{Files: []backend.File{{Path: "index.html", Content: "<p>kept"}, {Path: name, Content: "1"}}}), "kept")
	}
}

// TestNames imports packages of hostile names: the page is made, the import throws a sentence when it is used.
func TestNames(t *testing.T) {
	b := newBuilder(t)
	for _, name := range []string{"__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__", "@__proto__/x", "react/__proto__",
		"</script><script>alert(1)</script>", "a\\u2028b", "${1}", "`", "..", ".", "@", "@/", "/", "//", "//x", "http:", "https://", "https://esm.sh/", "https://esm.sh/@",
		"https://esm.sh/react@__proto__", "https://esm.sh/react@18.2.0/../../x", "https://cdn.jsdelivr.net/npm/../../x", "https://unpkg.com/%2e%2e/x", "https://[::1/x.js",
		"file:///etc/passwd", "data:text/javascript,alert(1)", "node:fs", "fs", "child_process", "javascript:1", "blob:x", "react@", "react@latest", "@react", "@a/b/c/d",
		strings.Repeat("a", 100_000), "react\n", " react", "react?raw", "react#x", "npm:react", "jsr:@std/x", "virtual:x", "\\0x", "%00", "whittle/root", "next/../x"} {
		for _, code := range []string{"import x from %q; console.log(x)", "const x = require(%q); console.log(x)", "import(%q).catch(console.log)", "export * from %q"} {
			code := fmt.Sprintf(code, name)
			app := b.Build(t.Context(), backend.Source{Template: "react", Files: []backend.File{{Path: "App.tsx", Content: code + "\nexport default () => <p>x</p>"}}})
			page := b.Build(t.Context(), backend.Source{Template: "html", Files: []backend.File{{Path: "index.html", Content: "<p>x</p><script type=module>" + strings.ReplaceAll(code, "</", `<\/`) + "</script>"}}})
			for _, bundle := range []backend.Bundle{app, page} {
				checkWhole(t, name, bundle)
			}
		}
		attribute := strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(name)
		checkWhole(t, name, b.Build(t.Context(), backend.Source{Template: "html", Files: []backend.File{{Path: "index.html", Content: fmt.Sprintf(
			`<script src="%s"></script><link rel=stylesheet href="%s"><img src="%s"><style>@import "%s"; p{background:url("%s")}</style><p>x`, attribute, attribute, attribute, "x", "y")}}}))
		key := quoted(name)
		checkWhole(t, name, b.Build(t.Context(), backend.Source{Template: "html", Files: []backend.File{{Path: "index.html", Content: fmt.Sprintf(
			`<script type=importmap>{"imports": {%s: %s, "x": %s}, "scopes": {%s: {"__proto__": "react"}}}</script><script type=module>import "x"</script>`, key, key, key, key)}}}))
	}
}

// checkWhole holds what every bundle keeps to: a page or an error, sentences of bounded length, and no script that a
// name brought along.
func checkWhole(t *testing.T, what string, bundle backend.Bundle) {
	t.Helper()
	if len(bundle.Document) == 0 && !backend.HasErrors(bundle.Problems) {
		t.Errorf("%.60q: neither a document nor a problem", what)
	}
	if len(bundle.Document) > 0 && backend.HasErrors(bundle.Problems) {
		t.Errorf("%.60q: a document beside an error", what)
	}
	if strings.Contains(string(bundle.Document), "</script><script>alert(1)") {
		t.Errorf("%.60q: the name ended its script", what)
	}
	for _, p := range bundle.Problems {
		if p.Text == "" || len(p.Text) > 4000 || len(p.Source) > 4000 {
			t.Errorf("%.60q: a problem of %d bytes, %d of source", what, len(p.Text), len(p.Source))
		}
	}
}

func TestEncodings(t *testing.T) {
	latin := "<!doctype html><meta charset=iso-8859-1><title>x</title><p>caf\xe9"
	utf16 := "\xff\xfe"
	for _, r := range "<!doctype html><p>grüße" {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, c := range map[string]struct{ file, content, want string }{
		"latin 1":     {"index.html", latin, "café"},
		"UTF-16":      {"index.html", utf16, "grüße"},
		"mark":        {"index.html", "\ufeff<!doctype html><p>kept", "kept"},
		"marked TSX":  {"App.tsx", "\ufeffexport default () => <p>kept</p>", "kept"},
		"line ends":   {"App.tsx", "export default () =>\r\n  <p>\r\n kept</p>\r\n", "kept"},
		"old Mac":     {"index.html", "<!doctype html>\r<p>kept\r<script>\rvar a = 1\r</script>", "kept"},
		"separators":  {"index.html", "<p>kept\u2028<script>var a = '\u2028'</script>", "kept"},
		"zero bytes":  {"index.html", "<p>kept\x00<script>\x00</script>", "kept"},
		"half a pair": {"index.html", "<p>kept<script>var a = '\\ud800'</script>", "kept"},
	} {
		t.Run(name, func(t *testing.T) {
			stands(t, build(t, folder(t, map[string]string{c.file: c.content})), c.want)
		})
	}
	told(t, build(t, filepath.Join(folder(t, map[string]string{"App.tsx": "export default () => '\xe9\xff'"}), "App.tsx")), "UTF-8")
}

// TestScriptEnds puts the end of a script where only a tokenizer expects it.
func TestScriptEnds(t *testing.T) {
	b := newBuilder(t)
	for _, html := range []string{
		"<script>var a = '</script>'; kept</script>", "<script><!-- <script> </script> --></script>kept", "<script>/*</script>*/kept", "<script", "<script>", "<script src=x.js", "<style></script></style>kept",
		"<script>var s = `<script></scr${'ipt'}>`</script>kept", "<script type='text/babel'>const a = <p>{'</p>'}</p>;", "<!--<script>", "<!--><script>1</script>kept-->", "<textarea><script></textarea>kept",
		"<svg><script>1</script><style></svg>kept", "<math><mi><script>1</script></math>kept", "<template><script>1</template>kept", "<noscript><script>1</noscript>kept", "<iframe srcdoc='<script>1</script>'>kept",
		"<plaintext><script>kept", "<title><script></title>kept", "<xmp><script>kept", "<script/>kept", "</script></script>kept", "<a href='</script>'>kept", "<script>\"</script>kept", "<![CDATA[<script>]]>kept", "<?php <script> ?>kept", "<script =x src='a'>kept", "<SCRIPT\nTYPE=\"MODULE\">import 'react'</SCRIPT\t\n>kept",
		"<base href='https://example.com/'><script src=a.js></script>kept", "<meta http-equiv=refresh content='0;url=https://example.com'>kept", "<link rel=stylesheet href=a.css onload=\"this.media='</script>'\">kept",
	} {
		bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: []backend.File{{Path: "index.html", Content: html}, {Path: "x.js", Content: "'</script>'"}}})
		checkWhole(t, html, bundle)
		if strings.Contains(html, "kept") && len(bundle.Document) > 0 {
			stands(t, bundle, "kept")
		}
	}
}
