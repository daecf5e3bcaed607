package store

import (
	"context"
	"database/sql"
	"regexp"
	"strings"

	"whittle/backend"
)

const versionColumns = `
	version.id,
	version.app_id,
	version.number,
	version.origin,
	version.prompt,
	version.model,
	version.created_at`

const fromVersion = `
	FROM version
	JOIN app ON app.id = version.app_id`

func scanVersion(row scanner) (v backend.Version, err error) {
	err = row.Scan(&v.ID, &v.AppID, &v.Number, &v.Origin, &v.Prompt, &v.Model, &v.CreatedAt)
	return v, err
}

func scanFile(row scanner) (f backend.File, err error) {
	err = row.Scan(&f.Path, &f.Content)
	return f, err
}

// FindVersion returns one version with its files sorted by path and its locks; number 0 means the current one. It returns not_found
// when app or version are absent.
func (s *Store) FindVersion(ctx context.Context, owner, appID string, number int) (backend.Version, error) {
	return read(ctx, s, "find version", func(tx *sql.Tx) (backend.Version, error) {
		return findVersion(ctx, tx, owner, appID, number)
	})
}

func findVersion(ctx context.Context, tx *sql.Tx, owner, appID string, number int) (backend.Version, error) {
	v, err := queryOne(ctx, tx, "version", scanVersion, "SELECT"+versionColumns+fromVersion+`
		WHERE app.owner = $1 AND app.id = $2 AND app.deleted_at = 0
			AND version.number = CASE WHEN $3 = 0 THEN app.version ELSE $3 END`, owner, appID, number)
	if err != nil {
		return v, err
	}
	v.Files, err = queryAll(ctx, tx, scanFile, "SELECT path, content FROM file WHERE version_id = $1 ORDER BY path", v.ID)
	if err != nil {
		return v, err
	}
	v.Locks, err = findLocks(ctx, tx, v.ID)
	return v, err
}

// FindVersions returns an app's versions without their files, newest first.
func (s *Store) FindVersions(ctx context.Context, owner, appID string) ([]backend.Version, error) {
	return read(ctx, s, "find versions", func(tx *sql.Tx) ([]backend.Version, error) {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return nil, err
		}
		return queryAll(ctx, tx, scanVersion, "SELECT"+versionColumns+`
			FROM version
			WHERE app_id = $1
			ORDER BY number DESC`, appID)
	})
}

// requireApp returns not_found unless owner has this app.
func requireApp(ctx context.Context, tx *sql.Tx, owner, id string) error {
	_, err := queryOne(ctx, tx, "app", scanString,
		"SELECT id FROM app WHERE owner = $1 AND id = $2 AND deleted_at = 0", owner, id)
	return err
}

// CreateVersion stores v with its files and makes it the app's current version. It sets v.Number.
func (s *Store) CreateVersion(ctx context.Context, owner string, v *backend.Version) error {
	return s.write(ctx, "create version", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, v.AppID); err != nil {
			return err
		}
		return createVersion(ctx, tx, v)
	})
}

// CreateAppWithVersion stores a new app and its first version. It sets v.AppID and v.Number, and in a what follows
// from the version.
func (s *Store) CreateAppWithVersion(ctx context.Context, a *backend.App, v *backend.Version) error {
	return s.write(ctx, "create app", func(tx *sql.Tx) error {
		return createAppWithVersion(ctx, tx, a, v)
	})
}

func createAppWithVersion(ctx context.Context, tx *sql.Tx, a *backend.App, v *backend.Version) error {
	if err := createApp(ctx, tx, a); err != nil {
		return err
	}
	v.AppID = a.ID
	if err := createVersion(ctx, tx, v); err != nil {
		return err
	}
	a.Version, a.UsesAI, a.UpdatedAt = v.Number, UsesAI(v.Files), v.CreatedAt
	return nil
}

// createVersion takes any app that exists, deleted or not: what was asked for before is still kept.
func createVersion(ctx context.Context, tx *sql.Tx, v *backend.Version) error {
	if len(v.Files) == 0 {
		return backend.Errorf(backend.Invalid, "A version needs at least one file. Nothing was changed.")
	}
	row := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM version WHERE app_id = $1", v.AppID)
	if err := row.Scan(&v.Number); err != nil {
		return err
	}
	if _, err := exec(ctx, tx, `
		INSERT INTO version (
			id,
			app_id,
			number,
			origin,
			prompt,
			model,
			created_at
		) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		v.ID, v.AppID, v.Number, v.Origin, v.Prompt, v.Model, v.CreatedAt); err != nil {
		return err
	}
	if err := createFiles(ctx, tx, v.ID, v.Files); err != nil {
		return err
	}
	if err := createLocks(ctx, tx, v); err != nil {
		return err
	}
	return execOne(ctx, tx, "app", "UPDATE app SET version = $2, uses_ai = $3, updated_at = $4 WHERE id = $1",
		v.AppID, v.Number, UsesAI(v.Files), v.CreatedAt)
}

func createFiles(ctx context.Context, tx *sql.Tx, versionID string, files []backend.File) error {
	for _, f := range files {
		_, err := exec(ctx, tx, "INSERT INTO file (version_id, path, content) VALUES ($1, $2, $3)", versionID, f.Path, f.Content)
		if isUnique(err) {
			return &backend.Error{Code: backend.Invalid, Message: "Two files of this version are called " + f.Path + ". Nothing was changed.", Err: err}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// aiCall is how a page reaches a model: window.AI, or AI.chat and its siblings on the bare name.
var aiCall = regexp.MustCompile(`window\.AI\b|\bAI\.(chat|streamChat|models)\b`)

// UsesAI reports whether any file calls a model through window.AI.
func UsesAI(files []backend.File) bool {
	for _, f := range files {
		if strings.Contains(f.Content, "AI") && aiCall.MatchString(f.Content) { // most files end at the cheap test
			return true
		}
	}
	return false
}
