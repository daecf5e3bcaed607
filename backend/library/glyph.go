package library

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"regexp"
	"strings"
)

// glyphFiles holds what the command in glyphs made; without it icons show letters.
//
//go:embed all:glyphs/dist
var glyphFiles embed.FS

const glyphTable = "glyphs/dist/glyphs.tsv.gz"

// readGlyphs returns Lucide's icons by name, as SVG elements on a grid of 24; none in a program built without them.
func readGlyphs() map[string]string {
	table, err := glyphFiles.ReadFile(glyphTable)
	if err != nil {
		return nil
	}
	r, err := gzip.NewReader(bytes.NewReader(table))
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return parseGlyphs(string(text))
}

// parseGlyphs reads lines of a name, a tab and a shape, or "=" and the name of an earlier line with the same shape.
func parseGlyphs(text string) map[string]string {
	glyphs := map[string]string{}
	for line := range strings.Lines(text) {
		name, body, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if same, ok := strings.CutPrefix(body, "="); ok {
			body = glyphs[same]
		}
		glyphs[name] = body
	}
	return glyphs
}

var hump = regexp.MustCompile(`([a-z])([A-Z0-9])`)

// glyphName turns the ways an icon's name is written (ListChecks, list_checks, "list checks") into list-checks.
func glyphName(name string) string {
	name = hump.ReplaceAllString(strings.TrimSpace(name), "$1-$2")
	return strings.ToLower(strings.NewReplacer("_", "-", " ", "-").Replace(name))
}

// Glyph returns one of Lucide's icons as SVG elements on a grid of 24, to be drawn by strokes; "" when there is none.
func (l *Library) Glyph(name string) string { return l.glyphs()[glyphName(name)] }
