package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
)

const madeShape = `{"app_id":"","name":"","template":"","version":0,"problems":[{"severity":"","file":"","line":0,"column":0,"text":""}],
	"usage":{"prompt_tokens":0,"completion_tokens":0},"cost_usd":"","ms":{"first_token":0,"reply":0,"build":0}}`

// chats returns the prompts that the library keeps, by the state of their last reply.
func chats(t *testing.T) map[string]backend.GenerationState {
	t.Helper()
	kept := map[string]backend.GenerationState{}
	inLibrary(t, func(ctx context.Context, p *program) {
		sessions, err := p.store.FindSessions(ctx, backend.LocalOwner)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sessions {
			_, messages, err := p.chat.Session(ctx, backend.LocalOwner, s.ID)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(messages); i += 2 {
				kept[messages[i].Text] = messages[i+1].Generation.State
			}
		}
	})
	return kept
}

func TestNewAndEdit(t *testing.T) {
	_, server := standIn(t, openroutertest.Options{})
	var first, second made
	whittle(t, "new", "Make a tip splitter", "--name", "Split it", "--template", "html", "--json").want(t, exitDone).into(t, &first, madeShape)
	if first.AppID == "" || first.Name != "Split it" || first.Template != "html" || first.Version != 1 || first.Error != nil || first.Text == "" {
		t.Errorf("made %+v", first)
	}
	if cost := big.NewRat(int64(first.Cost), 1); cost.Cmp(big.NewRat(server.SpentPico(), 1)) != 0 || first.Usage.Prompt == 0 || first.Usage.Completion == 0 {
		t.Errorf("cost %s and usage %+v, spent %d pico", first.Cost.USD(), first.Usage, server.SpentPico())
	}
	whittle(t, "edit", "split it", "Make the accent teal and call it Fair Share", "--json").want(t, exitDone).into(t, &second, madeShape)
	if second.AppID != first.AppID || second.Version != 2 || second.Name != "Split it" {
		t.Errorf("changed to %+v", second)
	}
	var versions versionList
	whittle(t, "versions", first.AppID, "--json").want(t, exitDone).into(t, &versions, `{"app_id":"","versions":[]}`)
	if len(versions.Versions) != 2 || versions.Versions[0].Prompt != "Make the accent teal and call it Fair Share" {
		t.Errorf("versions %+v", versions.Versions)
	}
	document := whittle(t, "build", first.AppID).want(t, exitDone).out
	if !strings.Contains(document, "<!doctype html>") && !strings.Contains(document, "<!DOCTYPE html>") {
		t.Errorf("built %.80q", document)
	}
	whittle(t, "edit", "nothing", "x").want(t, exitProblems)
}

func TestNew_words(t *testing.T) {
	standIn(t, openroutertest.Options{})
	r := whittle(t, "new", "Build a React app for a reading list", "--model", "openai/gpt-5-mini").want(t, exitDone)
	for _, says := range []string{"version 1 (", " tokens in, ", "$0."} {
		if !strings.Contains(r.out, says) {
			t.Errorf("%q does not say %q", r.out, says)
		}
	}
}

func TestNew_answeredInWords(t *testing.T) {
	standIn(t, openroutertest.Options{})
	var m made
	const question = "What is a good first app?"
	whittle(t, "new", question, "--json").want(t, exitProblems).into(t, &m, madeShape)
	if m.AppID != "" || m.Version != 0 || !strings.HasPrefix(m.Text, "You wrote: "+question) || m.Error != nil || len(m.Problems) != 1 {
		t.Errorf("made %+v", m)
	}
	r := whittle(t, "new", question).want(t, exitProblems)
	if !strings.HasPrefix(r.out, "You wrote: "+question) || !strings.Contains(r.out, "made no app") {
		t.Errorf("said %q", r.out)
	}
	if kept := chats(t); kept[question] != backend.GenerationDone {
		t.Errorf("kept %v", kept)
	}
	app := fromStarters(t, "tasks")[0]
	whittle(t, "edit", app.ID, "What does this do?", "--json").want(t, exitDone).into(t, &m, madeShape)
	if m.AppID != app.ID || m.Version != 0 || m.Text == "" || len(m.Problems) != 0 {
		t.Errorf("asked about an app: %+v", m)
	}
}

