package api_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whittle/backend"
)

// piece is one piece of a fetch's answer.
type piece struct {
	kind    byte
	content string
}

// fetch asks for an app what a page would, and returns the pieces that come.
func (d *door) fetch(t *testing.T, appID string, request map[string]any, body string) []piece {
	t.Helper()
	head, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	raw := string(binary.BigEndian.AppendUint32(nil, uint32(len(head)))) + string(head) + body
	r := httptest.NewRequest(http.MethodPost, "http://"+host+"/api/apps/"+appID+"/fetch", strings.NewReader(raw))
	r.Header.Set("Authorization", "Bearer "+ticket)
	r.Header.Set("Content-Type", "application/octet-stream")
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return []piece{{0, fmt.Sprintf("%d %s", w.Code, w.Body)}}
	}
	return split(t, w.Body.Bytes())
}

func split(t *testing.T, raw []byte) (pieces []piece) {
	t.Helper()
	for len(raw) > 0 {
		size := binary.BigEndian.Uint32(raw[1:])
		pieces = append(pieces, piece{raw[0], string(raw[5 : 5+size])})
		raw = raw[5+size:]
	}
	return pieces
}

func TestFetchForApp(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks").ID
	far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Own", "yes")
		fmt.Fprintf(w, "%s %s", r.Method, text)
	}))
	defer far.Close()
	request := map[string]any{"id": "call-0001", "method": "POST", "url": far.URL + "/v1", "headers": [][2]string{{"A", "b"}}}

	pieces := d.fetch(t, app, request, "hello")
	if len(pieces) != 1 || pieces[0].kind != 'a' {
		t.Fatalf("an app that was not allowed got %q", pieces)
	}
	var ask struct {
		Host     string `json:"host"`
		Local    bool   `json:"local"`
		WithBody bool   `json:"with_body"`
		Next     struct{ URL, Method string }
	}
	if err := json.Unmarshal([]byte(pieces[0].content), &ask); err != nil || ask.Host != far.URL || !ask.Local || !ask.WithBody || ask.Next.Method != "POST" {
		t.Fatalf("%+v %v", ask, err)
	}

	d.put(t, app, "host:"+far.URL, "allowed", http.StatusNoContent)
	if pieces := d.fetch(t, app, request, "hello"); pieces[0].kind != 'a' {
		t.Errorf("a grant for a host of the internet opened this computer: %q", pieces)
	}
	d.put(t, app, "local:"+far.URL, "allowed", http.StatusNoContent)
	pieces = d.fetch(t, app, request, "hello")
	if len(pieces) != 3 || pieces[0].kind != 'h' || !strings.Contains(pieces[0].content, `"status":200`) || !strings.Contains(pieces[0].content, `["x-own","yes"]`) ||
		pieces[1] != (piece{'d', "POST hello"}) || pieces[2] != (piece{'e', ""}) {
		t.Errorf("got %q", pieces)
	}
	d.put(t, app, "local:"+far.URL, "denied", http.StatusNoContent)
	if pieces := d.fetch(t, app, request, ""); pieces[0].kind != 'f' || !strings.Contains(pieces[0].content, `"code":"forbidden"`) || !strings.Contains(pieces[0].content, "you said no") {
		t.Errorf("a refused app got %q", pieces)
	}
	var log struct{ Items []map[string]any }
	d.call(t, http.MethodGet, "/api/apps/"+app+"/requests", "").into(t, &log)
	if len(log.Items) != 2 || log.Items[0]["status"] != 200.0 || log.Items[0]["bytes"] != 10.0 || log.Items[1]["code"] != "forbidden" {
		t.Errorf("record %v", log.Items)
	}
	if pieces := d.fetch(t, "nobody", request, ""); !strings.HasPrefix(pieces[0].content, "404") {
		t.Errorf("an unknown app got %q", pieces)
	}
	if pieces := d.fetch(t, app, map[string]any{"url": "file:///etc/passwd"}, ""); pieces[0].kind != 'f' || !strings.Contains(pieces[0].content, `"code":"invalid"`) {
		t.Errorf("a file: %q", pieces)
	}
}

func TestGrants(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks").ID
	for _, name := range []string{"host:", "host:a b", "host:Example.com", "camera", "host:example.com/x"} {
		d.put(t, app, name, "allowed", http.StatusUnprocessableEntity)
	}
	d.put(t, app, "host:api.example.com", "allowed", http.StatusNoContent)
	d.put(t, app, "ai", "denied", http.StatusNoContent)
	var grants struct{ Items []backend.Grant }
	d.call(t, http.MethodGet, "/api/apps/"+app+"/grants", "").into(t, &grants)
	if len(grants.Items) != 2 || grants.Items[0].Name != "ai" || grants.Items[1].Name != "host:api.example.com" || grants.Items[1].State != backend.GrantAllowed || grants.Items[1].DecidedAt == 0 {
		t.Errorf("grants %+v", grants)
	}
	d.put(t, app, "ai", "ask", http.StatusNoContent)
	d.call(t, http.MethodGet, "/api/apps/"+app+"/grants", "").into(t, &grants)
	if len(grants.Items) != 1 {
		t.Errorf("after one was forgotten: %+v", grants)
	}
	if a := d.call(t, http.MethodDelete, "/api/apps/"+app+"/grants", ""); a.status != http.StatusNoContent {
		t.Errorf("forget: %d %s", a.status, a.body)
	}
	d.call(t, http.MethodGet, "/api/apps/"+app+"/grants", "").into(t, &grants)
	if len(grants.Items) != 0 {
		t.Errorf("after all were forgotten: %+v", grants)
	}
}

func (d *door) put(t *testing.T, app, name, state string, want int) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"name": name, "state": state})
	if err != nil {
		t.Fatal(err)
	}
	if a := d.call(t, http.MethodPut, "/api/apps/"+app+"/grants", string(body)); a.status != want {
		t.Errorf("%s: %d %s", name, a.status, a.body)
	}
}
