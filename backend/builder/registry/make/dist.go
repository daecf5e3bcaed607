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

// dist writes the files of the pack. The same content is there once, under a name made of its hash, so that what an
// earlier run wrote is taken over.
type dist struct {
	dir     string
	encoder *zstd.Encoder
	mutex   sync.Mutex
	names   map[string]bool
	bytes   int64 // in all files
}

func newDist(dir string) (*dist, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := os.Remove(filepath.Join(dir, fingerprintFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20))
	return &dist{dir: dir, encoder: encoder, names: map[string]bool{}}, err
}

// put writes content and returns the name of its file.
func (d *dist) put(content []byte) (string, error) {
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:8]) + ".zst"
	d.mutex.Lock()
	known := d.names[name]
	d.names[name] = true
	d.mutex.Unlock()
	if known {
		return name, nil
	}
	if info, err := os.Stat(filepath.Join(d.dir, name)); err == nil {
		d.count(info.Size())
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

// write replaces a file, which is whole at any time.
func (d *dist) write(name string, content []byte) error {
	packed := d.encoder.EncodeAll(content, nil)
	d.count(int64(len(packed)))
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path+".new", packed, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func (d *dist) count(size int64) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.bytes += size
}

// sweep removes what this run did not write.
func (d *dist) sweep() error {
	entries, err := os.ReadDir(d.dir)
	for _, entry := range entries {
		switch name := entry.Name(); {
		case d.names[name], name == ".gitkeep", name == listFile, name == licensesFile:
		default:
			err = errors.Join(err, os.Remove(filepath.Join(d.dir, name)))
		}
	}
	return err
}
