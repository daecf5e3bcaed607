package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/preview"
)

//go:embed runner.html
var runner []byte

//go:embed probe.js
var probe string

// result is what came of one app in one way of opening it.
type result struct {
	ID         int               `json:"id"`
	Name       string            `json:"name"`
	Way        string            `json:"way"` // plain or built
	Template   string            `json:"template,omitempty"`
	BuildMS    float64           `json:"build_ms,omitempty"`
	Bytes      int               `json:"bytes,omitempty"`
	Problems   []string          `json:"problems,omitempty"` // of severity error: the app was not opened
	Warnings   []string          `json:"warnings,omitempty"`
	Needs      []string          `json:"needs,omitempty"`
	Hosts      []string          `json:"hosts,omitempty"`
	Libraries  []backend.Library `json:"libraries,omitempty"`
	Hung       bool              `json:"hung,omitempty"`
	LoadMS     int               `json:"load_ms"`
	Loaded     bool              `json:"loaded"`
	Blank      bool              `json:"blank"`
	Answered   bool              `json:"answered"`
	Clicked    int               `json:"clicked"`
	ClickEnded bool              `json:"click_ended"`
	Text       string            `json:"text,omitempty"`
	AtLoad     *found            `json:"at_load,omitempty"`
	Found      *found            `json:"found,omitempty"`
	Told       []string          `json:"told,omitempty"`
	again      bool              // whether this is the second try
}

// found is what a page's probe saw.
type found struct {
	Errors     []string `json:"errors"`
	Rejections []string `json:"rejections"`
	Misses     []string `json:"misses"`
	Policy     []string `json:"policy"`
}

// server hands apps to browsers and takes what they tell.
type server struct {
	apps    []app
	ways    []string
	options settings
	builder *builder.Builder
	host    *preview.Host
	address string

	mu       sync.Mutex
	next     int
	again    []int // apps to hand out once more at the end
	building int   // apps handed out that no browser shows yet
	results  map[int]*result
	running  map[int]run   // by app
	keep     func(*result) // called with every result once it is whole
}

// run says since when a browser shows an app.
type run struct {
	browser string
	since   time.Time
}

// settings are read by the page that runs the apps.
type settings struct {
	Settle  int            `json:"settle"` // ms between the load and the first look
	Clicks  int            `json:"clicks"` // how many times an app is clicked at most
	Answers map[string]any `json:"answers"`
}

type job struct {
	ID      int    `json:"id"`
	Address string `json:"address"`
	Sandbox string `json:"sandbox,omitempty"`
	Allow   string `json:"allow,omitempty"`
}

func newServer(apps []app, ways []string, b *builder.Builder, o settings) *server {
	seed := func(context.Context, string) (preview.Seed, error) { return preview.Seed{Name: "App"}, nil }
	return &server{apps: apps, ways: ways, options: o, builder: b, host: preview.NewHost(seed), results: map[int]*result{}, running: map[int]run{}}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if id, ok := plainHost(r.Host); ok {
		s.plain(w, r, id)
		return
	}
	switch {
	case r.URL.Path == "/":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(runner)
	case r.URL.Path == "/settings":
		json.NewEncoder(w).Encode(s.options)
	case r.URL.Path == "/next":
		s.handOut(w, r)
	case r.URL.Path == "/told":
		s.take(w, r)
	case strings.HasPrefix(r.URL.Path, preview.Prefix):
		s.probed(w, r)
	case r.URL.Path == "/library":
		s.library(w, r)
	default:
		http.NotFound(w, r)
	}
}

// plainHost reads the number out of a host such as a17.localhost:8080.
func plainHost(host string) (int, bool) {
	name, _, _ := strings.Cut(host, ".localhost")
	id, err := strconv.Atoi(strings.TrimPrefix(name, "a"))
	return id, err == nil && strings.Contains(host, ".localhost")
}

// plain serves the files of an app as any web server does.
func (s *server) plain(w http.ResponseWriter, r *http.Request, id int) {
	a := s.apps[id/len(s.ways)]
	if strings.TrimPrefix(r.URL.Path, "/") != a.page {
		http.FileServer(http.Dir(a.root)).ServeHTTP(w, r)
		return
	}
	files, _, err := builder.ReadPath(a.path)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page := []byte(files[0].Content)
	w.Write(insert(page, headStart.FindIndex(page)[1]))
}

// withProbe puts the probe behind the prelude, which is the first script of a page that is served.
func withProbe(served []byte) []byte {
	return insert(served, bytes.Index(served, []byte("</script>"))+len("</script>"))
}

// headStart finds where the first script of a page may stand: behind the head's tag, or behind the doctype.
var headStart = regexp.MustCompile(`(?i)^\s*(?:<!doctype[^>]*>)?(?:\s|<!--.*?-->|<html[^>]*>|<head(?:\s[^>]*)?>)*`)

func insert(page []byte, at int) []byte {
	return bytes.Join([][]byte{page[:at], []byte("<script>" + probe + "</script>"), page[at:]}, nil)
}

