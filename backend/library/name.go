package library

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"whittle/backend"
	"whittle/backend/store"
)

// MaxName is how long an app's name may be, in characters.
const MaxName = 80

// untitled is the name of an app whose maker gave it none.
const untitled = "Untitled"

// tidy puts s on one line, without control characters, turns of direction and double spaces.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

func checkName(name string) (string, error) {
	name = tidy(name)
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return "", backend.Errorf(backend.Invalid, "An app needs a name. It keeps the one it has.")
	case n > MaxName:
		return "", backend.Errorf(backend.Invalid, "This name has %d characters, %d are the most. The app keeps the one it has.", n, MaxName)
	}
	return name, nil
}

// freeName returns name, shortened to MaxName, with the first number from 2 that makes it differ from all of apps.
func freeName(apps []backend.App, name string) string {
	taken := map[string]bool{}
	for _, a := range apps {
		taken[store.Fold(a.Name)] = true
	}
	base := tidy(name)
	if base == "" {
		base = untitled
	}
	free := shorten(base, MaxName)
	for n := 2; taken[store.Fold(free)]; n++ {
		number := fmt.Sprintf(" %d", n)
		free = shorten(base, MaxName-len(number)) + number
	}
	return free
}

// shorten cuts s to at most n characters.
func shorten(s string, n int) string {
	r := []rune(s)
	return strings.TrimSpace(string(r[:min(len(r), n)]))
}

// letter returns the first letter or digit of a name, in capitals; "#" when it has none.
func letter(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return "#"
}
