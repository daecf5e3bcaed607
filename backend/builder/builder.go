// Package builder turns source files into one page that needs nothing else.
//
// It is pure: the same files give the same document, nothing is read from disk or network while building, and what is
// wrong with the files comes back as problems.
package builder

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"whittle/backend"
	"whittle/backend/builder/compiler"
	"whittle/backend/builder/registry"
)

// Options are what a Builder uses beside the binary. Every field may be nil.
type Options struct {
	Mirror   Mirror
	Compiler Compiler
	Pages    Pages
}

// Pages keeps built pages for the next start of the program. An id says everything that a page was built from but the
// program itself; pages of another build of Whittle are not to be found.
type Pages interface {
	// Find returns a page that was kept; ok is false when it was not.
	Find(ctx context.Context, id string) (bundle backend.Bundle, ok bool)
	// Keep keeps a page, later and only if it can; it returns at once.
	Keep(id string, bundle backend.Bundle)
}

// Counts says where the pages came from that were asked for since the Builder was made.
type Counts struct {
	Built  int64 `json:"built"`
	Memory int64 `json:"memory" doc:"Taken from memory."`
	Disk   int64 `json:"disk" doc:"Taken from the library."`
}

// Mirror holds libraries that are not in the binary. It never fetches while a page is built.
type Mirror interface {
	// Version returns the newest version in the mirror that fits what an app asked for, "" when none does. An exact
	// version and an npm range are understood; empty asks for any.
	Version(name, asked string) string
	// Module returns the module for a specifier of an exact version, and its code; nil when it is not there.
	Module(specifier, version string) (*registry.Module, string)
	// File returns a file of a package's exact version as a CDN serves it; an empty path means what a CDN serves for
	// the bare name. ok is false when it is not there.
	File(name, version, path string) (content []byte, ok bool)
	// Address returns what was fetched from an address that belongs to no package; ok is false when nothing was.
	Address(address string) (content []byte, ok bool)
}

// Compiler runs the compilers that are written in JavaScript, such as tailwind, vue and svelte. Input and output are
// values with a JSON form. An error means that the compiler could not run; what is wrong with the app's files is part
// of the output.
type Compiler interface {
	Compile(ctx context.Context, compiler string, input, output any) error
}

// Builder builds pages. It is safe for use by many goroutines at once.
type Builder struct {
	pack     *registry.Pack
	options  Options
	cache    *cache
	contexts *contexts
	texts    texts
	bundled  bundled

	built, memory, disk atomic.Int64
}

// New returns a Builder with the libraries that lie inside the binary. It fails only when they are damaged; when they
// were left out, pages that need one get a problem that says so.
func New(o Options) (*Builder, error) {
	p, err := registry.Open()
	if err != nil {
		return nil, err
	}
	return &Builder{pack: p, options: o, cache: newCache(cacheEntries, cacheBytes), contexts: newContexts(maxContexts)}, nil
}

// Build makes one document from a source. Paths in files are relative and slash-separated. The bundle has no document
// when one of its problems is an error, which is also how a ctx that ends is told. The bundle is shared with later
// callers: its slices must not be changed.
func (b *Builder) Build(ctx context.Context, source backend.Source) backend.Bundle {
	start := time.Now()
	if source.Template == "" {
		source.Template = Detect(source.Files)
	}
	bundle := b.find(ctx, source)
	bundle.BuildMS = float64(time.Since(start).Microseconds()) / 1000
	return bundle
}

