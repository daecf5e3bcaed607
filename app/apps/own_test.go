//go:build e2e && linux

package apps_test

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"whittle/app/apps"
	"whittle/app/e2e"
	"whittle/backend"
	"whittle/backend/ai/openroutertest"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

//go:embed locate.js
var locate string

// TestOwnApps opens every app and every starter in Chromium and in the real window, does what its clicks.json says with a
// real mouse and keyboard, and holds that nothing went wrong.
func TestOwnApps(t *testing.T) {
	all, err := apps.Load("testdata", os.Getenv("WHITTLE_APPS"))
	if err != nil {
		t.Fatal(err)
	}
	whittle := e2e.Build(t)
	base := filepath.Join(t.TempDir(), "library")
	all = fill(t, whittle, base, all)
	t.Run("builder", func(t *testing.T) {
		t.Parallel()
		checkBundles(t, all)
	})
	t.Run("chromium", func(t *testing.T) {
		t.Parallel()
		e2e.NeedChromium(t)
		data := copied(t, base)
		visit(t, e2e.Browse(t, serve(t, whittle, data).URL), all)
	})
	t.Run("window", func(t *testing.T) {
		t.Parallel()
		e2e.Need(t)
		data := copied(t, base)
		visit(t, e2e.Start(t, e2e.Options{Binary: whittle, Args: []string{"--data", data}, Dark: os.Getenv("WHITTLE_E2E_DARK") != ""}), all)
	})
}

// checkBundles holds that the builder has nothing to say about the apps and that each is whole.
func checkBundles(t *testing.T, all []apps.App) {
	b, err := builder.New(builder.Options{Compiler: compiler.New()})
	if err != nil {
		t.Fatal(err)
	}
	for _, app := range all {
		if app.Files == nil {
			continue // a starter, whose files are tested where they are
		}
		bundle := b.Build(t.Context(), backend.Source{Template: app.Template, Files: app.Files})
		for _, p := range bundle.Problems {
			if !slices.ContainsFunc(app.Allow, func(part string) bool { return strings.Contains(p.Text, part) }) {
				t.Errorf("%s: %s:%d: %s: %s", app.ID, p.File, p.Line, p.Severity, p.Text)
			}
		}
		if app.Fetch && len(bundle.Needs) == 0 {
			t.Errorf("%s needs nothing that is fetched", app.ID)
		}
		for _, n := range bundle.Needs {
			if app.Fetch {
				break
			}
			t.Errorf("%s needs %s %s %s", app.ID, n.Name, n.Asked, n.Address)
		}
		if found := builder.Detect(app.Files); found != app.Template {
			t.Errorf("%s is taken for %s", app.ID, found)
		}
	}
}

// fill has the stand-in for OpenRouter write every app into a new library, adds the starters and returns them all.
func fill(t *testing.T, whittle, data string, all []apps.App) []apps.App {
	t.Helper()
	base := openroutertest.New(openroutertest.Options{Replies: func(_ string, messages []openroutertest.Message) string {
		for _, app := range all {
			if strings.HasSuffix(messages[len(messages)-1].Content, "app "+app.ID) {
				return app.Reply()
			}
		}
		return "Yes."
	}}).Start(t)
	s := serve(t, whittle, data, "OPENROUTER_BASE_URL="+base, "OPENROUTER_API_KEY="+openroutertest.Key)
	defer s.stop()
	for i := range all {
		all[i].InLibrary = s.ask(t, all[i])
	}
	all = append(all, addStarters(t, s, os.Getenv("WHITTLE_APPS"))...)
	s.stop()
	for _, app := range all {
		if app.Fetch {
			fetchFor(t, whittle, data, app.InLibrary)
		}
	}
	return all
}

