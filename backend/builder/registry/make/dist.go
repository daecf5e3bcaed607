package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// dist writes the files of the pack. The same content is written once, under a name made of its hash.
type dist struct {
	dir     string
	encoder *zstd.Encoder
	mutex   sync.Mutex
	written map[string]bool
	bytes   int // as written
}

// newDist empties dir; pack.json goes first, so that a dist without it is known to be unfinished.
func newDist(dir string) (*dist, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := os.Remove(filepath.Join(dir, listFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	old, err := filepath.Glob(filepath.Join(dir, "*.*"))
	if err != nil {
		return nil, err
	}
	for _, file := range old {
		if filepath.Base(file) != ".gitkeep" {
			err = errors.Join(err, os.Remove(file))
		}
	}
	if err != nil {
		return nil, err
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20))
	return &dist{dir: dir, encoder: encoder, written: map[string]bool{}}, err
}

// put writes content and returns the name of its file.
func (d *dist) put(content []byte) (string, error) {
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:8]) + ".zst"
	d.mutex.Lock()
	known := d.written[name]
	d.written[name] = true
	d.mutex.Unlock()
	if known {
		return name, nil
	}
	return name, d.write(name, content)
}

// putJSON writes a value under a name.
func (d *dist) putJSON(name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return d.write(name, text)
}

func (d *dist) write(name string, content []byte) error {
	packed := d.encoder.EncodeAll(content, nil)
	d.mutex.Lock()
	d.bytes += len(packed)
	d.mutex.Unlock()
	return os.WriteFile(filepath.Join(d.dir, name), packed, 0o644)
}
