// Package backend holds the nouns every room speaks, and nothing that acts.
//
// Times are Unix milliseconds UTC in fields that end in At, money is integer
// pico-USD, ids are UUIDv7 text.
package backend

import "github.com/google/uuid"

// LocalOwner owns every row on the desktop.
const LocalOwner = "local"

// NewID returns a fresh UUIDv7 in text form; ids made later sort later.
func NewID() string {
	return uuid.Must(uuid.NewV7()).String()
}
