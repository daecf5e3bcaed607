package registry_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whittle/backend/builder/registry"
)

// install writes packages into a folder: each file by its path below node_modules.
func install(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(dir, "node_modules", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// keepBase leaves what is called base a require.
func keepBase(specifier string, _ func() string) string {
	if specifier == "base" {
		return specifier
	}
	return ""
}

var packages = map[string]string{
	"es/package.json":     `{"name":"es","version":"1.2.3","type":"module","main":"index.js"}`,
	"es/index.js":         `import base, {add} from "base"; export const two = add(1, 1), all = base; export * from "./more.js"; export default two;`,
	"es/more.js":          `import "./look.css"; export function more() { return process.env.NODE_ENV }`,
	"es/look.css":         `a { color: red; background: url(./dot.png) }`,
	"es/dot.png":          "dot",
	"plain/package.json":  `{"name":"plain","version":"0.1.0","type":"module","main":"index.js"}`,
	"plain/index.js":      `export const a = 1;`,
	"barrel/package.json": `{"name":"barrel","version":"2.0.0","main":"index.mjs"}`,
	"barrel/index.mjs":    `export * from "base"; export const own = 1;`,
	"cjs/package.json":    `{"name":"cjs","version":"3.0.0"}`,
	"cjs/index.js":        `const fs = require("fs"), base = require("base"); module.exports = function () { return base.add(1, 2) + Object.keys(fs).length }; module.exports.x = 1; try { require("optional") } catch {}`,
	"base/package.json":   `{"name":"base","version":"1.0.0","main":"index.mjs"}`,
	"base/index.mjs":      `export const add = (a, b) => a + b; export default add;`,
	"old/package.json":    `{"name":"real-name","version":"0.9.0"}`,
	"old/index.js":        `exports.y = 2`,
	"broken/package.json": `{"name":"broken","version":"1.0.0"}`,
	"broken/index.js":     `import {x} from "not-installed"; export default x`,
	"wrong/package.json":  `{"name":"wrong","version":"1.0.0"}`,
	"wrong/index.js":      `export default {`,
	"out/package.json":    `{"name":"out","version":"1.0.0","main":"index.mjs"}`,
	"out/index.mjs":       `import "./a.css"; export default 1`,
	"out/a.css":           `b { background: url(../../../secret.png) }`,
}

func TestCompile(t *testing.T) {
	dir := install(t, packages)
	if err := os.WriteFile(filepath.Join(dir, "..", "secret.png"), []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		source   registry.Source
		name     string // and version
		exports  []string
		requires []string
		has      []string
		hasNot   []string
	}{
		{source: registry.Source{Specifier: "es"}, name: "es@1.2.3", exports: []string{"all", "more", "two"}, requires: []string{"base"},
			has: []string{`"production"`, "color:red", "data:image/png,dot"}, hasNot: []string{`{value:module.exports`}},
		{source: registry.Source{Specifier: "plain"}, name: "plain@0.1.0", exports: []string{"a"}, requires: []string{}, has: []string{`{value:module.exports`}},
		{source: registry.Source{Specifier: "barrel"}, name: "barrel@2.0.0", exports: []string{"add", "own"}, requires: []string{"base"}},
		{source: registry.Source{Specifier: "cjs"}, name: "cjs@3.0.0", requires: []string{"base"}, has: []string{"optional is not there"}},
		{source: registry.Source{Specifier: "real-name", Entry: "old"}, name: "real-name@0.9.0", requires: []string{}},
		{source: registry.Source{Specifier: "es", Code: "export {two as deux} from 'es'"}, name: "es@1.2.3", exports: []string{"deux"}, requires: []string{"base"}},
		{source: registry.Source{Specifier: "out"}, name: "out@1.0.0", exports: []string{}, requires: []string{}, hasNot: []string{"secret,", "data:image"}},
	} {
		test.source.Dir, test.source.Keep = dir, keepBase
		made, err := registry.Compile(test.source)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := made.Package + "@" + made.Version; got != test.name || made.Name != test.source.Specifier {
			t.Errorf("%s is %s, %s", test.name, made.Name, got)
		}
		if !slices.Equal(made.Exports, test.exports) || (made.Exports == nil) != (test.exports == nil) || !slices.Equal(made.Requires, test.requires) {
			t.Errorf("%s exports %q, requires %q", test.name, made.Exports, made.Requires)
		}
		for _, part := range test.has {
			if !strings.Contains(made.Code, part) {
				t.Errorf("%s lacks %s:\n%s", test.name, part, made.Code)
			}
		}
		for _, part := range test.hasNot {
			if strings.Contains(made.Code, part) {
				t.Errorf("%s has %s:\n%s", test.name, part, made.Code)
			}
		}
	}
}

func TestCompileSaysWhatIsWrong(t *testing.T) {
	dir := install(t, packages)
	for specifier, want := range map[string]string{"broken": "not-installed", "wrong": "wrong/index.js:1", "absent": "absent"} {
		if _, err := registry.Compile(registry.Source{Dir: dir, Specifier: specifier, Keep: keepBase}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", specifier, err)
		}
	}
}

// TestKeptModulesInterop runs compiled modules: the default of what is required is what its own package means by it, in
// a package of type "module" too.
func TestKeptModulesInterop(t *testing.T) {
	dir := install(t, packages)
	bodies := map[string]string{}
	for _, specifier := range []string{"es", "base", "cjs", "barrel", "plain"} {
		made, err := registry.Compile(registry.Source{Dir: dir, Specifier: specifier, Keep: keepBase})
		if err != nil {
			t.Fatal(err)
		}
		bodies[specifier] = made.Code
	}
	script := `const es = require('es'), plain = require('plain'), barrel = require('barrel');
		say({names: [es.two === 2, es.default === 2, es.all === require('base').default, es.more() === 'production', require('cjs')() === 3,
			plain.default === plain, barrel.add(1, 2) === 3, barrel.own === 1].map(String)});`
	said := show(t, []string{"x"}, func(string) string {
		text := linker
		for specifier, body := range bodies {
			text += "<script>defined.set('" + specifier + "',function(module,exports,require){" + escape(body) + "\n});</script>"
		}
		return text + "<script>" + script + "</script>"
	})["x"]
	if said.Error != "" || slices.Contains(said.Names, "false") || len(said.Names) != 8 {
		t.Errorf("%v", said)
	}
}
