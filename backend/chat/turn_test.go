package chat_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
	"whittle/backend/chat"
)

func TestSend_NewApp(t *testing.T) {
	b := setup(t, says("stop", newApp))
	turn, g := b.send(t, chat.Prompt{Text: "Make me a tea timer"})
	if g.State != backend.GenerationDone || g.Version != 1 || len(g.Problems) != 0 || g.Usage.CompletionTokens != 7 {
		t.Fatalf("generation %+v", g)
	}
	app, err := b.store.FindApp(t.Context(), owner, g.AppID)
	if err != nil {
		t.Fatal(err)
	}
	if app.Name != "Tea Timer" || app.Glyph != "timer" || app.Template != "html" || app.Description != "Steeps four teas" || app.Kind != backend.KindUI || app.Icon == "" {
		t.Errorf("app %+v", app)
	}
	version, err := b.store.FindVersion(t.Context(), owner, app.ID, 1)
	if err != nil || version.Prompt != "Make me a tea timer" || version.Model != "test/model" || version.Origin != backend.FromTurn {
		t.Errorf("version %+v, %v", version, err)
	}
	if got := describeFiles(version.Files); got != "[index.html]\n"+page {
		t.Errorf("files %s", got)
	}
	session, messages, err := b.chat.Session(t.Context(), owner, turn.Session.ID)
	if err != nil || session.AppID != app.ID || session.Title != "Tea Timer" || len(messages) != 2 {
		t.Fatalf("session %+v with %d messages, %v", session, len(messages), err)
	}
	if messages[0].Text != "Make me a tea timer" || messages[1].Text != "" || len(messages[1].Parts) != 2 || messages[1].Parts[1].Path != "index.html" {
		t.Errorf("messages %+v", messages)
	}
}

// A listener that joins at any moment and goes on from the step it was told has the whole reply in the end.
func TestSend_StepsHaveNoGap(t *testing.T) {
	middle, goOn := make(chan struct{}), make(chan struct{})
	model := &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		half := len(newApp) / 2
		for _, r := range newApp[:half] {
			say(string(r))
		}
		close(middle)
		<-goOn
		for _, r := range newApp[half:] {
			say(string(r))
		}
		return "stop", nil
	}}
	b := setup(t, model)
	turn, err := b.chat.Send(t.Context(), owner, chat.Prompt{Text: "Tea"})
	if err != nil {
		t.Fatal(err)
	}
	<-middle
	listener := b.bus.Listen(owner)
	defer listener.Close()
	joined := b.reply(t, turn.Session.ID)
	if joined.Generation.State != backend.GenerationRunning || joined.Generation.Seq == 0 {
		t.Fatalf("joined at %+v", joined.Generation)
	}
	close(goOn)
	parts, seq := joined.Parts, joined.Generation.Seq
	for ended := false; !ended; {
		switch data := (<-listener.C).Data.(type) {
		case backend.GenerationDelta:
			if data.Seq <= seq {
				continue
			}
			if data.Seq != seq+1 {
				t.Fatalf("step %d follows %d", data.Seq, seq)
			}
			seq, parts = data.Seq, extend(parts, data.Steps)
		case backend.Generation:
			ended = data.State != backend.GenerationRunning
		}
	}
	if final := b.reply(t, turn.Session.ID); describeParts(parts) != describeParts(final.Parts) {
		t.Errorf("followed\n%s\nread\n%s", describeParts(parts), describeParts(final.Parts))
	}
}

func extend(parts []backend.Part, steps []backend.ReplyStep) []backend.Part {
	for _, s := range steps {
		if s.Index == len(parts) {
			parts = append(parts, backend.Part{Type: s.Type, Path: s.Path})
		}
		parts[s.Index].Text += s.Text
		parts[s.Index].Complete = parts[s.Index].Complete || s.Complete
	}
	return parts
}

func describeParts(parts []backend.Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(string(p.Type) + " " + p.Path + "\n" + p.Text + "\n")
	}
	return b.String()
}

