package store

import (
	"context"
	"database/sql"
	"errors"

	"whittle/backend"
)

// Turn is a prompt on its way to a model.
type Turn struct {
	Session    *backend.Session
	NewSession bool             // store Session too; else it is there already
	Prompt     *backend.Message // nil when the generation answers a prompt that is stored already
	Reply      *backend.Message
	Generation *backend.Generation
}

// BeginTurn stores the prompt, an empty reply and the running generation before any model is asked. It returns
// conflict when the session has a running generation, and not_found when the session is absent.
func (s *Store) BeginTurn(ctx context.Context, t Turn) error {
	return s.write(ctx, "begin turn", func(tx *sql.Tx) error {
		if err := beginSession(ctx, tx, t); err != nil {
			return err
		}
		if t.Prompt != nil {
			if err := createMessage(ctx, tx, t.Prompt); err != nil {
				return err
			}
		}
		if err := createMessage(ctx, tx, t.Reply); err != nil {
			return err
		}
		return saveGeneration(ctx, tx, *t.Generation)
	})
}

func beginSession(ctx context.Context, tx *sql.Tx, t Turn) error {
	if t.NewSession {
		return createSession(ctx, tx, t.Session)
	}
	var running int
	err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM generation WHERE session_id = $1 AND state = 'running'", t.Session.ID).Scan(&running)
	if err != nil {
		return err
	}
	if running > 0 {
		return backend.Errorf(backend.Conflict, "This chat is still writing a reply. Wait for it or stop it, then send again.")
	}
	return execOne(ctx, tx, "chat", "UPDATE session SET updated_at = $3 WHERE owner = $1 AND id = $2 AND deleted_at = 0",
		t.Session.Owner, t.Session.ID, t.Generation.StartedAt)
}

// SaveDraft keeps what came of a reply so far, the moment of its first token (0 before) and a new lease. It has no
// effect once the generation is final.
func (s *Store) SaveDraft(ctx context.Context, generationID, text string, firstTokenAt, leaseAt int64) error {
	return s.write(ctx, "save reply so far", func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `
			UPDATE generation SET
				first_token_at = $2,
				lease_at = $3
			WHERE id = $1 AND state = 'running'`, generationID, firstTokenAt, leaseAt)
		if err != nil || n == 0 {
			return err
		}
		return setReply(ctx, tx, generationID, text)
	})
}

func setReply(ctx context.Context, tx *sql.Tx, generationID, text string) error {
	return execOne(ctx, tx, "reply", `
		UPDATE message SET text = $2
		WHERE id = (SELECT message_id FROM generation WHERE id = $1)`, generationID, text)
}

// Finish is how a turn ended.
type Finish struct {
	Generation   backend.Generation // in a final state with EndedAt set
	Text         string             // the whole reply as it came
	Version      *backend.Version   // what the reply made; nil when it made nothing
	Base         int                // number of the version whose files Version was made from; 0 for none
	App          *backend.App       // the app of Version: stored when it is new, else only its template is; nil takes the session's
	SessionTitle string             // empty keeps the title
}

// ErrBaseMoved is the cause of the conflict when the app has got another version than the base of a finished turn.
var ErrBaseMoved = errors.New("the app has another version by now")

// FinishTurn stores the reply, the final state of its generation and, with a version, the app, the version and its
// files: all of it or nothing. It sets the version's AppID and Number and returns the generation as stored. A
// generation that another process declared interrupted may still be finished; one that has ended otherwise gives
// conflict, and so does a base that is not the app's current version any more.
func (s *Store) FinishTurn(ctx context.Context, f Finish) (backend.Generation, error) {
	g := f.Generation
	err := s.write(ctx, "finish turn", func(tx *sql.Tx) error {
		session, err := findUnfinished(ctx, tx, g.ID)
		if err != nil {
			return err
		}
		g.AppID, g.Version = session.AppID, 0
		if f.Version != nil {
			if err := finishVersion(ctx, tx, session, f); err != nil {
				return err
			}
			g.AppID, g.Version = f.Version.AppID, f.Version.Number
		}
		if err := saveGeneration(ctx, tx, g); err != nil {
			return err
		}
		if err := setReply(ctx, tx, g.ID, f.Text); err != nil {
			return err
		}
		return execOne(ctx, tx, "chat", `
			UPDATE session SET
				app_id = COALESCE(app_id, $2),
				title = COALESCE(NULLIF($3, ''), title),
				updated_at = $4
			WHERE id = $1`, session.ID, orNull(g.AppID), f.SessionTitle, g.EndedAt)
	})
	return g, err
}

// findUnfinished returns the session of a generation that may still be finished, deleted or not.
func findUnfinished(ctx context.Context, tx *sql.Tx, generationID string) (backend.Session, error) {
	session, err := queryOne(ctx, tx, "reply", scanSession, selectSession+`
		WHERE id = (SELECT session_id FROM generation WHERE id = $1)`, generationID)
	if err != nil {
		return session, err
	}
	var state backend.GenerationState
	if err := tx.QueryRowContext(ctx, "SELECT state FROM generation WHERE id = $1", generationID).Scan(&state); err != nil {
		return session, err
	}
	if state != backend.GenerationRunning && state != backend.GenerationInterrupted {
		return session, backend.Errorf(backend.Conflict, "This reply has already ended. What it made is kept.")
	}
	return session, nil
}

// finishVersion stores the version in the turn's app, which may be new.
func finishVersion(ctx context.Context, tx *sql.Tx, session backend.Session, f Finish) error {
	if f.App == nil {
		f.Version.AppID = session.AppID
		return createNextVersion(ctx, tx, f)
	}
	if f.App.Owner != session.Owner {
		return notFound("app")
	}
	n, err := exec(ctx, tx, "UPDATE app SET template = $3 WHERE owner = $1 AND id = $2", f.App.Owner, f.App.ID, f.App.Template)
	if err != nil {
		return err
	}
	if n == 0 {
		return createAppWithVersion(ctx, tx, f.App, f.Version)
	}
	f.Version.AppID = f.App.ID
	return createNextVersion(ctx, tx, f)
}

// createNextVersion refuses a version that would undo one it does not know.
func createNextVersion(ctx context.Context, tx *sql.Tx, f Finish) error {
	var current int
	if err := tx.QueryRowContext(ctx, "SELECT version FROM app WHERE id = $1", f.Version.AppID).Scan(&current); err != nil {
		return err
	}
	if current != f.Base {
		return &backend.Error{Code: backend.Conflict, Err: ErrBaseMoved,
			Message: "The app was changed elsewhere while this reply was stored. The app is as it was changed there. Try again."}
	}
	return createVersion(ctx, tx, f.Version)
}
