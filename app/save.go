package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"

	"whittle/backend"
)

// saving is a file that arrives in pieces and is put in its place when it is whole.
type saving struct {
	temp *os.File
	path string
}

// SaveBegin asks where to save a file of this name and returns what names it in SavePiece and SaveEnd, or "" when the
// person cancelled.
func (s *Shell) SaveBegin(name string) (string, error) {
	path, err := s.choose(fileName(name))
	if err != nil {
		return "", fmt.Errorf("ask where to save: %w", err)
	}
	if path == "" {
		return "", nil
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".whittle-*")
	if err != nil {
		return "", notSaved(path, err)
	}
	id := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.savings == nil {
		s.savings = map[string]*saving{}
	}
	s.savings[id] = &saving{temp, path}
	return id, nil
}

// SavePiece appends bytes given in base64. A file that cannot be written on is dropped.
func (s *Shell) SavePiece(id, content string) error {
	s.mu.Lock()
	f := s.savings[id]
	s.mu.Unlock()
	if f == nil {
		return backend.Errorf(backend.NotFound, "This file is not being saved any more. Nothing was changed.")
	}
	data, err := base64.StdEncoding.DecodeString(content)
	if err == nil {
		_, err = f.temp.Write(data)
	}
	if err != nil {
		s.drop(id)
		return notSaved(f.path, err)
	}
	return nil
}

// SaveEnd puts the file in its place in one step, or drops it when keep is false.
func (s *Shell) SaveEnd(id string, keep bool) error {
	s.mu.Lock()
	f := s.savings[id]
	s.mu.Unlock()
	if f == nil || !keep {
		s.drop(id)
		return nil
	}
	defer s.drop(id)
	err := f.temp.Chmod(0o644)
	if err == nil {
		err = f.temp.Sync()
	}
	if err == nil {
		err = f.temp.Close() // Windows moves no file that is open
	}
	if err == nil {
		err = os.Rename(f.temp.Name(), f.path)
	}
	if err != nil {
		return notSaved(f.path, err)
	}
	return nil
}

// drop forgets a file and takes away what was written of it; one that was put in its place stays.
func (s *Shell) drop(id string) {
	s.mu.Lock()
	f := s.savings[id]
	delete(s.savings, id)
	s.mu.Unlock()
	if f != nil {
		_ = f.temp.Close()
		_ = os.Remove(f.temp.Name())
	}
}

// dropAll forgets the files of a page that is gone.
func (s *Shell) dropAll() {
	s.mu.Lock()
	var ids []string
	for id := range s.savings {
		ids = append(ids, id)
	}
	s.mu.Unlock()
	for _, id := range ids {
		s.drop(id)
	}
}

func notSaved(path string, err error) error {
	return &backend.Error{Code: backend.Unavailable, Err: err,
		Message: fmt.Sprintf("%s could not be saved there. Nothing was changed. Choose another folder.", filepath.Base(path))}
}
