package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
	"whittle/backend/chat"
)

// scenario is one call on a copy of the prepared library. In path and body {app} is an app, {pinned} one that is
// pinned, {session} a chat about an app of its own, {made}, and {generation} its reply.
type scenario struct {
	op     string // its operation id
	name   string
	path   string // with its method
	body   string
	status int
	holds  []string // what the answer must hold
	hides  []string
	events []backend.EventType // all that are told, in order
	goesOn bool                // more events follow the first
}

const (
	missing = "01900000-0000-7000-8000-000000000000"
	thanks  = "Make a tip splitter"
)

func scenarios() []scenario {
	noApp := []string{`"code":"not_found"`, `"message":"There is no such app. It may have been deleted."`}
	noChat := []string{`"code":"not_found"`, "There is no such chat."}
	noReply := []string{`"code":"not_found"`, "There is no such reply."}
	invalid := []string{`"code":"invalid"`, `"message":"`}
	app, session, settings, generation := backend.EventApp, backend.EventSession, backend.EventSettings, backend.EventGeneration
	told := func(kinds ...backend.EventType) []backend.EventType { return kinds }
	return []scenario{
		{op: "health", path: "GET /api/health", status: 200, holds: []string{`{"ok":true}`}},
		{op: "get-state", path: "GET /api/state", status: 200, holds: []string{`"settings":{`, `"key_place":"keyring"`, `"ready":true`, `"today":{"calls":`, `"data_dir":"`, `"version":"0"`}},
		{op: "patch-settings", path: "PATCH /api/settings", body: `{"theme":"dark","welcomed":true}`, status: 200, holds: []string{`"theme":"dark"`, `"welcomed":true`, `"endpoint_kind":"openrouter"`}, events: told(settings)},
		{op: "patch-settings", name: "nothing", path: "PATCH /api/settings", body: `{}`, status: 200, holds: []string{`"theme":"system"`}, events: told(settings)},
		{op: "patch-settings", name: "no such theme", path: "PATCH /api/settings", body: `{"theme":"pink"}`, status: 422, holds: invalid},
		{op: "patch-settings", name: "no such field", path: "PATCH /api/settings", body: `{"key":"x"}`, status: 422, holds: invalid},
		{op: "patch-settings", name: "another type", path: "PATCH /api/settings", body: `{"welcomed":"yes"}`, status: 422, holds: invalid},
		{op: "test-endpoint", path: "POST /api/endpoint/test", body: `{"kind":"openai","base_url":"{base}","key":"sk-or-v1-pasted"}`, status: 200, holds: []string{`"models":`}},
		{op: "test-endpoint", name: "refused", path: "POST /api/endpoint/test", body: `{"kind":"openai","base_url":"{base}","key":"` + openroutertest.RefusedKey + `"}`, status: 200, holds: []string{`"models":`}},
		{op: "test-endpoint", name: "nobody there", path: "POST /api/endpoint/test", body: `{"kind":"openai","base_url":"http://127.0.0.1:1/v1"}`, status: 503, holds: []string{`"code":"unavailable"`}},
		{op: "test-endpoint", name: "no address", path: "POST /api/endpoint/test", body: `{"kind":"openai","base_url":"nowhere"}`, status: 422, holds: []string{`"code":"invalid"`, "is not an address"}},
		{op: "test-endpoint", name: "no such kind", path: "POST /api/endpoint/test", body: `{"kind":"carrier pigeon"}`, status: 422, holds: invalid},
		{op: "connect-endpoint", path: "PUT /api/endpoint", body: `{"kind":"openai","base_url":"{base}","key":"sk-or-v1-pasted"}`, status: 200, holds: []string{`"models":`, `"key_place":"keyring"`}, hides: []string{"pasted"}, events: told(settings)},
		{op: "connect-endpoint", name: "without a key", path: "PUT /api/endpoint", body: `{"kind":"openai","base_url":"{base}"}`, status: 200, holds: []string{`"key_place":"none"`}, events: told(settings)},
		{op: "connect-endpoint", name: "nobody there", path: "PUT /api/endpoint", body: `{"kind":"openai","base_url":"http://127.0.0.1:1/v1","key":"sk-or-v1-pasted"}`, status: 503, holds: []string{`"code":"unavailable"`}, hides: []string{"pasted"}},
		{op: "find-local-endpoints", path: "GET /api/endpoint/local", status: 200, holds: []string{`"items":[{"name":"Stand-in"`, `"models":`}},
		{op: "delete-key", path: "DELETE /api/key", status: 204, events: told(settings)},
		{op: "list-models", path: "GET /api/models", status: 200, holds: []string{`"items":[{"id":"`, `"prompt_price":"0.`}},

		{op: "list-apps", path: "GET /api/apps", status: 200, holds: []string{`"items":[{"id":"{pinned}"`, `"id":"{app}"`, `"id":"{made}"`, `"icon":"<svg`}, hides: []string{`"owner"`, `"deleted_at"`}},
		{op: "list-apps", name: "searched", path: "GET /api/apps?q=POMO", status: 200, holds: []string{`"id":"{pinned}"`}, hides: []string{`{app}`}},
		{op: "list-apps", name: "searched in vain", path: "GET /api/apps?q=zebra", status: 200, holds: []string{`"items":[]`}},
		{op: "create-app", path: "POST /api/apps", body: `{"starter":"notes"}`, status: 200, holds: []string{`"starter":"notes"`, `"version":1`}, events: told(app)},
		{op: "create-app", name: "no such starter", path: "POST /api/apps", body: `{"starter":"zebra"}`, status: 404, holds: []string{`"code":"not_found"`}},
		{op: "create-app", name: "no starter", path: "POST /api/apps", body: `{}`, status: 422, holds: invalid},
		{op: "get-app", path: "GET /api/apps/{app}", status: 200, holds: []string{`"id":"{app}"`, `"pinned":false`}},
		{op: "get-app", name: "missing", path: "GET /api/apps/" + missing, status: 404, holds: noApp},
		{op: "get-app", name: "deleted", path: "GET /api/apps/{deleted}", status: 404, holds: noApp},
		{op: "rename-app", path: "PATCH /api/apps/{app}", body: `{"name":" Errands "}`, status: 200, holds: []string{`"name":"Errands"`}, events: told(app)},
		{op: "rename-app", name: "to nothing", path: "PATCH /api/apps/{app}", body: `{"name":" "}`, status: 422, holds: []string{`"code":"invalid"`}},
		{op: "delete-app", path: "DELETE /api/apps/{app}", status: 204, events: told(app)},
		{op: "delete-app", name: "twice", path: "DELETE /api/apps/{deleted}", status: 404, holds: noApp},
		{op: "undelete-app", path: "POST /api/apps/{deleted}/undelete", status: 200, holds: []string{`"id":"{deleted}"`}, events: told(app)},
		{op: "duplicate-app", path: "POST /api/apps/{app}/duplicate", status: 200, holds: []string{` copy"`, `"version":1`}, hides: []string{`"id":"{app}"`}, events: told(app)},
		{op: "pin-app", path: "PUT /api/apps/{app}/pin", status: 204, events: told(app)},
		{op: "unpin-app", path: "DELETE /api/apps/{pinned}/pin", status: 204, events: told(app)},
		{op: "order-pins", path: "PUT /api/pins", body: `{"ids":["{pinned}"]}`, status: 204, events: told(app)},
		{op: "order-pins", name: "others", path: "PUT /api/pins", body: `{"ids":["{app}"]}`, status: 409, holds: []string{`"code":"conflict"`, "Their order was left as it is."}},
		{op: "order-pins", name: "null", path: "PUT /api/pins", body: `{"ids":null}`, status: 422, holds: invalid},
		{op: "list-versions", path: "GET /api/apps/{made}/versions", status: 200, holds: []string{`"number":1`, `"origin":"turn"`, `"prompt":"` + thanks + `"`}, hides: []string{`"files"`}},
		{op: "get-version", path: "GET /api/apps/{app}/versions/1", status: 200, holds: []string{`"number":1`, `"files":[{"path":"`}},
		{op: "get-version", name: "the current one", path: "GET /api/apps/{app}/versions/0", status: 200, holds: []string{`"number":1`, `"files":[{"path":"`}},
		{op: "get-version", name: "missing", path: "GET /api/apps/{app}/versions/7", status: 404, holds: []string{`"code":"not_found"`, "There is no such version."}},
		{op: "get-version", name: "no number", path: "GET /api/apps/{app}/versions/last", status: 422, holds: invalid},
		{op: "get-version", name: "below zero", path: "GET /api/apps/{app}/versions/-1", status: 422, holds: invalid},
		{op: "list-starters", path: "GET /api/starters", status: 200, holds: []string{`"id":"tasks"`, `"id":"chat"`}},
		{op: "list-templates", path: "GET /api/templates", status: 200, holds: []string{`{"items":[{"id":"html","title":"Web page"`, `"glyph":"<`, `"id":"react"`}, hides: []string{`"glyph":""`}},
		{op: "list-starters", name: "near a prompt", path: "GET /api/starters?near=count%20the%20money%20I%20spend", status: 200, holds: []string{`{"items":[{"id":"budget"`}},

		{op: "open-app", path: "POST /api/apps/{app}/open", body: `{}`, status: 200, holds: []string{`"url":"/preview/`, `/app.html"`, `"version":1`, `"problems":[]`, `"libraries":[`}, events: told(app)},
		{op: "open-app", name: "a version", path: "POST /api/apps/{made}/open", body: `{"version":1}`, status: 200, holds: []string{`"url":"/preview/`}, events: told(app)},
		{op: "open-app", name: "no such version", path: "POST /api/apps/{app}/open", body: `{"version":9}`, status: 404, holds: []string{"There is no such version."}},
		{op: "find-places", path: "POST /api/apps/{pinned}/places", body: `{"version":1,"places":[{"file":"app.html","line":2,"column":1}]}`, status: 200, holds: []string{`{"items":[{"file":"index.html","line":2,"column":1,"source":"<html`}},
		{op: "find-places", name: "no such version", path: "POST /api/apps/{app}/places", body: `{"version":9,"places":[]}`, status: 404, holds: []string{"There is no such version."}},
		{op: "get-app-records", path: "GET /api/apps/{app}/records", status: 200, holds: []string{`{"records":{}}`}},
		{op: "write-app-records", path: "PATCH /api/apps/{app}/records", body: `{"patches":[{"set":{"a":"1","b":null}},{"clear":["a"]}]}`, status: 204},
		{op: "write-app-records", name: "null", path: "PATCH /api/apps/{app}/records", body: `{"patches":null}`, status: 422, holds: invalid},
		{op: "get-library", path: "GET /api/apps/{app}/library?address=https%3A%2F%2Fcdn.jsdelivr.net%2Fnpm%2Fdayjs%401%2Fdayjs.min.js", status: 200, holds: []string{`"type":"text/javascript`, `"text":"`}},
		{op: "get-library", name: "that nobody has", path: "GET /api/apps/{app}/library?address=https%3A%2F%2Fexample.com%2Fa.js", status: 404, holds: []string{`"code":"not_found"`, "is no library that Whittle has."}},
		{op: "count-pages", path: "GET /api/pages", status: 200, holds: []string{`"kept":{"count":0,"bytes":0}`, `"run":{"built":`}},
		{op: "forget-pages", path: "DELETE /api/pages", status: 204},
		{op: "write-app-data", path: "PATCH /api/apps/{app}/data", body: `{"set":{"a":"1","b":null}}`, status: 204},
		{op: "write-app-data", name: "cleared", path: "PATCH /api/apps/{app}/data", body: `{"clear":true,"set":{}}`, status: 204},
		{op: "write-app-data", name: "as much as it may", path: "PATCH /api/apps/{app}/data", body: `{"clear":true,"set":{"a":"` + strings.Repeat(`\u00e9`, 5<<20-1) + `"}}`, status: 204},
		{op: "write-app-data", name: "too much", path: "PATCH /api/apps/{app}/data", body: `{"set":{"a":"` + strings.Repeat("x", 11<<20) + `"}}`, status: 422, holds: []string{`"code":"invalid"`, "What it kept before is unchanged."}},
		{op: "write-app-data", name: "far too much", path: "PATCH /api/apps/{app}/data", body: `{"set":{"a":"` + strings.Repeat("x", 62<<20) + `"}}`, status: 413, holds: invalid},
		{op: "get-ai-grant", path: "GET /api/apps/{app}/grants/ai", status: 200, holds: []string{`{"state":"ask"}`}},
		{op: "put-ai-grant", path: "PUT /api/apps/{app}/grants/ai", body: `{"state":"allowed"}`, status: 204},
		{op: "put-ai-grant", name: "no such answer", path: "PUT /api/apps/{app}/grants/ai", body: `{"state":"maybe"}`, status: 422, holds: invalid},
		{op: "start-ai-call", path: "POST /api/apps/{allowed}/ai", body: `{"call_id":"call-0001","messages":[{"role":"user","content":"Say hello"}]}`, status: 204, goesOn: true},
		{op: "start-ai-call", name: "not asked yet", path: "POST /api/apps/{app}/ai", body: `{"call_id":"call-0001","messages":[{"role":"user","content":"x"}]}`, status: 403, holds: []string{`"code":"forbidden"`, "has not been allowed"}},
		{op: "start-ai-call", name: "no messages", path: "POST /api/apps/{allowed}/ai", body: `{"call_id":"call-0001","messages":[]}`, status: 422, holds: []string{"AI needs at least one message."}},
		{op: "start-ai-call", name: "no such role", path: "POST /api/apps/{allowed}/ai", body: `{"call_id":"call-0001","messages":[{"role":"tool","content":"x"}]}`, status: 422, holds: invalid},
		{op: "start-ai-call", name: "short id", path: "POST /api/apps/{allowed}/ai", body: `{"call_id":"1","messages":[{"role":"user","content":"x"}]}`, status: 422, holds: invalid},
		{op: "put-grant", path: "PUT /api/apps/{app}/grants", body: `{"name":"host:api.example.com","state":"allowed"}`, status: 204},
		{op: "put-grant", name: "of nothing", path: "PUT /api/apps/{app}/grants", body: `{"name":"host:a b","state":"allowed"}`, status: 422, holds: invalid},
		{op: "list-grants", path: "GET /api/apps/{allowed}/grants", status: 200, holds: []string{`{"name":"ai","state":"allowed","decided_at":`}},
		{op: "fetch-for-app", path: "POST /api/apps/{app}/fetch", body: "\x00\x00\x00\x02{}", status: 200, holds: []string{`"code":"invalid"`, "name a host can be reached"}},
		{op: "fetch-for-app", name: "cut off", path: "POST /api/apps/{app}/fetch", body: "\x00\x00\x00\x09{}", status: 422, holds: invalid},
		{op: "list-requests", path: "GET /api/apps/{app}/requests", status: 200, holds: []string{`{"items":[]}`}},
		{op: "cancel-fetch", path: "DELETE /api/fetches/call-0001", status: 204},
		{op: "forget-grants", path: "DELETE /api/apps/{app}/grants", status: 204},
		{op: "cancel-ai-call", path: "DELETE /api/ai/call-0001", status: 204},
		{op: "list-libraries", path: "GET /api/libraries", status: 200, holds: []string{`"id":"{library}"`, `"name":"paper-beads"`, `"apps":[{"id":"{beads}"`}},
		{op: "remove-library", path: "DELETE /api/libraries/{library}", status: 204, events: told(backend.EventLibraries)},
		{op: "restore-library", path: "POST /api/libraries/{removed}/undelete", status: 204, events: told(backend.EventLibraries)},
		{op: "get-license", path: "GET /api/licenses/text?name=paper-beads&version=2.0.0&from=mirror", status: 200, holds: []string{"string these beads"}},
		{op: "remove-library", name: "missing", path: "DELETE /api/libraries/" + missing, status: 404, holds: []string{"is not in the mirror any more"}},
		{op: "restore-library", name: "missing", path: "POST /api/libraries/" + missing + "/undelete", status: 404, holds: []string{"gone for good"}},
		{op: "fetch-libraries", name: "nothing to fetch", path: "POST /api/apps/{app}/libraries", body: `{"optional":true}`, status: 200, holds: []string{`"app_id":"{app}"`, `"version":1`, `"state":"running"`}, events: told(backend.EventFetch, backend.EventLibraries), goesOn: true},
		{op: "fetch-libraries", name: "no such version", path: "POST /api/apps/{app}/libraries", body: `{"version":9}`, status: 404, holds: []string{"There is no such version."}},
		{op: "get-library-fetch", path: "GET /api/apps/{app}/libraries", status: 200, holds: []string{`{"fetch":null}`}},
		{op: "offer-compilers", path: "POST /api/compiles", status: 204},
		{op: "answer-compile", path: "POST /api/compiles/" + asked, body: `{"answer":"{}"}`, status: 204},
		{op: "answer-compile", name: "too late", path: "POST /api/compiles/" + missing, body: `{"answer":"{}"}`, status: 404, holds: []string{"Nobody waits for this answer"}},
		{op: "cancel-library-fetch", name: "unknown", path: "DELETE /api/libraries/fetches/" + missing, status: 204},
		{op: "list-licenses", path: "GET /api/licenses", status: 200, holds: []string{`"name":"react"`, `"license":"MIT"`}, hides: []string{`"text"`}},
		{op: "get-license", name: "missing", path: "GET /api/licenses/text?name=none&version=1&from=library", status: 404, holds: []string{"There is no licence of none 1 here."}},
		{op: "get-license", name: "half asked", path: "GET /api/licenses/text?name=none", status: 422, holds: invalid},
		{op: "patch-settings", name: "libraries", path: "PATCH /api/settings", body: `{"libraries":"always","library_limit":64}`, status: 200, holds: []string{`"libraries":"always"`, `"library_limit":64`}, events: told(settings)},
		{op: "get-app-usage", path: "GET /api/apps/{made}/usage", status: 200, holds: []string{`"today":{"calls":0`, `"total":{"calls":0`, `"cost_usd":"0"`}},

		{op: "list-sessions", path: "GET /api/sessions", status: 200, holds: []string{`"id":"{session}"`, `"app_id":"{made}"`}, hides: []string{`"owner"`}},
		{op: "get-session", path: "GET /api/sessions/{session}", status: 200, holds: []string{`"session":{"id":"{session}"`, `"role":"user","text":"` + thanks + `"`, `"role":"assistant","text":""`, `"type":"file"`, `"state":"done"`}},
		{op: "get-session", name: "missing", path: "GET /api/sessions/" + missing, status: 404, holds: noChat},
		{op: "rename-session", path: "PATCH /api/sessions/{session}", body: `{"title":"Dinner"}`, status: 200, holds: []string{`"title":"Dinner"`}, events: told(session)},
		{op: "rename-session", name: "to nothing", path: "PATCH /api/sessions/{session}", body: `{"title":""}`, status: 422, holds: []string{"A chat needs a title."}},
		{op: "delete-session", path: "DELETE /api/sessions/{session}", status: 204, events: told(session)},
		{op: "undelete-session", path: "POST /api/sessions/{session}/undelete", status: 200, holds: []string{`"id":"{session}"`}, events: told(session)},
		{op: "get-app-session", path: "GET /api/apps/{made}/session", status: 200, holds: []string{`"id":"{session}"`}},
		{op: "get-app-session", name: "none", path: "GET /api/apps/{app}/session", status: 404, holds: noChat},
		{op: "send-prompt", path: "POST /api/prompts", body: `{"text":"Make a clock"}`, status: 200, holds: []string{`"session":{"id":"`, `"text":"Make a clock"`, `"state":"running"`, `"parts":[]`}, events: told(generation, session), goesOn: true},
		{op: "send-prompt", name: "in a chat", path: "POST /api/prompts", body: `{"session_id":"{session}","text":"Make it teal"}`, status: 200, holds: []string{`"session":{"id":"{session}"`, `"app_id":"{made}"`}, events: told(generation, session), goesOn: true},
		{op: "send-prompt", name: "about an app", path: "POST /api/prompts", body: `{"app_id":"{app}","text":"Make it teal","template":"react","model":"standin/ok"}`, status: 200, holds: []string{`"app_id":"{app}"`, `"model":"standin/ok"`}, events: told(generation, session), goesOn: true},
		{op: "send-prompt", name: "about no app", path: "POST /api/prompts", body: `{"app_id":"` + missing + `","text":"Make it teal"}`, status: 404, holds: noApp},
		{op: "send-prompt", name: "in no chat", path: "POST /api/prompts", body: `{"session_id":"` + missing + `","text":"Make it teal"}`, status: 404, holds: noChat},
		{op: "send-prompt", name: "empty", path: "POST /api/prompts", body: `{"text":"  "}`, status: 422, holds: []string{"The prompt is empty."}},
		{op: "send-prompt", name: "too long", path: "POST /api/prompts", body: `{"text":"` + strings.Repeat("x", 2<<20) + `"}`, status: 422, holds: []string{"Shorten it; nothing was sent."}},
		{op: "send-prompt", name: "no such template", path: "POST /api/prompts", body: `{"text":"x","template":"cobol"}`, status: 422, holds: []string{"There is no template called"}},
		{op: "stop-generation", name: "one that has ended", path: "POST /api/generations/{generation}/stop", status: 204},
		{op: "retry-generation", path: "POST /api/generations/{generation}/retry", body: `{"model":"standin/ok"}`, status: 200, holds: []string{`"text":"` + thanks + `"`, `"state":"running"`, `"model":"standin/ok"`}, events: told(generation, session), goesOn: true},
		{op: "retry-generation", name: "missing", path: "POST /api/generations/" + missing + "/retry", body: `{}`, status: 404, holds: noReply},
		{op: "get-draft", path: "GET /api/drafts/home", status: 200, holds: []string{`{"text":"half a thought"}`}},
		{op: "get-draft", name: "none", path: "GET /api/drafts/route", status: 200, holds: []string{`{"text":""}`}},
		{op: "put-draft", path: "PUT /api/drafts/session:{session}", body: `{"text":"a thought"}`, status: 204},
		{op: "put-draft", name: "emptied", path: "PUT /api/drafts/home", body: `{"text":""}`, status: 204},
		{op: "put-draft", name: "long key", path: "PUT /api/drafts/" + strings.Repeat("k", 129), body: `{"text":"x"}`, status: 422, holds: invalid},

		{name: "no such route", path: "GET /api/none", status: 404, holds: []string{`"code":"not_found"`, "There is nothing at this address."}},
		{name: "no such method", path: "POST /api/state", body: `{}`, status: 404, holds: []string{`"code":"not_found"`}},
		{name: "no such method on an id", path: "PUT /api/apps/{app}", body: `{}`, status: 404, holds: []string{`"code":"not_found"`}},
		{name: "the page", path: "GET /", status: 200, holds: []string{"<title>Whittle</title>"}},
		{name: "a file", path: "GET /assets/main-1.js", status: 200, holds: []string{"start()"}},
		{name: "a folder", path: "GET /assets/", status: 404, hides: []string{"main-1.js"}},
		{name: "no such file", path: "GET /assets/none.js", status: 404},
		{name: "a file out of the folder", path: "GET /assets/../../go.mod", status: 307},
		{name: "posted to the page", path: "POST /", body: `{}`, status: 404, holds: []string{`"code":"not_found"`}},
		{name: "no such preview", path: "GET /preview/none", status: 404, holds: []string{"Open the app again."}},
	}
}

