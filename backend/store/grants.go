package store

import (
	"context"
	"database/sql"
	"errors"

	"whittle/backend"
)

// FindGrant returns the person's answer to what an app asked for; GrantAsk when there is none.
func (s *Store) FindGrant(ctx context.Context, appID, name string) (backend.GrantState, error) {
	return read(ctx, s, "find grant", func(tx *sql.Tx) (backend.GrantState, error) {
		state := backend.GrantAsk
		err := tx.QueryRowContext(ctx, "SELECT state FROM app_grant WHERE app_id = $1 AND name = $2", appID, name).Scan(&state)
		if errors.Is(err, sql.ErrNoRows) {
			return backend.GrantAsk, nil
		}
		return state, err
	})
}

// SetGrant stores the person's answer; GrantAsk forgets it.
func (s *Store) SetGrant(ctx context.Context, owner, appID, name string, state backend.GrantState, at int64) error {
	return s.write(ctx, "store grant", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return err
		}
		if state == backend.GrantAsk {
			_, err := exec(ctx, tx, "DELETE FROM app_grant WHERE app_id = $1 AND name = $2", appID, name)
			return err
		}
		_, err := exec(ctx, tx, `
			INSERT INTO app_grant (app_id, name, state, decided_at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (app_id, name) DO UPDATE SET state = excluded.state, decided_at = excluded.decided_at`,
			appID, name, state, at)
		return err
	})
}

// Grants returns the person's answers to an app, sorted by name; none for an app that owner does not have.
func (s *Store) Grants(ctx context.Context, owner, appID string) ([]backend.Grant, error) {
	return read(ctx, s, "list grants", func(tx *sql.Tx) ([]backend.Grant, error) {
		rows, err := tx.QueryContext(ctx, `
			SELECT g.name, g.state, g.decided_at FROM app_grant g JOIN app a ON a.id = g.app_id
			WHERE g.app_id = $1 AND a.owner = $2 ORDER BY g.name`, appID, owner)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		var grants []backend.Grant
		for rows.Next() {
			var g backend.Grant
			if err := rows.Scan(&g.Name, &g.State, &g.DecidedAt); err != nil {
				return nil, err
			}
			grants = append(grants, g)
		}
		return grants, rows.Err()
	})
}

// ForgetGrants forgets every answer of the person to an app, so that it asks again.
func (s *Store) ForgetGrants(ctx context.Context, owner, appID string) error {
	return s.write(ctx, "forget grants", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return err
		}
		_, err := exec(ctx, tx, "DELETE FROM app_grant WHERE app_id = $1", appID)
		return err
	})
}
