package ai_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/ai/openroutertest"
)

// bench is a gateway over a stand-in, and what it booked.
type bench struct {
	*ai.Gateway
	standIn *openroutertest.Server

	mu    sync.Mutex
	rows  []backend.UsageRow
	waits []time.Duration
}

// newBench builds one; change may adjust the configuration.
func newBench(t testing.TB, change ...func(*ai.Config)) *bench {
	t.Helper()
	b := &bench{standIn: openroutertest.New(openroutertest.Options{})}
	endpoint := backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: b.standIn.Start(t), Key: openroutertest.Key}
	b.Gateway = b.gateway(endpoint, change...)
	return b
}

func (b *bench) gateway(endpoint backend.Endpoint, change ...func(*ai.Config)) *ai.Gateway {
	config := ai.Config{
		Endpoint: func(context.Context) (backend.Endpoint, error) { return endpoint, nil },
		Record:   b.record,
		Wait:     b.wait,
	}
	for _, c := range change {
		c(&config)
	}
	return ai.New(config)
}

func (b *bench) record(_ context.Context, row backend.UsageRow) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows = append(b.rows, row)
	return nil
}

func (b *bench) wait(ctx context.Context, d time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waits = append(b.waits, d)
	return ctx.Err()
}

func ask(model string) backend.CompletionRequest {
	return backend.CompletionRequest{
		Purpose: backend.PurposeAsk, Model: model,
		Messages: []backend.ChatMessage{{Role: backend.RoleUser, Content: "Three steps to a tidy desk, with an emoji: \U0001F33F"}},
	}
}

const plainText = "You wrote: Three steps to a tidy desk, with an emoji: \U0001F33F\n\nHere is a plan in three steps.\n\n" +
	"1. Take what you have and put it where you can see it.\n2. Begin with the smallest part that is of use by itself.\n" +
	"3. Stop when it is good, not when it is finished.\n\nThat is all it takes. Café, naïve, 日本語 and \U0001F33F come through unharmed."

// goodForms names the scenarios that differ only in how the same reply looks on the wire.
var goodForms = []string{
	"ok", "comments", "slow", "reasoning", "reasoning-content", "think", "usage-null", "usage-empty", "crlf", "fields", "multiline", "tight",
	"split", "malformed", "no-done", "wrong-type", "json-for-stream", "sse-for-whole", "json-as-stream", "json-no-type", "responses",
}

func TestComplete_readsEveryGoodForm(t *testing.T) {
	for _, name := range goodForms {
		for _, whole := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				b := newBench(t)
				req := ask("standin/" + name)
				req.WholeReply = whole
				var heard, thought string
				done, err := b.Complete(t.Context(), req, func(d backend.Delta) { heard += d.Text; thought += d.Reasoning })
				if err != nil {
					t.Fatal(err)
				}
				if done.Text != plainText || heard != plainText {
					t.Errorf("text %q\nheard %q", done.Text, heard)
				}
				if done.Reasoning != thought {
					t.Errorf("reasoning %q, heard %q", done.Reasoning, thought)
				}
				if done.FinishReason != "stop" || done.RemoteID == "" || done.FirstTokenAt == 0 {
					t.Errorf("finish %q, remote id %q, first token %d", done.FinishReason, done.RemoteID, done.FirstTokenAt)
				}
				if len(b.rows) != 1 || b.rows[0].Cost != backend.Pico(b.standIn.SpentPico()) || b.rows[0].CostSource != backend.CostReported {
					t.Errorf("booked %+v, spent %d", b.rows, b.standIn.SpentPico())
				}
			})
		}
	}
}

func TestComplete_isStopped(t *testing.T) {
	b := newBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done, err := b.Complete(ctx, ask("standin/stall"), func(backend.Delta) { cancel() })
	if backend.ErrorCode(err) != backend.Canceled || !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if done.Text == "" || len(b.rows) != 1 || b.rows[0].ErrorCode != backend.Canceled {
		t.Errorf("text %q, booked %+v", done.Text, b.rows)
	}
}

