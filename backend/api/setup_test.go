package api_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/ai/openroutertest"
	"whittle/backend/api"
	"whittle/backend/builder"
	"whittle/backend/builder/mirror"
	"whittle/backend/builder/mirror/cdntest"
	"whittle/backend/chat"
	"whittle/backend/egress"
	"whittle/backend/library"
	"whittle/backend/preview"
	"whittle/backend/store"
)

const (
	ticket = "the-ticket-of-this-test"
	host   = "127.0.0.1:8787"
)

// door is the door with every real room behind it and a stand-in for the endpoint.
type door struct {
	*api.Server
	dir      string
	store    *store.Store
	library  *library.Library
	chat     *chat.Chat
	bus      *backend.Bus
	keys     *keys
	endpoint *openroutertest.Server
	base     string // of the endpoint
	log      *logged
	net      *cdntest.Server // registry and CDN
	fetches  *library.Fetches
}

// keys is where a test keeps keys, in place of a keyring.
type keys struct {
	store *store.Store
	mu    sync.Mutex
	byURL map[string]string
}

func (k *keys) Endpoint(ctx context.Context) (backend.Endpoint, error) {
	s, err := k.store.Settings(ctx, backend.LocalOwner)
	k.mu.Lock()
	defer k.mu.Unlock()
	return backend.Endpoint{Kind: s.EndpointKind, BaseURL: s.BaseURL, Model: s.Model, Key: k.byURL[s.BaseURL]}, err
}

func (k *keys) Connection(ctx context.Context) (api.Connection, error) {
	e, err := k.Endpoint(ctx)
	c := api.Connection{Kind: e.Kind, BaseURL: e.BaseURL, Model: e.Model, KeyPlace: api.KeyNone, Ready: e.Key != ""}
	if e.Key != "" {
		c.KeyPlace = api.KeyKeyring
	}
	return c, err
}

func (k *keys) SetKey(_ context.Context, baseURL, key string) (api.KeyPlace, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.byURL[baseURL] = key
	return api.KeyKeyring, nil
}

func (k *keys) DeleteKey(ctx context.Context) error {
	e, err := k.Endpoint(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.byURL, e.BaseURL)
	return err
}

// logged is a log that many may write to.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// setup opens the door on a new library, connected to a stand-in by a key.
func setup(t *testing.T) *door {
	t.Helper()
	d := setupIn(t, t.TempDir())
	d.connect(t, openroutertest.Key)
	return d
}

func setupIn(t *testing.T, dir string) *door {
	t.Helper()
	d := &door{dir: dir, bus: &backend.Bus{}, log: &logged{}, endpoint: openroutertest.New(openroutertest.Options{})}
	d.base = d.endpoint.Start(t)
	log := slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	if d.store, err = store.Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	d.keys = &keys{store: d.store, byURL: map[string]string{}}
	if d.library, err = library.New(d.store, d.bus, time.Now); err != nil {
		t.Fatal(err)
	}
	d.net = cdntest.New()
	registry, cdn := d.net.Start(t)
	libraries, err := mirror.New(mirror.Config{Dir: filepath.Join(dir, "libraries"), Registry: registry, CDN: cdn})
	if err != nil {
		t.Fatal(err)
	}
	build, err := builder.New(builder.Options{Mirror: libraries})
	if err != nil {
		t.Fatal(err)
	}
	d.fetches = library.NewFetches(library.FetchesConfig{Store: d.store, Builder: build, Mirror: libraries, Bus: d.bus, Log: log})
	t.Cleanup(d.fetches.Stop)
	gateway := ai.New(ai.Config{
		Endpoint: d.keys.Endpoint, Log: log, Local: []ai.Local{{Name: "Stand-in", BaseURL: strings.Replace(d.base, "/api/v1", "/v1", 1)}},
		Record: func(ctx context.Context, row backend.UsageRow) error {
			defer d.bus.Publish(backend.Event{Type: backend.EventUsage, Owner: row.Owner})
			return d.store.RecordUsage(ctx, row)
		},
		Wait: func(context.Context, time.Duration) error { return nil },
	})
	d.chat = chat.New(chat.Config{Store: d.store, Model: gateway, Builder: build, Library: d.library, Templates: builder.Templates(), Bus: d.bus, Now: time.Now, Log: log})
	t.Cleanup(d.chat.Stop)
	calls := chat.NewAppCalls(chat.AppCallsConfig{Store: d.store, Model: gateway, Bus: d.bus, Now: time.Now, Log: log})
	t.Cleanup(calls.Stop)
	begun := time.Now()
	d.Server = api.New(api.Config{
		Store: d.store, Library: d.library, Chat: d.chat, Calls: calls, Gateway: gateway, Egress: egress.New(egress.Config{}), Builder: build, Mirror: libraries, Fetches: d.fetches, Compiles: shell{}, Licenses: func() ([]byte, error) {
			return []byte(`[{"name":"Go","version":"1","license":"BSD-3-Clause","text":"Redistribution"}]`), nil
		}, Preview: preview.NewHost(d.seed),
		Bus: d.bus, Connector: d.keys, Policy: preview.ShellPolicy(""), Hosts: []string{host}, Ticket: ticket,
		UI: fstest.MapFS{
			"index.html": {Data: []byte("<!doctype html><title>Whittle</title>")}, "assets/main-1.js": {Data: []byte("start()")}, "icon.svg": {Data: []byte("<svg/>")},
		},
		DataDir: dir, Version: "0", Now: func() time.Time { return begun }, Log: log,
	})
	return d
}

