//go:build e2e && linux

package e2e_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whittle/app/e2e"
	"whittle/backend/ai/openroutertest"
)

var update = flag.Bool("update", false, "write docs/page.md from what was seen")

// pageDoc is the table that this test holds.
const pageDoc = "../../docs/page.md"

// tableMark begins the part of pageDoc that is made of what was seen.
const tableMark = "<!-- What follows is written by go test -tags e2e ./app/e2e -run TestPage -update -->\n"

// clicks is how many of the page's checks want a click of their own.
const clicks = 6

// TestPage runs one app that tries what a page may do in a browser, in the real window and in Chromium, and holds what
// each of the two does.
func TestPage(t *testing.T) {
	e2e.Need(t)
	e2e.NeedChromium(t)
	whittle := e2e.Build(t)
	window, browser := t.TempDir(), t.TempDir()
	inWindow := tryPage(t, func() *e2e.Window {
		return e2e.Start(t, e2e.Options{Binary: whittle, Args: []string{"--data", window, "--open", newPage(t, whittle, window)}})
	})
	id := newPage(t, whittle, browser)
	inBrowser := tryPage(t, func() *e2e.Window {
		w := e2e.Browse(t, serveLibrary(t, whittle, browser))
		w.Find("#root > *")
		w.Eval("location.hash = '#/apps/' + arguments[0]", nil, id)
		return w
	})
	var table strings.Builder
	table.WriteString("\n| what | Linux window (WebKitGTK) | browser (Chromium) |\n|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(inWindow)) {
		cell := func(text string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(text) }
		fmt.Fprintf(&table, "| %s | %s | %s |\n", cell(name), cell(inWindow[name]), cell(inBrowser[name]))
	}
	text, err := os.ReadFile(pageDoc)
	if err != nil {
		t.Fatal(err)
	}
	words, held, found := strings.Cut(string(text), tableMark)
	if !found {
		t.Fatalf("%s has no mark for its table", pageDoc)
	}
	if *update {
		if err := os.WriteFile(pageDoc, []byte(words+tableMark+table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if held != table.String() {
		t.Errorf("got:%s\nwant:%s", table.String(), held)
	}
}

// newPage has the stand-in write the app into a library and returns its id.
func newPage(t *testing.T, whittle, data string) string {
	t.Helper()
	page, err := os.ReadFile("testdata/page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	return newApp(t, whittle, data, "Page", string(page))
}

// newApp has the stand-in write an app of one HTML file into a library and returns its id.
func newApp(t *testing.T, whittle, data, name, page string) string {
	t.Helper()
	reply := fmt.Sprintf("An app.\n\n<app name=%q glyph=\"list-checks\" template=\"html\" description=\"Tries\"/>\n\n<file path=\"index.html\">\n%s</file>\n", name, page)
	base := openroutertest.New(openroutertest.Options{Replies: func(string, []openroutertest.Message) string { return reply }}).Start(t)
	run := exec.Command(whittle, "--data", data, "--json", "new", "An app", "--template", "html")
	run.Env = append(os.Environ(), "OPENROUTER_BASE_URL="+base, "OPENROUTER_API_KEY="+openroutertest.Key, "DBUS_SESSION_BUS_ADDRESS=disabled:")
	out, err := run.Output()
	var made struct {
		AppID string `json:"app_id"`
	}
	if bad := json.Unmarshal(out, &made); bad != nil || made.AppID == "" {
		t.Fatalf("the app was not made: %v\n%s", err, out)
	}
	return made.AppID
}

// serveLibrary starts whittle serve and returns its address with the ticket.
func serveLibrary(t *testing.T, whittle, data string) string {
	t.Helper()
	process := exec.Command(whittle, "serve", "--data", data, "--addr", "127.0.0.1:0", "--json")
	process.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS=disabled:", "OPENROUTER_API_KEY=")
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Signal(os.Interrupt)
		_ = process.Wait()
	})
	var served struct{ URL string }
	if err := json.NewDecoder(out).Decode(&served); err != nil {
		t.Fatal(err)
	}
	return served.URL
}

// tryPage lets the page try everything and returns what it says of each.
func tryPage(t *testing.T, open func() *e2e.Window) map[string]string {
	t.Helper()
	w := open()
	defer w.Close()
	w.Wait("the app to be painted", func() bool {
		var painted bool
		return w.TryEval("return "+paintedApp, &painted) == nil && painted
	})
	seen := map[string]string{}
	read := func(state string) {
		var page struct {
			State string
			Out   map[string]string
		}
		var text string
		defer func() {
			if t.Failed() {
				t.Logf("the page is at %s", text)
				w.Top()
				w.Screenshot("page-failed")
			}
		}()
		w.Wait(state, func() bool {
			w.Top()
			if w.TryFrame(w.Find("iframe:not([inert])")) != nil || w.TryEval("return document.getElementById('out').textContent", &text) != nil || json.Unmarshal([]byte(text), &page) != nil {
				return false
			}
			return page.State == state
		})
		maps.Copy(seen, page.Out)
	}
	read("ready")
	for left := clicks - 1; left > 0; left-- {
		w.Find("#go").Click()
		read(fmt.Sprintf("clicked %d", left))
	}
	w.Find("#go").Click()
	read("clicked")
	w.Top()
	w.Screenshot("page-" + filepath.Base(t.TempDir()))
	return seen
}

// leaving is an app that leads its own frame away at a click.
const leaving = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Leaver</title>
<button id="go" onclick="location.href = 'https://away.example/'">Go</button><p id="n"></p>
<script>localStorage.n = Number(localStorage.n || 0) + 1; document.getElementById('n').textContent = 'opened';</script></html>
`

// TestPageLedAway holds that a page that leads its own frame to a web address is a link: the person is asked, and the
// app is there again afterwards.
func TestPageLedAway(t *testing.T) {
	e2e.Need(t)
	e2e.NeedChromium(t)
	whittle, data := e2e.Build(t), t.TempDir()
	id := newApp(t, whittle, data, "Leaver", leaving)
	lead := func(t *testing.T, w *e2e.Window) {
		w.Find("#root > *")
		w.Eval("location.hash = '#/apps/' + arguments[0]", nil, id)
		w.Wait("the app to be painted", func() bool {
			var painted bool
			return w.TryEval("return "+paintedApp, &painted) == nil && painted
		})
		w.Frame(w.Find("iframe:not([inert])"))
		w.Find("#go").Click()
		w.Top()
		w.Text("wants to open away.example")
		w.Named("button", "No").Click()
		w.Wait("the app again", func() bool {
			w.Top()
			var text string
			return w.TryFrame(w.Find("iframe:not([inert])")) == nil &&
				w.TryEval("return document.getElementById('n').textContent", &text) == nil && text == "opened"
		})
		w.Close()
	}
	t.Run("window", func(t *testing.T) {
		lead(t, e2e.Start(t, e2e.Options{Binary: whittle, Args: []string{"--data", data}}))
	})
	t.Run("chromium", func(t *testing.T) { lead(t, e2e.Browse(t, serveLibrary(t, whittle, data))) })
}
