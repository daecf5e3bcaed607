package main

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"whittle/backend"
)

// Shell is what the window's page may ask of the desktop. Every exported method can be called from the page, so
// there is none that the page does not need.
type Shell struct {
	ticket  string
	version string
	alive   *liveness
	dialogs *dialogs
	bus     *backend.Bus
	log     *slog.Logger
	browse  func(url string)
	choose  func(name string) (path string, err error) // "" when the person cancels

	mu      sync.Mutex
	open    string
	booted  bool
	savings map[string]*saving // files that arrive in pieces
}

// Booted is what the page learns first. Recovered is nil unless the last page died; then Open is empty.
type Booted struct {
	Ticket    string     `json:"ticket"`
	Platform  string     `json:"platform"` // linux, darwin or windows
	Version   string     `json:"version"`
	Recovered *recovered `json:"recovered"`
	Open      string     `json:"open"` // id of the app to open at once; empty for home
}

// Boot returns the session's ticket and what to show first. What is to be opened is told once.
func (s *Shell) Boot() Booted {
	s.dropAll()
	b := Booted{Ticket: s.ticket, Platform: runtime.GOOS, Version: s.version, Recovered: s.alive.takeRecovered()}
	s.mu.Lock()
	defer s.mu.Unlock()
	if b.Recovered == nil {
		b.Open = s.open
	}
	s.open, s.booted = "", true
	return b
}

// Beat says that the page lives, at which route and with which app open ("" for none). Once the first has come, a
// page that stays silent and whose process does not answer is ended and loaded again.
func (s *Shell) Beat(route, appID string) {
	s.alive.beat(route, appID)
	s.dialogs.follow(appID)
}

// OpenExternal opens an http, https or mailto address in the system's own program for it; others are Invalid.
func (s *Shell) OpenExternal(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return backend.Errorf(backend.Invalid, "This is not an address Whittle can open: %w", err)
	}
	switch {
	case u.Scheme == "mailto" && u.Opaque != "":
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil:
	default:
		return backend.Errorf(backend.Invalid, "Whittle opens web and mail addresses only, and this one is neither. Nothing was opened.")
	}
	s.browse(u.String())
	return nil
}

// SaveFile asks where to save a file of this name and writes the bytes given in base64 there, whole or not at all.
// It returns the path, or "" when the person cancelled.
func (s *Shell) SaveFile(name, content string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(content)
	if err != nil {
		return "", backend.Errorf(backend.Invalid, "The file did not arrive whole, so nothing was saved: %w", err)
	}
	path, err := s.choose(fileName(name))
	if err != nil {
		return "", fmt.Errorf("ask where to save: %w", err)
	}
	if path == "" {
		return "", nil
	}
	if err := writeWhole(path, data); err != nil {
		return "", notSaved(path, err)
	}
	return path, nil
}

// fileName makes a suggestion for a save dialog of whatever an app calls its download.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	if name = strings.Trim(name, " ."); name == "" {
		return "download"
	}
	return name
}

// writeWhole replaces path with data in one step.
func writeWhole(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".whittle-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Chmod(0o644)
	}
	if err == nil {
		err = temp.Sync()
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// requestOpen has app opened by the page: at its start when it has not started yet, else by an event.
func (s *Shell) requestOpen(app string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.booted {
		s.open = app
		return
	}
	s.bus.Publish(backend.Event{Type: backend.EventOpenApp, Owner: backend.LocalOwner, Data: backend.Changed{ID: app}})
}
