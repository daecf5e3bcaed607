package chat

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"whittle/backend"
)

func problem(severity backend.Severity, file, format string, args ...any) backend.Problem {
	return backend.Problem{Severity: severity, File: file, Text: fmt.Sprintf(format, args...)}
}

const shortLength = 80

// shorten returns the beginning of a text on one line, for a sentence.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= shortLength {
		return s
	}
	return string([]rune(s)[:shortLength-1]) + "…"
}
