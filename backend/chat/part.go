package chat

import (
	"strings"

	"whittle/backend"
)

// part is a backend.Part while it grows.
type part struct {
	kind     backend.PartType
	path     string
	to       string // where a moved file goes
	text     strings.Builder
	lines    int
	complete bool
	fenced   bool // named by a fence or bare, not by a tag
}

// Parts returns the reply so far, piece by piece.
func (r *Reader) Parts() []backend.Part {
	parts := make([]backend.Part, len(r.parts))
	for i, p := range r.parts {
		parts[i] = backend.Part{
			Type: p.kind, Path: p.path, Text: p.text.String(), Complete: p.complete || p.kind == backend.PartText,
		}
		if p.kind == backend.PartFile || p.kind == backend.PartEdit {
			parts[i].Lines = p.lines
		}
	}
	return parts
}

// open begins a part and returns its index.
func (r *Reader) open(kind backend.PartType, path string) int {
	r.parts = append(r.parts, &part{kind: kind, path: path})
	index := len(r.parts) - 1
	if kind != backend.PartText {
		r.steps = append(r.steps, backend.ReplyStep{Index: index, Type: kind, Path: path})
	}
	r.space = r.space[:0]
	return index
}

// grow appends text to a part.
func (r *Reader) grow(index int, text string) {
	p := r.parts[index]
	p.text.WriteString(text)
	if !strings.HasSuffix(text, "\n") {
		p.lines++
	}
	p.lines += strings.Count(text, "\n")
	r.steps = append(r.steps, backend.ReplyStep{Index: index, Type: p.kind, Text: text})
}

// complete says that the end of a part was seen.
func (r *Reader) complete(index int) {
	p := r.parts[index]
	p.complete = true
	r.steps = append(r.steps, backend.ReplyStep{Index: index, Type: p.kind, Complete: true})
}

// prose is the index of the text part that grows, or -1.
func (r *Reader) prose() int {
	if last := len(r.parts) - 1; last >= 0 && r.parts[last].kind == backend.PartText {
		return last
	}
	return -1
}

// say appends a word of prose and the blanks before it. Blank lines before a new piece of prose are not part of it.
func (r *Reader) say(word string) {
	r.account(asProse, word)
	index := r.prose()
	if index < 0 {
		indent := r.space[lastLine(r.space):]
		word = string(indent) + word
		index = r.open(backend.PartText, "")
	} else {
		word = string(r.space) + word
		r.space = r.space[:0]
	}
	r.grow(index, word)
}

func lastLine(b []byte) int {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == '\n' {
			return i + 1
		}
	}
	return 0
}

// pause keeps a blank back until a word follows.
func (r *Reader) pause(blank byte) {
	r.account(asProse, string(blank))
	r.space = append(r.space, blank)
}

// byteUse says what became of a byte of the reply.
type byteUse int

const (
	asProse byteUse = iota
	asBody          // content of a part
	asMark          // tags, fences and the blanks round them
	asAside         // reported and otherwise left out
)

func (r *Reader) account(use byteUse, text string) {
	if r.trace != nil && text != "" {
		r.trace(use, text)
	}
}

func (r *Reader) mark(text string) { r.account(asMark, text) }

func (r *Reader) warn(file, format string, args ...any) {
	r.problems = append(r.problems, problem(backend.SeverityWarning, file, format, args...))
}

func (r *Reader) problem(file, format string, args ...any) {
	r.problems = append(r.problems, problem(backend.SeverityError, file, format, args...))
}
