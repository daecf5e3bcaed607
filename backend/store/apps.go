package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"whittle/backend"
)

// AppFilter says which apps are meant.
type AppFilter struct {
	Owner string
	Query string // words that name, description or template contain, as Fold compares; empty takes all
}

// AppUpdate says what changes in an app; nil leaves a field as it is.
type AppUpdate struct {
	Name        *string
	Description *string
	Glyph       *string
	Icon        *string
	OpenedAt    *int64
}

const appColumns = `
	app.id,
	app.owner,
	app.name,
	app.description,
	app.kind,
	app.template,
	app.glyph,
	app.icon,
	app.starter,
	app.version,
	pin.place,
	app.uses_ai,
	app.created_at,
	app.updated_at,
	app.opened_at,
	app.deleted_at`

const fromApp = `
	FROM app
	LEFT JOIN pin ON pin.app_id = app.id`

func scanApp(row scanner) (backend.App, error) {
	var a backend.App
	var place sql.NullInt64
	err := row.Scan(&a.ID, &a.Owner, &a.Name, &a.Description, &a.Kind, &a.Template, &a.Glyph, &a.Icon, &a.Starter,
		&a.Version, &place, &a.UsesAI, &a.CreatedAt, &a.UpdatedAt, &a.OpenedAt, &a.DeletedAt)
	a.Pinned, a.PinOrder = place.Valid, int(place.Int64)
	return a, err
}

// FindApp returns one app, or not_found when it is absent or deleted.
func (s *Store) FindApp(ctx context.Context, owner, id string) (backend.App, error) {
	return read(ctx, s, "find app", func(tx *sql.Tx) (backend.App, error) {
		return findApp(ctx, tx, owner, id)
	})
}

func findApp(ctx context.Context, tx *sql.Tx, owner, id string) (backend.App, error) {
	return queryOne(ctx, tx, "app", scanApp, "SELECT"+appColumns+fromApp+`
		WHERE app.owner = $1 AND app.id = $2 AND app.deleted_at = 0`, owner, id)
}

// FindApps returns pinned apps in their order, then the others, last changed first.
func (s *Store) FindApps(ctx context.Context, f AppFilter) ([]backend.App, error) {
	return read(ctx, s, "find apps", func(tx *sql.Tx) ([]backend.App, error) {
		apps, err := findApps(ctx, tx, f.Owner)
		return f.keep(apps), err
	})
}

func findApps(ctx context.Context, tx *sql.Tx, owner string) ([]backend.App, error) {
	apps, err := queryAll(ctx, tx, scanApp, "SELECT"+appColumns+fromApp+`
		WHERE app.owner = $1 AND app.deleted_at = 0
		ORDER BY app.updated_at DESC, app.id DESC`, owner)
	slices.SortStableFunc(apps, pinnedFirst) // in Go, so that the index gives the rest of the order
	return apps, err
}

func pinnedFirst(a, b backend.App) int {
	switch {
	case a.Pinned && b.Pinned:
		return cmp.Compare(a.PinOrder, b.PinOrder)
	case a.Pinned:
		return -1
	case b.Pinned:
		return 1
	}
	return 0
}

// keep compares in Go, because the databases do not agree on letters beyond ASCII.
func (f AppFilter) keep(apps []backend.App) []backend.App {
	words := strings.Fields(Fold(f.Query))
	if len(words) == 0 {
		return apps
	}
	kept := []backend.App{}
	for _, a := range apps {
		if containsAll(Fold(a.Name+"\n"+a.Description+"\n"+a.Template), words) {
			kept = append(kept, a)
		}
	}
	return kept
}

// ResolveApp returns the app that ref means: its id, the beginning of its id, or its name in any case. It returns
// not_found when it means none, and conflict naming the candidates when it means several.
func (s *Store) ResolveApp(ctx context.Context, owner, ref string) (backend.App, error) {
	return read(ctx, s, "resolve app", func(tx *sql.Tx) (backend.App, error) {
		apps, err := findApps(ctx, tx, owner)
		if err != nil {
			return backend.App{}, err
		}
		return resolve(apps, strings.TrimSpace(ref))
	})
}

