package ai

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"whittle/backend"
)

const (
	catalogLife    = 5 * time.Minute // as long as OpenRouter's edge keeps its list (cache-control of GET /models)
	catalogTimeout = 30 * time.Second
	maxCatalog     = 32 << 20 // bytes of one page
	maxPages       = 20
)

//go:embed suggested.txt
var suggestedList string

// suggested returns the ids of suggested.txt in their order.
func suggested() []string {
	var ids []string
	for line := range strings.Lines(suggestedList) {
		if id := strings.TrimSpace(line); id != "" && !strings.HasPrefix(id, "#") {
			ids = append(ids, id)
		}
	}
	return ids
}

// catalog keeps the models each endpoint offered last, in memory.
type catalog struct {
	mu      sync.Mutex
	entries map[string]catalogEntry
}

type catalogEntry struct {
	models []backend.Model
	at     time.Time
}

func (t target) catalogKey() string { return t.BaseURL + "\n" + t.Key }

func (c *catalog) get(t target) (catalogEntry, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[t.catalogKey()]
	return e, ok
}

func (c *catalog) put(t target, e catalogEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil {
		c.entries = map[string]catalogEntry{}
	}
	c.entries[t.catalogKey()] = e
}

// find returns a model as it was last listed, however long ago.
func (c *catalog) find(t target, id string) (backend.Model, bool) {
	e, _ := c.get(t)
	i := slices.IndexFunc(e.models, func(m backend.Model) bool { return m.ID == id })
	if i < 0 {
		return backend.Model{}, false
	}
	return e.models[i], true
}

// Models returns what the endpoint offers that writes text: suggested models first, then in the endpoint's order.
// The list is kept for five minutes; callers at the same time share one read.
func (g *Gateway) Models(ctx context.Context) ([]backend.Model, error) {
	t, err := g.target(ctx)
	if err != nil {
		return nil, err
	}
	if e, ok := g.catalog.get(t); ok && g.config.Now().Sub(e.at) < catalogLife {
		return slices.Clone(e.models), nil
	}
	result := g.flight.DoChan(t.catalogKey(), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), catalogTimeout)
		defer cancel()
		models, err := g.list(ctx, t)
		if err == nil {
			g.catalog.put(t, catalogEntry{models, g.config.Now()})
		}
		return models, err
	})
	select {
	case <-ctx.Done():
		return nil, stopped(ctx)
	case r := <-result:
		if r.Err != nil {
			return nil, r.Err
		}
		return slices.Clone(r.Val.([]backend.Model)), nil
	}
}

// list reads every page of GET /models.
func (g *Gateway) list(ctx context.Context, t target) ([]backend.Model, error) {
	var models []backend.Model
	next := t.BaseURL + "/models"
	for range maxPages {
		var page modelPage
		if err := g.get(ctx, t, next, &page); err != nil {
			return nil, err
		}
		if !page.readable() {
			return nil, t.wrongPath(http.StatusOK).err
		}
		for _, m := range page.Data {
			if m.ID != "" && m.writesText() {
				models = append(models, m.model())
			}
		}
		link, err := t.url.Parse(page.Links.Next)
		if err != nil || page.Links.Next == "" || link.Host != t.url.Host || link.Scheme != t.url.Scheme {
			break
		}
		next = link.String()
	}
	return rank(models), nil
}

// rank marks suggested models and puts them first.
func rank(models []backend.Model) []backend.Model {
	place := map[string]int{}
	ids := suggested()
	for i, id := range ids {
		place[id] = i - len(ids)
	}
	for i := range models {
		models[i].Suggested = place[models[i].ID] < 0
	}
	slices.SortStableFunc(models, func(a, b backend.Model) int { return place[a.ID] - place[b.ID] })
	return models
}

// modelPage is a page of GET /models in OpenRouter's and in OpenAI's form (openrouter.ai/docs, models).
type modelPage struct {
	Object string                `json:"object"`
	Data   []wireModel           `json:"data"`
	Links  struct{ Next string } `json:"links"`
}

// readable reports whether the page is a list of models; local servers with no model send data null.
func (p modelPage) readable() bool {
	return p.Object == "list" || len(p.Data) > 0 && p.Data[0].ID != ""
}

type wireModel struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	ContextLength int    `json:"context_length"`
	MaxModelLen   int    `json:"max_model_len"` // vLLM's word for it
	Architecture  struct {
		Output []string `json:"output_modalities"`
	} `json:"architecture"`
	TopProvider struct {
		ContextLength int `json:"context_length"`
		MaxCompletion int `json:"max_completion_tokens"`
	} `json:"top_provider"`
	Pricing *struct {
		Prompt     string `json:"prompt"`
		Completion string `json:"completion"`
	} `json:"pricing"`
	Meta struct {
		Context int `json:"n_ctx_train"` // llama.cpp's
	} `json:"meta"`
}

func (m wireModel) writesText() bool {
	return len(m.Architecture.Output) == 0 || slices.Contains(m.Architecture.Output, "text")
}

func (m wireModel) model() backend.Model {
	out := backend.Model{
		ID: m.ID, Name: firstOf(m.Name, m.ID), MaxOutput: m.TopProvider.MaxCompletion,
		ContextLength: max(m.ContextLength, m.MaxModelLen, m.Meta.Context), PromptPrice: -1, CompletionPrice: -1,
	}
	if m.Pricing != nil {
		out.PromptPrice, out.CompletionPrice = tokenPrice(m.Pricing.Prompt), tokenPrice(m.Pricing.Completion)
	}
	return out
}

// tokenPrice reads USD per token; -1 for what is not told, which OpenRouter writes "-1".
func tokenPrice(s string) backend.Pico {
	p, err := backend.ParseUSD(s)
	if err != nil || p < 0 {
		return -1
	}
	return p
}

// get reads one JSON document of the endpoint into v.
func (g *Gateway) get(ctx context.Context, t target, url string, v any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("prepare the call: %w", err)
	}
	t.identify(r)
	r.Header.Set("Accept", "application/json")
	resp, err := g.http.Do(r)
	if err != nil {
		return g.unread(ctx, t, err)
	}
	if resp.StatusCode == http.StatusNotFound {
		resp.Body.Close()
		return t.wrongPath(resp.StatusCode).err
	}
	if resp.StatusCode/100 != 2 {
		return t.rejected(resp, g.config.Now()).err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxCatalog))
	if err != nil {
		return g.unread(ctx, t, err)
	}
	var failed struct{ Error *wireError }
	switch {
	case unmarshalLoose(body, &failed) != nil:
		return t.wrongPath(resp.StatusCode).err
	case failed.Error.said():
		return t.refused(*failed.Error, 0, resp.Header, g.config.Now()).err
	}
	return unmarshalLoose(body, v)
}

func (g *Gateway) unread(ctx context.Context, t target, err error) error {
	if ctx.Err() == context.Canceled {
		return stopped(ctx)
	}
	return t.unreached(err).err
}
