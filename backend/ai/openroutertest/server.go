package openroutertest

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Key is a key the stand-in takes. Any other that starts with sk-or- will do too, but for the two below.
const Key = "sk-or-v1-standin"

// RefusedKey is answered with 401, EmptyKey has no credit left: 402 on every call.
const (
	RefusedKey = "sk-or-refused"
	EmptyKey   = "sk-or-empty"
)

// Message is one message of a conversation; parts that are not text are left out of Content.
type Message struct {
	Role    string
	Content string
}

// Request is a chat call as it arrived.
type Request struct {
	Header   http.Header
	Body     map[string]any
	Model    string
	Messages []Message
}

// Options changes how a Server behaves; the zero value answers at once with the scripted replies.
type Options struct {
	// Speed is the pace: 0 does not wait at all, 1 is that of a real model, 10 is ten times as fast.
	Speed float64
	// Replies returns the text to answer with; "" leaves it to the script.
	Replies func(model string, messages []Message) string
	// Now is the clock; nil takes time.Now.
	Now func() time.Time
}

// Server is the stand-in as an http.Handler, at /api/v1 and at /v1. It is safe for concurrent use.
type Server struct {
	options   Options
	models    []model
	scenarios []Scenario
	mux       *http.ServeMux

	mu          sync.Mutex
	requests    []Request
	tries       map[string]int // calls so far of scenarios that recover
	generations map[string]*generation
	spent       int64 // pico-USD
	rng         *rand.Rand
}

// New returns a Server.
func New(options Options) *Server {
	if options.Now == nil {
		options.Now = time.Now
	}
	s := &Server{
		options: options, models: readModels(), scenarios: Scenarios(), mux: http.NewServeMux(),
		tries: map[string]int{}, generations: map[string]*generation{}, rng: rand.New(rand.NewPCG(1, 2)),
	}
	for _, base := range []string{"/api/v1", "/v1"} {
		s.mux.HandleFunc("POST "+base+"/chat/completions", s.chat)
		s.mux.HandleFunc("GET "+base+"/models", s.listModels)
		s.mux.HandleFunc("GET "+base+"/key", s.describeKey)
		s.mux.HandleFunc("GET "+base+"/generation", s.describeGeneration)
	}
	return s
}

// Start serves s on loopback until the test ends and returns its base address, ending in /api/v1.
func (s *Server) Start(tb testing.TB) string {
	tb.Helper()
	server := httptest.NewServer(s)
	tb.Cleanup(server.Close)
	return server.URL + "/api/v1"
}

// ServeHTTP checks the key and answers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	_, pattern := s.mux.Handler(r)
	switch {
	case pattern == "":
		http.NotFound(w, r)
	case strings.HasSuffix(pattern, "/models"): // public at OpenRouter too
		s.mux.ServeHTTP(w, r)
	case key == "":
		writeError(w, http.StatusUnauthorized, "No auth credentials found", nil)
	case !strings.HasPrefix(key, "sk-or-") || strings.HasPrefix(key, RefusedKey):
		writeError(w, http.StatusUnauthorized, "User not found.", nil)
	default:
		s.mux.ServeHTTP(w, r)
	}
}

// Requests returns the chat calls so far, in the order they arrived.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// SpentPico returns what all calls have cost so far, in pico-USD.
func (s *Server) SpentPico() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spent
}

// try counts the calls of one scenario, from 1.
func (s *Server) try(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries[name]++
	return s.tries[name]
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.Encode(v)
}

// writeError answers in the shape of OpenRouter's errors before the first token.
func writeError(w http.ResponseWriter, status int, message string, metadata map[string]any) {
	e := map[string]any{"code": status, "message": message}
	if metadata != nil {
		e["metadata"] = metadata
	}
	writeJSON(w, status, map[string]any{"error": e, "user_id": "user_2standinstandinstandin0001"})
}
