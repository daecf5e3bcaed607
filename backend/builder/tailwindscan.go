package builder

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"whittle/backend/builder/compiler"
)

// What one app may have of Tailwind; beyond it the rest has no style.
const (
	maxCandidates     = 4000
	maxCandidateBytes = 200
)

// candidates returns the words in an app's files that may be classes of Tailwind, or of its own style sheets and
// configuration, sorted, and whether there were too many. Style sheets are left out: what they apply, the compiler
// finds itself.
func (t *tailwind) candidates(s *sources, everyWord bool) (found []string, cut bool) {
	own := t.ownNames()
	seen := map[string]bool{}
	for _, name := range s.paths {
		if hasNoClasses(name) {
			continue
		}
		eachWord(s.content[name], func(word string) {
			if seen[word] || len(found) > maxCandidates {
				return
			}
			seen[word] = true
			if everyWord || compiler.MayBeUtility(word) || own[compiler.Base(word)] {
				found = append(found, word)
			}
		})
	}
	if cut = len(found) > maxCandidates; cut {
		found = found[:maxCandidates]
	}
	slices.Sort(found)
	return found, cut
}

var definedClass = regexp.MustCompile(`(?:\.|@utility\s+)(-?[a-zA-Z][\w-]*)`)

// ownNames returns the classes that the app's style sheets for Tailwind define.
func (t *tailwind) ownNames() map[string]bool {
	names := map[string]bool{}
	for _, m := range definedClass.FindAllStringSubmatch(t.css, -1) {
		names[m[1]] = true
	}
	return names
}

func hasNoClasses(name string) bool {
	return slices.Contains([]string{".css", ".json", ".csv", ".txt"}, strings.ToLower(path.Ext(name))) || isTailwindConfig(name)
}

// eachWord yields what stands between the blanks, quotes and brackets of a text; brackets after a dash or colon belong
// to the word, as in w-[calc(100%-2rem)].
func eachWord(text string, yield func(word string)) {
	for i := 0; i < len(text); {
		if !startsWord(text[i]) {
			if text[i] == '\\' {
				i++
			}
			i++
			continue
		}
		end := wordEnd(text, i)
		if word := strings.TrimRight(text[i:end], ".:,&/"); len(word) <= maxCandidateBytes && word != "" {
			yield(word)
			if _, class, ok := strings.Cut(word, "class:"); ok { // Svelte's directive
				yield(class)
			}
		}
		i = max(end, i+1)
	}
}

func startsWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '!' || c == '@' || c == '[' || c == '*'
}

func wordEnd(text string, i int) int {
	for start := i; i < len(text); i++ {
		c := text[i]
		if c == '[' || c == '(' && i > start && (text[i-1] == '-' || text[i-1] == ':') {
			end := closing(text, i)
			if end < 0 {
				return i
			}
			i = end
			continue
		}
		if !startsWord(c) && !(c >= '0' && c <= '9') && !strings.ContainsRune("_:./%#~+&", rune(c)) {
			return i
		}
	}
	return i
}

// closing returns where the bracket at i closes, -1 when a blank comes first or it is too far.
func closing(text string, i int) int {
	depth := 0
	for end := i; end < len(text) && end-i < maxCandidateBytes; end++ {
		switch text[end] {
		case '[', '(':
			depth++
		case ']', ')':
			if depth--; depth == 0 {
				return end
			}
		case ' ', '\t', '\r', '\n', '`':
			return -1
		}
	}
	return -1
}

// looksLikeTailwind reports whether the classes of an app that names no framework are Tailwind's: most of those that
// its own style sheets do not define, and enough of them that it is no accident. It is asked of every page, so what is
// rare is looked at first.
func (p *page) looksLikeTailwind(all []*element) bool {
	classes := map[string]bool{}
	for _, name := range p.sources.paths {
		if !hasNoClasses(name) {
			eachClass(p.sources.content[name], func(class string) { classes[class] = true })
		}
	}
	utilities := 0
	for class := range classes {
		if compiler.IsUtility(class) {
			utilities++
		}
	}
	if others := len(classes) - utilities; utilities < 6 || utilities < 2*others || slices.ContainsFunc(all, isFramework) {
		return false
	}
	return utilities-definedBy(p.styles(all), classes) >= 6
}