func TestSend_Changes(t *testing.T) {
	model := says("stop", newApp, "It is green now.\n"+edit("index.html", "<body><h1>Tea</h1></body>\n", "<body><h1>Green</h1></body>\n")+"<done/>", "Just so.")
	b := setup(t, model)
	first, made := b.send(t, chat.Prompt{Text: "Make me a tea timer"})
	_, g := b.send(t, chat.Prompt{SessionID: first.Session.ID, Text: "Green, please"})
	if g.State != backend.GenerationDone || g.Version != 2 || g.AppID != made.AppID {
		t.Fatalf("generation %+v", g)
	}
	if got := b.files(t, g.AppID)[0].Content; !strings.Contains(got, "<h1>Green</h1>") {
		t.Errorf("file %s", got)
	}
	_, g = b.send(t, chat.Prompt{SessionID: first.Session.ID, Text: "Why green?"})
	if g.State != backend.GenerationDone || g.Version != 0 || g.AppID != made.AppID {
		t.Errorf("an answer without files: %+v", g)
	}
	_, g = b.send(t, chat.Prompt{AppID: made.AppID, Text: "Another chat"})
	if g.AppID != made.AppID {
		t.Errorf("a new chat about the app: %+v", g)
	}
	checkConversation(t, model.requests[1].Messages)
}

// checkConversation looks at what the second prompt of a chat was sent with.
func checkConversation(t *testing.T, messages []backend.ChatMessage) {
	t.Helper()
	var roles []string
	all := ""
	for _, m := range messages {
		roles = append(roles, string(m.Role))
		all += m.Content
	}
	if got, want := strings.Join(roles, " "), "system user assistant user assistant user"; got != want {
		t.Fatalf("roles %q, want %q", got, want)
	}
	if messages[1].Content != "Make me a tea timer" || messages[5].Content != "Green, please" {
		t.Errorf("prompts are %q and %q", messages[1].Content, messages[5].Content)
	}
	if strings.Count(all, "<h1>Tea</h1>") != 1 || !strings.Contains(messages[3].Content, "<file path=\"index.html\">\n"+page+"</file>") {
		t.Errorf("the files are not there once: %s", messages[3].Content)
	}
	if want := "A timer for tea.\n\n(Changed index.html. The result is among the current files.)"; messages[2].Content != want {
		t.Errorf("older reply %q, want %q", messages[2].Content, want)
	}
}

func TestSend_RepliesThatMakeNothing(t *testing.T) {
	whole := "Plan.\n" + write("index.html", page)
	cases := []struct {
		name, text, finish string
		err                error
		state              backend.GenerationState
		code               backend.Code
	}{
		{"text alone", "Tea is fine.", "stop", nil, backend.GenerationDone, ""},
		{"open file", whole + "<file path=\"a.css\">\nb {", "stop", nil, backend.GenerationCutOff, backend.Truncated},
		{"length", whole, "length", nil, backend.GenerationCutOff, backend.Truncated},
		{"inside a tag", whole + "<file path=\"a", "stop", nil, backend.GenerationCutOff, backend.Truncated},
		{"error", whole, "", backend.Errorf(backend.Upstream, "The provider failed."), backend.GenerationFailed, backend.Upstream},
		{"error after the end", newApp, "", backend.Errorf(backend.Upstream, "The provider failed."), backend.GenerationFailed, backend.Upstream},
		{"connection lost", whole, "", backend.Errorf(backend.Truncated, "The connection was lost."), backend.GenerationFailed, backend.Truncated},
		{"moderated", whole, "content_filter", nil, backend.GenerationFailed, backend.Moderated},
		{"empty", "", "stop", nil, backend.GenerationFailed, backend.Upstream},
		{"edit of nothing", edit("a.ts", "x\n", "y\n"), "stop", nil, backend.GenerationFailed, backend.Invalid},
		{"code left out", write("index.html", "<!-- ... rest of the code -->\n"), "stop", nil, backend.GenerationFailed, backend.Invalid},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := setup(t, &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
				if c.text != "" {
					say(c.text)
				}
				return c.finish, c.err
			}})
			turn, g := b.send(t, chat.Prompt{Text: "Tea"})
			if g.State != c.state || g.ErrorCode != c.code || g.Version != 0 || g.AppID != "" || (g.ErrorMessage == "") != (c.code == "") {
				t.Errorf("generation %+v", g)
			}
			if apps, _ := b.library.Apps(t.Context(), owner, ""); len(apps) != 0 {
				t.Errorf("apps %v", apps)
			}
			if got, want := describeParts(b.reply(t, turn.Session.ID).Parts), describeParts(chat.Parse(c.text).Parts); got != want {
				t.Errorf("kept %q, want %q", got, want)
			}
		})
	}
}

// A reply that said it is complete counts although the connection was lost before the endpoint said so, or the limit
// was met exactly there.
func TestSend_CompleteDespiteTheEndpoint(t *testing.T) {
	for finish, err := range map[string]error{"": backend.Errorf(backend.Truncated, "The connection was lost."), "length": nil} {
		b := setup(t, &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
			say(newApp)
			return finish, err
		}})
		if _, g := b.send(t, chat.Prompt{Text: "Tea"}); g.State != backend.GenerationDone || g.Version != 1 {
			t.Errorf("finish %q: generation %+v", finish, g)
		}
	}
}

