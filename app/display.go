package main

import (
	"os"
	"runtime"

	"whittle/backend"
)

// windowPossible returns nil when a window can open, else an error that says how to serve instead.
func windowPossible() error {
	switch {
	case !hasWindow:
		return backend.Errorf(backend.Unavailable, "This build of Whittle has no window. Run whittle serve and open the address it prints, or build the desktop program with build/run.")
	case runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return backend.Errorf(backend.Unavailable, "There is no display here. Run whittle serve and open the address it prints.")
	}
	return nil
}
