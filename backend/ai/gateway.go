package ai

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"golang.org/x/sync/singleflight"

	"whittle/backend"
)

const (
	maxAttempts  = 3
	backoffBase  = 500 * time.Millisecond
	longestWait  = 20 * time.Second // an endpoint that asks for more gets its error shown instead
	defaultIdle  = 60 * time.Second
	defaultFirst = 5 * time.Minute
)

// Config is what a Gateway is built from. Endpoint and Record are needed; the rest has defaults.
type Config struct {
	Endpoint   func(context.Context) (backend.Endpoint, error) // asked again for each call
	Record     func(context.Context, backend.UsageRow) error   // books one call; its context outlives the call's
	Log        *slog.Logger
	Now        func() time.Time
	Wait       func(context.Context, time.Duration) error // between attempts; ends early with the context
	Idle       time.Duration                              // silence after the first byte that ends a call; 0 takes 60 s
	FirstToken time.Duration                              // time in which text must begin, and go on; 0 takes 5 min
	Transport  http.RoundTripper
	Local      []Local // where FindLocal looks; nil takes the usual servers
}

// Gateway calls model endpoints and books every call. It is safe for concurrent use.
type Gateway struct {
	config  Config
	http    *http.Client
	catalog catalog
	flight  singleflight.Group
}

// New returns a Gateway over config.
func New(config Config) *Gateway {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Wait == nil {
		config.Wait = wait
	}
	if config.Idle == 0 {
		config.Idle = defaultIdle
	}
	if config.FirstToken == 0 {
		config.FirstToken = defaultFirst
	}
	if config.Transport == nil {
		config.Transport = newTransport()
	}
	if config.Local == nil {
		config.Local = usualServers()
	}
	return &Gateway{config: config, http: newHTTPClient(config.Transport)}
}

// Complete makes one call and hands text to onDelta, which may be nil, as it arrives. What arrived comes back also
// with an error, which is always a *backend.Error. Before the first token a call is tried up to three times.
func (g *Gateway) Complete(
	ctx context.Context, req backend.CompletionRequest, onDelta func(backend.Delta),
) (backend.Completion, error) {
	t, model, err := g.resolve(ctx, req)
	if err != nil {
		return backend.Completion{}, err
	}
	req.Model = model
	for attempt := 1; ; attempt++ {
		done, failed := g.attempt(ctx, t, req, onDelta)
		if failed == nil {
			return done, nil
		}
		pause := backoff(attempt, failed.err.RetryAfter)
		if !failed.retry || done.FirstTokenAt != 0 || attempt == maxAttempts || pause > longestWait {
			return done, failed.err
		}
		g.config.Log.Info("try a model call again",
			"endpoint", t.name, "model", model, "attempt", attempt, "code", failed.err.Code, "pause", pause)
		if g.config.Wait(ctx, pause) != nil {
			return done, stopped(ctx)
		}
	}
}

// resolve returns where a call goes and the model it asks for.
func (g *Gateway) resolve(ctx context.Context, req backend.CompletionRequest) (target, string, error) {
	t, err := g.target(ctx)
	if err != nil {
		return t, "", err
	}
	if err := t.keyed(); err != nil {
		return t, "", err
	}
	model, err := t.model(req.Model)
	return t, model, err
}

func (g *Gateway) target(ctx context.Context) (target, error) {
	e, err := g.config.Endpoint(ctx)
	if err != nil {
		return target{}, &backend.Error{
			Code: backend.ErrorCode(err), Message: backend.ErrorMessage(err), Err: fmt.Errorf("read the endpoint's settings: %w", err),
		}
	}
	return newTarget(e)
}

// attempt makes the call once and books it.
func (g *Gateway) attempt(
	ctx context.Context, t target, req backend.CompletionRequest, onDelta func(backend.Delta),
) (backend.Completion, *failure) {
	clocked, clock := startClock(ctx, g.config.Idle, g.config.FirstToken)
	defer clock.stop()
	x := &exchange{
		target: t, http: g.http, fields: g.fields(t, req), whole: req.WholeReply, now: g.config.Now, heard: clock.bytes,
	}
	r := &reply{onDelta: onDelta, now: g.config.Now, arrived: clock.token}
	r.completion.StartedAt = g.config.Now().UnixMilli()
	err := receive(clocked, x, r, req)
	done := r.end()
	failed := judge(ctx, clocked, t, x, r, err, g.config.Now())
	done.RemoteID = firstOf(done.RemoteID, x.remoteID)
	done.Provider = firstOf(done.Provider, x.provider)
	done.Model = firstOf(done.Model, req.Model)
	done.Usage = g.account(t, req, r, done)
	g.book(ctx, req, done, x, failed)
	return done, failed
}

// receive sends the request and feeds the reply to r; io.EOF is its orderly end.
func receive(ctx context.Context, x *exchange, r *reply, req backend.CompletionRequest) error {
	stream, err := x.open(ctx, req.Model)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		raw, err := stream.RecvRaw()
		if err != nil {
			return err
		}
		if err := r.add(raw); err != nil {
			return err
		}
	}
}

// backoff returns how long to wait before the next attempt: what the endpoint asked for, or full jitter over a
// span that doubles.
func backoff(attempt int, asked time.Duration) time.Duration {
	if asked > 0 {
		return asked
	}
	return rand.N(backoffBase << attempt)
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
