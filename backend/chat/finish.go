package chat

import (
	"context"
	"errors"
	"time"

	"whittle/backend"
	"whittle/backend/store"
)

// end stores how the turn ended: the reply, and with it the version it made, if it is whole.
func (t *turn) end(completion backend.Completion, failure error) {
	ctx := context.WithoutCancel(t.ctx)
	g := &t.generation
	g.FinishReason, g.Usage = completion.FinishReason, completion.Usage
	g.FirstTokenAt = t.firstTokenAt
	if completion.FirstTokenAt > 0 {
		g.FirstTokenAt = completion.FirstTokenAt
	}
	g.Problems = append([]backend.Problem{}, t.reply.Problems...)
	t.judge(failure)
	finish := store.Finish{Text: t.text.String()}
	// A failed reply keeps the model that was asked, also when it is the default one: trying again asks the same.
	if g.State == backend.GenerationDone {
		t.chat.commit.Lock()
		defer t.chat.commit.Unlock()
		asked := g.Model
		g.Model = firstOf(asked, completion.Model)
		if err := t.makeVersion(ctx, &finish); err != nil {
			g.Model = asked
			t.fail(err)
			t.chat.Log.Info("reply made no version", "generation", g.ID, "err", err)
		}
	}
	t.store(ctx, finish)
}

// judge decides how the reply itself ended.
func (t *turn) judge(failure error) {
	g := &t.generation
	whole := t.reply.Done && !t.reply.CutOff
	code := backend.ErrorCode(failure)
	g.State = backend.GenerationDone
	switch cause := context.Cause(t.ctx); {
	case failure != nil && errors.Is(cause, errStopped):
		t.finishAs(backend.GenerationStopped, backend.Canceled, "Stopped. What had come is kept, and the app is as it was.")
	case failure != nil && errors.Is(cause, errClosing):
		t.finishAs(backend.GenerationInterrupted, backend.Canceled, "Whittle was closed while this was written. What had come is kept, and the app is as it was.")
	case failure != nil && whole && (code == backend.Truncated || code == backend.Stalled):
		// The reply said that it is complete before the connection went.
	case failure != nil:
		t.fail(failure)
	case g.FinishReason == "content_filter":
		t.finishAs(backend.GenerationFailed, backend.Moderated, "The endpoint stopped this reply for its content. What had come is kept, and the app is as it was.")
	case t.text.Len() == 0:
		t.finishAs(backend.GenerationFailed, backend.Upstream, "The model sent an empty reply. Your prompt is kept. Try again, or choose another model.")
	case g.FinishReason == "length" && !whole:
		t.finishAs(backend.GenerationCutOff, backend.Truncated, "The reply reached its length limit before it was complete. What came is kept, and the app is as it was. Try again, or ask for less at once.")
	case t.reply.CutOff:
		t.finishAs(backend.GenerationCutOff, backend.Truncated, "The reply ended in the middle. What came is kept, and the app is as it was. Try again, or choose another model.")
	}
}

func (t *turn) finishAs(state backend.GenerationState, code backend.Code, message string) {
	t.generation.State, t.generation.ErrorCode, t.generation.ErrorMessage = state, code, message
}

// fail says that err ended the turn.
func (t *turn) fail(err error) {
	t.finishAs(backend.GenerationFailed, backend.ErrorCode(err), backend.ErrorMessage(err))
	var coded *backend.Error
	if errors.As(err, &coded) {
		t.generation.RetryAfterMS = coded.RetryAfter.Milliseconds()
	}
}

// makeVersion applies a whole reply to the current files and builds them. A reply without changes makes no version;
// one whose changes do not fit is an error, and its problems say why.
func (t *turn) makeVersion(ctx context.Context, f *store.Finish) error {
	g := &t.generation
	var base backend.Version
	if t.begun.Session.AppID != "" {
		var err error
		if t.app, base, err = t.current(ctx); err != nil {
			return err
		}
		f.Base = t.app.Version
	}
	files, _, problems := Apply(t.reply, base.Files)
	g.Problems = problems
	if files == nil && t.reply.HasChanges() && backend.HasErrors(problems) {
		return backend.Errorf(backend.Invalid, "The reply does not fit the app, so nothing of it was used and the app is as it was. Send the problems back, or try again.")
	}
	if files == nil {
		return nil
	}
	bundle := t.build(ctx, files, base.Locks)
	g.Problems, g.BuildMS = append(g.Problems, bundle.Problems...), bundle.BuildMS
	f.Version = &backend.Version{
		ID: backend.NewID(), AppID: t.app.ID, Origin: backend.FromTurn, Prompt: t.begun.Message.Text, Model: g.Model, Files: files,
		Locks:     backend.MergeLocks(base.Locks, bundle.Locks),
		CreatedAt: t.chat.Now().UnixMilli(),
	}
	return t.chooseApp(ctx, f, bundle.Template)
}

