package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whittle/backend"
)

// asked is the one compile that a shell waits to answer.
const asked = "asked-0001"

// shell stands in for what has a UI compile.
type shell struct{}

func (shell) Ready(string) {}

func (shell) Answer(owner, id, _ string) error {
	if owner != backend.LocalOwner || id != asked {
		return backend.Errorf(backend.NotFound, "Nobody waits for this answer any more.")
	}
	return nil
}

func (shell) Script(name string) ([]byte, error) {
	if name != "vue" {
		return nil, backend.Errorf(backend.NotFound, "There is no compiler of this name.")
	}
	return []byte("compile()"), nil
}

// TestCompilerScripts holds that scripts are served to workers, which may reach nothing, and that nothing else is.
func TestCompilerScripts(t *testing.T) {
	d := setup(t)
	for address, status := range map[string]int{
		"/compilers/vue.js": 200, "/compilers/names.js": 404, "/compilers/vue": 404, "/compilers/": 404,
	} {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		r.Host = host
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("%s: status %d, want %d", address, w.Code, status)
		}
		if w.Code == 200 && (w.Body.String() != "compile()" || w.Header().Get("Content-Security-Policy") != "default-src 'none'" ||
			!strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript")) {
			t.Errorf("%s: %v %s", address, w.Header(), w.Body)
		}
	}
}
