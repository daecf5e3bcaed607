package openroutertest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Scenario is one way a call can go.
type Scenario struct {
	Name  string // what follows standin/ in the model's id
	About string
	serve func(*call)
}

func plays(s shape) func(*call) { return func(c *call) { c.play(s) } }

// Scenarios returns all of them, grouped as README.md groups them.
func Scenarios() []Scenario {
	return slices.Concat(goodStreams(), oddAnswers(), refusals(), brokenStreams(), silences(), recoveries())
}

// goodStreams go well; only the form differs.
func goodStreams() []Scenario {
	return []Scenario{
		{"ok", "The plainest stream.", plays(shape{})},
		{"comments", "400 comments before the first chunk and 3 before each further one.", plays(shape{comments: 400, between: 3})},
		{"slow", "Only comments for 20 s (at speed 1) before the first token.", func(c *call) {
			c.vendor.firstToken = 20 * time.Second
			c.play(shape{comments: 40})
		}},
		{"reasoning", "Reasoning before the text, in OpenRouter's fields.", thinking("")},
		{"reasoning-content", "Reasoning in reasoning_content, as vLLM and llama.cpp name it.", thinking("reasoning_content")},
		{"think", "Reasoning inside <think> at the start of the content.", thinking("think")},
		{"usage-null", "The usage chunk has finish_reason null.", plays(shape{last: nullFinish})},
		{"usage-empty", "The usage chunk has no choices.", plays(shape{last: noChoices})},
		{"no-usage", "No usage at all.", plays(shape{last: noUsage})},
		{"crlf", "Lines end in CRLF.", plays(shape{comments: 2, crlf: true})},
		{"fields", "event, id and retry lines beside the data.", plays(shape{fields: true})},
		{"multiline", "Each event's JSON spans many data lines.", plays(shape{multiline: true})},
		{"tight", "No blank line between events.", plays(shape{tight: true})},
		{"split", "TCP writes of 1 to 7 bytes, inside characters and field names.", plays(shape{comments: 1, shred: true})},
		{"malformed", "Two chunks that are no JSON between good ones.", plays(shape{mangle: 2})},
		{"no-done", "Everything but [DONE].", plays(shape{noDone: true})},
		{"wrong-type", "A stream labelled text/plain.", plays(shape{mime: "text/plain"})},
		{"length", "Ends by its length, in the middle.", func(c *call) {
			c.text = c.text[:strings.LastIndexByte(c.text[:len(c.text)/2+1], ' ')+1]
			c.play(shape{finish: finish{"length", c.vendor.length}})
		}},
		{"fallback", "Another model than the one asked for answers.", func(c *call) {
			c.model, _ = c.find("openai/gpt-5-mini")
			c.vendor = vendorOf(c.model.ID)
			c.play(shape{})
		}},
		{"surrogates", "An emoji cut between two chunks, each holding half of its surrogate pair.", surrogates},
		{"long-line", "One chunk of 8 MiB.", func(c *call) {
			w := c.begin(shape{})
			text := strings.Repeat("0123456789abcdef", 8<<20/16)
			w.event(w.chunk(textDelta(text), finish{}))
			c.settle(text, "", "stop", false)
			w.close(text, c.stopped())
		}},
		{"long", "A reply of more than 1 MiB.", func(c *call) {
			c.text = strings.Repeat("All work and no play makes a long reply. ", 1<<20/40)
			c.vendor.median, c.vendor.longest = 400, 900
			c.maxTokens = 0 // this one ignores the limit
			c.play(shape{})
		}},
		{"tools", "A tool call and no text.", tools},
		{"broken-app", "A React app with a syntax error; asked again, the app without it.", func(c *call) { c.play(shape{}) }},
		{"cut-app", "An app whose last file stops in the middle, by length.", func(c *call) {
			c.text = c.text[:len(c.text)*2/3]
			c.play(shape{finish: finish{"length", c.vendor.length}})
		}},
	}
}

func thinking(field string) func(*call) {
	return func(c *call) {
		c.reasoning = "The person wants an answer. I will weigh two ways and take the shorter one."
		c.play(shape{thoughts: field})
	}
}

