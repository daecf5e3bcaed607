package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
)

const answerShape = `{"text":"","reasoning":"","model":"","finish_reason":"","usage":{"prompt_tokens":0,"completion_tokens":0},"cost_usd":"","error":null}`

// asked is what whittle ask --json prints, read as a script would.
type asked struct {
	Type, Text, Reasoning, Model string
	FinishReason                 string `json:"finish_reason"`
	Usage                        struct {
		Prompt     int `json:"prompt_tokens"`
		Completion int `json:"completion_tokens"`
	}
	Cost  string `json:"cost_usd"`
	Error *struct {
		Code, Message string
		RetryAfter    float64 `json:"retry_after_s"`
	}
}

// streamed reads what --stream --json printed: the joined deltas and the result, which is the last line.
func streamed(t *testing.T, r result) (text, reasoning string, last asked) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
	for i, line := range lines {
		var a asked
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("line %d is no JSON: %q", i, line)
		}
		if (a.Type == "result") != (i == len(lines)-1) {
			t.Fatalf("line %d of %d is a %q", i, len(lines), a.Type)
		}
		if a.Type == "result" {
			result{r.code, line + "\n", r.err}.into(t, &last, answerShape)
			return text, reasoning, last
		}
		text, reasoning = text+a.Text, reasoning+a.Reasoning
	}
	return
}

func TestAsk(t *testing.T) {
	_, server := standIn(t, openroutertest.Options{})
	var whole asked
	whittle(t, "ask", "Plan my day", "--json").want(t, exitDone).into(t, &whole, answerShape)
	if !strings.HasPrefix(whole.Text, "You wrote: Plan my day") || whole.FinishReason != "stop" || whole.Error != nil || whole.Usage.Completion == 0 || whole.Model == "" {
		t.Errorf("answered %+v", whole)
	}
	if cost, ok := new(big.Rat).SetString(whole.Cost); !ok || cost.Cmp(big.NewRat(server.SpentPico(), 1e12)) != 0 {
		t.Errorf("cost %s, spent %d pico", whole.Cost, server.SpentPico())
	}
	text, _, last := streamed(t, whittle(t, "ask", "Plan my day", "--json", "--stream").want(t, exitDone))
	if text != whole.Text || last.Text != text || last.Cost != whole.Cost {
		t.Errorf("streamed %q and %+v", text, last)
	}
	for _, args := range [][]string{{"ask", "Plan my day"}, {"ask", "Plan my day", "--stream"}} {
		if r := whittle(t, args...).want(t, exitDone); r.out != whole.Text+"\n" || r.err != "" {
			t.Errorf("%v printed %q, %q", args, r.out, r.err)
		}
	}
	for i, call := range server.Requests() {
		if stream, _ := call.Body["stream"].(bool); stream != (i == 1 || i == 3) {
			t.Errorf("call %d: stream is %v", i, call.Body["stream"])
		}
	}
	whittle(t, "ask", "  ").want(t, exitProblems)
	if n := len(server.Requests()); n != 4 {
		t.Errorf("an empty prompt was sent: %d calls", n)
	}
}

func TestAsk_reasoning(t *testing.T) {
	standIn(t, openroutertest.Options{})
	_, reasoning, last := streamed(t, whittle(t, "ask", "Plan my day", "--model", "standin/reasoning", "--json", "--stream").want(t, exitDone))
	if reasoning == "" || last.Reasoning != reasoning || strings.Contains(last.Text, reasoning) {
		t.Errorf("reasoning %q and %+v", reasoning, last)
	}
}

func TestAsk_failures(t *testing.T) {
	standIn(t, openroutertest.Options{})
	for _, c := range []struct {
		model, code string
		retryAfter  float64
	}{
		{"400", "invalid", 0},
		{"400-context", "context_too_long", 0},
		{"401", "key_refused", 0},
		{"402", "no_credit", 0},
		{"403", "forbidden", 0},
		{"403-moderation", "moderated", 0},
		{"404", "model_unknown", 0},
		{"429-long", "rate_limited", 90},
		{"200-error", "", 0},
		{"html", "not_found", 0},
		{"echo-key", "", 0},
	} {
		for _, mode := range [][]string{nil, {"--stream"}} {
			t.Run(strings.Join(append([]string{c.model}, mode...), " "), func(t *testing.T) {
				r := whittle(t, append([]string{"ask", "Plan my day", "--json", "--model", "standin/" + c.model}, mode...)...).want(t, exitEndpoint)
				_, _, last := streamed(t, r)
				if last.Error == nil || c.code != "" && last.Error.Code != c.code || last.Error.RetryAfter != c.retryAfter || last.Error.Message != strings.TrimSpace(r.err) {
					t.Errorf("error %+v, said %q", last.Error, r.err)
				}
				if strings.Contains(r.out+r.err, openroutertest.Key) {
					t.Error("the key is told")
				}
			})
		}
	}
}

// What came before a stream broke is printed, once.
func TestAsk_brokenStreams(t *testing.T) {
	standIn(t, openroutertest.Options{})
	for _, model := range []string{"mid-a", "mid-b", "mid-string", "reset", "eof", "eof-line"} {
		t.Run(model, func(t *testing.T) {
			text, _, last := streamed(t, whittle(t, "ask", "Plan my day", "--json", "--stream", "--model", "standin/"+model).want(t, exitEndpoint))
			if text == "" || last.Text != text || last.Error == nil {
				t.Errorf("streamed %q and %+v", text, last)
			}
			words := whittle(t, "ask", "Plan my day", "--stream", "--model", "standin/"+model).want(t, exitEndpoint)
			if words.out != text+"\n" {
				t.Errorf("printed %q, want %q", words.out, text)
			}
		})
	}
	if r := whittle(t, "ask", "Plan my day", "--model", "standin/401").want(t, exitEndpoint); r.out != "" {
		t.Errorf("printed %q", r.out)
	}
}