// ask asks for an app, waits for it and returns its id.
func (s *server) ask(t *testing.T, app apps.App) (id string) {
	t.Helper()
	var sent struct{ Session struct{ ID string } }
	s.call(t, http.MethodPost, "/api/prompts", map[string]string{"text": "The app " + app.ID, "template": app.Template}, &sent)
	for deadline := time.Now().Add(patience); id == "" && time.Now().Before(deadline); time.Sleep(pause) {
		var now struct {
			Session struct {
				AppID string `json:"app_id"`
			}
		}
		s.call(t, http.MethodGet, "/api/sessions/"+sent.Session.ID, nil, &now)
		id = now.Session.AppID
	}
	if id == "" {
		t.Errorf("%s was not made", app.ID)
	}
	return id
}

// pause is between two looks at something that is not there yet.
const pause = 10 * time.Millisecond

// fetchFor fetches what an app needs from a stand-in for the npm registry that hands out the installed Pyodide. Nothing
// can be fetched when it has ended.
func fetchFor(t *testing.T, whittle, data, id string) {
	t.Helper()
	stand := filepath.Join(t.TempDir(), "stand-in")
	if out, err := exec.Command("go", "build", "-o", stand, "whittle/backend/builder/mirror/cdntest/serve").CombinedOutput(); err != nil {
		t.Fatalf("build the stand-in: %v\n%s", err, out)
	}
	process := exec.Command(stand, "-addr", "127.0.0.1:0", "-modules", filepath.Join("..", "..", "backend", "builder", "python", "node_modules"))
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	}()
	said, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(whittle, "--data", data, "--json", "libraries", "fetch", id)
	run.Env = append(append(os.Environ(), strings.Fields(said)...), "DBUS_SESSION_BUS_ADDRESS=disabled:")
	if told, err := run.CombinedOutput(); err != nil {
		t.Errorf("fetch for %s: %v\n%s", id, err, told)
	}
}

// copied returns a copy of a library.
func copied(t *testing.T, data string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "library")
	if err := os.CopyFS(to, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	return to
}

// server is whittle serve on a library.
type server struct {
	URL, Ticket string
	process     *exec.Cmd
}

