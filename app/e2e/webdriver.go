package e2e

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// elementKey is how an element is named in JSON (w3.org/TR/webdriver2, section 12, web element identifier).
const elementKey = "element-6066-11e4-a52e-4f735466cecf"

// commandPatience is how long one command may take. A page that hangs answers none.
const commandPatience = 20 * time.Second

// session is one WebDriver session.
type session struct {
	base string // http://127.0.0.1:PORT/session/ID
	wrap bool   // whether the driver runs scripts as plain functions, in which await is not allowed
}

// protocolError is a failure the driver reported, such as "no such element".
type protocolError struct {
	Code    string `json:"error"`
	Message string `json:"message"`
}

func (e *protocolError) Error() string { return e.Code + ": " + e.Message }

// newSession has the driver at address start binary with args and attach to it; browser names the driver's options.
func newSession(address, browser, binary string, args []string) (*session, error) {
	var reply struct {
		SessionID string `json:"sessionId"`
	}
	err := command(http.MethodPost, address+"/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		browser: map[string]any{"binary": binary, "args": args},
	}}}, &reply)
	if err != nil {
		return nil, fmt.Errorf("start a session: %w", err)
	}
	return &session{base: address + "/session/" + reply.SessionID}, nil
}

func (s *session) post(path string, body, reply any) error {
	return command(http.MethodPost, s.base+path, body, reply)
}

func (s *session) get(path string, reply any) error {
	return command(http.MethodGet, s.base+path, nil, reply)
}

func (s *session) end() error {
	return command(http.MethodDelete, s.base, nil, nil)
}

// run evaluates a function body in the current frame and decodes what it returns.
func (s *session) run(script string, args []any, reply any) error {
	if args == nil {
		args = []any{}
	}
	if s.wrap {
		script = "return (async function () {" + script + "\n}).apply(null, arguments)"
	}
	return s.post("/execute/sync", map[string]any{"script": script, "args": args}, reply)
}

func (s *session) find(using, value string) ([]string, error) {
	var found []map[string]string
	if err := s.post("/elements", map[string]any{"using": using, "value": value}, &found); err != nil {
		return nil, fmt.Errorf("find %s: %w", value, err)
	}
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f[elementKey]
	}
	return ids, nil
}

func (s *session) screenshot() ([]byte, error) {
	var text string
	if err := s.get("/screenshot", &text); err != nil {
		return nil, fmt.Errorf("take a screenshot: %w", err)
	}
	return base64.StdEncoding.DecodeString(text)
}

// command sends one command and decodes the value of the answer into reply, unless that is nil.
func command(method, url string, body, reply any) error {
	ctx, cancel := context.WithTimeout(context.Background(), commandPatience)
	defer cancel()
	var data io.Reader
	if method == http.MethodPost {
		if body == nil {
			body = struct{}{}
		}
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		data = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, url, data)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var envelope struct {
		Value json.RawMessage `json:"value"`
	}
	if err := json.NewDecoder(response.Body).Decode(&envelope); err != nil {
		return fmt.Errorf("read the driver's answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		failure := &protocolError{Code: response.Status}
		_ = json.Unmarshal(envelope.Value, failure)
		return failure
	}
	if reply == nil {
		return nil
	}
	return json.Unmarshal(envelope.Value, reply)
}
