package builder

import (
	"slices"
	"sync"
)

// maxContexts is how many module graphs are kept ready for the next edit.
const maxContexts = 8

// contextKey says which builds may share what esbuild has parsed.
type contextKey struct {
	app    string // empty for builds that no other follows
	path   string
	inline bool
	traced bool
}

// contexts keeps the bundlers of the apps that were built last, so that after an edit only the changed files are
// parsed. A bundler that was taken belongs to the taker until it is given back.
type contexts struct {
	mu   sync.Mutex
	idle []*bundler // used last at the end
	max  int
}

func newContexts(max int) *contexts { return &contexts{max: max} }

func (c *contexts) take(key contextKey) *bundler {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, b := range slices.Backward(c.idle) {
		if b.key == key && key.app != "" {
			c.idle = slices.Delete(c.idle, i, i+1)
			return b
		}
	}
	return &bundler{key: key}
}

func (c *contexts) give(b *bundler) {
	// What was built is not held on to, only what esbuild has parsed.
	b.ctx, b.shelf, b.sources, b.imports, b.texts, b.graph, b.entry = nil, nil, nil, nil, nil, graph{}, entry{}
	if b.key.app == "" || b.context == nil {
		b.dispose()
		return
	}
	c.mu.Lock()
	c.idle = append(c.idle, b)
	var old *bundler
	if len(c.idle) > c.max {
		old, c.idle = c.idle[0], slices.Delete(c.idle, 0, 1)
	}
	c.mu.Unlock()
	if old != nil {
		old.dispose()
	}
}
