package chat

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"whittle/backend"
)

const (
	deltaEvery   = 33 * time.Millisecond // between the steps that listeners are told
	draftEvery   = time.Second           // between the moments when what came is stored
	buildTimeout = 30 * time.Second
	storeTimeout = 30 * time.Second // of its own, so that a slow build takes none of it
	storeAgain   = 2 * time.Second  // between two tries on a disk that takes nothing
)

// errStopped is why a reply ends when the person stops it.
var errStopped = errors.New("stopped by the person")

// turn is one reply while it is written.
type turn struct {
	chat     *Chat
	owner    string
	template string // what the person insisted on
	name     string // what the person calls a new app
	begun    Turn
	ctx      context.Context
	stop     context.CancelCauseFunc
	ended    chan struct{} // closed when the turn is stored
	pacer    pacer
	awaited  bool // by SendAndWait
	onStep   []func([]backend.ReplyStep)

	mu           sync.Mutex
	reader       Reader
	text         strings.Builder
	steps        []backend.ReplyStep // not yet told
	seq          int
	firstTokenAt int64
	saved        int // length of the text that is stored

	// Set by run and read after ended is closed.
	generation backend.Generation
	reply      ParsedReply
	app        backend.App
	repliedAt  int64
}

// run asks the model, follows its reply and stores how it ended.
func (t *turn) run() {
	defer t.chat.work.Done()
	drafts := make(chan struct{})
	go t.keepDrafts(drafts)
	completion, err := t.ask()
	t.repliedAt = t.chat.Now().UnixMilli()
	t.pacer.finish()
	drafts <- struct{}{} // none is under way any more
	t.end(completion, err)
	t.stop(nil)
	t.chat.forget(t)
	t.tell()
	close(t.ended)
}

// ask sends the conversation and reads the reply.
func (t *turn) ask() (backend.Completion, error) {
	messages, err := t.conversation()
	if err != nil {
		return backend.Completion{}, err
	}
	completion, err := t.chat.Model.Complete(t.ctx, backend.CompletionRequest{
		Owner: t.owner, Purpose: backend.PurposeBuild, AppID: t.generation.AppID, SessionID: t.generation.SessionID,
		GenerationID: t.generation.ID, Model: t.generation.Model, Messages: messages,
	}, t.hear)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.text.Len() == 0 && completion.Text != "" {
		t.take(completion.Text)
	}
	t.steps = append(t.steps, t.reader.Close()...)
	t.reply = t.reader.Reply()
	return completion, err
}

// conversation reads what the model is to be told.
func (t *turn) conversation() ([]backend.ChatMessage, error) {
	c := conversation{template: t.template, templates: t.chat.Templates, prompt: t.begun.Message.Text}
	older, err := t.chat.Store.FindMessages(t.ctx, t.owner, t.generation.SessionID)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(older, func(m backend.Message) bool { return m.ID == t.begun.Message.ID }); at >= 0 {
		c.older = older[:at]
	}
	if t.begun.Session.AppID != "" {
		app, version, err := t.current(t.ctx)
		if err != nil {
			return nil, err
		}
		t.app, c.app, c.files = app, app.Name, version.Files
		if t.chat.hasTemplate(app.Template) {
			c.template = app.Template
		}
	}
	return c.messages()
}

// current returns the session's app with its current files, none before the first version.
func (t *turn) current(ctx context.Context) (backend.App, backend.Version, error) {
	app, err := t.chat.Store.FindApp(ctx, t.owner, t.begun.Session.AppID)
	if err != nil || app.Version == 0 {
		return app, backend.Version{}, err
	}
	version, err := t.chat.Store.FindVersion(ctx, t.owner, app.ID, 0)
	return app, version, err
}

// hear takes what the model has just said.
func (t *turn) hear(d backend.Delta) {
	t.mu.Lock()
	if t.firstTokenAt == 0 {
		t.firstTokenAt = t.chat.Now().UnixMilli()
	}
	t.take(d.Text)
	t.mu.Unlock()
	if d.Text != "" {
		t.pacer.poke()
	}
}

func (t *turn) take(text string) {
	t.text.WriteString(text)
	t.steps = append(t.steps, t.reader.Write(text)...)
}

// flush tells the listeners what was added since the last time.
func (t *turn) flush() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.flushLocked()
}

func (t *turn) flushLocked() {
	if len(t.steps) == 0 {
		return
	}
	steps := mergeSteps(t.steps)
	t.steps = nil
	t.seq++
	for _, on := range t.onStep {
		if on != nil {
			on(steps)
		}
	}
	t.chat.publish(t.owner, backend.EventGenerationDelta, backend.GenerationDelta{
		GenerationID: t.generation.ID, SessionID: t.generation.SessionID, Seq: t.seq, Steps: steps,
		Usage: backend.Usage{CompletionTokens: t.text.Len() / 4},
	})
}

// mergeSteps joins the texts of steps that follow each other in one part.
func mergeSteps(steps []backend.ReplyStep) []backend.ReplyStep {
	var merged []backend.ReplyStep
	var text strings.Builder
	for i, s := range steps {
		last := len(merged) - 1
		if last < 0 || merged[last].Index != s.Index || merged[last].Complete {
			if last >= 0 {
				merged[last].Text = text.String()
			}
			text.Reset()
			merged = append(merged, backend.ReplyStep{Index: s.Index, Type: s.Type, Path: s.Path})
			last++
		}
		text.WriteString(s.Text)
		merged[last].Complete = s.Complete
		if i == len(steps)-1 {
			merged[last].Text = text.String()
		}
	}
	return merged
}

// snapshot returns the reply so far and the number of the last step it contains.
func (t *turn) snapshot() ([]backend.Part, int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.flushLocked()
	return t.reader.Parts(), t.seq
}

// keepDrafts stores what came about once a second, and once more when it is told that the reply has ended. It also
// says that this process lives.
func (t *turn) keepDrafts(end chan struct{}) {
	tick := time.NewTicker(draftEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			t.saveDraft()
		case <-end:
			return
		}
	}
}

func (t *turn) saveDraft() {
	t.mu.Lock()
	text, first, changed := t.text.String(), t.firstTokenAt, t.text.Len() != t.saved
	t.mu.Unlock()
	ctx, now := context.WithoutCancel(t.ctx), t.chat.Now().UnixMilli()
	var err error
	if changed {
		err = t.chat.Store.SaveDraft(ctx, t.generation.ID, text, first, now)
	} else {
		err = t.chat.Store.RenewLeases(ctx, []string{t.generation.ID}, now)
	}
	if err != nil {
		t.chat.Log.Error("save reply so far", "generation", t.generation.ID, "err", err)
		return
	}
	t.mu.Lock()
	t.saved = len(text)
	t.mu.Unlock()
}
