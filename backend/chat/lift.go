package chat

import (
	"cmp"
	"slices"
	"strings"

	"whittle/backend"
)

// pick is a sample that is a file after all.
type pick struct {
	*sample
	path string
}

func (p pick) change() change {
	text := p.text.String()
	return change{
		kind: writeFile, path: p.path, text: text, complete: p.closed,
		fragment: p.path == "index.html" && !strings.Contains(lowerASCII(text), "<html"),
	}
}

// lift picks the sample that is the app when the reply holds nothing else: its only page, or its only React component.
func (r *Reader) lift() []pick {
	var pages, components []*sample
	for _, s := range r.samples {
		switch language, text := s.fence.language(), s.text.String(); {
		case language == "html" && strings.HasPrefix(strings.TrimSpace(text), "<"):
			pages = append(pages, s)
		case isScriptLanguage(language) && isComponent(text):
			components = append(components, s)
		}
	}
	switch {
	case len(pages) == 1:
		return []pick{{pages[0], "index.html"}}
	case len(pages) == 0 && len(components) == 1:
		return []pick{{components[0], "src/App.tsx"}}
	case len(r.samples) == 0 && len(r.parts) == 1 && isMarkup(r.parts[0].text.String()):
		text := r.parts[0].text.String()
		bare := &sample{end: len(text), closed: true}
		bare.text.WriteString(text)
		return []pick{{bare, "index.html"}}
	}
	return nil
}

// isMarkup reports whether text is HTML from its first character to its last, and no prose with tags in it.
func isMarkup(text string) bool {
	name, closing, n := tagName(text)
	if name == "" || closing || n == len(text) || strings.IndexByte(" \t\r\n>", text[n]) < 0 || !strings.HasSuffix(text, ">") {
		return false
	}
	last, ends, _ := tagName(text[strings.LastIndexByte(text, '<'):])
	return ends || slices.Contains([]string{"input", "img", "hr", "br"}, last)
}

func isScriptLanguage(language string) bool {
	switch language {
	case "", "tsx", "jsx", "ts", "js", "typescript", "javascript", "react":
		return true
	}
	return false
}

// isComponent reports whether code is clearly a React component that stands for an app.
func isComponent(code string) bool {
	exports := false
	for line := range strings.Lines(code) {
		exports = exports || strings.HasPrefix(line, "export default ")
	}
	return exports && (strings.Contains(code, "</") || strings.Contains(code, "/>"))
}

// linkSiblings picks samples of style and script for the files that main, the reply's only page or component, asks
// for, when it is clear which is which.
func (r *Reader) linkSiblings(main change) (picks []pick) {
	folder := ""
	if strings.HasPrefix(main.path, "src/") {
		folder = "src/"
	} else if main.path != "index.html" {
		return nil
	}
	for _, kind := range [][]string{{".css", "css"}, {".js", "js", "javascript"}} {
		names := localNames(main.text, kind[0])
		var found []*sample
		for _, s := range r.samples {
			if slices.Contains(kind[1:], s.fence.language()) && s.text.String() != main.text {
				found = append(found, s)
			}
		}
		for i, s := range found {
			if len(names) == len(found) {
				picks = append(picks, pick{s, folder + names[i]})
			}
		}
	}
	return picks
}

// maxSiblings is how many files beside a page or component are looked for.
const maxSiblings = 8

// localNames returns the relative files with the extension that a page or component names in quotes.
func localNames(text, extension string) (names []string) {
	for _, quote := range []string{`"`, "'"} {
		for i, piece := range strings.Split(text, quote) {
			name := strings.TrimPrefix(piece, "./")
			if len(names) < maxSiblings && i > 0 && strings.HasSuffix(name, extension) && isFileName(name) && name[0] != '/' && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// partsWith returns the reply's parts with the picks cut out of the prose they lie in.
func (r *Reader) partsWith(picks []pick) []backend.Part {
	slices.SortFunc(picks, func(a, b pick) int { return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.start, b.start)) })
	var parts []backend.Part
	for i, whole := range r.Parts() {
		from := 0
		for _, p := range picks {
			if p.part != i {
				continue
			}
			c := p.change()
			parts = addText(parts, whole.Text[from:p.start])
			parts = append(parts, backend.Part{
				Type: backend.PartFile, Path: p.path, Text: c.text, Complete: c.complete, Lines: strings.Count(c.text, "\n"),
			})
			if from = p.end; !p.closed {
				from = len(whole.Text)
			}
		}
		if from == 0 {
			parts = append(parts, whole)
		} else {
			parts = addText(parts, whole.Text[from:])
		}
	}
	return parts
}

func addText(parts []backend.Part, text string) []backend.Part {
	text = strings.TrimRight(strings.TrimLeft(text, "\r\n"), " \t\r\n")
	if text == "" {
		return parts
	}
	return append(parts, backend.Part{Type: backend.PartText, Text: text, Complete: true})
}

// titleOf returns the best name the reply has for its app, else "".
func (r *Reader) titleOf(out ParsedReply) string {
	if title := firstOf(strings.TrimSpace(r.app.Name), r.title); title != "" {
		return title
	}
	for _, f := range out.Files {
		if title := pageTitle(f.Content); strings.HasSuffix(f.Path, ".html") && title != "" {
			return title
		}
	}
	return ""
}

// pageTitle returns the text of the page's title element, else "".
func pageTitle(page string) string {
	lower := lowerASCII(page)
	start := strings.Index(lower, "<title>")
	if start < 0 {
		return ""
	}
	start += len("<title>")
	length := strings.Index(lower[start:], "</title>")
	if length < 0 {
		return ""
	}
	return strings.TrimSpace(page[start : start+length])
}
