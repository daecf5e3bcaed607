package egress

import (
	"context"
	"fmt"
	"sync"
	"time"

	"whittle/backend"
)

// MaxRequest is the most that the body of one request may have, in bytes.
const MaxRequest = 25_000_000

// Limits bound what apps may do. A zero field takes the default.
type Limits struct {
	ResponseBytes int64         // of one response, unpacked; 50 MB
	RequestBytes  int           // of one request's body; 25 MB
	HeaderBytes   int64         // of a response's headers; 256 kB
	Connect       time.Duration // until a host has answered the call; 15 s
	FirstByte     time.Duration // until the response begins; 60 s
	Silence       time.Duration // between two pieces of a response; 120 s
	Total         time.Duration // of a whole response; 10 minutes
	AtOnce        int           // requests of one app under way; others wait; 12
	AllAtOnce     int           // requests of all apps under way; others wait; 48
	Waiting       int           // requests of one app that wait; more are refused; 400
	PerSecond     int           // requests of one app that begin, on average; faster ones wait; 30
	Burst         int           // requests of one app that may begin at once; 90
	Redirects     int           // followed for one request; 20, as browsers do
}

func (l Limits) withDefaults() Limits {
	return Limits{
		ResponseBytes: or(l.ResponseBytes, 50_000_000),
		RequestBytes:  or(l.RequestBytes, MaxRequest),
		HeaderBytes:   or(l.HeaderBytes, 256<<10),
		Connect:       or(l.Connect, 15*time.Second),
		FirstByte:     or(l.FirstByte, time.Minute),
		Silence:       or(l.Silence, 2*time.Minute),
		Total:         or(l.Total, 10*time.Minute),
		AtOnce:        or(l.AtOnce, 12),
		AllAtOnce:     or(l.AllAtOnce, 48),
		Waiting:       or(l.Waiting, 400),
		PerSecond:     or(l.PerSecond, 30),
		Burst:         or(l.Burst, 90),
		Redirects:     or(l.Redirects, 20),
	}
}

func or[T comparable](value, usual T) T {
	var zero T
	if value == zero {
		return usual
	}
	return value
}

func megabytes[T int | int64](bytes T) string {
	return fmt.Sprintf("%.4g MB", float64(bytes)/1e6)
}

// turnstile lets the requests of one app through: so many at once, so many a second, and only so many may wait.
type turnstile struct {
	places chan struct{}
	limits Limits
	now    func() time.Time

	mu      sync.Mutex
	waiting int
	next    time.Time // when the bucket of begins is full again minus its size: the earliest begin of one more
}

func newTurnstile(limits Limits, now func() time.Time) *turnstile {
	return &turnstile{places: make(chan struct{}, limits.AtOnce), limits: limits, now: now}
}

// enter waits for a place and returns how to leave it.
func (t *turnstile) enter(ctx context.Context, app string) (leave func(), err error) {
	wait, err := t.join(app)
	if err != nil {
		return nil, err
	}
	defer t.leaveQueue()
	select {
	case t.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := sleep(ctx, wait); err != nil {
		<-t.places
		return nil, err
	}
	return func() { <-t.places }, nil
}

// join counts one more that waits and returns how long its turn is away by the rate alone.
func (t *turnstile) join(app string) (time.Duration, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.waiting >= t.limits.Waiting {
		return 0, &backend.Error{Code: backend.RateLimited, RetryAfter: time.Second,
			Message: fmt.Sprintf("%s waits for %d answers from the network already. Ask again when some have come.", app, t.waiting)}
	}
	t.waiting++
	now, each := t.now(), time.Second/time.Duration(t.limits.PerSecond)
	if earliest := now.Add(-each * time.Duration(t.limits.Burst)); t.next.Before(earliest) {
		t.next = earliest
	}
	t.next = t.next.Add(each)
	return max(0, t.next.Sub(now)), nil
}

func (t *turnstile) leaveQueue() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting--
}

func sleep(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
