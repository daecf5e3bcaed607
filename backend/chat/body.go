package chat

import (
	"strings"

	"whittle/backend"
)

// bodyKind says what ends a body.
type bodyKind int

const (
	inTag      bodyKind = iota // its closing tag
	inAside                    // its closing tag, wherever it stands
	inFence                    // its closing fence
	inDocument                 // </html>
	inBlock                    // the REPLACE mark
)

// body is what lines belong to while it is open.
type body struct {
	kind     bodyKind
	part     int      // the part it fills; -1 for an aside
	end      string   // name of the closing tag
	native   bool     // only a line of its own ends it
	inline   bool     // this line began behind the opening tag
	markdown bool     // fences belong to it
	damaged  bool     // it cannot be whole whatever ends it
	begun    bool     // a line other than blank came
	wrapped  bool     // a fence round its content was taken away
	fences   int      // fence lines in its content
	held     []string // lines that are content or stand round it, as what follows shows
	fence    fence    // what opened it, in a fence
	depth    int      // fences open inside a fenced Markdown file
	page     *pageEnd // set when it is a whole page
	aside    tag
	text     strings.Builder // of an aside
}

func isMarkdown(path string) bool {
	lower := strings.ToLower(path)
	return strings.HasSuffix(lower, ".md") || strings.HasSuffix(lower, ".mdx") || strings.HasSuffix(lower, ".markdown")
}

// bodyLine reads a line while a body is open.
func (r *Reader) bodyLine(line string) {
	b := r.body
	if b.kind == inTag || b.kind == inAside {
		if before, after, ok := b.closing(line); ok {
			r.closeTag(line, before, after)
			return
		}
	}
	if b.aside.kind != tagThink {
		if at := interruption(line); at >= 0 {
			r.interrupt(line, at)
			return
		}
	}
	switch b.kind {
	case inTag:
		r.tagContent(line)
	case inAside:
		r.account(asAside, line)
		b.text.WriteString(line)
	case inFence:
		r.fenceContent(line)
	case inDocument:
		r.documentContent(line)
	case inBlock:
		r.blockContent(line)
	}
}

// closing looks for the body's closing tag. Whittle's own stands alone on its line, with or without its ">"; those of
// other formats may also stand before prose or behind the last line, and an aside ends anywhere.
func (b *body) closing(line string) (before, after string, ok bool) {
	end := "</" + b.end
	s := strings.TrimSpace(line)
	if b.kind == inAside {
		before, after, ok = strings.Cut(line, end)
		return before, afterBracket(after), ok
	}
	if rest, found := strings.CutPrefix(s, end); found {
		rest = strings.TrimLeft(rest, " \t")
		if rest == "" || rest == ">" {
			return "", "", true
		}
		if !b.native && !isNameByte(s[len(end)]) {
			_, after, _ = strings.Cut(line, end)
			return "", afterBracket(after), true
		}
	}
	if (!b.native || b.inline) && strings.HasSuffix(s, end+">") {
		return line[:strings.LastIndex(line, end)], "", true
	}
	return "", "", b.native && (s == "</file>" || s == "</edit>")
}

func afterBracket(s string) string {
	trimmed := strings.TrimLeft(s, " \t")
	if rest, ok := strings.CutPrefix(trimmed, ">"); ok {
		return rest
	}
	return s
}

// closeTag ends the body at its closing tag; before and after stand round it on the line.
func (r *Reader) closeTag(line, before, after string) {
	b := r.body
	switch {
	case b.kind == inAside:
		r.account(asAside, before)
		b.text.WriteString(before)
	case strings.TrimSpace(before) != "":
		r.tagContent(before)
	default:
		before = ""
	}
	r.settle()
	r.mark(line[len(before) : len(line)-len(after)])
	r.end(true)
	if strings.TrimSpace(after) == "" {
		r.mark(after)
		return
	}
	r.proseLine(after)
}

// end closes the body; its part is complete when it is whole.
func (r *Reader) end(whole bool) {
	b := r.body
	r.body = nil
	switch {
	case b.part < 0:
		r.endAside(b.aside, b.text.String())
	case whole && !b.damaged:
		r.complete(b.part)
	}
}

// interruption returns where the tag of another file begins in a line of a body, or -1: at the start of a line, or
// at the end of one, where a cut reply was glued to the next.
func interruption(line string) int {
	s := strings.TrimLeft(line, " \t")
	if strings.HasPrefix(s, "<") && isInterruption(s) {
		return len(line) - len(s)
	}
	if !strings.HasSuffix(strings.TrimRight(line, " \t\r\n"), ">") {
		return -1
	}
	for _, start := range []string{"<file path=", "<edit path=", "<dyad-write path=", "<boltArtifact ", "<boltAction ", "<antArtifact ", "<lov-write "} {
		at := strings.Index(line, start)
		if at < 0 {
			continue
		}
		if _, n, state := parseTag(line[at:]); state == tagWhole && strings.TrimSpace(line[at+n:]) == "" {
			return at
		}
	}
	return -1
}

