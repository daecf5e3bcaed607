package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxAppName = 40
	maxTitle   = 60
	nameWords  = 4
)

// appName returns the best short name for a new app: what the reply calls it, its first heading, else words of the
// prompt.
func appName(reply ParsedReply, prompt string) string {
	if title := reply.Title; title != "" && utf8.RuneCountInString(title) <= maxAppName {
		return title
	}
	for line := range strings.Lines(reply.Prose) {
		if heading, ok := strings.CutPrefix(line, "#"); ok {
			if heading = strings.Trim(heading, "# *\t\r\n"); heading != "" && utf8.RuneCountInString(heading) <= maxAppName {
				return heading
			}
		}
	}
	return promptName(prompt)
}

// promptName makes a name of the first words of a prompt that name a thing: "Make me a tea timer, please" is "Tea timer".
func promptName(prompt string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(prompt), "\n")
	if end := strings.IndexAny(line, ".,;:!?("); end > 0 {
		line = line[:end]
	}
	var kept []string
	for _, word := range strings.Fields(line) {
		if len(kept) == 0 && isPreamble(strings.ToLower(word)) {
			continue
		}
		if len(kept) > 0 && isLink(strings.ToLower(word)) || len(kept) == nameWords {
			break
		}
		kept = append(kept, word)
	}
	name := []rune(strings.Join(kept, " "))
	if len(name) == 0 {
		name = []rune(strings.TrimSpace(line))
	}
	if len(name) > maxAppName {
		name = name[:maxAppName]
	}
	if len(name) > 0 {
		name[0] = unicode.ToUpper(name[0])
	}
	return strings.TrimSpace(string(name))
}

// isPreamble reports whether a word before the thing itself says only that it is wanted.
func isPreamble(word string) bool {
	switch word {
	case "make", "build", "create", "write", "give", "design", "code", "develop", "generate", "please", "can", "could", "you",
		"i", "i'd", "want", "need", "would", "like", "me", "us", "a", "an", "the", "my", "simple", "small", "new", "app", "application",
		"to", "that", "which", "for", "hi", "hello", "let's", "we", "our", "some", "page", "website":
		return true
	}
	return false
}

// isLink reports whether a word begins what the thing is like.
func isLink(word string) bool {
	switch word {
	case "that", "which", "with", "where", "for", "in", "on", "to", "using", "so", "and", "of", "from", "by", "app", "application", "please":
		return true
	}
	return false
}

// sessionTitle returns the first line of a prompt, shortened at a word.
func sessionTitle(prompt string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(prompt), "\n")
	r := []rune(strings.Join(strings.Fields(line), " "))
	if len(r) <= maxTitle {
		return string(r)
	}
	short := string(r[:maxTitle-1])
	if at := strings.LastIndexByte(short, ' '); at > len(short)/2 {
		short = short[:at]
	}
	return short + "…"
}