func surrogates(c *call) {
	w := c.begin(shape{})
	chunk := encode(c.chunk(textDelta("HALF"), finish{}))
	w.data(strings.Replace(chunk, "HALF", `Sun \ud83c`, 1))
	w.data(strings.Replace(chunk, "HALF", `\udf1e and sea.`, 1))
	text := "Sun \U0001F31E and sea."
	c.settle(text, "", "stop", false)
	w.close(text, c.stopped())
}

func tools(c *call) {
	w := c.begin(shape{comments: 1})
	tool := func(fields map[string]any) {
		fields["index"] = 0
		w.event(c.chunk(map[string]any{"content": nil, "tool_calls": []any{fields}}, finish{}))
	}
	tool(map[string]any{"id": "call_standin", "type": "function", "function": map[string]any{"name": "weather", "arguments": ""}})
	for _, part := range []string{`{"city`, `": "Fl`, `orence"}`} {
		tool(map[string]any{"function": map[string]any{"arguments": part}})
	}
	c.settle("", "", "tool_calls", false)
	w.close("", finish{"tool_calls", "tool_use"})
}

// oddAnswers are good replies in a form that was not asked for.
func oddAnswers() []Scenario {
	return []Scenario{
		{"json-for-stream", "A whole JSON reply to a call that asked for a stream.", func(c *call) { c.stream = false; c.play(shape{}) }},
		{"sse-for-whole", "A stream for a call that asked for a whole reply.", func(c *call) { c.stream = true; c.play(shape{}) }},
		{"json-as-stream", "A whole JSON reply labelled text/event-stream.", func(c *call) {
			c.stream = false
			c.play(shape{mime: "text/event-stream"})
		}},
		{"json-no-type", "A whole JSON reply labelled text/plain.", func(c *call) { c.stream = false; c.play(shape{mime: "text/plain"}) }},
		{"responses", "A stream of the Responses API.", func(c *call) { c.responses("") }},
		{"responses-failed", "A stream of the Responses API that fails after some text.", func(c *call) { c.responses("server_error") }},
		{"html", "A web page with status 200.", func(c *call) {
			c.w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(c.w, "<!doctype html>\n<title>Welcome</title>\n<p>Sign in to this network.</p>\n")
		}},
		{"empty", "Status 200 and nothing else.", func(c *call) { c.begin(shape{}) }},
		{"empty-done", "Nothing but [DONE].", func(c *call) { c.begin(shape{}).data("[DONE]") }},
		{"redirect", "Sends the call to another host.", func(c *call) {
			http.Redirect(c.w, c.r, "https://elsewhere.invalid/api/v1/chat/completions", http.StatusTemporaryRedirect)
		}},
	}
}

// responses answers with the events of the Responses API; a code makes it fail after the text.
func (c *call) responses(code string) {
	w := c.begin(shape{})
	about := map[string]any{"id": c.id, "object": "response", "model": c.model.Canonical, "status": "in_progress", "output": []any{}, "error": nil, "usage": nil}
	serial := 0
	send := func(kind string, fields map[string]any) {
		fields["type"], fields["sequence_number"] = kind, serial
		serial++
		w.event(fields)
	}
	send("response.created", map[string]any{"response": about})
	for _, part := range c.vendor.cut(c.text, c.rng) {
		send("response.output_text.delta", map[string]any{"item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": part})
	}
	usage, cost := c.usage(c.text, "")
	about["usage"] = map[string]any{
		"input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"], "total_tokens": usage["total_tokens"], "cost": usd(cost),
		"input_tokens_details": map[string]any{"cached_tokens": 0}, "output_tokens_details": map[string]any{"reasoning_tokens": 0},
	}
	c.settle(c.text, "", "stop", false)
	if code != "" {
		about["status"], about["error"] = "failed", map[string]any{"code": code, "message": "The model failed."}
		send("response.failed", map[string]any{"response": about})
		return
	}
	about["status"] = "completed"
	about["output"] = []any{map[string]any{"id": "msg_1", "type": "message", "role": "assistant", "status": "completed",
		"content": []any{map[string]any{"type": "output_text", "text": c.text, "annotations": []any{}}}}}
	send("response.completed", map[string]any{"response": about})
	w.data("[DONE]")
}
