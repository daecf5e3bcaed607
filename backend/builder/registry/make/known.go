package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"whittle/backend/builder/registry"
)

// known is exports.json: what modules export whose files do not tell it, as a browser found it by running them. A test
// writes it (go test ./backend/builder/registry -run Browser -update).
type known map[string]struct {
	Version string   `json:"version"`
	Exports []string `json:"exports"`
}

func readKnown(dir string) (known, error) {
	text, err := os.ReadFile(filepath.Join(dir, "exports.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var k known
	return k, json.Unmarshal(text, &k)
}

// of returns the exports of a module, nil when they are not known for its version.
func (k known) of(m registry.Module) []string {
	if k[m.Name].Version != m.Version {
		return nil
	}
	return k[m.Name].Exports
}
