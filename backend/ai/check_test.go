package ai_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/ai/openroutertest"
)

const (
	router = backend.EndpointOpenRouter
	plain  = backend.EndpointOpenAI
)

func TestTest_openRouter(t *testing.T) {
	b := newBench(t)
	base := b.standIn.Start(t)
	for key, want := range map[string]struct {
		code backend.Code
		says string
	}{
		openroutertest.Key:        {},
		"  sk-or-v1-with-blanks ": {},
		openroutertest.RefusedKey: {backend.KeyRefused, "This key was refused by OpenRouter. Check that it was copied whole, it starts with sk-or-."},
		openroutertest.EmptyKey:   {backend.NoCredit, "This key is right, but it has reached its spending limit at OpenRouter."},
		"":                        {backend.NoKey, "OpenRouter needs a key and none is set."},
	} {
		n, err := b.Test(t.Context(), backend.Endpoint{Kind: router, BaseURL: base, Key: key})
		if backend.ErrorCode(err) != want.code || err != nil && !strings.HasPrefix(backend.ErrorMessage(err), want.says) {
			t.Errorf("key %q: %v, want %s", key, err, want.code)
		}
		if err == nil && n < 10 {
			t.Errorf("key %q: %d models", key, n)
		}
	}
}

func TestTest_saysWhatIsWrong(t *testing.T) {
	answer := func(status int, kind, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL + "/v1"
	}
	encrypted := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(encrypted.Close)
	for name, c := range map[string]struct {
		base string
		kind backend.EndpointKind
		code backend.Code
		says string
	}{
		"no address":    {"", plain, backend.Invalid, "No address is set"},
		"a password":    {"http://me:secret@127.0.0.1:9/v1", plain, backend.Invalid, "Enter them as the key instead."},
		"no scheme":     {"localhost:11434/v1", plain, backend.Invalid, "is not an address"},
		"refused":       {closedPort(t), plain, backend.Unavailable, "Nothing answers at http://127.0.0.1"},
		"certificate":   {encrypted.URL, plain, backend.Unavailable, "The certificate of 127.0.0.1"},
		"no TLS":        {strings.Replace(answer(200, "text/plain", ""), "http:", "https:", 1), plain, backend.Unavailable, "answers without encryption"},
		"401":           {answer(401, "application/json", `{"error":{"message":"no"}}`), plain, backend.NoKey, "needs a key"},
		"402":           {answer(402, "application/json", `{"error":{"code":402,"message":"Insufficient credits"}}`), router, backend.NoCredit, "the credit is used up"},
		"404 text":      {answer(404, "text/plain", "404 page not found"), plain, backend.NotFound, "not as a model endpoint (status 404). Check the address."},
		"404 JSON":      {answer(404, "application/json", `{"detail":"Not Found"}`), plain, backend.NotFound, "not as a model endpoint"},
		"HTML":          {answer(200, "text/html", "<!doctype html><p>hello"), plain, backend.NotFound, "not as a model endpoint"},
		"other JSON":    {answer(200, "application/json", `{"status":"fine"}`), plain, backend.NotFound, "not as a model endpoint"},
		"500":           {answer(500, "text/plain", "out of memory"), plain, backend.Upstream, "failed with status 500. Try again, or choose another model. It says: out of memory."},
		"502":           {answer(502, "text/html", "<html>bad gateway"), router, backend.Upstream, "OpenRouter failed with status 502."},
		"loading":       {answer(503, "application/json", `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`), plain, backend.Upstream, "is not ready for this model right now. Try again in a moment, or choose another model. It says: Loading model."},
		"a key in it":   {answer(400, "application/json", `{"error":"Bad key sk-proj-abc***xyz of user_2abcdefghijk."}`), plain, backend.Invalid, "It says: Bad key (key) of (key)."},
		"200 and error": {answer(200, "application/json", `{"error":"no"}`), plain, backend.Upstream, "It says: no."},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			endpoint := backend.Endpoint{Kind: c.kind, BaseURL: c.base}
			if c.kind == router {
				endpoint.Key = openroutertest.Key
			}
			_, err := b.Test(t.Context(), endpoint)
			if backend.ErrorCode(err) != c.code || !strings.Contains(backend.ErrorMessage(err), c.says) {
				t.Errorf("error %v, want %s: ...%s...", err, c.code, c.says)
			}
		})
	}
}

