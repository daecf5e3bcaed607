package egress

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"whittle/backend"
)

// Response is what a host answered. Body must be closed; reading it fails with a backend.Error when the response is too
// large, falls silent or breaks off.
type Response struct {
	Status     int
	StatusText string
	Headers    [][2]string // names in lower case, sorted; without what would set cookies or speaks of the connection
	URL        string      // where it came from in the end
	Redirected bool
	Body       io.ReadCloser
}

// hidden lists the response headers that an app does not get: cookies (fetch.spec.whatwg.org#forbidden-response-header-name)
// and what was true of the connection only.
var hidden = []string{"Set-Cookie", "Set-Cookie2", "Connection", "Keep-Alive", "Transfer-Encoding", "Trailer", "Upgrade"}

func (c *Client) respond(life life, r Request, at hop, response *http.Response, done func(int64, error)) *Response {
	_, text, _ := strings.Cut(response.Status, " ")
	out := &Response{Status: response.StatusCode, StatusText: text, URL: at.url.String(), Redirected: at.url.String() != withoutFragment(r.URL)}
	for name, values := range response.Header {
		if !slices.Contains(hidden, name) {
			out.Headers = append(out.Headers, [2]string{strings.ToLower(name), strings.Join(values, ", ")})
		}
	}
	slices.SortFunc(out.Headers, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	out.Body = &body{client: c, life: life, request: r, host: at.host, from: response.Body, left: c.limits.ResponseBytes, done: done}
	return out
}

func withoutFragment(address string) string {
	before, _, _ := strings.Cut(address, "#")
	return before
}

// body reads a response within the limits, for one goroutine; Cancel ends a Read that waits.
type body struct {
	client  *Client
	life    life
	request Request
	host    string
	from    io.ReadCloser
	done    func(bytes int64, err error)

	left   int64 // bytes that may still come
	err    error
	closed bool
}

var errSilent = errors.New("host fell silent")

// Read waits for the next piece, but not for ever.
func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	timer := time.AfterFunc(b.client.limits.Silence, func() { b.life.cancel(errSilent) })
	n, err := b.from.Read(p)
	timer.Stop()
	if int64(n) > b.left {
		n = int(b.left)
		err = backend.Errorf(backend.Upstream, "The answer of %s is larger than %s, so the rest was left out.", b.host, megabytes(b.client.limits.ResponseBytes))
	}
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		err = b.explain(err)
		b.err = err
	}
	return n, err
}

func (b *body) explain(err error) error {
	switch {
	case errors.Is(context.Cause(b.life.ctx), errSilent):
		return &backend.Error{Code: backend.Stalled, Message: b.host + " fell silent in the middle of its answer.", Err: err}
	case b.life.ctx.Err() == nil && backend.ErrorCode(err) == backend.Internal:
		return &backend.Error{Code: backend.Truncated, Message: b.host + " broke off in the middle of its answer.", Err: err}
	}
	return b.client.explain(b.life.ctx, b.request.App, b.host, err)
}

// Close ends the response and books it. Closing twice is fine.
func (b *body) Close() error {
	if b.closed {
		return nil
	}
	b.closed = true
	b.life.end()
	b.done(b.client.limits.ResponseBytes-b.left, b.err)
	return b.from.Close()
}
