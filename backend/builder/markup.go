package builder

import (
	"cmp"
	"html"
	"slices"
	"strings"

	tokenizer "golang.org/x/net/html"
)

// element is one start tag in a page, by where it stands in the page's bytes.
type element struct {
	name       string // lower case
	start, end int    // the start tag
	attributes []attribute
	textEnd    int  // end of the text of a script or style, which begins at end
	closeEnd   int  // end of its end tag; textEnd when it is never closed
	foreign    bool // inside SVG or MathML, where scripts and styles follow other rules
	inert      bool // inside noscript, which a browser with scripts does not read
}

// attribute is one attribute of a start tag, by where it stands in the page's bytes.
type attribute struct {
	name                 string // lower case
	value                string // decoded
	start, end           int    // with the blanks before it
	valueStart, valueEnd int    // with its quotes; equal when it has no value
}

func (e *element) attribute(name string) (attribute, bool) {
	for _, a := range e.attributes {
		if a.name == name {
			return a, true
		}
	}
	return attribute{}, false
}

// value returns the value of an attribute, or "".
func (e *element) value(name string) string {
	a, _ := e.attribute(name)
	return a.value
}

func (e *element) has(name string) bool {
	_, ok := e.attribute(name)
	return ok
}

// hasHandler reports whether the tag has an event handler, which wants the events of a script with an address.
func (e *element) hasHandler() bool {
	return slices.ContainsFunc(e.attributes, func(a attribute) bool { return strings.HasPrefix(a.name, "on") })
}

// elements returns the start tags of page in order. The page's bytes are only read: html.Parse would lose them.
func elements(page string) []*element {
	scan := scanner{page: page, tokens: tokenizer.NewTokenizer(strings.NewReader(page))}
	for scan.next() {
	}
	return scan.found
}

type scanner struct {
	page     string
	tokens   *tokenizer.Tokenizer
	offset   int
	found    []*element
	foreign  []string // open svg and math elements, and the elements in them that hold HTML
	noscript int
	raw      *element // the script or style whose text comes next
}

func (s *scanner) next() bool {
	kind := s.tokens.Next()
	start := s.offset
	s.offset += len(s.tokens.Raw())
	if kind == tokenizer.ErrorToken {
		return false
	}
	if kind == tokenizer.TextToken && s.raw != nil {
		s.raw.textEnd, s.raw.closeEnd = s.offset, s.offset
		return true
	}
	if kind == tokenizer.EndTagToken {
		s.close(start)
		return true
	}
	if kind == tokenizer.StartTagToken || kind == tokenizer.SelfClosingTagToken {
		s.open(start, kind == tokenizer.SelfClosingTagToken)
	}
	s.raw = s.rawAfter(kind)
	return true
}

func (s *scanner) rawAfter(kind tokenizer.TokenType) *element {
	if kind != tokenizer.StartTagToken && kind != tokenizer.SelfClosingTagToken {
		return nil
	}
	last := s.found[len(s.found)-1]
	if (last.name == "script" || last.name == "style") && !last.foreign {
		return last
	}
	return nil
}

func (s *scanner) open(start int, selfClosing bool) {
	tag, _ := s.tokens.TagName()
	e := &element{name: string(tag), start: start, end: s.offset, textEnd: s.offset, closeEnd: s.offset, inert: s.noscript > 0}
	e.attributes = attributes(s.page, start, s.offset)
	if s.inForeign() && leavesForeign(e.name) {
		s.foreign = nil
	}
	e.foreign = s.inForeign() || e.name == "svg" || e.name == "math"
	if e.foreign {
		s.tokens.NextIsNotRawText()
	}
	if e.name == "noscript" && !e.foreign {
		s.noscript++
	}
	if !selfClosing && (e.name == "svg" || e.name == "math" || s.inForeign() && holdsHTML(e.name)) {
		s.foreign = append(s.foreign, e.name)
	}
	s.tokens.AllowCDATA(s.inForeign())
	s.found = append(s.found, e)
}

func (s *scanner) close(start int) {
	tag, _ := s.tokens.TagName()
	name := string(tag)
	if s.raw != nil && s.raw.name == name {
		s.raw.textEnd, s.raw.closeEnd = start, s.offset
	}
	s.raw = nil
	if name == "noscript" && s.noscript > 0 {
		s.noscript--
	}
	if n := len(s.foreign); n > 0 && strings.EqualFold(s.foreign[n-1], name) {
		s.foreign = s.foreign[:n-1]
	}
	s.tokens.AllowCDATA(s.inForeign())
}

