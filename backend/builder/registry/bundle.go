package registry

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// compilation is one call of Compile. esbuild calls a plugin from many goroutines.
type compilation struct {
	source  Source
	located sync.Map // location to file
	naming  bool     // whether only the names of the exports are wanted
	opened  sync.Map // specifiers to bundle although they stay requires, to see what they export
}

// Namespaces of modules that are no files.
const (
	keptNamespace  = "kept"  // an import that stays a require
	emptyNamespace = "empty" // what only Node has, and what a package can do without
)

func (c *compilation) options(format api.Format) api.BuildOptions {
	options := api.BuildOptions{
		AbsWorkingDir: c.source.Dir, Outdir: c.source.Dir, Metafile: true, Bundle: true,
		Format: format, Platform: api.PlatformBrowser, Target: api.ES2022, JSX: api.JSXAutomatic,
		MainFields: []string{"browser", "module", "main"}, Conditions: []string{"browser", "module", "production"},
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Define: defines(), Loader: loaders(), Plugins: []api.Plugin{c.plugin()},
		NodePaths: []string{filepath.Join(c.source.Dir, "node_modules")}, // for entries that lie elsewhere
	}
	if c.source.Code != "" {
		options.Stdin = &api.StdinOptions{Contents: c.source.Code, ResolveDir: c.source.Dir, Sourcefile: "entry.js"}
	} else {
		options.EntryPoints = []string{c.source.entry()}
	}
	return options
}

// defines are what packages expect a bundler to know about a page.
func defines() map[string]string {
	return map[string]string{
		"process.env.NODE_ENV": `"production"`, "process.env": "{}", "process.browser": "true", "global": "globalThis",
		"import.meta.env": `{"MODE":"production","PROD":true,"DEV":false,"SSR":false}`,
		"import.meta.url": `"https://app.invalid/"`, // names no host (RFC 2606)
		// vuejs.org/guide/best-practices: feature flags of the bundler build
		"__VUE_OPTIONS_API__": "true", "__VUE_PROD_DEVTOOLS__": "false", "__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false",
	}
}

// loaders say how to read files that packages import beside JavaScript. Only one form of a font is taken along.
func loaders() map[string]api.Loader {
	return map[string]api.Loader{
		".js": api.LoaderJSX, ".woff2": api.LoaderDataURL, ".woff": api.LoaderEmpty, ".ttf": api.LoaderEmpty,
		".eot": api.LoaderEmpty, ".otf": api.LoaderEmpty, ".png": api.LoaderDataURL, ".gif": api.LoaderDataURL,
		".jpg": api.LoaderDataURL, ".svg": api.LoaderDataURL, ".wasm": api.LoaderBinary, ".node": api.LoaderEmpty,
		".glsl": api.LoaderText, ".vert": api.LoaderText, ".frag": api.LoaderText, ".wgsl": api.LoaderText,
	}
}

// plugin keeps what Source.Keep wants kept and gives nothing for what only Node has.
func (c *compilation) plugin() api.Plugin {
	return api.Plugin{Name: "registry", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			if a.Kind == api.ResolveEntryPoint || a.PluginData != nil || a.Namespace == emptyNamespace {
				return api.OnResolveResult{}, nil
			}
			return c.resolve(build, a), nil
		})
		// An ES import goes through a module of its own, since a file of a package of type "module" would otherwise
		// take all of a required module for its default (esbuild.github.io/content-types/#default-interop).
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: keptNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "export * from " + quote(a.Path) + ";export {default} from " + quote(a.Path)
			return api.OnLoadResult{Contents: &text}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: emptyNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "module.exports = {}"
			if !ofNode(a.Path) {
				text = "throw new Error(" + quote("The library "+a.Path+" is not there.") + ")"
			}
			return api.OnLoadResult{Contents: &text}, nil
		})
	}}
}

func (c *compilation) resolve(build api.PluginBuild, a api.OnResolveArgs) api.OnResolveResult {
	if a.Namespace == keptNamespace {
		return api.OnResolveResult{Path: a.Path, External: true}
	}
	if a.Kind == api.ResolveCSSURLToken || a.Kind == api.ResolveCSSImportRule {
		return c.resolveStyle(build, a)
	}
	if strings.HasPrefix(a.Path, "data:") {
		return api.OnResolveResult{}
	}
	file := func() string { return c.locate(build, a) }
	if _, opened := c.opened.Load(a.Path); opened && file() != "" {
		return api.OnResolveResult{}
	}
	if kept := c.source.Keep(a.Path, file); kept != "" && kept != c.source.Specifier {
		if c.naming || a.Kind == api.ResolveJSRequireCall || a.Kind == api.ResolveJSRequireResolve {
			return api.OnResolveResult{Path: kept, External: true}
		}
		return api.OnResolveResult{Path: kept, Namespace: keptNamespace}
	}
	if !relative(a.Path) && (ofNode(a.Path) || a.Kind != api.ResolveJSImportStatement) && file() == "" {
		return api.OnResolveResult{Path: a.Path, Namespace: emptyNamespace}
	}
	return api.OnResolveResult{}
}