// prepare makes the library that scenarios begin with and returns what stands in braces.
func prepare(t *testing.T) (dir string, names *strings.Replacer) {
	d := setup(t)
	turn, g := d.send(t, chat.Prompt{Text: thanks, Template: "html"})
	if g.Version != 1 {
		t.Fatalf("the stand-in made no app: %+v", g)
	}
	app, pinned, deleted, allowed := d.app(t, "tasks"), d.app(t, "pomodoro"), d.app(t, "kanban"), d.app(t, "chat")
	for _, call := range []struct{ method, path, body string }{
		{"PUT", "/api/apps/" + pinned.ID + "/pin", ""},
		{"DELETE", "/api/apps/" + deleted.ID, ""},
		{"PUT", "/api/apps/" + allowed.ID + "/grants/ai", `{"state":"allowed"}`},
		{"PUT", "/api/drafts/home", `{"text":"half a thought"}`},
		{"PATCH", "/api/apps/" + app.ID + "/data", `{"set":{"kept":"yes"}}`},
	} {
		if a := d.call(t, call.method, call.path, call.body); a.status != http.StatusNoContent {
			t.Fatalf("%s %s: %d %s", call.method, call.path, a.status, a.body)
		}
	}
	beads, other := d.beadsApp(t, "Beads", "paper-beads"), d.beadsApp(t, "String", "bead-string")
	d.bring(t, beads)
	d.bring(t, other)
	kept := d.kept(t)
	if a := d.call(t, "DELETE", "/api/libraries/"+kept[0].ID, ""); a.status != http.StatusNoContent || kept[0].Name != "bead-string" {
		t.Fatalf("%+v: %s", kept, a.body)
	}
	d.fetches.Stop()
	d.chat.Stop()
	if err := d.store.Close(); err != nil {
		t.Fatal(err)
	}
	return d.dir, strings.NewReplacer("{app}", app.ID, "{pinned}", pinned.ID, "{deleted}", deleted.ID, "{allowed}", allowed.ID,
		"{made}", g.AppID, "{session}", turn.Session.ID, "{generation}", g.ID,
		"{beads}", beads.ID, "{library}", kept[1].ID, "{removed}", kept[0].ID)
}

