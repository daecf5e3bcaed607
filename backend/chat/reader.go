package chat

import (
	"strings"
	"unicode/utf8"

	"whittle/backend"
)

// Reader reads a reply while it streams. The zero value is ready. Its steps depend on the bytes alone, never on how
// they are cut: prose comes word by word, files line by line, and a line that may yet become a tag is held back.
type Reader struct {
	parts    []*part
	problems []backend.Problem
	steps    []backend.ReplyStep
	trace    func(byteUse, string) // told what became of every byte, in order

	app      AppMeta
	title    string // of a foreign format
	done     bool
	tagged   bool // a tag opened a file, so fences are examples
	cutOff   bool
	damaged  bool   // the next body began in the middle of a line of another
	lastPath string // the path that was alone on the last line of prose
	editPath string // the file of the last edit

	line   []byte // the line that has not ended
	indent int    // blanks it begins with, as far as looked at
	seen   int    // how much of it was looked at for words
	shown  int    // how much of it went out
	tags   int    // pieces it fell into
	plain  bool   // it is prose whatever follows
	space  []byte // blanks since the last word of prose

	body     *body         // what lines now belong to
	tagText  string        // lines of a tag whose ">" has not come
	tagLines int           // how many
	pending  *pendingFence // a fence whose first line decides what it is
	sample   *sample       // the open fence in prose
	samples  []*sample
	wrap     fence // the fence that stands round tags
}

// Write reads the next piece of the reply and returns what it adds.
func (r *Reader) Write(chunk string) []backend.ReplyStep {
	for {
		end := strings.IndexByte(chunk, '\n')
		if end < 0 {
			break
		}
		r.line = append(r.line, chunk[:end+1]...)
		r.endLine()
		chunk = chunk[end+1:]
	}
	if chunk != "" {
		r.line = append(r.line, chunk...)
		r.peek()
	}
	return r.take()
}

// Close reads what was held back as the end of the reply and returns what that adds. Nothing may be written after it.
func (r *Reader) Close() []backend.ReplyStep {
	if text := string(r.line); !r.plain && r.atProse() && isCutTag(text) {
		r.account(asAside, text)
		r.warn("", "The reply ends with %q, which looks like the beginning of a tag.", strings.TrimSpace(text))
		r.line = r.line[:0]
	} else if len(r.line) > 0 {
		r.endLine()
	}
	if r.tagText != "" {
		r.account(asAside, r.tagText)
		r.problem("", "The reply was cut off inside a tag: %q.", shorten(r.tagText))
		r.tagText, r.cutOff = "", true
	}
	if r.pending != nil {
		r.closePending()
	}
	if r.body != nil {
		r.closeBody()
	}
	return r.take()
}

func (r *Reader) take() []backend.ReplyStep {
	steps := r.steps
	r.steps = nil
	return steps
}

// atProse reports whether the next line may be prose.
func (r *Reader) atProse() bool { return r.body == nil && r.pending == nil && r.tagText == "" }

// peek sends out the words of an unfinished line once it can be nothing but prose.
func (r *Reader) peek() {
	if !r.atProse() {
		return
	}
	for r.indent < len(r.line) && (r.line[r.indent] == ' ' || r.line[r.indent] == '\t') {
		r.indent++
	}
	r.plain = r.plain || isPlain(r.line[r.indent:])
	if r.plain {
		r.words(false)
	}
}

// longestName is more than any tag's name, so that a longer one is prose.
const longestName = 24

// isPlain reports whether a line that begins with s cannot become a tag, a fence, a mark or a document.
func isPlain(s []byte) bool {
	if len(s) == 0 {
		return false
	}
	switch s[0] {
	case '`', '~':
		return !allSame(s[:min(len(s), 3)])
	case '<':
		start := string(s[:min(len(s), longestName+2)])
		name, _, n := tagName(start)
		switch {
		case strings.HasPrefix(start, "<<"), strings.HasPrefix(start, "<!"):
			return false
		case n == len(start) && len(name) < longestName:
			return false
		}
		return kindOfTag(name) == tagNone && !strings.EqualFold(name, "html")
	}
	return true
}

