package chat_test

import (
	"context"
	"testing"
	"testing/synctest"

	"whittle/backend"
	"whittle/backend/chat"
)

// endless is a builder that builds until it is stopped.
type endless struct{}

func (endless) Build(ctx context.Context, template string, _ []backend.File) backend.Bundle {
	<-ctx.Done()
	return backend.Bundle{Template: template, Problems: []backend.Problem{{Severity: backend.SeverityError, Text: "Stopped."}}}
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
