package builder

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"slices"
	"strings"
)

// matches reports whether content is what an integrity attribute demands: one of its hashes of the strongest kind
// (w3.org/TR/sri-2, 3.3.5). An attribute without a hash that is known demands nothing.
func matches(content []byte, integrity string) bool {
	for _, kind := range []struct {
		prefix string
		sum    func([]byte) []byte
	}{
		{"sha512-", func(b []byte) []byte { s := sha512.Sum512(b); return s[:] }},
		{"sha384-", func(b []byte) []byte { s := sha512.Sum384(b); return s[:] }},
		{"sha256-", func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }},
	} {
		wanted := strings.Fields(integrity)
		if !slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(w, kind.prefix) }) {
			continue
		}
		have := kind.prefix + base64.StdEncoding.EncodeToString(kind.sum(content))
		return slices.ContainsFunc(wanted, func(w string) bool {
			hash, _, _ := strings.Cut(w, "?")
			return hash == have
		})
	}
	return true
}