func resolve(apps []backend.App, ref string) (backend.App, error) {
	var meant []backend.App
	for _, a := range apps {
		if a.ID == ref {
			return a, nil
		}
		if ref != "" && (strings.HasPrefix(a.ID, ref) || Fold(a.Name) == Fold(ref)) {
			meant = append(meant, a)
		}
	}
	switch len(meant) {
	case 0:
		return backend.App{}, backend.Errorf(backend.NotFound, "No app is called %q, and no id begins with it.", ref)
	case 1:
		return meant[0], nil
	}
	return backend.App{}, backend.Errorf(backend.Conflict, "%q could mean %s. Use the id.", ref, candidates(meant))
}

// candidates names a few of the apps with their ids.
func candidates(apps []backend.App) string {
	const few = 5
	var names []string
	for _, a := range apps[:min(len(apps), few)] {
		names = append(names, fmt.Sprintf("%s (%s)", a.Name, a.ID))
	}
	if len(apps) > few {
		names = append(names, fmt.Sprintf("%d more", len(apps)-few))
	}
	return strings.Join(names, ", ")
}

// CreateApp stores a new app without a version; conflict when its id is taken.
func (s *Store) CreateApp(ctx context.Context, a *backend.App) error {
	return s.write(ctx, "create app", func(tx *sql.Tx) error {
		return createApp(ctx, tx, a)
	})
}

func createApp(ctx context.Context, tx *sql.Tx, a *backend.App) error {
	_, err := exec(ctx, tx, `
		INSERT INTO app (
			id,
			owner,
			name,
			description,
			kind,
			template,
			glyph,
			icon,
			starter,
			version,
			uses_ai,
			created_at,
			updated_at,
			opened_at,
			deleted_at
		) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		a.ID, a.Owner, a.Name, a.Description, a.Kind, a.Template, a.Glyph, a.Icon, a.Starter,
		a.Version, a.UsesAI, a.CreatedAt, a.UpdatedAt, a.OpenedAt, a.DeletedAt)
	if isUnique(err) {
		return &backend.Error{Code: backend.Conflict, Message: "An app with this id is already in the library.", Err: err}
	}
	return err
}

// UpdateApp changes what u names and returns the app; UpdatedAt stays, because it tells when its files changed.
func (s *Store) UpdateApp(ctx context.Context, owner, id string, u AppUpdate) (app backend.App, err error) {
	err = s.write(ctx, "update app", func(tx *sql.Tx) error {
		if err := execOne(ctx, tx, "app", `
			UPDATE app SET
				name = COALESCE($3, name),
				description = COALESCE($4, description),
				glyph = COALESCE($5, glyph),
				icon = COALESCE($6, icon),
				opened_at = COALESCE($7, opened_at)
			WHERE owner = $1 AND id = $2 AND deleted_at = 0`,
			owner, id, u.Name, u.Description, u.Glyph, u.Icon, u.OpenedAt); err != nil {
			return err
		}
		app, err = findApp(ctx, tx, owner, id)
		return err
	})
	return app, err
}

// DeleteApp hides an app with everything that belongs to it; not_found when it is absent or already deleted.
func (s *Store) DeleteApp(ctx context.Context, owner, id string, at int64) error {
	return s.write(ctx, "delete app", func(tx *sql.Tx) error {
		return execOne(ctx, tx, "app", `
			UPDATE app SET deleted_at = $3
			WHERE owner = $1 AND id = $2 AND deleted_at = 0`, owner, id, at)
	})
}

// UndeleteApp brings a deleted app back as it was, pin included; one that is not deleted is returned as it is.
func (s *Store) UndeleteApp(ctx context.Context, owner, id string) (app backend.App, err error) {
	err = s.write(ctx, "undelete app", func(tx *sql.Tx) error {
		if err := execOne(ctx, tx, "app", "UPDATE app SET deleted_at = 0 WHERE owner = $1 AND id = $2", owner, id); err != nil {
			return err
		}
		app, err = findApp(ctx, tx, owner, id)
		return err
	})
	return app, err
}
