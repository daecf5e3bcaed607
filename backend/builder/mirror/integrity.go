package mirror

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"hash"
	"io"
	"strings"
)

// hashes are the algorithms of Subresource Integrity, the strongest first (w3.org/TR/SRI, 3.2). SHA-1 is only what old
// packages of npm have; browsers do not know it.
var hashes = []struct {
	name string
	make func() hash.Hash
}{{"sha512", sha512.New}, {"sha384", sha512.New384}, {"sha256", sha256.New}, {"sha1", sha1.New}}

// integrity is what a file must hash to: any of the digests of the strongest algorithm that was given.
type integrity struct {
	algorithm string // empty when nothing is known
	digests   []string
	make      func() hash.Hash
}

// parseIntegrity reads Subresource Integrity text. What it does not know is passed over, as browsers do.
func parseIntegrity(text string) integrity {
	for _, h := range hashes {
		want := integrity{algorithm: h.name, make: h.make}
		for _, field := range strings.Fields(text) {
			field, _, _ = strings.Cut(field, "?")
			if digest, ok := strings.CutPrefix(field, h.name+"-"); ok {
				want.digests = append(want.digests, strings.TrimRight(digest, "="))
			}
		}
		if len(want.digests) > 0 {
			return want
		}
	}
	return integrity{make: sha512.New}
}

func (i integrity) known() bool { return i.algorithm != "" }

// summer hashes what is written to it, for the check that was asked and for what is recorded.
type summer struct {
	want     integrity
	check    hash.Hash
	recorded hash.Hash
	io.Writer
}

func newSummer(want integrity) *summer {
	s := &summer{want: want, check: want.make(), recorded: sha512.New()}
	s.Writer = io.MultiWriter(s.check, s.recorded)
	return s
}

// fits reports whether what was written is what was asked for; true when nothing was known.
func (s *summer) fits() bool {
	if !s.want.known() {
		return true
	}
	got := strings.TrimRight(base64.StdEncoding.EncodeToString(s.check.Sum(nil)), "=")
	for _, digest := range s.want.digests {
		if digest == got {
			return true
		}
	}
	return false
}

// text is the integrity of what was written.
func (s *summer) text() string {
	return "sha512-" + base64.StdEncoding.EncodeToString(s.recorded.Sum(nil))
}
