package api_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"whittle/backend"
	"whittle/backend/api"
	"whittle/backend/preview"
)

// opened is the answer of open-app.
type opened struct {
	URL      string
	Version  int
	Problems []backend.Problem
}

// Whatever is under /preview carries the policy that keeps it in, whatever came of it.
func TestPreview(t *testing.T) {
	d := setup(t)
	app, gone := d.app(t, "tasks"), d.app(t, "notes")
	var page, lost opened
	d.call(t, "POST", "/api/apps/"+app.ID+"/open", "{}").into(t, &page)
	d.call(t, "POST", "/api/apps/"+gone.ID+"/open", "{}").into(t, &lost)
	d.call(t, "PATCH", "/api/apps/"+app.ID+"/data", `{"set":{"note":"</script><b>"}}`)
	d.call(t, "DELETE", "/api/apps/"+gone.ID, "")
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", page.URL, 200}, {"HEAD", page.URL, 200}, {"POST", page.URL, 405}, {"DELETE", page.URL, 405}, {"OPTIONS", page.URL, 405},
		{"GET", lost.URL, 503}, {"GET", "/preview/", 404}, {"GET", "/preview/x/y/app.html", 404},
		{"GET", strings.TrimSuffix(page.URL, "app.html"), 404}, {"GET", page.URL + "/more", 404}, {"GET", page.URL + "?x=1", 200},
		{"GET", strings.Replace(page.URL, "app.html", "index.html", 1), 404},
	} {
		r := request(t, c.method, c.path, "")
		r.Header.Del("Authorization") // a frame cannot send one
		r.Header.Set("Origin", "null")
		a := d.do(r)
		if a.status != c.status {
			t.Errorf("%s %s: %d", c.method, c.path, a.status)
		}
		policy := a.header.Get("Content-Security-Policy")
		for _, rule := range []string{"sandbox " + preview.Sandbox, "default-src 'none'", "frame-src 'none'", "form-action 'none'"} {
			if !strings.Contains(policy, rule) {
				t.Errorf("%s %s: %q is not in the policy %q", c.method, c.path, rule, policy)
			}
		}
		if strings.Contains(policy, "allow-same-origin") || strings.Contains(policy, "http:") || strings.Contains(policy, "https:") || strings.Contains(policy, "'self'") || strings.Contains(policy, "*") {
			t.Errorf("%s %s: the policy lets something out: %s", c.method, c.path, policy)
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": ""} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s %s: %s is %q", c.method, c.path, name, got)
			}
		}
		if c.method == "GET" && c.status == 200 && (strings.Contains(a.body, "</script><b>") || !strings.Contains(a.body, `\u003c/script\u003e`)) {
			t.Error("what the app stored is not in the page, or not safely")
		}
		if strings.Contains(a.body, ticket) {
			t.Error("the ticket is told")
		}
	}
}

func TestOpen_problems(t *testing.T) {
	d := setup(t)
	var begun struct{ Reply backend.Message }
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	d.call(t, "POST", "/api/prompts", `{"text":"Build a React app","model":"standin/broken-app"}`).into(t, &begun)
	var made backend.Generation
	for made.State == "" || made.State == backend.GenerationRunning {
		made, _ = (<-l.C).Data.(backend.Generation)
	}
	var o opened
	d.call(t, "POST", "/api/apps/"+made.AppID+"/open", "{}").into(t, &o)
	if o.URL != "" || o.Version != 1 || !backend.HasErrors(o.Problems) || o.Problems[0].Line == 0 {
		t.Errorf("opened %+v", o)
	}
	if a := d.call(t, "GET", "/api/apps/"+made.AppID, ""); !strings.Contains(a.body, `"opened_at":0`) {
		t.Errorf("an app that did not open was opened: %s", a.body)
	}
}

func TestPage(t *testing.T) {
	d := setup(t)
	for path, cache := range map[string]string{"/": "no-store", "/icon.svg": "no-store", "/assets/main-1.js": "public, max-age=31536000, immutable"} {
		r := request(t, "GET", path, "")
		r.Header.Del("Authorization")
		a := d.do(r)
		if a.status != http.StatusOK || a.header.Get("Cache-Control") != cache || a.header.Get("X-Content-Type-Options") != "nosniff" ||
			a.header.Get("Referrer-Policy") != "no-referrer" || a.header.Get("Content-Security-Policy") != preview.ShellPolicy("") {
			t.Errorf("%s: %d %v", path, a.status, a.header)
		}
		if strings.Contains(a.body, ticket) {
			t.Errorf("%s tells the ticket", path)
		}
	}
}

func TestPage_notBuilt(t *testing.T) {
	d := setup(t)
	config := d.Config
	config.UI = fstest.MapFS{}
	d.Server = api.New(config)
	if a := d.call(t, "GET", "/", ""); a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, "build/setup") {
		t.Errorf("%d %s", a.status, a.body)
	}
}
