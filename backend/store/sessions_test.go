package store_test

import (
	"context"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func (b bundle) mustCreateSession(t testing.TB, appID string, updatedAt int64) backend.Session {
	t.Helper()
	v := backend.Session{
		ID: backend.NewID(), Owner: backend.LocalOwner, AppID: appID, Title: "A chat", Template: "react",
		CreatedAt: 500, UpdatedAt: updatedAt,
	}
	must(t, b.CreateSession(t.Context(), &v))
	return v
}

func TestStore_Sessions(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	old := s.mustCreateSession(t, a.ID, 1000)
	late := s.mustCreateSession(t, a.ID, 3000)
	free := s.mustCreateSession(t, "", 2000)

	all, err := s.FindSessions(t.Context(), backend.LocalOwner)
	wantCode(t, err, "")
	wantEqual(t, all, []backend.Session{late, free, old})
	newest, err := s.FindAppSession(t.Context(), backend.LocalOwner, a.ID)
	wantCode(t, err, "")
	wantEqual(t, newest, late)
	_, err = s.FindAppSession(t.Context(), backend.LocalOwner, "no-such")
	wantCode(t, err, backend.NotFound)

	title, at := "Renamed", int64(4000)
	got, err := s.UpdateSession(t.Context(), backend.LocalOwner, free.ID, store.SessionUpdate{Title: &title, AppID: &a.ID, UpdatedAt: &at})
	wantCode(t, err, "")
	free.Title, free.AppID, free.UpdatedAt = title, a.ID, at
	wantEqual(t, got, free)
	_, err = s.UpdateSession(t.Context(), "other", free.ID, store.SessionUpdate{Title: &title})
	wantCode(t, err, backend.NotFound)
	unknown := "no-such"
	_, err = s.UpdateSession(t.Context(), backend.LocalOwner, free.ID, store.SessionUpdate{AppID: &unknown})
	wantCode(t, err, backend.NotFound)

	wantCode(t, s.DeleteSession(t.Context(), backend.LocalOwner, free.ID, 5000), "")
	_, err = s.FindSession(t.Context(), backend.LocalOwner, free.ID)
	wantCode(t, err, backend.NotFound)
	_, err = s.FindMessages(t.Context(), backend.LocalOwner, free.ID)
	wantCode(t, err, backend.NotFound)
	back, err := s.UndeleteSession(t.Context(), backend.LocalOwner, free.ID)
	wantCode(t, err, "")
	wantEqual(t, back, free)

	theirs := backend.Session{ID: backend.NewID(), Owner: "other", AppID: a.ID}
	wantCode(t, s.CreateSession(t.Context(), &theirs), backend.NotFound)
	wantCode(t, s.CreateSession(t.Context(), &old), backend.Conflict)
}

func TestStore_GenerationKeepsEveryField(t *testing.T) {
	s := setup(t)
	turn := newTurn("one")
	s.mustBegin(t, turn)
	f := finish(turn, "text")
	ids := f.Generation
	fill(&f.Generation)
	f.Generation.ID, f.Generation.SessionID, f.Generation.PromptID, f.Generation.MessageID = ids.ID, ids.SessionID, ids.PromptID, ids.MessageID
	f.Generation.State, f.Generation.Usage.CostSource = backend.GenerationDone, backend.CostEstimated
	f.Generation.Seq = 0 // known only while it runs
	done, err := s.FinishTurn(t.Context(), f)
	wantCode(t, err, "")
	want := f.Generation
	want.AppID, want.Version = f.App.ID, 1
	wantEqual(t, done, want)
	got, err := s.FindGeneration(t.Context(), backend.LocalOwner, done.ID)
	wantCode(t, err, "")
	wantEqual(t, got, want)
	_, err = s.FindGeneration(t.Context(), "other", done.ID)
	wantCode(t, err, backend.NotFound)
}

func TestStore_Canceled(t *testing.T) {
	s := setup(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.FindSessions(ctx, backend.LocalOwner)
	wantCode(t, err, backend.Canceled)
	wantCode(t, s.CreateApp(ctx, newApp("Late")), backend.Canceled)
}
