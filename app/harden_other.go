//go:build desktop && production && !linux

package main

// prepare opens the gate at once. On Windows messages reach Wails from the top document only
// (learn.microsoft.com, CoreWebView2.WebMessageReceived), on macOS Wails drops what does not come from the main
// frame (frontend.go, processMessage with isMainFrame), so there is nothing to move away.
func (d *desktop) prepare() error {
	d.gate.hardened.give(nil)
	d.gate.canary.give(nil)
	return nil
}

// The watch is for Linux: Wails gives no way to end the page's process elsewhere, and the other engines tell the person
// themselves.
func (d *desktop) askAlive()   {}
func (d *desktop) endProcess() {}
