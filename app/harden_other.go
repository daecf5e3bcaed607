//go:build desktop && production && !linux

package main

// shellOrigin is what the window's pages are served from on this system.
const shellOrigin = "http://wails.localhost"

// displayAvailable says whether there is a display to open a window on; here there always is.
func displayAvailable(func(string) string) error { return nil }

// prepare opens the gate at once. On Windows messages reach Wails from the top document only
// (learn.microsoft.com, CoreWebView2.WebMessageReceived), on macOS Wails drops what does not come from the main
// frame (frontend.go, processMessage with isMainFrame), so there is nothing to move away.
func (d *desktop) prepare() (done func()) {
	d.gate.hardened.give(nil)
	d.gate.canary.give(nil)
	return func() {}
}

// Both engines bring a page that died or hangs to the person's notice themselves.
func (d *desktop) askAlive()   {}
func (d *desktop) endProcess() {}
