package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/zalando/go-keyring"

	"whittle/backend"
	"whittle/backend/ai/openroutertest"
)

// result is what a command left behind.
type result struct {
	code     int
	out, err string
}

// isolate gives a test a library of its own and an environment that says nothing about endpoints.
func isolate(t *testing.T) (library string) {
	t.Helper()
	keyring.MockInitWithError(os.ErrPermission)
	library = filepath.Join(t.TempDir(), "library")
	for name, value := range map[string]string{
		"HOME": t.TempDir(), "XDG_CONFIG_HOME": t.TempDir(), "XDG_DATA_HOME": t.TempDir(), "WHITTLE_DATA": library,
		"OPENROUTER_API_KEY": "", "OPENROUTER_BASE_URL": "", "WHITTLE_MODEL": "", "LOG_LEVEL": "", "DISPLAY": "",
		"WHITTLE_NPM_REGISTRY": "http://127.0.0.1:1/npm", "WHITTLE_CDN": "http://127.0.0.1:1/cdn",
	} {
		t.Setenv(name, value)
	}
	return library
}

// standIn isolates a test and puts a stand-in for OpenRouter into its environment.
func standIn(t *testing.T, options openroutertest.Options) (library string, server *openroutertest.Server) {
	t.Helper()
	library = isolate(t)
	server = openroutertest.New(options)
	t.Setenv("OPENROUTER_BASE_URL", server.Start(t))
	t.Setenv("OPENROUTER_API_KEY", openroutertest.Key)
	return library, server
}

// whittle runs one command as the shell would.
func whittle(t *testing.T, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(""), &out, &errs)
	return result{code, out.String(), errs.String()}
}

// want checks the exit code, and that a failure says why in sentences.
func (r result) want(t *testing.T, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit %d, want %d\nstdout: %s\nstderr: %s", r.code, code, r.out, r.err)
	}
	if code > exitProblems && (r.err == "" || !strings.HasSuffix(strings.TrimSpace(r.err), ".")) {
		t.Errorf("no sentence on standard error: %q", r.err)
	}
	return r
}