func TestScenarios(t *testing.T) {
	dir, names := prepare(t)
	for _, s := range scenarios() {
		t.Run(s.op+" "+s.name, func(t *testing.T) {
			d := setupIn(t, copyFolder(t, dir))
			d.connect(t, openroutertest.Key)
			s.play(t, d, strings.NewReplacer("{base}", strings.Replace(d.base, "/api/v1", "/v1", 1)), names)
		})
	}
}

func (s scenario) play(t *testing.T, d *door, names ...*strings.Replacer) {
	in := func(text string) string {
		for _, n := range names {
			text = n.Replace(text)
		}
		return text
	}
	method, path, _ := strings.Cut(s.path, " ")
	before := d.dump(t)
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	a := d.call(t, method, in(path), in(s.body))
	if a.status != s.status {
		t.Fatalf("status %d, want %d: %.500s", a.status, s.status, a.body)
	}
	for _, part := range s.holds {
		if !strings.Contains(a.body, in(part)) {
			t.Errorf("%q is not in %.500s", in(part), a.body)
		}
	}
	for _, part := range append(s.hides, openroutertest.Key) {
		if strings.Contains(a.body, in(part)) {
			t.Errorf("%q is in %.500s", in(part), a.body)
		}
	}
	if strings.HasPrefix(path, "/api/") && s.status >= 400 {
		wantFailure(t, a, s.status, codeOf(t, a))
	}
	if s.goesOn {
		for _, kind := range s.events {
			if e := <-l.C; e.Type != kind {
				t.Errorf("%s was told, want %s", e.Type, kind)
			}
		}
		return
	}
	if got := waiting(l); !slices.Equal(got, s.events) {
		t.Errorf("%v was told, want %v", got, s.events)
	}
	if after := d.dump(t); (method == "GET" || s.status >= 400) && after != before {
		t.Errorf("the library changed from\n%s\nto\n%s", before, after)
	}
	if a.header.Get("X-Content-Type-Options") != "nosniff" || strings.HasPrefix(path, "/api/") && a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", a.header)
	}
}

