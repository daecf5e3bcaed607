package store

import (
	"context"
	"database/sql"

	"whittle/backend"
)

// LockUse is a lock of a version of an app that is not deleted.
type LockUse struct {
	Lock    backend.Lock
	AppID   string
	AppName string
	Number  int // of the version
	Current bool
}

func scanLock(row scanner) (l backend.Lock, err error) {
	err = row.Scan(&l.Name, &l.Asked, &l.Version, &l.Integrity)
	return l, err
}

// findLocks returns the locks of a version by name; nil when it has none.
func findLocks(ctx context.Context, tx *sql.Tx, versionID string) ([]backend.Lock, error) {
	locks, err := queryAll(ctx, tx, scanLock, `
		SELECT name, asked, version, integrity
		FROM version_lock
		WHERE version_id = $1
		ORDER BY name, asked`, versionID)
	if len(locks) == 0 {
		return nil, err
	}
	return locks, err
}

// createLocks stores a new version's locks; one that brings none takes those of the version before.
func createLocks(ctx context.Context, tx *sql.Tx, v *backend.Version) error {
	if v.Locks != nil {
		return addLocks(ctx, tx, v.ID, v.Locks)
	}
	_, err := exec(ctx, tx, `
		INSERT INTO version_lock (version_id, name, asked, version, integrity)
		SELECT $1, name, asked, version_lock.version, integrity
		FROM version_lock
		JOIN version ON version.id = version_lock.version_id
		WHERE version.app_id = $2 AND version.number = $3 - 1`, v.ID, v.AppID, v.Number)
	return err
}

func addLocks(ctx context.Context, tx *sql.Tx, versionID string, locks []backend.Lock) error {
	for _, l := range locks {
		_, err := exec(ctx, tx, `
			INSERT INTO version_lock (version_id, name, asked, version, integrity)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (version_id, name, asked) DO UPDATE SET integrity = excluded.integrity
			WHERE version_lock.integrity = '' AND version_lock.version = excluded.version`, versionID, l.Name, l.Asked, l.Version, l.Integrity)
		if err != nil {
			return err
		}
	}
	return nil
}

// AddLocks settles on versions for an app's version for good: what was settled before stays, but a hash that was not
// known is added. It returns not_found when
// app or version are absent; number 0 means the current one.
func (s *Store) AddLocks(ctx context.Context, owner, appID string, number int, locks []backend.Lock) error {
	return s.write(ctx, "store locks", func(tx *sql.Tx) error {
		v, err := findVersion(ctx, tx, owner, appID, number)
		if err != nil {
			return err
		}
		return addLocks(ctx, tx, v.ID, locks)
	})
}

// FindLockUses returns every lock of the apps that are not deleted, by name, version and app.
func (s *Store) FindLockUses(ctx context.Context, owner string) ([]LockUse, error) {
	return read(ctx, s, "find locks", func(tx *sql.Tx) ([]LockUse, error) {
		return queryAll(ctx, tx, scanLockUse, `
			SELECT
				version_lock.name,
				version_lock.asked,
				version_lock.version,
				version_lock.integrity,
				app.id,
				app.name,
				version.number,
				version.number = app.version
			FROM version_lock
			JOIN version ON version.id = version_lock.version_id
			JOIN app ON app.id = version.app_id
			WHERE app.owner = $1 AND app.deleted_at = 0
			ORDER BY version_lock.name, version_lock.version, app.name, version.number`, owner)
	})
}

func scanLockUse(row scanner) (u LockUse, err error) {
	err = row.Scan(&u.Lock.Name, &u.Lock.Asked, &u.Lock.Version, &u.Lock.Integrity, &u.AppID, &u.AppName, &u.Number, &u.Current)
	return u, err
}
