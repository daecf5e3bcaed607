package chat

import (
	"context"
	"slices"
	"strings"
	"time"

	"whittle/backend"
	"whittle/backend/store"
)

// Prompt is what a person asks for.
type Prompt struct {
	SessionID string // empty begins a new chat
	AppID     string // the app a new chat is about; empty makes a new one
	Text      string
	Template  string            // empty lets the model choose
	Model     string            // empty takes the endpoint's default
	Name      string            // of a new app; empty takes the reply's
	Problems  []backend.Problem // to have fixed; put into words after Text
}

// Turn is a prompt and the reply that was begun for it.
type Turn struct {
	Session backend.Session
	Message backend.Message
	Reply   backend.Message // with its generation
}

// Send stores a prompt and begins its reply, which goes on after Send returns. It returns conflict while the chat
// writes another one; the prompt is stored by the time it returns nil.
func (c *Chat) Send(ctx context.Context, owner string, p Prompt) (Turn, error) {
	t, err := c.begin(ctx, owner, p)
	if err != nil {
		return Turn{}, err
	}
	return t.begun, nil
}

// Result is how a turn ended, for callers that wait. App is empty while there is none, Version is 0 when the reply made
// none.
type Result struct {
	App          backend.App
	Version      int
	Prose        string
	Problems     []backend.Problem
	Model        string
	Usage        backend.Usage
	FirstTokenMS int64 // 0 when no token came
	ReplyMS      int64
	BuildMS      float64
}

// SendAndWait is Send for callers without a listener: it hands each step to onStep, which may be nil, and returns when
// the reply has ended. When ctx ends first the reply is stopped, what came of it is kept. A reply that made nothing
// because it failed, stopped or broke off is an error; Result holds what is known all the same.
func (c *Chat) SendAndWait(ctx context.Context, owner string, p Prompt, onStep func([]backend.ReplyStep)) (Result, error) {
	if p.Name != "" {
		p.Name = shorten(p.Name)
	}
	t, err := c.begin(ctx, owner, p, onStep)
	if err != nil {
		return Result{}, err
	}
	select {
	case <-t.ended:
	case <-ctx.Done():
		t.stop(errStopped)
		<-t.ended
	}
	return t.result()
}

