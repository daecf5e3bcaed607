package store_test

import (
	"errors"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func TestStore_FinishTurn(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("a list of tasks")
		s.mustBegin(t, turn)
		f := finish(turn, "Here it is.")
		f.Generation.Problems = []backend.Problem{{Severity: backend.SeverityWarning, File: "index.html", Line: 3, Text: "odd"}}
		f.Generation.Usage = backend.Usage{PromptTokens: 10, CompletionTokens: 20, ReasoningTokens: 3, CachedTokens: 4, Cost: 5_000_000, CostSource: backend.CostReported}
		done, err := s.FinishTurn(t.Context(), f)
		wantCode(t, err, "")
		if done.AppID != f.App.ID || done.Version != 1 {
			t.Errorf("generation names app %q version %d", done.AppID, done.Version)
		}
		stored, err := s.FindGeneration(t.Context(), backend.LocalOwner, done.ID)
		wantCode(t, err, "")
		wantEqual(t, stored, done)

		messages, err := s.FindMessages(t.Context(), backend.LocalOwner, turn.Session.ID)
		wantCode(t, err, "")
		if len(messages) != 2 || messages[0].Text != "a list of tasks" || messages[1].Text != "Here it is." {
			t.Fatalf("messages %+v", messages)
		}
		if messages[0].Generation != nil {
			t.Error("the prompt carries a generation")
		}
		wantEqual(t, messages[1].Generation, &done)

		session, err := s.FindAppSession(t.Context(), backend.LocalOwner, f.App.ID)
		wantCode(t, err, "")
		if session.ID != turn.Session.ID || session.Title != "Made" || session.UpdatedAt != 3000 {
			t.Errorf("session %+v", session)
		}
		version, err := s.FindVersion(t.Context(), backend.LocalOwner, f.App.ID, 0)
		wantCode(t, err, "")
		wantEqual(t, version.Files, f.Version.Files)
	})

	t.Run("SecondVersionInSessionsApp", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		first := finish(turn, "1")
		_, err := s.FinishTurn(t.Context(), first)
		wantCode(t, err, "")
		next := nextTurn(turn.Session, "two", false)
		s.mustBegin(t, next)
		second := finish(next, "2")
		second.App = nil
		_, err = s.FinishTurn(t.Context(), second)
		wantCode(t, err, backend.Conflict)
		if !errors.Is(err, store.ErrBaseMoved) {
			t.Errorf("a version made from no files of the app was refused with %v", err)
		}
		second.Base = 1
		done, err := s.FinishTurn(t.Context(), second)
		wantCode(t, err, "")
		if done.AppID != first.App.ID || done.Version != 2 {
			t.Errorf("generation names app %q version %d", done.AppID, done.Version)
		}
	})

	t.Run("WithoutVersion", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		f := finish(turn, "half a fi")
		f.Generation.State, f.Version = backend.GenerationCutOff, nil
		done, err := s.FinishTurn(t.Context(), f)
		wantCode(t, err, "")
		if done.AppID != "" || done.Version != 0 {
			t.Errorf("generation names app %q version %d", done.AppID, done.Version)
		}
		apps, err := s.FindApps(t.Context(), store.AppFilter{Owner: backend.LocalOwner})
		wantCode(t, err, "")
		if len(apps) != 0 {
			t.Errorf("apps %+v", apps)
		}
	})

	t.Run("KnownApp", func(t *testing.T) {
		s := setup(t)
		a := s.mustCreateApp(t, "Mine")
		turn := newTurn("as react")
		s.mustBegin(t, turn)
		f := finish(turn, "ok")
		changed := *a
		changed.Name, changed.Template = "Stale name", "react"
		f.App, f.Base = &changed, 1
		_, err := s.FinishTurn(t.Context(), f)
		wantCode(t, err, "")
		got, err := s.FindApp(t.Context(), backend.LocalOwner, a.ID)
		wantCode(t, err, "")
		if got.Name != "Mine" || got.Template != "react" || got.Version != 2 {
			t.Errorf("app %+v", got)
		}
	})

}