func codeOf(t *testing.T, a answer) backend.Code {
	var f struct{ Code backend.Code }
	a.into(t, &f)
	return f.Code
}

// waiting returns the events that have been told already.
func waiting(l *backend.Listener) (kinds []backend.EventType) {
	for {
		select {
		case e := <-l.C:
			kinds = append(kinds, e.Type)
		default:
			return kinds
		}
	}
}

// Every operation of the document has a scenario that goes well, and every scenario an operation.
func TestScenariosAreTheDocument(t *testing.T) {
	well := map[string]bool{"listen": true} // TestEvents
	known := map[string]string{}
	for _, s := range scenarios() {
		if s.op != "" {
			known[s.op] = s.path
			well[s.op] = well[s.op] || s.status < 300
		}
	}
	for _, o := range operations(t, setup(t)) {
		if !well[o.id] {
			t.Errorf("%s has no scenario that goes well", o.id)
		}
		delete(known, o.id)
	}
	for id, path := range known {
		t.Errorf("%s (%s) is not in the document", id, path)
	}
}

// valid holds a body that fits each operation that wants more than {}.
var valid = map[string]string{
	"write-app-records": `{"patches":[]}`,
	"find-places":       `{"version":0,"places":[]}`,
	"rename-app":        `{"name":"x"}`, "rename-session": `{"title":"x"}`, "put-ai-grant": `{"state":"denied"}`, "write-app-data": `{"set":{}}`,
	"put-grant": `{"name":"ai","state":"denied"}`, "fetch-for-app": "\x00\x00\x00\x02{}",
	"start-ai-call": `{"call_id":"call-0001","messages":[{"role":"user","content":"x"}]}`, "answer-compile": `{"answer":"{}"}`,
}

