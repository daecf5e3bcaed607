package preview_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/preview"
)

func TestDataFiles(t *testing.T) {
	files := []backend.File{
		{Path: "index.html", Content: "<script src=app.js></script>"},
		{Path: "app.js", Content: "fetch('./data/countries.json'); fetch('public/notes.CSV'); load('big.csv'); 'index.html'"},
		{Path: "data/countries.json", Content: "{}"},
		{Path: "data/unused.json", Content: "{}"},
		{Path: "public/notes.CSV", Content: "a,b"},
		{Path: "big.csv", Content: strings.Repeat("x", 9<<20)},
	}
	got := slices.Sorted(maps.Keys(preview.DataFiles(files)))
	if want := []string{"data/countries.json", "index.html", "public/notes.CSV"}; !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	if preview.DataFiles(files[:1]) != nil {
		t.Error("a page without data carries some")
	}
}
