package api_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/api"
	"whittle/backend/preview"
)

// The committed document is what clients are made from, so it says what the door does.
func TestDocumentIsCommitted(t *testing.T) {
	committed, err := os.ReadFile(filepath.Join("..", "..", "docs", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Info struct{ Version string } }
	if err := json.Unmarshal(committed, &document); err != nil {
		t.Fatal(err)
	}
	server := api.New(api.Config{Preview: preview.NewHost(nil), Bus: &backend.Bus{}, Version: document.Info.Version})
	now, err := server.OpenAPI()
	if err != nil || string(now) != string(committed) {
		t.Errorf("docs/openapi.json is not what the door does, %v; run: go run ./app openapi > docs/openapi.json", err)
	}
}

func TestDocument(t *testing.T) {
	d := setup(t)
	seen := map[string]bool{}
	for _, o := range operations(t, d) {
		if o.id == "" || seen[o.id] || strings.ToLower(o.id) != o.id {
			t.Errorf("%s %s has the operation id %q", o.method, o.path, o.id)
		}
		seen[o.id] = true
	}
	for _, kind := range []string{"json", "yaml"} {
		r := request(t, "GET", "/api/openapi."+kind, "")
		r.Header.Del("Authorization")
		if a := d.do(r); a.status != 200 || !strings.Contains(a.body, "send-prompt") {
			t.Errorf("openapi.%s: %d", kind, a.status)
		}
	}
}
