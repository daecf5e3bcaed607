package builder

import (
	"regexp"
	"slices"
	"strings"
)

var (
	styleLanguage = regexp.MustCompile(`\s+lang\s*=\s*["']?(scss|sass|less|stylus|styl)["']?`)
	sassFeature   = regexp.MustCompile(`@(?:mixin|include|use|forward|extend|if|else|each|for|while|function|return)\b|#\{|&[\w-]|\b(?:darken|lighten|rgba)\(\s*[$#@]|\bmap-get\(|^\s*\.[\w-]+\s*\(\s*\)\s*;`)
	lineComment   = regexp.MustCompile(`(?m)(^|[\s;{}])//[^\n]*`)
	sassVariable  = regexp.MustCompile(`(?m)^\s*([$@][\w-]+)\s*:\s*([^;{}]+?)(?:\s*!default)?\s*;`)
)

// plainStyles takes the styles of components that are SCSS or Less by name and nested CSS in fact for what they are:
// comments to the end of a line go, simple variables are put in. Others stay, and their compiler says what is wrong.
func (p *page) plainStyles(ending string) {
	for _, name := range p.sources.paths {
		content := p.sources.content[name]
		if !strings.HasSuffix(name, ending) || !styleLanguage.MatchString(content) {
			continue
		}
		p.sources.content[name] = styleBlock.ReplaceAllStringFunc(content, func(whole string) string {
			m := styleBlock.FindStringSubmatch(whole)
			language := styleLanguage.FindStringSubmatch(m[1])
			if language == nil {
				return whole
			}
			if language[1] == "sass" || strings.HasPrefix(language[1], "styl") || sassFeature.MatchString(m[2]) {
				return whole
			}
			css, ok := withVariables(lineComment.ReplaceAllString(m[2], "$1"))
			if !ok {
				return whole
			}
			return styleLanguage.ReplaceAllString(m[1], "") + css + m[3]
		})
	}
}

// withVariables puts the values of variables in place of their names; ok is false when a name has no value.
func withVariables(css string) (plain string, ok bool) {
	values := map[string]string{}
	for _, m := range sassVariable.FindAllStringSubmatch(css, -1) {
		if !isRule(m[1]) {
			values[m[1]] = m[2]
		}
	}
	css = sassVariable.ReplaceAllStringFunc(css, func(whole string) string {
		if isRule(sassVariable.FindStringSubmatch(whole)[1]) {
			return whole
		}
		return strings.Repeat("\n", strings.Count(whole, "\n"))
	})
	ok = true
	for range 4 { // values may name other variables
		css = sassName.ReplaceAllStringFunc(css, func(name string) string {
			if value, found := values[name]; found {
				return value
			}
			ok = ok && strings.HasPrefix(name, "@")
			return name
		})
	}
	return css, ok
}

var sassName = regexp.MustCompile(`[$@][A-Za-z][\w-]*`)

// isRule reports whether a name that begins like a variable of Less is CSS.
func isRule(name string) bool {
	return slices.Contains([]string{"@media", "@supports", "@page", "@layer", "@container"}, name)
}
