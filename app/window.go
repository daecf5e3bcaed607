package main

import (
	"context"
	"log/slog"
	"net/http"
	"runtime"

	"whittle/backend"
	"whittle/backend/preview"
)

// windowOptions is everything the window needs of the program.
type windowOptions struct {
	Handler http.Handler // the one door; also serves the pages of the UI and everything under /preview
	Ticket  string       // what the UI shows the door; requests without it may not carry a body
	Bus     *backend.Bus
	AI      aiCalls
	State   windowState
	DataDir string // the library folder; its instance lock is held by the caller
	Open    string // id of the app to open at once; empty for home
	Theme   string // system, light or dark; empty is system
	Log     *slog.Logger
	Version string

	// Resolve turns what a second start was given after --open into an app id; nil takes it as an id.
	Resolve func(ctx context.Context, app string) (string, error)
	// Name returns what an app is called; "" for an app that is not there. May be nil.
	Name func(ctx context.Context, appID string) string
}

// aiCalls runs the model calls of apps. Start returns when the call is accepted; the reply travels as events.
type aiCalls interface {
	Start(ctx context.Context, call AICall) error
	Cancel(callID string)
}

// windowState keeps small texts by key; an absent key reads as "".
type windowState interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

const (
	windowTitle     = "Whittle"
	smallestWidth   = 760
	smallestHeight  = 520
	preferredWidth  = 1280
	preferredHeight = 800
)

// windowOrigin is where Wails serves the window's pages on this system.
func windowOrigin() string {
	if runtime.GOOS == "windows" {
		return preview.OriginWindows
	}
	return preview.OriginLinux // macOS has the same
}