func TestSend_Refuses(t *testing.T) {
	model, said := saysThenWaits("Hm")
	b := setup(t, model)
	for _, p := range []chat.Prompt{{}, {Text: "  \n"}, {Text: strings.Repeat("x", 1<<20)}, {Text: "x", Template: "cobol"}} {
		_, err := b.chat.Send(t.Context(), owner, p)
		wantCode(t, err, backend.Invalid)
	}
	_, err := b.chat.Send(t.Context(), owner, chat.Prompt{Text: "x", SessionID: "none"})
	wantCode(t, err, backend.NotFound)
	_, err = b.chat.Send(t.Context(), owner, chat.Prompt{Text: "x", AppID: "none"})
	wantCode(t, err, backend.NotFound)
	turn, err := b.chat.Send(t.Context(), owner, chat.Prompt{Text: "x"})
	wantCode(t, err, "")
	<-said
	_, err = b.chat.Send(t.Context(), owner, chat.Prompt{Text: "y", SessionID: turn.Session.ID})
	wantCode(t, err, backend.Conflict)
	b.chat.Stop()
	_, err = b.chat.Send(t.Context(), owner, chat.Prompt{Text: "x"})
	wantCode(t, err, backend.Unavailable)
}

func TestStopGeneration(t *testing.T) {
	model, said := saysThenWaits("Here:\n<file path=\"index.html\">\n<p>\n")
	b := setup(t, model)
	turn, err := b.chat.Send(t.Context(), owner, chat.Prompt{Text: "Tea"})
	if err != nil {
		t.Fatal(err)
	}
	<-said
	id := turn.Reply.Generation.ID
	wantCode(t, b.chat.StopGeneration(t.Context(), owner, id), "")
	reply := b.reply(t, turn.Session.ID)
	if reply.Generation.State != backend.GenerationStopped || len(reply.Parts) != 2 || reply.Parts[1].Text != "<p>\n" || reply.Parts[1].Complete {
		t.Errorf("stopped reply %+v %+v", reply.Generation, reply.Parts)
	}
	wantCode(t, b.chat.StopGeneration(t.Context(), owner, id), "")
	wantCode(t, b.chat.StopGeneration(t.Context(), owner, "none"), backend.NotFound)
	wantCode(t, b.chat.StopGeneration(t.Context(), "other", id), backend.NotFound)
}

func TestChat_StopKeepsWhatCame(t *testing.T) {
	model, said := saysThenWaits("Half a")
	b := setup(t, model)
	turn, err := b.chat.Send(t.Context(), owner, chat.Prompt{Text: "Tea"})
	if err != nil {
		t.Fatal(err)
	}
	<-said
	b.chat.Stop()
	b.chat.Stop()
	if reply := b.reply(t, turn.Session.ID); reply.Generation.State != backend.GenerationInterrupted || reply.Parts[0].Text != "Half a" {
		t.Errorf("reply %+v %+v", reply.Generation, reply.Parts)
	}
}

func TestRetry(t *testing.T) {
	model := says("length", "Half")
	b := setup(t, model)
	turn, failed := b.send(t, chat.Prompt{Text: "Tea", Model: "a/one"})
	model.play = says("stop", newApp).play
	listener := b.bus.Listen(owner)
	defer listener.Close()
	again, err := b.chat.Retry(t.Context(), owner, failed.ID, "b/two")
	if err != nil {
		t.Fatal(err)
	}
	if again.Message.ID != turn.Message.ID || again.Reply.ID == turn.Reply.ID {
		t.Errorf("retry %+v", again)
	}
	if g := waitFor(t, listener, again.Reply.Generation.ID); g.State != backend.GenerationDone || g.Version != 1 || g.PromptID != failed.PromptID {
		t.Errorf("generation %+v", g)
	}
	if model.requests[1].Model != "b/two" || len(model.requests[1].Messages) != 2 {
		t.Errorf("request %+v", model.requests[1])
	}
	if _, messages, _ := b.chat.Session(t.Context(), owner, turn.Session.ID); len(messages) != 3 {
		t.Errorf("%d messages, want the prompt and both replies", len(messages))
	}
	_, err = b.chat.Retry(t.Context(), owner, "none", "")
	wantCode(t, err, backend.NotFound)
}

