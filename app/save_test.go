package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"testing"
)

func TestSaveInPieces(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "kept.bin")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &Shell{choose: func(string) (string, error) { return path, nil }}
	save := func(keep bool, pieces ...string) {
		t.Helper()
		id, err := s.SaveBegin("../a.bin")
		if err != nil || id == "" {
			t.Fatalf("begin: %q, %v", id, err)
		}
		for _, piece := range pieces {
			if err := s.SavePiece(id, base64.StdEncoding.EncodeToString([]byte(piece))); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.SaveEnd(id, keep); err != nil {
			t.Fatal(err)
		}
		if err := s.SavePiece(id, ""); err == nil {
			t.Error("a piece after the end was taken")
		}
	}
	holds := func(want string) {
		t.Helper()
		text, err := os.ReadFile(path)
		entries, _ := os.ReadDir(folder)
		if err != nil || string(text) != want || len(entries) != 1 {
			t.Errorf("the file holds %q, %v beside %v, want %q alone", text, err, entries, want)
		}
	}
	save(false, "half")
	holds("before")
	save(true, "one ", "two")
	holds("one two")
	id, _ := s.SaveBegin("a")
	if err := s.SavePiece(id, "not base64"); err == nil {
		t.Error("a piece that is none was taken")
	}
	_, _ = s.SaveBegin("b")
	s.dropAll()
	holds("one two")
	s.choose = func(string) (string, error) { return "", nil }
	if id, err := s.SaveBegin("c"); id != "" || err != nil {
		t.Errorf("cancelled: %q, %v", id, err)
	}
}
