package main

import (
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// gateWait is how long a request waits for a verdict before it is refused.
const gateWait = 5 * time.Second

// canaryPath is where the canary page lies. It is served as previews are, so that what holds for it holds for them.
const canaryPath = "/preview/canary"

// previewPolicy holds for every answer under /preview that brings no policy of its own: a page without rights.
const previewPolicy = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-src 'none'"

// canaryPage looks for the raw message channel from the three kinds of realm a preview can make without a request:
// its own, a srcdoc frame and a srcdoc frame inside that. It reports what it saw to its parent.
const canaryPage = `<!doctype html><meta charset="utf-8"><script>
const seen = [typeof window.webkit];
addEventListener('message', e => {
  seen.push(...e.data);
  parent.postMessage(seen.join(), '*');
});
const inner = '<script>parent.postMessage([typeof window.webkit], "*")<\/script>';
const outer = '<script>addEventListener("message", e => parent.postMessage([typeof window.webkit, ...e.data], "*"))<\/script>';
const frame = document.createElement('iframe');
frame.sandbox = 'allow-scripts';
frame.srcdoc = outer + '<iframe sandbox="allow-scripts" srcdoc="' + inner.replaceAll('"', '&quot;') + '"></iframe>';
document.documentElement.append(frame);
</script>`

// canarySong is the only report that opens the way to previews.
const canarySong = "undefined,undefined,undefined"

// verdict is a decision that others wait for. It may turn from good to bad, never back.
type verdict struct {
	mu   sync.Mutex
	done chan struct{}
	set  bool
	err  error
}

func newVerdict() *verdict { return &verdict{done: make(chan struct{})} }

// give decides: nil is good. A second good word changes nothing, a bad one always holds.
func (v *verdict) give(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err != nil {
		v.err = err
	}
	if !v.set {
		v.set = true
		close(v.done)
	}
}

var errNoVerdict = errors.New("no answer in time")

// wait returns the decision, or errNoVerdict when there is none within d or before stop closes.
func (v *verdict) wait(d time.Duration, stop <-chan struct{}) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-v.done:
	case <-timer.C:
	case <-stop:
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.set {
		return errNoVerdict
	}
	return v.err
}

// gate stands before the door in the window. Nothing passes before the raw message channel is known to be closed to
// every frame but the shell; previews pass only when the canary has also seen that from where they will live.
type gate struct {
	hardened *verdict
	canary   *verdict
	wait     time.Duration
	policy   string // of the shell's pages
	log      *slog.Logger
}

func newGate(shellPolicy string, log *slog.Logger) *gate {
	return &gate{hardened: newVerdict(), canary: newVerdict(), wait: gateWait, policy: shellPolicy, log: log}
}

// sing takes the canary's report.
func (g *gate) sing(report string) {
	if report == canarySong {
		g.canary.give(nil)
		return
	}
	g.log.Error("raw channel reachable from a frame, previews are off", "report", report)
	g.canary.give(fmt.Errorf("the canary saw %q", report))
}

// guard wraps next. A panic behind it becomes a 500 and a line in the log.
func (g *gate) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer g.recover(w, r)
		preview := r.URL.Path == "/preview" || strings.HasPrefix(r.URL.Path, "/preview/")
		w.Header().Set("Content-Security-Policy", g.policyFor(preview))
		if err := g.hardened.wait(g.wait, r.Context().Done()); err != nil {
			g.refuse(w, r, "Whittle stays closed", "It could not separate its own page from the apps in it, so nothing is shown. Your library is untouched.", err)
			return
		}
		if r.URL.Path == canaryPath {
			serveCanary(w)
			return
		}
		if preview {
			if err := g.canary.wait(g.wait, r.Context().Done()); err != nil {
				g.refuse(w, r, "This app is not shown", "Whittle could not make sure that apps are kept apart from it in this window. Your apps are untouched. Start Whittle again, or use `whittle serve` and a browser.", err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (g *gate) policyFor(preview bool) string {
	if preview {
		return previewPolicy
	}
	return g.policy
}

func (g *gate) recover(w http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		g.log.Error("handler panicked", "method", r.Method, "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
		http.Error(w, "Whittle met an error in this request. The log has the details.", http.StatusInternalServerError)
	}
}

// refuse answers with a plain page. The start page must be a 200: for it the asset server drops any other body.
func (g *gate) refuse(w http.ResponseWriter, r *http.Request, title, text string, why error) {
	g.log.Error("request refused", "path", r.URL.Path, "error", why)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Path != "/" {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Whittle</title>`+
		`<body style="font:15px/1.5 system-ui,sans-serif;color:#57514a;max-width:34em;margin:18vh auto;padding:0 24px">`+
		`<h1 style="font-size:19px">%s</h1><p>%s</p><p>Cause: %s.</p></body></html>`,
		html.EscapeString(title), html.EscapeString(text), html.EscapeString(why.Error()))
}

func serveCanary(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(canaryPage))
}
