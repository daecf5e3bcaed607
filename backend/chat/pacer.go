package chat

import (
	"sync"
	"time"
)

// pacer calls flush soon after each poke, but at most once in a period. flush may be called by several goroutines.
type pacer struct {
	period time.Duration
	flush  func()

	mu    sync.Mutex
	last  time.Time
	timer *time.Timer
}

func (p *pacer) poke() {
	p.mu.Lock()
	if p.timer != nil {
		p.mu.Unlock()
		return
	}
	if wait := p.period - time.Since(p.last); wait > 0 {
		p.timer = time.AfterFunc(wait, p.fire)
		p.mu.Unlock()
		return
	}
	p.last = time.Now()
	p.mu.Unlock()
	p.flush()
}

func (p *pacer) fire() {
	p.mu.Lock()
	p.timer, p.last = nil, time.Now()
	p.mu.Unlock()
	p.flush()
}

// finish flushes what is left; a timer that fires later finds nothing.
func (p *pacer) finish() {
	p.mu.Lock()
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
	p.mu.Unlock()
	p.flush()
}
