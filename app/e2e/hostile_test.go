//go:build e2e && linux

package e2e_test

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"whittle/app/e2e"
)

// stage builds the window with the shell page of testdata/stage in place of the program's rooms. What is in changed
// takes the place of files of the window.
func stage(t *testing.T, changed map[string]string) string {
	t.Helper()
	app, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(app, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	replace := map[string]string{}
	for _, file := range files {
		if !slices.ContainsFunc([]string{"desktop", "dialog", "events", "handover", "harden", "lock", "save", "shell", "webdriver", "webprocess", "window"},
			func(room string) bool { return strings.HasPrefix(filepath.Base(file), room) }) {
			replace[file] = ""
		}
	}
	replace[filepath.Join(app, "main.go")] = filepath.Join(app, "e2e/testdata/stage/main.go")
	for name, text := range changed {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(app, name)] = path
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(path, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	return e2e.Build(t, "-overlay", path)
}

// start starts the stage with a browser in its way that leaves a mark when it is called, and returns the mark's path.
func start(t *testing.T, binary, dataDir string, env ...string) (*e2e.Window, string) {
	t.Helper()
	pages, err := filepath.Abs("testdata/hostile")
	if err != nil {
		t.Fatal(err)
	}
	bin, mark := t.TempDir(), filepath.Join(t.TempDir(), "browsed")
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte("#!/bin/sh\necho \"$@\" >> "+mark+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	w := e2e.Start(t, e2e.Options{Binary: binary, Args: []string{dataDir, pages}, Env: append(env, "PATH="+bin+":"+os.Getenv("PATH"))})
	return w, mark
}

type boot struct {
	Ticket    string
	Open      string
	Recovered *struct {
		AppID  string `json:"app_id"`
		Route  string
		Reason string
	}
}

func booted(t *testing.T, w *e2e.Window) (b boot) {
	t.Helper()
	if err := json.Unmarshal([]byte(w.Line("STAGE booted ")), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestHostilePages shows pages that try everything to get at the raw channel, at the shell and away. What must have
// run says that the page tried at all; whatever ran, it must have found nothing.
func TestHostilePages(t *testing.T) {
	e2e.Need(t)
	w, mark := start(t, stage(t, nil), t.TempDir())
	if b := booted(t, w); b.Ticket == "" || b.Recovered != nil {
		t.Fatalf("first start told %+v", b)
	}
	cases := []struct {
		page string
		ran  []string
		end  string // the report after which nothing more is to come; empty is done
	}{
		{page: "realms", ran: []string{"own", "srcdoc", "srcdoc with rights", "srcdoc in srcdoc", "blank from outside"}},
		{page: "frameset", ran: []string{"frame from outside"}},
		{page: "workers", ran: []string{"worker", "shared worker"}},
		{page: "popups"},
		{page: "top"},
		{page: "post"},
		{page: "rewrite", ran: []string{"rewritten"}},
		{page: "away-data"},
		{page: "away-blob"},
		{page: "away-javascript"},
		{page: "away-shell"},
		{page: "away-canary", end: "undefined,undefined,undefined"},
		{page: "away-refresh"},
	}
	for _, c := range cases {
		if c.end == "" {
			c.end = "done"
		}
		w.Eval("show(arguments[0])", nil, c.page)
		var reports []string
		w.Wait(c.page+" to be done", func() bool {
			w.Eval("return reports", &reports)
			return slices.Contains(reports, c.end)
		})
		for _, want := range c.ran {
			if !slices.Contains(reports, want) {
				t.Errorf("%s: %q did not run, so it showed nothing: %q", c.page, want, reports)
			}
		}
		for _, r := range reports {
			if !harmless(r) {
				t.Errorf("%s: %s", c.page, r)
			}
		}
		alive(t, w)
	}
	if browsed, err := os.ReadFile(mark); err == nil {
		t.Errorf("the browser was called with %s", browsed)
	}
	for _, trace := range []string{"STAGE breach", "STAGE booted", "STAGE closed"} {
		if w.Printed(trace) {
			t.Errorf("the program printed %q", trace)
		}
	}
}

// harmless says whether a report tells of a try that found nothing: it may have run in any realm that has the
// page's own policy, or have thrown.
func harmless(report string) bool {
	ran := []string{
		"own", "srcdoc", "srcdoc with rights", "srcdoc in srcdoc", "blank from outside", "frame from outside", "top frame 0",
		"worker", "shared worker", "rewritten", "led to javascript", "done", "undefined,undefined,undefined",
	}
	return slices.Contains(ran, report) || strings.HasSuffix(report, " threw SecurityError") || strings.HasSuffix(report, " threw TypeError")
}

// alive ends the test unless the shell's page is the stage, answers, and reaches Go.
func alive(t *testing.T, w *e2e.Window) {
	t.Helper()
	var page struct{ URL, Title, Ticket string }
	w.Eval("const b = await window.go.main.Shell.Boot(); return { URL: location.href, Title: document.title, Ticket: b.ticket }", &page)
	if page.URL != "wails://wails/" || page.Title != "Stage" || page.Ticket == "" {
		t.Fatalf("the shell is %+v", page)
	}
}

// TestOpenChannelShowsNoPreview leaves the raw channel where Wails puts it, and sees the canary find it there.
func TestOpenChannelShowsNoPreview(t *testing.T) {
	e2e.Need(t)
	text, err := os.ReadFile("../harden_linux.c")
	if err != nil {
		t.Fatal(err)
	}
	open := string(text)
	for _, line := range []string{
		`webkit_user_content_manager_unregister_script_message_handler(manager, "external");`,
		`if (!webkit_user_content_manager_register_script_message_handler_in_world(manager, "external", WORLD)) return FALSE;`,
	} {
		if !strings.Contains(open, line) {
			t.Fatalf("harden_linux.c has no line %q", line)
		}
		open = strings.Replace(open, line, "", 1)
	}
	w, _ := start(t, stage(t, map[string]string{"harden_linux.c": open}), t.TempDir())
	var status int
	w.Eval("return (await fetch('/preview/raw/realms')).status", &status)
	if status != http.StatusServiceUnavailable {
		t.Errorf("a preview was answered with %d", status)
	}
}

// TestPageThatHangs shows that a page that loops for ever takes the page along, not the window.
func TestPageThatHangs(t *testing.T) {
	e2e.Need(t)
	w, _ := start(t, stage(t, nil), t.TempDir())
	booted(t, w)
	w.Eval("location.hash = '#/apps/loop'; show('loop')", nil)
	b := booted(t, w)
	if b.Recovered == nil || b.Recovered.AppID != "loop" || b.Recovered.Reason != "hung" || b.Recovered.Route != "#/apps/loop" {
		t.Fatalf("after the hang the page was told %+v", b)
	}
	w.Line("STAGE lives")
}

// TestPageThatDies shows that the window comes back when its web process is killed.
func TestPageThatDies(t *testing.T) {
	e2e.Need(t)
	w, _ := start(t, stage(t, nil), t.TempDir())
	booted(t, w)
	w.Eval("show('workers')", nil)
	if err := syscall.Kill(w.PID("WebKitWebProc"), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	b := booted(t, w)
	if b.Recovered == nil || b.Recovered.AppID != "workers" || b.Recovered.Reason != "crashed" {
		t.Fatalf("after the crash the page was told %+v", b)
	}
	w.Line("STAGE lives")
}

// TestShellsOwnMistakes shows that neither a body WebKit cannot hand over nor a handler that panics ends the program.
func TestShellsOwnMistakes(t *testing.T) {
	e2e.Need(t)
	w, _ := start(t, stage(t, nil), t.TempDir())
	booted(t, w)
	w.Eval("await fetch('/told', { method: 'POST', body: new Blob(['z']) })", nil)
	w.Line("STAGE breach POST /told 0") // the request arrives, its body does not
	var status int
	w.Eval("return (await fetch('/panic')).status", &status)
	if status != http.StatusInternalServerError {
		t.Errorf("a panic gave %d", status)
	}
	alive(t, w)
}

// TestSecondStart shows that a second start of the program hands over to the first and ends.
func TestSecondStart(t *testing.T) {
	e2e.Need(t)
	binary, dataDir := stage(t, nil), t.TempDir()
	w, _ := start(t, binary, dataDir)
	booted(t, w)
	second := exec.Command(binary, dataDir, "testdata/hostile")
	second.Env = append(os.Environ(), "DISPLAY="+w.Display)
	out, err := second.Output()
	if err != nil || string(out) != "STAGE handed over <nil>\n" {
		t.Fatalf("the second start said %q, %v", out, err)
	}
	w.Wait("the event", func() bool {
		return w.Find("#said").Text() == `{"type":"open","data":{"id":"second"}}`
	})
}

// TestPlaceIsRemembered shows that size and place survive a restart.
func TestPlaceIsRemembered(t *testing.T) {
	e2e.Need(t)
	binary, dataDir := stage(t, nil), t.TempDir()
	w, _ := start(t, binary, dataDir)
	booted(t, w)
	w.Eval("runtime.WindowSetSize(900, 600); runtime.WindowSetPosition(120, 80)", nil)
	w.Wait("the new size", func() bool { return size(w) == [4]int{120, 80, 900, 600} })
	w.Close()
	w, _ = start(t, binary, dataDir)
	booted(t, w)
	w.Wait("the size it had", func() bool { return size(w) == [4]int{120, 80, 900, 600} })
}

func size(w *e2e.Window) (at [4]int) {
	w.Eval("const p = await runtime.WindowGetPosition(), s = await runtime.WindowGetSize(); return [p.x, p.y, s.w, s.h]", &at)
	return at
}