func TestStore_FinishTurn_WholeOrNot(t *testing.T) {
	t.Run("ErrVersionRefusedChangesNothing", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		f := finish(turn, "text")
		f.Version.Files = append(f.Version.Files, f.Version.Files[0])
		_, err := s.FinishTurn(t.Context(), f)
		wantCode(t, err, backend.Invalid)
		g, err := s.FindGeneration(t.Context(), backend.LocalOwner, turn.Generation.ID)
		wantCode(t, err, "")
		if g.State != backend.GenerationRunning {
			t.Errorf("state %q", g.State)
		}
		_, err = s.FindApp(t.Context(), backend.LocalOwner, f.App.ID)
		wantCode(t, err, backend.NotFound)
	})

	t.Run("ErrTwice", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		f := finish(turn, "text")
		_, err := s.FinishTurn(t.Context(), f)
		wantCode(t, err, "")
		f.Version.ID = backend.NewID()
		_, err = s.FinishTurn(t.Context(), f)
		wantCode(t, err, backend.Conflict)
	})

	t.Run("AfterInterruption", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		ended, err := s.InterruptGenerations(t.Context(), 5000, 6000)
		wantCode(t, err, "")
		if len(ended) != 1 || ended[0].State != backend.GenerationInterrupted || ended[0].EndedAt != 6000 {
			t.Fatalf("ended %+v", ended)
		}
		done, err := s.FinishTurn(t.Context(), finish(turn, "woke up"))
		wantCode(t, err, "")
		if done.State != backend.GenerationDone || done.Version != 1 {
			t.Errorf("generation %+v", done)
		}
	})

	t.Run("ErrUnknown", func(t *testing.T) {
		s := setup(t)
		_, err := s.FinishTurn(t.Context(), finish(newTurn("never begun"), "text"))
		wantCode(t, err, backend.NotFound)
	})
}

func TestStore_BeginTurn(t *testing.T) {
	t.Run("ErrRunning", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		err := s.BeginTurn(t.Context(), nextTurn(turn.Session, "two", false))
		wantCode(t, err, backend.Conflict)
		messages, err := s.FindMessages(t.Context(), backend.LocalOwner, turn.Session.ID)
		wantCode(t, err, "")
		if len(messages) != 2 {
			t.Errorf("%d messages", len(messages))
		}
	})

	t.Run("RetryOfStoredPrompt", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		f := finish(turn, "")
		f.Generation.State, f.Version = backend.GenerationFailed, nil
		_, err := s.FinishTurn(t.Context(), f)
		wantCode(t, err, "")
		again := nextTurn(turn.Session, "", false)
		again.Prompt, again.Generation.PromptID = nil, turn.Prompt.ID
		s.mustBegin(t, again)
		messages, err := s.FindMessages(t.Context(), backend.LocalOwner, turn.Session.ID)
		wantCode(t, err, "")
		if len(messages) != 3 || messages[2].Generation.PromptID != messages[0].ID {
			t.Errorf("messages %+v", messages)
		}
	})

	t.Run("ErrUnknownSession", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		turn.NewSession = false
		wantCode(t, s.BeginTurn(t.Context(), turn), backend.NotFound)
	})

	t.Run("ErrSomebodyElses", func(t *testing.T) {
		s := setup(t)
		turn := newTurn("one")
		s.mustBegin(t, turn)
		_, err := s.FinishTurn(t.Context(), finish(turn, "text"))
		wantCode(t, err, "")
		other := *turn.Session
		other.Owner = "other"
		wantCode(t, s.BeginTurn(t.Context(), nextTurn(&other, "two", false)), backend.NotFound)
	})
}

func TestStore_SaveDraft(t *testing.T) {
	s := setup(t)
	turn := newTurn("one")
	s.mustBegin(t, turn)
	wantCode(t, s.SaveDraft(t.Context(), turn.Generation.ID, "so far", 1500, 1600), "")
	messages, err := s.FindMessages(t.Context(), backend.LocalOwner, turn.Session.ID)
	wantCode(t, err, "")
	if g := messages[1].Generation; messages[1].Text != "so far" || g.FirstTokenAt != 1500 || g.LeaseAt != 1600 {
		t.Errorf("reply %q, generation %+v", messages[1].Text, g)
	}
	ended, err := s.InterruptGenerations(t.Context(), 1600, 2000)
	wantCode(t, err, "")
	if len(ended) != 0 {
		t.Errorf("a fresh lease was interrupted: %+v", ended)
	}
	wantCode(t, s.RenewLeases(t.Context(), []string{turn.Generation.ID, "unknown"}, 2400), "")
	ended, err = s.InterruptGenerations(t.Context(), 1600, 2000)
	wantCode(t, err, "")
	if len(ended) != 0 {
		t.Errorf("a lease from a clock a little ahead was interrupted: %+v", ended)
	}
	ended, err = s.InterruptGenerations(t.Context(), 1601, 2000) // the clock was set back by more than a lease
	wantCode(t, err, "")
	if len(ended) != 1 {
		t.Fatalf("ended %+v", ended)
	}
	wantCode(t, s.SaveDraft(t.Context(), turn.Generation.ID, "too late", 1500, 9000), "")
	messages, err = s.FindMessages(t.Context(), backend.LocalOwner, turn.Session.ID)
	wantCode(t, err, "")
	if messages[1].Text != "so far" {
		t.Errorf("reply %q after the end", messages[1].Text)
	}
}
