package builder

import (
	"container/list"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"sync"

	"whittle/backend"
)

const (
	cacheEntries = 128
	cacheBytes   = 64 << 20
)

type cacheID [sha256.Size]byte

// cacheKey depends on the template, on every file and on the locks, but not on the order of files.
func cacheKey(source backend.Source) cacheID {
	order := slices.Clone(source.Files)
	slices.SortStableFunc(order, func(a, b backend.File) int { return strings.Compare(a.Path, b.Path) })
	sum := sha256.New()
	field := func(text string) {
		var size [8]byte
		binary.LittleEndian.PutUint64(size[:], uint64(len(text)))
		sum.Write(size[:])
		sum.Write([]byte(text))
	}
	field(source.Template)
	field(strconv.Itoa(len(order))) // so that no file reads as a lock
	for _, f := range order {
		field(f.Path)
		field(f.Content)
	}
	for _, l := range source.Locks {
		field(l.Name)
		field(l.Asked)
		field(l.Version)
		field(l.Integrity)
	}
	return cacheID(sum.Sum(nil))
}

// cache keeps the bundles used last, within a number and a size.
type cache struct {
	mu       sync.Mutex
	entries  map[cacheID]*list.Element
	order    *list.List // newest first
	bytes    int
	maxCount int
	maxBytes int
}

type cached struct {
	id     cacheID
	bundle backend.Bundle
}

func newCache(maxCount, maxBytes int) *cache {
	return &cache{entries: map[cacheID]*list.Element{}, order: list.New(), maxCount: maxCount, maxBytes: maxBytes}
}

func (c *cache) get(id cacheID) (backend.Bundle, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[id]
	if !ok {
		return backend.Bundle{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(cached).bundle, true
}

func (c *cache) put(id cacheID, bundle backend.Bundle) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[id]; ok || len(bundle.Document) > c.maxBytes {
		return
	}
	c.entries[id] = c.order.PushFront(cached{id, bundle})
	c.bytes += len(bundle.Document)
	for c.order.Len() > c.maxCount || c.bytes > c.maxBytes {
		oldest := c.order.Remove(c.order.Back()).(cached)
		delete(c.entries, oldest.id)
		c.bytes -= len(oldest.bundle.Document)
	}
}
