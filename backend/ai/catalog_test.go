package ai_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
)

func TestModels_pricesAndOrder(t *testing.T) {
	models, err := newBench(t).Models(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]backend.Model{}
	suggestedOver := false
	for _, m := range models {
		byID[m.ID] = m
		if suggestedOver = suggestedOver || !m.Suggested; suggestedOver && m.Suggested {
			t.Errorf("%s is suggested but comes late", m.ID)
		}
	}
	want := backend.Model{ID: "anthropic/claude-sonnet-4.5", Name: "Anthropic: Claude Sonnet 4.5", ContextLength: 1_000_000, MaxOutput: 64_000,
		PromptPrice: 3_000_000, CompletionPrice: 15_000_000, Suggested: true}
	if models[0] != want {
		t.Errorf("first model %+v", models[0])
	}
	if m := byID["mistralai/ministral-3b"]; m.PromptPrice != 5_000 || m.CompletionPrice != 10_000 || m.Suggested {
		t.Errorf("the cheapest model %+v", m)
	}
	if m := byID["openrouter/auto"]; m.PromptPrice != -1 || m.CompletionPrice != -1 {
		t.Errorf("a model without a price %+v", m)
	}
	if _, ok := byID["google/gemini-2.5-flash-image"]; ok {
		t.Error("a model that writes no text is listed")
	}
}

func TestModels_pagesCacheAndFlight(t *testing.T) {
	var mu sync.Mutex
	calls := 0
	now := time.Unix(1_800_000_000, 0)
	pages := map[string]string{
		"":  `{"data":[{"id":"a/one","pricing":{"prompt":"0.000001","completion":"0.000002"}}],"links":{"next":"/api/v1/models?p=2"}}`,
		"2": `{"data":[{"id":"a/two"}],"links":{"next":"https://elsewhere.invalid/models"}}`,
	}
	gateway := (&bench{}).gateway(openRouter, func(c *ai.Config) {
		c.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			calls++
			if r.URL.Host != "openrouter.ai" {
				t.Errorf("the key went to %s", r.URL.Host)
			}
			return respond(r, 200, "application/json", strings.NewReader(pages[r.URL.Query().Get("p")])), nil
		})
	})
	read := func() {
		models, err := gateway.Models(t.Context())
		if err != nil || len(models) != 2 || models[1].PromptPrice != -1 {
			t.Errorf("models %+v, error %v", models, err)
		}
	}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(read)
	}
	wg.Wait()
	before := calls
	read()
	if calls != before || calls%2 != 0 {
		t.Errorf("%d calls, then %d: the list is not kept", before, calls)
	}
	mu.Lock()
	now = now.Add(6 * time.Minute)
	mu.Unlock()
	read()
	if calls != before+2 {
		t.Errorf("%d calls after six minutes, want %d", calls, before+2)
	}
}
