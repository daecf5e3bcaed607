package openroutertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"strconv"
	"strings"
)

//go:embed models.json
var modelsJSON []byte

// model is one entry of models.json: what GET /models says of it, and how it behaves.
type model struct {
	ID        string
	Canonical string
	Prompt    int64 // pico-USD per token
	Reply     int64
	MaxOutput int
	raw       map[string]any
}

func readModels() []model {
	var entries []map[string]any
	if err := json.Unmarshal(modelsJSON, &entries); err != nil {
		panic(fmt.Sprintf("models.json: %v", err))
	}
	models := make([]model, len(entries))
	for i, e := range entries {
		pricing := e["pricing"].(map[string]any)
		top := e["top_provider"].(map[string]any)
		output, _ := top["max_completion_tokens"].(float64)
		models[i] = model{
			ID: e["id"].(string), Canonical: e["canonical_slug"].(string), MaxOutput: int(output),
			Prompt: pico(pricing["prompt"].(string)), Reply: pico(pricing["completion"].(string)), raw: e,
		}
	}
	return models
}

// find returns the model called id; scenarios have a price of their own.
func (s *Server) find(id string) (model, bool) {
	for _, m := range s.models {
		if m.ID == id {
			return m, true
		}
	}
	if strings.HasPrefix(id, "standin/") {
		return model{ID: id, Canonical: id, Prompt: 3_000_000, Reply: 15_000_000, MaxOutput: 64_000}, true
	}
	return model{}, false
}

// pico reads a decimal price; a price that is not told ("-1") counts as 0.
func pico(price string) int64 {
	r, ok := new(big.Rat).SetString(price)
	if !ok || r.Sign() < 0 {
		return 0
	}
	r.Mul(r, big.NewRat(1e12, 1))
	return new(big.Int).Quo(r.Num(), r.Denom()).Int64()
}

// usd writes pico-USD as a JSON number, exactly.
func usd(pico int64) json.RawMessage {
	text := strings.TrimRight(fmt.Sprintf("%d.%012d", pico/1e12, pico%1e12), "0")
	return json.RawMessage(strings.TrimSuffix(text, "."))
}

// listModels answers whole, or in pages when limit and offset are asked for.
func (s *Server) listModels(w http.ResponseWriter, r *http.Request) {
	offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
	limit, err := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil || limit <= 0 {
		limit = len(s.models)
	}
	offset = min(max(offset, 0), len(s.models))
	end := min(offset+limit, len(s.models))
	data := []map[string]any{}
	for _, m := range s.models[offset:end] {
		data = append(data, m.raw)
	}
	var next any
	if end < len(s.models) {
		next = fmt.Sprintf("%s?limit=%d&offset=%d", r.URL.Path, limit, end)
	}
	w.Header().Set("Cache-Control", "public, max-age=300")
	writeJSON(w, http.StatusOK, map[string]any{"data": data, "total_count": len(s.models), "links": map[string]any{"next": next}})
}
