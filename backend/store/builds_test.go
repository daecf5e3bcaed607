package store_test

import (
	"fmt"
	"testing"

	"whittle/backend/store"
)

func TestStore_Builds(t *testing.T) {
	s := setup(t)
	keep := func(id string, size int, at int64) {
		t.Helper()
		if err := s.KeepBuild(t.Context(), id, make([]byte, size), at, 100); err != nil {
			t.Fatal(err)
		}
	}
	keep("a", 40, 1)
	keep("b", 40, 2)
	if err := s.UseBuild(t.Context(), "a", 3); err != nil {
		t.Fatal(err)
	}
	keep("c", 40, 4)
	keep("large", 101, 5)
	for id, want := range map[string]int{"a": 40, "b": 0, "c": 40, "large": 0, "": 0} {
		if page, err := s.FindBuild(t.Context(), id); err != nil || len(page) != want {
			t.Errorf("%q has %d bytes, want %d (%v)", id, len(page), want, err)
		}
	}
	keep("a", 20, 6)
	if kept, err := s.CountBuilds(t.Context()); err != nil || kept != (store.BuildsKept{Count: 2, Bytes: 60}) {
		t.Errorf("kept %s (%v)", fmt.Sprint(kept), err)
	}
	if err := s.ForgetBuilds(t.Context()); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.CountBuilds(t.Context()); err != nil || kept.Count != 0 {
		t.Errorf("%d pages are left (%v)", kept.Count, err)
	}
}
