package ai

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"whittle/backend"
)

const (
	appTitle   = "Whittle"
	appReferer = "http://localhost/whittle"
	maxError   = 1 << 20 // bytes read of a failed reply

	connectTimeout = 10 * time.Second
)

// exchange is one HTTP call made through go-openai. It is the client's HTTPDoer: it adds what go-openai cannot say
// and puts what comes back into the one form go-openai reads well.
type exchange struct {
	target
	http   *http.Client
	fields map[string]any // of the request's JSON, over go-openai's own
	whole  bool
	now    func() time.Time
	heard  func() // runs whenever bytes of the reply arrive

	remoteID string
	provider string
	opened   bool // a reply with status 2xx began
}

// open sends the request and returns the stream of its reply, whichever form that has.
func (x *exchange) open(ctx context.Context, model string) (*openai.ChatCompletionStream, error) {
	config := openai.DefaultConfig(x.Key)
	config.BaseURL = x.BaseURL
	config.HTTPClient = x
	config.EmptyMessagesLimit = math.MaxUint
	return openai.NewClientWithConfig(config).CreateChatCompletionStream(ctx, openai.ChatCompletionRequest{Model: model})
}

// Do implements openai.HTTPDoer. A reply that is not 2xx becomes a *failure.
func (x *exchange) Do(r *http.Request) (*http.Response, error) {
	if err := x.setFields(r); err != nil {
		return nil, fmt.Errorf("prepare the call: %w", err)
	}
	x.setHeaders(r)
	resp, err := x.http.Do(r)
	if err != nil {
		return nil, x.unreached(err)
	}
	x.remoteID, x.provider = resp.Header.Get("X-Generation-Id"), resp.Header.Get("X-Provider-Name")
	if resp.StatusCode/100 != 2 {
		return nil, x.rejected(resp, x.now())
	}
	x.opened = true
	resp.Body = newEventReader(resp.Body, x.heard)
	return resp, nil
}

// setFields merges fields into the JSON body.
func (x *exchange) setFields(r *http.Request) error {
	body := map[string]json.RawMessage{}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return err
	}
	for name, value := range x.fields {
		raw, err := json.Marshal(value)
		if err != nil {
			return err
		}
		body[name] = raw
	}
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
	return nil
}

func (x *exchange) setHeaders(r *http.Request) {
	x.identify(r)
	r.Header.Del("Connection")
	if x.whole {
		r.Header.Set("Accept", "application/json")
	}
}

// identify adds the key, and who calls (openrouter.ai/docs, app attribution).
func (t target) identify(r *http.Request) {
	if t.Key != "" {
		r.Header.Set("Authorization", "Bearer "+t.Key)
	}
	r.Header.Set("User-Agent", appTitle)
	if t.Kind == backend.EndpointOpenRouter {
		r.Header.Set("HTTP-Referer", appReferer)
		r.Header.Set("X-OpenRouter-Title", appTitle)
		r.Header.Set("X-Title", appTitle)
	}
}

// rejected reads a reply that is not 2xx and closes it.
func (t target) rejected(resp *http.Response, now time.Time) *failure {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxError))
	resp.Body.Close()
	if resp.StatusCode/100 == 3 {
		return t.moved(resp)
	}
	e := readError(body)
	if resp.StatusCode == http.StatusNotFound && !t.knowsPath(e) {
		return t.wrongPath(resp.StatusCode)
	}
	if e.Message == "" {
		e.Message = string(bytes.TrimSpace(body[:min(len(body), 2*maxQuote)]))
	}
	return t.refused(e, resp.StatusCode, resp.Header, now)
}

// knowsPath tells a 404 about a model from one about the address.
func (t target) knowsPath(e wireError) bool {
	if t.Kind == backend.EndpointOpenRouter {
		return e.Message != ""
	}
	return strings.Contains(strings.ToLower(e.Message), "model")
}

func (t target) wrongPath(status int) *failure {
	hint := "Check the address."
	if t.Kind != backend.EndpointOpenRouter && !strings.HasSuffix(t.url.Path, "/v1") {
		hint = "Its address probably ends in /v1."
	}
	return &failure{err: backend.Errorf(backend.NotFound,
		"A server answers at %s, but not as a model endpoint (status %d). %s", t.BaseURL, status, hint)}
}

// moved refuses to follow to another host, which would hand it the key and the prompt.
func (t target) moved(resp *http.Response) *failure {
	to := ""
	if u, err := resp.Location(); err == nil {
		to = " to " + u.Scheme + "://" + u.Host
	}
	return &failure{err: backend.Errorf(backend.Upstream,
		"%s sends calls on%s, which Whittle does not follow with your key. If that is right, enter that address instead.",
		t.name, to)}
}

// newHTTPClient returns a client that stays on the host and the encryption it was sent to.
func newHTTPClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport: transport,
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			first := via[0]
			if len(via) > 5 || r.URL.Host != first.URL.Host || r.URL.Scheme != first.URL.Scheme || r.Method != first.Method {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}
}

func newTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext
	t.MaxIdleConnsPerHost = 16
	t.DisableCompression = true // a compressor may hold back chunks
	return t
}
