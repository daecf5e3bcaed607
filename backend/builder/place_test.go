package builder

import (
	"testing"

	"whittle/backend"
)

// TestPlace holds where a script's location becomes the app's own address.
func TestPlace(t *testing.T) {
	for code, want := range map[string]string{
		"show(location.pathname)":                           "show(__place.pathname)",
		"show(window.location.search)":                      "show(__place.search)",
		"show(document . location?.href)":                   "show(__place?.href)",
		"const { hash } = location;":                        "const { hash } = __place;",
		"new URL(window.location)":                          "new URL(__place)",
		"location.href = '/a'":                              "__place.href = '/a'",
		"window.location = '/a'":                            "window.location = '/a'",
		"location.reload(); location.hash":                  "location.reload(); location.hash",
		"route.location.pathname":                           "route.location.pathname",
		"f(({ location }) => location.pathname)":            "f(({ location }) => location.pathname)",
		"let location = 1; window.location.host":            "let location = 1; __place.host",
		"'location.pathname' /* location.href */ + state.a": "'location.pathname' /* location.href */ + state.a",
	} {
		files, _ := newSources([]backend.File{{Path: "a.js", Content: code}, {Path: "b.js", Content: "history.pushState"}})
		p := &page{ctx: t.Context(), sources: files}
		if got := p.adapted(code, ""); got != want {
			t.Errorf("%s\ngot:  %s\nwant: %s", code, got, want)
		}
	}
}
