package ai

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// encoding/json turns half of a surrogate pair into U+FFFD. Only the two ends of a chunk can hold halves that
// belong to its neighbours, so only these are restored.

const (
	surrogateMin = 0xD800
	lowMin       = 0xDC00
	surrogateMax = 0xDFFF
	halfLen      = 3 // bytes of a surrogate half in WTF-8, and of U+FFFD in UTF-8
)

// restoreHalves returns s, decoded from the JSON string quoted, with a lone low half at its start and a lone high
// half at its end in WTF-8 instead of U+FFFD.
func restoreHalves(s string, quoted []byte) content {
	c := content(s)
	inner := quoted[1 : len(quoted)-1]
	if r, ok := escapedUnit(inner, 0); ok && r >= lowMin && r <= surrogateMax && strings.HasPrefix(s, "\uFFFD") {
		copy(c, encodeHalf(r))
	}
	at := len(inner) - 6
	if r, ok := escapedUnit(inner, at); ok && r >= surrogateMin && r < lowMin && strings.HasSuffix(s, "\uFFFD") &&
		!escaped(inner, at) {
		copy(c[len(c)-halfLen:], encodeHalf(r))
	}
	return c
}

// escapedUnit reads the \uXXXX at b[at:].
func escapedUnit(b []byte, at int) (rune, bool) {
	if at < 0 || len(b) < at+6 || b[at] != '\\' || b[at+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range b[at+2 : at+6] {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

// escaped reports whether the byte at b[at] is itself escaped by an odd run of backslashes before it.
func escaped(b []byte, at int) bool {
	n := 0
	for at-n-1 >= 0 && b[at-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

func encodeHalf(r rune) []byte {
	return []byte{0xE0 | byte(r>>12), 0x80 | byte(r>>6)&0x3F, 0x80 | byte(r)&0x3F}
}

// decodeHalf reads a surrogate half at the start of b; 0 when there is none.
func decodeHalf(b []byte) rune {
	if len(b) < halfLen || b[0] != 0xED || b[1] < 0xA0 {
		return 0
	}
	return rune(b[0]&0x0F)<<12 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F)
}

// joiner turns contents that follow each other into valid UTF-8, joining pairs that were cut between them.
type joiner struct{ high rune }

// next returns the text of c that is settled; a high half at its end waits for the next content.
func (j *joiner) next(c content) string {
	if len(c) == 0 {
		return ""
	}
	var b strings.Builder
	if j.high != 0 {
		low := decodeHalf(c)
		if low >= lowMin {
			c = c[halfLen:]
		}
		b.WriteRune(utf16.DecodeRune(j.high, low)) // U+FFFD when they make no pair
		j.high = 0
	}
	if len(c) >= halfLen {
		if r := decodeHalf(c[len(c)-halfLen:]); r != 0 && r < lowMin {
			j.high, c = r, c[:len(c)-halfLen]
		}
	}
	if utf8.Valid(c) {
		b.Write(c)
	} else {
		b.WriteRune(utf8.RuneError)
		b.Write(c[min(halfLen, len(c)):])
	}
	return b.String()
}

// rest returns what still waits when nothing follows.
func (j *joiner) rest() string {
	if j.high == 0 {
		return ""
	}
	j.high = 0
	return string(utf8.RuneError)
}
