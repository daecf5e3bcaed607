//go:build desktop && production

package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	appoptions "github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"whittle/backend"
	"whittle/backend/preview"
)

// hasWindow says whether this build can open a window.
const hasWindow = true

// desktop is the window while it is open.
type desktop struct {
	gate    *gate
	alive   *liveness
	dialogs *dialogs
	name    func(ctx context.Context, appID string) string
	state   windowState
	ticket  string
	theme   string
	dark    bool // whether the desktop was dark when the window was made
	log     *slog.Logger

	mu    sync.Mutex
	place place
}

// openWindow shows the window and returns when it was closed or ctx ended. The main goroutine must call it.
func openWindow(ctx context.Context, o windowOptions) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	at, err := loadPlace(ctx, o.State)
	if err != nil {
		o.Log.Warn("window place forgotten", "error", err)
	}
	d := &desktop{gate: newGate(preview.ShellPolicy(windowOrigin()), o.Log), alive: &liveness{}, dialogs: &dialogs{now: time.Now}, name: o.Name, state: o.State, ticket: o.Ticket, theme: o.Theme, log: o.Log, place: at}
	shell := &Shell{ticket: o.Ticket, version: o.Version, alive: d.alive, dialogs: d.dialogs, bus: o.Bus, log: o.Log, open: o.Open}
	if err := d.prepare(); err != nil {
		return err
	}
	app := d.app(o)
	app.Bind = []any{shell, &AI{ctx: ctx, calls: o.AI}}
	app.OnStartup = func(window context.Context) { d.started(ctx, window, o, shell) }
	if err := wails.Run(app); err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return d.remember()
}

func (d *desktop) app(o windowOptions) *appoptions.App {
	app := &appoptions.App{
		Title:                    windowTitle,
		Width:                    d.place.W,
		Height:                   d.place.H,
		MinWidth:                 smallestWidth,
		MinHeight:                smallestHeight,
		BackgroundColour:         d.background(),
		AssetServer:              &assetserver.Options{Handler: o.Handler, Middleware: d.gate.guard},
		Logger:                   wailsLog{o.Log},
		ErrorFormatter:           formatError,
		EnableDefaultContextMenu: true, // what stays in it is decided in harden_linux.c

		LogLevelProduction: logger.WARNING,
	}
	d.adapt(app)
	return app
}

// background is the page's own, so that the window does not flash before it is there.
func (d *desktop) background() *appoptions.RGBA {
	if d.dark {
		return appoptions.NewRGB(0x1d, 0x1b, 0x18)
	}
	return appoptions.NewRGB(0xfb, 0xfa, 0xf8)
}

// started runs once, beside the main loop, when the window is there. window is Wails' context.
func (d *desktop) started(ctx, window context.Context, o windowOptions, shell *Shell) {
	shell.browse = func(url string) { runtime.BrowserOpenURL(window, url) }
	shell.choose = func(name string) (string, error) {
		return runtime.SaveFileDialog(window, runtime.SaveDialogOptions{Title: "Save a file", DefaultFilename: name, CanCreateDirectories: true})
	}
	listener := o.Bus.Listen(backend.LocalOwner)
	context.AfterFunc(ctx, listener.Close)
	go pump(ctx, listener, func(e backend.Event) { runtime.EventsEmit(window, windowEvent, e) })
	go d.watch(ctx)
	go func() {
		<-ctx.Done()
		runtime.Quit(window)
	}()
	socket, err := listenHandOver(o.DataDir, o.Log, func(open string) { d.comeForward(ctx, window, o, shell, open) })
	if err != nil {
		d.log.Warn("a second start will not reach this one", "error", err)
		return
	}
	context.AfterFunc(ctx, func() { _ = socket.Close() })
}

// comeForward is what a second start asks for.
func (d *desktop) comeForward(ctx, window context.Context, o windowOptions, shell *Shell, open string) {
	runtime.WindowShow(window)
	runtime.WindowUnminimise(window)
	if open == "" {
		return
	}
	if o.Resolve != nil {
		id, err := o.Resolve(ctx, open)
		if err != nil {
			d.log.Warn("second start asked for an unknown app", "error", err)
			return
		}
		open = id
	}
	shell.requestOpen(open)
}

// watch ends a web process that neither beats nor answers.
func (d *desktop) watch(ctx context.Context) {
	ticker := time.NewTicker(tickMS * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		switch d.alive.tick() {
		case actAsk:
			d.askAlive()
		case actKill:
			d.log.Warn("the page does not answer, its process is ended")
			d.endProcess()
		}
	}
}

// moved takes the window's place; of a window that is not in its normal state only whether it is maximised counts.
func (d *desktop) moved(at rect, normal, maximised bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.place.Maximised = maximised
	if normal {
		d.place.X, d.place.Y, d.place.W, d.place.H, d.place.Known = at.X, at.Y, at.W, at.H, true
	}
}

// placeOn returns where the window goes on these screens.
func (d *desktop) placeOn(screens []rect) place {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.place = clamp(d.place, screens)
	return d.place
}

// remember keeps the place for the next start. The window's context has ended by now.
func (d *desktop) remember() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return savePlace(context.Background(), d.state, d.place)
}

// formatError makes of an error what the page gets when a bound method fails.
func formatError(err error) any {
	return bridgeErrorOf(err)
}
