package builder

import (
	"context"
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"

	"whittle/backend"
)

// pageFile is how a page names its own document in what it reports.
const pageFile = "app.html"

// trace knows where the lines of a document come from. A nil trace is one that nobody asked for.
type trace struct {
	pieces   []piece
	page     string // the file that the document was made of; empty for one that the builder made
	document string
	runs     []run
	sources  *sources
}

// piece is code that was put into the document: made from files, as its source map tells, or the text of one file.
type piece struct {
	code      string
	sourceMap []byte
	file      string
}

// run is a part of the document: bytes of the page that stayed, from offset source on, or text that was put in.
type run struct {
	start, end int
	source     int // -1 for text that was put in
}

func sourceMaps(traced bool) api.SourceMap {
	if traced {
		return api.SourceMapExternal
	}
	return api.SourceMapNone
}

func (t *trace) sourceMaps() api.SourceMap { return sourceMaps(t != nil) }

func (t *trace) compiled(code string, sourceMap []byte) {
	if t != nil {
		t.pieces = append(t.pieces, piece{code: code, sourceMap: sourceMap})
	}
}

func (t *trace) copied(code, file string) {
	if t != nil {
		t.pieces = append(t.pieces, piece{code: code, file: file})
	}
}

// assembled notes what p's document consists of.
func (t *trace) assembled(p *page) {
	if t == nil {
		return
	}
	t.page, t.document, t.sources = p.file, string(p.bundle.Document), p.sources
	at, source := 0, 0
	for _, s := range p.splices { // sorted when they were applied
		kept := s.start - source
		t.runs = append(t.runs, run{at, at + kept, source}, run{at + kept, at + kept + len(s.text), -1})
		at, source = at+kept+len(s.text), s.end
	}
	t.runs = append(t.runs, run{at, len(t.document), source})
}

// addressType is the media type of a script with an address; its id tells which one an error comes from.
func addressType(code string) string {
	sum := fnv.New32a()
	sum.Write([]byte(code))
	return fmt.Sprintf("text/javascript;charset=utf-8;id=%08x", sum.Sum32())
}

// Places returns for each place that a page of the source reported where it lies in the app's own files. Places that
// come from no file of the app come back as they are.
func (b *Builder) Places(ctx context.Context, source backend.Source, reported []backend.Place) []backend.Place {
	found := slices.Clone(reported)
	files, problems := newSources(source.Files)
	if len(problems) > 0 {
		return found
	}
	if source.Template == "" {
		source.Template = Detect(source.Files)
	}
	var bundle backend.Bundle
	p := b.page(ctx, source, files, &bundle)
	p.trace = &trace{}
	p.build(source.Template)
	for i, place := range found {
		if place.Line > 0 {
			found[i] = p.trace.find(place)
		}
	}
	return found
}

func (t *trace) find(place backend.Place) backend.Place {
	if place.File != pageFile {
		for _, p := range t.pieces {
			if strings.HasPrefix(place.File, "data:"+addressType(p.code)) {
				return t.inPiece(p, place.Line, place.Column, place)
			}
		}
		return place
	}
	offset := offsetOf(t.document, place.Line, place.Column)
	for _, r := range t.runs {
		if offset < r.start || offset >= r.end {
			continue
		}
		if r.source < 0 {
			return t.inSplice(t.document[r.start:r.end], offset-r.start, place)
		}
		if text, ok := t.sources.content[t.page]; ok {
			return t.at(t.page, text, r.source+offset-r.start, place)
		}
	}
	return place
}

func (t *trace) inSplice(text string, offset int, place backend.Place) backend.Place {
	for _, p := range t.pieces {
		start := strings.Index(text, p.code)
		if p.code == "" || start < 0 || offset < start || offset >= start+len(p.code) {
			continue
		}
		before := p.code[:offset-start]
		lineStart := strings.LastIndexByte(before, '\n') + 1
		return t.inPiece(p, strings.Count(before, "\n")+1, len(utf16.Encode([]rune(before[lineStart:])))+1, place)
	}
	return place
}

// inPiece finds a place by its line and column, from 1 and in UTF-16 units, inside a piece of code.
func (t *trace) inPiece(p piece, line, column int, place backend.Place) backend.Place {
	if p.file != "" {
		text := t.sources.content[p.file]
		return t.at(p.file, text, offsetOf(text, line, column), place)
	}
	m, err := sourcemap.Parse("", p.sourceMap)
	if err != nil {
		return place
	}
	name, _, fileLine, fileColumn, ok := m.Source(line, max(column-1, 0))
	if !ok {
		return place
	}
	for strings.HasPrefix(name, "../") {
		name = name[len("../"):]
	}
	name = path.Clean(withoutNamespace(name))
	text, known := t.sources.content[name]
	if !known {
		return place
	}
	return t.at(name, text, offsetOf(text, fileLine, fileColumn+1), place)
}

// at returns the place at a byte offset of a file's text.
func (t *trace) at(file, text string, offset int, place backend.Place) backend.Place {
	p := at(backend.Problem{}, text, offset)
	column := p.Column
	if place.Column == 0 {
		column = 0
	}
	return backend.Place{File: file, Line: p.Line, Column: column, Source: p.Source}
}

// offsetOf returns the byte offset of a line and a column of UTF-16 units, both from 1.
func offsetOf(text string, line, column int) int {
	offset := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(text[offset:], '\n')
		if i < 0 {
			return len(text)
		}
		offset += i + 1
	}
	for _, r := range text[offset:] {
		if column <= 1 || r == '\n' {
			break
		}
		column--
		if r > 0xffff {
			column--
		}
		offset += len(string(r))
	}
	return offset
}
