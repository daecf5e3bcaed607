package main

import (
	"log/slog"
	"reflect"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func TestPages_survive(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	made := backend.Bundle{Template: "html", Kind: backend.KindUI, Document: []byte("<!doctype html>"), Hosts: []string{"a.example"},
		Problems: []backend.Problem{{Severity: backend.SeverityWarning, Text: "Mind this."}}, Libraries: []backend.Library{{Name: "d3", Version: "7.9.0", From: "mirror"}},
		Needs: []backend.Need{}, Locks: []backend.Lock{{Name: "d3", Version: "7.9.0"}}}
	p := openPages(t, s)
	p.Keep("one", made)
	p = reopen(t, p, s)
	if got, ok := p.Find(t.Context(), "one"); !ok || !reflect.DeepEqual(got, made) {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := p.Find(t.Context(), "two"); ok {
		t.Error("a page was found that nobody kept")
	}
	p.program = "another"
	if _, ok := p.Find(t.Context(), "one"); ok {
		t.Error("a page of another build was found")
	}
	if _, err := p.unpack([]byte("damage")); err == nil {
		t.Error("damage was read")
	}
}

func openPages(t *testing.T, s *store.Store) *pages {
	t.Helper()
	p, err := newPages(s, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func reopen(t *testing.T, p *pages, s *store.Store) *pages {
	t.Helper()
	p.Close()
	return openPages(t, s)
}
