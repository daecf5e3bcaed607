package builder

import (
	"net/url"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveBare resolves a name that is no path: a library, or a module of Node.
func (b *bundler) resolveBare(a api.OnResolveArgs, target string) (api.OnResolveResult, error) {
	bare := strings.TrimPrefix(target, "node:")
	if found, exact := b.sources.module(bare); exact && path.Ext(bare) != "" && b.shelf.lacks(bare) {
		return b.resolveFile(a, found) // a file of the app, written without ./
	}
	if own, ok := b.shelf.own(bare); ok && strings.Contains(bare, "/") {
		return b.library(a, own), nil
	}
	if ofNode(target) && b.shelf.lacks(bare) {
		return b.absent(a, nodeOnly(target))
	}
	return b.resolveLibrary(a, parseBare(bare))
}

// resolveLibrary resolves what ref means in a package.
func (b *bundler) resolveLibrary(a api.OnResolveArgs, ref remote) (api.OnResolveResult, error) {
	style := a.Kind == api.ResolveCSSImportRule || a.Kind == api.ResolveCSSURLToken
	switch {
	case b.shelf.pack.Empty():
		return b.absent(a, noLibraries(a.Path))
	case linkRules().Kinds[ref.name] == "tailwind":
		b.graph.changed = true // Tailwind's style comes from elsewhere
		return b.text(a, remote{name: "nothing"}, text{"", emptyLoader(a)}), nil
	case style || ref.isStyle():
		return b.resolvePackageStyle(a, ref)
	case isData(ref.path):
		return b.resolveData(a, ref)
	}
	if ref.name == "" && ref.address == "" {
		ref.name = clip(a.Path, 200)
	}
	if b.shelf.fetched(ref) {
		return b.resolveUnknown(a, ref)
	}
	answer := b.shelf.module(ref, a.Kind != api.ResolveJSDynamicImport)
	result := b.library(a, answer.part)
	switch {
	case answer.part.absent:
		result.Warnings = message("%s", lacking(b.shelf.pack, ref))
	case answer.warning != "":
		result.Warnings = message("%s", answer.warning)
	}
	return result, nil
}

// library resolves an import to a part on the page.
func (b *bundler) library(a api.OnResolveArgs, p *part) api.OnResolveResult {
	b.graph.changed = true
	b.graph.libraries = append(b.graph.libraries, p.id)
	if b.graph.written == nil {
		b.graph.written = map[string][]string{}
	}
	b.graph.written[p.id] = appendNew(b.graph.written[p.id], a.Path)
	return api.OnResolveResult{Path: p.id, Namespace: libraryNamespace}
}

// resolveStyle resolves names in CSS, where a bare name is a file too.
func (b *bundler) resolveStyle(a api.OnResolveArgs, target string) (api.OnResolveResult, error) {
	file, _ := splitQuery(path.Join(folderOf(a.Importer, target), target))
	file = strings.TrimPrefix(file, "/")
	ref := parseBare(strings.TrimPrefix(target, "~"))
	switch {
	case b.sources.has(file):
		b.graph.changed = true
		return api.OnResolveResult{Path: file, Namespace: appNamespace}, nil
	case a.Kind == api.ResolveCSSURLToken:
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	case strings.HasPrefix(target, "."), ref.path == "" && path.Ext(target) == ".css" && !b.shelf.carriesFile(ref):
		return b.missingFile(a, file)
	}
	return b.resolveLibrary(a, ref)
}

// resolvePackageStyle puts a style sheet of a package on the page. One that is not there is left out: an app without
// a style still runs.
func (b *bundler) resolvePackageStyle(a api.OnResolveArgs, ref remote) (api.OnResolveResult, error) {
	b.graph.changed = true
	css, warning := b.shelf.styleText(ref)
	result := b.text(a, ref, text{css, api.LoaderCSS})
	if a.Kind != api.ResolveCSSImportRule {
		if css != "" {
			b.graph.styles = append(b.graph.styles, css)
		}
		result = b.text(a, ref, text{"", api.LoaderJS})
	}
	if warning != "" {
		result.Warnings = message("%s", warning)
	}
	return result, nil
}

// resolveData resolves a file of a package that is no code, such as JSON or an image.
func (b *bundler) resolveData(a api.OnResolveArgs, ref remote) (api.OnResolveResult, error) {
	f, ok := b.shelf.file(ref, "")
	if !ok {
		b.shelf.lack(ref, true)
		return b.absent(a, lacking(b.shelf.pack, ref))
	}
	content, err := b.shelf.bytes(f)
	if err != nil {
		return api.OnResolveResult{}, err
	}
	b.graph.changed = true
	loader := api.LoaderText
	if path.Ext(f.path) == ".json" {
		loader = api.LoaderJSON
	} else if media := mediaTypeOf(f.path); media != "" {
		content = []byte(dataURLOf(media, content))
	}
	return b.text(a, ref, text{string(content), loader}), nil
}

// isData reports whether a path inside a package is neither code nor style.
func isData(name string) bool {
	switch path.Ext(name) {
	case ".json", ".geojson", ".topojson", ".csv", ".txt", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff2", ".wasm", ".glb", ".mp3", ".wav":
		return true
	}
	return false
}

func (b *bundler) text(a api.OnResolveArgs, ref remote, t text) api.OnResolveResult {
	if b.texts == nil {
		b.texts = map[string]text{}
	}
	name := ref.specifier()
	if t.loader == api.LoaderJS {
		name += ".js"
	}
	b.texts[name] = t
	return api.OnResolveResult{Path: name, Namespace: textNamespace}
}

func (b *bundler) loadText(a api.OnLoadArgs) (api.OnLoadResult, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.texts[a.Path]
	return api.OnLoadResult{Contents: &t.content, Loader: t.loader}, nil
}

// resolveURL resolves an address outside the app.
func (b *bundler) resolveURL(a api.OnResolveArgs, target string) (api.OnResolveResult, error) {
	if strings.HasPrefix(target, "data:") || strings.HasPrefix(target, "blob:") {
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	}
	ref := parseRemote(target)
	switch {
	case a.Kind == api.ResolveCSSURLToken:
		return b.resolveStyleURL(a, ref)
	case ref.kind == "font" || ref.kind == "dropped" || ref.kind == "tailwind" || ref.kind == "compiler":
		b.graph.changed = true
		return b.text(a, remote{name: "nothing"}, text{"", emptyLoader(a)}), nil
	case ref.library():
		return b.resolveLibrary(a, ref)
	case !strings.HasPrefix(withScheme(target), "http"):
		return b.absent(a, "An app in Whittle cannot import from "+clip(target, 100)+".")
	}
	return b.resolveUnknown(a, ref)
}

func emptyLoader(a api.OnResolveArgs) api.Loader {
	if a.Kind == api.ResolveCSSImportRule {
		return api.LoaderCSS
	}
	return api.LoaderJS
}

// resolveStyleURL puts a picture or font of a package into a style; others are left to the browser.
func (b *bundler) resolveStyleURL(a api.OnResolveArgs, ref remote) (api.OnResolveResult, error) {
	if ref.library() && b.shelf.carriesFile(ref) {
		return b.resolveDataURL(ref)
	}
	return api.OnResolveResult{Path: a.Path, External: true}, nil
}

func (b *bundler) resolveDataURL(ref remote) (api.OnResolveResult, error) {
	content, media, ok := b.shelf.content(ref)
	if !ok {
		return api.OnResolveResult{Path: ref.address, External: true}, nil
	}
	b.graph.changed = true
	return api.OnResolveResult{Path: dataURLOf(media, content), External: true}, nil
}

// resolveUnknown resolves an address that names no package: what the mirror fetched from there, or nothing.
func (b *bundler) resolveUnknown(a api.OnResolveArgs, ref remote) (api.OnResolveResult, error) {
	if f, ok := b.shelf.file(ref, ""); ok {
		b.graph.changed = true
		if a.Kind == api.ResolveCSSImportRule {
			return b.text(a, ref, text{string(f.content), api.LoaderCSS}), nil
		}
		return api.OnResolveResult{Path: withScheme(ref.address), Namespace: addressNamespace}, nil
	}
	if a.Kind == api.ResolveCSSImportRule {
		b.shelf.lack(ref, false)
		b.graph.changed = true
		result := b.text(a, remote{name: "nothing"}, text{"", api.LoaderCSS})
		result.Warnings = message("%s", lacking(b.shelf.pack, ref))
		return result, nil
	}
	result := b.library(a, b.shelf.module(ref, a.Kind != api.ResolveJSDynamicImport).part)
	result.Warnings = message("%s", lacking(b.shelf.pack, ref))
	return result, nil
}

// loadAddress loads a module that the mirror fetched by address.
func (b *bundler) loadAddress(a api.OnLoadArgs) (api.OnLoadResult, error) {
	content, _ := b.shelf.mirror.Address(a.Path)
	code := string(content)
	loader := api.LoaderJS
	if path.Ext(a.Path) == ".css" {
		loader = api.LoaderCSS
	}
	return api.OnLoadResult{Contents: &code, Loader: loader}, nil
}

// joinAddress returns where an import leads in a module that came from an address.
func joinAddress(from, target string) string {
	if !strings.HasPrefix(target, ".") && !strings.HasPrefix(target, "/") {
		return target
	}
	base, err := url.Parse(from)
	if err != nil {
		return target
	}
	joined, err := base.Parse(target)
	if err != nil {
		return target
	}
	return joined.String()
}
