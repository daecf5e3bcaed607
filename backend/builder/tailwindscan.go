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

var classAttribute = regexp.MustCompile("\\sclass(?:Name)?\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|\\{\\s*[\"'`]([^\"'`]*)[\"'`]\\s*\\})")

// looksLikeTailwind reports whether the classes of an app that names no framework are Tailwind's: most of those that
// its own style sheets do not define, and enough of them that it is no accident.
func looksLikeTailwind(s *sources) bool {
	own := &strings.Builder{}
	classes := map[string]bool{}
	for _, name := range s.paths {
		content := s.content[name]
		if otherFramework.MatchString(content) {
			return false
		}
		if isStyled(name) {
			own.WriteString(content)
		}
		for _, m := range classAttribute.FindAllStringSubmatch(content, -1) {
			for _, class := range strings.Fields(m[1] + m[2] + m[3]) {
				classes[class] = true
			}
		}
	}
	utilities, others, css := 0, 0, own.String()
	for class := range classes {
		switch {
		case strings.Contains(css, "."+class):
			others++
		case compiler.IsUtility(class):
			utilities++
		default:
			others++
		}
	}
	return utilities >= 6 && utilities >= 2*others
}

var otherFramework = regexp.MustCompile(`(?i)<link[^>]+(?:bootstrap|bulma|tachyons|uikit|materialize|foundation|semantic|uno|primeflex|tailwind)[^>]*\.css|windicss|@unocss|uno\.global`)

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