func allSame(s []byte) bool {
	for _, c := range s {
		if c != s[0] {
			return false
		}
	}
	return true
}

// isCutTag reports whether the last line of a reply is the beginning of a tag and no more.
func isCutTag(line string) bool {
	s := strings.TrimSpace(line)
	_, _, n := tagName(s)
	return n > 0 && n == len(s)
}

// words sends out the line's words. A word goes out when the blank after it, the end of the line or a whole character
// outside ASCII shows that it is complete.
func (r *Reader) words(end bool) {
	for r.seen < len(r.line) {
		c := r.line[r.seen]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			r.word()
			r.pause(c)
			r.seen++
			r.shown = r.seen
		case c >= utf8.RuneSelf:
			if !end && !utf8.FullRune(r.line[r.seen:]) {
				return
			}
			_, n := utf8.DecodeRune(r.line[r.seen:])
			r.seen += n
			r.word()
		default:
			r.seen++
		}
	}
	if end {
		r.word()
	}
}

func (r *Reader) word() {
	if r.seen > r.shown {
		r.say(string(r.line[r.shown:r.seen]))
		r.shown = r.seen
	}
}

// endLine reads the line that has come to its end.
func (r *Reader) endLine() {
	text := string(r.line)
	if r.plain {
		r.words(true)
		r.afterProse(text)
	} else {
		r.readLine(text)
	}
	r.line, r.indent, r.seen, r.shown, r.tags, r.plain = r.line[:0], 0, 0, 0, 0, false
}

func (r *Reader) readLine(line string) {
	switch {
	case r.tagText != "":
		r.joinTag(line)
	case r.pending != nil:
		r.decideFence(line)
	case r.body != nil:
		r.bodyLine(line)
	default:
		r.proseLine(line)
	}
}

// maxTags is how many tags one line may hold; what follows them is prose, so that time stays linear.
const maxTags = 8

// proseLine reads a line, or the rest of one, outside every body.
func (r *Reader) proseLine(line string) {
	if r.tags++; r.tags > maxTags {
		r.sayLine(line)
		return
	}
	s := strings.TrimLeft(line, " \t")
	f, isFence := fenceOf(line)
	switch {
	case isSearchMark(line):
		r.openBlock(line, r.lastPath)
	case strings.HasPrefix(s, "<") && r.readTag(line, s):
	case r.sample == nil && isDocument(s):
		r.openDocument(line)
	case isFence:
		r.readFence(line, f)
	default:
		r.sayLine(line)
	}
}

// sayLine sends out a line, or several, as prose.
func (r *Reader) sayLine(text string) {
	r.line, r.seen, r.shown = append(r.line[:0], text...), 0, 0
	r.words(true)
	r.afterProse(text)
}

// afterProse remembers what a line of prose may mean for the fence that follows it.
func (r *Reader) afterProse(line string) {
	if r.sample != nil {
		r.sample.text.WriteString(line)
		return
	}
	if at := interruption(line); at > 0 && strings.TrimSpace(line[:at]) != "" {
		r.warn("", "A tag stands in the middle of a line, so it and what follows were taken as text: %q.", shorten(line[at:]))
	}
	if s := strings.TrimSpace(line); s != "" && !isFenceTag(s) {
		r.lastPath = ""
		if len(s) <= maxPath {
			r.lastPath = pathLine(s)
		}
	}
}

// isFenceTag reports whether a line is one of the tags that aider's models may write for a fence (aider, all_fences).
func isFenceTag(s string) bool {
	name, _, _ := tagName(s)
	switch name {
	case "source", "code", "pre", "codeblock", "sourcecode":
		return true
	}
	return false
}
