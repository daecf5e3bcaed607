//go:build desktop && production && !linux

package main

import "whittle/backend/preview"

// shellOrigin is what the window's pages are served from on this system.
const shellOrigin = preview.OriginWindows

// prepare opens the gate at once. On Windows messages reach Wails from the top document only
// (learn.microsoft.com, CoreWebView2.WebMessageReceived), on macOS Wails drops what does not come from the main
// frame (frontend.go, processMessage with isMainFrame), so there is nothing to move away.
func (d *desktop) prepare() error {
	d.gate.hardened.give(nil)
	d.gate.canary.give(nil)
	return nil
}

// Both engines bring a page that died or hangs to the person's notice themselves.
func (d *desktop) askAlive()   {}
func (d *desktop) endProcess() {}
