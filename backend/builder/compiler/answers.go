package compiler

import (
	"container/list"
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"
)

const (
	maxAnswers     = 512
	maxAnswerBytes = 32 << 20
)

type answerID = [sha256.Size]byte

// answers keeps what compilers said last, within a number and a size, and has one run for callers that ask the same at
// the same time.
type answers struct {
	mu      sync.Mutex
	entries map[answerID]*list.Element
	order   *list.List // newest first
	bytes   int
	running map[answerID]chan struct{}
}

type answer struct {
	id   answerID
	text json.RawMessage
	err  error // a Failure
}

func newAnswers() *answers {
	return &answers{entries: map[answerID]*list.Element{}, order: list.New(), running: map[answerID]chan struct{}{}}
}

// get returns the answer to an input; run makes it when there is none. What could not run is not kept.
func (a *answers) get(ctx context.Context, id answerID, run func() (json.RawMessage, error)) (json.RawMessage, error) {
	for {
		a.mu.Lock()
		if e, ok := a.entries[id]; ok {
			a.order.MoveToFront(e)
			a.mu.Unlock()
			return e.Value.(answer).text, e.Value.(answer).err
		}
		other, waits := a.running[id]
		if !waits {
			break
		}
		a.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	done := make(chan struct{})
	a.running[id] = done
	a.mu.Unlock()
	text, err := run()
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.running, id)
	close(done)
	if _, refused := err.(Failure); err == nil || refused {
		a.put(answer{id, text, err})
	}
	return text, err
}

func (a *answers) put(made answer) {
	if len(made.text) > maxAnswerBytes {
		return
	}
	a.entries[made.id] = a.order.PushFront(made)
	a.bytes += len(made.text)
	for a.order.Len() > maxAnswers || a.bytes > maxAnswerBytes {
		oldest := a.order.Remove(a.order.Back()).(answer)
		delete(a.entries, oldest.id)
		a.bytes -= len(oldest.text)
	}
}
