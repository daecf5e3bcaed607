package builder

import (
	"embed"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

//go:embed document
var documentFiles embed.FS

// documentKind is a kind of document by the endings of its files. Its code is in document/, by its name.
type documentKind struct {
	name    string
	class   string // of the page's body, for its style
	endings []string
	missing string
}

func documentKinds() map[string]documentKind {
	return map[string]documentKind{
		"markdown": {"markdown", "markdown", []string{".md", ".markdown", ".mdx"}, "There is no Markdown to show. Add a file that ends in .md."},
		"svg":      {"svg", "picture", []string{".svg"}, "There is no drawing to show. Add a file that ends in .svg."},
		"mermaid":  {"mermaid", "picture", []string{".mmd", ".mermaid"}, "There is no diagram to show. Add a file that ends in .mmd."},
	}
}

// buildDocument makes the page that shows the files of a document template.
func (p *page) buildDocument(template string) []backend.Problem {
	kind := documentKinds()[template]
	texts := p.documentTexts(kind)
	if len(texts) == 0 {
		return []backend.Problem{failure("", "%s", kind.missing)}
	}
	code, err := p.documentCode(kind, texts)
	if err != nil {
		return []backend.Problem{failure("", "The page of the document cannot be made: %v.", err)}
	}
	shell, err := documentShell(kind, texts)
	if err != nil {
		return []backend.Problem{failure("", "The page of the document cannot be made: %v.", err)}
	}
	p.strict = true
	p.start = &entry{path: "document.js", code: code, loader: api.LoaderJS}
	p.assemble("", shell)
	return p.problems
}

// documentText is one file of a document.
type documentText struct{ name, text string }

// documentTexts returns the files to show, the first to read first. For a diagram a fence in Markdown will do.
func (p *page) documentTexts(kind documentKind) []documentText {
	var texts []documentText
	for _, name := range p.sources.paths {
		content := strings.ReplaceAll(strings.TrimPrefix(p.sources.content[name], "\ufeff"), "\r\n", "\n")
		ending := strings.ToLower(path.Ext(name))
		switch {
		case slices.Contains(kind.endings, ending):
			texts = append(texts, documentText{name, content})
		case kind.name == "mermaid" && (ending == ".md" || ending == ".txt"):
			for i, m := range mermaidFence.FindAllStringSubmatch(content, -1) {
				texts = append(texts, documentText{fmt.Sprintf("%s %d", stem(name), i+1), m[1]})
			}
		}
	}
	for i, t := range texts {
		switch kind.name {
		case "svg":
			p.checkDrawing(t)
		case "mermaid":
			if m := mermaidFence.FindStringSubmatch(t.text); m != nil {
				texts[i].text = m[1]
			}
		case "markdown":
			texts[i].text = p.withPictures(t)
		}
	}
	slices.SortStableFunc(texts, func(a, b documentText) int { return readingOrder(a.name) - readingOrder(b.name) })
	return texts
}

func readingOrder(name string) int {
	switch strings.ToLower(stem(name)) {
	case "readme", "index", "document", "main":
		return strings.Count(name, "/")
	}
	return 100
}

// checkDrawing warns of a drawing that is not well formed; the page shows what can be read of it.
func (p *page) checkDrawing(t documentText) {
	decoder := xml.NewDecoder(strings.NewReader(t.text))
	decoder.Entity = xml.HTMLEntity
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			line, column := decoder.InputPos()
			problem := warning(t.name, "The drawing is not well formed, so parts of it may be missing: %s.", xmlWords(err))
			problem.Line, problem.Column, problem.Source = line, column, nthLine(t.text, line)
			p.add(problem)
			return
		}
	}
}

func xmlWords(err error) string {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return syntax.Msg
	}
	return err.Error()
}

