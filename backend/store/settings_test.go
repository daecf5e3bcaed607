package store_test

import (
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
	chosen.EndpointKind, chosen.Theme = backend.EndpointOpenAI, "dark"
	for range 2 {
		wantCode(t, s.SaveSettings(t.Context(), backend.LocalOwner, chosen), "")
		got, err = s.Settings(t.Context(), backend.LocalOwner)
		wantCode(t, err, "")
		wantEqual(t, got, chosen)
	}
	chosen.Theme = "purple"
	wantCode(t, s.SaveSettings(t.Context(), backend.LocalOwner, chosen), backend.Invalid)
	got, err = s.Settings(t.Context(), "other")
	wantCode(t, err, "")
	wantEqual(t, got, backend.DefaultSettings())
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
