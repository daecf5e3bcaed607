package chat

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"whittle/backend"
	"whittle/backend/store"
)

// AppCallsConfig is what AppCalls is built from; all of it is required.
type AppCallsConfig struct {
	Store *store.Store
	Model Model
	Bus   *backend.Bus
	Now   func() time.Time
	Log   *slog.Logger
}

// What one app may ask at once and in a while.
const (
	maxCallsAtOnce   = 2
	maxCallsInWindow = 30
	callWindow       = time.Minute
	busyWait         = time.Second // suggested to an app that already has all its calls under way
	callDeltaEvery   = 16 * time.Millisecond
)

// Call is what an app asks of a model. Who owns the app and which one it is come from the shell, never from the app.
type Call struct {
	CallID      string // made by the caller; events carry it
	AppID       string
	Messages    []backend.ChatMessage
	Model       string   // empty takes the endpoint's default
	MaxTokens   int      // 0 takes 2000
	Temperature *float64 // nil leaves it to the model
}

// AppCalls runs the model calls of apps. Text arrives as ai.delta events in order, and every call that Start accepted
// ends with exactly one ai.done.
type AppCalls struct {
	AppCallsConfig
	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup

	mu      sync.Mutex
	stopped bool
	running map[string]appCall     // by call id
	started map[string][]time.Time // by app, within the last minute
}

type appCall struct {
	appID  string
	cancel context.CancelFunc
}

// NewAppCalls returns AppCalls that are ready to use.
func NewAppCalls(c AppCallsConfig) *AppCalls {
	ctx, cancel := context.WithCancel(context.Background())
	return &AppCalls{AppCallsConfig: c, ctx: ctx, cancel: cancel, running: map[string]appCall{}, started: map[string][]time.Time{}}
}

// Start begins a call, which goes on after it returns. It returns forbidden when the person has not allowed the app to
// ask a model, rate_limited with the time to wait when the app asks too much, and invalid for a call that is not well
// made. The call is booked to the app.
func (c *AppCalls) Start(ctx context.Context, owner string, call Call) error {
	if err := checkCall(&call); err != nil {
		return err
	}
	if err := c.checkGrant(ctx, owner, call.AppID); err != nil {
		return err
	}
	running, err := c.admit(call)
	if err != nil {
		return err
	}
	go c.run(running, owner, call)
	return nil
}

// Cancel ends a call; its ai.done says canceled. An unknown call is passed over.
func (c *AppCalls) Cancel(callID string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if call, ok := c.running[callID]; ok {
		call.cancel()
	}
}

// Stop cancels every call and waits for their ends. Stopping twice is fine.
func (c *AppCalls) Stop() {
	c.mu.Lock()
	c.stopped = true
	c.mu.Unlock()
	c.cancel()
	c.work.Wait()
}

func (c *AppCalls) checkGrant(ctx context.Context, owner, appID string) error {
	app, err := c.Store.FindApp(ctx, owner, appID)
	if err != nil {
		return err
	}
	state, err := c.Store.FindGrant(ctx, appID, backend.GrantAI)
	switch {
	case err != nil:
		return err
	case state == backend.GrantDenied:
		return backend.Errorf(backend.Forbidden, "%s is not allowed to ask a model. You can allow it on the app's page.", app.Name)
	case state != backend.GrantAllowed:
		return backend.Errorf(backend.Forbidden, "%s has not been allowed to ask a model yet.", app.Name)
	}
	return nil
}

// admit counts the call and returns its context, or says how long to wait.
func (c *AppCalls) admit(call Call) (context.Context, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return nil, backend.Errorf(backend.Unavailable, "Whittle is closing.")
	}
	if _, taken := c.running[call.CallID]; taken {
		return nil, backend.Errorf(backend.Conflict, "A call with this id is under way.")
	}
	if err := c.checkRate(call.AppID); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(c.ctx)
	c.running[call.CallID] = appCall{call.AppID, cancel}
	c.work.Add(1)
	return ctx, nil
}

func (c *AppCalls) checkRate(appID string) error {
	atOnce := 0
	for _, other := range c.running {
		if other.appID == appID {
			atOnce++
		}
	}
	if atOnce >= maxCallsAtOnce {
		return &backend.Error{Code: backend.RateLimited, RetryAfter: busyWait, Message: "This app is waiting for two answers already. Try again when one has come."}
	}
	now := c.Now()
	recent := c.started[appID]
	for len(recent) > 0 && now.Sub(recent[0]) >= callWindow {
		recent = recent[1:]
	}
	if len(recent) >= maxCallsInWindow {
		return &backend.Error{Code: backend.RateLimited, RetryAfter: callWindow - now.Sub(recent[0]), Message: "This app has asked the model 30 times in a minute. It may go on shortly."}
	}
	c.started[appID] = append(recent, now)
	return nil
}

func (c *AppCalls) run(ctx context.Context, owner string, call Call) {
	defer c.work.Done()
	out := &callOutput{bus: c.Bus, owner: owner, callID: call.CallID}
	out.pacer = pacer{period: callDeltaEvery, flush: out.flush}
	completion, err := c.Model.Complete(ctx, backend.CompletionRequest{
		Owner: owner, Purpose: backend.PurposeApp, AppID: call.AppID, Model: call.Model, Messages: call.Messages,
		MaxTokens: call.MaxTokens, Temperature: call.Temperature,
	}, out.hear)
	out.pacer.finish()
	c.mu.Lock()
	c.running[call.CallID].cancel()
	delete(c.running, call.CallID)
	c.mu.Unlock()
	done := backend.AIDone{
		CallID: call.CallID, Text: completion.Text, Model: completion.Model, FinishReason: completion.FinishReason, Usage: completion.Usage,
		Code: backend.ErrorCode(err), Message: backend.ErrorMessage(err),
	}
	var coded *backend.Error
	if errors.As(err, &coded) {
		done.RetryAfterMS = coded.RetryAfter.Milliseconds()
	}
	if done.Code == backend.Internal {
		c.Log.Error("call for app", "app", call.AppID, "err", err)
	}
	c.Bus.Publish(backend.Event{Type: backend.EventAIDone, Owner: owner, Data: done})
}

// callOutput tells what came of a call, a few times a frame at most.
type callOutput struct {
	bus    *backend.Bus
	owner  string
	callID string
	pacer  pacer

	mu   sync.Mutex
	text []byte
}

func (o *callOutput) hear(d backend.Delta) {
	if d.Text == "" {
		return
	}
	o.mu.Lock()
	o.text = append(o.text, d.Text...)
	o.mu.Unlock()
	o.pacer.poke()
}

func (o *callOutput) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.text) == 0 {
		return
	}
	o.bus.Publish(backend.Event{Type: backend.EventAIDelta, Owner: o.owner, Data: backend.AIDelta{CallID: o.callID, Text: string(o.text)}})
	o.text = o.text[:0]
}
