//go:build desktop && production && !linux

package main

import (
	"context"

	appoptions "github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// adapt sets what these systems need. Wails does not tell where their screens lie, so the size is remembered and
// the place is the middle.
func (d *desktop) adapt(app *appoptions.App) {
	app.Windows = &windows.Options{Theme: windows.SystemDefault}
	if d.place.Maximised {
		app.WindowStartState = appoptions.Maximised
	}
	app.OnBeforeClose = func(window context.Context) bool {
		w, h := runtime.WindowGetSize(window)
		d.moved(rect{W: w, H: h}, runtime.WindowIsNormal(window), runtime.WindowIsMaximised(window))
		return false
	}
}
