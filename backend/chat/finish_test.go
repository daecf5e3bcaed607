package chat_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"whittle/backend"
	"whittle/backend/chat"
)

// endless is a builder that builds until it is stopped.
type endless struct{}

func (endless) Build(ctx context.Context, source backend.Source) backend.Bundle {
	<-ctx.Done()
	return backend.Bundle{Template: source.Template, Problems: []backend.Problem{{Severity: backend.SeverityError, Text: "Stopped."}}}
}

// A build that takes for ever costs the page and nothing else: the version with its files is stored.
func TestChat_SlowBuild(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := setup(t, says("stop", newApp))
		b.config.Builder = endless{}
		slow := chat.New(b.config)
		t.Cleanup(slow.Stop)
		result, err := slow.SendAndWait(t.Context(), owner, chat.Prompt{Text: "Tea"}, nil)
		if err != nil || result.Version != 1 || !backend.HasErrors(result.Problems) {
			t.Fatalf("result %+v, error %v", result, err)
		}
		if files := b.files(t, result.App.ID); len(files) != 1 || files[0].Content != page {
			t.Errorf("files %+v", files)
		}
	})
}

// meanwhile is a builder that does something else before it builds for the first time.
type meanwhile struct {
	chat.Builder
	once func()
}

func (m meanwhile) Build(ctx context.Context, source backend.Source) backend.Bundle {
	m.once()
	return m.Builder.Build(ctx, source)
}

// Another program that changes the app while a reply is stored loses nothing: the reply is applied to what it made.
func TestChat_AppChangedElsewhere(t *testing.T) {
	dir := t.TempDir()
	b := setupIn(t, dir, says("stop", newApp, edit("index.html", "<body><h1>Tea</h1></body>\n", "<body><h1>Coffee</h1></body>\n")))
	_, g := b.send(t, chat.Prompt{Text: "Tea"})
	elsewhere := setupIn(t, dir, says("stop", write("style.css", "h1 {}\n")))
	b.config.Builder = meanwhile{b.config.Builder, sync.OnceFunc(func() {
		if _, err := elsewhere.chat.SendAndWait(t.Context(), owner, chat.Prompt{AppID: g.AppID, Text: "Style"}, nil); err != nil {
			t.Error(err)
		}
	})}
	here := chat.New(b.config)
	t.Cleanup(here.Stop)
	result, err := here.SendAndWait(t.Context(), owner, chat.Prompt{AppID: g.AppID, Text: "Coffee"}, nil)
	if err != nil || result.Version != 3 {
		t.Fatalf("result %+v, error %v", result, err)
	}
	files := b.files(t, g.AppID)
	if len(files) != 2 || !strings.Contains(files[0].Content, "Coffee") || files[1].Path != "style.css" {
		t.Errorf("files %+v", files)
	}
}