// resolveStyle leaves out what a style sheet names outside the packages.
func (c *compilation) resolveStyle(build api.PluginBuild, a api.OnResolveArgs) api.OnResolveResult {
	if strings.Contains(a.Path, ":") || strings.HasPrefix(a.Path, "//") || strings.HasPrefix(a.Path, "#") {
		return api.OnResolveResult{}
	}
	if !strings.HasPrefix(c.locate(build, a), c.source.Dir+string(filepath.Separator)) {
		return api.OnResolveResult{Path: a.Path, External: true}
	}
	return api.OnResolveResult{}
}

func relative(specifier string) bool {
	return strings.HasPrefix(specifier, ".") || strings.HasPrefix(specifier, "/")
}

// locate returns the file that an import leads to, "" when there is none. esbuild's own answer takes milliseconds, so
// it is asked only once for what a package imports by name.
func (c *compilation) locate(build api.PluginBuild, a api.OnResolveArgs) string {
	if relative(a.Path) {
		file := a.Path
		if !filepath.IsAbs(file) {
			file = filepath.Join(a.ResolveDir, filepath.FromSlash(file))
		}
		for _, end := range []string{"", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".json", "/index.js", "/index.mjs", "/index.ts"} {
			if info, err := os.Stat(file + end); err == nil && info.Mode().IsRegular() {
				return file + end
			}
		}
		return ""
	}
	question := location{packageFolder(a.ResolveDir), a.Path, a.Kind}
	if file, ok := c.located.Load(question); ok {
		return file.(string)
	}
	found := build.Resolve(a.Path, api.ResolveOptions{
		Importer: a.Importer, Namespace: a.Namespace, ResolveDir: a.ResolveDir, Kind: a.Kind, PluginData: true,
	})
	file := ""
	if len(found.Errors) == 0 && found.Namespace == "file" {
		file = found.Path
	}
	c.located.Store(question, file)
	return file
}

// location is a question to esbuild: what a package imports by name leads to the same file from all of its folders.
type location struct {
	folder, specifier string
	kind              api.ResolveKind
}

func packageFolder(dir string) string {
	modules := string(filepath.Separator) + "node_modules" + string(filepath.Separator)
	at := strings.LastIndex(dir, modules)
	if at < 0 {
		return dir
	}
	at += len(modules)
	return dir[:at] + packageName(filepath.ToSlash(dir[at:]))
}

// ofNode reports whether a specifier names a module of Node that packages import (nodejs.org/api).
func ofNode(specifier string) bool {
	if strings.HasPrefix(specifier, "node:") {
		return true
	}
	return slices.Contains([]string{"assert", "async_hooks", "buffer", "child_process", "cluster", "constants", "crypto",
		"dns", "events", "fs", "http", "http2", "https", "module", "net", "os", "path", "perf_hooks", "process", "punycode",
		"querystring", "readline", "stream", "string_decoder", "timers", "tls", "tty", "url", "util", "v8", "vm",
		"worker_threads", "zlib"}, packageName(specifier))
}

// Entries returns, for every file that one of the specifiers leads to from dir when it is imported or required, that
// specifier; the first of two that lead to the same file. An error names those that lead nowhere.
func Entries(dir string, specifiers []string) (map[string]string, error) {
	files := map[string]string{}
	c := compilation{source: Source{Dir: dir, Code: " "}}
	options := c.options(api.FormatESModule)
	options.Plugins = []api.Plugin{{Name: "entries", Setup: func(build api.PluginBuild) {
		build.OnStart(func() (api.OnStartResult, error) {
			var result api.OnStartResult
			for _, specifier := range specifiers {
				for _, kind := range []api.ResolveKind{api.ResolveJSImportStatement, api.ResolveJSRequireCall} {
					found := build.Resolve(specifier, api.ResolveOptions{ResolveDir: dir, Kind: kind})
					if _, known := files[found.Path]; !known && found.Path != "" {
						files[found.Path] = specifier
					} else if kind == api.ResolveJSImportStatement && found.Path == "" {
						result.Errors = append(result.Errors, found.Errors...)
					}
				}
			}
			return result, nil
		})
	}}}
	_, err := readResult(api.Build(options))
	return files, err
}
