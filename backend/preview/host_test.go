package preview_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/preview"
)

func seeded(_ context.Context, appID string) (preview.Seed, error) {
	if appID == "broken" {
		return preview.Seed{}, backend.Errorf(backend.Unavailable, "The library is busy. Try again.")
	}
	return preview.Seed{Name: appID, Data: map[string]string{"k": "</script>"}}, nil
}

func ask(h http.Handler, method, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w
}

func TestHostServes(t *testing.T) {
	h := preview.NewHost(seeded)
	path := h.Put(preview.Page{AppID: "a", Document: []byte("<!doctype html><p>one")})
	if !regexp.MustCompile(`^/preview/[0-9a-f]{32}/[0-9a-f]{12}/app\.html$`).MatchString(path) {
		t.Fatalf("path %q", path)
	}
	if h.Put(preview.Page{AppID: "a", Document: []byte("<!doctype html><p>one")}) != path {
		t.Error("the same page has another path")
	}
	second := h.Put(preview.Page{AppID: "a", Document: []byte("two")})
	other := h.Put(preview.Page{AppID: "b", Document: []byte("two")})
	if nonce(second) != nonce(path) || nonce(other) == nonce(path) || second == path {
		t.Errorf("paths %s %s %s", path, second, other)
	}
	broken := h.Put(preview.Page{AppID: "broken", Document: []byte("x")})
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", path, 200, "<p>one"},
		{"HEAD", path, 200, ""},
		{"POST", path, 405, "A preview can only be read.\n"},
		{"OPTIONS", path, 405, "A preview can only be read.\n"},
		{"GET", "/preview/", 404, "This preview is no longer there. Open the app again.\n"},
		{"GET", strings.Replace(path, "app.html", "", 1), 404, "This preview is no longer there. Open the app again.\n"},
		{"GET", broken, 503, "The library is busy. Try again.\n"},
	} {
		w := ask(h, c.method, c.path)
		if w.Code != c.status || !strings.HasSuffix(w.Body.String(), c.body) {
			t.Errorf("%s %s: %d %.100q", c.method, c.path, w.Code, w.Body)
		}
		policy := w.Header().Get("Content-Security-Policy")
		for _, want := range []string{"sandbox allow-scripts allow-forms allow-pointer-lock allow-modals;", "default-src 'none'",
			"connect-src data: blob:;", "frame-src 'none'", "form-action 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s %s: no %s in %q", c.method, c.path, want, policy)
			}
		}
		if strings.Contains(policy, "://") || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: headers %v", c.method, c.path, w.Header())
		}
	}
}

func nonce(path string) string { return strings.Split(path, "/")[2] }

func TestNonceIsTheProcessSecret(t *testing.T) {
	page := preview.Page{AppID: "a", Document: []byte("x")}
	if preview.NewHost(seeded).Put(page) == preview.NewHost(seeded).Put(page) {
		t.Error("two hosts gave the same path")
	}
}

func TestHostForgetsTheOldest(t *testing.T) {
	h := preview.NewHost(seeded)
	put := func(i int) string {
		return h.Put(preview.Page{AppID: "a", Document: fmt.Appendf(nil, "page %d", i)})
	}
	first, second := put(0), put(1)
	for i := 2; i < 64; i++ {
		put(i)
	}
	ask(h, "GET", first)
	put(64)
	if ask(h, "GET", first).Code != 200 || ask(h, "GET", second).Code != 404 {
		t.Error("not the page used longest ago was forgotten")
	}
}

func TestShellPolicy(t *testing.T) {
	for origin, want := range map[string]string{
		preview.OriginLinux:   "frame-src wails://wails/preview/;",
		preview.OriginWindows: "frame-src http://wails.localhost/preview/;",
		"":                    "frame-src 'self';",
	} {
		policy := preview.ShellPolicy(origin)
		if !strings.Contains(policy, want) || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("%s: %s", origin, policy)
		}
	}
}

func TestPolicyNamesGrantedHosts(t *testing.T) {
	hosts := []string{"img.example.com", "a.example.com:8443", "http://plain.example.com", "[2001:db8::1]", "evil.example.com; script-src *", `x" "*`}
	h := preview.NewHost(func(context.Context, string) (preview.Seed, error) { return preview.Seed{Hosts: hosts}, nil })
	header := ask(h, "GET", h.Put(preview.Page{AppID: "a", Document: []byte("x")})).Header()
	policy := header.Get("Content-Security-Policy")
	for _, directive := range []string{"style-src 'unsafe-inline' data: blob:", "img-src data: blob:", "font-src data: blob:", "media-src data: blob:"} {
		if !strings.Contains(policy, "; "+directive+" https://img.example.com https://a.example.com:8443;") {
			t.Errorf("%s in %s", directive, policy)
		}
	}
	if !strings.Contains(policy, "; connect-src data: blob:;") || strings.Count(policy, "script-src") != 1 || strings.Contains(policy, "plain") || strings.Contains(policy, "evil") {
		t.Errorf("policy %s", policy)
	}
	if got := header.Get("Connection-Allowlist"); got != `(response-origin "https://img.example.com" "https://a.example.com:8443")` {
		t.Errorf("connections to %s", got)
	}
	if other := ask(h, "GET", "/preview/none").Header().Get("Connection-Allowlist"); other != "(response-origin)" {
		t.Errorf("an unknown page connects to %s", other)
	}
}
