package backend

import "sync"

// EventType names what an Event tells.
type EventType string

// The events. All are hints: after a gap a listener reads again what it shows.
const (
	EventGenerationDelta EventType = "generation.delta" // Data: GenerationDelta
	EventGeneration      EventType = "generation"       // Data: Generation, on start and on every change of state
	EventSession         EventType = "session"          // Data: Changed
	EventApp             EventType = "app"              // Data: Changed
	EventSettings        EventType = "settings"         // Data: nil
	EventUsage           EventType = "usage"            // Data: nil
	EventAIDelta         EventType = "ai.delta"         // Data: AIDelta
	EventAIDone          EventType = "ai.done"          // Data: AIDone
	EventFetch           EventType = "fetch"            // Data: Fetch, about four times a second and on its end
	EventCompile         EventType = "compile"          // Data: Compile; asks the UI to run a compiler
	EventLibraries       EventType = "libraries"        // Data: nil; what the mirror holds has changed
	EventOpenApp         EventType = "open"             // Data: Changed; a second start asks this one to open an app
	EventGap             EventType = "gap"              // Data: nil; events before this one were dropped
)

// Event is the envelope that travels to every listener.
type Event struct {
	Type  EventType `json:"type"`
	Owner string    `json:"-"`
	Data  any       `json:"data,omitempty"`
}

// Changed names a row that was made, changed or deleted.
type Changed struct {
	ID string `json:"id"`
}

// GenerationDelta is a step of a running reply. Seq counts from 1 within the generation; a jump means a step was
// missed and the session must be read again.
type GenerationDelta struct {
	GenerationID string      `json:"generation_id"`
	SessionID    string      `json:"session_id"`
	Seq          int         `json:"seq"`
	Steps        []ReplyStep `json:"steps" nullable:"false"`
	Usage        Usage       `json:"usage"`
}

// ReplyStep extends a reply: it appends Text to part Index, which it opens when the reply has no such part yet.
type ReplyStep struct {
	Index    int      `json:"index"`
	Type     PartType `json:"type"`
	Path     string   `json:"path,omitempty"`
	Text     string   `json:"text,omitempty"`
	Complete bool     `json:"complete,omitempty"`
}

// Compile asks for a run of a compiler, which may be answered until its time is up.
type Compile struct {
	ID       string `json:"id" doc:"Unguessable; the answer names it."`
	Compiler string `json:"compiler" enum:"tailwind,vue,svelte"`
	Input    string `json:"input" doc:"JSON for the compiler's script."`
}

// AIDelta carries text to an app that streams.
type AIDelta struct {
	CallID string `json:"call_id"`
	Text   string `json:"text"`
}

// AIDone ends a call of an app. Code is empty when it went well.
type AIDone struct {
	CallID       string `json:"call_id"`
	Text         string `json:"text" doc:"The whole reply."`
	Model        string `json:"model"`
	FinishReason string `json:"finish_reason"`
	Usage        Usage  `json:"usage"`
	Code         Code   `json:"code,omitempty"`
	Message      string `json:"message,omitempty"`
	RetryAfterMS int64  `json:"retry_after_ms,omitempty"`
}

// Bus hands events from the rooms to whoever listens. The zero value is ready.
type Bus struct {
	mu        sync.Mutex
	listeners map[*Listener]struct{}
}

// Listener receives events on C until Close. A listener that falls behind by its whole buffer loses the oldest
// events and is told so by one EventGap in their place.
type Listener struct {
	C     <-chan Event
	bus   *Bus
	owner string
	send  chan Event
}

const listenerBuffer = 1024

// Publish hands e to every listener of its owner without waiting for any of them.
func (b *Bus) Publish(e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for l := range b.listeners {
		if l.owner == e.Owner {
			l.push(e)
		}
	}
}

// push runs under the bus's lock, so it is the only sender.
func (l *Listener) push(e Event) {
	select {
	case l.send <- e:
		return
	default:
	}
	for {
		select {
		case <-l.send:
			continue
		default:
		}
		break
	}
	l.send <- Event{Type: EventGap, Owner: e.Owner}
	l.send <- e
}

// Listen returns a Listener for one owner's events; the caller closes it.
func (b *Bus) Listen(owner string) *Listener {
	c := make(chan Event, listenerBuffer)
	l := &Listener{C: c, bus: b, owner: owner, send: c}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.listeners == nil {
		b.listeners = map[*Listener]struct{}{}
	}
	b.listeners[l] = struct{}{}
	return l
}

// Close ends the listening and closes C; closing twice is fine.
func (l *Listener) Close() {
	l.bus.mu.Lock()
	defer l.bus.mu.Unlock()
	if _, ok := l.bus.listeners[l]; ok {
		delete(l.bus.listeners, l)
		close(l.send)
	}
}
