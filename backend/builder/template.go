package builder

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"whittle/backend"
)

// Template is a kind of app the builder knows how to build.
type Template struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

// The templates.
const (
	TemplateHTML  = "html"
	TemplateReact = "react"
)

// Templates returns every template, the plainest first.
func Templates() []Template {
	return []Template{
		{TemplateHTML, "Web page", "One HTML page with its own script and style."},
		{TemplateReact, "React", "React components in TypeScript or JavaScript."},
	}
}

func templateNames() []string {
	var names []string
	for _, t := range Templates() {
		names = append(names, t.Name)
	}
	return names
}

// Detect returns the name of the template that fits files: react when there is a component to start from and no page
// whose own scripts do without it, else html.
func Detect(files []backend.File) string {
	hasComponent, pageNeedsIt, pageRuns := false, false, false
	for _, f := range files {
		switch {
		case isHTML(f.Path):
			pageNeedsIt = pageNeedsIt || typedSource.MatchString(f.Content)
			pageRuns = pageRuns || strings.Contains(strings.ToLower(f.Content), "<script")
		case isComponent(f.Path):
			hasComponent = true
		}
	}
	if hasComponent && (pageNeedsIt || !pageRuns) {
		return TemplateReact
	}
	return TemplateHTML
}

// typedSource finds a script element that starts a TypeScript or JSX app.
var typedSource = regexp.MustCompile(`(?i)<script[^>]*\ssrc\s*=\s*["']?[^"'>\s]*\.(?:tsx|jsx|ts)\b`)

func isHTML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".html" || ext == ".htm"
}

func isComponent(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".tsx" || ext == ".jsx" || slices.Contains(appEntries(), name)
}
