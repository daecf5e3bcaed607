package store

import (
	"context"
	"database/sql"
	"errors"
)

// BuildsKept says how many built pages are kept and how large they are together, in bytes as stored.
type BuildsKept struct {
	Count int   `json:"count"`
	Bytes int64 `json:"bytes"`
}

// FindBuild returns the built page that was kept under an id, nil when there is none.
func (s *Store) FindBuild(ctx context.Context, id string) ([]byte, error) {
	return read(ctx, s, "find built page", func(tx *sql.Tx) ([]byte, error) {
		var page []byte
		err := tx.QueryRowContext(ctx, "SELECT bundle FROM build WHERE id = $1", id).Scan(&page)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		return page, err
	})
}

// KeepBuild keeps a built page under an id, then drops those used longest ago until all together have at most limit
// bytes. A page that alone has more is not kept.
func (s *Store) KeepBuild(ctx context.Context, id string, page []byte, at, limit int64) error {
	if int64(len(page)) > limit {
		return nil
	}
	return s.write(ctx, "keep built page", func(tx *sql.Tx) error {
		_, err := exec(ctx, tx, `
			INSERT INTO build (id, bundle, size, used_at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET bundle = excluded.bundle, size = excluded.size, used_at = excluded.used_at`,
			id, page, len(page), at)
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, `
			DELETE FROM build
			WHERE id IN (
				SELECT id
				FROM (SELECT id, SUM(size) OVER (ORDER BY used_at DESC, id) AS total FROM build) newest
				WHERE total > $1)`, limit)
		return err
	})
}

// UseBuild notes that a built page was used.
func (s *Store) UseBuild(ctx context.Context, id string, at int64) error {
	return s.write(ctx, "note use of built page", func(tx *sql.Tx) error {
		_, err := exec(ctx, tx, "UPDATE build SET used_at = $2 WHERE id = $1", id, at)
		return err
	})
}

// CountBuilds counts the built pages that are kept.
func (s *Store) CountBuilds(ctx context.Context) (BuildsKept, error) {
	return read(ctx, s, "count built pages", func(tx *sql.Tx) (BuildsKept, error) {
		var kept BuildsKept
		err := tx.QueryRowContext(ctx, "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM build").Scan(&kept.Count, &kept.Bytes)
		return kept, err
	})
}

// ForgetBuilds drops every built page.
func (s *Store) ForgetBuilds(ctx context.Context) error {
	return s.write(ctx, "forget built pages", func(tx *sql.Tx) error {
		_, err := exec(ctx, tx, "DELETE FROM build")
		return err
	})
}
