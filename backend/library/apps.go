package library

import (
	"context"

	"whittle/backend"
	"whittle/backend/store"
)

// CreateFromStarter stores a new app made from a starter; not_found when there is no such starter. The first one
// looks as the starter does, later ones get a number and an icon of their own.
func (l *Library) CreateFromStarter(ctx context.Context, owner, starterID string) (backend.App, error) {
	st, err := l.starter(starterID)
	if err != nil {
		return backend.App{}, err
	}
	apps, err := l.Apps(ctx, owner, "")
	if err != nil {
		return backend.App{}, err
	}
	a := l.newApp(apps, owner, st.Name, st.Template, st.Glyph)
	a.Description, a.Starter = st.Description, st.ID
	if a.Name == st.Name {
		a.Icon = st.Icon
	}
	if err := l.store.CreateAppWithVersion(ctx, &a, l.newVersion(backend.FromStarter, st.files)); err != nil {
		return backend.App{}, err
	}
	l.publish(owner, a.ID)
	return a, nil
}

// Duplicate stores a copy of an app: its current files and what it keeps, not its chat, pin or grants.
func (l *Library) Duplicate(ctx context.Context, owner, id string) (backend.App, error) {
	from, err := l.App(ctx, owner, id)
	if err != nil {
		return backend.App{}, err
	}
	current, err := l.Version(ctx, owner, id, 0)
	if err != nil {
		return backend.App{}, err
	}
	apps, err := l.Apps(ctx, owner, "")
	if err != nil {
		return backend.App{}, err
	}
	a := l.newApp(apps, owner, from.Name+" copy", from.Template, from.Glyph)
	a.Description, a.Kind, a.Starter = from.Description, from.Kind, from.Starter
	a.Icon = l.cut(a, apps)
	v := l.newVersion(backend.FromDuplicate, current.Files)
	v.Locks = current.Locks
	if err := l.store.DuplicateApp(ctx, from.ID, &a, v); err != nil {
		return backend.App{}, err
	}
	l.publish(owner, a.ID)
	return a, nil
}

func (l *Library) newVersion(origin backend.Origin, files []backend.File) *backend.Version {
	return &backend.Version{ID: backend.NewID(), Origin: origin, Files: files, CreatedAt: l.now().UnixMilli()}
}

// Rename gives an app another name of 1 to 80 characters, else it returns invalid. A letter on its icon follows.
func (l *Library) Rename(ctx context.Context, owner, id, name string) (backend.App, error) {
	name, err := checkName(name)
	if err != nil {
		return backend.App{}, err
	}
	a, err := l.App(ctx, owner, id)
	if err != nil {
		return backend.App{}, err
	}
	icon := withLetter(a.Icon, letter(name))
	return l.update(ctx, owner, id, store.AppUpdate{Name: &name, Icon: &icon})
}

// MarkOpened remembers that the app was opened now.
func (l *Library) MarkOpened(ctx context.Context, owner, id string) (backend.App, error) {
	at := l.now().UnixMilli()
	return l.update(ctx, owner, id, store.AppUpdate{OpenedAt: &at})
}

func (l *Library) update(ctx context.Context, owner, id string, u store.AppUpdate) (backend.App, error) {
	a, err := l.store.UpdateApp(ctx, owner, id, u)
	return a, l.told(owner, err, id)
}

// Delete hides an app with all that belongs to it, until Undelete.
func (l *Library) Delete(ctx context.Context, owner, id string) error {
	return l.told(owner, l.store.DeleteApp(ctx, owner, id, l.now().UnixMilli()), id)
}

// Undelete brings a deleted app back as it was.
func (l *Library) Undelete(ctx context.Context, owner, id string) (backend.App, error) {
	a, err := l.store.UndeleteApp(ctx, owner, id)
	return a, l.told(owner, err, id)
}

// Pin puts an app behind the other pins; one that is pinned stays where it is.
func (l *Library) Pin(ctx context.Context, owner, id string) error {
	return l.told(owner, l.store.PinApp(ctx, owner, id), id)
}

// Unpin takes an app from the pins.
func (l *Library) Unpin(ctx context.Context, owner, id string) error {
	return l.told(owner, l.store.UnpinApp(ctx, owner, id), id)
}

// OrderPins puts the pins in the order of ids, which must name each pinned app once; else it returns conflict.
func (l *Library) OrderPins(ctx context.Context, owner string, ids []string) error {
	return l.told(owner, l.store.OrderPins(ctx, owner, ids), ids...)
}

// told passes err on and, without one, tells the bus of the changed apps.
func (l *Library) told(owner string, err error, ids ...string) error {
	if err == nil {
		l.publish(owner, ids...)
	}
	return err
}
