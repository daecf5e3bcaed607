package main

import (
	"context"

	"whittle/backend"
)

// windowEvent is the name all events carry in the window; which one it is says the envelope.
const windowEvent = "whittle"

// pump hands every event of the local owner to emit, in order, until ctx ends.
func pump(ctx context.Context, bus *backend.Bus, emit func(backend.Event)) {
	listener := bus.Listen(backend.LocalOwner)
	defer listener.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-listener.C:
			emit(e)
		}
	}
}