// eachClass yields the classes in the attributes of a text that hold nothing but names.
func eachClass(text string, yield func(class string)) {
	for {
		i := strings.Index(text, "class")
		if i < 0 {
			return
		}
		before := i == 0 || strings.IndexByte(" \t\r\n", text[i-1]) >= 0
		text = strings.TrimPrefix(text[i+len("class"):], "Name")
		rest := strings.TrimLeft(text, " ")
		if !before || !strings.HasPrefix(rest, "=") {
			continue
		}
		rest = strings.TrimLeft(rest[1:], " {")
		if rest == "" || strings.IndexByte("\"'`", rest[0]) < 0 {
			continue
		}
		value, _, closed := strings.Cut(rest[1:], rest[:1])
		if !closed || strings.ContainsAny(value, "{}<>=") {
			continue
		}
		for class := range strings.FieldsSeq(value) {
			yield(class)
		}
	}
}

// styles returns the style sheets of an app as one text.
func (p *page) styles(all []*element) string {
	var out strings.Builder
	for _, e := range all {
		if e.name == "style" {
			out.WriteString(p.text[e.end:e.textEnd])
		}
	}
	for _, name := range p.sources.paths {
		if !isHTML(name) && isStyled(name) {
			out.WriteString(p.sources.content[name])
		}
	}
	return out.String()
}

// definedBy counts the utilities among classes that style sheets have rules for.
func definedBy(css string, classes map[string]bool) int {
	defined := map[string]bool{}
	for {
		i := strings.IndexByte(css, '.')
		if i < 0 {
			return len(defined)
		}
		css = css[i+1:]
		end := 0
		for end < len(css) && (css[end] == '-' || css[end] == '_' || css[end] >= '0' && css[end] <= '9' || css[end]|0x20 >= 'a' && css[end]|0x20 <= 'z') {
			end++
		}
		if class := css[:end]; classes[class] && compiler.IsUtility(class) {
			defined[class] = true
		}
	}
}

var frameworkName = regexp.MustCompile(`(?i)bootstrap|bulma|tachyons|uikit|materialize|foundation|semantic|primeflex|tailwind|windi|unocss`)

// isFramework reports whether an element loads the classes of a framework.
func isFramework(e *element) bool {
	return e.name == "link" && frameworkName.MatchString(e.value("href")) || e.name == "script" && frameworkName.MatchString(e.value("src"))
}

// isStyled reports whether a file may hold style rules.
func isStyled(name string) bool {
	return isHTML(name) || slices.Contains([]string{".css", ".vue", ".svelte", ".scss"}, strings.ToLower(path.Ext(name)))
}

var (
	dynamicClass   = regexp.MustCompile("([a-z][a-z0-9]*(?:-[a-z0-9]+)*)-\\[?(?:\\$\\{|[\"']\\s*\\+)")
	classesNearby  = regexp.MustCompile(`class|\bcn\(|clsx\(|twMerge\(`)
	scaleAfter     = regexp.MustCompile("^[^\"'`\n]{0,80}\\}-\\d")
	nearbyDistance = 160
)

// hasDynamicClasses reports whether code puts names of classes together, so that a scan cannot know them.
func hasDynamicClasses(s *sources) bool {
	for _, name := range s.paths {
		if hasNoClasses(name) {
			continue
		}
		content := s.content[name]
		if !strings.Contains(content, "${") && !strings.Contains(content, "-'") && !strings.Contains(content, `-"`) {
			continue
		}
		for _, m := range dynamicClass.FindAllStringSubmatchIndex(content, -1) {
			if !compiler.IsRoot(content[m[2]:m[3]]) {
				continue
			}
			before := content[max(0, m[0]-nearbyDistance):m[0]]
			if classesNearby.MatchString(before) || scaleAfter.MatchString(content[m[3]:]) {
				return true
			}
		}
	}
	return false
}
