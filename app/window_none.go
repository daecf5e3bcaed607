//go:build !desktop || !production

package main

import (
	"context"

	"whittle/backend"
)

// hasWindow says whether this build can open a window.
const hasWindow = false

// openWindow fails: this build has no window.
func openWindow(context.Context, windowOptions) error {
	return backend.Errorf(backend.Unavailable, "This build of Whittle has no window. Start `whittle serve` and open the address it prints in a browser.")
}
