package store_test

import (
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func TestStore_CreateVersion(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		s := setup(t)
		a := s.mustCreateApp(t, "Mine")
		v := newVersion(backend.File{Path: "src/b.ts", Content: "window.AI.chat('x')"}, backend.File{Path: "index.html", Content: "\x00 and ümläut"})
		v.AppID, v.Origin, v.Prompt, v.Model, v.CreatedAt = a.ID, backend.FromTurn, "asked", "m", 5000
		must(t, s.CreateVersion(t.Context(), backend.LocalOwner, v))
		app, err := s.FindApp(t.Context(), backend.LocalOwner, a.ID)
		wantCode(t, err, "")
		if app.Version != 2 || !app.UsesAI || app.UpdatedAt != 5000 {
			t.Errorf("app %+v", app)
		}
		want := *v
		want.Files = []backend.File{v.Files[1], v.Files[0]}
		for _, number := range []int{0, 2} {
			got, err := s.FindVersion(t.Context(), backend.LocalOwner, a.ID, number)
			wantCode(t, err, "")
			wantEqual(t, got, want)
		}
		all, err := s.FindVersions(t.Context(), backend.LocalOwner, a.ID)
		wantCode(t, err, "")
		if len(all) != 2 || all[0].Number != 2 || all[1].Number != 1 || all[0].Files != nil {
			t.Errorf("versions %+v", all)
		}
	})

	t.Run("ErrAbsent", func(t *testing.T) {
		s := setup(t)
		a := s.mustCreateApp(t, "Mine")
		_, err := s.FindVersion(t.Context(), backend.LocalOwner, a.ID, 7)
		wantCode(t, err, backend.NotFound)
		_, err = s.FindVersion(t.Context(), "other", a.ID, 1)
		wantCode(t, err, backend.NotFound)
		v := newVersion()
		v.AppID = a.ID
		wantCode(t, s.CreateVersion(t.Context(), "other", v), backend.NotFound)
	})

	t.Run("ErrNoFiles", func(t *testing.T) {
		s := setup(t)
		a, v := newApp("Mine"), newVersion()
		v.Files = nil
		wantCode(t, s.CreateAppWithVersion(t.Context(), a, v), backend.Invalid)
		_, err := s.FindApp(t.Context(), backend.LocalOwner, a.ID)
		wantCode(t, err, backend.NotFound)
	})

	t.Run("ErrTwoFilesOfOneName", func(t *testing.T) {
		s := setup(t)
		a := newApp("Mine")
		file := backend.File{Path: "index.html", Content: "x"}
		wantCode(t, s.CreateAppWithVersion(t.Context(), a, newVersion(file, file)), backend.Invalid)
		_, err := s.FindApp(t.Context(), backend.LocalOwner, a.ID)
		wantCode(t, err, backend.NotFound)
	})
}

func TestStore_DuplicateApp(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	value := "kept"
	must(t, s.SetAppData(t.Context(), backend.LocalOwner, a.ID, false, map[string]*string{"k": &value}))
	twin := newApp("Mine copy")
	must(t, s.DuplicateApp(t.Context(), a.ID, twin, newVersion()))
	data, err := s.AppData(t.Context(), twin.ID)
	wantCode(t, err, "")
	wantEqual(t, data, map[string]string{"k": "kept"})
	foreign := newApp("Theft")
	foreign.Owner = "other"
	wantCode(t, s.DuplicateApp(t.Context(), a.ID, foreign, newVersion()), backend.NotFound)
}

func TestUsesAI(t *testing.T) {
	for content, want := range map[string]bool{
		"await window.AI.chat('x')":  true,
		"const ai = window.AI":       true,
		"AI.streamChat(list, write)": true,
		"window.AIR = 1":             false,
		"MAIL.chat()":                false,
		"<h1>AI companion</h1>":      false,
		"":                           false,
	} {
		if got := store.UsesAI([]backend.File{{Path: "a", Content: "x"}, {Path: "b", Content: content}}); got != want {
			t.Errorf("%q: %v", content, got)
		}
	}
}
