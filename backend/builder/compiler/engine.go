package compiler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"modernc.org/quickjs"
)

// memoryLimit is what one engine may hold, in bytes; a compiler that needs more fails and its engine is given up.
const memoryLimit = 256 << 20

// interruptEvery repeats an interrupt, which only stops what runs at that moment.
const interruptEvery = 5 * time.Millisecond

// engine is a JavaScript engine with one compiler loaded. It belongs to one caller at a time.
type engine struct{ vm *quickjs.VM }

// newEngine loads a script that offers start and take, see scripts/engine.ts.
func newEngine(ctx context.Context, script string) (*engine, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("start an engine: %w", err)
	}
	vm.SetMemoryLimit(memoryLimit)
	e := &engine{vm}
	err = e.guarded(ctx, func() error {
		_, err := vm.Eval(script+";0", quickjs.EvalGlobal)
		return err
	})
	if err != nil {
		e.close()
		return nil, fmt.Errorf("load a compiler: %w", err)
	}
	return e, nil
}

func (e *engine) close() { _ = e.vm.Close() } // what is left is memory, and the engine is not used again

// run hands JSON to the compiler and returns its output as JSON. After an error the engine must not be used again,
// except when it is a failure.
func (e *engine) run(ctx context.Context, input []byte) (json.RawMessage, error) {
	var answer string
	err := e.guarded(ctx, func() error {
		if _, err := e.vm.Call("start", string(input)); err != nil {
			return err
		}
		for range 64 {
			if _, err := e.vm.ExecutePendingJobs(); err != nil {
				return err
			}
			taken, err := e.vm.Call("take")
			if err != nil {
				return err
			}
			if answer, _ = taken.(string); answer != "" || ctx.Err() != nil {
				return nil
			}
		}
		return errors.New("the compiler came to no end")
	})
	if err != nil {
		return nil, err
	}
	return readAnswer([]byte(answer))
}

// readAnswer returns the output in what a compiler's script answers, or the Failure that it tells.
func readAnswer(answer []byte) (json.RawMessage, error) {
	var reply struct {
		Output json.RawMessage `json:"output"`
		Error  *string         `json:"error"`
	}
	if err := json.Unmarshal(answer, &reply); err != nil {
		return nil, fmt.Errorf("read the compiler's answer: %w", err)
	}
	if reply.Error != nil {
		return nil, Failure(*reply.Error)
	}
	return reply.Output, nil
}

// guarded runs f and interrupts the engine when ctx ends; then the error is that of ctx.
func (e *engine) guarded(ctx context.Context, f func() error) (err error) {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		e.watch(ctx, done)
	}()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the engine broke: %v", p)
		}
		close(done)
		<-stopped
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}()
	return f()
}

func (e *engine) watch(ctx context.Context, done <-chan struct{}) {
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	tick := time.NewTicker(interruptEvery)
	defer tick.Stop()
	for {
		e.vm.Interrupt()
		select {
		case <-done:
			return
		case <-tick.C:
		}
	}
}
