package builder

import (
	"testing"

	"whittle/backend"
)

func TestCacheIsBounded(t *testing.T) {
	c := newCache(3, 100)
	key := func(name string) cacheID {
		return cacheKey(backend.Source{Template: "html", Files: []backend.File{{Path: name}}})
	}
	for _, name := range []string{"a", "b", "c"} {
		c.put(key(name), backend.Bundle{Document: make([]byte, 30)})
	}
	c.get(key("a"))
	c.put(key("d"), backend.Bundle{Document: make([]byte, 30)})
	c.put(key("large"), backend.Bundle{Document: make([]byte, 101)})
	for name, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true, "large": false} {
		if _, got := c.get(key(name)); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	c.put(key("e"), backend.Bundle{Document: make([]byte, 90)})
	if _, ok := c.get(key("e")); !ok || c.bytes != 90 || c.order.Len() != 1 {
		t.Errorf("%d bytes in %d entries", c.bytes, c.order.Len())
	}
}

func TestCacheKeyTellsFieldsApart(t *testing.T) {
	one := cacheKey(backend.Source{Template: "html", Files: []backend.File{{Path: "a", Content: "bc"}}})
	two := cacheKey(backend.Source{Template: "html", Files: []backend.File{{Path: "ab", Content: "c"}}})
	if one == two {
		t.Error("two apps share a key")
	}
}

func TestCacheKeyTellsLocksApart(t *testing.T) {
	keys := map[cacheID]bool{}
	for _, lock := range []backend.Lock{{}, {Name: "a"}, {Name: "a", Integrity: "sha512-x"}, {Name: "a", Version: "1.0.0"}} {
		keys[cacheKey(backend.Source{Locks: []backend.Lock{lock}})] = true
	}
	files := []backend.File{{Path: "a"}, {Path: "b"}}
	keys[cacheKey(backend.Source{Files: files, Locks: []backend.Lock{{Name: "c"}, {}}})] = true
	keys[cacheKey(backend.Source{Files: append(files, backend.File{Path: "c"}, backend.File{}), Locks: []backend.Lock{}})] = true
	if len(keys) != 6 {
		t.Errorf("%d keys for 6 sources", len(keys))
	}
}