// handOut answers with the next app, building it first; 204 when there is none left.
func (s *server) handOut(w http.ResponseWriter, r *http.Request) {
	for {
		s.mu.Lock()
		id := s.next
		if s.next++; id >= len(s.apps)*len(s.ways) && len(s.again) > 0 {
			id, s.again = s.again[0], s.again[1:]
		}
		s.building++
		s.mu.Unlock()
		if id >= len(s.apps)*len(s.ways) {
			s.built()
			w.WriteHeader(http.StatusNoContent)
			return
		}
		a, way := s.apps[id/len(s.ways)], s.ways[id%len(s.ways)]
		res := &result{ID: id, Name: a.Name, Way: way, again: s.isAgain(id)}
		j := job{ID: id}
		if way == "plain" {
			if a.root == "" {
				s.built()
				continue
			}
			_, port, _ := strings.Cut(s.address, ":")
			j.Address = fmt.Sprintf("http://a%d.localhost:%s/%s", id, port, (&pathURL{a.page}).String())
		} else if j.Address = s.build(r.Context(), a, res); j.Address != "" {
			j.Sandbox, j.Allow = preview.Sandbox, "clipboard-write; fullscreen"
		}
		s.mu.Lock()
		s.building--
		s.results[id] = res
		if j.Address != "" {
			s.running[id] = run{r.URL.Query().Get("browser"), time.Now()}
		} else {
			s.keep(res)
		}
		s.mu.Unlock()
		if j.Address != "" {
			json.NewEncoder(w).Encode(j)
			return
		}
	}
}

// isAgain reports whether an app was handed out before and its page never came up, which browsers under load do.
func (s *server) isAgain(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.results[id] != nil
}

// built says that what was handed out last is over.
func (s *server) built() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.building--
}

// build makes the app's page and returns its address, "" when there is none.
func (s *server) build(ctx context.Context, a app, res *result) string {
	source, err := a.read()
	if err != nil {
		res.Problems = []string{backend.ErrorMessage(err)}
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	bundle := s.builder.Build(ctx, source)
	res.Template, res.BuildMS, res.Bytes, res.Libraries, res.Hosts = bundle.Template, bundle.BuildMS, len(bundle.Document), bundle.Libraries, bundle.Hosts
	for _, p := range bundle.Problems {
		text := fmt.Sprintf("%s:%d: %s", filepath.Base(p.File), p.Line, p.Text)
		if p.Severity == backend.SeverityError {
			res.Problems = append(res.Problems, text)
		} else {
			res.Warnings = append(res.Warnings, text)
		}
	}
	for _, n := range bundle.Needs {
		res.Needs = append(res.Needs, fmt.Sprintf("%s@%s/%s %s required=%t", n.Name, n.Asked, n.Path, n.Address, n.Required))
	}
	if len(bundle.Document) == 0 {
		return ""
	}
	return s.host.Put(preview.Page{AppID: strconv.Itoa(res.ID), Document: bundle.Document})
}

// probed serves a preview with the probe behind its prelude.
func (s *server) probed(w http.ResponseWriter, r *http.Request) {
	kept := &recorder{header: w.Header(), status: http.StatusOK}
	s.host.ServeHTTP(kept, r)
	body := kept.body.Bytes()
	if kept.status == http.StatusOK && r.Method == http.MethodGet {
		body = withProbe(body)
	}
	w.Header().Del("Content-Length")
	w.WriteHeader(kept.status)
	w.Write(body)
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header               { return r.header }
func (r *recorder) WriteHeader(status int)            { r.status = status }
func (r *recorder) Write(content []byte) (int, error) { return r.body.Write(content) }

// library answers for an address that a page made while it ran.
func (s *server) library(w http.ResponseWriter, r *http.Request) {
	content, media, ok := s.builder.Address(r.Context(), r.URL.Query().Get("address"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Write(content)
}

func (s *server) take(w http.ResponseWriter, r *http.Request) {
	told := json.NewDecoder(r.Body)
	var head result
	if err := told.Decode(&head); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	res := s.results[head.ID]
	if res == nil {
		return
	}
	delete(s.running, head.ID)
	if !head.Loaded && !head.Answered && !res.again {
		res.again = true
		s.again = append(s.again, head.ID)
		return
	}
	res.LoadMS, res.Loaded, res.Blank, res.Answered, res.Clicked, res.ClickEnded = head.LoadMS, head.Loaded, head.Blank, head.Answered, head.Clicked, head.ClickEnded
	res.Text, res.AtLoad, res.Found, res.Told = head.Text, head.AtLoad, head.Found, head.Told
	s.keep(res)
}

// hung marks the apps that have been running for longer than patience and returns their browsers.
func (s *server) hung(patience time.Duration) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var browsers []string
	for id, r := range s.running {
		if time.Since(r.since) > patience {
			s.results[id].Hung = true
			delete(s.running, id)
			s.keep(s.results[id])
			browsers = append(browsers, r.browser)
		}
	}
	return browsers
}

// done reports whether everything was handed out and told.
func (s *server) done() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next >= len(s.apps)*len(s.ways) && s.building == 0 && len(s.running) == 0 && len(s.again) == 0
}
