// Command glyphs writes the shapes of Lucide's icons into the one file that the library embeds. Run it in the root of
// the repository, after npm ci --prefix backend/library/glyphs.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const (
	source = "backend/library/glyphs/node_modules/lucide-static/icons"
	target = "backend/library/glyphs/dist/glyphs.tsv.gz"
)

func main() {
	log.SetFlags(0)
	if err := generate(); err != nil {
		log.Fatalf("glyphs: %v", err)
	}
}

func generate() error {
	table, err := tabulate(source)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(target); err == nil && bytes.Equal(old, table) {
		return nil // an untouched file keeps Go's build cache
	}
	return os.WriteFile(target, table, 0o644)
}

// tabulate returns the icons of dir by name, one line each: name, tab, shape. An icon that another one before it
// looks like has that one's name after a "=" instead of the shape.
func tabulate(dir string) ([]byte, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.svg")) // sorted
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no icons in %s; run npm ci --prefix backend/library/glyphs", dir)
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	first := map[string]string{}
	for _, path := range paths {
		svg, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name, body := strings.TrimSuffix(filepath.Base(path), ".svg"), shape(string(svg))
		if same, ok := first[body]; ok {
			body = "=" + same
		} else {
			first[body] = name
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\n", name, body); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

var (
	wrapper = regexp.MustCompile(`(?s)^.*?<svg[^>]*>|</svg>\s*$`)
	space   = regexp.MustCompile(`\s+`)
	tight   = strings.NewReplacer(" /> <", "/><", "> <", "><", " />", "/>")
)

// shape is what is inside the svg element, on one line.
func shape(svg string) string {
	body := space.ReplaceAllString(wrapper.ReplaceAllString(svg, ""), " ")
	return tight.Replace(strings.TrimSpace(body))
}
