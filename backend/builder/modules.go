package builder

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// Namespaces of esbuild's paths: files of the app, code inside a page or made by the builder, libraries of the pack.
const (
	appNamespace     = "app"
	inlineNamespace  = "inline"
	libraryNamespace = "library"
	addressNamespace = "address" // modules that the mirror fetched by address
	textNamespace    = "text"    // other files of packages: style sheets, data, images
)

// entry is where a module graph begins: a file of the app, or code that stands in one.
type entry struct {
	path   string // the file, also when only a part of it is the code
	code   string // empty to take the whole file
	loader api.Loader
}

// graph is what a module graph compiles to.
type graph struct {
	code      string
	sourceMap []byte // when the bundler was asked to trace
	css       string
	styles    []string            // style sheets of packages, to stand before css
	libraries []string            // ids of the libraries that code requires, sorted
	written   map[string][]string // how the app names each of them
	changed   bool                // whether anything was linked or compiled in; if not, the code may stay as it was written
	problems  []backend.Problem
}

// bundler compiles the app's own modules; libraries are linked, not compiled.
type bundler struct {
	ctx     context.Context
	shelf   *shelf
	sources *sources
	imports *importMap
	strict  bool // whether what cannot be had is an error; otherwise the browser decides, as it would have
	entry   entry

	key     contextKey
	defined string           // the defines that context was made with
	context api.BuildContext // nil until first used

	mu       sync.Mutex // esbuild calls plugins from many goroutines
	graph    graph
	texts    map[string]text // what was resolved into textNamespace, by path
	reported map[string]bool
}

// text is a file of a package that is compiled into the app.
type text struct {
	content string
	loader  api.Loader
}

// compile bundles the graph that begins at e. What esbuild has parsed before is used again where it is the same.
func (b *bundler) compile(e entry) graph {
	b.entry, b.graph, b.reported = e, graph{}, map[string]bool{}
	build, failed := b.prepare()
	if failed != nil {
		b.report(failed.Errors, nil)
		return b.graph
	}
	defer context.AfterFunc(b.ctx, build.Cancel)()
	result := build.Rebuild()
	b.report(result.Errors, result.Warnings)
	for _, f := range result.OutputFiles {
		switch _, end, _ := strings.Cut(path.Base(f.Path), "."); end {
		case "js":
			b.graph.code = string(f.Contents)
		case "js.map":
			b.graph.sourceMap = f.Contents
		case "css":
			b.graph.css = string(f.Contents)
		}
	}
	slices.Sort(b.graph.libraries)
	b.graph.libraries = slices.Compact(b.graph.libraries)
	return b.graph
}

// prepare returns the context of the bundler, made anew when it has none that fits.
func (b *bundler) prepare() (api.BuildContext, *api.ContextError) {
	defines := b.defines()
	if defined := fmt.Sprint(defines); b.context == nil || b.defined != defined {
		b.dispose()
		made, failed := api.Context(api.BuildOptions{
			EntryPoints: []string{entryPoint}, Outdir: "out", EntryNames: "app", Bundle: true,
			Format: api.FormatESModule, Platform: api.PlatformNeutral, Target: api.ES2022,
			Supported: map[string]bool{"inline-script": true, "inline-style": true}, // as in a browser's page
			JSX:       api.JSXAutomatic, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsInline,
			LogLevel: api.LogLevelSilent, LogLimit: maxProblems + 1, TsconfigRaw: "{}",
			Sourcemap: sourceMaps(b.key.traced), SourcesContent: api.SourcesContentExclude,
			Define:  defines,
			Plugins: []api.Plugin{{Name: ours, Setup: b.setup}},
		})
		if failed != nil {
			return nil, failed
		}
		b.context, b.defined = made, defined
	}
	return b.context, nil
}

func (b *bundler) dispose() {
	if b.context != nil {
		b.context.Dispose()
		b.context = nil
	}
}

