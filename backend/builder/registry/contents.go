package registry

import (
	"container/list"
	"io/fs"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// cachedBytes is how much decoded content stays in memory: a few pages' worth of large libraries.
const cachedBytes = 16 << 20

// contents decodes the files of dist and keeps the ones last used, up to a number of bytes.
type contents struct {
	files   fs.FS
	decoder *zstd.Decoder
	limit   int

	mutex sync.Mutex
	size  int
	used  *list.List // of *content, last used first
	kept  map[string]*list.Element
}

type content struct {
	name  string
	value any
	size  int
}

func newContents(files fs.FS, limit int) (*contents, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	return &contents{files: files, decoder: decoder, limit: limit, used: list.New(), kept: map[string]*list.Element{}}, nil
}

// text returns a decoded file.
func (c *contents) text(name string) (string, error) {
	value, err := c.get(name, func() (any, int, error) {
		text, err := c.decode(name)
		return string(text), len(text), err
	})
	text, _ := value.(string)
	return text, err
}

// icons returns a decoded and parsed file of icons.
func (c *contents) icons(name string) (IconCode, error) {
	value, err := c.get("icons of "+name, func() (any, int, error) {
		text, err := c.decode(name)
		if err != nil {
			return nil, 0, err
		}
		code, err := parseIcons(string(text))
		return code, len(text), err
	})
	code, _ := value.(IconCode)
	return code, err
}

// decode reads a file past the cache.
func (c *contents) decode(name string) ([]byte, error) {
	packed, err := fs.ReadFile(c.files, name)
	if err != nil {
		return nil, err
	}
	return c.decoder.DecodeAll(packed, nil)
}

// get returns what is kept under a name, else makes it. Two callers may make the same thing at once.
func (c *contents) get(name string, make func() (value any, size int, err error)) (any, error) {
	c.mutex.Lock()
	if e, ok := c.kept[name]; ok {
		c.used.MoveToFront(e)
		c.mutex.Unlock()
		return e.Value.(*content).value, nil
	}
	c.mutex.Unlock()
	value, size, err := make()
	if err != nil {
		return nil, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if _, ok := c.kept[name]; !ok && size <= c.limit {
		c.kept[name] = c.used.PushFront(&content{name, value, size})
		c.size += size
	}
	for c.size > c.limit {
		last := c.used.Remove(c.used.Back()).(*content)
		delete(c.kept, last.name)
		c.size -= last.size
	}
	return value, nil
}
