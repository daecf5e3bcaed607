// Package egress makes the HTTP requests of apps: to hosts that the person allowed, at addresses that were checked
// after they were resolved, within limits. It keeps nothing of them but a line in a record.
package egress

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"

	"whittle/backend"
)

// Resolver finds the addresses of a host name; net.DefaultResolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Gate tells what the person said about an app and a host. local asks about the host although it lies on this computer
// or in its network. It is asked again for every hop of every request.
type Gate func(ctx context.Context, host string, local bool) (backend.GrantState, error)

// Config is what a Client is built from. The zero value is ready to use.
type Config struct {
	Resolver Resolver // nil takes the system's
	Limits   Limits
	Agent    string                           // User-Agent of every request; empty takes Whittle
	Proxy    func(*url.URL) (*url.URL, error) // nil takes the environment's
	TLS      *tls.Config                      // nil trusts what the system trusts
	Internet []netip.Prefix                   // local ranges that count as the internet; for tests
	Now      func() time.Time                 // nil takes time.Now
}

// Ask is the error for a host that the person was not asked about yet. Next is what to ask for once they said yes: not
// the whole request again, but what is left of it after the redirects that were followed. Its ID and App are empty.
type Ask struct {
	Host  string // as backend.HostOf writes it
	Local bool
	Next  Request
}

func (a *Ask) Error() string { return "the person was not asked about " + a.Host }

// Client makes requests. It is safe for use by many goroutines at once.
type Client struct {
	rules  rules
	limits Limits
	agent  string
	now    func() time.Time
	public http.RoundTripper
	local  http.RoundTripper
	all    chan struct{}
	record record

	mu         sync.Mutex
	turnstiles map[string]*turnstile         // by app
	running    map[string]context.CancelFunc // by request id
}

// New returns a Client that has reached nothing yet.
func New(c Config) *Client {
	limits := c.Limits.withDefaults()
	if c.Resolver == nil {
		c.Resolver = net.DefaultResolver
	}
	if c.Proxy == nil {
		c.Proxy = httpproxy.FromEnvironment().ProxyFunc()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	client := &Client{
		rules: readRules(c.Internet), limits: limits, agent: or(c.Agent, "Whittle"), now: c.Now, all: make(chan struct{}, limits.AllAtOnce),
		turnstiles: map[string]*turnstile{}, running: map[string]context.CancelFunc{},
	}
	// Connections to local addresses are never shared with requests that may not have them.
	client.public = client.transport(c, false)
	client.local = client.transport(c, true)
	return client
}

func (c *Client) transport(config Config, local bool) *http.Transport {
	d := &dialer{rules: c.rules, resolver: config.Resolver, local: local, proxy: config.Proxy, timeout: c.limits.Connect}
	return &http.Transport{
		DialContext: d.dial, TLSClientConfig: config.TLS, ForceAttemptHTTP2: true, TLSHandshakeTimeout: c.limits.Connect,
		ResponseHeaderTimeout: c.limits.FirstByte, MaxResponseHeaderBytes: c.limits.HeaderBytes,
		MaxIdleConns: 32, MaxIdleConnsPerHost: 6, IdleConnTimeout: 30 * time.Second,
	}
}

// Do sends r and follows where it is led. The caller reads the response's body and closes it. Its errors are an Ask for
// a host the person was not asked about, forbidden for one that was refused or that no app may reach, invalid for a
// request that is not well made, rate_limited, canceled, and unavailable or upstream when the host is the reason.
func (c *Client) Do(ctx context.Context, r Request, gate Gate) (*Response, error) {
	start := c.now()
	at, err := c.first(r)
	if err != nil {
		return nil, err
	}
	life, err := c.begin(ctx, r)
	if err != nil {
		return nil, err
	}
	response, at, err := c.follow(life.ctx, r, at, gate)
	book := func(bytes int64, err error) {
		e := Entry{At: start.UnixMilli(), Host: at.host, Method: at.method, Bytes: bytes, MS: c.now().Sub(start).Milliseconds(), Code: backend.ErrorCode(err)}
		if response != nil {
			e.Status = response.StatusCode
		}
		c.record.add(r.AppID, e)
	}
	if err != nil {
		life.end()
		if ask := (*Ask)(nil); !errors.As(err, &ask) {
			book(0, err)
		}
		return nil, err
	}
	return c.respond(life, r, at, response, book), nil
}

// life is the time that a request has.
type life struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	end    func() // gives its place to the next
}

// begin waits for the app's turn and gives the request a life that Cancel ends.
func (c *Client) begin(ctx context.Context, r Request) (life, error) {
	ctx, expire := context.WithTimeout(ctx, c.limits.Total)
	ctx, cancel := context.WithCancelCause(ctx)
	turnstile := c.register(r, func() { cancel(nil) })
	forget := func() {
		c.forget(r.ID)
		cancel(nil)
		expire()
	}
	leave, err := c.enter(ctx, turnstile, r.App)
	if err != nil {
		defer forget()
		return life{}, c.explain(ctx, r.App, "", err)
	}
	return life{ctx, cancel, sync.OnceFunc(func() {
		leave()
		forget()
	})}, nil
}

