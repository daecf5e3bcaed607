package compiler

import (
	"iter"
	"regexp"
	"strings"
	"sync"
)

// words are the classes that Tailwind knows.
type words struct {
	classes map[string]bool
	roots   map[string]bool
}

var known = sync.OnceValue(func() words {
	w := words{map[string]bool{}, map[string]bool{}}
	text, err := unpack("names.txt")
	if err != nil {
		return w // built without the compilers: nothing is a class
	}
	classes, roots, _ := strings.Cut(string(text), "\n\n")
	w.classes = make(map[string]bool, strings.Count(classes, "\n")+1)
	for name := range strings.SplitSeq(classes, "\n") {
		w.classes[name] = true
	}
	for root := range strings.SplitSeq(roots, "\n") {
		w.roots[root] = true
	}
	return w
})

var plainValue = regexp.MustCompile(`^(?:\d+(?:\.\d+)?%?|\d+/\d+|\[[^\s]+\]|\([^\s]+\))$`)

// IsUtility reports whether a word is a class of Tailwind's default theme, variants before it aside.
func IsUtility(word string) bool {
	base := Base(word)
	if known().classes[base] {
		return true
	}
	base = strings.TrimPrefix(base, "-")
	if known().classes[withoutModifier(base)] {
		return true
	}
	for _, value := range roots(base) {
		if plainValue.MatchString(value) {
			return true
		}
	}
	return false
}

// MayBeUtility reports whether a word could be a class of Tailwind with some theme.
func MayBeUtility(word string) bool {
	base := Base(word)
	if known().classes[base] || strings.HasPrefix(base, "[") && strings.HasSuffix(base, "]") && strings.Contains(base, ":") {
		return true
	}
	base = strings.TrimPrefix(base, "-")
	if known().classes[withoutModifier(base)] {
		return true
	}
	for range roots(base) {
		return true
	}
	return false
}

// Base returns a class without its variants and its mark of importance.
func Base(word string) string {
	depth := 0
	for i := len(word) - 1; i >= 0; i-- {
		switch word[i] {
		case ']', ')':
			depth++
		case '[', '(':
			depth--
		case ':':
			if depth == 0 {
				return strings.Trim(word[i+1:], "!")
			}
		}
	}
	return strings.Trim(word, "!")
}

func withoutModifier(value string) string {
	if i := strings.LastIndexByte(value, '/'); i > 0 && !strings.HasSuffix(value, "]") || i > 0 && strings.Contains(value[i:], "/[") {
		return value[:i]
	}
	return value
}

// roots yields every way to split a class into a root that takes values and a value.
func roots(base string) iter.Seq2[string, string] {
	return func(yield func(root, value string) bool) {
		for i := 1; i < len(base)-1; i++ {
			if base[i] == '-' && known().roots[base[:i]] && !yield(base[:i], base[i+1:]) {
				return
			}
		}
	}
}

// IsRoot reports whether Tailwind has classes that begin with a word and a dash.
func IsRoot(word string) bool { return known().roots[word] }
