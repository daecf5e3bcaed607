package main

import "sync"

// The clock of the watch. Silence is counted in ticks of a ticker that drops ticks it cannot deliver, so time in
// which the machine slept or this process had no CPU does not count.
const (
	tickMS     = 250
	askAfter   = 8  // ticks without a beat before the page's process is asked whether it lives
	killAfter  = 12 // ticks without a beat or an answer before it is ended
	maxDeaths  = 3  // deaths in a row after which the page is not loaded again
	steadyBeat = 30 // beats after which a page counts as living, and its deaths as not in a row
)

// act is what the watch wants done.
type act int

const (
	actNone act = iota
	actAsk
	actKill
)

// recovered tells the page why it was loaded again, so that it does not start by itself what ended the last one.
type recovered struct {
	AppID  string `json:"app_id"`
	Route  string `json:"route"`
	Reason string `json:"reason"` // hung or crashed
}

// liveness decides from beats, ticks and answers whether the web process lives. The page beats while its timers
// run; they slow down in a hidden window and stop in a busy page, so a silent process is asked before it is ended:
// it answers whenever its thread is free.
type liveness struct {
	mu      sync.Mutex
	beating bool // the page has beaten at least once since it was loaded
	silent  int  // ticks since the last beat or answer
	beats   int  // since the page was loaded
	deaths  int  // in a row
	killed  bool // the next death is our doing
	paused  bool // the page waits for a person to answer a dialog
	route   string
	app     string
	last    *recovered
}

// beat notes that the page lives, and where it is.
func (l *liveness) beat(route, app string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.beating, l.silent, l.route, l.app = true, 0, route, app
	l.beats++
	if l.beats == steadyBeat {
		l.deaths = 0
	}
}

// answered notes that the process answered when asked.
func (l *liveness) answered() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.silent = 0
}

// pause notes that the page waits for an answer of the person, and that it no longer does.
func (l *liveness) pause(paused bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paused, l.silent = paused, 0
}

// tick counts one step of silence and returns what to do about it.
func (l *liveness) tick() act {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.beating || l.paused {
		return actNone
	}
	l.silent++
	switch l.silent {
	case askAfter:
		return actAsk
	case killAfter:
		l.beating, l.killed = false, true
		return actKill
	}
	return actNone
}

// died notes the end of the web process and returns whether to load the page again.
func (l *liveness) died() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	reason := "crashed"
	if l.killed {
		reason = "hung"
	}
	l.last = &recovered{AppID: l.app, Route: l.route, Reason: reason}
	l.beating, l.killed, l.paused, l.silent, l.beats = false, false, false, 0, 0
	l.deaths++
	return l.deaths <= maxDeaths
}

// takeRecovered returns what the last death left for the page, once; nil when there was none.
func (l *liveness) takeRecovered() *recovered {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.last
	l.last = nil
	return r
}
