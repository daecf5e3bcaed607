package ai_test

import (
	"io"
	"net/http"

	"whittle/backend"
)

// transport answers every call with what respond makes of it.
type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
	}
	return t(r)
}

func respond(r *http.Request, status int, kind string, body io.Reader) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(body), Request: r}
}

var openRouter = backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: backend.OpenRouterURL, Key: "sk-or-v1-test"}

// pieces reads as the given pieces, one per Read at most.
type pieces [][]byte

func (p *pieces) Read(b []byte) (int, error) {
	for len(*p) > 0 && len((*p)[0]) == 0 {
		*p = (*p)[1:]
	}
	if len(*p) == 0 {
		return 0, io.EOF
	}
	n := copy(b, (*p)[0])
	(*p)[0] = (*p)[0][n:]
	return n, nil
}
