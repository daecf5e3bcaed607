package main

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestGate(t *testing.T) {
	broken := errors.New("broken")
	open := func(g *gate) { g.hardened.give(nil); g.sing(canarySong) }
	cases := []struct {
		name   string
		state  func(*gate)
		path   string
		status int
		body   string
	}{
		{"nothing decided", func(*gate) {}, "/", 200, "stays closed"},
		{"nothing decided, below the start page", func(*gate) {}, "/api/state", 503, "stays closed"},
		{"hardening failed", func(g *gate) { g.hardened.give(broken); g.sing(canarySong) }, "/api/state", 503, "Cause: broken"},
		{"hardening failed late", func(g *gate) { open(g); g.hardened.give(broken) }, "/", 200, "stays closed"},
		{"no canary, shell", func(g *gate) { g.hardened.give(nil) }, "/", 200, "behind"},
		{"no canary, preview", func(g *gate) { g.hardened.give(nil) }, "/preview/a/b/app.html", 503, "not shown"},
		{"no canary, itself", func(g *gate) { g.hardened.give(nil) }, canaryPath, 200, "typeof window.webkit"},
		{"open", open, "/preview/a/b/app.html", 200, "behind"},
		{"canary saw it", func(g *gate) { g.hardened.give(nil); g.sing("undefined,object,undefined") }, "/preview/a/b/app.html", 503, "object"},
		{"canary saw it later", func(g *gate) { open(g); g.sing("object,object,object") }, "/preview/a/b/app.html", 503, "object"},
		{"canary saw it first", func(g *gate) { g.hardened.give(nil); g.sing(""); g.sing(canarySong) }, "/preview/a/b/app.html", 503, "not shown"},
		{"panic", open, "/panic", 500, "The log has the details"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := newGate("the shell's", slog.New(slog.DiscardHandler))
			g.wait = time.Nanosecond
			c.state(g)
			answer := httptest.NewRecorder()
			g.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/panic" {
					panic("asked to")
				}
				io.WriteString(w, "behind")
			})).ServeHTTP(answer, httptest.NewRequest("GET", c.path, nil))
			if answer.Code != c.status || !strings.Contains(answer.Body.String(), c.body) {
				t.Errorf("%d %q, want %d with %q", answer.Code, answer.Body, c.status, c.body)
			}
			policy := answer.Header().Get("Content-Security-Policy")
			if want := strings.HasPrefix(c.path, "/preview"); (policy == previewPolicy) != want || (policy == "the shell's") == want {
				t.Errorf("policy is %q", policy)
			}
		})
	}
}

func TestGateWaitsForTheVerdict(t *testing.T) {
	g := newGate("", slog.New(slog.DiscardHandler))
	answer := httptest.NewRecorder()
	served := make(chan struct{})
	go func() {
		defer close(served)
		g.guard(http.NotFoundHandler()).ServeHTTP(answer, httptest.NewRequest("GET", "/preview/x", nil))
	}()
	g.hardened.give(nil)
	g.sing(canarySong)
	<-served
	if answer.Code != http.StatusNotFound {
		t.Errorf("%d, want what lies behind the gate", answer.Code)
	}
}
