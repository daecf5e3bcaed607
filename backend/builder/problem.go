package builder

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

const maxProblems = 50

// ours marks messages that the builder itself worded.
const ours = "whittle"

func failure(file, format string, args ...any) backend.Problem {
	return backend.Problem{Severity: backend.SeverityError, File: file, Text: fmt.Sprintf(format, args...)}
}

func warning(file, format string, args ...any) backend.Problem {
	return backend.Problem{Severity: backend.SeverityWarning, File: file, Text: fmt.Sprintf(format, args...)}
}

// at places p at a byte offset of source, which is the content of its file.
func at(p backend.Problem, source string, offset int) backend.Problem {
	offset = min(offset, len(source))
	start := strings.LastIndexByte(source[:offset], '\n') + 1
	p.Line = strings.Count(source[:start], "\n") + 1
	p.Column = utf8.RuneCountInString(source[start:offset]) + 1
	p.Source = lineAt(source, start)
	return p
}

// lineAt returns the line that starts at offset, cut to a length that can be shown.
func lineAt(source string, offset int) string {
	line, _, _ := strings.Cut(source[offset:], "\n")
	return clip(strings.TrimSuffix(line, "\r"), 300)
}

func clip(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit] + "…"
}

func nthLine(source string, line int) string {
	for n := 1; n < line; n++ {
		i := strings.IndexByte(source, '\n')
		if i < 0 {
			return ""
		}
		source = source[i+1:]
	}
	return lineAt(source, 0)
}

// sorted orders problems by place, errors first, without repeats, and cuts off a flood.
func sorted(problems []backend.Problem) []backend.Problem {
	out := slices.Clone(problems)
	slices.SortStableFunc(out, func(a, b backend.Problem) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Text, b.Text))
	})
	out = slices.Compact(out)
	if len(out) > maxProblems {
		more := len(out) - maxProblems
		out = append(out[:maxProblems:maxProblems], backend.Problem{Severity: out[maxProblems].Severity,
			Text: fmt.Sprintf("There are %d more problems.", more)})
	}
	if out == nil {
		return []backend.Problem{}
	}
	return out
}

// fromMessage turns one of esbuild's messages into a problem in a file of the app.
func (s *sources) fromMessage(severity backend.Severity, m api.Message) backend.Problem {
	p := backend.Problem{Severity: severity, Text: m.Text}
	if m.PluginName != ours {
		p.Text = inWords(clip(m.Text, 500))
	}
	if m.Location == nil {
		return p
	}
	p.File = withoutNamespace(m.Location.File)
	source, known := s.content[p.File]
	if !known {
		p.File = ""
		return p
	}
	p.Line = m.Location.Line
	p.Source = nthLine(source, p.Line)
	// Scripts inside a page are compiled with blanks in place of what stands before them, so columns stay right.
	p.Column = utf8.RuneCountInString(p.Source[:min(m.Location.Column, len(p.Source))]) + 1
	return p
}

func withoutNamespace(file string) string {
	for _, namespace := range []string{appNamespace, inlineNamespace} {
		file = strings.TrimPrefix(file, namespace+":")
	}
	return file
}

// phrases are esbuild's texts and what a person is told instead.
var phrases = []struct {
	pattern *regexp.Regexp
	words   string
}{
	{regexp.MustCompile(`^No matching export in "(?:app:|inline:)?([^"]+)" for import "([^"]+)"$`),
		`$1 does not export $2. Export it there, or import a name that it has.`},
	{regexp.MustCompile(`^The symbol "([^"]+)" has already been declared$`),
		`$1 is declared twice. Remove one of the two or give it another name.`},
	{regexp.MustCompile(`^Multiple exports with the same name "([^"]+)"$`),
		`$1 is exported twice. Keep one of the two.`},
	{regexp.MustCompile(`^Unexpected end of file.*$`),
		`The code ends too early: a bracket, brace, quote or tag that was opened is never closed.`},
	{regexp.MustCompile(`^Expected (.+) but found end of file$`),
		`The code ends too early: $1 is missing.`},
	{regexp.MustCompile(`^Expected (.+) but found (.+)$`), `Expected $1 here but found $2.`},
	{regexp.MustCompile(`^Unterminated string literal$`), `A text in quotes is not closed on its line.`},
	{regexp.MustCompile(`^Unterminated template literal$`), `A text in backticks is never closed.`},
	{regexp.MustCompile(`^Unterminated regular expression$`), `A regular expression is not closed on its line.`},
	{regexp.MustCompile(`^Unexpected closing "([^"]*)" tag does not match opening "([^"]*)" tag$`),
		`</$1> closes here, but the tag that is open is <$2>.`},
	{regexp.MustCompile(`^Unexpected closing "([^"]*)" tag does not match opening fragment tag$`),
		`</$1> closes here, but the tag that is open is <>.`},
	{regexp.MustCompile(`^Cannot assign to "([^"]+)" because it is a constant$`),
		`$1 is a constant and cannot be given a new value. Declare it with let.`},
}

func inWords(text string) string {
	for _, p := range phrases {
		if p.pattern.MatchString(text) {
			return p.pattern.ReplaceAllString(text, p.words)
		}
	}
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

func megabytes(n int) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }
