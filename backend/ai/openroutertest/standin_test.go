package openroutertest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"whittle/backend/ai/openroutertest"
)

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// post makes a chat call and returns the body of its reply.
func post(t *testing.T, base, model string, stream bool, messages ...message) []byte {
	t.Helper()
	body, _ := json.Marshal(map[string]any{"model": model, "stream": stream, "messages": messages})
	resp := do(t, http.MethodPost, base+"/chat/completions", openroutertest.Key, bytes.NewReader(body))
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func do(t *testing.T, method, url, key string, body io.Reader) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// events returns the JSON values of a stream of the plainest form.
func events(t *testing.T, body []byte) []map[string]any {
	t.Helper()
	var values []map[string]any
	scanner := bufio.NewScanner(bytes.NewReader(body))
	scanner.Buffer(nil, 32<<20)
	for scanner.Scan() {
		if data, ok := strings.CutPrefix(scanner.Text(), "data: "); ok && strings.HasPrefix(data, "{") {
			var v map[string]any
			if json.Unmarshal([]byte(data), &v) == nil {
				values = append(values, v)
			}
		}
	}
	return values
}

func text(t *testing.T, body []byte) string {
	t.Helper()
	var b strings.Builder
	for _, e := range events(t, body) {
		for _, c := range e["choices"].([]any) {
			delta := c.(map[string]any)["delta"].(map[string]any)
			part, _ := delta["content"].(string)
			b.WriteString(part)
		}
	}
	return b.String()
}

func ask(content string) message { return message{"user", content} }

func TestReplies_fitThePrompt(t *testing.T) {
	base := openroutertest.New(openroutertest.Options{}).Start(t)
	system := message{"system", "Answer with <file path=\"...\"> blocks."}
	for prompt, want := range map[string]string{
		"Build an app that splits a bill":                    "<title>Tip Splitter</title>",
		"Make a reading list app in React":                   "<file path=\"src/App.tsx\">",
		"An app with an AI that cooks":                       "window.AI.streamChat",
		"Why is the sky blue?":                               "You wrote: Why is the sky blue?",
		"Say three things about tea, in the style of an app": "Tip Splitter",
	} {
		first := text(t, post(t, base, "anthropic/claude-sonnet-4.5", true, system, ask(prompt)))
		if !strings.Contains(first, want) {
			t.Errorf("%q is answered by %.80q", prompt, first)
		}
		if again := text(t, post(t, base, "anthropic/claude-sonnet-4.5", true, system, ask(prompt))); again != first {
			t.Errorf("%q is answered differently the second time", prompt)
		}
	}
}

func TestReplies_keepToTheTemplate(t *testing.T) {
	base := openroutertest.New(openroutertest.Options{}).Start(t)
	for template, want := range map[string]string{"html": "<title>Tip Splitter</title>", "react": "src/App.tsx"} {
		told := message{"system", "Reply with <file path=\"x\">.\n# Template `" + template + "`: how to"}
		for _, prompt := range []string{"A React thing", "A list of books"} {
			if got := text(t, post(t, base, "openai/gpt-5", true, told, ask(prompt))); !strings.Contains(got, want) {
				t.Errorf("%q with template %s is answered by %.80q", prompt, template, got)
			}
		}
	}
}

func TestReplies_changeWhatIsThere(t *testing.T) {
	base := openroutertest.New(openroutertest.Options{}).Start(t)
	first := text(t, post(t, base, "openai/gpt-5-mini", true, ask("Make a reading list app in React")))
	talk := []message{ask("Make a reading list app in React"), {"assistant", first}, ask("Make it green and call it Bookworm.")}
	second := text(t, post(t, base, "openai/gpt-5-mini", true, talk...))
	for _, want := range []string{"--accent: #2f7d4f;", "<h1>Bookworm</h1>", `document.title = "Bookworm"`, "<done/>", "is called Bookworm now"} {
		if !strings.Contains(second, want) {
			t.Errorf("no %q in %.300q", want, second)
		}
	}
	if strings.Contains(second, "src/books.ts") {
		t.Error("a file that did not change came back")
	}
}

func TestReplies_ownAndLimited(t *testing.T) {
	server := openroutertest.New(openroutertest.Options{Replies: func(model string, m []openroutertest.Message) string {
		if model == "openai/gpt-5" {
			return strings.Repeat("word ", len(m)*40)
		}
		return ""
	}})
	base := server.Start(t)
	if got := text(t, post(t, base, "openai/gpt-5", true, ask("a"), ask("b"))); got != strings.Repeat("word ", 80) {
		t.Errorf("own reply %q", got)
	}
	body := `{"model":"openai/gpt-5","stream":true,"max_tokens":10,"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]}`
	resp := do(t, http.MethodPost, base+"/chat/completions", openroutertest.Key, strings.NewReader(body))
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	if got := text(t, b); len(got) != 40 || !bytes.Contains(b, []byte(`"finish_reason":"length"`)) {
		t.Errorf("a limit of 10 tokens gave %d characters", len(got))
	}
}

func TestAccount(t *testing.T) {
	server := openroutertest.New(openroutertest.Options{})
	base := server.Start(t)
	events := events(t, post(t, base, "standin/ok", true, ask("hello")))
	last := events[len(events)-1]
	cost := last["usage"].(map[string]any)["cost"].(float64)
	if server.SpentPico() == 0 || fmt.Sprintf("%.0f", cost*1e12) != fmt.Sprint(server.SpentPico()) {
		t.Errorf("cost %v, spent %d pico-USD", cost, server.SpentPico())
	}
	for i, want := range []int{404, 200} {
		resp := do(t, http.MethodGet, base+"/generation?id="+last["id"].(string), openroutertest.Key, nil)
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("asked for the generation %d times: status %d", i+1, resp.StatusCode)
		}
	}
	var key struct {
		Data struct{ Limit, LimitRemaining, Usage float64 }
	}
	resp := do(t, http.MethodGet, base+"/key", openroutertest.Key, nil)
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	b = bytes.ReplaceAll(b, []byte("limit_remaining"), []byte("limitRemaining"))
	if err := json.Unmarshal(b, &key); err != nil || key.Data.LimitRemaining >= key.Data.Limit || key.Data.Usage != cost {
		t.Errorf("key %s, error %v", b, err)
	}
}

func TestReadme_namesEveryScenario(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range openroutertest.Scenarios() {
		if !strings.Contains(string(readme), "| `"+s.Name+"` | "+s.About+" |") {
			t.Errorf("README.md lacks the row: | `%s` | %s |", s.Name, s.About)
		}
	}
}

// schema returns a schema of OpenRouter's own description; the test is skipped where that is absent.
func schema(t *testing.T, name string) *openapi3.Schema {
	t.Helper()
	dir := os.Getenv("WHITTLE_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "testdata")
	}
	path := filepath.Join(dir, "openrouter-openapi.yaml")
	if _, err := os.Stat(path); err != nil {
		t.Skip("no description here")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Components.Schemas[name].Value
}

func TestSchema_everyChunkAndReply(t *testing.T) {
	chunk := schema(t, "ChatStreamChunk")
	whole := schema(t, "ChatResult")
	base := openroutertest.New(openroutertest.Options{}).Start(t)
	seen := 0
	for _, model := range []string{
		"standin/ok", "standin/comments", "standin/reasoning", "standin/usage-null", "standin/usage-empty", "standin/no-usage", "standin/crlf",
		"standin/tools", "standin/mid-a", "standin/surrogates", "standin/length", "standin/fallback", "openai/gpt-5-mini", "google/gemini-2.5-pro",
	} {
		for _, e := range events(t, post(t, base, model, true, ask("hello"))) {
			if model == "standin/mid-c" && e["error"] != nil {
				continue
			}
			seen++
			if err := chunk.VisitJSON(e); err != nil {
				t.Fatalf("%s: %v\n%v", model, err, e)
			}
		}
		var reply map[string]any
		if strings.HasPrefix(model, "standin/") {
			continue
		}
		if err := json.Unmarshal(post(t, base, model, false, ask("hello")), &reply); err != nil {
			t.Fatal(err)
		}
		if err := whole.VisitJSON(reply); err != nil {
			t.Fatalf("%s: %v\n%v", model, err, reply)
		}
	}
	if seen < 500 {
		t.Errorf("only %d chunks were checked", seen)
	}
}

func TestSchema_models(t *testing.T) {
	one := schema(t, "Model")
	base := openroutertest.New(openroutertest.Options{}).Start(t)
	resp := do(t, http.MethodGet, base+"/models?limit=5&offset=10", openroutertest.Key, nil)
	defer resp.Body.Close()
	var page struct {
		Data  []map[string]any
		Links struct{ Next string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		t.Fatal(err)
	}
	if len(page.Data) != 5 || !strings.Contains(page.Links.Next, "offset=15") {
		t.Errorf("%d models, next %q", len(page.Data), page.Links.Next)
	}
	for _, m := range page.Data {
		if err := one.VisitJSON(m); err != nil {
			t.Errorf("%v: %v", m["id"], err)
		}
	}
}
