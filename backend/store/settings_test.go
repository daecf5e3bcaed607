package store_test

import (
	"sync"
	"testing"

	"whittle/backend"
)

func TestStore_Settings(t *testing.T) {
	s := setup(t)
	got, err := s.Settings(t.Context(), backend.LocalOwner)
	wantCode(t, err, "")
	wantEqual(t, got, backend.DefaultSettings())
	var chosen backend.Settings
	fill(&chosen)
	chosen.EndpointKind, chosen.Theme, chosen.Libraries = backend.EndpointOpenAI, "dark", backend.LibrariesAlways
	choose := func(v *backend.Settings) { *v = chosen }
	for range 2 {
		got, err = s.UpdateSettings(t.Context(), backend.LocalOwner, choose)
		wantCode(t, err, "")
		wantEqual(t, got, chosen)
		got, err = s.Settings(t.Context(), backend.LocalOwner)
		wantCode(t, err, "")
		wantEqual(t, got, chosen)
	}
	chosen.Theme = "purple"
	_, err = s.UpdateSettings(t.Context(), backend.LocalOwner, choose)
	wantCode(t, err, backend.Invalid)
	got, err = s.Settings(t.Context(), "other")
	wantCode(t, err, "")
	wantEqual(t, got, backend.DefaultSettings())
}

// Changes of different settings at the same time are all kept.
func TestStore_UpdateSettings_AtOnce(t *testing.T) {
	s := setup(t)
	var work sync.WaitGroup
	for _, change := range []func(*backend.Settings){
		func(v *backend.Settings) { v.Theme = "dark" },
		func(v *backend.Settings) { v.Welcomed = true },
		func(v *backend.Settings) { v.Model = "m" },
		func(v *backend.Settings) { v.BaseURL = "http://127.0.0.1:1/v1" },
	} {
		work.Go(func() {
			_, err := s.UpdateSettings(t.Context(), backend.LocalOwner, change)
			wantCode(t, err, "")
		})
	}
	work.Wait()
	got, err := s.Settings(t.Context(), backend.LocalOwner)
	wantCode(t, err, "")
	want := backend.DefaultSettings()
	want.Theme, want.Welcomed, want.Model, want.BaseURL = "dark", true, "m", "http://127.0.0.1:1/v1"
	wantEqual(t, got, want)
}

func TestStore_NamedTexts(t *testing.T) {
	s := setup(t)
	for _, c := range []struct {
		name string
		set  func(owner, value string) error
		get  func(owner string) (string, error)
	}{
		{"Setting",
			func(owner, v string) error { return s.SetSetting(t.Context(), owner, "window", v) },
			func(owner string) (string, error) { return s.Setting(t.Context(), owner, "window") }},
		{"Draft",
			func(owner, v string) error { return s.SetDraft(t.Context(), owner, "home", v, 1000) },
			func(owner string) (string, error) { return s.Draft(t.Context(), owner, "home") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, value := range []string{"", "one", "two\nlines", ""} {
				wantCode(t, c.set(backend.LocalOwner, value), "")
				got, err := c.get(backend.LocalOwner)
				wantCode(t, err, "")
				wantEqual(t, got, value)
				other, err := c.get("other")
				wantCode(t, err, "")
				wantEqual(t, other, "")
			}
		})
	}
}
