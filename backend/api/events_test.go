package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"whittle/backend"
)

// told is one event as a client reads it.
type told struct {
	Type backend.EventType
	Data json.RawMessage
}

func (e told) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(e.Data, v); err != nil {
		t.Fatalf("%s: %v", e.Data, err)
	}
}

func readEvent(t *testing.T, line string) told {
	t.Helper()
	raw, ok := strings.CutPrefix(line, "data: ")
	var e told
	if !ok || json.Unmarshal([]byte(raw), &e) != nil {
		t.Fatalf("no event: %q", line)
	}
	return e
}

// listen connects to the events over a real connection and returns a function that reads the next one.
func (d *door) listen(t *testing.T) func() told {
	t.Helper()
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	r.Header.Set("Authorization", "Bearer "+ticket)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if kind := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		t.Fatalf("events: %d %s", response.StatusCode, kind)
	}
	lines := bufio.NewReader(response.Body)
	next := func() string {
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if line != "\n" {
				return strings.TrimSuffix(line, "\n")
			}
		}
	}
	if line := next(); line != ": open" {
		t.Fatalf("the stream begins with %q", line)
	}
	return func() told { return readEvent(t, next()) }
}

func TestEvents(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks")
	next := d.listen(t)
	d.bus.Publish(backend.Event{Type: backend.EventApp, Owner: "somebody else", Data: backend.Changed{ID: "x"}})
	d.call(t, "PATCH", "/api/apps/"+app.ID, `{"name":"Errands"}`)
	d.call(t, "PATCH", "/api/settings", `{"theme":"dark"}`)
	d.call(t, "PUT", "/api/apps/"+app.ID+"/pin", "")
	for _, want := range []string{`app {"id":"` + app.ID + `"}`, "settings ", `app {"id":"` + app.ID + `"}`} {
		if e := next(); string(e.Type)+" "+string(e.Data) != want {
			t.Errorf("%s %s, want %s", e.Type, e.Data, want)
		}
	}
}

// A client that only follows the events ends up with what the chat holds.
func TestEvents_ofReply(t *testing.T) {
	d := setup(t)
	next := d.listen(t)
	var begun struct{ Reply backend.Message }
	d.call(t, "POST", "/api/prompts", `{"text":"Build a React app that counts teas"}`).into(t, &begun)
	var parts []backend.Part
	var end backend.Generation
	for seq := 0; end.State == "" || end.State == backend.GenerationRunning; {
		e := next()
		switch e.Type {
		case backend.EventGenerationDelta:
			var delta backend.GenerationDelta
			e.into(t, &delta)
			if seq++; delta.Seq != seq || delta.GenerationID != begun.Reply.Generation.ID {
				t.Fatalf("step %d came as %+v", seq, delta)
			}
			parts = follow(t, parts, delta.Steps)
		case backend.EventGeneration:
			e.into(t, &end)
		}
	}
	if end.State != backend.GenerationDone || end.Version != 1 || end.AppID == "" {
		t.Errorf("ended as %+v", end)
	}
	var session struct{ Messages []backend.Message }
	d.call(t, "GET", "/api/sessions/"+end.SessionID, "").into(t, &session)
	kept := session.Messages[1].Parts
	if len(kept) != len(parts) || len(parts) < 3 {
		t.Fatalf("%d parts were told, %d are kept", len(parts), len(kept))
	}
	for i, p := range parts {
		if k := kept[i]; p.Type != k.Type || p.Path != k.Path || p.Text != k.Text || p.Type == backend.PartFile && !p.Complete {
			t.Errorf("part %d was told as %+v and is kept as %+v", i, p, k)
		}
	}
	if e := next(); e.Type != backend.EventSession {
		t.Errorf("%s was told after the end", e.Type)
	}
	if e := next(); e.Type != backend.EventApp || !strings.Contains(string(e.Data), end.AppID) {
		t.Errorf("%s %s was told after the end", e.Type, e.Data)
	}
}

// follow applies steps as the UI does.
func follow(t *testing.T, parts []backend.Part, steps []backend.ReplyStep) []backend.Part {
	t.Helper()
	for _, s := range steps {
		if s.Index == len(parts) {
			parts = append(parts, backend.Part{Type: s.Type, Path: s.Path})
		}
		if s.Index >= len(parts) {
			t.Fatalf("a step for part %d of %d", s.Index, len(parts))
		}
		p := &parts[s.Index]
		p.Text, p.Complete = p.Text+s.Text, p.Complete || s.Complete
	}
	return parts
}

