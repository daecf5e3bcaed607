package builder

import (
	"regexp"
	"strings"

	"whittle/backend/builder/compiler"
)

var (
	tokenClass   = regexp.MustCompile(`\b(?:bg|text|border|ring|fill|stroke|from|to|via|divide|outline)-(?:background|foreground|card|card-foreground|popover|popover-foreground|primary|primary-foreground|secondary|secondary-foreground|muted|muted-foreground|accent|accent-foreground|destructive|destructive-foreground|border|input|ring|chart-[1-5]|sidebar(?:-[a-z-]+)?)\b`)
	ownToken     = regexp.MustCompile(`--color-(?:background|foreground|primary|muted)\s*:|["']?background["']?\s*:\s*["'](?:hsl|var|oklch|rgb|#)`)
	tripleToken  = regexp.MustCompile(`--(?:background|foreground|primary)\s*:\s*[\d.]+(?:deg)?\s+[\d.]+%`)
	valueToken   = regexp.MustCompile(`--(?:background|foreground|primary)\s*:`)
	darkToggling = regexp.MustCompile(`classList\s*\??\.\s*\w+\([^)]*["'\x60]dark["'\x60]|(?i:class(?:name)?)\s*=\s*["'](?:[^"']*\s)?dark(?:\s[^"']*)?["']|next-themes|["'\x60]dark["'\x60]\s*:\s*["'\x60]{2}|className\s*=\s*["'\x60]?dark`)
)

// togglesDark reports whether the app chooses between light and dark by a class, as its own switch does.
func togglesDark(s *sources) bool {
	for _, name := range s.paths {
		if !strings.HasSuffix(name, ".css") && darkToggling.MatchString(s.content[name]) {
			return true
		}
	}
	return false
}

var (
	lightClass = regexp.MustCompile(`\b(?:bg|text|border|from|to)-(?:white|black|(?:gray|slate|zinc|neutral|stone)-\d{2,3})\b`)
	darkClass  = regexp.MustCompile(`\bdark:[a-z]`)
)

// onlyLight reports whether an app names colours of a light page and none of a dark one, so that a dark theme would not
// be readable.
func onlyLight(s *sources) bool {
	light := false
	for _, content := range s.content {
		if darkClass.MatchString(content) {
			return false
		}
		light = light || lightClass.MatchString(content)
	}
	return light
}

// tokens returns which theme of Whittle's own components an app gets, see compiler.TailwindInput.
func (p *page) tokens(own bool, input compiler.TailwindInput) string {
	triples, values := false, false
	for _, name := range p.sources.paths {
		content := p.sources.content[name]
		own = own || !strings.HasSuffix(name, ".css") && tokenClass.MatchString(content)
		triples = triples || isStyled(name) && tripleToken.MatchString(content)
		values = values || isStyled(name) && valueToken.MatchString(content)
		if isStyled(name) && strings.Contains(content, "@theme") && ownToken.MatchString(content) {
			return ""
		}
	}
	switch {
	case !own || strings.Contains(input.Config, `"background"`) || strings.Contains(input.Config, `"primary"`):
		return ""
	case triples:
		return "hsl"
	}
	return "own"
}

var ownComponent = regexp.MustCompile(`["'][^"'\s]*?(components/ui/[\w-]+)["']`)

// ownClasses returns the classes in Whittle's own components that the app imports, and whether it imports any.
func (p *page) ownClasses() (used bool, classes []string) {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		m := p.shelf.pack.Module(name)
		if m == nil || seen[name] {
			return
		}
		seen[name] = true
		classes = append(classes, m.Classes...)
		for _, other := range m.Requires {
			visit(other)
		}
	}
	for _, content := range p.sources.content {
		for _, m := range ownComponent.FindAllStringSubmatch(content, -1) {
			visit("@/" + m[1])
		}
	}
	return len(seen) > 0, classes
}
