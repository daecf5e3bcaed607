package ai

import (
	"context"
	"errors"
	"time"
)

var (
	errIdle    = errors.New("the endpoint stopped sending")
	errNoToken = errors.New("the endpoint sends no text")
)

// clock ends a call whose endpoint falls silent: after the first byte any byte, comments too, must follow within
// idle; and whatever else arrives, text must begin and go on within silence.
type clock struct {
	idle, silence         time.Duration
	idleTimer, tokenTimer *time.Timer
	cancel                context.CancelCauseFunc
}

// startClock returns a context that ends with errIdle or errNoToken as its cause; the caller stops the clock.
func startClock(ctx context.Context, idle, silence time.Duration) (context.Context, *clock) {
	ctx, cancel := context.WithCancelCause(ctx)
	c := &clock{
		idle:       idle,
		silence:    silence,
		idleTimer:  time.AfterFunc(idle, func() { cancel(errIdle) }),
		tokenTimer: time.AfterFunc(silence, func() { cancel(errNoToken) }),
		cancel:     cancel,
	}
	c.idleTimer.Stop()
	return ctx, c
}

func (c *clock) bytes() { c.idleTimer.Reset(c.idle) }
func (c *clock) token() { c.tokenTimer.Reset(c.silence) }

func (c *clock) stop() {
	c.idleTimer.Stop()
	c.tokenTimer.Stop()
	c.cancel(nil)
}