func TestEvents_ofAppCall(t *testing.T) {
	d := setup(t)
	app := d.app(t, "chat")
	next := d.listen(t)
	d.call(t, "PUT", "/api/apps/"+app.ID+"/grants/ai", `{"state":"allowed"}`)
	call := `{"call_id":"call-%04d","model":"standin/%s","messages":[{"role":"user","content":"Say hello"}]}`
	for i, c := range []struct {
		model string
		code  backend.Code
	}{{"ok", ""}, {"401", backend.KeyRefused}, {"429-long", backend.RateLimited}, {"mid-a", backend.RateLimited}} {
		id := fmt.Sprintf("call-%04d", i)
		if a := d.call(t, "POST", "/api/apps/"+app.ID+"/ai", fmt.Sprintf(call, i, c.model)); a.status != http.StatusNoContent {
			t.Fatalf("%s: %d %s", c.model, a.status, a.body)
		}
		var text string
		var done backend.AIDone
		for done.CallID == "" {
			switch e := next(); e.Type {
			case backend.EventAIDelta:
				var delta backend.AIDelta
				e.into(t, &delta)
				text += delta.Text
				if delta.CallID != id {
					t.Errorf("text for %s", delta.CallID)
				}
			case backend.EventAIDone:
				e.into(t, &done)
			case backend.EventUsage:
			default:
				t.Errorf("%s was told", e.Type)
			}
		}
		if done.CallID != id || done.Text != text || done.Code != c.code || (c.code == "") != (done.Message == "") {
			t.Errorf("%s: told %q, done %+v", c.model, text, done)
		}
		if c.model == "429-long" && done.RetryAfterMS != 90_000 {
			t.Errorf("wait %d ms", done.RetryAfterMS)
		}
	}
	var usage struct{ Today, Total backend.UsageTotal } // of the two that reached a model
	d.call(t, "GET", "/api/apps/"+app.ID+"/usage", "").into(t, &usage)
	if usage.Total.Calls != 2 || usage.Total.Cost == 0 || usage.Total != usage.Today || int64(usage.Total.Cost) != d.endpoint.SpentPico() {
		t.Errorf("booked %+v, spent %d pico", usage, d.endpoint.SpentPico())
	}
	var state struct{ Today backend.UsageTotal }
	if d.call(t, "GET", "/api/state", "").into(t, &state); state.Today != usage.Today {
		t.Errorf("today %+v", state.Today)
	}
}

func TestEvents_cancelAppCall(t *testing.T) {
	d := setup(t)
	app := d.app(t, "chat")
	next := d.listen(t)
	d.call(t, "PUT", "/api/apps/"+app.ID+"/grants/ai", `{"state":"allowed"}`)
	start := `{"call_id":"call-%04d","model":"standin/stall","messages":[{"role":"user","content":"Say hello"}]}`
	for i := range 2 {
		d.call(t, "POST", "/api/apps/"+app.ID+"/ai", fmt.Sprintf(start, i))
	}
	third := d.call(t, "POST", "/api/apps/"+app.ID+"/ai", fmt.Sprintf(start, 2))
	wantFailure(t, third, http.StatusTooManyRequests, backend.RateLimited)
	if !strings.Contains(third.body, `"retry_after_ms":1000`) {
		t.Errorf("said %s", third.body)
	}
	wantFailure(t, d.call(t, "POST", "/api/apps/"+app.ID+"/ai", fmt.Sprintf(start, 0)), http.StatusConflict, backend.Conflict)
	for i := range 2 {
		d.call(t, "DELETE", fmt.Sprintf("/api/ai/call-%04d", i), "")
	}
	for ended := 0; ended < 2; {
		if e := next(); e.Type == backend.EventAIDone {
			ended++
			var done backend.AIDone
			if e.into(t, &done); done.Code != backend.Canceled {
				t.Errorf("ended as %+v", done)
			}
		}
	}
}

// slowly is a client that takes each piece only when the test does.
type slowly struct {
	pieces chan string
	header http.Header
}

func (s slowly) Header() http.Header         { return s.header }
func (s slowly) WriteHeader(int)             {}
func (s slowly) Flush()                      {}
func (s slowly) Write(p []byte) (int, error) { s.pieces <- string(p); return len(p), nil }

// stream serves the events to a slow client; wait returns when the door has let go of it.
func (d *door) stream(t *testing.T) (client slowly, leave, wait func()) {
	ctx, cancel := context.WithCancel(t.Context())
	client = slowly{make(chan string), http.Header{}}
	gone := make(chan struct{})
	r := request(t, "GET", "/api/events", "").WithContext(ctx)
	go func() {
		d.ServeHTTP(client, r)
		close(gone)
	}()
	if first := <-client.pieces; first != ": open\n\n" {
		t.Errorf("the stream begins with %q", first)
	}
	return client, cancel, func() { <-gone }
}

// A reader that falls behind loses events, is told so in their place, and holds nobody up.
func TestEvents_slowReader(t *testing.T) {
	d := setup(t)
	client, leave, wait := d.stream(t)
	const many = 3000
	for i := range many {
		d.bus.Publish(backend.Event{Type: backend.EventApp, Owner: backend.LocalOwner, Data: backend.Changed{ID: fmt.Sprint(i)}})
	}
	d.bus.Publish(backend.Event{Type: backend.EventSettings, Owner: backend.LocalOwner})
	last, gaps, came := -1, 0, 0
	for missed := false; ; {
		e := readEvent(t, strings.TrimSuffix(<-client.pieces, "\n\n"))
		if e.Type == backend.EventSettings {
			break
		}
		if e.Type == backend.EventGap {
			missed = true
			gaps++
			continue
		}
		var id int
		if _, err := fmt.Sscanf(string(e.Data), `{"id":"%d"}`, &id); err != nil || id <= last || id != last+1 && !missed {
			t.Fatalf("%s came after %d, told of a gap: %t", e.Data, last, missed)
		}
		last, missed = id, false
		came++
	}
	if gaps == 0 || came == many || last != many-1 {
		t.Errorf("%d of %d came in the end, the last was %d, with %d gaps", came, many, last, gaps)
	}
	leave()
	wait()
}

func TestEvents_keepAlive(t *testing.T) {
	d := setup(t)
	synctest.Test(t, func(t *testing.T) {
		client, leave, wait := d.stream(t)
		for range 3 {
			before := time.Now()
			if piece := <-client.pieces; piece != ": still here\n\n" || time.Since(before) != 20*time.Second {
				t.Errorf("%q after %s", piece, time.Since(before))
			}
		}
		leave()
		wait()
	})
}
