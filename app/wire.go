package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
	"whittle/backend/builder/mirror"
	"whittle/backend/chat"
	"whittle/backend/egress"
	"whittle/backend/library"
	"whittle/backend/preview"
	"whittle/backend/store"
)

// program is every room, built once and introduced to the others; nothing else introduces them.
type program struct {
	dataDir   string
	log       *slog.Logger
	bus       *backend.Bus
	store     *store.Store
	connector *connector
	gateway   *ai.Gateway
	egress    *egress.Client
	mirror    *mirror.Mirror
	builder   *builder.Builder
	fetches   *library.Fetches
	pages     *pages
	compiles  *compiles
	compilers *compiler.Set
	library   *library.Library
	chat      *chat.Chat
	calls     *chat.AppCalls
}

// assemble opens the library in o's folder and builds every room on it. The caller closes the program.
func assemble(ctx context.Context, o *options, log *slog.Logger) (*program, error) {
	dir, err := o.folder()
	if err != nil {
		return nil, err
	}
	p := &program{dataDir: dir, log: log, bus: &backend.Bus{}}
	if p.store, err = store.Open(ctx, dir); err != nil {
		return nil, libraryFailed(err)
	}
	if err := p.furnish(); err != nil {
		return nil, errors.Join(err, p.store.Close())
	}
	return p, nil
}

// libraryFailed tells a library that cannot be used from a model endpoint that cannot.
func libraryFailed(err error) error {
	if backend.ErrorCode(err) == backend.Unavailable {
		return exitError{exitInternal, err}
	}
	return err
}

func (p *program) furnish() error {
	keys, err := newVault(p.dataDir)
	if err != nil {
		return err
	}
	p.connector = newConnector(p.store, keys)
	p.gateway = ai.New(ai.Config{Endpoint: p.connector.Endpoint, Record: p.record, Log: p.log.With("room", "ai")})
	if p.pages, err = newPages(p.store, p.log.With("room", "pages")); err != nil {
		return fmt.Errorf("start pages: %w", err)
	}
	p.compiles = newCompiles(p.bus, rand.Text)
	p.compilers = compiler.NewWith(p.compiles.Ask)
	if p.mirror, err = newMirror(p.dataDir, p.store, p.log.With("room", "mirror")); err != nil {
		return fmt.Errorf("start mirror: %w", err)
	}
	if p.builder, err = builder.New(builder.Options{Mirror: p.mirror, Pages: p.pages, Compiler: p.compilers}); err != nil {
		return fmt.Errorf("start builder: %w", err)
	}
	if p.library, err = library.New(p.store, p.bus, time.Now); err != nil {
		return fmt.Errorf("start library: %w", err)
	}
	p.fetches = library.NewFetches(library.FetchesConfig{
		Store: p.store, Builder: p.builder, Mirror: p.mirror, Bus: p.bus, Log: p.log.With("room", "fetches"),
	})
	p.egress = egress.New(network(egress.Config{Agent: "Whittle/" + version}))
	p.chat = chat.New(chat.Config{
		Store: p.store, Model: p.gateway, Builder: p.builder, Library: p.library, Templates: builder.Templates(),
		Bus: p.bus, Now: time.Now, Log: p.log.With("room", "chat"),
	})
	p.calls = chat.NewAppCalls(chat.AppCallsConfig{
		Store: p.store, Model: p.gateway, Bus: p.bus, Now: time.Now, Log: p.log.With("room", "calls"),
	})
	return nil
}

// record books a call and tells the listeners that money was spent.
func (p *program) record(ctx context.Context, row backend.UsageRow) error {
	if err := p.store.RecordUsage(ctx, row); err != nil {
		return err
	}
	p.bus.Publish(backend.Event{Type: backend.EventUsage, Owner: row.Owner})
	return nil
}

// Close stops what runs and closes the library.
func (p *program) Close() error {
	p.fetches.Stop()
	p.calls.Stop()
	p.chat.Stop()
	p.pages.Close()
	p.compilers.Close()
	return p.store.Close()
}

// seedWith is seed for pages whose dialogs are whose.
func (p *program) seedWith(whose preview.Dialogs) preview.SeedFunc {
	return func(ctx context.Context, appID string) (preview.Seed, error) {
		seed, err := p.seed(ctx, appID)
		seed.Dialogs = whose
		return seed, err
	}
}

// seed tells a page of an app what it starts with; it is read at the moment the page is served.
func (p *program) seed(ctx context.Context, appID string) (preview.Seed, error) {
	app, err := p.library.App(ctx, backend.LocalOwner, appID)
	if err != nil {
		return preview.Seed{}, err
	}
	data, err := p.store.AppData(ctx, appID)
	if err != nil {
		return preview.Seed{}, err
	}
	settings, err := p.store.Settings(ctx, backend.LocalOwner)
	if err != nil {
		return preview.Seed{}, err
	}
	hosts, err := p.hosts(ctx, appID)
	if err != nil {
		return preview.Seed{}, err
	}
	seed := preview.Seed{Data: data, Name: app.Name, Hosts: hosts}
	if settings.Theme != "system" {
		seed.Theme = settings.Theme
	}
	return seed, nil
}
