//go:build linux || darwin

package chat_test

import (
	"context"
	"log/slog"
	"strings"
	"syscall"
	"testing"

	"whittle/backend"
	"whittle/backend/chat"
)

// limitFiles lets this process write no file beyond size, as a full disk would, until restore is called.
func limitFiles(t *testing.T, size uint64) (restore func()) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	set := func(limit syscall.Rlimit) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Error(err)
		}
	}
	full := before
	full.Cur = size
	set(full)
	restore = func() { set(before) }
	t.Cleanup(restore)
	return restore
}

// hears is a log that hands on its messages.
type hears chan string

func (h hears) Enabled(context.Context, slog.Level) bool { return true }
func (h hears) Handle(_ context.Context, r slog.Record) error {
	select {
	case h <- r.Message:
	default:
	}
	return nil
}
func (h hears) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h hears) WithGroup(string) slog.Handler      { return h }

// A reply that came while the disk was full becomes a version when there is room again.
func TestChat_FullDisk(t *testing.T) {
	restore := func() {}
	b := setup(t, &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		restore = limitFiles(t, 4096)
		say(newApp)
		return "stop", nil
	}})
	log := make(hears, 1)
	b.config.Log = slog.New(log)
	full := chat.New(b.config)
	t.Cleanup(full.Stop)
	listener := b.bus.Listen(owner)
	defer listener.Close()
	turn, err := full.Send(t.Context(), owner, chat.Prompt{Text: "Tea"})
	if err != nil {
		t.Fatal(err)
	}
	for message := range log {
		if strings.Contains(message, "not stored yet") {
			break
		}
	}
	restore()
	g := waitFor(t, listener, turn.Reply.Generation.ID)
	if g.State != backend.GenerationDone || g.Version != 1 {
		t.Fatalf("generation %+v", g)
	}
	if files := b.files(t, g.AppID); len(files) != 1 || files[0].Content != page {
		t.Errorf("files %+v", files)
	}
}

// At a terminal a full disk is told at once, and the prompt is kept.
func TestChat_FullDiskAwaited(t *testing.T) {
	restore := func() {}
	b := setup(t, &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		restore = limitFiles(t, 4096)
		say(newApp)
		return "stop", nil
	}})
	_, err := b.chat.SendAndWait(t.Context(), owner, chat.Prompt{Text: "Tea"}, nil)
	restore()
	wantCode(t, err, backend.Unavailable)
	sessions, err := b.store.FindSessions(t.Context(), owner)
	if err != nil || len(sessions) != 1 || sessions[0].Title != "Tea" {
		t.Errorf("chats %+v, error %v", sessions, err)
	}
}
