package chat

import (
	"strings"
)

// tagKind is what a tag at the start of a line means to a reply.
type tagKind int

const (
	tagNone     tagKind = iota
	tagFile             // a file's content follows
	tagEdit             // SEARCH/REPLACE blocks follow
	tagDelete           // a file goes
	tagMove             // a file gets another path
	tagApp              // name, glyph, template and description of the app
	tagDone             // the reply is complete
	tagWrap             // stands round several files; only its title counts
	tagAction           // bolt: a file or a command, by its type
	tagArtifact         // Claude: one file, named by its type
	tagSummary          // the title follows
	tagThink            // reasoning follows
	tagAside            // an order to another tool follows
)

// kindOfTag knows the native format and those of bolt, dyad, Lovable and Claude artifacts.
func kindOfTag(name string) tagKind {
	switch name {
	case "file", "dyad-write", "lov-write":
		return tagFile
	case "edit", "dyad-search-replace", "lov-search-replace":
		return tagEdit
	case "delete", "dyad-delete", "lov-delete":
		return tagDelete
	case "rename", "dyad-rename", "lov-rename":
		return tagMove
	case "app":
		return tagApp
	case "done":
		return tagDone
	case "boltArtifact", "lov-code":
		return tagWrap
	case "boltAction":
		return tagAction
	case "antArtifact", "artifact":
		return tagArtifact
	case "dyad-chat-summary":
		return tagSummary
	case "think", "thinking", "antThinking", "lov-thinking":
		return tagThink
	}
	if strings.HasPrefix(name, "dyad-") || strings.HasPrefix(name, "lov-") {
		return tagAside
	}
	return tagNone
}

// isNative reports whether the tag is of Whittle's own format, whose bodies end only with a line of their own.
func isNative(name string) bool {
	switch name {
	case "file", "edit", "delete", "rename", "app", "done":
		return true
	}
	return false
}

// tag is one tag as written.
type tag struct {
	name  string
	kind  tagKind
	attrs map[string]string
	empty bool // ends in "/>"
}

// path returns where the tag's file lies, under any of the names the formats give it.
func (t tag) path() string {
	for _, name := range []string{"path", "filePath", "file_path", "filepath", "filename", "from", "name"} {
		if v := t.attrs[name]; v != "" {
			if t.name == "boltAction" {
				v = strings.TrimPrefix(v, boltRoot)
			}
			return v
		}
	}
	return ""
}

// boltRoot is the folder that bolt's paths may begin with (stackblitz-labs/bolt.diy, WORK_DIR).
const boltRoot = "/home/project/"

// title returns the tag's title or summary, else "".
func (t tag) title() string { return t.attrs["title"] }

// tagName returns the name of the opening or closing tag that s begins with, and how long "<name" or "</name" is.
func tagName(s string) (name string, closing bool, n int) {
	if !strings.HasPrefix(s, "<") {
		return "", false, 0
	}
	n = 1
	if strings.HasPrefix(s[1:], "/") {
		closing, n = true, 2
	}
	start := n
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	return s[start:n], closing, n
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

// openState tells how parseTag ended.
type openState int

const (
	tagWhole    openState = iota
	tagUnclosed           // ">" did not come
	tagInQuotes           // the text ends inside a quoted value
)

// parseTag reads the opening tag that s begins with and returns the length of what it read. Values may hold "<" and
// ">", stand in single, double or no quotes, and come in any order; what fits nowhere is passed over.
func parseTag(s string) (t tag, n int, state openState) {
	t.name, _, n = tagName(s)
	t.kind, t.attrs = kindOfTag(t.name), map[string]string{}
	for n < len(s) {
		switch {
		case s[n] == '>':
			return t, n + 1, tagWhole
		case strings.HasPrefix(s[n:], "/>"):
			t.empty = true
			return t, n + 2, tagWhole
		case isNameByte(s[n]):
			var ok bool
			if n, ok = t.parseAttr(s, n); !ok {
				return t, n, tagInQuotes
			}
		default:
			n++
		}
	}
	return t, n, tagUnclosed
}

// parseAttr reads name=value at n and returns where it ends; ok is false when its quote does not close.
func (t *tag) parseAttr(s string, n int) (end int, ok bool) {
	start := n
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	name := s[start:n]
	after := skipBlank(s, n)
	if after >= len(s) || s[after] != '=' {
		return n, true
	}
	n = skipBlank(s, after+1)
	if n < len(s) && (s[n] == '"' || s[n] == '\'') {
		length := strings.IndexByte(s[n+1:], s[n])
		if length < 0 {
			return len(s), false
		}
		t.attrs[name] = s[n+1 : n+1+length]
		return n + length + 2, true
	}
	start = n
	for n < len(s) && !strings.ContainsRune(" \t\r\n>", rune(s[n])) && !strings.HasPrefix(s[n:], "/>") {
		n++
	}
	t.attrs[name] = s[start:n]
	return n, true
}

func skipBlank(s string, n int) int {
	for n < len(s) && strings.IndexByte(" \t\r\n", s[n]) >= 0 {
		n++
	}
	return n
}

// repairTag closes a tag whose last quote is missing: <file path="src/App.tsx>.
func repairTag(s string) (t tag, ok bool) {
	trimmed := strings.TrimRight(s, " \t\r\n")
	if !strings.HasSuffix(trimmed, ">") {
		return t, false
	}
	body := strings.TrimSuffix(strings.TrimSuffix(trimmed, ">"), "/")
	quote := `"`
	if _, _, state := parseTag(body + quote + ">"); state != tagWhole {
		quote = "'"
	}
	t, _, state := parseTag(body + quote + trimmed[len(body):])
	return t, state == tagWhole
}

// continuesTag reports whether a line goes on with the attributes of a tag or ends it.
func continuesTag(line string) bool {
	line = strings.TrimSpace(line)
	if line == ">" || line == "/>" {
		return true
	}
	n := 0
	for n < len(line) && isNameByte(line[n]) {
		n++
	}
	return n > 0 && (strings.HasPrefix(line[n:], `="`) || strings.HasPrefix(line[n:], "='"))
}
