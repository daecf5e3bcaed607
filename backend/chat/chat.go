package chat

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"whittle/backend"
	"whittle/backend/store"
)

// Model writes replies; the gateway does. What arrived comes back also with an error.
type Model interface {
	Complete(ctx context.Context, req backend.CompletionRequest, onDelta func(backend.Delta)) (backend.Completion, error)
}

// Builder makes a page of files; an empty template takes the one that fits.
type Builder interface {
	Build(ctx context.Context, source backend.Source) backend.Bundle
}

// Library makes an app that is not stored yet, with an id, a free name and an icon.
type Library interface {
	NewApp(ctx context.Context, owner, name, template, glyph string) (backend.App, error)
}

// Config is what a Chat is built from; all of it is required.
type Config struct {
	Store     *store.Store
	Model     Model
	Builder   Builder
	Library   Library
	Templates []backend.Template // what the model may choose from and the person insist on
	Bus       *backend.Bus
	Now       func() time.Time
	Log       *slog.Logger
}

const (
	leaseTime    = 6 * time.Second // a reply whose process was silent for longer is interrupted
	recoverEvery = 2 * time.Second
	maxPrompt    = 256 << 10 // bytes
)

// Chat holds conversations that write apps. Replies belong to it and not to whoever asked: they go on until they end,
// are stopped, or Stop is called.
type Chat struct {
	Config
	ctx    context.Context
	cancel context.CancelCauseFunc
	work   sync.WaitGroup
	commit sync.Mutex // held from reading an app's files to storing their next version

	mu      sync.Mutex
	stopped bool
	running map[string]*turn // by generation id
}

// errClosing is why replies end when the program does.
var errClosing = errors.New("whittle is closing")

// New returns a Chat that is ready to use; Start adds the recovery of replies that other processes left behind.
func New(c Config) *Chat {
	ctx, cancel := context.WithCancelCause(context.Background())
	return &Chat{Config: c, ctx: ctx, cancel: cancel, running: map[string]*turn{}}
}

// Start watches until ctx or the Chat ends for replies whose process is gone, and declares them interrupted.
func (c *Chat) Start(ctx context.Context) {
	if !c.enter() {
		return
	}
	go func() {
		defer c.work.Done()
		tick := time.NewTicker(recoverEvery)
		defer tick.Stop()
		for {
			c.interruptLost(ctx)
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			case <-c.ctx.Done():
				return
			}
		}
	}()
}

// Stop ends every reply, keeps what came of each, and waits. Stopping twice or without Start is fine.
func (c *Chat) Stop() {
	c.mu.Lock()
	c.stopped = true
	c.mu.Unlock()
	c.cancel(errClosing)
	c.work.Wait()
}

// enter counts one more piece of work, unless the Chat is stopping.
func (c *Chat) enter() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped {
		c.work.Add(1)
	}
	return !c.stopped
}

// interruptLost renews the leases of this process first: after the machine slept they all look old.
func (c *Chat) interruptLost(ctx context.Context) {
	now := c.Now()
	err := c.Store.RenewLeases(ctx, c.runningIDs(), now.UnixMilli())
	var ended []backend.Generation
	if err == nil {
		ended, err = c.Store.InterruptGenerations(ctx, now.Add(-leaseTime).UnixMilli(), now.UnixMilli())
	}
	if err != nil && ctx.Err() == nil {
		c.Log.Error("interrupt lost replies", "err", err)
	}
	for _, g := range ended {
		c.publish(backend.LocalOwner, backend.EventGeneration, g)
	}
}

func (c *Chat) runningIDs() (ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range c.running {
		ids = append(ids, id)
	}
	return ids
}

func (c *Chat) find(generationID string) *turn {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.running[generationID]
}

func (c *Chat) forget(t *turn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, t.generation.ID)
}

func (c *Chat) publish(owner string, kind backend.EventType, data any) {
	c.Bus.Publish(backend.Event{Type: kind, Owner: owner, Data: data})
}

// Session returns a chat with its messages, oldest first. Replies come as parts; a running one holds what has come up
// to the step that its generation names, so that a listener can go on from there.
func (c *Chat) Session(ctx context.Context, owner, id string) (backend.Session, []backend.Message, error) {
	session, err := c.Store.FindSession(ctx, owner, id)
	if err != nil {
		return session, nil, err
	}
	messages, err := c.Store.FindMessages(ctx, owner, id)
	if err == nil && c.hasEnded(messages) {
		messages, err = c.Store.FindMessages(ctx, owner, id)
	}
	if err != nil {
		return session, nil, err
	}
	for i := range messages {
		c.fillParts(&messages[i])
	}
	return session, messages, nil
}

// hasEnded reports whether a reply that was running when messages were read no longer is.
func (c *Chat) hasEnded(messages []backend.Message) bool {
	for _, m := range messages {
		if m.Generation != nil && m.Generation.State == backend.GenerationRunning && c.find(m.Generation.ID) == nil {
			return true
		}
	}
	return false
}

func (c *Chat) fillParts(m *backend.Message) {
	m.Parts = []backend.Part{}
	if m.Role != backend.RoleAssistant {
		return
	}
	text := m.Text
	m.Text = ""
	if m.Generation != nil && m.Generation.State == backend.GenerationRunning {
		if t := c.find(m.Generation.ID); t != nil {
			m.Parts, m.Generation.Seq = t.snapshot()
			return
		}
	}
	m.Parts = append(m.Parts, Parse(text).Parts...)
}

// Rename gives a chat another title; an empty one is refused.
func (c *Chat) Rename(ctx context.Context, owner, id, title string) (backend.Session, error) {
	title = sessionTitle(title)
	if title == "" {
		return backend.Session{}, backend.Errorf(backend.Invalid, "A chat needs a title. It keeps the one it has.")
	}
	session, err := c.Store.UpdateSession(ctx, owner, id, store.SessionUpdate{Title: &title})
	return session, c.told(owner, id, err)
}

// Delete hides a chat until Undelete; its app stays, and a reply that is being written goes on.
func (c *Chat) Delete(ctx context.Context, owner, id string) error {
	return c.told(owner, id, c.Store.DeleteSession(ctx, owner, id, c.Now().UnixMilli()))
}

// Undelete brings a deleted chat back.
func (c *Chat) Undelete(ctx context.Context, owner, id string) (backend.Session, error) {
	session, err := c.Store.UndeleteSession(ctx, owner, id)
	return session, c.told(owner, id, err)
}

// told publishes that a chat changed, unless err says that it did not.
func (c *Chat) told(owner, id string, err error) error {
	if err == nil {
		c.publish(owner, backend.EventSession, backend.Changed{ID: id})
	}
	return err
}

func (c *Chat) checkPrompt(p Prompt) error {
	switch {
	case strings.TrimSpace(p.Text) == "":
		return backend.Errorf(backend.Invalid, "The prompt is empty. Say what the app should do.")
	case len(p.Text) > maxPrompt:
		return backend.Errorf(backend.Invalid, "The prompt is longer than %d KB. Shorten it; nothing was sent.", maxPrompt>>10)
	case p.Template != "" && !c.hasTemplate(p.Template):
		return backend.Errorf(backend.Invalid, "There is no template called %q. Leave it out, or choose one of: %s.", p.Template, strings.Join(c.templateIDs(), ", "))
	}
	return nil
}

func (c *Chat) hasTemplate(id string) bool { return slices.Contains(c.templateIDs(), id) }

func (c *Chat) templateIDs() []string {
	var ids []string
	for _, t := range c.Templates {
		ids = append(ids, t.ID)
	}
	return ids
}
