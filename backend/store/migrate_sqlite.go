package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"whittle/backend"
)

// applicationID marks a SQLite file as a library of Whittle's: "Whtl" in ASCII (sqlite.org/pragma.html, application_id).
const applicationID = 0x5768746c

//go:embed migrations/*.sqlite.sql
var migrationFiles embed.FS

// migrations returns the steps of the schema in order; the first one makes version 1. A released step never changes.
func migrations() ([]string, error) {
	paths, err := fs.Glob(migrationFiles, "migrations/*.sqlite.sql") // sorted by name
	if err != nil {
		return nil, err
	}
	steps := make([]string, len(paths))
	for i, path := range paths {
		step, err := migrationFiles.ReadFile(path)
		if err != nil {
			return nil, err
		}
		steps[i] = string(step)
	}
	return steps, nil
}

// migrate brings the schema to this program's version, each step in a transaction of its own.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	for done := false; !done; {
		err := inTx(ctx, db, nil, func(tx *sql.Tx) (err error) {
			done, err = migrateStep(ctx, tx, steps)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// migrateStep applies the first step that the file lacks; done says that it lacks none.
func migrateStep(ctx context.Context, tx *sql.Tx, steps []string) (done bool, err error) {
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return false, err
	}
	if version == len(steps) {
		return true, nil
	}
	if version > len(steps) {
		return false, backend.Errorf(backend.Conflict, "This library was last opened by a newer Whittle. "+
			"It was left as it is. Update Whittle, or choose another folder.")
	}
	if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
		return false, fmt.Errorf("migrate to version %d: %w", version+1, err)
	}
	stamp := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version+1)
	_, err = tx.ExecContext(ctx, stamp)
	return false, err
}
