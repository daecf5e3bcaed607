package store_test

import (
	"context"
	"reflect"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

// bundle is an open library in a folder of its own.
type bundle struct {
	*store.Store
	dir string
}

func setup(t testing.TB) bundle {
	t.Helper()
	dir := t.TempDir()
	return bundle{mustOpen(t, dir), dir}
}

func mustOpen(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func newApp(name string) *backend.App {
	return &backend.App{
		ID: backend.NewID(), Owner: backend.LocalOwner, Name: name, Kind: backend.KindUI, Template: "html",
		CreatedAt: 1000, UpdatedAt: 1000,
	}
}

func newVersion(files ...backend.File) *backend.Version {
	if len(files) == 0 {
		files = []backend.File{{Path: "index.html", Content: "<p>hello</p>"}}
	}
	return &backend.Version{ID: backend.NewID(), Origin: backend.FromHand, Files: files, CreatedAt: 2000}
}

func (b bundle) mustCreateApp(t testing.TB, name string) *backend.App {
	t.Helper()
	a := newApp(name)
	if err := b.CreateAppWithVersion(t.Context(), a, newVersion()); err != nil {
		t.Fatal(err)
	}
	return a
}

// newTurn is a first turn in a new session, ready to begin.
func newTurn(prompt string) store.Turn {
	session := &backend.Session{ID: backend.NewID(), Owner: backend.LocalOwner, Title: "New chat", CreatedAt: 1000, UpdatedAt: 1000}
	return nextTurn(session, prompt, true)
}

func nextTurn(session *backend.Session, prompt string, isNew bool) store.Turn {
	asked := &backend.Message{ID: backend.NewID(), SessionID: session.ID, Role: backend.RoleUser, Text: prompt, CreatedAt: 1000}
	reply := &backend.Message{ID: backend.NewID(), SessionID: session.ID, Role: backend.RoleAssistant, CreatedAt: 1000}
	return store.Turn{Session: session, NewSession: isNew, Prompt: asked, Reply: reply, Generation: &backend.Generation{
		ID: backend.NewID(), SessionID: session.ID, PromptID: asked.ID, MessageID: reply.ID,
		State: backend.GenerationRunning, Model: "m", StartedAt: 1000, LeaseAt: 1000,
	}}
}

func (b bundle) mustBegin(t testing.TB, turn store.Turn) {
	t.Helper()
	if err := b.BeginTurn(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
}

// finish ends a turn well, with the files as the first version of a new app.
func finish(turn store.Turn, text string) store.Finish {
	g := *turn.Generation
	g.State, g.EndedAt, g.FinishReason = backend.GenerationDone, 3000, "stop"
	return store.Finish{Generation: g, Text: text, App: newApp("Made"), Version: newVersion(), SessionTitle: "Made"}
}

func wantCode(t testing.TB, err error, want backend.Code) {
	t.Helper()
	if got := backend.ErrorCode(err); got != want {
		t.Errorf("code %q, want %q (%v)", got, want, err)
	}
}

func wantEqual(t testing.TB, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
