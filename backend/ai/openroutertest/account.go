package openroutertest

import (
	"net/http"
	"strings"
)

// generation is what the stand-in remembers of a call, for GET /generation.
type generation struct {
	ID         string
	Model      string
	Provider   string
	Streamed   bool
	Cancelled  bool
	Finish     string
	Prompt     int
	Completion int
	Cost       int64
	asked      int
}

const keyLimit = 10_000_000_000_000 // 10 USD

// describeKey answers GET /key; its limit shrinks by what was spent.
func (s *Server) describeKey(w http.ResponseWriter, r *http.Request) {
	spent := s.SpentPico()
	remaining := keyLimit - spent
	if strings.Contains(r.Header.Get("Authorization"), EmptyKey) {
		remaining = 0
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": map[string]any{
		"label": "sk-or-v1-sta...din", "limit": usd(keyLimit), "limit_remaining": usd(max(0, remaining)), "limit_reset": nil,
		"usage": usd(spent), "usage_daily": usd(spent), "usage_weekly": usd(spent), "usage_monthly": usd(spent),
		"byok_usage": 0, "include_byok_in_limit": false, "is_free_tier": false, "is_management_key": false, "expires_at": nil,
	}})
}

// describeGeneration answers 404 the first time: at OpenRouter a call's record appears a moment after the call.
func (s *Server) describeGeneration(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.generations[r.URL.Query().Get("id")]
	if g != nil {
		g.asked++
	}
	if g == nil || g.asked == 1 {
		writeError(w, http.StatusNotFound, "Generation not found", nil)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": map[string]any{
		"id": g.ID, "model": g.Model, "provider_name": g.Provider, "streamed": g.Streamed, "cancelled": g.Cancelled,
		"finish_reason": g.Finish, "tokens_prompt": g.Prompt, "tokens_completion": g.Completion,
		"native_tokens_prompt": g.Prompt, "native_tokens_completion": g.Completion,
		"total_cost": usd(g.Cost), "usage": usd(g.Cost), "upstream_inference_cost": nil, "cache_discount": nil,
	}})
}

// charge books a call once it is over.
func (s *Server) charge(g generation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spent += g.Cost
	s.generations[g.ID] = &g
}