// enter takes a place among the app's requests and one among all.
func (c *Client) enter(ctx context.Context, t *turnstile, app string) (func(), error) {
	leave, err := t.enter(ctx, app)
	if err != nil {
		return nil, err
	}
	select {
	case c.all <- struct{}{}:
		return func() {
			<-c.all
			leave()
		}, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

func (c *Client) register(r Request, cancel context.CancelFunc) *turnstile {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.ID != "" {
		c.running[r.ID] = cancel
	}
	t, ok := c.turnstiles[r.AppID]
	if !ok {
		t = newTurnstile(c.limits, c.now)
		c.turnstiles[r.AppID] = t
	}
	return t
}

func (c *Client) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, id)
}

// Cancel ends a request wherever it is. An unknown one is passed over.
func (c *Client) Cancel(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cancel, ok := c.running[id]; ok {
		cancel()
	}
}

// Record returns the last 200 requests of an app since the program started, oldest first.
func (c *Client) Record(appID string) []Entry { return c.record.of(appID) }

// follow takes hop after hop until one gives the response, and returns it with that hop.
func (c *Client) follow(ctx context.Context, r Request, at hop, gate Gate) (*http.Response, hop, error) {
	for range c.limits.Redirects + 1 {
		response, err := c.take(ctx, r, at, gate)
		if err != nil {
			return nil, at, err
		}
		location := response.Header.Get("Location")
		if !isRedirect(response.StatusCode) || location == "" || r.Redirect == "manual" {
			return response, at, nil
		}
		response.Body.Close()
		if r.Redirect == "error" {
			return nil, at, backend.Errorf(backend.Upstream, "%s led on to another address, and %s asked not to follow.", at.host, r.App)
		}
		if at, err = c.next(r.App, at, response.StatusCode, location); err != nil {
			return nil, at, err
		}
	}
	return nil, at, backend.Errorf(backend.Upstream, "%s led on more than %d times.", at.host, c.limits.Redirects)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// take sends one hop's request when the person allows its host, by the way that its address allows.
func (c *Client) take(ctx context.Context, r Request, at hop, gate Gate) (*http.Response, error) {
	way, isLocal := c.public, c.rules.reachOfName(at.url.Hostname()) == local
	for {
		if err := c.check(ctx, r, at, gate, isLocal); err != nil {
			return nil, err
		}
		if isLocal {
			way = c.local
		}
		request, err := at.request(ctx, c.agent)
		if err != nil {
			return nil, c.explain(ctx, r.App, at.host, err)
		}
		response, err := way.RoundTrip(request)
		if errors.Is(err, errLocal) && !isLocal {
			isLocal = true
			continue
		}
		if err != nil {
			return nil, c.explain(ctx, r.App, at.host, err)
		}
		return response, nil
	}
}

// check returns nil when the person allows the host.
func (c *Client) check(ctx context.Context, r Request, at hop, gate Gate, isLocal bool) error {
	if c.rules.reachOfName(at.url.Hostname()) == never {
		return c.explain(ctx, r.App, at.host, errNever)
	}
	state, err := gate(ctx, at.host, isLocal)
	if err != nil {
		return err
	}
	switch state {
	case backend.GrantAllowed:
		return nil
	case backend.GrantDenied:
		return backend.Errorf(backend.Forbidden, "%s tried to reach %s and you said no. Change it under What it may do.", r.App, at.host)
	}
	next := at.asRequest()
	next.AppID, next.Redirect = r.AppID, r.Redirect
	return &Ask{Host: at.host, Local: isLocal, Next: next}
}

// explain turns what went wrong into words for the person and the app.
func (c *Client) explain(ctx context.Context, app, host string, err error) error {
	var coded *backend.Error
	var timeout net.Error
	switch {
	case errors.As(err, &coded):
		return coded
	case errors.Is(ctx.Err(), context.Canceled):
		return &backend.Error{Code: backend.Canceled, Message: "The request was cancelled.", Err: err}
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &backend.Error{Code: backend.Unavailable, Message: "The answer of " + or(host, "the network") + " took too long, so the request was ended.", Err: err}
	case errors.Is(err, errNever):
		return &backend.Error{Code: backend.Forbidden, Message: host + " is at an address that no app may reach. Nothing was sent.", Err: err}
	case errors.Is(err, errUnknownHost):
		return &backend.Error{Code: backend.Unavailable, Message: host + " could not be found. Its name may be wrong, or this computer is offline.", Err: err}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &backend.Error{Code: backend.Unavailable, Message: host + " did not answer in time.", Err: err}
	case strings.Contains(err.Error(), "tls:") || strings.Contains(err.Error(), "x509:"):
		return &backend.Error{Code: backend.Upstream, Message: "The connection to " + host + " is not safe: its certificate does not hold. Nothing was sent.", Err: err}
	}
	return &backend.Error{Code: backend.Unavailable, Message: host + " could not be reached: it refused the connection, broke it off, or answered with something that is not HTTP.", Err: err}
}
