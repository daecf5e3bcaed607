package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"whittle/backend/preview"
)

// inARow is how soon after one dialog the next counts as one of a row; from the third of a row on, a person can stop
// them.
const (
	inARow     = 10 * time.Second
	stopsAfter = 2
)

// dialogs decides about alert, confirm and prompt of the app whose page is in the window.
type dialogs struct {
	now func() time.Time

	mu    sync.Mutex
	app   string // id of the app that runs, "" for none
	row   int    // dialogs in a row until now
	ended time.Time
	muted bool // the person has stopped this opening of the app from asking
	open  bool
}

// follow notes which app runs. Another app, and a new opening of the same one, begins afresh.
func (d *dialogs) follow(app string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if app != d.app {
		d.app, d.row, d.muted = app, 0, false
	}
}

// begin returns whose dialog is to be shown and whether it offers to stop them; app is "" when none is shown: no app
// runs, or the person stopped it from asking.
func (d *dialogs) begin() (app string, canStop bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.app == "" || d.muted || d.open {
		return "", false
	}
	if d.now().Sub(d.ended) > inARow {
		d.row = 0
	}
	d.row++
	d.open = true
	return d.app, d.row > stopsAfter
}

// end notes that the dialog was answered, and whether its app is to ask no more.
func (d *dialogs) end(stop bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open, d.ended = false, d.now()
	d.muted = d.muted || stop
}

// dialogTitle says who asks.
func dialogTitle(app string) string {
	if app == "" {
		app = "This app"
	}
	return fmt.Sprintf("%s says", app)
}

// dialogsOf says whose the dialogs of pages are that are served at origin, which is "" for a listener.
func dialogsOf(origin string) preview.Dialogs {
	switch {
	case origin == "":
		return preview.DialogsBrowser
	case runtime.GOOS == "linux":
		return preview.DialogsWindow
	}
	return preview.DialogsNone
}