func TestUnknownIDs(t *testing.T) {
	d := setup(t)
	d.unchanged(t, func() {
		for _, o := range operations(t, d) {
			if !strings.Contains(o.path, "{id}") || o.id == "cancel-ai-call" || o.id == "cancel-library-fetch" || o.id == "cancel-fetch" { // it may have ended meanwhile
				continue
			}
			body := ""
			if o.takesBody {
				body = "{}"
			}
			if valid[o.id] != "" {
				body = valid[o.id]
			}
			for _, id := range []string{missing, "nothing", "%2e%2e", "%00", strings.Repeat("x", 4000), "'%20OR%201=1"} {
				t.Run(o.id, func(t *testing.T) {
					wantFailure(t, d.call(t, o.method, o.address(id), body), http.StatusNotFound, backend.NotFound)
				})
			}
		}
	})
}

func TestBadBodies(t *testing.T) {
	d := setup(t)
	app := d.app(t, "tasks")
	d.unchanged(t, func() {
		for _, o := range operations(t, d) {
			if !o.takesBody {
				continue
			}
			for _, body := range []string{"{", "null", "[]", `"text"`, `{"no_such_field":1}`, "\x00", "", "{}{}", strings.Repeat("[", 20_000)} {
				t.Run(o.id+" "+body[:min(len(body), 20)], func(t *testing.T) {
					a := d.call(t, o.method, o.address(app.ID), body)
					if a.status != http.StatusBadRequest && a.status != http.StatusUnprocessableEntity {
						t.Fatalf("status %d: %s", a.status, a.body)
					}
					wantFailure(t, a, a.status, backend.Invalid)
				})
			}
		}
	})
}

