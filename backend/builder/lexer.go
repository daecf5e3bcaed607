package builder

import (
	"slices"
	"strings"
)

// token is a string or a word of JavaScript, by where it stands.
type token struct {
	start, end int
	text       string // the word, or what the string holds as it is written
	isString   bool   // also a template without expressions
}

// tokens yields the strings and words of JavaScript in order, not what is inside comments, templates and regular
// expressions (ECMA-262, 12 lexical grammar). Where a slash could begin a regular expression or divide, it goes by
// what stands before it.
func tokens(code string) func(yield func(token) bool) {
	return func(yield func(token) bool) {
		l := lexer{code: code}
		for l.at < len(code) {
			if t, ok := l.next(); ok && !yield(t) {
				return
			}
		}
	}
}

type lexer struct {
	code      string
	at        int
	operand   bool  // whether a value may have ended just now, so that a slash divides
	templates []int // for each template that an expression stands in, the depth of its braces
	depth     int
}

// next reads one token; ok is false for those that nobody asks for.
func (l *lexer) next() (t token, ok bool) {
	start, c := l.at, l.code[l.at]
	switch {
	case strings.IndexByte(" \t\r\n\f\v", c) >= 0:
		l.at++
		return t, false
	case strings.HasPrefix(l.code[start:], "//"), strings.HasPrefix(l.code[start:], "<!--"):
		l.skipTo("\n")
		return t, false
	case strings.HasPrefix(l.code[start:], "/*"):
		l.at += 2
		l.skipTo("*/")
		return t, false
	case c == '"' || c == '\'':
		return l.quoted(c)
	case c == '`':
		l.at++
		return l.template(start)
	case c == '/' && !l.operand:
		l.regularExpression()
		return t, false
	case inWord(c):
		for l.at < len(l.code) && inWord(l.code[l.at]) {
			l.at++
		}
		word := l.code[start:l.at]
		l.operand = !slices.Contains(beforeValues(), word)
		return token{start, l.at, word, false}, true
	}
	return l.punctuation(c)
}

// beforeValues are the words that a value follows.
func beforeValues() []string {
	return []string{"return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "new", "instanceof",
		"yield", "await", "default", "extends"}
}

func (l *lexer) punctuation(c byte) (t token, ok bool) {
	l.at++
	l.operand = c == ')' || c == ']' || c == '}'
	switch c {
	case '{':
		l.depth++
	case '}':
		if n := len(l.templates); n > 0 && l.templates[n-1] == l.depth {
			l.templates = l.templates[:n-1]
			l.template(-1)
			return t, false
		}
		l.depth--
	}
	return t, false
}

func (l *lexer) skipTo(mark string) {
	if i := strings.Index(l.code[l.at:], mark); i >= 0 {
		l.at += i + len(mark)
	} else {
		l.at = len(l.code)
	}
}

// quoted reads a string. A quote that its line does not close is no string.
func (l *lexer) quoted(quote byte) (t token, ok bool) {
	start := l.at
	l.operand = true
	for i := start + 1; i < len(l.code) && l.code[i] != '\n'; i++ {
		switch l.code[i] {
		case '\\':
			i++
		case quote:
			l.at = i + 1
			return token{start, l.at, l.code[start+1 : i], true}, true
		}
	}
	l.at = start + 1
	return t, false
}

// template reads on in a template up to its end or its next expression; start is where it began, -1 behind an
// expression.
func (l *lexer) template(start int) (t token, ok bool) {
	for ; l.at < len(l.code); l.at++ {
		switch {
		case l.code[l.at] == '\\':
			l.at++
		case l.code[l.at] == '`':
			l.at++
			l.operand = true
			if start < 0 {
				return t, false
			}
			return token{start, l.at, l.code[start+1 : l.at-1], true}, true
		case strings.HasPrefix(l.code[l.at:], "${"):
			l.at += 2
			l.templates = append(l.templates, l.depth)
			l.operand = false
			return t, false
		}
	}
	l.at = len(l.code)
	return t, false
}

// regularExpression reads over a regular expression; a slash that its line does not close is none.
func (l *lexer) regularExpression() {
	class := false
	l.operand = true
	for i := l.at + 1; i < len(l.code) && l.code[i] != '\n'; i++ {
		switch c := l.code[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			l.at = i + 1
			return
		}
	}
	l.at++
}
