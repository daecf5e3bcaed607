package ai

import "strings"

const (
	thinkOpen  = "<think>"
	thinkClose = "</think>"
)

// thinkSplitter tells inline reasoning from text: models behind plain servers may begin their content with
// <think>...</think>. Anywhere else the tag is text.
type thinkSplitter struct {
	state thinkState
	held  string // the start of the content, or what may become the closing tag
}

type thinkState int

const (
	beforeThink thinkState = iota
	inThink
	afterThink // only blank text seen since the closing tag
	pastThink
)

// next splits s, which follows what was given before.
func (t *thinkSplitter) next(s string) (text, reasoning string) {
	if t.state == pastThink || s == "" {
		return s, ""
	}
	s, t.held = t.held+s, ""
	if t.state == beforeThink {
		start := strings.TrimLeft(s, " \t\r\n")
		switch {
		case strings.HasPrefix(start, thinkOpen):
			t.state, s = inThink, start[len(thinkOpen):]
		case strings.HasPrefix(thinkOpen, start):
			t.held = s
			return "", ""
		default:
			t.state = pastThink
			return s, ""
		}
	}
	if t.state == inThink {
		inside, after, closed := strings.Cut(s, thinkClose)
		if !closed {
			keep := partialSuffix(s, thinkClose)
			t.held = s[len(s)-keep:]
			return "", s[:len(s)-keep]
		}
		t.state, s, reasoning = afterThink, after, inside
	}
	if s = strings.TrimLeft(s, " \t\r\n"); s != "" {
		t.state = pastThink
	}
	return s, reasoning
}

// rest returns what was held back when nothing follows.
func (t *thinkSplitter) rest() (text, reasoning string) {
	held := t.held
	t.held = ""
	if t.state == inThink {
		return "", held
	}
	return held, ""
}

// partialSuffix returns the length of the longest end of s that begins tag.
func partialSuffix(s, tag string) int {
	for n := min(len(s), len(tag)-1); n > 0; n-- {
		if strings.HasPrefix(tag, s[len(s)-n:]) {
			return n
		}
	}
	return 0
}
