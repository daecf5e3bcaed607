package main

import (
	"context"
	"crypto/rand"
	"log/slog"

	"github.com/spf13/cobra"

	"whittle/backend"
)

// runWindow opens the window, or hands over to the one that is open on this library.
func runWindow(cmd *cobra.Command, o *options) error {
	dir, err := o.folder()
	if err != nil {
		return err
	}
	if err := windowPossible(); err != nil {
		return err
	}
	release, running, err := acquire(dir)
	if err != nil {
		return libraryFailed(err)
	}
	if running {
		return handOver(dir, o.openApp)
	}
	defer release()
	ctx := cmd.Context()
	p, err := assemble(ctx, o, newLog(cmd.ErrOrStderr(), slog.LevelWarn))
	if err != nil {
		return err
	}
	defer p.Close()
	open, err := p.appToOpen(cmd, o)
	if err != nil {
		return err
	}
	settings, err := p.store.Settings(ctx, backend.LocalOwner)
	if err != nil {
		return err
	}
	p.chat.Start(ctx)
	defer p.warm(ctx)()
	ticket := rand.Text()
	return openWindow(ctx, windowOptions{
		Handler: p.door(ticket, windowOrigin(), nil), Ticket: ticket, Bus: p.bus, AI: ownCalls{p.calls}, State: ownState{p.store},
		DataDir: dir, Open: open, Theme: settings.Theme, Resolve: p.appID, Name: p.appName, Log: p.log.With("room", "window"), Version: version,
	})
}

// appToOpen returns the id that --open names, "" without the flag.
func (p *program) appToOpen(cmd *cobra.Command, o *options) (string, error) {
	if o.openApp == "" {
		return "", nil
	}
	return p.appID(cmd.Context(), o.openApp)
}

// appName returns what an app is called, "" for one that is not there.
func (p *program) appName(ctx context.Context, id string) string {
	app, err := p.library.App(ctx, backend.LocalOwner, id)
	if err != nil {
		return ""
	}
	return app.Name
}

// appID returns the id of the app that a person named.
func (p *program) appID(ctx context.Context, ref string) (string, error) {
	app, err := p.library.Resolve(ctx, backend.LocalOwner, ref)
	return app.ID, err
}
