package store

import (
	"context"
	"database/sql"
	"fmt"

	"whittle/backend"
)

// MaxAppRecords is how much an app may keep in IndexedDB, keys and values together, in bytes of UTF-8.
const MaxAppRecords = 50 << 20

// RecordPatch is what one transaction of an app changed. Clear comes first: every record whose key begins with one of
// its texts goes. Then each value of Set is stored, where nil removes its key.
type RecordPatch struct {
	Clear []string
	Set   map[string]*string
}

// AppRecords returns what an app keeps in IndexedDB by key; empty, not nil, when it keeps nothing.
func (s *Store) AppRecords(ctx context.Context, appID string) (map[string]string, error) {
	return read(ctx, s, "read app records", func(tx *sql.Tx) (map[string]string, error) {
		rows, err := tx.QueryContext(ctx, "SELECT key, value FROM app_record WHERE app_id = $1", appID)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		records := map[string]string{}
		for rows.Next() {
			var key, value string
			if err := rows.Scan(&key, &value); err != nil {
				return nil, err
			}
			records[key] = value
		}
		return records, rows.Err()
	})
}

// WriteAppRecords applies patches in order, all or none. It returns invalid and changes nothing when the app would
// keep more than MaxAppRecords.
func (s *Store) WriteAppRecords(ctx context.Context, owner, appID string, patches []RecordPatch) error {
	return s.write(ctx, "store app records", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return err
		}
		for _, p := range patches {
			if err := applyRecordPatch(ctx, tx, appID, p); err != nil {
				return err
			}
		}
		return checkAppRecords(ctx, tx, appID)
	})
}

func applyRecordPatch(ctx context.Context, tx *sql.Tx, appID string, p RecordPatch) error {
	for _, prefix := range p.Clear {
		_, err := exec(ctx, tx, "DELETE FROM app_record WHERE app_id = $1 AND SUBSTR(key, 1, LENGTH($2)) = $2", appID, prefix)
		if err != nil {
			return err
		}
	}
	for key, value := range p.Set {
		if err := setAppRecord(ctx, tx, appID, key, value); err != nil {
			return err
		}
	}
	return nil
}

func setAppRecord(ctx context.Context, tx *sql.Tx, appID, key string, value *string) error {
	if value == nil {
		_, err := exec(ctx, tx, "DELETE FROM app_record WHERE app_id = $1 AND key = $2", appID, key)
		return err
	}
	_, err := exec(ctx, tx, `
		INSERT INTO app_record (app_id, key, value)
		VALUES ($1, $2, $3)
		ON CONFLICT (app_id, key) DO UPDATE SET value = excluded.value`, appID, key, *value)
	return err
}

func checkAppRecords(ctx context.Context, tx *sql.Tx, appID string) error {
	var size int64
	row := tx.QueryRowContext(ctx, "SELECT COALESCE(SUM(OCTET_LENGTH(key) + OCTET_LENGTH(value)), 0) FROM app_record WHERE app_id = $1", appID)
	if err := row.Scan(&size); err != nil {
		return err
	}
	if size > MaxAppRecords {
		return backend.Errorf(backend.Invalid, "This app would keep %s in IndexedDB, more than the %d MB an app may keep there. What it kept before is unchanged.",
			fmt.Sprintf("%.1f MB", float64(size)/(1<<20)), MaxAppRecords>>20)
	}
	return nil
}
