package chat_test

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/chat"
)

// until waits for a condition that no channel tells of.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-t.Context().Done():
			t.Fatal("waited in vain for " + what)
		}
	}
}

// TestKilledChild is the process that TestChat_KilledMidReply kills; alone it does nothing.
func TestKilledChild(t *testing.T) {
	dir := os.Getenv("WHITTLE_KILLED_CHILD")
	if dir == "" {
		t.Skip("run by another test")
	}
	model, _ := saysThenWaits("Here:\n<file path=\"index.html\">\n<p>half\n")
	b := setupIn(t, dir, model)
	b.chat.Start(t.Context())
	b.chat.SendAndWait(t.Context(), owner, chat.Prompt{Text: "Tea"}, nil)
}

// A process that is killed leaves the prompt and what had come; the next one says that the reply was interrupted.
func TestChat_KilledMidReply(t *testing.T) {
	dir := t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledChild$")
	child.Env = append(os.Environ(), "WHITTLE_KILLED_CHILD="+dir)
	b := setupIn(t, dir, says("stop", newApp))
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer child.Wait()
	defer child.Process.Kill()
	var session backend.Session
	until(t, "a draft", func() bool {
		sessions, err := b.store.FindSessions(t.Context(), owner)
		if err != nil || len(sessions) == 0 {
			return false
		}
		session = sessions[0]
		messages, err := b.store.FindMessages(t.Context(), owner, session.ID)
		return err == nil && len(messages) == 2 && messages[1].Text != ""
	})
	running := b.reply(t, session.ID).Generation
	wantCode(t, b.chat.StopGeneration(t.Context(), owner, running.ID), backend.Conflict)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	child.Wait()
	listener := b.bus.Listen(owner)
	defer listener.Close()
	b.config.Now = func() time.Time { return time.Now().Add(time.Minute) } // the lease has run out
	later := chat.New(b.config)
	defer later.Stop()
	later.Start(t.Context())
	if g := waitFor(t, listener, running.ID); g.State != backend.GenerationInterrupted || g.Version != 0 {
		t.Errorf("generation %+v", g)
	}
	reply := b.reply(t, session.ID)
	if len(reply.Parts) != 2 || reply.Parts[1].Text != "<p>half\n" || reply.Parts[1].Complete {
		t.Errorf("kept %+v", reply.Parts)
	}
	if apps, _ := b.library.Apps(t.Context(), owner, ""); len(apps) != 0 {
		t.Errorf("apps %v", apps)
	}
	if _, g := b.send(t, chat.Prompt{SessionID: session.ID, Text: "Again"}); g.State != backend.GenerationDone || g.Version != 1 {
		t.Errorf("the chat does not go on: %+v", g)
	}
}

// A process never declares its own replies lost, even when its clock jumps as after sleep.
func TestChat_KeepsItsOwnLeases(t *testing.T) {
	var ahead time.Duration
	model, said := saysThenWaits("Half")
	b := setup(t, model)
	b.config.Now = func() time.Time { return time.Now().Add(ahead) }
	c := chat.New(b.config)
	defer c.Stop()
	turn, err := c.Send(t.Context(), owner, chat.Prompt{Text: "Tea"})
	if err != nil {
		t.Fatal(err)
	}
	<-said
	b.config.Now = func() time.Time { return time.Now().Add(time.Hour) }
	watcher := chat.New(b.config)
	listener := b.bus.Listen(owner)
	defer listener.Close()
	watcher.Start(t.Context()) // another process would be right to interrupt it
	if g := waitFor(t, listener, turn.Reply.Generation.ID); g.State != backend.GenerationInterrupted {
		t.Fatalf("generation %+v", g)
	}
	watcher.Stop()
	if err := c.StopGeneration(t.Context(), owner, turn.Reply.Generation.ID); err != nil {
		t.Fatal(err)
	}
	if g := b.reply(t, turn.Session.ID).Generation; g.State != backend.GenerationStopped {
		t.Errorf("its own process could not end it: %+v", g)
	}
}

func TestChat_Sessions(t *testing.T) {
	b := setup(t, says("stop", "Hello."))
	turn, _ := b.send(t, chat.Prompt{Text: "What is tea?"})
	if turn.Session.Title != "What is tea?" {
		t.Errorf("title %q", turn.Session.Title)
	}
	id := turn.Session.ID
	if s, err := b.chat.Rename(t.Context(), owner, id, " On  tea "); err != nil || s.Title != "On tea" {
		t.Errorf("renamed %+v, %v", s, err)
	}
	_, err := b.chat.Rename(t.Context(), owner, id, " ")
	wantCode(t, err, backend.Invalid)
	wantCode(t, b.chat.Delete(t.Context(), owner, id), "")
	_, _, err = b.chat.Session(t.Context(), owner, id)
	wantCode(t, err, backend.NotFound)
	if s, err := b.chat.Undelete(t.Context(), owner, id); err != nil || s.ID != id {
		t.Errorf("undeleted %+v, %v", s, err)
	}
	_, _, err = b.chat.Session(context.Background(), "other", id)
	wantCode(t, err, backend.NotFound)
}

// A title that the person gave while the first app was written stays.
func TestChat_TitleOfThePersonStays(t *testing.T) {
	said, goOn := make(chan struct{}), make(chan struct{})
	b := setup(t, &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		close(said)
		<-goOn
		say(newApp)
		return "stop", nil
	}})
	listener := b.bus.Listen(owner)
	defer listener.Close()
	turn, err := b.chat.Send(t.Context(), owner, chat.Prompt{Text: "Tea"})
	if err != nil {
		t.Fatal(err)
	}
	<-said
	if _, err := b.chat.Rename(t.Context(), owner, turn.Session.ID, "Mine"); err != nil {
		t.Fatal(err)
	}
	close(goOn)
	waitFor(t, listener, turn.Reply.Generation.ID)
	if s, _, err := b.chat.Session(t.Context(), owner, turn.Session.ID); err != nil || s.Title != "Mine" {
		t.Errorf("title %q, %v", s.Title, err)
	}
}
