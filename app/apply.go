package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"whittle/backend"
)

// staged is added to the name of a file until all of them are written.
const staged = ".whittle-new"

// writeFiles brings dir from before to after; when before was read from it, what stays the same is left alone.
// Everything is written beside its place first, so that a failure changes nothing. No path is followed through a link:
// os.Root keeps those that lead out, and a file is not what a link inside names.
func writeFiles(dir string, before, after []backend.File, inPlace bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return backend.Errorf(backend.Invalid, "%s cannot be made: %w", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return backend.Errorf(backend.Invalid, "%s cannot be opened: %w", dir, err)
	}
	defer root.Close()
	var changed []backend.File
	var gone []string
	for _, f := range after {
		if !inPlace || !slices.Contains(before, f) {
			changed = append(changed, f)
		}
	}
	for _, f := range before {
		if !slices.ContainsFunc(after, func(a backend.File) bool { return a.Path == f.Path }) {
			gone = append(gone, f.Path)
		}
	}
	if err := checkPlaces(root, changed, gone); err != nil {
		return err
	}
	return replaceFiles(root, changed, gone)
}

// sameFolder reports whether two names lead to one folder that is there.
func sameFolder(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// checkPlaces refuses paths that lead through a link or end in anything but a file.
func checkPlaces(root *os.Root, changed []backend.File, gone []string) error {
	paths := slices.Clone(gone)
	for _, f := range changed {
		paths = append(paths, f.Path)
	}
	for _, p := range paths {
		for at := p; at != "."; at = path.Dir(at) {
			info, err := root.Lstat(filepath.FromSlash(at))
			if err != nil {
				continue // not there yet; anything worse shows when it is written
			}
			if info.Mode()&fs.ModeSymlink != 0 || (at == p) != info.Mode().IsRegular() {
				return backend.Errorf(backend.Invalid, "%s is in the way of %s. Nothing was written.", at, p)
			}
		}
	}
	return nil
}

func replaceFiles(root *os.Root, changed []backend.File, gone []string) error {
	for i, f := range changed {
		if err := stage(root, f); err != nil {
			for _, f := range changed[:i+1] {
				_ = root.Remove(filepath.FromSlash(f.Path + staged)) // it may not have been made
			}
			return backend.Errorf(backend.Invalid, "%s cannot be written: %w. Nothing was changed.", f.Path, err)
		}
	}
	for _, f := range changed {
		name := filepath.FromSlash(f.Path)
		if err := root.Rename(name+staged, name); err != nil {
			return fmt.Errorf("put %s in place: %w", f.Path, err)
		}
	}
	for _, p := range gone {
		if err := root.Remove(filepath.FromSlash(p)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", p, err)
		}
	}
	return nil
}

func stage(root *os.Root, f backend.File) error {
	name := filepath.FromSlash(f.Path)
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return root.WriteFile(name+staged, []byte(f.Content), 0o644)
}