// The endpoint names models in its own way, which it need not take when it is asked.
func TestRetry_AsksTheDefaultAgain(t *testing.T) {
	model := says("length", "Half")
	b := setup(t, model)
	_, failed := b.send(t, chat.Prompt{Text: "Tea"})
	if failed.Model != "" {
		t.Errorf("a failed reply names %s, but the default was asked", failed.Model)
	}
	listener := b.bus.Listen(owner)
	defer listener.Close()
	again, err := b.chat.Retry(t.Context(), owner, failed.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, listener, again.Reply.Generation.ID)
	if model.requests[1].Model != "" {
		t.Errorf("asked %s, want the default", model.requests[1].Model)
	}
}

// Edits that do not fit change nothing, and the problem says what to send back.
func TestSend_EditsThatDoNotFit(t *testing.T) {
	b := setup(t, says("stop", newApp, write("a.css", "b {}\n")+edit("index.html", "<h1>Coffee</h1>\n", "x\n")))
	first, made := b.send(t, chat.Prompt{Text: "Tea"})
	_, g := b.send(t, chat.Prompt{SessionID: first.Session.ID, Text: "More"})
	if g.State != backend.GenerationFailed || g.ErrorCode != backend.Invalid || g.Version != 0 || !backend.HasErrors(g.Problems) {
		t.Errorf("generation %+v", g)
	}
	if files := b.files(t, made.AppID); len(files) != 1 || files[0].Content != page {
		t.Errorf("files %v", files)
	}
	turn, _ := b.send(t, chat.Prompt{SessionID: first.Session.ID, Problems: g.Problems})
	if fix := turn.Message.Text; !strings.Contains(fix, "index.html: Change 1") || !strings.Contains(fix, "<h1>Coffee</h1>") {
		t.Errorf("fix prompt %q", fix)
	}
}

func TestSend_TwoSessionsAtOnce(t *testing.T) {
	var ready sync.WaitGroup
	ready.Add(2)
	b := setup(t, says("stop", newApp))
	_, made := b.send(t, chat.Prompt{Text: "Tea"})
	b2 := b.config
	b2.Model = &script{play: func(_ context.Context, req backend.CompletionRequest, say func(string)) (string, error) {
		ready.Done()
		ready.Wait() // both have read version 1
		name := req.Messages[len(req.Messages)-1].Content
		say(write(name, name+"\n"))
		return "stop", nil
	}}
	c := chat.New(b2)
	defer c.Stop()
	var done sync.WaitGroup
	for _, name := range []string{"a.css", "b.css"} {
		done.Go(func() {
			if r, err := c.SendAndWait(t.Context(), owner, chat.Prompt{AppID: made.AppID, Text: name}, nil); err != nil || r.Version < 2 {
				t.Errorf("%s: %+v, %v", name, r, err)
			}
		})
	}
	done.Wait()
	if files := b.files(t, made.AppID); len(files) != 3 {
		t.Errorf("one of two versions lost the other's file: %v", describeFiles(files))
	}
}

func TestSend_AppDeletedMeanwhile(t *testing.T) {
	said, goOn := make(chan struct{}), make(chan struct{})
	b := setup(t, says("stop", newApp))
	_, made := b.send(t, chat.Prompt{Text: "Tea"})
	b.config.Model = &script{play: func(_ context.Context, _ backend.CompletionRequest, say func(string)) (string, error) {
		say(newApp + write("a.css", "b {}\n"))
		close(said)
		<-goOn
		return "stop", nil
	}}
	b.chat = chat.New(b.config)
	defer b.chat.Stop()
	listener := b.bus.Listen(owner)
	defer listener.Close()
	turn, err := b.chat.Send(t.Context(), owner, chat.Prompt{AppID: made.AppID, Text: "More"})
	if err != nil {
		t.Fatal(err)
	}
	<-said
	if err := b.library.Delete(t.Context(), owner, made.AppID); err != nil {
		t.Fatal(err)
	}
	close(goOn)
	if g := waitFor(t, listener, turn.Reply.Generation.ID); g.State != backend.GenerationFailed || g.ErrorCode != backend.NotFound || g.ErrorMessage == "" {
		t.Errorf("generation %+v", g)
	}
	if len(b.reply(t, turn.Session.ID).Parts) == 0 {
		t.Error("the reply was lost")
	}
}

