package main

import (
	"context"

	"whittle/backend"
)

// windowEvent is the name all events carry in the window; which one it is says the envelope.
const windowEvent = "whittle"

// pump hands every event of listener to emit, in order, until ctx ends or the listener is closed.
func pump(ctx context.Context, listener *backend.Listener, emit func(backend.Event)) {
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-listener.C:
			if !open {
				return
			}
			emit(e)
		}
	}
}
