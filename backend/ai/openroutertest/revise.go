package openroutertest

import (
	"regexp"
	"slices"
	"strings"
)

// file is a source file as the conversation holds it.
type file struct{ path, body string }

var (
	fileBlock   = regexp.MustCompile(`(?ms)^[ \t]*<file path="([^"]+)">\n(.*?)\n[ \t]*</file>`)
	accentRule  = regexp.MustCompile(`(--accent:\s*)[^;]+;`)
	titleTag    = regexp.MustCompile(`(?s)(<title>)(.*?)(</title>)`)
	headingTag  = regexp.MustCompile(`(?s)(<h1[^>]*>)([^<{]*)(</h1>)`)
	newTitle    = regexp.MustCompile(`(?i)(?:call(?:ed)? it|rename(?: it)?(?: to)?|(?:change|set) the (?:title|name) to|titled?|named)\s+["“']?([^"”'.,\n]+)`)
	titleInCode = regexp.MustCompile(`(document\.title = ")([^"]*)(")`)
)

// hues are the colours a prompt may name.
func hues() map[string]string {
	return map[string]string{
		"red": "#c2362b", "orange": "#c2620f", "yellow": "#a8860b", "green": "#2f7d4f", "teal": "#0f766e", "blue": "#2563c9",
		"purple": "#7a4cc0", "violet": "#7a4cc0", "pink": "#c2447c", "brown": "#8a5a34", "black": "#222222", "grey": "#666666", "gray": "#666666",
	}
}

// filesIn returns the newest form of each file that the conversation holds. A system message counts only when no
// other holds files, because it may show an example.
func filesIn(messages []Message) []file {
	var talked, told []file
	for _, m := range messages {
		for _, match := range fileBlock.FindAllStringSubmatch(m.Content, -1) {
			f := file{match[1], match[2]}
			if m.Role == "system" {
				told = put(told, f)
			} else {
				talked = put(talked, f)
			}
		}
	}
	if len(talked) > 0 {
		return talked
	}
	return slices.DeleteFunc(told, func(f file) bool { return len(f.body) < 200 })
}

func put(files []file, f file) []file {
	if i := slices.IndexFunc(files, func(other file) bool { return other.path == f.path }); i >= 0 {
		files[i] = f
		return files
	}
	return append(files, f)
}

// revise changes title and colour as the prompt says, and returns each changed file whole.
func revise(prompt string, files []file) string {
	colour, title := wishes(prompt)
	var said []string
	var changed []file
	for _, f := range files {
		body := f.body
		if colour != "" {
			body = accentRule.ReplaceAllString(body, "${1}"+colour+";")
		}
		if title != "" {
			for _, place := range []*regexp.Regexp{titleTag, headingTag, titleInCode} {
				body = place.ReplaceAllString(body, "${1}"+title+"${3}")
			}
		}
		if body != f.body {
			changed = append(changed, file{f.path, body})
		}
	}
	if len(changed) == 0 { // nothing of the kind is in there; the file comes back with a word at its end
		f := files[0]
		changed = append(changed, file{f.path, f.body + comment(f.path)})
		said = append(said, "I went over it once more and left the rest as it was.")
	}
	if colour != "" {
		said = append(said, "The accent is "+colour+" now.")
	}
	if title != "" {
		said = append(said, "It is called "+title+" now.")
	}
	var b strings.Builder
	b.WriteString(strings.Join(said, " ") + "\n")
	for _, f := range changed {
		b.WriteString("\n<file path=\"" + f.path + "\">\n" + f.body + "\n</file>\n")
	}
	b.WriteString("\n<done/>\n")
	return b.String()
}

// wishes returns the colour and the title that a prompt asks for; a prompt with neither gets teal.
func wishes(prompt string) (colour, title string) {
	if m := newTitle.FindStringSubmatch(prompt); m != nil {
		title = strings.TrimSpace(m[1])
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(prompt), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if hue, ok := hues()[word]; ok {
			colour = hue
			break
		}
	}
	if colour == "" && title == "" {
		colour = "#0f766e"
	}
	return colour, strings.ReplaceAll(title, "$", "")
}

func comment(path string) string {
	switch {
	case strings.HasSuffix(path, ".html"):
		return "\n<!-- revised -->"
	case strings.HasSuffix(path, ".css"):
		return "\n/* revised */"
	}
	return "\n// revised"
}