func TestSendAndWait(t *testing.T) {
	b := setup(t, says("stop", newApp))
	var parts []backend.Part
	r, err := b.chat.SendAndWait(t.Context(), owner, chat.Prompt{Text: "Tea", Name: "Kettle"}, func(steps []backend.ReplyStep) { parts = extend(parts, steps) })
	if err != nil || r.App.Name != "Kettle" || r.App.Template != "html" || r.Version != 1 || r.Prose != "A timer for tea." || r.ReplyMS < 0 || r.Usage.CompletionTokens != 7 {
		t.Errorf("result %+v, %v", r, err)
	}
	if got, want := describeParts(parts), describeParts(chat.Parse(newApp).Parts); got != want {
		t.Errorf("steps gave\n%s\nwant\n%s", got, want)
	}
	b.config.Model = says("length", "Half")
	c := chat.New(b.config)
	defer c.Stop()
	if r, err := c.SendAndWait(t.Context(), owner, chat.Prompt{AppID: r.App.ID, Text: "More"}, nil); err == nil || r.App.Name != "Kettle" || r.Version != 0 {
		t.Errorf("an unfinished change gave %+v, %v", r, err)
	}
	r, err = c.SendAndWait(t.Context(), owner, chat.Prompt{Text: "Tea"}, nil)
	wantCode(t, err, backend.Truncated)
	if r.Version != 0 || r.App.ID != "" {
		t.Errorf("result %+v", r)
	}
}

func TestSendAndWait_Canceled(t *testing.T) {
	model, said := saysThenWaits("Half")
	b := setup(t, model)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-said
		cancel()
	}()
	_, err := b.chat.SendAndWait(ctx, owner, chat.Prompt{Text: "Tea"}, nil)
	wantCode(t, err, backend.Canceled)
	sessions, err := b.store.FindSessions(t.Context(), owner)
	if err != nil || len(sessions) != 1 {
		t.Fatalf("sessions %v, %v", sessions, err)
	}
	if reply := b.reply(t, sessions[0].ID); reply.Generation.State != backend.GenerationStopped || reply.Parts[0].Text != "Half" {
		t.Errorf("reply %+v %+v", reply.Generation, reply.Parts)
	}
}

// Through the real gateway: an app that does not build is stored with its problems, and sending them back mends it.
func TestSend_BrokenAppIsFixed(t *testing.T) {
	gateway, _ := standIn(t, nil, nil)
	b := setup(t, gateway)
	turn, g := b.send(t, chat.Prompt{Text: "Build a React reading list app", Model: "standin/broken-app"})
	if g.State != backend.GenerationDone || g.Version != 1 || !backend.HasErrors(g.Problems) || g.Problems[0].File == "" || g.Problems[0].Line == 0 {
		t.Fatalf("generation %+v", g)
	}
	problem := g.Problems[0]
	turn, g = b.send(t, chat.Prompt{SessionID: turn.Session.ID, Problems: g.Problems, Model: "standin/broken-app"})
	if fix := turn.Message.Text; !strings.Contains(fix, problem.File) || !strings.Contains(fix, problem.Text) {
		t.Errorf("fix prompt %q", fix)
	}
	if g.State != backend.GenerationDone || g.Version != 2 || backend.HasErrors(g.Problems) {
		t.Errorf("fixed generation %+v", g)
	}
}

// Whatever the endpoint does, a version exists only for a reply that ended well, and the prompt is always there.
func TestSend_EveryWayACallCanGo(t *testing.T) {
	gateway, _ := standIn(t, nil, nil)
	b := setup(t, gateway)
	states := map[string]backend.GenerationState{}
	for _, s := range openroutertest.Scenarios() {
		if strings.HasPrefix(s.Name, "stall") {
			continue // these end by the gateway's clocks
		}
		t.Run(s.Name, func(t *testing.T) {
			turn, g := b.send(t, chat.Prompt{Text: "Build an app that counts", Model: "standin/" + s.Name})
			states[s.Name] = g.State
			if (g.State == backend.GenerationDone) != (g.ErrorCode == "") || g.Version > 0 && g.State != backend.GenerationDone {
				t.Errorf("generation %+v", g)
			}
			_, messages, err := b.chat.Session(t.Context(), owner, turn.Session.ID)
			if err != nil || len(messages) != 2 || messages[0].Text != "Build an app that counts" {
				t.Errorf("messages %+v, %v", messages, err)
			}
			for _, p := range messages[1].Parts {
				if g.Version > 0 && !p.Complete {
					t.Errorf("version %d of a reply with an unfinished %s", g.Version, p.Path)
				}
			}
		})
	}
	for name, want := range map[string]backend.GenerationState{
		"ok": backend.GenerationDone, "split": backend.GenerationDone, "think": backend.GenerationDone, "flaky-503": backend.GenerationDone,
		"cut-app": backend.GenerationCutOff, "length": backend.GenerationCutOff, "mid-a": backend.GenerationFailed, "401": backend.GenerationFailed,
		"eof": backend.GenerationFailed,
	} {
		if states[name] != want {
			t.Errorf("%s ended as %q, want %q", name, states[name], want)
		}
	}
}