func (d *door) seed(ctx context.Context, appID string) (preview.Seed, error) {
	app, err := d.library.App(ctx, backend.LocalOwner, appID)
	if err != nil {
		return preview.Seed{}, err
	}
	data, err := d.store.AppData(ctx, appID)
	return preview.Seed{Data: data, Name: app.Name}, err
}

// connect points the settings to the stand-in.
func (d *door) connect(t *testing.T, key string) {
	t.Helper()
	s := backend.DefaultSettings()
	s.BaseURL = d.base
	if _, err := d.store.UpdateSettings(t.Context(), backend.LocalOwner, func(v *backend.Settings) { *v = s }); err != nil {
		t.Fatal(err)
	}
	d.keys.byURL[d.base] = key
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		t.Fatalf("%d %s: %v", a.status, a.body, err)
	}
}

// request returns a request as the UI makes it.
func request(t *testing.T, method, path, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Host = host
	r.Header.Set("Authorization", "Bearer "+ticket)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func (d *door) do(r *http.Request) answer {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}

func (d *door) call(t *testing.T, method, path, body string) answer {
	t.Helper()
	return d.do(request(t, method, path, body))
}

// app makes an app from a starter.
func (d *door) app(t *testing.T, starter string) backend.App {
	t.Helper()
	app, err := d.library.CreateFromStarter(t.Context(), backend.LocalOwner, starter)
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// send sends a prompt and waits for the end of its reply.
func (d *door) send(t *testing.T, p chat.Prompt) (chat.Turn, backend.Generation) {
	t.Helper()
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	turn, err := d.chat.Send(t.Context(), backend.LocalOwner, p)
	if err != nil {
		t.Fatal(err)
	}
	for e := range l.C {
		if g, ok := e.Data.(backend.Generation); ok && g.ID == turn.Reply.Generation.ID && g.State != backend.GenerationRunning {
			return turn, g
		}
	}
	panic("unreachable: the listener is open")
}

// dump returns every row of every table as text.
func (d *door) dump(t *testing.T) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.dir, "whittle.db")+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out strings.Builder
	for _, table := range rows(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
		fmt.Fprintln(&out, table, strings.Join(rows(t, db, "SELECT * FROM "+table), "\n"))
	}
	if !strings.Contains(out.String(), "settings") {
		t.Fatalf("the dump is empty: %s", out.String())
	}
	return out.String()
}

func rows(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		cells := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		texts := make([]string, len(cells))
		for i, c := range cells {
			texts[i] = c.String
		}
		all = append(all, strings.Join(texts, "|"))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// operation is one operation of the OpenAPI document.
type operation struct {
	id, method, path string
	takesBody        bool
}

// operations reads the document that the door itself serves.
func operations(t *testing.T, d *door) (all []operation) {
	t.Helper()
	var document struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
			RequestBody any    `json:"requestBody"`
		}
	}
	d.call(t, "GET", "/api/openapi.json", "").into(t, &document)
	for path, methods := range document.Paths {
		for method, o := range methods {
			all = append(all, operation{o.OperationID, strings.ToUpper(method), path, o.RequestBody != nil})
		}
	}
	if len(all) < 30 {
		t.Fatalf("the document has %d operations", len(all))
	}
	return all
}

// address fills in what stands in braces.
func (o operation) address(id string) string {
	return strings.NewReplacer("{id}", id, "{key}", "home", "{number}", "1").Replace(o.path)
}

// copyFolder copies a closed library.
func copyFolder(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "library")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

func readAll(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
