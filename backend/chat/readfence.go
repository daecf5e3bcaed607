package chat

import (
	"strings"

	"whittle/backend"
)

// pendingFence is an opened fence whose first line of content decides what it is.
type pendingFence struct {
	fence  fence
	path   string   // from its info string or the line before it; may be empty
	held   []string // its own line and what came since
	inside string   // a path that is alone on the first line inside
}

// sample is a fence without a file name: prose, unless the reply holds nothing else that could be an app.
type sample struct {
	fence      fence
	part       int // the text part it lies in
	start, end int // where, fences included
	text       strings.Builder
	closed     bool
}

// isDiff reports whether the sample is a unified diff.
func (s *sample) isDiff() bool {
	text := s.text.String()
	return strings.HasPrefix(text, "--- ") && strings.Contains(text, "\n+++ ")
}

// readFence reads a fence line in prose.
func (r *Reader) readFence(line string, f fence) {
	switch {
	case r.sample != nil && f.ends(r.sample.fence):
		open := r.sample
		r.sample = nil
		r.sayLine(line)
		open.end, open.closed = r.parts[open.part].text.Len(), true
	case r.sample != nil:
		r.sayLine(line)
	case r.wrap.n > 0 && f.ends(r.wrap):
		r.mark(line)
		r.wrap = fence{}
	default:
		r.pendFence(line, f)
	}
}

// pendFence waits for the first line inside the fence.
func (r *Reader) pendFence(line string, f fence) {
	p := &pendingFence{fence: f, held: []string{line}, path: f.path()}
	if p.path == "" && !isOutput(f.language()) {
		p.path = r.lastPath
	}
	if language := f.language(); language == "diff" || language == "patch" {
		p.path = ""
	}
	r.pending = p
}

// decideFence reads the lines after an opening fence until one tells what the fence holds.
func (r *Reader) decideFence(line string) {
	p := r.pending
	s := strings.TrimSpace(line)
	f, isFence := fenceOf(line)
	named := p.path
	if named == "" && !isOutput(p.fence.language()) {
		named = commentPath(line)
	}
	switch {
	case s == "":
		p.held = append(p.held, line)
	case isSearchMark(line):
		r.unwrapFence()
		r.openBlock(line, firstOf(p.inside, p.path))
	case opensTag(s):
		r.unwrapFence()
		r.proseLine(line)
	case p.inside == "" && isFileName(s):
		p.held, p.inside = append(p.held, line), s
	case isFence && f.ends(p.fence), p.inside != "", r.tagged:
		r.sampleFence()
		r.proseLine(line)
	case named != "":
		r.openFence(named, strings.HasSuffix(strings.ToLower(named), ".html"))
		r.bodyLine(line)
	case isDocument(s) && isPageLanguage(p.fence.language()):
		r.openFence("index.html", true)
		r.bodyLine(line)
	default:
		r.sampleFence()
		r.proseLine(line)
	}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// opensTag reports whether s begins with a whole tag that means something.
func opensTag(s string) bool {
	name, closing, n := tagName(s)
	if kindOfTag(name) == tagNone || closing || n < len(s) && isNameByte(s[n]) {
		return false
	}
	t, n, state := parseTag(s)
	return state == tagWhole && isPlausible(t, s[n:])
}

func isPageLanguage(language string) bool {
	switch language {
	case "", "html", "htm", "xhtml", "xml", "markup":
		return true
	}
	return false
}

// unwrapFence takes the pending fence as one that stands round tags or blocks.
func (r *Reader) unwrapFence() {
	r.mark(strings.Join(r.pending.held, ""))
	r.wrap, r.pending = r.pending.fence, nil
}

// openFence takes the pending fence as a file.
func (r *Reader) openFence(path string, page bool) {
	p := r.pending
	r.pending = nil
	index := r.open(backend.PartFile, path)
	r.parts[index].fenced = true
	r.mark(strings.Join(p.held, ""))
	r.body = &body{kind: inFence, part: index, fence: p.fence, markdown: isMarkdown(path)}
	if page {
		r.body.page = &pageEnd{}
	}
}

// sampleFence takes the pending fence as prose.
func (r *Reader) sampleFence() {
	p := r.pending
	r.pending = nil
	s := &sample{fence: p.fence, part: r.prose()}
	if s.part < 0 {
		s.part = len(r.parts)
	} else {
		s.start = r.parts[s.part].text.Len()
	}
	r.sayLine(p.held[0])
	r.sample = s
	r.samples = append(r.samples, s)
	for _, line := range p.held[1:] {
		r.sayLine(line)
	}
}

// closePending decides about a fence at the end of the reply.
func (r *Reader) closePending() {
	if r.pending.path != "" && !r.tagged {
		r.openFence(r.pending.path, false)
		return // closed as unfinished with every open body
	}
	r.sampleFence()
}

// fenceContent reads a line of a fenced file.
func (r *Reader) fenceContent(line string) {
	b := r.body
	f, isFence := fenceOf(line)
	switch {
	case isFence && f.ends(b.fence) && b.depth > 0:
		b.depth--
		r.fill(line)
	case isFence && f.ends(b.fence):
		r.mark(line)
		r.end(true)
	case isFence && b.markdown && f.info != "":
		b.depth++
		r.fill(line)
	case isFence && !b.markdown && f.path() != "":
		r.end(false)
		r.pendFence(line, f)
	default:
		r.fill(line)
		if b.page != nil {
			b.page.read(line)
		}
	}
}

// openDocument begins a page that stands in the reply bare.
func (r *Reader) openDocument(line string) {
	if r.tagged {
		r.sayLine(line)
		return
	}
	index := r.open(backend.PartFile, "index.html")
	r.parts[index].fenced = true
	r.body = &body{kind: inDocument, part: index, page: &pageEnd{}}
	r.documentContent(line)
}

func (r *Reader) documentContent(line string) {
	at := r.body.page.read(line)
	if at < 0 {
		r.fill(line)
		return
	}
	if strings.TrimSpace(line[at:]) == "" {
		at = len(line)
	}
	r.fill(line[:at])
	r.end(true)
	if at < len(line) {
		r.proseLine(line[at:])
	}
}

// isDocument reports whether a line begins a whole HTML page.
func isDocument(s string) bool {
	s = lowerASCII(s[:min(len(s), 16)])
	if strings.HasPrefix(s, "<!doctype html") {
		return true
	}
	rest, ok := strings.CutPrefix(s, "<html")
	return ok && (rest == "" || strings.IndexByte(" \t\r\n>", rest[0]) >= 0)
}

// pageEnd watches for the end of an HTML page, which a script may mention.
type pageEnd struct {
	inScript bool
	ended    bool // nothing but blanks came since </html>
}

// read takes the next line and returns where in it the page ends, or -1.
func (p *pageEnd) read(line string) int {
	if strings.TrimSpace(line) != "" {
		p.ended = false
	}
	s := lowerASCII(line)
	for at := 0; ; {
		next := strings.IndexByte(s[at:], '<')
		if next < 0 {
			return -1
		}
		at += next
		switch rest := s[at:]; {
		case strings.HasPrefix(rest, "<script") && !p.inScript:
			p.inScript = true
		case strings.HasPrefix(rest, "</script"):
			p.inScript = false
		case strings.HasPrefix(rest, "</html>") && !p.inScript:
			p.ended = strings.TrimSpace(s[at+len("</html>"):]) == ""
			return at + len("</html>")
		}
		at++
	}
}

// lowerASCII lowers A to Z and leaves every byte in its place.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