// find takes a page from memory, from the kept pages, or builds it.
func (b *Builder) find(ctx context.Context, source backend.Source) backend.Bundle {
	key := cacheKey(source)
	if bundle, ok := b.cache.get(key); ok {
		b.memory.Add(1)
		return bundle
	}
	id := hex.EncodeToString(key[:])
	if b.options.Pages != nil {
		if bundle, ok := b.options.Pages.Find(ctx, id); ok {
			b.disk.Add(1)
			b.cache.put(key, bundle)
			return bundle
		}
	}
	bundle, broke := b.build(ctx, source)
	b.built.Add(1)
	// A page that lacks something, whose compiler could not run, or that took what the mirror had just then, may be
	// another one next time.
	if ctx.Err() != nil || broke || len(bundle.Needs) > 0 || len(bundle.Locks) > len(source.Locks) {
		return bundle
	}
	b.cache.put(key, bundle)
	if b.options.Pages != nil && bundle.Document != nil {
		b.options.Pages.Keep(id, bundle)
	}
	return bundle
}

// Counts returns where pages came from so far.
func (b *Builder) Counts() Counts {
	return Counts{Built: b.built.Load(), Memory: b.memory.Load(), Disk: b.disk.Load()}
}

// build makes a page. broke says that something else than the files is why it is not whole.
func (b *Builder) build(ctx context.Context, source backend.Source) (bundle backend.Bundle, broke bool) {
	bundle = backend.Bundle{Template: source.Template, Kind: backend.KindUI,
		Libraries: []backend.Library{}, Needs: []backend.Need{}, Hosts: []string{}}
	sources, problems := newSources(source.Files)
	if len(problems) == 0 {
		p := b.page(ctx, source, sources, &bundle)
		runs := &watchedCompiler{Compiler: p.options.Compiler}
		if runs.Compiler != nil {
			p.options.Compiler = runs
		}
		problems = p.build(source.Template)
		broke = p.broke || runs.broke.Load()
		bundle.Hosts = hosts(sources, p.shelf.answers)
	}
	if ctx.Err() != nil {
		problems = []backend.Problem{failure("", "The build was stopped before the page was ready.")}
	}
	bundle.Problems = sorted(problems)
	slices.SortFunc(bundle.Libraries, func(a, b backend.Library) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.From, b.From), cmp.Compare(a.Version, b.Version))
	})
	bundle.Libraries = slices.Compact(bundle.Libraries)
	if backend.HasErrors(bundle.Problems) {
		bundle.Document = nil
	}
	return bundle, broke
}

// watchedCompiler notes whether a compiler could not run, which is something else than to refuse the app's files.
type watchedCompiler struct {
	Compiler
	broke atomic.Bool
}

// Compile implements Compiler.
func (w *watchedCompiler) Compile(ctx context.Context, name string, input, output any) error {
	err := w.Compiler.Compile(ctx, name, input, output)
	if _, refused := errors.AsType[compiler.Failure](err); err != nil && !refused {
		w.broke.Store(true)
	}
	return err
}

func (b *Builder) page(ctx context.Context, source backend.Source, sources *sources, bundle *backend.Bundle) page {
	shelf := newShelf(b.pack, b.options.Mirror, source.Locks)
	shelf.asked, shelf.texts = askedVersions(sources), &b.texts
	return page{ctx: ctx, app: source.App, shelf: shelf, options: b.options, contexts: b.contexts, bundled: &b.bundled, sources: sources, bundle: bundle}
}

// build makes the document in the way of a template's engine.
func (p *page) build(template string) []backend.Problem {
	switch engineOf(template) {
	case "page":
		return p.buildHTML()
	case "react":
		return p.buildReact()
	case "vue":
		return p.buildVue()
	case "svelte":
		return p.buildSvelte()
	case "document":
		return p.buildDocument(template)
	case "next":
		return p.buildNext()
	case "python":
		if f, ok := frameworks()[template]; ok {
			return p.buildFramework(f)
		}
		return p.buildPython()
	}
	return []backend.Problem{failure("", "There is no template called %q. Choose one of: %s.",
		template, strings.Join(templateIDs(), ", "))}
}

// Licenses returns the licences of the packages inside the binary as JSON: [{name, version, license, text}]; nil when
// Whittle was built without them.
func (b *Builder) Licenses() []byte { return b.pack.Licenses() }
