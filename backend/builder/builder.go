// Package builder turns source files into one page that needs nothing else.
//
// It is pure: the same files give the same document, nothing is read from disk or network while building, and what is
// wrong with the files comes back as problems.
package builder

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"whittle/backend"
)

// Builder builds pages. It is safe for use by many goroutines at once.
type Builder struct {
	pack  *pack
	cache *cache
}

// New returns a Builder with the libraries that lie inside the binary. It fails only when they are damaged; when they
// were left out, pages that need one get a problem that says so.
func New() (*Builder, error) {
	p, err := openPack(embedded, "registry/dist")
	if err != nil {
		return nil, err
	}
	return &Builder{pack: p, cache: newCache(cacheEntries, cacheBytes)}, nil
}

// Build makes one document from files with the named template; an empty name takes what Detect says. Paths in files
// are relative and slash-separated. The bundle has no document when one of its problems is an error, which is also how
// a ctx that ends is told. The bundle is shared with later callers: its slices must not be changed.
func (b *Builder) Build(ctx context.Context, template string, files []backend.File) backend.Bundle {
	start := time.Now()
	if template == "" {
		template = Detect(files)
	}
	key := cacheKey(template, files)
	bundle, ok := b.cache.get(key)
	if !ok {
		bundle = b.build(ctx, template, files)
		if ctx.Err() == nil {
			b.cache.put(key, bundle)
		}
	}
	bundle.BuildMS = float64(time.Since(start).Microseconds()) / 1000
	return bundle
}

func (b *Builder) build(ctx context.Context, template string, files []backend.File) backend.Bundle {
	bundle := backend.Bundle{Template: template, Kind: backend.KindUI, Libraries: []backend.Library{}, Hosts: []string{}}
	sources, problems := newSources(files)
	if len(problems) == 0 {
		bundle.Hosts = hosts(sources)
		p := page{ctx: ctx, pack: b.pack, sources: sources, bundle: &bundle}
		switch template {
		case TemplateHTML:
			problems = p.buildHTML()
		case TemplateReact:
			problems = p.buildReact()
		default:
			problems = []backend.Problem{failure("", "There is no template called %q. Choose one of: %s.",
				template, strings.Join(templateNames(), ", "))}
		}
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
	return bundle
}

// Licenses returns the licences of the packages inside the binary as JSON: [{name, version, license, text}]; nil when
// Whittle was built without them.
func (b *Builder) Licenses() []byte { return slices.Clone(b.pack.licenses) }