func TestTest_networkFailures(t *testing.T) {
	for says, cause := range map[string]error{
		"There is no server called models.example. Check":        &net.DNSError{Err: "no such host", Name: "models.example", IsNotFound: true},
		"The address of models.example could not be looked up.":  &net.DNSError{Err: "server misbehaving", Name: "models.example", IsTemporary: true},
		"https://models.example/v1 does not answer in time.":     &net.OpError{Op: "dial", Err: timeout{}},
		"Nothing answers at https://models.example/v1. Check":    &net.OpError{Op: "dial", Err: fmt.Errorf("network is unreachable")},
		"The connection to models.example broke off. Try again.": &net.OpError{Op: "read", Err: fmt.Errorf("connection reset by peer")},
	} {
		gateway := (&bench{}).gateway(backend.Endpoint{}, func(c *ai.Config) {
			c.Transport = transport(func(*http.Request) (*http.Response, error) { return nil, cause })
		})
		_, err := gateway.Test(t.Context(), backend.Endpoint{Kind: plain, BaseURL: "https://models.example/v1", Key: "secret"})
		if backend.ErrorCode(err) != backend.Unavailable || !strings.HasPrefix(backend.ErrorMessage(err), says) {
			t.Errorf("%v: %v, want %s", cause, err, says)
		}
	}
}

type timeout struct{}

func (timeout) Error() string   { return "i/o timeout" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }

// closedPort returns a loopback address where nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return "http://" + listener.Addr().String() + "/v1"
}

func TestFindLocal(t *testing.T) {
	serve := func(body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/v1/models" || r.Header.Get("Authorization") != "" {
				t.Errorf("asked for %s with %q", r.URL.Path, r.Header.Get("Authorization"))
			}
			io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL + "/v1"
	}
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(silent.Close)
	servers := []ai.Local{
		{Name: "Ollama", BaseURL: serve(`{"object":"list","data":null}`)},
		{Name: "LM Studio", BaseURL: serve(`{"object":"list","data":[{"id":"a","object":"model"},{"id":"b"}]}`)},
		{Name: "a web page", BaseURL: serve(`<!doctype html>`)},
		{Name: "another API", BaseURL: serve(`{"data":{"id":1}}`)},
		{Name: "nothing", BaseURL: closedPort(t)},
		{Name: "silence", BaseURL: silent.URL + "/v1"},
	}
	found := newBench(t, func(c *ai.Config) { c.Local = servers }).FindLocal(t.Context())
	if len(found) != 2 || found[0].Name != "Ollama" || found[0].Models != 0 || found[1].Name != "LM Studio" || found[1].Models != 2 {
		t.Errorf("found %+v", found)
	}
}

// A redirect within the host is followed with the prompt; one to another host or method is not, and no key leaves.
func TestComplete_redirects(t *testing.T) {
	b := newBench(t)
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the stranger was called") }))
	t.Cleanup(stranger.Close)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /near/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/v1/chat/completions", http.StatusPermanentRedirect)
	})
	mux.HandleFunc("POST /far/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, stranger.URL, http.StatusPermanentRedirect)
	})
	mux.HandleFunc("POST /get/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/v1/models", http.StatusFound)
	})
	mux.Handle("/v1/", b.standIn)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	for path, code := range map[string]backend.Code{"/near": "", "/far": backend.Upstream, "/get": backend.Upstream} {
		gateway := b.gateway(backend.Endpoint{Kind: router, BaseURL: server.URL + path, Key: openroutertest.Key})
		if _, err := gateway.Complete(t.Context(), ask("standin/ok"), nil); backend.ErrorCode(err) != code {
			t.Errorf("%s: %v, want %q", path, err, code)
		}
	}
}
