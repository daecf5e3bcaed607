package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

// Two stores on one library, as the window and a command beside it, each with writers and readers at once.
func TestStore_Hammer(t *testing.T) {
	const writers, rounds = 3, 8
	dir := t.TempDir()
	stores := []*store.Store{mustOpen(t, dir), mustOpen(t, dir)}
	shared := bundle{stores[0], dir}.mustCreateApp(t, "Shared")
	ctx := t.Context()

	writing, stopReading := context.WithCancel(ctx)
	var readers, all sync.WaitGroup
	for _, s := range stores {
		for range 3 {
			readers.Go(func() {
				for writing.Err() == nil {
					checkWhole(t, s, shared.ID)
				}
			})
		}
		for w := range writers {
			all.Go(func() {
				for i := range rounds {
					hammerOnce(ctx, t, s, shared.ID, fmt.Sprintf("%d-%d", w, i))
				}
			})
		}
	}
	all.Wait()
	stopReading()
	readers.Wait()

	versions, err := stores[1].FindVersions(ctx, backend.LocalOwner, shared.ID)
	wantCode(t, err, "")
	const want = 2*writers*rounds + 1
	for i, v := range versions {
		if v.Number != want-i {
			t.Fatalf("version %d in place of %d", v.Number, want-i)
		}
	}
	sessions, err := stores[0].FindSessions(ctx, backend.LocalOwner)
	wantCode(t, err, "")
	if len(versions) != want || len(sessions) != want-1 {
		t.Errorf("%d versions, %d sessions", len(versions), len(sessions))
	}
}

// hammerOnce goes through a whole turn on a shared app.
func hammerOnce(ctx context.Context, t *testing.T, s *store.Store, appID, text string) {
	turn := newTurn(text)
	turn.Session.AppID = appID
	f := finish(turn, text)
	f.App = nil
	_, err := func() (backend.Generation, error) {
		if err := s.BeginTurn(ctx, turn); err != nil {
			return backend.Generation{}, err
		}
		if err := s.SaveDraft(ctx, turn.Generation.ID, "so far", 1, 2); err != nil {
			return backend.Generation{}, err
		}
		for {
			app, err := s.FindApp(ctx, backend.LocalOwner, appID)
			if err != nil {
				return backend.Generation{}, err
			}
			f.Base = app.Version
			if g, err := s.FinishTurn(ctx, f); !errors.Is(err, store.ErrBaseMoved) {
				return g, err
			}
		}
	}()
	if err != nil {
		t.Errorf("turn %s: %v", text, err)
	}
	if err := s.SetAppData(ctx, backend.LocalOwner, appID, false, map[string]*string{"left": &text, "right": &text}); err != nil {
		t.Errorf("data %s: %v", text, err)
	}
}

// checkWhole reads what writers are changing and expects to see one moment of it.
func checkWhole(t *testing.T, s *store.Store, appID string) {
	ctx := context.Background()
	v, err := s.FindVersion(ctx, backend.LocalOwner, appID, 0)
	if err != nil || len(v.Files) != 1 {
		t.Errorf("version %d with %d files: %v", v.Number, len(v.Files), err)
	}
	data, err := s.AppData(ctx, appID)
	if err != nil || data["left"] != data["right"] {
		t.Errorf("data %v: %v", data, err)
	}
}