// build tries the template that is expected and, when the files do not suit it, the one that fits them. One that takes
// too long comes back with a problem that says so.
func (t *turn) build(ctx context.Context, files []backend.File, locks []backend.Lock) backend.Bundle {
	ctx, cancel := context.WithTimeout(ctx, buildTimeout)
	defer cancel()
	expected := firstOf(t.app.Template, t.template, t.reply.App.Template)
	if !t.chat.hasTemplate(expected) {
		expected = ""
	}
	bundle := t.chat.Builder.Build(ctx, backend.Source{Template: expected, Files: files, Locks: locks})
	if expected != "" && backend.HasErrors(bundle.Problems) {
		if other := t.chat.Builder.Build(ctx, backend.Source{Files: files, Locks: locks}); other.Template != bundle.Template {
			return other
		}
	}
	return bundle
}

// chooseApp says which app the version belongs to, making one when the session has none.
func (t *turn) chooseApp(ctx context.Context, f *store.Finish, template string) error {
	if t.app.ID != "" {
		if t.app.Template != template {
			t.app.Template = template
			f.App = &t.app
		}
		return nil
	}
	name := firstOf(t.name, appName(t.reply, t.begun.Message.Text))
	app, err := t.chat.Library.NewApp(ctx, t.owner, name, template, t.reply.App.Glyph)
	if err != nil {
		return err
	}
	app.Description = shorten(t.reply.App.Description)
	t.app, f.App, f.Version.AppID = app, &t.app, app.ID
	session, err := t.chat.Store.FindSession(ctx, t.owner, t.generation.SessionID)
	if err == nil && session.Title == sessionTitle(t.begun.Message.Text) {
		f.SessionTitle = app.Name // the person has not given it another meanwhile
	}
	return nil
}

// store writes the end of the turn. When its version cannot be stored the reply still is.
func (t *turn) store(ctx context.Context, f store.Finish) {
	t.generation.EndedAt = t.chat.Now().UnixMilli()
	if t.generation.State != backend.GenerationDone {
		f.App, f.Version, f.SessionTitle = nil, nil, ""
	}
	f.Generation = t.generation
	stored, err := t.finish(ctx, f)
	if err != nil && f.Version != nil {
		t.chat.Log.Error("store version", "generation", t.generation.ID, "err", err)
		t.fail(err)
		f.App, f.Version, f.SessionTitle, f.Generation = nil, nil, "", t.generation
		stored, err = t.tryFinish(ctx, f)
	}
	if err != nil {
		t.fail(err)
		t.chat.Log.Error("store reply", "generation", t.generation.ID, "err", err)
		return
	}
	t.generation = stored
	if stored.Version > 0 {
		t.app.Version = stored.Version
	}
}

// finish stores f, made anew when another program has changed the app meanwhile. While the disk does not take it, the
// reply stays here and is offered again until the disk has room or the person stops it; whoever waits at a terminal is
// told at once.
func (t *turn) finish(ctx context.Context, f store.Finish) (backend.Generation, error) {
	for {
		stored, err := t.tryFinish(ctx, f)
		if errors.Is(err, store.ErrBaseMoved) {
			f = t.remake(ctx, f.Text)
			continue
		}
		if backend.ErrorCode(err) != backend.Unavailable || t.awaited {
			return stored, err
		}
		t.chat.Log.Warn("the reply is not stored yet", "generation", t.generation.ID, "err", err)
		select {
		case <-time.After(storeAgain):
		case <-t.ctx.Done():
			return stored, err
		}
	}
}

// remake applies the reply to the files as they are now.
func (t *turn) remake(ctx context.Context, text string) store.Finish {
	f := store.Finish{Text: text}
	if err := t.makeVersion(ctx, &f); err != nil {
		t.fail(err)
		f = store.Finish{Text: text}
	}
	f.Generation = t.generation
	return f
}

func (t *turn) tryFinish(ctx context.Context, f store.Finish) (backend.Generation, error) {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	return t.chat.Store.FinishTurn(ctx, f)
}

// tell publishes the end, after everything is stored.
func (t *turn) tell() {
	g := t.generation
	t.mu.Lock()
	g.Seq = t.seq
	t.mu.Unlock()
	t.chat.publish(t.owner, backend.EventGeneration, g)
	t.chat.publish(t.owner, backend.EventSession, backend.Changed{ID: g.SessionID})
	if g.Version > 0 {
		t.chat.publish(t.owner, backend.EventApp, backend.Changed{ID: g.AppID})
	}
}
