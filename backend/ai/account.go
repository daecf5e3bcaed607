package ai

import (
	"context"
	"unicode/utf8"

	"whittle/backend"
)

const (
	defaultMaxTokens = 16_000
	largestMaxTokens = 128_000
	charsPerToken    = 4 // the usual rule of thumb for English and code
	typicalReply     = 4_000
)

// fields returns what the request says beyond the model; go-openai would leave out empty texts and a temperature of
// 0. A limit on tokens is always sent: without one OpenRouter holds credit for the model's longest reply
// (openrouter.ai/docs, errors, 402).
func (g *Gateway) fields(t target, req backend.CompletionRequest) map[string]any {
	limit := "max_tokens"
	if t.url.Host == "api.openai.com" {
		limit = "max_completion_tokens" // the only name its reasoning models accept
	}
	fields := map[string]any{"messages": req.Messages, "stream": !req.WholeReply, limit: g.maxTokens(t, req)}
	if req.Temperature != nil {
		fields["temperature"] = *req.Temperature
	}
	if t.Kind != backend.EndpointOpenRouter && !req.WholeReply {
		fields["stream_options"] = map[string]bool{"include_usage": true}
	}
	return fields
}

// maxTokens returns the limit to send: what was asked, or the default, within what the model is known to allow.
func (g *Gateway) maxTokens(t target, req backend.CompletionRequest) int {
	n := req.MaxTokens
	if n <= 0 {
		n = defaultMaxTokens
	}
	n = min(n, largestMaxTokens)
	m, ok := g.catalog.find(t, req.Model)
	if !ok {
		return n
	}
	if m.MaxOutput > 0 {
		n = min(n, m.MaxOutput)
	}
	if room := m.ContextLength - promptTokens(req.Messages); m.ContextLength > 0 && room > 0 {
		n = min(n, room)
	}
	return n
}

// account returns what the call used and cost. Tokens that the endpoint did not count are estimated.
func (g *Gateway) account(t target, req backend.CompletionRequest, r *reply, done backend.Completion) backend.Usage {
	var u backend.Usage
	if r.usage != nil {
		u = r.usage.tokens()
	}
	if done.FirstTokenAt != 0 && u.PromptTokens+u.CompletionTokens == 0 {
		u.PromptTokens = promptTokens(req.Messages)
		u.ReasoningTokens = tokens(done.Reasoning)
		u.CompletionTokens = tokens(done.Text) + u.ReasoningTokens
		u.TokensEstimated = true
	}
	u.Cost, u.CostSource = g.cost(t, req, r, u)
	return u
}

func (g *Gateway) cost(t target, req backend.CompletionRequest, r *reply, u backend.Usage) (backend.Pico, backend.CostSource) {
	if cost, ok := r.usage.cost(); ok {
		return cost, backend.CostReported
	}
	if t.Kind != backend.EndpointOpenRouter {
		if t.private {
			return 0, backend.CostFree
		}
		return 0, backend.CostUnknown
	}
	m, ok := g.catalog.find(t, req.Model)
	if !ok || m.PromptPrice < 0 || m.CompletionPrice < 0 || u.PromptTokens+u.CompletionTokens == 0 {
		return 0, backend.CostUnknown
	}
	return price(m, u.PromptTokens, u.CompletionTokens), backend.CostEstimated
}

func price(m backend.Model, prompt, completion int) backend.Pico {
	return m.PromptPrice*backend.Pico(prompt) + m.CompletionPrice*backend.Pico(completion)
}

func tokens(s string) int { return (utf8.RuneCountInString(s) + charsPerToken - 1) / charsPerToken }

func promptTokens(messages []backend.ChatMessage) int {
	n := 0
	for _, m := range messages {
		n += tokens(m.Content)
	}
	return n
}

// EstimateCost returns about what a call will cost, with a reply of 4,000 tokens or MaxTokens if that is less.
// known is false when the model's prices were not read in this process yet, or are not told.
func (g *Gateway) EstimateCost(ctx context.Context, req backend.CompletionRequest) (about backend.Pico, known bool) {
	t, model, err := g.resolve(ctx, req)
	if err != nil {
		return 0, false
	}
	m, ok := g.catalog.find(t, model)
	switch {
	case t.Kind != backend.EndpointOpenRouter && t.private:
		return 0, true
	case !ok || m.PromptPrice < 0 || m.CompletionPrice < 0:
		return 0, false
	}
	reply := typicalReply
	if req.MaxTokens > 0 {
		reply = min(reply, req.MaxTokens)
	}
	return price(m, promptTokens(req.Messages), reply), true
}

// book records an attempt that went well, that cost something, or that the endpoint may have charged for.
func (g *Gateway) book(ctx context.Context, req backend.CompletionRequest, done backend.Completion, x *exchange, failed *failure) {
	charged := done.Usage.Cost > 0 || done.FirstTokenAt != 0 || x.opened && done.RemoteID != ""
	if failed != nil && !charged {
		return
	}
	row := backend.UsageRow{
		ID: backend.NewID(), Owner: firstOf(req.Owner, backend.LocalOwner), Purpose: req.Purpose,
		AppID: req.AppID, SessionID: req.SessionID, GenerationID: req.GenerationID,
		Model: done.Model, Provider: done.Provider, RemoteID: done.RemoteID, Usage: done.Usage, CreatedAt: done.EndedAt,
	}
	if failed != nil {
		row.ErrorCode = failed.err.Code
	}
	if err := g.config.Record(context.WithoutCancel(ctx), row); err != nil {
		g.config.Log.Error("book a model call", "remote_id", row.RemoteID, "cost_usd", row.Cost.USD(), "error", err)
	}
}
