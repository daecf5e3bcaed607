package store

import (
	"context"
	"database/sql"
	"fmt"

	"whittle/backend"
)

// MaxAppData is how much an app may keep, keys and values together, in bytes of UTF-8.
const MaxAppData = 10 << 20

// AppData returns what an app keeps by key; empty, not nil, when it keeps nothing.
func (s *Store) AppData(ctx context.Context, appID string) (map[string]string, error) {
	return read(ctx, s, "read app data", func(tx *sql.Tx) (map[string]string, error) {
		rows, err := tx.QueryContext(ctx, "SELECT key, value FROM app_data WHERE app_id = $1", appID)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		data := map[string]string{}
		for rows.Next() {
			var key, value string
			if err := rows.Scan(&key, &value); err != nil {
				return nil, err
			}
			data[key] = value
		}
		return data, rows.Err()
	})
}

// SetAppData removes everything when clear is set, then stores each value, where nil removes its key. It returns
// invalid and changes nothing when the app would keep more than MaxAppData.
func (s *Store) SetAppData(ctx context.Context, owner, appID string, clear bool, set map[string]*string) error {
	return s.write(ctx, "store app data", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return err
		}
		if clear {
			if _, err := exec(ctx, tx, "DELETE FROM app_data WHERE app_id = $1", appID); err != nil {
				return err
			}
		}
		for key, value := range set {
			if err := setAppValue(ctx, tx, appID, key, value); err != nil {
				return err
			}
		}
		return checkAppData(ctx, tx, appID)
	})
}

func setAppValue(ctx context.Context, tx *sql.Tx, appID, key string, value *string) error {
	if value == nil {
		_, err := exec(ctx, tx, "DELETE FROM app_data WHERE app_id = $1 AND key = $2", appID, key)
		return err
	}
	_, err := exec(ctx, tx, `
		INSERT INTO app_data (app_id, key, value)
		VALUES ($1, $2, $3)
		ON CONFLICT (app_id, key) DO UPDATE SET value = excluded.value`, appID, key, *value)
	return err
}

func checkAppData(ctx context.Context, tx *sql.Tx, appID string) error {
	var size int64
	row := tx.QueryRowContext(ctx, "SELECT COALESCE(SUM(OCTET_LENGTH(key) + OCTET_LENGTH(value)), 0) FROM app_data WHERE app_id = $1", appID)
	if err := row.Scan(&size); err != nil {
		return err
	}
	if size > MaxAppData {
		return backend.Errorf(backend.Invalid, "This app would keep %s, more than the %d MB an app may keep. What it kept before is unchanged.",
			fmt.Sprintf("%.1f MB", float64(size)/(1<<20)), MaxAppData>>20)
	}
	return nil
}

// DuplicateApp stores a as a new app with v as its first version and a copy of what the app fromID keeps. It sets the
// same fields as CreateAppWithVersion.
func (s *Store) DuplicateApp(ctx context.Context, fromID string, a *backend.App, v *backend.Version) error {
	return s.write(ctx, "duplicate app", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, a.Owner, fromID); err != nil {
			return err
		}
		if err := createAppWithVersion(ctx, tx, a, v); err != nil {
			return err
		}
		for _, table := range []string{"app_data", "app_record"} {
			_, err := exec(ctx, tx, `
				INSERT INTO `+table+` (app_id, key, value)
				SELECT $2, key, value
				FROM `+table+`
				WHERE app_id = $1`, fromID, a.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