// entryPoint stands for the entry of every graph; its folder is on no disk, where esbuild looks for it first.
const entryPoint = "whittle:app/entry"

// defines are the names that bundlers give a value (vite.dev/guide/env-and-mode). To define any takes longer than to
// look whether they are used; what the mirror has under an address may use them too.
func (b *bundler) defines() map[string]string {
	names := map[string]string{}
	if mentioned(b.sources, "NODE_ENV") || b.shelf.mirror != nil && (mentioned(b.sources, "://") || mentioned(b.sources, `"//`) || mentioned(b.sources, "'//")) {
		names["process.env.NODE_ENV"] = `"production"`
	}
	if mentioned(b.sources, "import.meta.env") {
		names["import.meta.env"] = `{"MODE":"production","PROD":true,"DEV":false,"SSR":false,"BASE_URL":"./"}`
	}
	return names
}

func (b *bundler) report(errors, warnings []api.Message) {
	for _, m := range errors {
		b.graph.problems = append(b.graph.problems, b.sources.fromMessage(backend.SeverityError, m))
	}
	for _, m := range warnings {
		if m.PluginName == ours || worthSaying(m.ID) {
			b.graph.problems = append(b.graph.problems, b.sources.fromMessage(backend.SeverityWarning, m))
		}
	}
}

// worthSaying picks the esbuild warnings that tell of a mistake, by id (esbuild, internal/logger/msg_ids.go).
func worthSaying(id string) bool {
	return slices.Contains([]string{"assign-to-constant", "duplicate-object-key", "import-is-undefined",
		"call-import-namespace", "js-syntax-error", "css-syntax-error", "assign-to-import"}, id)
}

func (b *bundler) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: ".*"}, b.resolve)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: appNamespace}, b.loadApp)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: inlineNamespace}, b.loadInline)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: libraryNamespace}, loadLibrary)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: addressNamespace}, b.loadAddress)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: textNamespace}, b.loadText)
}

func (b *bundler) loadInline(api.OnLoadArgs) (api.OnLoadResult, error) {
	return api.OnLoadResult{Contents: &b.entry.code, Loader: b.entry.loader}, nil
}

func loadLibrary(a api.OnLoadArgs) (api.OnLoadResult, error) {
	code := fmt.Sprintf("module.exports=%s(%q)", requireName, a.Path)
	return api.OnLoadResult{Contents: &code, Loader: api.LoaderJS}, nil
}

func (b *bundler) loadApp(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if m, ok := b.sources.made[a.Path+a.Suffix]; ok {
		return api.OnLoadResult{Contents: &m.code, Loader: m.loader}, nil
	}
	code := strings.TrimPrefix(b.sources.content[a.Path], "\ufeff")
	loader := loaderOf(a.Path)
	switch a.Suffix {
	case "?raw":
		loader = api.LoaderText
	case "?url":
		loader = api.LoaderDataURL
	}
	return api.OnLoadResult{Contents: &code, Loader: loader}, nil
}

func loaderOf(name string) api.Loader {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".tsx":
		return api.LoaderTSX
	case ".ts", ".mts", ".cts":
		return api.LoaderTS
	case ".css":
		if strings.HasSuffix(strings.ToLower(name), ".module.css") {
			return api.LoaderLocalCSS
		}
		return api.LoaderCSS
	case ".json":
		return api.LoaderJSON
	case ".svg":
		return api.LoaderDataURL
	case ".jsx", ".js", ".mjs", ".cjs":
		return api.LoaderJSX
	}
	return api.LoaderText
}

