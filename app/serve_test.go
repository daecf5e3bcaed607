package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
)

// listener is a whittle serve that runs until stop.
type listener struct {
	served
	base string
	log  *bytes.Buffer // to be read after stop
	end  context.CancelFunc
	code chan int
}

func startServe(t *testing.T, args ...string) *listener {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	l := &listener{log: &bytes.Buffer{}, end: cancel, code: make(chan int, 1)}
	go func() {
		code := run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0", "--json"}, args...), strings.NewReader(""), in, l.log)
		in.Close()
		l.code <- code
	}()
	t.Cleanup(func() { cancel(); l.code <- <-l.code })
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &l.served) != nil {
		t.Fatalf("serve printed %q, %v", line, err)
	}
	l.base, _, _ = strings.Cut(l.URL, "/#")
	return l
}

// stop ends the listener as Ctrl C does.
func (l *listener) stop(t *testing.T) {
	t.Helper()
	l.end()
	code := <-l.code
	l.code <- code
	if code != exitDone {
		t.Errorf("serve ended with %d: %s", code, l.log)
	}
}

// call makes one call with the ticket and returns its status and body.
func (l *listener) call(t *testing.T, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, l.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+l.Ticket)
	response, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

func TestServe(t *testing.T) {
	standIn(t, openroutertest.Options{})
	app := fromStarters(t, "tasks")[0]
	l := startServe(t)
	if l.URL != l.base+"/#ticket="+l.Ticket || !strings.HasPrefix(l.base, "http://127.0.0.1:") || len(l.Ticket) < 20 {
		t.Errorf("served at %+v", l.served)
	}
	if status, body := l.call(t, "GET", "/api/apps", ""); status != http.StatusOK || !strings.Contains(body, app.ID) {
		t.Errorf("apps: %d %s", status, body)
	}
	if status, body := l.call(t, "GET", "/", ""); !strings.Contains(body, "Whittle") || strings.Contains(body, l.Ticket) {
		t.Errorf("page: %d %s", status, body)
	}
	if status, body := l.call(t, "POST", "/api/apps/"+app.ID+"/open", "{}"); status != http.StatusOK || !strings.Contains(body, "/preview/") {
		t.Errorf("open: %d %s", status, body)
	}
	var second failed
	whittle(t, "serve", "--addr", "127.0.0.1:0", "--json").want(t, exitProblems).into(t, &second, `{"error":{"code":"","message":""}}`)
	if second.Error.Code != backend.Conflict || !strings.Contains(second.Error.Message, "already open") {
		t.Errorf("a second one said %+v", second.Error)
	}
	whittle(t, "list").want(t, exitDone) // the library itself is shared
	l.stop(t)
	again := startServe(t)
	if again.Ticket == l.Ticket {
		t.Error("the ticket is the one of before")
	}
	again.stop(t)
}

// A listener that is told to end does not wait for those who listen to events.
func TestServe_endsWithListeners(t *testing.T) {
	standIn(t, openroutertest.Options{})
	l := startServe(t)
	req, err := http.NewRequestWithContext(t.Context(), "GET", l.base+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+l.Ticket)
	response, err := http.DefaultClient.Do(req)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("events: %v, %v", response, err)
	}
	defer response.Body.Close()
	l.stop(t)
	if rest, err := io.ReadAll(response.Body); err != nil || !strings.HasPrefix(string(rest), ": open") {
		t.Errorf("the stream held %q, %v", rest, err)
	}
}

func TestServe_words(t *testing.T) {
	isolate(t)
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--addr", "localhost:0"}, nil, in, io.Discard)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	go io.Copy(io.Discard, out)
	if err != nil || !strings.HasPrefix(line, "Whittle is at http://") || !strings.Contains(line, "/#ticket=") {
		t.Errorf("said %q, %v", line, err)
	}
	cancel()
	if c := <-code; c != exitDone {
		t.Errorf("ended with %d", c)
	}
}

func TestServe_addresses(t *testing.T) {
	isolate(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		addr string
		code int
		says string
	}{
		{"0.0.0.0:0", exitUsage, "can be reached from other computers"},
		{"[::]:0", exitUsage, "can be reached from other computers"},
		{":0", exitUsage, "can be reached from other computers"},
		{"192.168.1.1:0", exitUsage, "can be reached from other computers"},
		{"example.com:80", exitUsage, "can be reached from other computers"},
		{"localhost.example.com:80", exitUsage, "can be reached from other computers"},
		{"127.0.0.1", exitUsage, "is not HOST:PORT"},
		{"", exitUsage, "is not HOST:PORT"},
		{"127.0.0.1:99999", exitProblems, "Cannot listen on 127.0.0.1:99999"},
		{taken.Addr().String(), exitProblems, "Choose another with --addr 127.0.0.1:0."},
	} {
		if r := whittle(t, "serve", "--addr", c.addr).want(t, c.code); !strings.Contains(r.err, c.says) || r.out != "" {
			t.Errorf("%s: %q", c.addr, r.err)
		}
	}
}

