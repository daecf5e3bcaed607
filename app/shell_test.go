package main

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"whittle/backend"
)

// TestBoundMethods holds the list of what the page can call. A method that is added here can be called by whatever
// gets into the shell's page, so it takes neither paths nor commands.
func TestBoundMethods(t *testing.T) {
	allowed := map[any][]string{
		&Shell{}: {"Beat", "Boot", "OpenExternal", "SaveBegin", "SaveEnd", "SaveFile", "SavePiece"},
		&AI{}:    {"Cancel", "Chat"},
	}
	for bound, want := range allowed {
		var got []string
		for i := range reflect.TypeOf(bound).NumMethod() {
			got = append(got, reflect.TypeOf(bound).Method(i).Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%T has %v, want %v", bound, got, want)
		}
	}
}

func TestOpenExternal(t *testing.T) {
	cases := []struct {
		address string
		opens   string
	}{
		{"https://example.com/a?b=c#d", "https://example.com/a?b=c#d"},
		{"HTTP://example.com", "http://example.com"},
		{"mailto:a@example.com?subject=x", "mailto:a@example.com?subject=x"},
		{"file:///etc/passwd", ""},
		{"javascript:alert(1)", ""},
		{"data:text/html,x", ""},
		{"wails://wails/", ""},
		{"//example.com", ""},
		{"https:///nowhere", ""},
		{"https:example.com", ""},
		{"https://user:secret@example.com", ""},
		{"mailto:", ""},
		{"--help", ""},
		{"", ""},
		{"https://exa mple.com", ""},
		{"https://example.com/\x00", ""},
	}
	for _, c := range cases {
		var opened string
		s := &Shell{browse: func(url string) { opened = url }}
		err := s.OpenExternal(c.address)
		if opened != c.opens || (err == nil) != (c.opens != "") {
			t.Errorf("%q opened %q, %v; want %q", c.address, opened, err, c.opens)
		}
		if err != nil && backend.ErrorCode(err) != backend.Invalid {
			t.Errorf("%q failed with %v", c.address, err)
		}
	}
}

func TestSaveFile(t *testing.T) {
	dir := t.TempDir()
	var suggested string
	s := &Shell{choose: func(name string) (string, error) {
		suggested = name
		return filepath.Join(dir, name), nil
	}}
	content := "whole\x00file"
	path, err := s.SaveFile(`../a/b:c?.txt`, base64.StdEncoding.EncodeToString([]byte(content)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != content || suggested != "_a_b_c_.txt" {
		t.Errorf("%q holds %q, %v", suggested, got, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSaveFileThatIsNotSaved(t *testing.T) {
	cases := []struct {
		name    string
		content string
		choose  func(string) (string, error)
		code    backend.Code
	}{
		{"cancelled", "eA==", func(string) (string, error) { return "", nil }, ""},
		{"torn", "eA=", nil, backend.Invalid},
		{"no folder", "eA==", func(string) (string, error) { return filepath.Join(t.TempDir(), "none", "x"), nil }, backend.Unavailable},
		{"no dialog", "eA==", func(string) (string, error) { return "", errors.New("no dialog") }, backend.Internal},
	}
	for _, c := range cases {
		path, err := (&Shell{choose: c.choose}).SaveFile("x", c.content)
		if path != "" || backend.ErrorCode(err) != c.code {
			t.Errorf("%s: %q, %v", c.name, path, err)
		}
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"": "download", " . ": "download", "a.txt": "a.txt", "a/b\\c": "a_b_c", "über maß.csv": "über maß.csv", "a\nb": "a_b", "..": "download",
	} {
		if got := fileName(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestBoot(t *testing.T) {
	s := &Shell{ticket: "t", version: "v", alive: &liveness{}, dialogs: &dialogs{}, bus: &backend.Bus{}, open: "a"}
	if b := s.Boot(); b.Ticket != "t" || b.Version != "v" || b.Open != "a" || b.Recovered != nil {
		t.Errorf("first page: %+v", b)
	}
	if b := s.Boot(); b.Open != "" {
		t.Errorf("the app was opened twice: %+v", b)
	}
	s.Beat("#/apps/a", "a")
	s.alive.died()
	if b := s.Boot(); b.Recovered == nil || b.Recovered.AppID != "a" || b.Open != "" {
		t.Errorf("page after a crash: %+v", b)
	}
}

func TestRequestOpen(t *testing.T) {
	s := &Shell{alive: &liveness{}, bus: &backend.Bus{}}
	listener := s.bus.Listen(backend.LocalOwner)
	defer listener.Close()
	s.requestOpen("early")
	if b := s.Boot(); b.Open != "early" {
		t.Errorf("asked for before the page was there: %+v", b)
	}
	s.requestOpen("late")
	if e := <-listener.C; e.Type != backend.EventOpenApp || e.Data != (backend.Changed{ID: "late"}) {
		t.Errorf("asked for while the page was there: %+v", e)
	}
}

func TestBridgeError(t *testing.T) {
	err := &backend.Error{Code: backend.RateLimited, Message: "Wait.", RetryAfter: 1500 * time.Millisecond}
	if got := bridgeErrorOf(err); got != (bridgeError{backend.RateLimited, "Wait.", 1500}) {
		t.Errorf("%+v", got)
	}
	if got := bridgeErrorOf(errors.New("secret")); got.Code != backend.Internal || got.Message == "secret" {
		t.Errorf("%+v", got)
	}
}

func TestPump(t *testing.T) {
	bus := &backend.Bus{}
	listener := bus.Listen(backend.LocalOwner)
	defer listener.Close()
	want := []backend.EventType{backend.EventUsage, backend.EventSettings, backend.EventApp, backend.EventGap}
	for _, kind := range want {
		bus.Publish(backend.Event{Type: kind, Owner: backend.LocalOwner})
	}
	ctx, cancel := context.WithCancel(t.Context())
	got, ended := make(chan backend.EventType), make(chan struct{})
	go func() {
		pump(ctx, listener, func(e backend.Event) { got <- e.Type })
		close(ended)
	}()
	for _, kind := range want {
		if g := <-got; g != kind {
			t.Errorf("%s came, want %s", g, kind)
		}
	}
	cancel()
	<-ended
}
