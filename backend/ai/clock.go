package ai

import (
	"context"
	"errors"
	"time"
)

var (
	errIdle    = errors.New("the endpoint stopped sending")
	errNoToken = errors.New("the endpoint sent no text")
)

// clock ends a call whose endpoint falls silent: after the first byte any byte, comments too, must follow within
// idle; and whatever else arrives, text must begin within the deadline for the first token.
type clock struct {
	idle      time.Duration
	idleTimer *time.Timer
	first     *time.Timer
	cancel    context.CancelCauseFunc
}

// startClock returns a context that ends with errIdle or errNoToken as its cause; the caller stops the clock.
func startClock(ctx context.Context, idle, firstToken time.Duration) (context.Context, *clock) {
	ctx, cancel := context.WithCancelCause(ctx)
	c := &clock{
		idle:      idle,
		idleTimer: time.AfterFunc(idle, func() { cancel(errIdle) }),
		first:     time.AfterFunc(firstToken, func() { cancel(errNoToken) }),
		cancel:    cancel,
	}
	c.idleTimer.Stop()
	return ctx, c
}

func (c *clock) bytes() { c.idleTimer.Reset(c.idle) }
func (c *clock) token() { c.first.Stop() }

func (c *clock) stop() {
	c.idleTimer.Stop()
	c.first.Stop()
	c.cancel(nil)
}