func TestAsk_withoutKey(t *testing.T) {
	isolate(t)
	var a asked
	r := whittle(t, "ask", "x", "--json").want(t, exitEndpoint)
	r.into(t, &a, answerShape)
	if a.Error == nil || a.Error.Code != "no_key" {
		t.Errorf("error %+v", a.Error)
	}
}

// replayed is what a recording says, read as simply as can be.
type replayed struct {
	text, cost    string
	failed, reply bool
}

func readRecording(t *testing.T, body []byte) (r replayed) {
	t.Helper()
	pieces := []string{string(body)}
	if bytes.Contains(body, []byte("data: ")) {
		pieces = nil
		for line := range strings.SplitSeq(string(body), "\n") {
			if data, ok := strings.CutPrefix(line, "data: "); ok && !strings.HasPrefix(data, "[DONE]") {
				pieces = append(pieces, data)
			}
		}
	}
	type message struct{ Content string }
	for _, piece := range pieces {
		var chunk struct {
			Type     string
			Delta    string
			Error    any
			Choices  []struct{ Delta, Message message }
			Usage    struct{ Cost json.Number }
			Response struct{ Usage struct{ Cost json.Number } }
		}
		if err := json.Unmarshal([]byte(piece), &chunk); err != nil {
			t.Fatalf("%s: %v", piece, err)
		}
		r.reply = r.reply || chunk.Choices != nil || chunk.Type != "" || chunk.Error != nil
		r.failed = r.failed || chunk.Error != nil
		if chunk.Type == "response.output_text.delta" {
			r.text += chunk.Delta
		}
		for _, c := range chunk.Choices {
			r.text += c.Delta.Content + c.Message.Content
		}
		for _, cost := range []json.Number{chunk.Usage.Cost, chunk.Response.Usage.Cost} {
			if cost != "" {
				r.cost = cost.String()
			}
		}
	}
	return r
}

// testdata returns the files of others in one folder; the test is skipped where they are absent.
func testdata(t *testing.T, folder string) []string {
	t.Helper()
	root := os.Getenv("WHITTLE_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "testdata")
	}
	paths, _ := filepath.Glob(filepath.Join(root, folder, "*"))
	if len(paths) == 0 {
		t.Skip("no data of others here")
	}
	return paths
}

func TestAsk_recordings(t *testing.T) {
	for _, path := range testdata(t, "sse") {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := readRecording(t, body)
		if !want.reply {
			continue // a list of models
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			isolate(t)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				kind := "application/json"
				if filepath.Ext(path) == ".sse" {
					kind = "text/event-stream"
				}
				w.Header().Set("Content-Type", kind)
				_, _ = w.Write(body)
			}))
			defer server.Close()
			t.Setenv("OPENROUTER_BASE_URL", server.URL)
			t.Setenv("OPENROUTER_API_KEY", openroutertest.Key)
			for _, mode := range [][]string{nil, {"--stream"}} {
				r := whittle(t, append([]string{"ask", "x", "--json"}, mode...)...)
				if want.failed {
					if _, _, last := streamed(t, r.want(t, exitEndpoint)); last.Error == nil {
						t.Error("the recorded error was not seen")
					}
					continue
				}
				text, _, last := streamed(t, r.want(t, exitDone))
				got, ok := new(big.Rat).SetString(last.Cost)
				cost, _ := new(big.Rat).SetString("0" + want.cost)
				if last.Text != want.text || mode != nil && text != want.text || !ok || got.Cmp(cost) != 0 {
					t.Errorf("%v: cost %s, want %s, text %q and %q, want %q", mode, last.Cost, want.cost, last.Text, text, want.text)
				}
			}
		})
	}
}

// The environment wins over what is stored, and a flag over both.
func TestAsk_environmentWins(t *testing.T) {
	library, server := standIn(t, openroutertest.Options{})
	inLibrary(t, func(ctx context.Context, p *program) {
		stored := backend.DefaultSettings()
		stored.EndpointKind, stored.BaseURL, stored.Model = backend.EndpointOpenAI, "http://127.0.0.1:1/v1", "stored/model"
		if _, err := p.store.UpdateSettings(ctx, backend.LocalOwner, func(v *backend.Settings) { *v = stored }); err != nil {
			t.Fatal(err)
		}
	})
	for _, c := range []struct{ environment, flag, asked string }{
		{"", "", "stored/model"},
		{"standin/ok", "", "standin/ok"},
		{"standin/ok", "standin/crlf", "standin/crlf"},
	} {
		t.Setenv("WHITTLE_MODEL", c.environment)
		whittle(t, "ask", "x", "--model", c.flag)
		calls := server.Requests()
		if len(calls) == 0 || calls[len(calls)-1].Model != c.asked {
			t.Errorf("%+v: the stand-in heard %v", c, calls)
		}
	}
	for name, content := range contents(t, library) {
		if bytes.Contains(content, []byte(openroutertest.Key)) {
			t.Errorf("%s holds the key of the environment", name)
		}
	}
}

// contents returns every file below dir.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = content
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
