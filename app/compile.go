package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"whittle/backend"
	"whittle/backend/builder/compiler"
)

// compileWait is how long the UI may take for a compiler; then the engine in the program does it.
const compileWait = 1500 * time.Millisecond

// compiles has compilers run in a worker of the local owner's UI, whose engine is many times faster.
type compiles struct {
	bus   *backend.Bus
	newID func() string

	mu      sync.Mutex
	ready   bool // whether a UI said it can, and answered in good time since
	waiting map[string]chan string
}

func newCompiles(bus *backend.Bus, newID func() string) *compiles {
	return &compiles{bus: bus, newID: newID, waiting: map[string]chan string{}}
}

var errNoShell = errors.New("no UI runs compilers")

// Ask is compiler.Elsewhere: it asks the UI and waits for its answer.
func (c *compiles) Ask(ctx context.Context, name string, input []byte) ([]byte, error) {
	id, answer := c.newID(), make(chan string, 1)
	if !c.wait(id, answer) {
		return nil, errNoShell
	}
	defer c.forget(id)
	c.bus.Publish(backend.Event{Type: backend.EventCompile, Owner: backend.LocalOwner,
		Data: backend.Compile{ID: id, Compiler: name, Input: string(input)}})
	late := time.NewTimer(compileWait)
	defer late.Stop()
	select {
	case text := <-answer:
		return []byte(text), nil
	case <-late.C:
		c.setReady(false)
		return nil, errNoShell
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *compiles) wait(id string, answer chan string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ready {
		c.waiting[id] = answer
	}
	return c.ready
}

func (c *compiles) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waiting, id)
}

func (c *compiles) setReady(ready bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ready = ready
}

// Ready notes that a UI of the local owner can be asked.
func (c *compiles) Ready(owner string) {
	if owner == backend.LocalOwner {
		c.setReady(true)
	}
}

// Answer hands what the UI's script said to the one build that asked.
func (c *compiles) Answer(owner, id, text string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if owner != backend.LocalOwner {
		return backend.Errorf(backend.NotFound, "Nobody waits for this answer.")
	}
	c.ready = true // slow once may be quick the next time
	answer, ok := c.waiting[id]
	if !ok {
		return backend.Errorf(backend.NotFound, "Nobody waits for this answer any more.")
	}
	delete(c.waiting, id)
	answer <- text
	return nil
}

// Script returns the script of a compiler that a worker may run.
func (c *compiles) Script(name string) ([]byte, error) {
	if !slices.Contains([]string{"tailwind", "vue", "svelte"}, name) {
		return nil, backend.Errorf(backend.NotFound, "There is no compiler of this name.")
	}
	script, err := compiler.Script(name)
	if err != nil {
		return nil, backend.Errorf(backend.NotFound, "%w. Run build/setup and build Whittle again.", err)
	}
	return script, nil
}
