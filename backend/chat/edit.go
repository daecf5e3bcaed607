package chat

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// block is one SEARCH/REPLACE pair; both sides are whole lines.
type block struct {
	search, replace string
}

// isMark reports whether line is five to nine times c and then one of words (aider, editblock_coder.py).
func isMark(line string, c byte, words ...string) bool {
	s := strings.TrimSpace(line)
	rest := strings.TrimLeft(s, string(c))
	if n := len(s) - len(rest); n < 5 || n > 9 {
		return false
	}
	rest = strings.TrimSpace(strings.TrimRight(rest, "<>"))
	return slices.Contains(words, rest)
}

func isSearchMark(line string) bool  { return isMark(line, '<', "SEARCH", "ORIGINAL") }
func isDivider(line string) bool     { return isMark(line, '=', "") }
func isReplaceMark(line string) bool { return isMark(line, '>', "REPLACE", "UPDATED") }

// parseBlocks reads the blocks of an edit. Marks that do not pair up are an error that fits after "it cannot be used:".
func parseBlocks(text string) ([]block, error) {
	const outside, searching, replacing = 0, 1, 2
	var blocks []block
	var search, replace strings.Builder
	state := outside
	for line := range strings.Lines(text) {
		switch {
		case isSearchMark(line) && state == outside:
			state = searching
			search.Reset()
			replace.Reset()
		case isDivider(line) && state == searching:
			state = replacing
		case isReplaceMark(line) && state == replacing:
			state = outside
			blocks = append(blocks, block{search.String(), replace.String()})
		case isSearchMark(line) || isReplaceMark(line) || isDivider(line):
			return blocks, errors.New("its SEARCH and REPLACE marks do not pair up")
		case state == searching:
			search.WriteString(line)
		case state == replacing:
			replace.WriteString(line)
		}
	}
	switch {
	case state != outside:
		return blocks, errors.New("its last block does not end")
	case len(blocks) == 0:
		return nil, errors.New("it holds no SEARCH block")
	}
	return blocks, nil
}

// applyBlock returns content with the block's lines replaced. The lines must be there once: as written, else without
// blanks at line ends, else without blanks at both ends, else with typographic characters made plain.
func applyBlock(content string, b block) (string, error) {
	if strings.TrimSpace(b.search) == "" {
		if strings.TrimSpace(content) != "" {
			return "", errors.New("its SEARCH part is empty, which only makes a new file")
		}
		return b.replace, nil
	}
	lines, search := splitLines(content), splitLines(b.search)
	for _, normalize := range []func(string) string{trimEnding, trimRight, strings.TrimSpace, plainLine} {
		at := findLines(mapLines(lines, normalize), mapLines(search, normalize))
		switch {
		case len(at) > 1:
			return "", fmt.Errorf("its lines are in the file %d times, and which are meant is not clear", len(at))
		case len(at) == 1:
			return replaceLines(lines, at[0], len(search), b.replace), nil
		}
	}
	return "", errors.New("its lines are not in the file")
}

func splitLines(s string) []string { return slices.Collect(strings.Lines(s)) }

func mapLines(lines []string, f func(string) string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = f(line)
	}
	return out
}

// findLines returns where search begins in lines, each place once.
func findLines(lines, search []string) (at []int) {
	for i := 0; i+len(search) <= len(lines); i++ {
		if slices.Equal(lines[i:i+len(search)], search) {
			at = append(at, i)
		}
	}
	return at
}

// replaceLines puts replacement in the place of n lines and keeps the file's line endings.
func replaceLines(lines []string, at, n int, replacement string) string {
	if strings.HasSuffix(lines[at], "\r\n") && !strings.Contains(replacement, "\r\n") {
		replacement = strings.ReplaceAll(replacement, "\n", "\r\n")
	}
	return strings.Join(lines[:at], "") + replacement + strings.Join(lines[at+n:], "")
}

func trimEnding(line string) string { return strings.TrimRight(line, "\r\n") }

func trimRight(line string) string { return strings.TrimRight(line, " \t\r\n") }

// typographic are characters that models write for plain ones, and the other way round.
var typographic = strings.NewReplacer("‘", "'", "’", "'", "‚", "'", "“", `"`, "”", `"`, "„", `"`, "–", "-", "—", "-", "−", "-",
	"‐", "-", "‑", "-", "…", "...", "\u00a0", " ", "\u2009", " ", "\u202f", " ", "\u200b", "", "\ufeff", "")

// plainLine makes typographic quotes, dashes and blanks plain.
func plainLine(line string) string {
	return strings.Join(strings.Fields(norm.NFC.String(typographic.Replace(line))), " ")
}

// elision returns the first line of text that stands for code left out ("// ... rest of the code"), with its number
// from 1, unless known already holds the same line.
func elision(text, known string) (line string, number int) {
	for line := range strings.Lines(text) {
		number++
		if s := strings.TrimSpace(line); isElision(s) && !strings.Contains(known, s) {
			return s, number
		}
	}
	return "", 0
}

// isElision reports whether a trimmed line is a comment that promises code instead of giving it.
func isElision(line string) bool {
	text, ok := commentText(line)
	if !ok {
		return false
	}
	words := strings.ToLower(strings.Trim(text, " .…()[]-"))
	dots := strings.Contains(text, "...") || strings.Contains(text, "…")
	if strings.HasPrefix(text, "...") || strings.HasPrefix(text, "…") {
		return containsAny(words, "rest", "existing", "remain", "unchanged", "same", "previous", "other", "omitted", "above",
			"before", "code", "here", "as is")
	}
	for _, start := range []string{"rest of", "the rest of", "remaining", "other", "all other", "everything else", "existing", "previous"} {
		if strings.HasPrefix(words, start) {
			return containsAny(words, "remains unchanged", "remain unchanged", "remains the same", "remain the same", "stays the same",
				"stay the same", "goes here") || strings.HasPrefix(strings.TrimPrefix(start, "the "), "rest") && dots ||
				words == "existing code" || words == "existing code here"
		}
	}
	return false
}

// commentText returns what a line that is only a comment says.
func commentText(line string) (text string, ok bool) {
	for _, mark := range []string{"//", "{/*", "/*", "<!--", "#", "*"} {
		if inner, found := strings.CutPrefix(line, mark); found {
			for _, end := range []string{"*/}", "*/", "-->"} {
				inner = strings.TrimSuffix(inner, end)
			}
			return strings.TrimLeft(inner, " (["), true
		}
	}
	return "", false
}

func containsAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}
