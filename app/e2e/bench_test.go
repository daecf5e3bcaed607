//go:build bench && linux

package e2e_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"whittle/app/e2e"
	"whittle/backend/ai/openroutertest"
)

const (
	startRuns  = 10
	replyRuns  = 10
	callRounds = 200
	manyApps   = 200
)

// TestBenchmarks measures the built program in its real window and writes Markdown tables to the file that
// WHITTLE_BENCH names. It asserts no time. build/bench calls it.
func TestBenchmarks(t *testing.T) {
	e2e.Need(t)
	out := os.Getenv("WHITTLE_BENCH")
	if out == "" {
		t.Skip("WHITTLE_BENCH names no file; build/bench does")
	}
	b := &bench{t: t, dir: t.TempDir(), display: e2e.Screen(t, "1400x900")}
	b.build()
	b.serveModel()
	empty, many := filepath.Join(b.dir, "empty-library"), filepath.Join(b.dir, "many-apps")
	b.fill(empty, 0)
	b.fill(many, manyApps)
	b.starts(empty, many)
	b.replies(many)
	b.bridge(empty)
	b.served(many)
	b.sizes()
	if err := os.WriteFile(out, b.text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// bench is one run of all measurements.
type bench struct {
	t       *testing.T
	dir     string
	display string
	whittle string // the program as it is shipped
	empty   string // the empty Wails window
	env     []string
	answers map[string]string // replies by the end of their prompt
	text    bytes.Buffer

	mu    sync.Mutex
	ended time.Time // when the stand-in sent the last byte of its last reply
	salt  int
}

// build builds the program as build/package does, and its peer.
func (b *bench) build() {
	for path, source := range map[*string]string{&b.whittle: "whittle/app", &b.empty: "./testdata/empty"} {
		*path = filepath.Join(b.dir, filepath.Base(source)+"-program")
		build := exec.Command("go", "build", "-trimpath", "-tags", "desktop,production,webkit2_41", "-ldflags", "-s -w", "-o", *path, source)
		if out, err := build.CombinedOutput(); err != nil {
			b.t.Fatalf("build %s: %v\n%s", source, err, out)
		}
	}
}

// serveModel starts the stand-in: twenty times as fast as a model, with an app that is new each time, except for what
// the measuring page asks for.
func (b *bench) serveModel() {
	react, err := os.ReadFile("../../backend/ai/openroutertest/replies/react.txt")
	if err != nil {
		b.t.Fatal(err)
	}
	model := openroutertest.New(openroutertest.Options{Speed: 20, Replies: func(_ string, messages []openroutertest.Message) string {
		last := messages[len(messages)-1].Content
		switch {
		case strings.Contains(last, "measuring page"):
			return measuringReply
		case strings.Contains(last, "reading list"):
			b.salt++
			return strings.Replace(string(react), "export type State", fmt.Sprintf("// reading list %d\nexport type State", b.salt), 1)
		}
		for prompt, reply := range b.answers {
			if strings.HasSuffix(last, prompt) {
				return reply
			}
		}
		return "Yes."
	}})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if bytes.Contains(body, []byte("hundred a second")) {
			streamSteadily(w, r)
		} else {
			model.ServeHTTP(w, r)
		}
		b.mu.Lock()
		b.ended = time.Now()
		b.mu.Unlock()
	}))
	b.t.Cleanup(server.Close)
	b.env = []string{"OPENROUTER_BASE_URL=" + server.URL + "/api/v1", "OPENROUTER_API_KEY=" + openroutertest.Key}
}

// replyEnd returns when the stand-in sent the last byte.
func (b *bench) replyEnd() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ended
}

// open starts the window on a library and waits for the launcher.
func (b *bench) open(program string, args ...string) *e2e.Plain {
	b.t.Helper()
	w := e2e.StartPlain(b.t, b.display, e2e.Options{Binary: program, Args: args, Env: b.env})
	w.Wait("location.protocol === 'wails:' && document.readyState === 'complete'")
	return w
}

// server is whittle serve on a library.
type server struct {
	b       *bench
	process *exec.Cmd
	URL     string `json:"url"`
	Ticket  string `json:"ticket"`
	ready   time.Duration
}

func (b *bench) serve(data string) *server {
	b.t.Helper()
	s := &server{b: b, process: exec.Command(b.whittle, "serve", "--data", data, "--addr", "127.0.0.1:0", "--json")}
	s.process.Env = append(os.Environ(), b.env...)
	out, err := s.process.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	started := time.Now()
	if err := s.process.Start(); err != nil {
		b.t.Fatal(err)
	}
	if err := json.NewDecoder(out).Decode(s); err != nil {
		b.t.Fatal(err)
	}
	s.ready = time.Since(started)
	return s
}

func (s *server) stop() {
	_ = s.process.Process.Signal(os.Interrupt)
	_ = s.process.Wait()
}

func (s *server) call(method, path string, body, reply any) {
	s.b.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		s.b.t.Fatal(err)
	}
	base, _, _ := strings.Cut(s.URL, "/#")
	request, err := http.NewRequest(method, base+path, bytes.NewReader(text))
	if err != nil {
		s.b.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Ticket)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.b.t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		s.b.t.Fatalf("%s %s: %s", method, path, response.Status)
	}
	if reply != nil {
		if err := json.NewDecoder(response.Body).Decode(reply); err != nil {
			s.b.t.Fatal(err)
		}
	}
}

// fill makes a library with n apps, six of them pinned.
func (b *bench) fill(data string, n int) {
	b.t.Helper()
	s := b.serve(data)
	defer s.stop()
	s.call("PATCH", "/api/settings", map[string]any{"welcomed": true}, nil)
	var starters struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	s.call("GET", "/api/starters", nil, &starters)
	for i := range n {
		var app struct {
			ID string `json:"id"`
		}
		s.call("POST", "/api/apps", map[string]any{"starter": starters.Items[i%len(starters.Items)].ID}, &app)
		if i < 6 {
			s.call("PUT", "/api/apps/"+app.ID+"/pin", nil, nil)
		}
	}
}

// table writes a Markdown table under a heading.
func (b *bench) table(heading string, head []string, rows [][]string) {
	fmt.Fprintf(&b.text, "### %s\n\n| %s |\n|%s\n", heading, strings.Join(head, " | "), strings.Repeat(" --- |", len(head)))
	for _, row := range rows {
		fmt.Fprintf(&b.text, "| %s |\n", strings.Join(row, " | "))
	}
	b.text.WriteString("\n")
}

// quantile returns the value below which the share q of the values lies, by nearest rank.
func quantile[T cmp.Ordered](values []T, q float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

// spread formats median, 95th percentile and largest of values in milliseconds.
func spread(values []float64, digits int) []string {
	return []string{
		fmt.Sprintf("%.*f", digits, quantile(values, 0.5)), fmt.Sprintf("%.*f", digits, quantile(values, 0.95)), fmt.Sprintf("%.*f", digits, slices.Max(values)),
	}
}

// milliseconds is a wall clock time as the page's clock tells it.
func milliseconds(at time.Time) float64 { return float64(at.UnixMicro()) / 1000 }
