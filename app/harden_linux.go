//go:build desktop && production

package main

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <stdlib.h>
#include "harden_linux.h"
*/
import "C"

import (
	"crypto/rand"
	_ "embed"
	"errors"
	"runtime"
	"runtime/cgo"
	"strings"
	"unsafe"

	"whittle/backend"
)

//go:embed harden_world.js
var worldScript string

//go:embed harden_shell.js
var shellScript string

// GTK and WebKit want the first thread of the process for the main loop, and WebKit's sandbox must be switched on
// from the same thread. The main goroutine is on it only while init functions run, so it is held here.
func init() { runtime.LockOSThread() }

// prepare is called on the main thread before Wails runs. Without a display it fails with Unavailable.
func (d *desktop) prepare() error {
	sandbox := make(chan error, 1)
	go func() { sandbox <- sandboxWorks() }() // while GTK looks for its display
	if C.window_open_display() == 0 {
		return backend.Errorf(backend.Unavailable, "There is no display to open the window on. Start `whittle serve` and open the address it prints in a browser.")
	}
	d.dark = C.window_follow_theme(C.int(themeNumber(d.theme))) != 0
	if err := <-sandbox; err != nil {
		d.log.Warn("WebKit's process sandbox is off", "error", err)
	} else {
		C.window_enable_sandbox()
	}
	channel := "whittle:" + rand.Text()
	world := strings.NewReplacer("CHANNEL", channel, "CANARY", canaryPath).Replace(worldScript)
	shell := strings.ReplaceAll(shellScript, "CHANNEL", channel)
	setup := C.window_setup{
		handle:        C.uintptr_t(cgo.NewHandle(d)), // kept: callbacks come until the process ends, which is with its window
		shell_script:  C.CString(shell),
		world_script:  C.CString(world),
		authorization: C.CString("Bearer " + d.ticket),
		min_width:     smallestWidth,
		min_height:    smallestHeight,
	}
	C.window_prepare(&setup)
	for _, s := range []*C.char{setup.shell_script, setup.world_script, setup.authorization} {
		C.free(unsafe.Pointer(s))
	}
	return nil
}

func themeNumber(theme string) int {
	switch theme {
	case "light":
		return 1
	case "dark":
		return 2
	}
	return 0
}

func (d *desktop) askAlive()   { C.window_ask_alive() }
func (d *desktop) endProcess() { C.window_end_process() }

func desktopOf(handle C.uintptr_t) *desktop { return cgo.Handle(handle).Value().(*desktop) }

//export goHardened
func goHardened(handle C.uintptr_t, ok C.int) {
	d := desktopOf(handle)
	if ok == 0 {
		d.gate.hardened.give(errors.New("the message channel could not be moved"))
		return
	}
	d.gate.hardened.give(nil)
}

//export goCanary
func goCanary(handle C.uintptr_t, report *C.char) {
	desktopOf(handle).gate.sing(C.GoString(report))
}

//export goDied
func goDied(handle C.uintptr_t, reason C.int) C.int {
	d := desktopOf(handle)
	again := d.alive.died()
	d.log.Warn("web process ended", "reason", terminationReason(int(reason)), "load_again", again)
	if again {
		return 1
	}
	return 0
}

// terminationReason names WebKitWebProcessTerminationReason (webkitgtk.org, enum WebProcessTerminationReason).
func terminationReason(n int) string {
	switch n {
	case 0:
		return "crashed"
	case 1:
		return "exceeded its memory"
	case 2:
		return "ended by the watch"
	}
	return "unknown"
}

//export goAlive
func goAlive(handle C.uintptr_t) { desktopOf(handle).alive.answered() }

//export goMoved
func goMoved(handle C.uintptr_t, x, y, w, h, normal, maximised C.int) {
	desktopOf(handle).moved(rect{int(x), int(y), int(w), int(h)}, normal != 0, maximised != 0)
}

//export goPlace
func goPlace(handle C.uintptr_t, areas *C.int, n C.int, out *C.int) {
	var screens []rect
	for i := range unsafe.Slice(areas, 4*int(n)) {
		if i%4 == 0 {
			a := unsafe.Slice(areas, 4*int(n))[i:]
			screens = append(screens, rect{int(a[0]), int(a[1]), int(a[2]), int(a[3])})
		}
	}
	p := desktopOf(handle).placeOn(screens)
	to := unsafe.Slice(out, 5)
	to[0], to[1], to[2], to[3], to[4] = C.int(p.X), C.int(p.Y), C.int(p.W), C.int(p.H), 0
	if p.Maximised {
		to[4] = 1
	}
}
