// Command make turns the npm packages pinned beside it into the pack of libraries that lies inside Whittle.
//
// Run it from the root of the repository after `npm ci --prefix backend/builder/registry`:
//
//	go run ./backend/builder/registry/make
//
// What the pack holds is said in packages.json. It writes dist/: every module, icon package and file once (zstd),
// pack.json.zst that lists them, licenses.json.zst, and fingerprint.txt, by which a later run sees that there is
// nothing to do.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Names of files in dist beside those that are named by their content.
const (
	listFile        = "pack.json.zst"
	licensesFile    = "licenses.json.zst"
	fingerprintFile = "fingerprint.txt"
)

func main() {
	if err := run(filepath.Join("backend", "builder", "registry"), filepath.Join("backend", "builder", "components")); err != nil {
		fmt.Fprintln(os.Stderr, "registry:", err)
		os.Exit(1)
	}
}

func run(dir, components string) error {
	want, err := fingerprint(dir, components)
	if err != nil {
		return err
	}
	have, err := os.ReadFile(filepath.Join(dir, "dist", fingerprintFile))
	if err == nil && string(have) == want {
		return nil
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return err
	}
	m, err := newMaker(dir, components)
	if err != nil {
		return err
	}
	made, err := m.make()
	if err != nil {
		return err
	}
	if err := m.dist.putJSON(listFile, made); err != nil {
		return err
	}
	if err := m.dist.sweep(); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "Libraries: %d modules, %d icon packages, %d files, %d packages, %.2f MB\n",
		len(made.Modules), len(made.Icons), len(made.Files), len(m.packages), float64(m.dist.bytes)/1e6)
	return os.WriteFile(filepath.Join(dir, "dist", fingerprintFile), []byte(want), 0o644)
}

// fingerprint changes with everything the pack is made of: the lock file, the list, the maker, our own components.
func fingerprint(dir, components string) (string, error) {
	sum := sha256.New()
	add := func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintln(sum, filepath.ToSlash(path), len(text))
		sum.Write(text)
		return err
	}
	sources := []string{filepath.Join(dir, "package-lock.json"), filepath.Join(dir, "packages.json"), filepath.Join(dir, "licenses"), filepath.Join(dir, "make")}
	code, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return "", err
	}
	sources = append(sources, code...)
	for _, source := range []string{components, filepath.Join(dir, "exports.json")} {
		if _, err := os.Stat(source); err == nil {
			sources = append(sources, source)
		}
	}
	for _, source := range sources {
		if err := filepath.WalkDir(source, add); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
}
