// Package store is the only room that speaks SQL.
//
// Every public method is one transaction: it happens whole or not at all, and is on the disk when it returns. What it
// reads is one moment of the library. Files with sqlite in their name hold what PostgreSQL would do otherwise.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"whittle/backend"
)

// Store is an open library. It is safe for many goroutines, and several processes may have the same library open.
type Store struct {
	reader *sql.DB
	writer *sql.DB
	unlock func() error
}

// Close releases the library; calls under way fail. The last one to close it leaves a single tidy file.
func (s *Store) Close() error {
	return errors.Join(s.reader.Close(), s.writer.Close(), s.unlock())
}

// write runs fn in one transaction. There is one writer at a time, so fn must only use its tx.
func (s *Store) write(ctx context.Context, action string, fn func(tx *sql.Tx) error) error {
	return coded(ctx, action, inTx(ctx, s.writer, nil, fn))
}

// read runs fn in one transaction that sees one moment of the library and can change nothing.
func read[T any](ctx context.Context, s *Store, action string, fn func(tx *sql.Tx) (T, error)) (T, error) {
	var found T
	err := inTx(ctx, s.reader, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) (err error) {
		found, err = fn(tx)
		return err
	})
	return found, coded(ctx, action, err)
}

func inTx(ctx context.Context, db *sql.DB, opts *sql.TxOptions, fn func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit this does nothing
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// exec runs one statement and returns how many rows it changed.
func exec(ctx context.Context, tx *sql.Tx, query string, args ...any) (int64, error) {
	result, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// execOne is exec for a statement that must change a row; else it returns not_found for what.
func execOne(ctx context.Context, tx *sql.Tx, what, query string, args ...any) error {
	n, err := exec(ctx, tx, query, args...)
	if err == nil && n == 0 {
		return notFound(what)
	}
	return err
}

// queryOne reads one row; without one it returns not_found for what.
func queryOne[T any](ctx context.Context, tx *sql.Tx, what string, scan func(row scanner) (T, error), query string, args ...any) (T, error) {
	found, err := scan(tx.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return found, notFound(what)
	}
	return found, err
}

// queryAll reads every row; without any it returns an empty list, not nil.
func queryAll[T any](ctx context.Context, tx *sql.Tx, scan func(row scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// scanner is one row, of several or alone.
type scanner interface {
	Scan(dest ...any) error
}

func scanString(row scanner) (s string, err error) {
	err = row.Scan(&s)
	return s, err
}

func notFound(what string) error {
	return backend.Errorf(backend.NotFound, "There is no such %s. It may have been deleted.", what)
}

// orNull turns the empty id of a reference to nothing into NULL.
func orNull(id string) any {
	if id == "" {
		return nil
	}
	return id
}

// coded gives err, which may be nil, the action that failed and a code that a caller can branch on.
func coded(ctx context.Context, action string, err error) error {
	var known *backend.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return fmt.Errorf("%s: %w", action, err)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", action, ctx.Err())
	}
	return sqliteError(action, err)
}