// A key is tested before it is kept, where the environment points; a key of the environment stays where it is.
func TestServe_connect(t *testing.T) {
	isolate(t)
	base := openroutertest.New(openroutertest.Options{}).Start(t)
	t.Setenv("OPENROUTER_BASE_URL", base)
	l := startServe(t)
	var state struct {
		Connection struct {
			BaseURL  string `json:"base_url"`
			KeyPlace string `json:"key_place"`
			Ready    bool
		}
	}
	connection := func(place string, ready bool) {
		t.Helper()
		_, body := l.call(t, "GET", "/api/state", "")
		if err := json.Unmarshal([]byte(body), &state); err != nil {
			t.Fatal(err)
		}
		if c := state.Connection; c.BaseURL != base || c.KeyPlace != place || c.Ready != ready {
			t.Errorf("connected by %+v, want a key in %s", c, place)
		}
	}
	connection("none", false)
	for _, c := range []struct {
		key, holds string
		status     int
	}{
		{"", `"code":"no_key"`, http.StatusPreconditionRequired},
		{openroutertest.RefusedKey, `"code":"key_refused"`, http.StatusBadGateway},
		{"nonsense", `"code":"key_refused"`, http.StatusBadGateway},
		{openroutertest.EmptyKey, `"code":"no_credit"`, http.StatusPaymentRequired},
	} {
		status, body := l.call(t, "PUT", "/api/endpoint", `{"kind":"openrouter","key":"`+c.key+`"}`)
		if status != c.status || !strings.Contains(body, c.holds) || c.key != "" && strings.Contains(body, c.key) {
			t.Errorf("%q: %d %s", c.key, status, body)
		}
		connection("none", false)
	}
	status, body := l.call(t, "PUT", "/api/endpoint", `{"kind":"openrouter","key":"`+openroutertest.Key+`"}`)
	if status != http.StatusOK || !strings.Contains(body, `"key_place":"file"`) {
		t.Errorf("connected: %d %s", status, body)
	}
	connection("file", true)
	l.stop(t)
	whittle(t, "ask", "x").want(t, exitDone)
	t.Setenv("OPENROUTER_API_KEY", openroutertest.Key+"-2")
	l = startServe(t)
	connection("environment", true)
	l.call(t, "DELETE", "/api/key", "")
	connection("environment", true)
	l.stop(t)
	t.Setenv("OPENROUTER_API_KEY", "")
	whittle(t, "ask", "x").want(t, exitEndpoint)
}

// A key that was pasted is in no answer, event, log or file of the library, whatever the endpoint says.
func TestServe_keepsKeySecret(t *testing.T) {
	library := isolate(t)
	t.Setenv("LOG_LEVEL", "debug")
	server := openroutertest.New(openroutertest.Options{})
	base := server.Start(t)
	const secret = "sk-or-v1-5ec2e75ec2e75ec2e75ec2e75ec2e7"
	l := startServe(t)
	events, err := http.NewRequestWithContext(t.Context(), "GET", l.base+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	events.Header.Set("Authorization", "Bearer "+l.Ticket)
	stream, err := http.DefaultClient.Do(events)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	lines := bufio.NewReader(stream.Body)
	var told strings.Builder
	call := func(method, path, body string, status int) string {
		t.Helper()
		got, answer := l.call(t, method, path, body)
		if got != status {
			t.Errorf("%s %s: %d %s", method, path, got, answer)
		}
		told.WriteString(answer)
		return answer
	}
	connect := `{"kind":"openai","base_url":"` + base + `","key":"` + secret + `"}`
	call("POST", "/api/endpoint/test", connect, http.StatusOK)
	call("PUT", "/api/endpoint", connect, http.StatusOK)
	call("PUT", "/api/endpoint", `{"kind":"openai","base_url":"http://127.0.0.1:1/v1","key":"`+secret+`"}`, http.StatusServiceUnavailable)
	for _, path := range []string{"/api/state", "/api/models", "/api/sessions", "/api/openapi.json", "/"} {
		call("GET", path, "", http.StatusOK)
	}
	for _, model := range []string{"standin/echo-key", "standin/401", "standin/ok", "standin/mid-a"} {
		var begun struct {
			Reply struct{ Generation struct{ ID string } }
		}
		answer := call("POST", "/api/prompts", `{"text":"Build a clock app","model":"`+model+`"}`, http.StatusOK)
		if err := json.Unmarshal([]byte(answer), &begun); err != nil {
			t.Fatal(err)
		}
		for ended := false; !ended; {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			told.WriteString(line)
			ended = strings.Contains(line, `"generation"`) && strings.Contains(line, begun.Reply.Generation.ID) && !strings.Contains(line, `"state":"running"`)
		}
	}
	var sessions struct{ Items []backend.Session }
	if err := json.Unmarshal([]byte(call("GET", "/api/sessions", "", http.StatusOK)), &sessions); err != nil || len(sessions.Items) != 4 {
		t.Fatalf("%d sessions, %v", len(sessions.Items), err)
	}
	for _, s := range sessions.Items {
		call("GET", "/api/sessions/"+s.ID, "", http.StatusOK)
	}
	files := contents(t, library)
	l.stop(t)
	files["the log"] = l.log.Bytes()
	files["what was told"] = []byte(told.String())
	for name, content := range contents(t, library) {
		files[name+" after the end"] = content
	}
	for name, content := range files {
		if bytes.Contains(content, []byte(secret)) || bytes.Contains(content, []byte(secret[9:])) {
			t.Errorf("%s holds the key", name)
		}
	}
	if files["/keys.sealed"] == nil {
		t.Errorf("the key was kept nowhere; there are %d files", len(files))
	}
	heard := server.Requests()
	if len(heard) == 0 || heard[0].Header.Get("Authorization") != "Bearer "+secret {
		t.Errorf("the endpoint was called %d times, without the key", len(heard))
	}
}
