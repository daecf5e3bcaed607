//go:build desktop && production

package main

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <stdlib.h>
#include <stdint.h>
*/
import "C"

import "context"

// goDialogBegins returns the title of a dialog that is to be shown, which the caller frees, or nil.
//
//export goDialogBegins
func goDialogBegins(handle C.uintptr_t, canStop *C.int) *C.char {
	d := desktopOf(handle)
	app, stop := d.dialogs.begin()
	if app == "" {
		return nil
	}
	if stop {
		*canStop = 1
	}
	d.alive.pause(true)
	name := ""
	if d.name != nil {
		name = d.name(context.Background(), app)
	}
	return C.CString(dialogTitle(name))
}

//export goDialogEnded
func goDialogEnded(handle C.uintptr_t, stop C.int) {
	d := desktopOf(handle)
	d.dialogs.end(stop != 0)
	d.alive.pause(false)
}
