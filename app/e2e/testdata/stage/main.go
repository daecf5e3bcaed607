// The stage is the window with a shell page that does what tests say: it shows hostile pages as the shell shows
// previews and tells on standard output what reached it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"whittle/backend"
	"whittle/backend/preview"
)

const ticket = "the ticket of the stage"

const stagePage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Stage</title>
<body><h1>Stage</h1><button>Press</button><input aria-label="Prompt"><p id="said"></p><main></main><script src="/stage.js"></script></body></html>`

const stageScript = `
let app = '';
window.reports = [];
const tell = (what, value) => fetch('/told', {
  method: 'POST', headers: { Authorization: 'Bearer TICKET', 'Content-Type': 'application/json' },
  body: JSON.stringify({ [what]: value }),
});
window.show = name => {
  app = name;
  window.reports = [];
  const frame = document.createElement('iframe');
  frame.sandbox = 'SANDBOX';
  frame.src = '/preview/raw/' + name;
  document.querySelector('main').replaceChildren(frame);
  beat();
};
window.addEventListener('message', e => window.reports.push(e.data.attack ?? String(e.data)));
const beat = () => window.go.main.Shell.Beat(location.hash, app);
window.go.main.Shell.Boot().then(b => { tell('booted', b); beat(); setInterval(beat, 250); setTimeout(() => tell('lives', true), 100); });
document.querySelector('button').onclick = () => { document.querySelector('#said').textContent = 'pressed ' + document.querySelector('input').value; };
window.runtime.EventsOn('whittle', e => { document.querySelector('#said').textContent = JSON.stringify(e); });
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dataDir, pages := os.Args[1], os.Args[2]
	release, running, err := acquire(dataDir)
	if err == nil && running {
		err = handOver(dataDir, "second")
		fmt.Println("STAGE handed over", err)
		os.Exit(0)
	}
	defer release()
	if err == nil {
		err = openWindow(ctx, windowOptions{
			Handler: stage(pages), Ticket: ticket, Bus: &backend.Bus{}, AI: silence{}, State: &memory{dir: dataDir},
			DataDir: dataDir, Version: "stage", Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		})
	}
	fmt.Println("STAGE closed", err)
}

func stage(pages string) http.Handler {
	host := preview.NewHost(func(context.Context, string) (preview.Seed, error) { return preview.Seed{}, nil })
	mux := http.NewServeMux()
	mux.HandleFunc("/preview/raw/{name}", func(w http.ResponseWriter, r *http.Request) { raw(w, r, host, pages) })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, stagePage)
	})
	mux.HandleFunc("GET /stage.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		io.WriteString(w, replace(stageScript, "TICKET", ticket, "SANDBOX", preview.Sandbox))
	})
	mux.HandleFunc("POST /told", func(w http.ResponseWriter, r *http.Request) {
		var told map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&told); err != nil {
			fmt.Println("STAGE unread", err)
			return
		}
		for what, value := range told {
			fmt.Printf("STAGE %s %s\n", what, value)
		}
	})
	mux.HandleFunc("GET /panic", func(http.ResponseWriter, *http.Request) { panic("asked to") })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Header.Get("Authorization") != "Bearer "+ticket {
			n, _ := io.Copy(io.Discard, r.Body)
			fmt.Println("STAGE breach", r.Method, r.URL.Path, n)
		}
		mux.ServeHTTP(w, r)
	})
}

// raw serves a page under the policy of previews, which it has on errors too, but without the prelude, so that
// nothing but the policy and the window stands in its way.
func raw(w http.ResponseWriter, r *http.Request, host http.Handler, pages string) {
	policy := httptest.NewRecorder()
	host.ServeHTTP(policy, r)
	for name, values := range policy.Header() {
		w.Header()[name] = values
	}
	page, err := os.ReadFile(filepath.Join(pages, filepath.Base(r.PathValue("name"))+".html"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	attack, err := os.ReadFile(filepath.Join(pages, "attack.js"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, replace(string(page), "/*ATTACK*/", string(attack)))
}

// silence refuses every call.
type silence struct{}

func (silence) Start(context.Context, AICall) error {
	return backend.Errorf(backend.NoKey, "No key is set.")
}

func (silence) Cancel(string) {}

// memory keeps settings as files.
type memory struct {
	mu  sync.Mutex
	dir string
}

func (m *memory) Setting(_ context.Context, key string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	text, err := os.ReadFile(filepath.Join(m.dir, key))
	if os.IsNotExist(err) {
		err = nil
	}
	return string(text), err
}

func (m *memory) SetSetting(_ context.Context, key, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return os.WriteFile(filepath.Join(m.dir, key), []byte(value), 0o600)
}

func replace(text string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(text)
}
