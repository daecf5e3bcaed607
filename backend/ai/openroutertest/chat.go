package openroutertest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

const charsPerToken = 4

// call is one chat call being answered.
type call struct {
	*Server
	w      http.ResponseWriter
	r      *http.Request
	model  model
	vendor vendor
	rng    *rand.Rand // the same for the same conversation
	stream bool
	script

	asked     string // the model's id as the caller wrote it
	id        string
	created   int64
	prompt    int // tokens
	maxTokens int
}

// script is what a model says in a call.
type script struct {
	reasoning string
	text      string
}

// chat answers POST /chat/completions.
func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	c, err := s.open(w, r)
	if err != nil {
		writeError(w, http.StatusBadRequest, err.Error(), map[string]any{"error_type": "invalid_request"})
		return
	}
	if strings.Contains(r.Header.Get("Authorization"), EmptyKey) {
		writeError(w, http.StatusPaymentRequired, "Insufficient credits. Add more using https://openrouter.ai/settings/credits", nil)
		return
	}
	name, isScenario := strings.CutPrefix(c.model.ID, "standin/")
	at := slices.IndexFunc(s.scenarios, func(s Scenario) bool { return s.Name == name })
	switch {
	case c.model.ID == "" || isScenario && at < 0:
		writeError(w, http.StatusBadRequest, fmt.Sprintf("%s is not a valid model ID", c.asked), nil)
	case isScenario:
		s.scenarios[at].serve(c)
	default:
		c.play(shape{comments: 2})
	}
}

// open reads the request and decides what the model will say.
func (s *Server) open(w http.ResponseWriter, r *http.Request) (*call, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	var body struct {
		Model     string `json:"model"`
		Stream    bool   `json:"stream"`
		MaxTokens int    `json:"max_tokens"`
		Messages  []struct {
			Role    string          `json:"role"`
			Content json.RawMessage `json:"content"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return nil, fmt.Errorf("the body is not a chat request: %w", err)
	}
	seen := Request{Header: r.Header.Clone(), Model: body.Model}
	json.Unmarshal(raw, &seen.Body)
	tokens := 0
	for _, m := range body.Messages {
		text := plainText(m.Content)
		tokens += count(text)
		seen.Messages = append(seen.Messages, Message{Role: m.Role, Content: text})
	}
	if len(seen.Messages) == 0 {
		return nil, fmt.Errorf("input must have at least 1 message")
	}
	s.mu.Lock()
	s.requests = append(s.requests, seen)
	serial := len(s.requests)
	s.mu.Unlock()
	m, _ := s.find(body.Model)
	hash := fnv.New64a()
	hash.Write(raw)
	c := &call{
		Server: s, w: w, r: r, model: m, vendor: vendorOf(m.ID), stream: body.Stream,
		asked: body.Model, prompt: tokens, maxTokens: body.MaxTokens,
		rng: rand.New(rand.NewPCG(hash.Sum64(), 1)), created: s.options.Now().Unix(),
	}
	c.id = fmt.Sprintf("gen-%d-%s", c.created, c.name(20, uint64(serial)))
	c.script = s.write(m.ID, seen.Messages)
	return c, nil
}

// name returns n letters and digits that differ from call to call.
func (c *call) name(n int, serial uint64) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	rng := rand.New(rand.NewPCG(serial, c.rng.Uint64()))
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[rng.IntN(len(letters))]
	}
	return string(b)
}

// plainText returns the text of a message's content, a string or parts.
func plainText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var parts []struct {
		Text string `json:"text"`
	}
	json.Unmarshal(raw, &parts)
	for _, p := range parts {
		text += p.Text
	}
	return text
}

func count(s string) int { return (utf8.RuneCountInString(s) + charsPerToken - 1) / charsPerToken }

// usage is what the call used, as the last chunk and the whole reply say it.
func (c *call) usage(text, reasoning string) (map[string]any, int64) {
	thought := count(reasoning)
	completion := count(text) + thought
	promptCost, replyCost := int64(c.prompt)*c.model.Prompt, int64(completion)*c.model.Reply
	cost := promptCost + replyCost
	return map[string]any{
		"prompt_tokens": c.prompt, "completion_tokens": completion, "total_tokens": c.prompt + completion,
		"cost": usd(cost), "is_byok": false,
		"prompt_tokens_details": map[string]any{"cached_tokens": 0, "cache_write_tokens": 0, "audio_tokens": 0, "video_tokens": 0},
		"cost_details": map[string]any{
			"upstream_inference_cost": usd(cost), "upstream_inference_prompt_cost": usd(promptCost), "upstream_inference_completions_cost": usd(replyCost),
		},
		"completion_tokens_details": map[string]any{"reasoning_tokens": thought, "image_tokens": 0, "audio_tokens": 0},
	}, cost
}

// settle books the call with what was sent of it.
func (c *call) settle(text, reasoning, finish string, cancelled bool) {
	_, cost := c.usage(text, reasoning)
	c.charge(generation{
		ID: c.id, Model: c.model.Canonical, Provider: c.vendor.provider, Streamed: c.stream, Cancelled: cancelled, Finish: finish,
		Prompt: c.prompt, Completion: count(text) + count(reasoning), Cost: cost,
	})
}
