package compiler

import (
	"context"
	"sync"
	"time"
)

// pool holds the engines of one compiler.
type pool struct {
	script string
	places chan struct{} // one for each engine that may run

	mu     sync.Mutex
	warm   []*engine
	expiry *time.Timer
	closed bool
}

func newPool(script string) *pool {
	return &pool{script: script, places: make(chan struct{}, poolSize)}
}

// take returns an engine that nobody else uses, started if need be; it waits for a place until ctx ends.
func (p *pool) take(ctx context.Context) (*engine, error) {
	select {
	case p.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	if n := len(p.warm); n > 0 {
		e := p.warm[n-1]
		p.warm = p.warm[:n-1]
		p.mu.Unlock()
		return e, nil
	}
	p.mu.Unlock()
	e, err := newEngine(ctx, p.script)
	if err != nil {
		<-p.places
	}
	return e, err
}

// give takes an engine back; a spent one is given up.
func (p *pool) give(e *engine, spent bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	<-p.places
	if spent || p.closed {
		e.close()
		return
	}
	p.warm = append(p.warm, e)
	if p.expiry == nil {
		p.expiry = time.AfterFunc(idleAfter, p.cool)
	} else {
		p.expiry.Reset(idleAfter)
	}
}

// cool gives up the engines that wait.
func (p *pool) cool() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.warm {
		e.close()
	}
	p.warm = nil
}

func (p *pool) close() {
	p.cool()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.expiry != nil {
		p.expiry.Stop()
	}
}