var (
	mermaidFence    = regexp.MustCompile("(?m)^[ \t]*(?:```|~~~)[ \t]*mermaid[^\n]*\n([^\x00]*?)^[ \t]*(?:```|~~~)[ \t]*$")
	codeFence       = regexp.MustCompile("(?m)^[ \t]*(?:```|~~~)[ \t]*\\w")
	footnoteMark    = regexp.MustCompile(`\[\^[^\]\s]+\]:`)
	formulaMark     = regexp.MustCompile(`\$\$|\$[^\s$][^$\n]*\$`)
	markdownPicture = regexp.MustCompile(`(!\[[^\]]*\]\()([^)\s]+)|(<img[^>]+src=["'])([^"']+)`)
)

// withPictures puts the app's own pictures into a text.
func (p *page) withPictures(t documentText) string {
	return markdownPicture.ReplaceAllStringFunc(t.text, func(whole string) string {
		m := markdownPicture.FindStringSubmatch(whole)
		before, reference := m[1]+m[3], m[2]+m[4]
		name := strings.TrimPrefix(path.Join(folderOf(t.name, reference), reference), "/")
		if !p.sources.has(name) || mediaType(name) == "" || isAbsoluteURL(reference) {
			return whole
		}
		return before + dataURL(mediaType(name), p.sources.content[name])
	})
}

// documentCode puts the code of a kind among the app's files and returns what starts it. Libraries that the texts do
// not call for are left out.
func (p *page) documentCode(kind documentKind, texts []documentText) (string, error) {
	all := ""
	for _, t := range texts {
		all += t.text + "\n"
	}
	extensions, list := "", []string{}
	for _, e := range []struct {
		name   string
		wanted *regexp.Regexp
	}{{"code", codeFence}, {"formulas", formulaMark}, {"footnotes", footnoteMark}, {"diagrams", mermaidFence}} {
		if kind.name == "markdown" && e.wanted.MatchString(all) {
			extensions += fmt.Sprintf("import %s from \"./%s.js\";\n", e.name, e.name)
			list = append(list, e.name)
		}
	}
	files, err := documentFiles.ReadDir("document")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if path.Ext(f.Name()) != ".js" {
			continue
		}
		text, err := documentFiles.ReadFile("document/" + f.Name())
		if err != nil {
			return "", err
		}
		p.sources.put(".document/"+f.Name(), string(text))
	}
	p.sources.put(".document/extensions.js", extensions+"export const extensions = ["+strings.Join(list, ", ")+"];\n")
	return fmt.Sprintf("import \"/.document/%s.js\";\n", kind.name), nil
}

var firstHeading = regexp.MustCompile(`(?m)^#\s+(.+?)\s*#*$|<title>([^<]+)</title>|^\s*title:?\s+(.+)$`)

func documentShell(kind documentKind, texts []documentText) (string, error) {
	shell, err := documentFiles.ReadFile("document/shell.html")
	if err != nil {
		return "", err
	}
	style, err := documentFiles.ReadFile("document/document.css")
	if err != nil {
		return "", err
	}
	title := stem(texts[0].name)
	if m := firstHeading.FindStringSubmatch(texts[0].text); m != nil {
		title = strings.TrimSpace(m[1] + m[2] + m[3])
	}
	var documents strings.Builder
	documents.WriteByte('{')
	for i, t := range texts { // an object keeps the order in which it is written
		name, err := json.Marshal(t.name)
		if err != nil {
			return "", err
		}
		text, err := json.Marshal(t.text) // < and > come out as escapes, so the text cannot end its element
		if err != nil {
			return "", err
		}
		if i > 0 {
			documents.WriteByte(',')
		}
		fmt.Fprintf(&documents, "%s:%s", name, text)
	}
	documents.WriteByte('}')
	return strings.NewReplacer("TITLE", html.EscapeString(clip(title, 200)), "STYLE", minified(string(style)),
		"KIND", kind.class, "DOCUMENTS", documents.String()).Replace(string(shell)), nil
}
