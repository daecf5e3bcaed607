package store

import (
	"context"
	"database/sql"

	"whittle/backend"
)

// SessionUpdate says what changes in a session; nil leaves a field as it is.
type SessionUpdate struct {
	Title     *string
	AppID     *string
	UpdatedAt *int64
}

const selectSession = `
	SELECT
		id,
		owner,
		COALESCE(app_id, ''),
		title,
		template,
		created_at,
		updated_at,
		deleted_at
	FROM session`

func scanSession(row scanner) (v backend.Session, err error) {
	err = row.Scan(&v.ID, &v.Owner, &v.AppID, &v.Title, &v.Template, &v.CreatedAt, &v.UpdatedAt, &v.DeletedAt)
	return v, err
}

// FindSession returns one session, or not_found when it is absent or deleted.
func (s *Store) FindSession(ctx context.Context, owner, id string) (backend.Session, error) {
	return read(ctx, s, "find session", func(tx *sql.Tx) (backend.Session, error) {
		return findSession(ctx, tx, owner, id)
	})
}

func findSession(ctx context.Context, tx *sql.Tx, owner, id string) (backend.Session, error) {
	return queryOne(ctx, tx, "chat", scanSession, selectSession+`
		WHERE owner = $1 AND id = $2 AND deleted_at = 0`, owner, id)
}

// FindSessions returns all sessions, last used first.
func (s *Store) FindSessions(ctx context.Context, owner string) ([]backend.Session, error) {
	return read(ctx, s, "find sessions", func(tx *sql.Tx) ([]backend.Session, error) {
		return queryAll(ctx, tx, scanSession, selectSession+`
			WHERE owner = $1 AND deleted_at = 0
			ORDER BY updated_at DESC, id DESC`, owner)
	})
}

// FindAppSession returns the session of an app that was used last, or not_found when it has none.
func (s *Store) FindAppSession(ctx context.Context, owner, appID string) (backend.Session, error) {
	return read(ctx, s, "find session of app", func(tx *sql.Tx) (backend.Session, error) {
		return queryOne(ctx, tx, "chat", scanSession, selectSession+`
			WHERE owner = $1 AND app_id = $2 AND deleted_at = 0
			ORDER BY updated_at DESC, id DESC
			LIMIT 1`, owner, appID)
	})
}

// CreateSession stores a new session; not_found when it names an app that its owner does not have.
func (s *Store) CreateSession(ctx context.Context, v *backend.Session) error {
	return s.write(ctx, "create session", func(tx *sql.Tx) error {
		return createSession(ctx, tx, v)
	})
}

func createSession(ctx context.Context, tx *sql.Tx, v *backend.Session) error {
	if v.AppID != "" {
		if err := requireApp(ctx, tx, v.Owner, v.AppID); err != nil {
			return err
		}
	}
	_, err := exec(ctx, tx, `
		INSERT INTO session (
			id,
			owner,
			app_id,
			title,
			template,
			created_at,
			updated_at,
			deleted_at
		) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		v.ID, v.Owner, orNull(v.AppID), v.Title, v.Template, v.CreatedAt, v.UpdatedAt, v.DeletedAt)
	if isUnique(err) {
		return &backend.Error{Code: backend.Conflict, Message: "A chat with this id is already in the library.", Err: err}
	}
	return err
}

// UpdateSession changes what u names and returns the session.
func (s *Store) UpdateSession(ctx context.Context, owner, id string, u SessionUpdate) (session backend.Session, err error) {
	err = s.write(ctx, "update session", func(tx *sql.Tx) error {
		if u.AppID != nil {
			if err := requireApp(ctx, tx, owner, *u.AppID); err != nil {
				return err
			}
		}
		if err := execOne(ctx, tx, "chat", `
			UPDATE session SET
				title = COALESCE($3, title),
				app_id = COALESCE($4, app_id),
				updated_at = COALESCE($5, updated_at)
			WHERE owner = $1 AND id = $2 AND deleted_at = 0`, owner, id, u.Title, u.AppID, u.UpdatedAt); err != nil {
			return err
		}
		session, err = findSession(ctx, tx, owner, id)
		return err
	})
	return session, err
}

// DeleteSession hides a session with its messages; its app stays. It returns not_found when it is absent or deleted.
func (s *Store) DeleteSession(ctx context.Context, owner, id string, at int64) error {
	return s.write(ctx, "delete session", func(tx *sql.Tx) error {
		return execOne(ctx, tx, "chat", `
			UPDATE session SET deleted_at = $3
			WHERE owner = $1 AND id = $2 AND deleted_at = 0`, owner, id, at)
	})
}

// UndeleteSession brings a deleted session back; one that is not deleted is returned as it is.
func (s *Store) UndeleteSession(ctx context.Context, owner, id string) (session backend.Session, err error) {
	err = s.write(ctx, "undelete session", func(tx *sql.Tx) error {
		if err := execOne(ctx, tx, "chat", "UPDATE session SET deleted_at = 0 WHERE owner = $1 AND id = $2", owner, id); err != nil {
			return err
		}
		session, err = findSession(ctx, tx, owner, id)
		return err
	})
	return session, err
}