// A prompt that cannot be answered is kept in its chat, with the reason.
func TestPromptWithoutKey(t *testing.T) {
	d := setup(t)
	if a := d.call(t, "PUT", "/api/drafts/home", `{"text":"Make a cl"}`); a.status != http.StatusNoContent {
		t.Fatal(a)
	}
	s := backend.DefaultSettings() // OpenRouter itself, with no key
	if _, err := d.store.UpdateSettings(t.Context(), backend.LocalOwner, func(v *backend.Settings) { *v = s }); err != nil {
		t.Fatal(err)
	}
	var state struct{ Connection struct{ Ready bool } }
	if d.call(t, "GET", "/api/state", "").into(t, &state); state.Connection.Ready {
		t.Error("ready without a key")
	}
	_, g := d.send(t, chat.Prompt{Text: "Make a clock"})
	if g.State != backend.GenerationFailed || g.ErrorCode != backend.NoKey || !sentence(g.ErrorMessage) {
		t.Errorf("ended as %+v", g)
	}
	a := d.call(t, "GET", "/api/sessions/"+g.SessionID, "")
	if !strings.Contains(a.body, `"text":"Make a clock"`) || !strings.Contains(a.body, `"error_code":"no_key"`) {
		t.Errorf("the chat is %s", a.body)
	}
	if a := d.call(t, "GET", "/api/drafts/home", ""); !strings.Contains(a.body, "Make a cl") {
		t.Errorf("the draft is %s", a.body)
	}
}