func TestComplete_specialReplies(t *testing.T) {
	for _, c := range []struct {
		name, finish string
		check        func(backend.Completion) bool
	}{
		{"length", "length", func(d backend.Completion) bool { return strings.HasPrefix(plainText, d.Text) && d.Text != plainText }},
		{"fallback", "stop", func(d backend.Completion) bool {
			return d.Model == "openai/gpt-5-mini-2025-08-07" && d.Provider == "OpenAI"
		}},
		{"surrogates", "stop", func(d backend.Completion) bool { return d.Text == "Sun \U0001F31E and sea." }},
		{"long-line", "stop", func(d backend.Completion) bool { return len(d.Text) == 8<<20 }},
		{"long", "stop", func(d backend.Completion) bool { return len(d.Text) > 1<<20 }},
		{"tools", "tool_calls", func(d backend.Completion) bool { return d.Text == "" && d.FirstTokenAt != 0 }},
		{"broken-app", "stop", func(d backend.Completion) bool { return strings.HasSuffix(d.Text, "<done/>\n") }},
		{"cut-app", "length", func(d backend.Completion) bool { return !strings.Contains(d.Text, "<done/>") }},
		{"stall-finish", "stop", func(d backend.Completion) bool { return d.Text == plainText }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, func(g *ai.Config) {
				if c.name == "stall-finish" {
					g.Idle = time.Second
				}
			})
			done, err := b.Complete(t.Context(), ask("standin/"+c.name), nil)
			if err != nil || done.FinishReason != c.finish || !c.check(done) {
				t.Fatalf("%d characters, finish %q, model %q, error %v", len(done.Text), done.FinishReason, done.Model, err)
			}
			if len(b.rows) != 1 || b.rows[0].Cost != backend.Pico(b.standIn.SpentPico()) {
				t.Errorf("booked %+v, spent %d", b.rows, b.standIn.SpentPico())
			}
		})
	}
}

func TestComplete_withoutReportedUsage(t *testing.T) {
	b := newBench(t)
	local := backend.Endpoint{Kind: backend.EndpointOpenAI, BaseURL: b.standIn.Start(t), Key: openroutertest.Key}
	if _, err := b.Models(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		gateway *ai.Gateway
		source  backend.CostSource
	}{{b.Gateway, backend.CostUnknown}, {b.gateway(local), backend.CostFree}} {
		done, err := c.gateway.Complete(t.Context(), ask("standin/no-usage"), nil)
		if err != nil || done.Text != plainText {
			t.Fatalf("text %q, error %v", done.Text, err)
		}
		want := backend.Usage{PromptTokens: 11, CompletionTokens: 80, TokensEstimated: true, CostSource: c.source}
		if done.Usage != want {
			t.Errorf("usage %+v, want %+v", done.Usage, want)
		}
	}
}

// What no call can have cost is not booked as its cost.
func TestComplete_absurdCost(t *testing.T) {
	for cost, want := range map[string]backend.CostSource{
		"0.25": backend.CostReported, "0": backend.CostReported, "-1": backend.CostUnknown, "9000000": backend.CostUnknown, "1e30": backend.CostUnknown,
	} {
		b := &bench{}
		gateway := b.gateway(openRouter, func(g *ai.Config) {
			g.Transport = transport(func(r *http.Request) (*http.Response, error) {
				body := okChunk + `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"cost":` + cost + "}}\n\ndata: [DONE]\n\n"
				return respond(r, 200, "text/event-stream", strings.NewReader(body)), nil
			})
		})
		done, err := gateway.Complete(t.Context(), ask("any/model"), nil)
		if err != nil || done.Usage.CostSource != want || (done.Usage.Cost > 0) != (cost == "0.25") {
			t.Errorf("cost %s: usage %+v, error %v", cost, done.Usage, err)
		}
	}
}
