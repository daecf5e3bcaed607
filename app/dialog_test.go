package main

import (
	"testing"
	"time"
)

func TestDialogs(t *testing.T) {
	now := time.UnixMilli(0)
	d := &dialogs{now: func() time.Time { return now }}
	begin := func(wantApp string, wantStop bool) {
		t.Helper()
		app, stop := d.begin()
		if app != wantApp || stop != wantStop {
			t.Errorf("got %q, %v, want %q, %v", app, stop, wantApp, wantStop)
		}
	}
	begin("", false) // the shell's own page has none
	d.follow("a")
	for i := range 4 {
		begin("a", i >= 2)
		begin("", false) // one at a time
		d.end(false)
	}
	now = now.Add(2 * time.Second)
	begin("a", true) // a page that waits a little between its dialogs holds the window as well
	d.end(false)
	now = now.Add(11 * time.Second)
	begin("a", false) // a new row
	d.end(true)
	begin("", false) // stopped
	d.follow("a")
	begin("", false)
	d.follow("")
	d.follow("a")
	begin("a", false) // opened again
	d.end(false)
	if got := dialogTitle(""); got != "This app says" {
		t.Errorf("got %q", got)
	}
}