// resolve decides where an import leads: a file of the app, a library, or what the browser would make of it.
func (b *bundler) resolve(a api.OnResolveArgs) (api.OnResolveResult, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if a.Kind == api.ResolveEntryPoint {
		if b.entry.code != "" {
			return api.OnResolveResult{Path: b.entry.path, Namespace: inlineNamespace}, nil
		}
		return api.OnResolveResult{Path: b.entry.path, Namespace: appNamespace}, nil
	}
	target := a.Path
	switch {
	case a.Namespace == addressNamespace:
		target = joinAddress(a.Importer, target)
	case a.Kind != api.ResolveCSSURLToken:
		target = b.imports.target(target, a.Importer)
	}
	switch {
	case strings.HasPrefix(target, "npm:"):
		return b.resolveLibrary(a, parseBare(target))
	case isAbsoluteURL(target):
		return b.resolveURL(a, target)
	case a.Kind == api.ResolveCSSURLToken || a.Kind == api.ResolveCSSImportRule:
		return b.resolveStyle(a, target)
	case strings.HasPrefix(target, ".") || strings.HasPrefix(target, "/"):
		return b.resolveFile(a, path.Join(folderOf(a.Importer, target), target))
	case strings.HasPrefix(target, "@/") || strings.HasPrefix(target, "~/"):
		return b.resolveAlias(a, target[2:])
	}
	return b.resolveBare(a, target)
}

// folderOf is the folder that a path in importer counts from; a leading slash counts from the app's root.
func folderOf(importer, target string) string {
	if strings.HasPrefix(target, "/") {
		return "."
	}
	return path.Dir(importer)
}

func (b *bundler) resolveAlias(a api.OnResolveArgs, name string) (api.OnResolveResult, error) {
	if found, _ := b.sources.module(path.Join("src", name)); found != "" {
		return b.resolveFile(a, path.Join("src", name))
	}
	return b.resolveFile(a, name)
}

func (b *bundler) resolveFile(a api.OnResolveArgs, name string) (api.OnResolveResult, error) {
	name = strings.TrimPrefix(name, "/")
	name, suffix := splitQuery(name)
	found, exact := b.sources.module(name)
	switch {
	case found == "":
		return b.missingFile(a, name)
	case exact:
		b.graph.changed = true
		return api.OnResolveResult{Path: found, Namespace: appNamespace, Suffix: suffix}, nil
	}
	b.graph.changed = true
	return api.OnResolveResult{Path: found, Namespace: appNamespace, Suffix: suffix,
		Warnings: message("%s is called %s here. Write the name as the file has it; elsewhere the difference matters.", a.Path, found)}, nil
}

func splitQuery(name string) (file, query string) {
	if i := strings.IndexAny(name, "?#"); i >= 0 {
		return name[:i], name[i:]
	}
	return name, ""
}

func (b *bundler) missingFile(a api.OnResolveArgs, name string) (api.OnResolveResult, error) {
	if own, ok := b.shelf.own(name); ok {
		return b.library(a, own), nil
	}
	text := fmt.Sprintf("There is no file %s.", clip(name, 200))
	if strings.HasPrefix(name, "..") {
		text = fmt.Sprintf("%s leads out of the app.", clip(a.Path, 200))
	}
	if near := b.sources.nearest(name); near != "" {
		text += fmt.Sprintf(" The nearest name is %s.", near)
	}
	return b.absent(a, text+" Add the file or correct the import.")
}

// absent answers for what cannot be had: an error in a strict app, else a warning and the import as it was written.
func (b *bundler) absent(a api.OnResolveArgs, text string) (api.OnResolveResult, error) {
	if b.strict && a.Kind != api.ResolveJSDynamicImport {
		return api.OnResolveResult{Errors: message("%s", text)}, nil
	}
	return api.OnResolveResult{Path: a.Path, External: true, Warnings: message("%s", text)}, nil
}

func message(format string, args ...any) []api.Message {
	return []api.Message{{PluginName: ours, Text: fmt.Sprintf(format, args...)}}
}

func isAbsoluteURL(target string) bool {
	if strings.HasPrefix(target, "//") {
		return true
	}
	scheme, _, found := strings.Cut(target, ":")
	return found && len(scheme) > 1 && scheme != "node" && scheme != "npm" && scheme != "jsr" && !strings.ContainsAny(scheme, "./@")
}
