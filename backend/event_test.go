package backend_test

import (
	"sync"
	"testing"

	"whittle/backend"
)

func TestBus_deliversInOrderToItsOwner(t *testing.T) {
	var bus backend.Bus
	mine, other := bus.Listen("a"), bus.Listen("b")
	defer other.Close()
	for seq := 1; seq <= 3; seq++ {
		bus.Publish(backend.Event{Type: backend.EventGenerationDelta, Owner: "a", Data: seq})
	}
	mine.Close()
	mine.Close()
	want := 1
	for e := range mine.C {
		if e.Data != want {
			t.Fatalf("got %v, want %d", e.Data, want)
		}
		want++
	}
	if want != 4 {
		t.Errorf("%d events came, want 3", want-1)
	}
	if len(other.C) != 0 {
		t.Errorf("another owner heard %d events", len(other.C))
	}
}

func TestBus_tellsOfLostEvents(t *testing.T) {
	var bus backend.Bus
	l := bus.Listen("a")
	const sent = 5000
	for seq := range sent {
		bus.Publish(backend.Event{Type: backend.EventApp, Owner: "a", Data: seq})
	}
	l.Close()
	gaps, last := 0, -1
	for e := range l.C {
		if e.Type == backend.EventGap {
			gaps++
			continue
		}
		seq := e.Data.(int)
		if seq != last+1 && gaps == 0 {
			t.Fatalf("event %d follows %d without a gap being told", seq, last)
		}
		last = seq
	}
	if gaps == 0 || last != sent-1 {
		t.Errorf("%d gaps, last event %d; want at least one gap and the newest event", gaps, last)
	}
}

func TestBus_hammer(t *testing.T) {
	var bus backend.Bus
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for range 500 {
				bus.Publish(backend.Event{Type: backend.EventUsage, Owner: "a"})
			}
		}()
		go func() {
			defer wg.Done()
			for range 100 {
				l := bus.Listen("a")
				select {
				case <-l.C:
				default:
				}
				l.Close()
			}
		}()
	}
	wg.Wait()
}
