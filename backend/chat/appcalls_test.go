package chat_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
	"whittle/backend/chat"
	"whittle/backend/store"
)

// callBundle is an app that may ask a model.
type callBundle struct {
	bundle
	calls    *chat.AppCalls
	app      backend.App
	listener *backend.Listener
	now      *time.Time
}

func setupCalls(t *testing.T, model chat.Model) callBundle {
	t.Helper()
	b := callBundle{bundle: setup(t, says("stop", newApp)), now: new(time.Time)}
	*b.now = time.Now()
	_, g := b.send(t, chat.Prompt{Text: "Tea"})
	b.app, _ = b.store.FindApp(t.Context(), owner, g.AppID)
	b.calls = chat.NewAppCalls(chat.AppCallsConfig{
		Store: b.store, Model: model, Bus: b.bus, Now: func() time.Time { return *b.now }, Log: slog.New(slog.DiscardHandler),
	})
	t.Cleanup(b.calls.Stop)
	b.listener = b.bus.Listen(owner)
	t.Cleanup(b.listener.Close)
	b.grant(t, backend.GrantAllowed)
	return b
}

func (b callBundle) grant(t *testing.T, state backend.GrantState) {
	t.Helper()
	if err := b.store.SetGrant(t.Context(), owner, b.app.ID, backend.GrantAI, state, 1); err != nil {
		t.Fatal(err)
	}
}

func (b callBundle) call(id string) chat.Call {
	return chat.Call{CallID: id, AppID: b.app.ID, Messages: []backend.ChatMessage{{Role: backend.RoleUser, Content: "Hello"}}}
}

// follow reads a call's events to its end and returns its deltas joined.
func (b callBundle) follow(t *testing.T, id string) (string, backend.AIDone) {
	t.Helper()
	var text strings.Builder
	for {
		select {
		case e := <-b.listener.C:
			switch data := e.Data.(type) {
			case backend.AIDelta:
				if data.CallID == id {
					text.WriteString(data.Text)
				}
			case backend.AIDone:
				if data.CallID == id {
					return text.String(), data
				}
			}
		case <-t.Context().Done():
			t.Fatal("the call did not end")
		}
	}
}

// Through the real gateway: the text comes in order, the end comes once, and the app is booked.
func TestAppCalls_ThroughTheGateway(t *testing.T) {
	const answer = "Eins, zwei, drei: größer als 日本語 \U0001F33F und so weiter."
	var b callBundle
	gateway, server := standIn(t, func(string, []openroutertest.Message) string { return answer },
		func(ctx context.Context, row backend.UsageRow) error { return b.store.RecordUsage(ctx, row) })
	b = setupCalls(t, gateway)
	call := b.call("call-1")
	temperature := 0.0
	call.Temperature = &temperature
	wantCode(t, b.calls.Start(t.Context(), owner, call), "")
	text, done := b.follow(t, "call-1")
	if text != answer || done.Text != answer || done.Code != "" || done.FinishReason != "stop" || done.Usage.Cost <= 0 {
		t.Errorf("text %q, done %+v", text, done)
	}
	body := server.Requests()[0].Body
	if fmt.Sprint(body["max_tokens"]) != "2000" || fmt.Sprint(body["temperature"]) != "0" {
		t.Errorf("request %v", body)
	}
	total, err := b.store.SumUsage(t.Context(), store.UsageFilter{Owner: owner, AppID: b.app.ID})
	if err != nil || total.Calls != 1 || total.Cost != done.Usage.Cost {
		t.Errorf("booked %+v, %v", total, err)
	}
}

func TestAppCalls_Failure(t *testing.T) {
	gateway, _ := standIn(t, nil, nil)
	b := setupCalls(t, gateway)
	call := b.call("call-1")
	call.Model = "standin/429"
	wantCode(t, b.calls.Start(t.Context(), owner, call), "")
	if _, done := b.follow(t, "call-1"); done.Code != backend.RateLimited || done.Message == "" || done.RetryAfterMS != 7000 {
		t.Errorf("done %+v", done)
	}
}

