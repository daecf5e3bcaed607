package ai_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/ai/openroutertest"
)

func TestComplete_sends(t *testing.T) {
	zero := 0.0
	for name, c := range map[string]struct {
		change func(*backend.CompletionRequest)
		kind   backend.EndpointKind
		want   map[string]any
	}{
		"the defaults": {func(*backend.CompletionRequest) {}, backend.EndpointOpenRouter,
			map[string]any{"max_tokens": 16000.0, "stream": true, "temperature": nil, "stream_options": nil}},
		"what was asked": {func(r *backend.CompletionRequest) { r.MaxTokens, r.Temperature = 500, &zero }, backend.EndpointOpenRouter,
			map[string]any{"max_tokens": 500.0, "temperature": 0.0}},
		"no more than is sane": {func(r *backend.CompletionRequest) { r.MaxTokens = 1 << 30 }, backend.EndpointOpenRouter,
			map[string]any{"max_tokens": 128000.0}},
		"no less than something": {func(r *backend.CompletionRequest) { r.MaxTokens = -3 }, backend.EndpointOpenRouter,
			map[string]any{"max_tokens": 16000.0}},
		"what the model allows": {func(r *backend.CompletionRequest) { r.Model = "x-ai/grok-code-fast-1" }, backend.EndpointOpenRouter,
			map[string]any{"max_tokens": 10000.0}},
		"a whole reply": {func(r *backend.CompletionRequest) { r.WholeReply = true }, backend.EndpointOpenAI,
			map[string]any{"stream": false, "stream_options": nil}},
		"the wish for usage": {func(*backend.CompletionRequest) {}, backend.EndpointOpenAI,
			map[string]any{"stream": true, "stream_options": map[string]any{"include_usage": true}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			gateway := b.gateway(backend.Endpoint{Kind: c.kind, BaseURL: b.standIn.Start(t) + "/", Key: openroutertest.Key})
			if _, err := gateway.Models(t.Context()); err != nil {
				t.Fatal(err)
			}
			req := ask("openai/gpt-5-mini")
			c.change(&req)
			if _, err := gateway.Complete(t.Context(), req, nil); err != nil {
				t.Fatal(err)
			}
			got := b.standIn.Requests()[0]
			for field, want := range c.want {
				if value, _ := json.Marshal(got.Body[field]); string(value) != encoded(want) {
					t.Errorf("%s is %s, want %v", field, value, want)
				}
			}
			checkHeaders(t, got.Header, c.kind)
		})
	}
}

// Every message arrives whole and in order, an empty one too.
func TestComplete_sendsMessages(t *testing.T) {
	b := newBench(t)
	req := ask("openai/gpt-5-mini")
	req.Messages = []backend.ChatMessage{{Role: "system", Content: "<b>&\u2028"}, {Role: "assistant"}, {Role: "user", Content: "x"}}
	if _, err := b.Complete(t.Context(), req, nil); err != nil {
		t.Fatal(err)
	}
	if got := encoded(b.standIn.Requests()[0].Body["messages"]); got != encoded([]any{
		map[string]string{"role": "system", "content": "<b>&\u2028"}, map[string]string{"role": "assistant", "content": ""},
		map[string]string{"role": "user", "content": "x"},
	}) {
		t.Errorf("messages %s", got)
	}
}

func encoded(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func checkHeaders(t *testing.T, h http.Header, kind backend.EndpointKind) {
	t.Helper()
	if h.Get("Authorization") != "Bearer "+openroutertest.Key {
		t.Errorf("authorization %q", h.Get("Authorization"))
	}
	for _, name := range []string{"HTTP-Referer", "X-OpenRouter-Title", "X-Title"} {
		if set := h.Get(name) != ""; set != (kind == backend.EndpointOpenRouter) {
			t.Errorf("%s is %q for %s", name, h.Get(name), kind)
		}
	}
}

func TestComplete_refusesBeforeAnyCall(t *testing.T) {
	for name, c := range map[string]struct {
		endpoint backend.Endpoint
		err      error
		code     backend.Code
	}{
		"no key":        {backend.Endpoint{Kind: backend.EndpointOpenRouter}, nil, backend.NoKey},
		"no address":    {backend.Endpoint{Kind: backend.EndpointOpenAI}, nil, backend.Invalid},
		"a bad address": {backend.Endpoint{Kind: backend.EndpointOpenAI, BaseURL: "localhost:1234"}, nil, backend.Invalid},
		"no model":      {backend.Endpoint{Kind: backend.EndpointOpenAI, BaseURL: "http://localhost:1234/v1"}, nil, backend.ModelUnknown},
		"settings":      {backend.Endpoint{}, backend.Errorf(backend.Unavailable, "The keyring is locked."), backend.Unavailable},
		"unknown":       {backend.Endpoint{}, errors.New("disk"), backend.Internal},
	} {
		t.Run(name, func(t *testing.T) {
			gateway := ai.New(ai.Config{
				Endpoint: func(context.Context) (backend.Endpoint, error) { return c.endpoint, c.err },
				Record:   func(context.Context, backend.UsageRow) error { t.Error("booked"); return nil },
				Transport: transport(func(*http.Request) (*http.Response, error) {
					t.Error("called")
					return nil, io.EOF
				}),
			})
			_, err := gateway.Complete(t.Context(), backend.CompletionRequest{}, nil)
			if backend.ErrorCode(err) != c.code {
				t.Errorf("error %v, want %s", err, c.code)
			}
		})
	}
}

func TestComplete_keepsSecretsOutOfTheLog(t *testing.T) {
	var log bytes.Buffer
	b := newBench(t, func(c *ai.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelInfo}))
		c.Record = func(context.Context, backend.UsageRow) error { return errors.New("disk full") }
	})
	for _, name := range []string{"echo-key", "401", "ok", "reset-early"} {
		b.Complete(t.Context(), ask("standin/"+name), nil)
	}
	for _, secret := range []string{openroutertest.Key, "user_2", "tidy desk"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is in the log:\n%s", secret, log.String())
		}
	}
	if !strings.Contains(log.String(), "disk full") {
		t.Error("a call that could not be booked was not logged")
	}
}

func TestEstimateCost(t *testing.T) {
	b := newBench(t)
	if _, known := b.EstimateCost(t.Context(), ask("anthropic/claude-haiku-4.5")); known {
		t.Error("a price was known before the models were read")
	}
	if _, err := b.Models(t.Context()); err != nil {
		t.Fatal(err)
	}
	about, known := b.EstimateCost(t.Context(), ask("anthropic/claude-haiku-4.5"))
	if want := backend.Pico(11*1_000_000 + 4000*5_000_000); about != want || !known {
		t.Errorf("about %s, want %s", about.USD(), want.USD())
	}
	if _, known := b.EstimateCost(t.Context(), ask("openrouter/auto")); known {
		t.Error("a price that is not told was known")
	}
}
