package store

import (
	"context"
	"database/sql"
	"fmt"
	"unicode/utf8"

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
		if err := clearAppRecords(ctx, tx, appID, prefix); err != nil {
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

// clearAppRecords goes by the order of keys, which is that of their bytes, so that it reads no more than it deletes.
func clearAppRecords(ctx context.Context, tx *sql.Tx, appID, prefix string) error {
	query, args := "DELETE FROM app_record WHERE app_id = $1 AND key >= $2", []any{appID, prefix}
	if end := behind(prefix); end != "" {
		query, args = query+" AND key < $3", append(args, end)
	}
	_, err := exec(ctx, tx, query, args...)
	return err
}

// behind returns the first text behind all that begin with prefix, "" when there is none.
func behind(prefix string) string {
	for prefix != "" {
		last, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		switch last {
		case utf8.MaxRune: // nothing is behind it
		case surrogates - 1:
			return prefix + string(rune(surrogates+surrogateCount))
		default:
			return prefix + string(last+1)
		}
	}
	return ""
}

// Surrogates are no characters of UTF-8 (RFC 3629, section 3).
const (
	surrogates     = 0xD800
	surrogateCount = 0x800
)

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
