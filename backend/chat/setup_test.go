package chat_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/ai/openroutertest"
	"whittle/backend/builder"
	"whittle/backend/chat"
	"whittle/backend/library"
	"whittle/backend/store"
)

const owner = backend.LocalOwner

// bundle is a library with a chat over it.
type bundle struct {
	store   *store.Store
	library *library.Library
	bus     *backend.Bus
	chat    *chat.Chat
	config  chat.Config
}

func setup(t *testing.T, model chat.Model) bundle {
	t.Helper()
	return setupIn(t, t.TempDir(), model)
}

func setupIn(t testing.TB, dir string, model chat.Model) bundle {
	t.Helper()
	b := bundle{bus: &backend.Bus{}}
	var err error
	if b.store, err = store.Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.store.Close() })
	if b.library, err = library.New(b.store, b.bus, time.Now); err != nil {
		t.Fatal(err)
	}
	build, err := builder.New(builder.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b.config = chat.Config{
		Store: b.store, Model: model, Builder: build, Library: b.library, Templates: builder.Templates(), Bus: b.bus, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
	b.chat = chat.New(b.config)
	t.Cleanup(b.chat.Stop)
	return b
}

// standIn returns the real gateway before a stand-in for OpenRouter that answers with replies.
func standIn(t testing.TB, replies func(model string, messages []openroutertest.Message) string, record func(context.Context, backend.UsageRow) error) (*ai.Gateway, *openroutertest.Server) {
	t.Helper()
	server := openroutertest.New(openroutertest.Options{Replies: replies})
	url := server.Start(t)
	if record == nil {
		record = func(context.Context, backend.UsageRow) error { return nil }
	}
	return ai.New(ai.Config{
		Endpoint: func(context.Context) (backend.Endpoint, error) {
			return backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: url, Key: openroutertest.Key, Model: backend.DefaultModel}, nil
		},
		Record: record,
		Wait:   func(context.Context, time.Duration) error { return nil },
	}), server
}

// script is a model that says what a test wants, when it wants. It stands at the edge, where the endpoint is.
type script struct {
	play func(ctx context.Context, req backend.CompletionRequest, say func(string)) (finish string, err error)

	mu       sync.Mutex
	requests []backend.CompletionRequest
}

func (s *script) Complete(ctx context.Context, req backend.CompletionRequest, onDelta func(backend.Delta)) (backend.Completion, error) {
	s.mu.Lock()
	s.requests = append(s.requests, req)
	s.mu.Unlock()
	var text strings.Builder
	finish, err := s.play(ctx, req, func(piece string) {
		text.WriteString(piece)
		onDelta(backend.Delta{Text: piece})
	})
	if ctx.Err() != nil && err == nil {
		err = backend.Errorf(backend.Canceled, "Stopped.")
	}
	return backend.Completion{Text: text.String(), Model: "test/model", FinishReason: finish, Usage: backend.Usage{CompletionTokens: 7}}, err
}

// says returns a script that answers every call with text, in small pieces.
func says(finish string, texts ...string) *script {
	var mu sync.Mutex
	n := 0
	return &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		mu.Lock()
		text := texts[min(n, len(texts)-1)]
		n++
		mu.Unlock()
		for piece := range slices.Chunk([]byte(text), 5) {
			say(string(piece))
		}
		return finish, nil
	}}
}

// saysThenWaits returns a script that says text, tells the channel and goes on when its context ends.
func saysThenWaits(text string) (*script, chan struct{}) {
	said := make(chan struct{}, 8)
	return &script{play: func(ctx context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		say(text)
		said <- struct{}{}
		<-ctx.Done()
		return "", backend.Errorf(backend.Canceled, "Stopped.")
	}}, said
}

// send sends a prompt and waits for its end.
func (b bundle) send(t testing.TB, p chat.Prompt) (chat.Turn, backend.Generation) {
	t.Helper()
	listener := b.bus.Listen(owner)
	defer listener.Close()
	turn, err := b.chat.Send(t.Context(), owner, p)
	if err != nil {
		t.Fatal(err)
	}
	return turn, waitFor(t, listener, turn.Reply.Generation.ID)
}

// waitFor reads events until a generation has ended.
func waitFor(t testing.TB, l *backend.Listener, id string) backend.Generation {
	t.Helper()
	for {
		select {
		case e := <-l.C:
			if g, ok := e.Data.(backend.Generation); ok && g.ID == id && g.State != backend.GenerationRunning {
				return g
			}
		case <-t.Context().Done():
			t.Fatal("the generation did not end")
		}
	}
}

func (b bundle) files(t testing.TB, appID string) []backend.File {
	t.Helper()
	v, err := b.store.FindVersion(t.Context(), owner, appID, 0)
	if err != nil {
		t.Fatal(err)
	}
	return v.Files
}

// reply returns the parts of a chat's last message.
func (b bundle) reply(t testing.TB, sessionID string) backend.Message {
	t.Helper()
	_, messages, err := b.chat.Session(t.Context(), owner, sessionID)
	if err != nil {
		t.Fatal(err)
	}
	return messages[len(messages)-1]
}

func wantCode(t testing.TB, err error, want backend.Code) {
	t.Helper()
	if got := backend.ErrorCode(err); got != want {
		t.Fatalf("error %v has code %q, want %q", err, got, want)
	}
}

const page = "<!doctype html>\n<html lang=\"en\">\n<head><title>Tea</title></head>\n<body><h1>Tea</h1></body>\n</html>\n"

var newApp = "A timer for tea.\n\n<app name=\"Tea Timer\" glyph=\"timer\" template=\"html\" description=\"Steeps four teas\"/>\n" + write("index.html", page) + "<done/>\n"