func TestNew_failures(t *testing.T) {
	library, _ := standIn(t, openroutertest.Options{})
	for _, c := range []struct {
		model string
		code  backend.Code
		state backend.GenerationState
	}{
		{"401", backend.KeyRefused, backend.GenerationFailed},
		{"400", backend.Invalid, backend.GenerationFailed},
		{"402", backend.NoCredit, backend.GenerationFailed},
		{"403", backend.Forbidden, backend.GenerationFailed},
		{"404", backend.ModelUnknown, backend.GenerationFailed},
		{"html", backend.NotFound, backend.GenerationFailed},
		{"mid-a", backend.RateLimited, backend.GenerationFailed},
		{"eof", backend.Truncated, backend.GenerationFailed},
		{"cut-app", backend.Truncated, backend.GenerationCutOff},
		{"content-filter", backend.Moderated, backend.GenerationFailed},
		{"empty", "", backend.GenerationFailed},
		{"echo-key", "", backend.GenerationFailed},
	} {
		t.Run(c.model, func(t *testing.T) {
			prompt := "Build an app that counts to " + c.model
			var m made
			r := whittle(t, "new", prompt, "--model", "standin/"+c.model, "--json").want(t, exitEndpoint)
			r.into(t, &m, madeShape)
			if m.Error == nil || c.code != "" && m.Error.Code != c.code || m.Error.Message != strings.TrimSpace(r.err) || m.AppID != "" || m.Version != 0 {
				t.Errorf("made %+v with error %+v, said %q", m, m.Error, r.err)
			}
			if kept := chats(t); kept[prompt] != c.state {
				t.Errorf("the prompt's reply is %q, want %q", kept[prompt], c.state)
			}
		})
	}
	var list appList
	if whittle(t, "list", "--json").into(t, &list, `{"apps":[]}`); len(list.Apps) != 0 {
		t.Errorf("apps were made: %v", list.Apps)
	}
	for name, content := range contents(t, library) {
		if bytes.Contains(content, []byte(openroutertest.Key)) {
			t.Errorf("%s holds the key of the environment", name)
		}
	}
}

func TestNew_refused(t *testing.T) {
	_, server := standIn(t, openroutertest.Options{})
	for _, args := range [][]string{{"new", " "}, {"new", "x", "--template", "cobol"}, {"new", strings.Repeat("x", 300<<10)}} {
		r := whittle(t, append(args, "--json")...).want(t, exitProblems)
		var m made
		if r.into(t, &m, madeShape); m.Error == nil || m.Error.Message != strings.TrimSpace(r.err) {
			t.Errorf("%.20q: %+v, said %q", args, m.Error, r.err)
		}
	}
	if n, kept := len(server.Requests()), chats(t); n != 0 || len(kept) != 0 {
		t.Errorf("%d calls, kept %v", n, kept)
	}
	t.Setenv("OPENROUTER_API_KEY", openroutertest.RefusedKey)
	r := whittle(t, "new", "Build a clock app", "--json").want(t, exitEndpoint)
	if strings.Contains(r.out+r.err, openroutertest.RefusedKey) || chats(t)["Build a clock app"] != backend.GenerationFailed {
		t.Errorf("said %s%s, kept %v", r.out, r.err, chats(t))
	}
}

func TestNew_withoutKey(t *testing.T) {
	isolate(t)
	var m made
	whittle(t, "new", "Build a clock app", "--json").want(t, exitEndpoint).into(t, &m, madeShape)
	if m.Error == nil || m.Error.Code != backend.NoKey || chats(t)["Build a clock app"] != backend.GenerationFailed {
		t.Errorf("error %+v, kept %v", m.Error, chats(t))
	}
}

// An app that does not build is kept as a version, and its problems are listed.
func TestNew_brokenApp(t *testing.T) {
	standIn(t, openroutertest.Options{})
	var m made
	whittle(t, "new", "Build a React app", "--model", "standin/broken-app", "--json").want(t, exitProblems).into(t, &m, madeShape)
	if m.AppID == "" || m.Version != 1 || !backend.HasErrors(m.Problems) || m.Problems[0].Line == 0 || m.Error != nil {
		t.Errorf("made %+v", m)
	}
	var b built
	whittle(t, "build", m.AppID, "--json").want(t, exitProblems).into(t, &b, builtShape)
	if b.OK || !backend.HasErrors(b.Problems) {
		t.Errorf("built %+v", b)
	}
	whittle(t, "edit", m.AppID, "Fix it", "--model", "standin/broken-app").want(t, exitDone)
	whittle(t, "build", m.AppID, "--json").want(t, exitDone).into(t, &b, builtShape)
	if !b.OK {
		t.Errorf("built %+v", b)
	}
}

// What was interrupted is told as such and leaves the prompt.
func TestNew_interrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	standIn(t, openroutertest.Options{Replies: func(string, []openroutertest.Message) string {
		stop()
		return "It begins"
	}})
	var out, errs bytes.Buffer
	code := run(ctx, []string{"new", "Build a clock app", "--json", "--model", "standin/stall"}, nil, &out, &errs)
	var m made
	if err := json.Unmarshal(out.Bytes(), &m); err != nil || code != exitEndpoint || m.Error == nil || m.Error.Code != backend.Canceled {
		t.Errorf("exit %d, %s, %v", code, out.String(), err)
	}
	if kept := chats(t); kept["Build a clock app"] != backend.GenerationStopped {
		t.Errorf("kept %v", kept)
	}
}