func isInterruption(s string) bool {
	name, closing, n := tagName(s)
	kind := kindOfTag(name)
	switch {
	case kind == tagNone || kind == tagThink || name == "artifact" || n < len(s) && isNameByte(s[n]):
		return false
	case closing:
		return kind == tagWrap
	case kind == tagDone:
		return strings.TrimSpace(s) == "<done/>"
	case isNative(name):
		t, _, _ := parseTag(s)
		return kind != tagApp && t.attrs["path"] != ""
	}
	return true
}

// interrupt ends the body unfinished, because another begins at at.
func (r *Reader) interrupt(line string, at int) {
	before := line[:at]
	if strings.TrimSpace(before) == "" {
		before = ""
	}
	if before != "" {
		r.body.damaged = true
		r.damaged = true
		r.bodyContent(before)
	}
	r.cutBody()
	r.proseLine(line[len(before):])
}

// bodyContent adds a piece of a line to the body, which ends there.
func (r *Reader) bodyContent(text string) {
	if r.body.part < 0 {
		r.account(asAside, text)
		r.body.text.WriteString(text)
		return
	}
	r.release()
	r.fill(text)
}

// cutBody ends a body whose end never came. A native closing tag behind the last line of content counts after all.
func (r *Reader) cutBody() (whole bool) {
	b := r.body
	if len(b.held) > 0 && b.endsBehind(b.held[0]) && !b.damaged {
		r.settle()
		whole = true
	} else {
		r.release()
	}
	r.end(whole)
	return whole
}

// closeBody ends the body at the end of the reply.
func (r *Reader) closeBody() {
	b := r.body
	if b.kind == inFence && b.page != nil && b.page.ended {
		r.end(true)
		return
	}
	if r.cutBody() || b.kind == inAside && b.aside.kind != tagThink {
		return
	}
	r.cutOff = true
	if b.aside.kind == tagThink {
		r.problem("", "The reply ended while the model was still thinking.")
	}
}

// tagContent reads a line of a body that ends with a tag. Lines that may belong to a fence round the content, and one
// that ends in the closing tag, are held until what follows shows what they are.
func (r *Reader) tagContent(line string) {
	b := r.body
	blank := strings.TrimSpace(line) == ""
	f, isFence := fenceOf(line)
	isFence = isFence && !b.markdown
	switch {
	case blank && (!b.begun || len(b.held) > 0):
		b.held = append(b.held, line)
	case isFence && !b.begun:
		r.mark(strings.Join(b.held, "") + line)
		b.held, b.begun, b.wrapped = nil, true, true
	case isFence && f.info == "" || b.endsBehind(line):
		r.release()
		b.held, b.begun = append(b.held, line), true
	default:
		r.release()
		r.fill(line)
		b.begun = true
	}
}

// endsBehind reports whether the native closing tag stands behind content on the line.
func (b *body) endsBehind(line string) bool {
	return b.native && strings.HasSuffix(strings.TrimSpace(line), "</"+b.end+">")
}

// release takes the held lines as content.
func (r *Reader) release() {
	b := r.body
	for _, line := range b.held {
		if _, ok := fenceOf(line); ok {
			b.fences++
		}
		r.fill(line)
	}
	b.held = nil
}

// settle decides about the held lines at the end of the body: a closing fence whose opening was taken away, or that
// closes nothing, is no content.
func (r *Reader) settle() {
	b := r.body
	if len(b.held) == 0 {
		return
	}
	first := b.held[0]
	_, isFence := fenceOf(first)
	switch {
	case b.endsBehind(first):
		at := strings.LastIndex(first, "</")
		r.fill(first[:at])
		r.mark(first[at:] + strings.Join(b.held[1:], ""))
	case isFence && (b.wrapped || b.fences%2 == 0):
		r.mark(strings.Join(b.held, ""))
	default:
		r.release()
	}
	b.held = nil
}

// fill adds text to the body's part.
func (r *Reader) fill(text string) {
	if text == "" {
		return
	}
	r.account(asBody, text)
	r.grow(r.body.part, text)
}

// openBlock begins an edit that stands in prose or in a fence, without a tag.
func (r *Reader) openBlock(line, path string) {
	if path == "" {
		path = r.editPath
	}
	r.editPath = path
	index := r.open(backend.PartEdit, path)
	r.parts[index].fenced = true
	r.body = &body{kind: inBlock, part: index}
	r.fill(line)
}

func (r *Reader) blockContent(line string) {
	r.body.damaged = r.body.damaged || isSearchMark(line)
	r.fill(line)
	if isReplaceMark(line) {
		r.end(true)
	}
}
