package store_test

import (
	"fmt"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func BenchmarkFindApps_1000(b *testing.B) {
	s := setup(b)
	for i := range 1000 {
		a := newApp(fmt.Sprintf("App %d", i))
		a.Icon, a.UpdatedAt = strings.Repeat("x", 2000), int64(i)
		must(b, s.CreateApp(b.Context(), a))
		if i < 6 {
			must(b, s.PinApp(b.Context(), backend.LocalOwner, a.ID))
		}
	}
	for _, query := range []string{"", "app 99"} {
		b.Run("Query="+query, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.FindApps(b.Context(), store.AppFilter{Owner: backend.LocalOwner, Query: query}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOpenSession_200(b *testing.B) {
	s := setup(b)
	turn := newTurn("prompt")
	for i := range 100 {
		if i > 0 {
			turn = nextTurn(turn.Session, "prompt", false)
		}
		s.mustBegin(b, turn)
		f := finish(turn, strings.Repeat("a reply of eight kilobytes ", 300))
		f.App = nil
		f.Version = nil
		if _, err := s.FinishTurn(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := s.FindSession(b.Context(), backend.LocalOwner, turn.Session.ID); err != nil {
			b.Fatal(err)
		}
		messages, err := s.FindMessages(b.Context(), backend.LocalOwner, turn.Session.ID)
		if err != nil || len(messages) != 200 {
			b.Fatalf("%d messages: %v", len(messages), err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		s, err := store.Open(b.Context(), dir)
		must(b, err)
		must(b, s.Close())
	}
}

func BenchmarkFinishTurn(b *testing.B) {
	s := setup(b)
	for b.Loop() {
		turn := newTurn("prompt")
		s.mustBegin(b, turn)
		if _, err := s.FinishTurn(b.Context(), finish(turn, "reply")); err != nil {
			b.Fatal(err)
		}
	}
}