// StopGeneration stops a reply, keeps what came, and returns when it has ended. One that has ended already is fine.
func (c *Chat) StopGeneration(ctx context.Context, owner, id string) error {
	g, err := c.Store.FindGeneration(ctx, owner, id)
	if err != nil {
		return err
	}
	t := c.find(id)
	if t == nil {
		if g.State == backend.GenerationRunning {
			return backend.Errorf(backend.Conflict, "This reply is written by another Whittle. Stop it there.")
		}
		return nil
	}
	t.stop(errStopped)
	select {
	case <-t.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Retry begins another reply to the prompt of one that has ended; an empty model takes the one asked before.
func (c *Chat) Retry(ctx context.Context, owner, id, model string) (Turn, error) {
	g, err := c.Store.FindGeneration(ctx, owner, id)
	if err != nil {
		return Turn{}, err
	}
	session, err := c.Store.FindSession(ctx, owner, g.SessionID)
	if err != nil {
		return Turn{}, err
	}
	messages, err := c.Store.FindMessages(ctx, owner, g.SessionID)
	if err != nil {
		return Turn{}, err
	}
	at := slices.IndexFunc(messages, func(m backend.Message) bool { return m.ID == g.PromptID })
	if at < 0 {
		return Turn{}, backend.Errorf(backend.NotFound, "The prompt of this reply is gone.")
	}
	prompt := messages[at]
	prompt.Parts = []backend.Part{}
	t := c.newTurn(owner, session, prompt, firstOf(model, g.Model), session.Template)
	if err := c.launch(ctx, t, store.Turn{Session: &t.begun.Session}); err != nil {
		return Turn{}, err
	}
	return t.begun, nil
}

// begin stores the turn and starts it.
func (c *Chat) begin(ctx context.Context, owner string, p Prompt, onStep ...func([]backend.ReplyStep)) (*turn, error) {
	if len(p.Problems) > 0 {
		p.Text = strings.TrimSpace(p.Text + "\n\n" + fixPrompt(p.Problems))
	}
	if err := c.checkPrompt(p); err != nil {
		return nil, err
	}
	now := c.Now().UnixMilli()
	session := backend.Session{
		ID: backend.NewID(), Owner: owner, AppID: p.AppID, Title: sessionTitle(p.Text), Template: p.Template, CreatedAt: now, UpdatedAt: now,
	}
	if p.SessionID != "" {
		var err error
		if session, err = c.Store.FindSession(ctx, owner, p.SessionID); err != nil {
			return nil, err
		}
	}
	message := backend.Message{
		ID: backend.NewID(), SessionID: session.ID, Role: backend.RoleUser, Text: p.Text, Parts: []backend.Part{}, CreatedAt: now,
	}
	t := c.newTurn(owner, session, message, p.Model, firstOf(p.Template, session.Template))
	t.name = p.Name
	t.onStep, t.awaited = onStep, len(onStep) > 0
	err := c.launch(ctx, t, store.Turn{Session: &t.begun.Session, NewSession: p.SessionID == "", Prompt: &t.begun.Message})
	return t, err
}

// newTurn returns a turn that is not stored yet.
func (c *Chat) newTurn(owner string, session backend.Session, prompt backend.Message, model, template string) *turn {
	now := c.Now().UnixMilli()
	g := backend.Generation{
		ID: backend.NewID(), SessionID: session.ID, PromptID: prompt.ID, MessageID: backend.NewID(), AppID: session.AppID,
		State: backend.GenerationRunning, Model: model, Problems: []backend.Problem{}, StartedAt: now, LeaseAt: now,
	}
	reply := backend.Message{
		ID: g.MessageID, SessionID: session.ID, Role: backend.RoleAssistant, Parts: []backend.Part{}, Generation: &g, CreatedAt: now,
	}
	t := &turn{
		chat: c, owner: owner, template: template, generation: g, ended: make(chan struct{}),
		begun: Turn{Session: session, Message: prompt, Reply: reply},
	}
	t.pacer = pacer{period: deltaEvery, flush: t.flush}
	return t
}

// launch stores the turn in one transaction and lets it run.
func (c *Chat) launch(ctx context.Context, t *turn, stored store.Turn) error {
	if !c.enter() {
		return backend.Errorf(backend.Unavailable, "Whittle is closing. Your prompt was not sent.")
	}
	stored.Reply, stored.Generation = &t.begun.Reply, t.begun.Reply.Generation
	if err := c.Store.BeginTurn(ctx, stored); err != nil {
		c.work.Done()
		return err
	}
	t.begun.Session.UpdatedAt = t.generation.StartedAt
	t.ctx, t.stop = context.WithCancelCause(c.ctx)
	c.mu.Lock()
	c.running[t.generation.ID] = t
	c.mu.Unlock()
	c.publish(t.owner, backend.EventGeneration, t.generation)
	c.publish(t.owner, backend.EventSession, backend.Changed{ID: t.begun.Session.ID})
	go t.run()
	return nil
}

// result waits for nothing: it is called after the turn has ended.
func (t *turn) result() (Result, error) {
	g := t.generation
	r := Result{
		Version: g.Version, Prose: t.reply.Prose, Problems: g.Problems, Model: g.Model, Usage: g.Usage,
		ReplyMS: t.repliedAt - g.StartedAt, BuildMS: g.BuildMS,
	}
	if g.FirstTokenAt > 0 {
		r.FirstTokenMS = g.FirstTokenAt - g.StartedAt
	}
	if g.AppID != "" && g.AppID == t.app.ID {
		r.App = t.app
	}
	if g.State == backend.GenerationDone {
		return r, nil
	}
	return r, &backend.Error{Code: g.ErrorCode, Message: g.ErrorMessage, RetryAfter: time.Duration(g.RetryAfterMS) * time.Millisecond}
}
