package builder

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

var (
	tokenClass   = regexp.MustCompile(`\b(?:bg|text|border|ring|fill|stroke|from|to|via|divide|outline)-(?:background|foreground|card|card-foreground|popover|popover-foreground|primary|primary-foreground|secondary|secondary-foreground|muted|muted-foreground|accent|accent-foreground|destructive|destructive-foreground|border|input|ring|chart-[1-5]|sidebar(?:-[a-z-]+)?)\b`)
	ownToken     = regexp.MustCompile(`--color-(?:background|foreground|primary|muted)\s*:|["']?background["']?\s*:\s*["'](?:hsl|var|oklch|rgb|#)`)
	tripleToken  = regexp.MustCompile(`--(?:background|foreground|primary)\s*:\s*[\d.]+(?:deg)?\s+[\d.]+%`)
	darkToggling = regexp.MustCompile(`classList\s*\??\.\s*\w+\([^)]*["'\x60]dark["'\x60]|(?i:class(?:name)?)\s*=\s*["'](?:[^"']*\s)?dark(?:\s[^"']*)?["']|next-themes|["'\x60]dark["'\x60]\s*:\s*["'\x60]{2}|className\s*=\s*["'\x60]?dark`)
)

// togglesDark reports whether the app chooses between light and dark by a class, as its own switch does.
func togglesDark(s *sources) bool {
	for _, name := range s.paths {
		if strings.Contains(s.content[name], "dark") && !strings.HasSuffix(name, ".css") && darkToggling.MatchString(s.content[name]) {
			return true
		}
	}
	return false
}

var (
	lightClass = regexp.MustCompile(`\b(?:bg|text|border|from|to)-(?:white|black|(?:gray|slate|zinc|neutral|stone)-\d{2,3})\b`)
	darkClass  = regexp.MustCompile(`\bdark:[a-z]`)
)

// onlyLight reports whether the classes of an app name colours of a light page and none of a dark one, so that a dark
// theme would not be readable.
func onlyLight(classes []string) bool {
	return slices.ContainsFunc(classes, lightClass.MatchString) && !slices.ContainsFunc(classes, darkClass.MatchString)
}

// tokens returns which theme of Whittle's own components an app gets, see compiler.TailwindInput.
func (p *page) tokens(own bool, classes []string, config string) string {
	if !own && !slices.ContainsFunc(classes, tokenClass.MatchString) || strings.Contains(config, `"background"`) || strings.Contains(config, `"primary"`) {
		return ""
	}
	for _, name := range p.sources.paths {
		content := cmp.Or(p.tailwind.sheets[name], p.sources.content[name])
		switch {
		case !isStyled(name):
		case strings.Contains(content, "@theme") && ownToken.MatchString(content):
			return ""
		case strings.Contains(content, "--") && tripleToken.MatchString(content):
			return "hsl"
		}
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
