package store

import (
	"context"
	"database/sql"

	"whittle/backend"
)

func scanMessage(row scanner) (m backend.Message, err error) {
	err = row.Scan(&m.ID, &m.SessionID, &m.Role, &m.Text, &m.CreatedAt)
	return m, err
}

// FindMessages returns a session's messages, oldest first. Text is raw for both roles, Parts are left empty, and the
// assistant's messages carry their generation.
func (s *Store) FindMessages(ctx context.Context, owner, sessionID string) ([]backend.Message, error) {
	return read(ctx, s, "find messages", func(tx *sql.Tx) ([]backend.Message, error) {
		if _, err := findSession(ctx, tx, owner, sessionID); err != nil {
			return nil, err
		}
		messages, err := queryAll(ctx, tx, scanMessage, `
			SELECT
				id,
				session_id,
				role,
				text,
				created_at
			FROM message
			WHERE session_id = $1
			ORDER BY place`, sessionID)
		if err != nil {
			return nil, err
		}
		return messages, joinGenerations(ctx, tx, sessionID, messages)
	})
}

func joinGenerations(ctx context.Context, tx *sql.Tx, sessionID string, messages []backend.Message) error {
	generations, err := queryAll(ctx, tx, scanGeneration, selectGeneration+`
		WHERE generation.session_id = $1`, sessionID)
	if err != nil {
		return err
	}
	byMessage := make(map[string]*backend.Generation, len(generations))
	for i := range generations {
		byMessage[generations[i].MessageID] = &generations[i]
	}
	for i := range messages {
		messages[i].Generation = byMessage[messages[i].ID]
	}
	return nil
}

// createMessage puts m behind the session's other messages.
func createMessage(ctx context.Context, tx *sql.Tx, m *backend.Message) error {
	_, err := exec(ctx, tx, `
		INSERT INTO message (
			id,
			session_id,
			place,
			role,
			text,
			created_at
		) SELECT $1, $2, COALESCE(MAX(place), 0) + 1, $3, $4, $5
		FROM message
		WHERE session_id = $2`, m.ID, m.SessionID, m.Role, m.Text, m.CreatedAt)
	return err
}
