// Package library keeps apps, their versions, pins, icons and starters.
package library

import (
	"context"
	"sync"
	"time"

	"whittle/backend"
	"whittle/backend/store"
)

// Library is a person's apps. It tells the bus of every change after the change is stored.
type Library struct {
	store    *store.Store
	bus      *backend.Bus
	now      func() time.Time
	glyphs   func() map[string]string // read when the first icon is cut
	starters func() []starter
}

// New returns a library over st. It reads the starters and refuses one that is not whole.
func New(st *store.Store, bus *backend.Bus, now func() time.Time) (*Library, error) {
	starters, err := readStarters(starterFiles)
	if err != nil {
		return nil, err
	}
	l := &Library{store: st, bus: bus, now: now, glyphs: sync.OnceValue(readGlyphs)}
	l.starters = sync.OnceValue(func() []starter { return cutStarters(starters, l.glyphs()) })
	return l, nil
}

// Apps returns pinned apps in their order, then the others, last changed first; query "" takes all.
func (l *Library) Apps(ctx context.Context, owner, query string) ([]backend.App, error) {
	return l.store.FindApps(ctx, store.AppFilter{Owner: owner, Query: query})
}

// App returns one app, or not_found.
func (l *Library) App(ctx context.Context, owner, id string) (backend.App, error) {
	return l.store.FindApp(ctx, owner, id)
}

// Resolve returns the app that ref means by id, beginning of an id, or name; not_found or conflict when it is not one.
func (l *Library) Resolve(ctx context.Context, owner, ref string) (backend.App, error) {
	return l.store.ResolveApp(ctx, owner, ref)
}

// Version returns one version with its files; n 0 means the current one. It returns not_found when there is none.
func (l *Library) Version(ctx context.Context, owner, appID string, n int) (backend.Version, error) {
	return l.store.FindVersion(ctx, owner, appID, n)
}

// Versions returns an app's versions without their files, newest first.
func (l *Library) Versions(ctx context.Context, owner, appID string) ([]backend.Version, error) {
	return l.store.FindVersions(ctx, owner, appID)
}

// NewApp returns an app that is not stored yet, for the first version of a session: with an id, a name that no other
// app has, and an icon. A glyph that Lucide does not have becomes the first letter.
func (l *Library) NewApp(ctx context.Context, owner, name, template, glyph string) (backend.App, error) {
	apps, err := l.Apps(ctx, owner, "")
	if err != nil {
		return backend.App{}, err
	}
	return l.newApp(apps, owner, name, template, glyph), nil
}

func (l *Library) newApp(apps []backend.App, owner, name, template, glyph string) backend.App {
	at := l.now().UnixMilli()
	a := backend.App{
		ID:        backend.NewID(),
		Owner:     owner,
		Name:      freeName(apps, name),
		Kind:      backend.KindUI,
		Template:  template,
		CreatedAt: at,
		UpdatedAt: at,
	}
	if _, ok := l.glyphs()[glyphName(glyph)]; ok {
		a.Glyph = glyphName(glyph)
	}
	a.Icon = l.cut(a, apps)
	return a
}

// cut makes an app's icon, in one of the pigments that the other apps use least.
func (l *Library) cut(a backend.App, apps []backend.App) string {
	return Cut{Seed: a.ID, Kind: a.Kind, Glyph: l.glyphs()[a.Glyph], Letter: letter(a.Name), Used: pigmentsOf(apps)}.SVG()
}

func (l *Library) publish(owner string, ids ...string) {
	for _, id := range ids {
		l.bus.Publish(backend.Event{Type: backend.EventApp, Owner: owner, Data: backend.Changed{ID: id}})
	}
}