// serve starts whittle serve with additions to the environment, as NAME=VALUE; the test's end ends it.
func serve(t *testing.T, whittle, data string, env ...string) *server {
	t.Helper()
	s := &server{process: exec.Command(whittle, "serve", "--data", data, "--addr", "127.0.0.1:0", "--json")}
	s.process.Env = append(append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS=disabled:", "OPENROUTER_API_KEY="), env...)
	out, err := s.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	if err := json.NewDecoder(out).Decode(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// stop ends the server and waits for it. Stopping twice is fine.
func (s *server) stop() {
	_ = s.process.Process.Signal(os.Interrupt)
	_ = s.process.Wait()
}

func (s *server) call(t *testing.T, method, path string, body, reply any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	base, _, _ := strings.Cut(s.URL, "/#")
	request, err := http.NewRequestWithContext(t.Context(), method, base+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Ticket)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		t.Fatalf("%s %s: %s", method, path, response.Status)
	}
	if err := json.NewDecoder(response.Body).Decode(reply); err != nil {
		t.Fatal(err)
	}
}

// pressAll presses what can be seen and pressed, also what comes up by it, with the events of a real click.
const pressAll = `const pressed = new Set();
for (let round = 0; round < 3; round++) {
  for (const it of document.querySelectorAll('button, [role=button], [role=tab], [role=checkbox], input[type=checkbox], input[type=radio], summary')) {
    if (pressed.has(it) || pressed.size > 40 || it.disabled || !it.checkVisibility()) continue;
    pressed.add(it);
    it.click();
    await new Promise(done => setTimeout(done, 10));
  }
}
return pressed.size`

// addStarters makes an app of every starter that prefix picks; what can be pressed in it is pressed.
func addStarters(t *testing.T, s *server, prefix string) (all []apps.App) {
	t.Helper()
	var starters struct {
		Items []struct{ ID string }
	}
	s.call(t, http.MethodGet, "/api/starters", nil, &starters)
	if len(starters.Items) < 12 {
		t.Errorf("there are only %d starters", len(starters.Items))
	}
	for _, starter := range starters.Items {
		app := apps.App{ID: "starter-" + starter.ID, Steps: []apps.Step{{Find: "button, input, textarea, canvas"}, {Holds: "(await (async () => {" + pressAll + "})()) >= 0"}}}
		if !strings.HasPrefix(app.ID, prefix) {
			continue
		}
		var made struct{ ID string }
		s.call(t, http.MethodPost, "/api/apps", map[string]string{"starter": starter.ID}, &made)
		app.InLibrary = made.ID
		all = append(all, app)
	}
	return all
}

// visit goes through the apps, one after the other in the same shell.
func visit(t *testing.T, w *e2e.Window, all []apps.App) {
	w.Find("#root > *")
	for _, app := range all {
		if app.InLibrary == "" {
			continue
		}
		if err := w.TryEval("return true", nil); err != nil {
			t.Fatalf("the browser answers no more: %v", err)
		}
		t.Run(app.ID, func(t *testing.T) {
			v := &visitor{Window: w.For(t, patience), t: t, app: app}
			if app.Fetch {
				v.Window = w.For(t, engineStart)
			}
			defer v.look() // also when a step fails: what is on the screen and in the console tells why
			v.open(app.InLibrary)
			for i, step := range app.Steps {
				v.step = fmt.Sprintf("step %d", i+1)
				v.do(step)
			}
		})
	}
}

// How long a step may take, which is far more than any takes; the engine of what was fetched starts first.
const (
	patience    = 8 * time.Second
	engineStart = 30 * time.Second
)

// visitor is a person at one app.
type visitor struct {
	*e2e.Window
	t    *testing.T
	app  apps.App
	step string
}

// open shows the app and goes into its frame once it has painted.
func (v *visitor) open(id string) {
	v.t.Helper()
	v.Top()
	v.Eval("performance.clearMarks('whittle-app-painted'); location.hash = '#/apps/' + arguments[0]", nil, id)
	v.Wait("the app to be painted", func() bool {
		var painted bool
		return v.TryEval("return performance.getEntriesByName('whittle-app-painted').length > 0", &painted) == nil && painted
	})
	v.Frame(v.Find("iframe:not([inert])"))
}

func (v *visitor) target(name string) e2e.Element {
	v.t.Helper()
	return v.Target(v.step+": "+name, locate, name)
}

// click clicks a target once it stands still, again until the target hears it: an element may move, or make way for
// another, between the driver's look at it and its click.
func (v *visitor) click(name string) {
	v.t.Helper()
	v.Wait(v.step+": a click on "+name, func() bool {
		it := v.target(name)
		var isHeard bool
		return v.TryEval("const locate = function () {"+locate+"};"+listenTo, nil, name) == nil && it.TryClick() == nil &&
			(v.TryEval("return globalThis.wasPressed", &isHeard) != nil || isHeard) // a page that is gone has heard it
	})
}

// listenTo waits until the target stands still, half a second at most, and notes when it is pressed.
const listenTo = `const it = locate(arguments[0]);
const place = () => JSON.stringify(it.getBoundingClientRect());
for (let frames = 0, last = ''; frames < 30 && last !== place(); frames++) {
  last = place();
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}
globalThis.wasPressed = false;
addEventListener('pointerdown', event => { globalThis.wasPressed ||= event.composedPath().includes(it) }, { capture: true, once: true });`

func (v *visitor) do(s apps.Step) {
	v.t.Helper()
	switch {
	case s.See != "":
		v.sees(s.See, true)
	case s.Gone != "":
		v.sees(s.Gone, false)
	case s.Click != "":
		v.click(s.Click)
	case s.Find != "":
		v.target(s.Find)
	case s.Type != nil:
		v.typeInto(s)
	case s.Press != "":
		v.Keys(keyNamed(s.Press))
	case s.Shell != "":
		v.answerShell(s.Shell)
	case s.Choose != "":
		v.choose(s)
	case s.Holds != "":
		v.Wait(v.step+": "+s.Holds, func() bool {
			var holds bool
			return v.TryEval("return Boolean("+s.Holds+")", &holds) == nil && holds
		})
	default:
		v.t.Fatalf("%s says nothing to do", v.step)
	}
}

// sees waits until text can be seen, or cannot. Letter case is as shown; white space is folded.
func (v *visitor) sees(text string, want bool) {
	v.t.Helper()
	var shown string
	v.Wait(fmt.Sprintf("%s: %q to be there: %t", v.step, text, want), func() bool {
		err := v.TryEval(`const fields = [...document.querySelectorAll('input, textarea')].filter(it => it.checkVisibility()).map(it => it.value).join(' ');
			return (document.body.innerText + ' ' + fields).replace(/\s+/g, ' ')`, &shown)
		return err == nil && strings.Contains(shown, text) == want
	})
}

// typeInto clicks the field and types, behind what is there or over it.
func (v *visitor) typeInto(s apps.Step) {
	v.t.Helper()
	v.click(s.Into)
	v.Eval("const it = document.activeElement; if (arguments[0]) it.select?.(); else try { it.setSelectionRange(it.value.length, it.value.length) } catch { /* a field without a place to type at */ }", nil, s.Clear)
	if *s.Type == "" {
		v.Keys(keyNamed("Backspace"))
	}
	v.Keys(*s.Type)
}

// choose picks an option of a select by its text, as the keyboard does: the select tells of it with its own events.
func (v *visitor) choose(s apps.Step) {
	v.t.Helper()
	v.target(s.In)
	option := v.Target(v.step+": the option "+s.Choose, "const list = (function () {"+locate+"})(arguments[0]); "+
		"return [...list?.options ?? []].find(o => o.text.trim() === arguments[1]) ?? null", s.In, s.Choose)
	option.Click()
}

// answerShell presses a button of a sheet of the shell until the sheet is gone, since it does not take an answer at once.
func (v *visitor) answerShell(button string) {
	v.t.Helper()
	v.Top()
	v.target(button)
	v.Wait(v.step+": the sheet to take "+button, func() bool {
		var there bool
		err := v.TryEval("const it = (function () {"+locate+"})(arguments[0]); it?.click(); return it !== null", &there, button)
		return err == nil && !there
	})
	v.Frame(v.Find("iframe:not([inert])"))
}

// look takes a picture of the app and holds that nothing went wrong in it.
func (v *visitor) look() {
	v.t.Helper()
	v.Top()
	v.Screenshot(strings.ReplaceAll(strings.TrimPrefix(v.t.Name(), "Test"), "/", "-"))
	v.checkLog()
}

// checkLog holds that the app's console has no error.
func (v *visitor) checkLog() {
	v.t.Helper()
	v.Eval("dispatchEvent(new KeyboardEvent('keydown', { key: 'j', ctrlKey: true }))", nil)
	var lines []string
	v.Find("section[aria-label=Console]")
	v.Wait("the console to be filled", func() bool {
		v.Eval("return [...document.querySelectorAll('section[aria-label=Console] [role=log] [data-selectable] > div')].map(it => it.className.includes('bad') ? it.textContent : '')", &lines)
		return true
	})
	v.Eval("dispatchEvent(new KeyboardEvent('keydown', { key: 'j', ctrlKey: true }))", nil)
	for _, line := range lines {
		if line != "" && !slices.ContainsFunc(v.app.Allow, func(part string) bool { return strings.Contains(line, part) }) {
			v.t.Errorf("the console says: %s", line)
		}
	}
}

// keyNamed returns a key as the driver takes it (w3.org/TR/webdriver2, section 17.4.2).
func keyNamed(name string) string {
	named := map[string]string{"Enter": "\uE007", "Tab": "\uE004", "Escape": "\uE00C", "Backspace": "\uE003", "Delete": "\uE017", "Space": " ",
		"ArrowLeft": "\uE012", "ArrowUp": "\uE013", "ArrowRight": "\uE014", "ArrowDown": "\uE015"}
	if key, ok := named[name]; ok {
		return key
	}
	return name
}