func TestAppCalls_Grant(t *testing.T) {
	b := setupCalls(t, says("stop", "Hi"))
	for _, state := range []backend.GrantState{backend.GrantAsk, backend.GrantDenied} {
		b.grant(t, state)
		err := b.calls.Start(t.Context(), owner, b.call("call-1"))
		wantCode(t, err, backend.Forbidden)
		if !strings.Contains(backend.ErrorMessage(err), b.app.Name) {
			t.Errorf("message %q", backend.ErrorMessage(err))
		}
	}
	b.grant(t, backend.GrantAllowed)
	wantCode(t, b.calls.Start(t.Context(), "other", b.call("call-1")), backend.NotFound)
	call := b.call("call-1")
	call.AppID = "none"
	wantCode(t, b.calls.Start(t.Context(), owner, call), backend.NotFound)
}

func TestAppCalls_Validation(t *testing.T) {
	b := setupCalls(t, says("stop", "Hi"))
	hot := 3.0
	for name, spoil := range map[string]func(*chat.Call){
		"no id":         func(c *chat.Call) { c.CallID = "" },
		"long id":       func(c *chat.Call) { c.CallID = strings.Repeat("x", 65) },
		"no messages":   func(c *chat.Call) { c.Messages = nil },
		"many messages": func(c *chat.Call) { c.Messages = make([]backend.ChatMessage, 201) },
		"unknown role":  func(c *chat.Call) { c.Messages[0].Role = "tool" },
		"too large":     func(c *chat.Call) { c.Messages[0].Content = strings.Repeat("x", 1<<20+1) },
		"long reply":    func(c *chat.Call) { c.MaxTokens = 8001 },
		"negative":      func(c *chat.Call) { c.MaxTokens = -1 },
		"hot":           func(c *chat.Call) { c.Temperature = &hot },
	} {
		call := b.call("call-1")
		spoil(&call)
		if err := b.calls.Start(t.Context(), owner, call); backend.ErrorCode(err) != backend.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAppCalls_TwoAtOnce(t *testing.T) {
	model, said := saysThenWaits("Half")
	b := setupCalls(t, model)
	for _, id := range []string{"call-1", "call-2"} {
		wantCode(t, b.calls.Start(t.Context(), owner, b.call(id)), "")
		<-said
	}
	wantCode(t, b.calls.Start(t.Context(), owner, b.call("call-1")), backend.Conflict)
	wantCode(t, b.calls.Start(t.Context(), owner, b.call("call-3")), backend.RateLimited)
	b.calls.Cancel("call-1")
	b.calls.Cancel("unknown")
	if text, done := b.follow(t, "call-1"); text != "Half" || done.Code != backend.Canceled || done.Text != "Half" {
		t.Errorf("text %q, done %+v", text, done)
	}
	wantCode(t, b.calls.Start(t.Context(), owner, b.call("call-3")), "")
}

func TestAppCalls_ThirtyInAMinute(t *testing.T) {
	b := setupCalls(t, says("stop", "Hi"))
	for i := range 30 {
		id := fmt.Sprintf("call-%d", i)
		wantCode(t, b.calls.Start(t.Context(), owner, b.call(id)), "")
		b.follow(t, id)
		*b.now = b.now.Add(time.Second)
	}
	err := b.calls.Start(t.Context(), owner, b.call("more"))
	wantCode(t, err, backend.RateLimited)
	if wait := err.(*backend.Error).RetryAfter; wait != 30*time.Second {
		t.Errorf("asked to wait %v", wait)
	}
	*b.now = b.now.Add(30 * time.Second)
	wantCode(t, b.calls.Start(t.Context(), owner, b.call("more")), "")
	b.follow(t, "more")
}

func TestAppCalls_Stop(t *testing.T) {
	model, said := saysThenWaits("Half")
	b := setupCalls(t, model)
	wantCode(t, b.calls.Start(t.Context(), owner, b.call("call-1")), "")
	<-said
	b.calls.Stop()
	b.calls.Stop()
	if _, done := b.follow(t, "call-1"); done.Code != backend.Canceled {
		t.Errorf("done %+v", done)
	}
	wantCode(t, b.calls.Start(t.Context(), owner, b.call("call-2")), backend.Unavailable)
}