// into reads standard output as exactly one JSON object and checks that it holds every field of shape, with its type.
func (r result) into(t *testing.T, v any, shape string) {
	t.Helper()
	if strings.Count(r.out, "\n") != 1 || json.Unmarshal([]byte(r.out), v) != nil {
		t.Fatalf("not one JSON object on one line: %s\nstderr: %s", r.out, r.err)
	}
	var got, want any
	if err := json.Unmarshal([]byte(shape), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil {
		t.Fatal(err)
	}
	if err := holds(got, want); err != nil {
		t.Errorf("%v in %s", err, r.out)
	}
}

// holds reports the first field of want that got has not, or has with another type. The one element of a list in want
// is the shape of each in got; null takes anything.
func holds(got, want any) error {
	switch want := want.(type) {
	case nil:
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return fmt.Errorf("%v is no object", got)
		}
		for name, shape := range want {
			value, ok := object[name]
			if !ok {
				return fmt.Errorf("%q is missing", name)
			}
			if err := holds(value, shape); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	case []any:
		list, ok := got.([]any)
		if !ok {
			return fmt.Errorf("%v is no list", got)
		}
		for _, value := range list {
			if len(want) == 1 && holds(value, want[0]) != nil {
				return holds(value, want[0])
			}
		}
	default:
		if fmt.Sprintf("%T", got) != fmt.Sprintf("%T", want) {
			return fmt.Errorf("%v is no %T", got, want)
		}
	}
	return nil
}

// inLibrary runs fn on the library of the environment, as a command does.
func inLibrary(t *testing.T, fn func(ctx context.Context, p *program)) {
	t.Helper()
	p, err := assemble(t.Context(), &options{dataDir: os.Getenv("WHITTLE_DATA")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	fn(t.Context(), p)
}

// fromStarters puts one app of each starter into the library.
func fromStarters(t *testing.T, starters ...string) (apps []backend.App) {
	t.Helper()
	inLibrary(t, func(ctx context.Context, p *program) {
		for _, s := range starters {
			app, err := p.library.CreateFromStarter(ctx, backend.LocalOwner, s)
			if err != nil {
				t.Fatal(err)
			}
			apps = append(apps, app)
		}
	})
	return apps
}

func TestUsage(t *testing.T) {
	isolate(t)
	for _, c := range []struct {
		args string
		says string
	}{
		{"sing", `There is no command "sing". See whittle --help.`},
		{"new", "Something is missing: whittle new PROMPT."},
		{"new a b", "too many arguments: whittle new PROMPT. Put quotes around"},
		{"edit a", "Something is missing: whittle edit APP PROMPT."},
		{"rename a", "whittle rename APP NAME"},
		{"build", "whittle build PATH|APP"},
		{"list a", "whittle list takes no arguments."},
		{"serve a", "whittle serve takes no arguments."},
		{"--sing", "unknown flag: --sing. See whittle --help."},
		{"ask --sing x", "unknown flag: --sing. See whittle ask --help."},
		{"ask -x", "unknown shorthand flag"},
		{"build a -o", "flag needs an argument"},
		{"--json sing", "There is no command"},
	} {
		r := whittle(t, strings.Fields(c.args)...).want(t, exitUsage)
		if !strings.Contains(r.err, c.says) {
			t.Errorf("%s: %q, want %q", c.args, r.err, c.says)
		}
	}
}

func TestHelp(t *testing.T) {
	isolate(t)
	overview := whittle(t, "--help").want(t, exitDone).out
	for _, command := range []string{
		"new PROMPT", "edit APP PROMPT", "build PATH|APP", "reply FILE", "ask PROMPT", "list", "show APP", "rename APP NAME", "rm APP",
		"pin APP", "unpin APP", "versions APP", "libraries", "serve", "doctor",
	} {
		name, _, _ := strings.Cut(command, " ")
		if !strings.Contains(overview, "\n  "+name+" ") {
			t.Errorf("%s is not in the overview", name)
		}
		help := whittle(t, name, "--help").want(t, exitDone).out
		for _, says := range []string{"whittle " + command, "--json", "--data DIR"} {
			if !strings.Contains(help, says) {
				t.Errorf("%s --help does not say %q:\n%s", name, says, help)
			}
		}
		if strings.Contains(help, " string ") {
			t.Errorf("%s --help calls an argument string:\n%s", name, help)
		}
	}
	for _, hidden := range []string{"openapi", "completion"} {
		if strings.Contains(overview, hidden) {
			t.Errorf("the overview shows %s", hidden)
		}
	}
}

func TestWithoutWindow(t *testing.T) {
	isolate(t)
	if r := whittle(t).want(t, exitEndpoint); !strings.Contains(r.err, "Run whittle serve") || r.out != "" {
		t.Errorf("said %q", r.err)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestOutputThatDoesNotArrive(t *testing.T) {
	isolate(t)
	for _, args := range [][]string{{"list"}, {"list", "--json"}, {"doctor"}, {"--help"}} {
		var errs bytes.Buffer
		if code := run(t.Context(), args, nil, full{}, &errs); code != exitInternal || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%v: exit %d, %q", args, code, errs.String())
		}
	}
}

const appShape = `{"id":"","name":"","description":"","kind":"","template":"","version":0,"pinned":true}`

func TestList(t *testing.T) {
	isolate(t)
	var list struct{ Apps []backend.App }
	whittle(t, "list", "--json").want(t, exitDone).into(t, &list, `{"apps":[`+appShape+`]}`)
	if len(list.Apps) != 0 {
		t.Errorf("a new library holds %v", list.Apps)
	}
	if r := whittle(t, "list").want(t, exitDone); !strings.Contains(r.out, "No apps yet.") {
		t.Errorf("said %q", r.out)
	}
	apps := fromStarters(t, "tasks", "pomodoro")
	whittle(t, "pin", apps[0].ID).want(t, exitDone)
	whittle(t, "list", "--json").want(t, exitDone).into(t, &list, `{"apps":[`+appShape+`]}`)
	if len(list.Apps) != 2 || list.Apps[0].ID != apps[0].ID || !list.Apps[0].Pinned || list.Apps[1].Pinned {
		t.Errorf("listed %+v", list.Apps)
	}
	lines := strings.Split(strings.TrimSpace(whittle(t, "list").want(t, exitDone).out), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], apps[0].ID) || !strings.Contains(lines[0], apps[0].Name) || !strings.HasSuffix(lines[0], "pinned") {
		t.Errorf("listed %q", lines)
	}
}

func TestShow(t *testing.T) {
	isolate(t)
	app := fromStarters(t, "tasks")[0]
	var shown struct {
		backend.App
		Files []backend.File
	}
	whittle(t, "show", app.ID, "--json").want(t, exitDone).into(t, &shown, `{"id":"","name":"","version":0,"files":[{"path":"","content":""}]}`)
	if shown.ID != app.ID || shown.Version != 1 || len(shown.Files) == 0 || shown.Files[0].Content == "" {
		t.Errorf("showed %+v", shown.App)
	}
	words := whittle(t, "show", app.ID).want(t, exitDone).out
	for _, f := range shown.Files {
		if !strings.Contains(words, "--- "+f.Path+"\n"+f.Content) {
			t.Errorf("%s is not shown", f.Path)
		}
	}
}

func TestRename(t *testing.T) {
	isolate(t)
	app := fromStarters(t, "tasks")[0]
	var renamed backend.App
	whittle(t, "rename", app.ID, "Errands", "--json").want(t, exitDone).into(t, &renamed, appShape)
	if renamed.Name != "Errands" || renamed.ID != app.ID {
		t.Errorf("renamed to %+v", renamed)
	}
	if r := whittle(t, "rename", "errands", "Chores").want(t, exitDone); r.out != "Errands is now Chores.\n" {
		t.Errorf("said %q", r.out)
	}
	whittle(t, "rename", "chores", " ").want(t, exitProblems)
	whittle(t, "show", "chores").want(t, exitDone)
}

func TestPin(t *testing.T) {
	isolate(t)
	app := fromStarters(t, "tasks")[0]
	for _, c := range []struct {
		command, says string
		pinned        bool
	}{{"pin", app.Name + " pinned.\n", true}, {"pin", app.Name + " pinned.\n", true}, {"unpin", app.Name + " unpinned.\n", false}, {"unpin", app.Name + " unpinned.\n", false}} {
		var after backend.App
		whittle(t, c.command, app.ID, "--json").want(t, exitDone).into(t, &after, appShape)
		if after.Pinned != c.pinned {
			t.Errorf("after %s: %+v", c.command, after)
		}
		if r := whittle(t, c.command, app.ID).want(t, exitDone); r.out != c.says {
			t.Errorf("%s said %q", c.command, r.out)
		}
	}
}

func TestVersions(t *testing.T) {
	isolate(t)
	app := fromStarters(t, "tasks")[0]
	var list struct {
		AppID    string `json:"app_id"`
		Versions []backend.Version
	}
	whittle(t, "versions", app.ID, "--json").want(t, exitDone).into(t, &list,
		`{"app_id":"","versions":[{"id":"","number":0,"origin":"","prompt":"","model":"","created_at":0}]}`)
	if list.AppID != app.ID || len(list.Versions) != 1 || list.Versions[0].Number != 1 || list.Versions[0].Origin != backend.FromStarter {
		t.Errorf("listed %+v", list)
	}
	if r := whittle(t, "versions", app.ID).want(t, exitDone); !strings.Contains(r.out, "   1  ") || !strings.Contains(r.out, "starter") {
		t.Errorf("said %q", r.out)
	}
}

func TestRemove(t *testing.T) {
	isolate(t)
	apps := fromStarters(t, "tasks", "notes")
	var gone removed
	whittle(t, "rm", apps[0].ID, "--json").want(t, exitDone).into(t, &gone, `{"id":"","deleted":true}`)
	if gone.ID != apps[0].ID || !gone.Deleted {
		t.Errorf("removed %+v", gone)
	}
	whittle(t, "show", apps[0].ID).want(t, exitProblems)
	whittle(t, "rm", apps[0].ID).want(t, exitProblems)
	if r := whittle(t, "rm", apps[1].Name).want(t, exitDone); r.out != apps[1].Name+" deleted.\n" {
		t.Errorf("said %q", r.out)
	}
}

func TestAppReference(t *testing.T) {
	isolate(t)
	apps := fromStarters(t, "tasks", "notes", "kanban")
	whittle(t, "rename", apps[2].ID, apps[1].Name).want(t, exitDone)
	prefix := apps[0].ID
	for !strings.HasPrefix(apps[1].ID, prefix[:len(prefix)-1]) && !strings.HasPrefix(apps[2].ID, prefix[:len(prefix)-1]) {
		prefix = prefix[:len(prefix)-1]
	}
	for _, c := range []struct {
		name, ref string
		code      int
		says      string
	}{
		{"id", apps[0].ID, exitDone, ""},
		{"unique prefix", prefix, exitDone, ""},
		{"name", apps[0].Name, exitDone, ""},
		{"name in another case", strings.ToUpper(apps[0].Name), exitDone, ""},
		{"prefix of several", "0", exitProblems, "Use the id."},
		{"name of several", apps[1].Name, exitProblems, apps[2].ID},
		{"unknown", "nothing", exitProblems, `No app is called "nothing"`},
		{"empty", "", exitProblems, "No app is called"},
		{"part of a name", apps[0].Name[1:], exitProblems, "No app is called"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := whittle(t, "show", c.ref, "--json").want(t, c.code)
			if c.code == exitDone {
				var app backend.App
				if r.into(t, &app, appShape); app.ID != apps[0].ID {
					t.Errorf("showed %s", app.ID)
				}
				return
			}
			var f failed
			r.into(t, &f, `{"error":{"code":"","message":""}}`)
			if !strings.Contains(r.err, c.says) || f.Error.Message != strings.TrimSpace(r.err) {
				t.Errorf("said %q and %+v", r.err, f.Error)
			}
		})
	}
}

func TestDataFolder(t *testing.T) {
	isolate(t)
	app := fromStarters(t, "tasks")[0]
	other := t.TempDir()
	whittle(t, "--data", other, "show", app.ID).want(t, exitProblems)
	whittle(t, "show", app.ID).want(t, exitDone)
	t.Setenv("WHITTLE_DATA", "")
	whittle(t, "show", app.ID).want(t, exitProblems)
	if _, err := os.Stat(filepath.Join(os.Getenv("XDG_DATA_HOME"), "whittle", "whittle.db")); err != nil {
		t.Errorf("the platform's data folder was not used: %v", err)
	}
}

func TestLibraryThatCannotBeUsed(t *testing.T) {
	library := isolate(t)
	if err := os.WriteFile(library, []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	var f failed
	whittle(t, "list", "--json").want(t, exitInternal).into(t, &f, `{"error":{"code":"","message":""}}`)
	if !strings.Contains(f.Error.Message, library) {
		t.Errorf("said %q", f.Error.Message)
	}
}

func TestDoctor(t *testing.T) {
	standIn(t, openroutertest.Options{})
	var d diagnosis
	shape := `{"version":"","checks":[{"name":"","ok":true,"detail":"","fix":""}]}`
	whittle(t, "doctor", "--json").want(t, exitDone).into(t, &d, shape)
	for _, name := range []string{"window", "display", "library", "keyring", "key", "endpoint"} {
		at := slices.IndexFunc(d.Checks, func(c check) bool { return c.Name == name })
		if at < 0 {
			t.Errorf("%s is not checked", name)
			continue
		}
		c := d.Checks[at]
		if c.Detail == "" || c.OK != (c.Fix == "") {
			t.Errorf("%+v", c)
		}
		if works := name != "window" && name != "display" && name != "keyring"; c.OK != works && name != "window" {
			t.Errorf("%s: ok %t, want %t: %s", name, c.OK, works, c.Detail)
		}
	}
	t.Setenv("OPENROUTER_API_KEY", openroutertest.RefusedKey)
	words := whittle(t, "doctor").want(t, exitDone).out
	if !strings.Contains(words, "look  endpoint") || strings.Contains(words, openroutertest.RefusedKey) {
		t.Errorf("said %s", words)
	}
	if err := os.WriteFile(os.Getenv("WHITTLE_DATA")+"-file", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	whittle(t, "doctor", "--json", "--data", os.Getenv("WHITTLE_DATA")+"-file").want(t, exitDone).into(t, &d, shape)
	if last := d.Checks[len(d.Checks)-1]; last.Name != "library" || last.OK {
		t.Errorf("%+v", last)
	}
}