// A chat takes one prompt at a time; a reply that is being written can be stopped, and what came is kept.
func TestPromptWhileOneIsAnswered(t *testing.T) {
	d := setup(t)
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	var begun struct {
		Session backend.Session
		Reply   backend.Message
	}
	d.call(t, "POST", "/api/prompts", `{"text":"Make a clock app","model":"standin/stall"}`).into(t, &begun)
	for e := range l.C {
		if e.Type == backend.EventGenerationDelta {
			break
		}
	}
	second, err := json.Marshal(map[string]string{"session_id": begun.Session.ID, "text": "And a bell"})
	if err != nil {
		t.Fatal(err)
	}
	wantFailure(t, d.call(t, "POST", "/api/prompts", string(second)), http.StatusConflict, backend.Conflict)
	wantFailure(t, d.call(t, "POST", "/api/generations/"+begun.Reply.Generation.ID+"/retry", "{}"), http.StatusConflict, backend.Conflict)
	for range 2 {
		if a := d.call(t, "POST", "/api/generations/"+begun.Reply.Generation.ID+"/stop", ""); a.status != http.StatusNoContent {
			t.Errorf("stop: %d %s", a.status, a.body)
		}
	}
	a := d.call(t, "GET", "/api/sessions/"+begun.Session.ID, "")
	if !strings.Contains(a.body, `"state":"stopped"`) || strings.Contains(a.body, "And a bell") || !strings.Contains(a.body, `"type":"`) {
		t.Errorf("the chat is %s", a.body)
	}
}
