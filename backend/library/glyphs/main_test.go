package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestTabulate(t *testing.T) {
	const svg = "<!-- @license -->\n<svg\n  class=\"lucide\"\n  width=\"24\"\n>\n  <path d=\"M1 1\" />\n  <path\n    d=\"m2 2\"\n  />\n</svg>\n"
	dir := t.TempDir()
	for name, content := range map[string]string{"b.svg": svg, "a.svg": svg, "c.svg": "<svg><rect x=\"1\" /></svg>"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	table, err := tabulate(dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = "a\t<path d=\"M1 1\"/><path d=\"m2 2\"/>\nb\t=a\nc\t<rect x=\"1\"/>\n"
	if string(got) != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if _, err := tabulate(t.TempDir()); err == nil {
		t.Error("an empty folder gives a table")
	}
}
