package ai_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math/big"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai"
)

// recordings returns the bodies recorded by others, by file name; the test is skipped where they are absent.
func recordings(t testing.TB) map[string][]byte {
	t.Helper()
	dir := os.Getenv("WHITTLE_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "testdata")
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "sse", "*"))
	if len(paths) == 0 {
		t.Skip("no recordings here")
	}
	bodies := map[string][]byte{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bodies[filepath.Base(path)] = b
	}
	return bodies
}

// reading is what a recording says, read as simply as can be.
type reading struct {
	text   string
	cost   string
	failed bool
	models bool // a list of models, not a reply
}

func readSimply(t *testing.T, body []byte) reading {
	t.Helper()
	var r reading
	values := []string{string(body)}
	if bytes.Contains(body, []byte("data: ")) {
		values = nil
		for line := range strings.SplitSeq(string(body), "\n") {
			if data, ok := strings.CutPrefix(line, "data: "); ok && data != "[DONE]" {
				values = append(values, data)
			}
		}
	}
	for _, v := range values {
		decoder := json.NewDecoder(strings.NewReader(v))
		decoder.UseNumber()
		var value map[string]any
		if err := decoder.Decode(&value); err != nil {
			t.Fatal(err)
		}
		r.take(value)
	}
	return r
}

func (r *reading) take(value map[string]any) {
	r.models = r.models || value["data"] != nil
	r.failed = r.failed || value["error"] != nil
	if value["type"] == "response.output_text.delta" {
		r.text += value["delta"].(string)
	}
	if inner, ok := value["response"].(map[string]any); ok {
		value = inner
	}
	if usage, ok := value["usage"].(map[string]any); ok && usage["cost"] != nil {
		r.cost = usage["cost"].(json.Number).String()
	}
	choices, _ := value["choices"].([]any)
	for _, c := range choices {
		for _, name := range []string{"delta", "message"} {
			m, _ := c.(map[string]any)[name].(map[string]any)
			text, _ := m["content"].(string)
			r.text += text
		}
	}
}

func (r reading) pico(t *testing.T) backend.Pico {
	t.Helper()
	if r.cost == "" {
		return 0
	}
	cost, ok := new(big.Rat).SetString(r.cost)
	if !ok {
		t.Fatalf("cost %q", r.cost)
	}
	cost.Mul(cost, big.NewRat(1_000_000_000_000, 1))
	if !cost.IsInt() {
		t.Fatalf("cost %s is finer than a pico", r.cost)
	}
	return backend.Pico(cost.Num().Int64())
}

// replay completes a call against body, whose bytes arrive as next gives them.
func replay(t *testing.T, next func() io.Reader, kind string, whole bool) (backend.Completion, error, []backend.UsageRow) {
	t.Helper()
	b := &bench{}
	gateway := b.gateway(openRouter, func(c *ai.Config) {
		c.Transport = transport(func(r *http.Request) (*http.Response, error) { return respond(r, 200, kind, next()), nil })
	})
	req := ask("any/model")
	req.WholeReply = whole
	done, err := gateway.Complete(t.Context(), req, nil)
	return done, err, b.rows
}

func checkReading(t *testing.T, done backend.Completion, err error, rows []backend.UsageRow, want reading) {
	t.Helper()
	if want.failed {
		if err == nil {
			t.Fatal("the recorded error was not seen")
		}
		return
	}
	if err != nil || done.Text != want.text {
		t.Fatalf("text %q, want %q, error %v", done.Text, want.text, err)
	}
	if len(rows) != 1 || rows[0].Cost != want.pico(t) || rows[0].CostSource != backend.CostReported {
		t.Fatalf("booked %+v, want a cost of %s", rows, want.cost)
	}
}

func TestRecordings_anyCutAnyLabel(t *testing.T) {
	for name, body := range recordings(t) {
		want := readSimply(t, body)
		if want.models {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, kind := range []string{"text/event-stream", "application/json", "text/plain", ""} {
				for _, whole := range []bool{false, true} {
					done, err, rows := replay(t, func() io.Reader { return bytes.NewReader(body) }, kind, whole)
					checkReading(t, done, err, rows, want)
				}
			}
			for _, cuts := range cutsOf(len(body)) {
				done, err, rows := replay(t, func() io.Reader { return cut(body, cuts) }, "text/event-stream", false)
				checkReading(t, done, err, rows, want)
			}
		})
	}
}

// cutsOf returns where to cut a body of n bytes: everywhere once when it is small, else many places at random.
func cutsOf(n int) [][]int {
	var cuts [][]int
	if n <= 1600 {
		for i := 1; i < n; i++ {
			cuts = append(cuts, []int{i})
		}
	}
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	for range 30 {
		set := make([]int, 1+rng.IntN(40))
		for i := range set {
			set[i] = rng.IntN(n)
		}
		slices.Sort(set)
		cuts = append(cuts, set)
	}
	return cuts
}

func cut(body []byte, at []int) io.Reader {
	var p pieces
	from := 0
	for _, to := range at {
		p = append(p, body[from:to])
		from = to
	}
	p = append(p, body[from:])
	return &p
}

// A recording that breaks off anywhere is either reported as such or lost nothing of its text.
func TestRecordings_brokenOff(t *testing.T) {
	for name, body := range recordings(t) {
		want := readSimply(t, body)
		if want.models || want.failed {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			step := 1 + len(body)/250
			for end := 0; end < len(body); end += step {
				done, err, _ := replay(t, func() io.Reader { return bytes.NewReader(body[:end]) }, "text/event-stream", false)
				if err == nil && done.Text != want.text {
					t.Fatalf("after %d bytes: success with %q of %q", end, done.Text, want.text)
				}
				if err != nil && backend.ErrorCode(err) != backend.Truncated {
					t.Fatalf("after %d bytes: %v", end, err)
				}
				if !strings.HasPrefix(want.text, done.Text) {
					t.Fatalf("after %d bytes: %q is not the beginning of %q", end, done.Text, want.text)
				}
			}
		})
	}
}

func TestRecordings_models(t *testing.T) {
	for name, body := range recordings(t) {
		if !readSimply(t, body).models {
			continue
		}
		t.Run(name, func(t *testing.T) {
			gateway := (&bench{}).gateway(openRouter, func(c *ai.Config) {
				c.Transport = transport(func(r *http.Request) (*http.Response, error) {
					return respond(r, 200, "application/json", bytes.NewReader(body)), nil
				})
			})
			models, err := gateway.Models(t.Context())
			if err != nil || len(models) == 0 {
				t.Fatalf("%d models, error %v", len(models), err)
			}
			for _, m := range models {
				if m.ID == "" || m.Name == "" || m.ContextLength == 0 || m.PromptPrice < 0 || m.CompletionPrice <= m.PromptPrice {
					t.Errorf("model %+v", m)
				}
			}
		})
	}
}
