package store

import (
	"context"
	"database/sql"
	"errors"

	"whittle/backend"
)

// Settings returns what the person chose; the defaults when nothing was stored.
func (s *Store) Settings(ctx context.Context, owner string) (backend.Settings, error) {
	return read(ctx, s, "read settings", func(tx *sql.Tx) (backend.Settings, error) {
		return findSettings(ctx, tx, owner)
	})
}

func findSettings(ctx context.Context, tx *sql.Tx, owner string) (v backend.Settings, err error) {
	err = tx.QueryRowContext(ctx, `
		SELECT
			endpoint_kind,
			base_url,
			model,
			theme,
			welcomed,
			libraries,
			library_limit
		FROM settings
		WHERE owner = $1`, owner).Scan(&v.EndpointKind, &v.BaseURL, &v.Model, &v.Theme, &v.Welcomed,
		&v.Libraries, &v.LibraryLimit)
	if errors.Is(err, sql.ErrNoRows) {
		return backend.DefaultSettings(), nil
	}
	return v, err
}

// UpdateSettings stores what change makes of the settings and returns it; invalid, and nothing changed, when a kind,
// theme or choice is none that Whittle knows, or a limit is none.
func (s *Store) UpdateSettings(ctx context.Context, owner string, change func(*backend.Settings)) (v backend.Settings, err error) {
	err = s.write(ctx, "save settings", func(tx *sql.Tx) error {
		if v, err = findSettings(ctx, tx, owner); err != nil {
			return err
		}
		change(&v)
		_, err = exec(ctx, tx, `
			INSERT INTO settings (
				owner,
				endpoint_kind,
				base_url,
				model,
				theme,
				welcomed,
				libraries,
				library_limit
			) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (owner) DO UPDATE SET
				endpoint_kind = excluded.endpoint_kind,
				base_url = excluded.base_url,
				model = excluded.model,
				theme = excluded.theme,
				welcomed = excluded.welcomed,
				libraries = excluded.libraries,
				library_limit = excluded.library_limit`,
			owner, v.EndpointKind, v.BaseURL, v.Model, v.Theme, v.Welcomed, v.Libraries, v.LibraryLimit)
		return err
	})
	return v, err
}

// Setting returns a small named value, "" when it is absent.
func (s *Store) Setting(ctx context.Context, owner, key string) (string, error) {
	return read(ctx, s, "read setting", func(tx *sql.Tx) (string, error) {
		return findText(ctx, tx, "SELECT value FROM setting WHERE owner = $1 AND key = $2", owner, key)
	})
}

// SetSetting stores a small named value, such as the place of the window; "" removes it.
func (s *Store) SetSetting(ctx context.Context, owner, key, value string) error {
	return s.write(ctx, "store setting", func(tx *sql.Tx) error {
		if value == "" {
			_, err := exec(ctx, tx, "DELETE FROM setting WHERE owner = $1 AND key = $2", owner, key)
			return err
		}
		_, err := exec(ctx, tx, `
			INSERT INTO setting (owner, key, value)
			VALUES ($1, $2, $3)
			ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value`, owner, key, value)
		return err
	})
}

// Draft returns a text that was typed and not sent, "" when there is none.
func (s *Store) Draft(ctx context.Context, owner, key string) (string, error) {
	return read(ctx, s, "read draft", func(tx *sql.Tx) (string, error) {
		return findText(ctx, tx, "SELECT text FROM draft WHERE owner = $1 AND key = $2", owner, key)
	})
}

// SetDraft keeps a text that is being typed; "" removes it.
func (s *Store) SetDraft(ctx context.Context, owner, key, text string, at int64) error {
	return s.write(ctx, "store draft", func(tx *sql.Tx) error {
		if text == "" {
			_, err := exec(ctx, tx, "DELETE FROM draft WHERE owner = $1 AND key = $2", owner, key)
			return err
		}
		_, err := exec(ctx, tx, `
			INSERT INTO draft (owner, key, text, updated_at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (owner, key) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at`,
			owner, key, text, at)
		return err
	})
}

// findText reads one text, "" when there is no row.
func findText(ctx context.Context, tx *sql.Tx, query string, args ...any) (string, error) {
	text, err := scanString(tx.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, err
}
