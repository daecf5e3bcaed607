package library_test

import (
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/library"
	"whittle/backend/store"
)

// What opening the library adds to the start of the program, without and with the first icons.
func BenchmarkNew(b *testing.B) {
	s, err := store.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for name, first := range map[string]func(l *library.Library){
		"Alone":     func(*library.Library) {},
		"WithIcons": func(l *library.Library) { l.Starters() },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				l, err := library.New(s, &backend.Bus{}, time.Now)
				if err != nil {
					b.Fatal(err)
				}
				first(l)
			}
		})
	}
}
