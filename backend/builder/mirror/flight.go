package mirror

import (
	"context"
	"sync"

	"whittle/backend"
)

// flights lets those who want the same thing at the same time wait for one download. It goes on until the last of them
// has given up.
type flights struct {
	mu  sync.Mutex
	all map[string]*flight
}

type flight struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	reports map[int]func(backend.FetchProgress)
	next    int
	locks   []backend.Lock
	err     error
}

// do returns what fn returns, which runs once for all who ask with the same key.
func (f *flights) do(ctx context.Context, key string, report func(backend.FetchProgress), fn func(context.Context, func(backend.FetchProgress)) ([]backend.Lock, error)) ([]backend.Lock, error) {
	f.mu.Lock()
	if f.all == nil {
		f.all = map[string]*flight{}
	}
	one := f.all[key]
	if one == nil {
		one = f.start(ctx, key, fn)
	}
	id := one.next
	one.next, one.waiting, one.reports[id] = id+1, one.waiting+1, report
	f.mu.Unlock()
	defer f.leave(key, one, id)
	select {
	case <-one.done:
		return one.locks, one.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (f *flights) start(ctx context.Context, key string, fn func(context.Context, func(backend.FetchProgress)) ([]backend.Lock, error)) *flight {
	flying, cancel := context.WithCancel(context.WithoutCancel(ctx))
	one := &flight{done: make(chan struct{}), cancel: cancel, reports: map[int]func(backend.FetchProgress){}}
	f.all[key] = one
	go func() {
		defer close(one.done)
		one.locks, one.err = fn(flying, func(p backend.FetchProgress) { f.tell(one, p) })
		f.land(key, one)
	}()
	return one
}

func (f *flights) tell(one *flight, p backend.FetchProgress) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, report := range one.reports {
		report(p)
	}
}

// land makes room for another flight of the same key.
func (f *flights) land(key string, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all[key] == one {
		delete(f.all, key)
	}
}

// leave gives up waiting. The last one to leave sees the work end, so that nothing goes on behind its back.
func (f *flights) leave(key string, one *flight, id int) {
	f.mu.Lock()
	delete(one.reports, id)
	one.waiting--
	last := one.waiting == 0
	if last && f.all[key] == one {
		delete(f.all, key)
	}
	f.mu.Unlock()
	if last {
		one.cancel()
		<-one.done
	}
}
