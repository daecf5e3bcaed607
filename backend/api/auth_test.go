package api_test

import (
	"net/http"
	"strings"
	"testing"

	"whittle/backend"
)

// sentence reports whether s is fit for a person.
func sentence(s string) bool {
	return len(s) > 10 && strings.HasSuffix(s, ".") && !strings.Contains(s, "\n")
}

// wantFailure checks that an answer is a failure with a sentence.
func wantFailure(t *testing.T, a answer, status int, code backend.Code) {
	t.Helper()
	var f struct {
		Code    backend.Code
		Message string
	}
	if a.status != status || a.header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d as %q, want %d: %s", a.status, a.header.Get("Content-Type"), status, a.body)
		return
	}
	if a.into(t, &f); f.Code != code || !sentence(f.Message) {
		t.Errorf("%+v, want %s", f, code)
	}
}

// unchanged runs fn and checks that it changed and told nothing.
func (d *door) unchanged(t *testing.T, fn func()) {
	t.Helper()
	before := d.dump(t)
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	fn()
	if after := d.dump(t); after != before {
		t.Errorf("the library changed from\n%s\nto\n%s", before, after)
	}
	select {
	case e := <-l.C:
		t.Errorf("%s was told", e.Type)
	default:
	}
}

func TestTicket(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks")
	d.unchanged(t, func() {
		for _, o := range operations(t, d) {
			for name, header := range map[string]string{
				"missing": "", "empty": "Bearer ", "wrong": "Bearer the-ticket-of-this-tesT", "short": "Bearer the", "long": "Bearer " + ticket + "x",
				"bare": ticket, "basic": "Basic " + ticket, "padded": "Bearer  " + ticket,
			} {
				t.Run(o.id+" "+name, func(t *testing.T) {
					r := request(t, o.method, o.address(app.ID)+"?ticket="+ticket, "{}")
					r.Header.Set("Authorization", header)
					r.AddCookie(&http.Cookie{Name: "ticket", Value: ticket})
					a := d.do(r)
					if o.id == "health" {
						if a.status != http.StatusOK {
							t.Errorf("health: %d", a.status)
						}
						return
					}
					wantFailure(t, a, http.StatusUnauthorized, backend.Unauthorized)
				})
			}
		}
	})
}

// Ways around the check of the path.
func TestTicket_pathsInDisguise(t *testing.T) {
	d := setup(t)
	d.app(t, "tasks")
	for _, path := range []string{
		"/api/openapi/../state", "/api/openapi.json/../state", "/api/health/../state", "//api/state", "/./api/state", "/api//state", "/assets/../api/state",
		"/preview/../api/state", "/api/openapi%2f..%2fstate", "/%61pi/state", "/api/%73tate", "/API/state", "/api/state/", "/api/health%00/state",
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "CONNECT", "OPTIONS"} {
			r := request(t, method, "/", "")
			r.URL.Path, r.URL.RawPath = unescaped(path), path
			r.Header.Del("Authorization")
			a := d.do(r)
			if strings.Contains(a.body, "data_dir") || a.status == http.StatusOK {
				t.Errorf("%s %s: %d %s", method, path, a.status, a.body)
			}
		}
	}
}

func unescaped(path string) string {
	return strings.NewReplacer("%2f", "/", "%61", "a", "%73", "s", "%00", "\x00").Replace(path)
}

func TestHost(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks")
	var opened struct{ URL string }
	d.call(t, "POST", "/api/apps/"+app.ID+"/open", "{}").into(t, &opened)
	paths := []string{"/", "/assets/main-1.js", "/icon.svg", "/none", opened.URL, "/preview/none", "/api/none", "/api/openapi.json"}
	for _, o := range operations(t, d) {
		paths = append(paths, o.method+" "+o.address(app.ID))
	}
	d.unchanged(t, func() {
		for _, path := range paths {
			method := "GET"
			if m, p, ok := strings.Cut(path, " "); ok {
				method, path = m, p
			}
			for _, other := range []string{"evil.example", "127.0.0.1", "127.0.0.1:8788", "localhost:8787", host + ".evil.example", ""} {
				r := request(t, method, path, "{}")
				r.Host = other
				wantFailure(t, d.do(r), http.StatusForbidden, backend.Forbidden)
			}
		}
	})
	if a := d.call(t, "GET", opened.URL, ""); a.status != http.StatusOK {
		t.Errorf("the preview itself: %d", a.status)
	}
}

func TestOrigin(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks")
	d.unchanged(t, func() {
		for _, o := range operations(t, d) {
			if o.id == "health" {
				continue
			}
			for _, origin := range []string{"null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:8788", "http://" + host + ".evil.example", "http://evil.example/" + host, "://", "file://"} {
				r := request(t, o.method, o.address(app.ID), "{}")
				r.Header.Set("Origin", origin)
				wantFailure(t, d.do(r), http.StatusForbidden, backend.Forbidden)
			}
		}
	})
	r := request(t, "GET", "/api/apps", "")
	r.Header.Set("Origin", "http://"+host)
	if a := d.do(r); a.status != http.StatusOK || a.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("its own origin: %d %v", a.status, a.header)
	}
}
