package egress

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"whittle/backend"
)

// Request is what an app asks of a host.
type Request struct {
	ID       string // made by the caller, for Cancel
	App      string // name of the app as the person knows it, for words
	AppID    string
	Method   string // empty is GET
	URL      string
	Headers  [][2]string
	Body     []byte
	Redirect string // follow, error or manual, as fetch has it; empty is follow
}

// forbidden lists the headers that an app does not set (fetch.spec.whatwg.org#forbidden-request-header), and those that
// Whittle sets itself. Cookie may be set, since there is no jar that it could take from.
var forbidden = []string{
	"Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers", "Access-Control-Request-Method",
	"Access-Control-Request-Private-Network", "Connection", "Content-Length", "Cookie2", "Date", "Dnt", "Expect", "Host",
	"Keep-Alive", "Origin", "Referer", "Set-Cookie", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "Via",
}

// secret lists the headers that another origin than the one they were written for does not get.
var secret = []string{"Authorization", "Cookie", "Proxy-Authorization"}

// forbiddenMethods are refused (fetch.spec.whatwg.org#forbidden-method).
var forbiddenMethods = []string{http.MethodConnect, http.MethodTrace, "TRACK"}

// hop is one request on the way to a response.
type hop struct {
	method string
	url    *url.URL
	host   string // as backend.HostOf writes it
	header http.Header
	body   []byte
}

// first checks what an app asks and returns the hop to begin with.
func (c *Client) first(r Request) (hop, error) {
	method := strings.ToUpper(r.Method)
	if method == "" {
		method = http.MethodGet
	}
	if !httpguts.ValidHeaderFieldName(method) || slices.Contains(forbiddenMethods, method) {
		return hop{}, backend.Errorf(backend.Invalid, "%s asked with the method %.20q, which an app may not use.", r.App, r.Method)
	}
	if len(r.Body) > c.limits.RequestBytes {
		return hop{}, backend.Errorf(backend.Invalid, "%s wanted to send %s at once; %s is the most.", r.App, megabytes(len(r.Body)), megabytes(c.limits.RequestBytes))
	}
	header, err := headerOf(r)
	if err != nil {
		return hop{}, err
	}
	u, host, err := c.parse(r.App, r.URL)
	if err != nil {
		return hop{}, err
	}
	return hop{method, u, host, header, r.Body}, nil
}

const maxURL = 16 << 10

// parse reads an address that an app, or a redirect, named.
func (c *Client) parse(app, address string) (*url.URL, string, error) {
	u, err := url.Parse(address)
	if err != nil || len(address) > maxURL {
		return nil, "", backend.Errorf(backend.Invalid, "%s asked for an address that is none: %.200q.", app, address)
	}
	host := backend.HostOf(u)
	if host == "" {
		return nil, "", backend.Errorf(backend.Invalid, "%s asked for %.200q. Only addresses that begin with https:// or http:// and name a host can be reached.", app, address)
	}
	if u.User != nil {
		return nil, "", backend.Errorf(backend.Invalid, "%s asked for an address with a name or password in it. They belong into a header.", app)
	}
	if port := u.Port(); port != "" && slices.Contains(c.rules.Ports, portOf(port)) {
		return nil, "", backend.Errorf(backend.Invalid, "%s asked for port %s, which speaks no HTTP.", app, port)
	}
	u.Fragment, u.RawFragment = "", ""
	return u, host, nil
}

const maxHeaders = 64 << 10 // bytes of all headers that an app sets

func headerOf(r Request) (http.Header, error) {
	header, size := http.Header{}, 0
	for _, h := range r.Headers {
		name := http.CanonicalHeaderKey(h[0])
		if !httpguts.ValidHeaderFieldName(h[0]) || !httpguts.ValidHeaderFieldValue(h[1]) {
			return nil, backend.Errorf(backend.Invalid, "%s set the header %.80q, which is malformed.", r.App, h[0])
		}
		if size += len(h[0]) + len(h[1]); size > maxHeaders {
			return nil, backend.Errorf(backend.Invalid, "%s set more than %d kB of headers.", r.App, maxHeaders>>10)
		}
		if slices.Contains(forbidden, name) || strings.HasPrefix(name, "Sec-") || strings.HasPrefix(name, "Proxy-") {
			continue
		}
		header.Add(name, h[1])
	}
	return header, nil
}

// send makes the request of a hop.
func (h hop) request(ctx context.Context, agent string) (*http.Request, error) {
	var body io.Reader
	if len(h.body) > 0 {
		body = bytes.NewReader(h.body)
	}
	request, err := http.NewRequestWithContext(ctx, h.method, h.url.String(), body)
	if err != nil {
		return nil, err
	}
	request.Header = h.header.Clone()
	request.Header.Set("User-Agent", agent)
	if request.Header.Get("Accept") == "" {
		request.Header.Set("Accept", "*/*")
	}
	return request, nil
}

// next returns the hop that a redirect leads to (fetch.spec.whatwg.org#http-redirect-fetch).
func (c *Client) next(app string, from hop, status int, location string) (hop, error) {
	target, err := from.url.Parse(location)
	if err != nil {
		return hop{}, backend.Errorf(backend.Upstream, "%s led on to an address that is none.", from.host)
	}
	u, host, err := c.parse(app, target.String())
	if err != nil {
		return hop{}, err
	}
	to := hop{from.method, u, host, from.header.Clone(), from.body}
	becomesGet := status == http.StatusSeeOther && from.method != http.MethodHead ||
		(status == http.StatusMovedPermanently || status == http.StatusFound) && from.method == http.MethodPost
	if becomesGet {
		to.method, to.body = http.MethodGet, nil
		for _, name := range []string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"} {
			to.header.Del(name)
		}
	}
	if host != from.host {
		for _, name := range secret {
			to.header.Del(name)
		}
	}
	return to, nil
}

// asRequest writes a hop as what the app would have to ask to take it.
func (h hop) asRequest() Request {
	r := Request{Method: h.method, URL: h.url.String(), Body: h.body}
	for name, values := range h.header {
		for _, value := range values {
			r.Headers = append(r.Headers, [2]string{name, value})
		}
	}
	slices.SortFunc(r.Headers, func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
	return r
}