func (s *scanner) inForeign() bool {
	n := len(s.foreign)
	return n > 0 && !holdsHTML(s.foreign[n-1])
}

// holdsHTML names the elements inside SVG whose content is HTML again (HTML standard, 13.2.6 HTML integration point).
func holdsHTML(name string) bool {
	return name == "foreignobject" || name == "desc" || name == "title"
}

// leavesForeign names start tags that end SVG and MathML (HTML standard, 13.2.6.5), as far as pages have them there.
func leavesForeign(name string) bool {
	return slices.Contains([]string{"body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2",
		"h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "menu", "meta", "ol", "p", "pre", "small", "span",
		"strong", "sub", "sup", "table", "u", "ul", "var"}, name)
}

const blanks = " \t\n\f\r"

// attributes finds the attributes of the start tag at page[start:end] (HTML standard, 13.2.5.32 and on).
func attributes(page string, start, end int) []attribute {
	var found []attribute
	at := start + 1
	for at < end && !strings.ContainsRune(blanks+"/>", rune(page[at])) {
		at++
	}
	for {
		begin := at
		for at < end && strings.ContainsRune(blanks+"/", rune(page[at])) {
			at++
		}
		if at >= end || page[at] == '>' {
			return found
		}
		a := attribute{start: begin}
		nameStart := at
		for at++; at < end && !strings.ContainsRune(blanks+"/>=", rune(page[at])); {
			at++
		}
		a.name = strings.ToLower(page[nameStart:at])
		at = a.readValue(page, at, end)
		a.end = at
		found = append(found, a)
	}
}

// readValue reads the value that may follow the name ending at offset at, and returns where the attribute ends.
func (a *attribute) readValue(page string, at, end int) int {
	after := at
	for after < end && strings.IndexByte(blanks, page[after]) >= 0 {
		after++
	}
	a.valueStart, a.valueEnd = at, at
	if after >= end || page[after] != '=' {
		return at
	}
	for after++; after < end && strings.IndexByte(blanks, page[after]) >= 0; {
		after++
	}
	a.valueStart = after
	if after < end && (page[after] == '"' || page[after] == '\'') {
		length := strings.IndexByte(page[after+1:end], page[after])
		if length < 0 {
			length = end - after - 2
		}
		a.value = html.UnescapeString(page[after+1 : after+1+length])
		a.valueEnd = after + length + 2
		return a.valueEnd
	}
	for after < end && !strings.ContainsRune(blanks+">", rune(page[after])) {
		after++
	}
	a.valueEnd = after
	a.value = html.UnescapeString(page[a.valueStart:after])
	return after
}

// splice is a piece of the page to put in place of what stands between two offsets.
type splice struct {
	start, end int
	text       string
}

// arranged returns splices in the order of the page, insertions first where several begin. Of two that would replace
// the same text, the first one holds.
func arranged(splices []splice) []splice {
	slices.SortStableFunc(splices, func(a, b splice) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(min(1, a.end-a.start), min(1, b.end-b.start)))
	})
	at := 0
	return slices.DeleteFunc(splices, func(s splice) bool {
		if s.start < at {
			return true
		}
		at = s.end
		return false
	})
}

// apply puts splices into page; all other bytes stay.
func apply(page string, splices []splice) string { return string(applied(page, arranged(splices))) }

// applied puts arranged splices into a whole document, which is large.
func applied(page string, splices []splice) []byte {
	size := len(page)
	for _, s := range splices {
		size += len(s.text) - (s.end - s.start)
	}
	out, at := make([]byte, 0, size), 0
	for _, s := range splices {
		out = append(out, page[at:s.start]...)
		out = append(out, s.text...)
		at = s.end
	}
	return append(out, page[at:]...)
}

// retag returns the start tag of e under another name, without the dropped attributes and with extra behind the name.
func (e *element) retag(page, name, extra string, drop ...string) string {
	var out strings.Builder
	out.WriteString("<" + name)
	out.WriteString(extra)
	for _, a := range e.attributes {
		if !slices.Contains(drop, a.name) {
			out.WriteString(page[a.start:a.end])
		}
	}
	out.WriteString(">")
	return out.String()
}
