package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	maxPath    = 240
	maxSegment = 120
)

// cleanPath returns p as a version may hold it: relative, slash-separated, without "./". When no version may hold it,
// reason says why, to follow "its path".
func cleanPath(p string) (clean, reason string) {
	clean = norm.NFC.String(strings.TrimSpace(p))
	for strings.HasPrefix(clean, "./") {
		clean = clean[2:]
	}
	switch {
	case clean == "":
		return p, "is missing"
	case len(clean) > maxPath:
		return p, "is too long"
	case !utf8.ValidString(clean) || strings.ContainsFunc(clean, isUnprintable):
		return p, "holds characters that are not text"
	case clean[0] == '/' || clean[0] == '~':
		return p, "is not relative to the app"
	case strings.ContainsAny(clean, `\:*?"<>|`):
		return p, "holds a character that not every system allows"
	}
	for segment := range strings.SplitSeq(clean, "/") {
		if reason := refuseSegment(segment); reason != "" {
			return p, reason
		}
	}
	return clean, ""
}

// isUnprintable also holds for what turns the direction of text round, by which one name is shown as another.
func isUnprintable(r rune) bool {
	return unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r)
}

func refuseSegment(s string) string {
	switch {
	case s == "..":
		return "leads out of the app"
	case s == "" || s == "." || strings.HasSuffix(s, ".") || strings.TrimSpace(s) != s:
		return "is not a clean path"
	case len(s) > maxSegment:
		return "is too long"
	case strings.EqualFold(s, ".git"):
		return "belongs to git"
	case isReserved(s):
		return "is a name Windows keeps for itself"
	}
	return ""
}

// isReserved reports whether Windows takes the name for a device, whatever its extension (learn.microsoft.com, Naming
// Files, Paths, and Namespaces).
func isReserved(s string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(s), ".")
	switch stem = strings.TrimRight(stem, " "); stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		port, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(port) == 1 && strings.ContainsAny(port, "0123456789¹²³")
}

// foldPath returns what two paths share when a system that ignores case takes them for one.
func foldPath(p string) string { return cases.Fold().String(p) }
