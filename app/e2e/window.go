//go:build linux

package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	patience = 20 * time.Second      // for a condition to come true
	pause    = 15 * time.Millisecond // between two looks at it
)

// Options say how to start the program.
type Options struct {
	Binary string   // the program, built with Build
	Args   []string // such as --data DIR
	Env    []string // added to this process's, as NAME=VALUE
	Dark   bool     // the desktop's theme
	Screen string   // such as 1280x800; empty is 1600x1000
}

// Window is the program, running, with a driver attached to its page. Its methods end the test when they fail.
type Window struct {
	t       *testing.T
	session *session
	driver  *exec.Cmd
	output  *lines
	wait    time.Duration // how long a condition may take
	Display string        // of the screen it is on, such as :99
}

// Need skips the test where the programs of this package are missing.
func Need(t *testing.T) {
	t.Helper()
	for _, name := range []string{"Xvfb", "WebKitWebDriver"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
}

// Build builds the program of this repository for tests into the test's folder and returns its path. More arguments
// go to go build.
func Build(t *testing.T, more ...string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "whittle")
	args := append([]string{"build", "-tags", "desktop,production,webkit2_41,e2e", "-o", binary}, more...)
	build := exec.Command("go", append(args, "whittle/app")...)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(build.Args[1:], " "), err, out)
	}
	return binary
}

// Start starts the program on a screen of its own and waits until its page is there. The test's end ends it.
func Start(t *testing.T, o Options) *Window {
	t.Helper()
	w := &Window{t: t, output: newLines(t), wait: patience, Display: startScreen(t, o.Screen)}
	address := w.startDriver(o)
	var err error
	if w.session, err = newSession(address, "webkitgtk:browserOptions", o.Binary, o.Args); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	w.Wait("the page to be there", func() bool {
		var state string
		return w.session.run("return location.protocol + document.readyState", nil, &state) == nil && state == "wails:complete"
	})
	return w
}

// For returns the same window for the use of a part of the test, which waits for conditions as long as wait.
func (w *Window) For(t *testing.T, wait time.Duration) *Window {
	part := *w
	part.t, part.wait = t, wait
	return &part
}

// Close asks the program to end, as the end of the desktop's session does, and waits for it. Closing twice is fine.
func (w *Window) Close() {
	if w.driver == nil {
		return
	}
	if program := w.PID("whittle"); program != 0 {
		_ = syscall.Kill(program, syscall.SIGTERM)
		for deadline := time.Now().Add(patience); w.PID("whittle") != 0 && time.Now().Before(deadline); {
			time.Sleep(pause)
		}
	}
	_ = w.session.end() // the driver would have killed the program
	_ = syscall.Kill(-w.driver.Process.Pid, syscall.SIGTERM)
	_ = w.driver.Wait()
	w.driver = nil
	if w.t.Failed() {
		w.t.Logf("what the program printed and nobody asked for:\n%s", strings.Join(w.output.whole, "\n"))
	}
}

// Wait looks until condition holds, and fails the test with what when it does not in time.
func (w *Window) Wait(what string, condition func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(w.wait)
	for !condition() {
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain for %s", what)
		}
		time.Sleep(pause)
	}
}

// Line waits for a line of the program's output that begins with prefix and was not asked for before, and returns
// the rest of it.
func (w *Window) Line(prefix string) string {
	w.t.Helper()
	rest, ok := w.output.next(prefix, patience)
	if !ok {
		w.t.Fatalf("the program did not print a line %q", prefix)
	}
	return rest
}

// Printed says whether the program has printed a line that begins with prefix and was not asked for with Line.
func (w *Window) Printed(prefix string) bool {
	_, ok := w.output.take(prefix)
	return ok
}

// PID returns the process id of the youngest descendant of the driver whose name begins with name, 0 when there is
// none. The program is one, its page's process another.
func (w *Window) PID(name string) int {
	parents, names := map[int]int{}, map[int]string{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		var pid, parent int
		var state string
		open, shut := strings.IndexByte(string(text), '('), strings.LastIndexByte(string(text), ')')
		if open < 0 || shut < open {
			continue
		}
		if _, err := fmt.Sscanf(string(text[:open]), "%d", &pid); err != nil {
			continue
		}
		if _, err := fmt.Sscanf(string(text[shut+1:]), " %1s %d", &state, &parent); err != nil || state == "Z" {
			continue
		}
		parents[pid], names[pid] = parent, string(text[open+1:shut])
	}
	found := 0
	for pid := range parents {
		if !strings.HasPrefix(names[pid], name) || pid < found {
			continue
		}
		for p := pid; p > 1; p = parents[p] {
			if p == w.driver.Process.Pid {
				found = pid
			}
		}
	}
	return found
}

// Eval runs the body of a function in the current frame and decodes what it returns into reply, unless that is nil.
func (w *Window) Eval(script string, reply any, args ...any) {
	w.t.Helper()
	if err := w.session.run(script, args, reply); err != nil {
		w.t.Fatalf("run %q: %v", script, err)
	}
}

// TryEval is Eval for pages that may be gone.
func (w *Window) TryEval(script string, reply any, args ...any) error {
	return w.session.run(script, args, reply)
}

// Find waits for an element that the CSS selector names and returns the first one.
func (w *Window) Find(css string) Element {
	w.t.Helper()
	return w.find("css selector", css)
}

// Named waits for an element with this role and accessible name, such as "button" and "Send".
func (w *Window) Named(role, name string) Element {
	w.t.Helper()
	var found Element
	w.Wait(fmt.Sprintf("the %s %q", role, name), func() bool {
		ids, err := w.session.find("css selector", candidates(role))
		if err != nil {
			return false
		}
		for _, id := range ids {
			var gotRole, gotName string
			if w.session.get("/element/"+id+"/computedlabel", &gotName) != nil || gotName != name {
				continue
			}
			if w.session.get("/element/"+id+"/computedrole", &gotRole) == nil && strings.EqualFold(gotRole, role) {
				found = Element{w, id}
				return true
			}
		}
		return false
	})
	return found
}

// candidates selects the elements that may have a role, so that not every element is asked.
func candidates(role string) string {
	native := map[string]string{
		"button": "button", "link": "a[href]", "textbox": "input,textarea,[contenteditable]", "searchbox": "input",
		"checkbox": "input", "heading": "h1,h2,h3,h4", "dialog": "dialog", "listitem": "li",
	}
	selector := fmt.Sprintf("[role=%s]", role)
	if more := native[role]; more != "" {
		selector += "," + more
	}
	return selector
}

// Text waits for an element whose own text contains text and returns the first one.
func (w *Window) Text(text string) Element {
	w.t.Helper()
	return w.find("xpath", fmt.Sprintf(`//body//*[not(self::script)][text()[contains(normalize-space(.), %q)]]`, text))
}

func (w *Window) find(using, value string) Element {
	w.t.Helper()
	var found Element
	w.Wait(value, func() bool {
		ids, err := w.session.find(using, value)
		if err != nil || len(ids) == 0 {
			return false
		}
		found = Element{w, ids[0]}
		return true
	})
	return found
}

// Target waits for the element that script, the body of a function that gets args, returns.
func (w *Window) Target(what, script string, args ...any) Element {
	w.t.Helper()
	var found map[string]string
	w.Wait(what, func() bool {
		return w.session.run(script, args, &found) == nil && found[elementKey] != ""
	})
	return Element{w, found[elementKey]}
}

// Frame makes the frame e the place where elements are looked for and scripts run.
func (w *Window) Frame(e Element) {
	w.t.Helper()
	if err := w.session.post("/frame", map[string]any{"id": map[string]string{elementKey: e.id}}, nil); err != nil {
		w.t.Fatalf("enter the frame: %v", err)
	}
}

// TryFrame is Frame for frames that may be loading.
func (w *Window) TryFrame(e Element) error {
	return w.session.post("/frame", map[string]any{"id": map[string]string{elementKey: e.id}}, nil)
}

// Top goes back to the window's own page.
func (w *Window) Top() {
	w.t.Helper()
	if err := w.session.post("/frame", map[string]any{"id": nil}, nil); err != nil {
		w.t.Fatalf("leave the frame: %v", err)
	}
}

// Keys types to whatever has the focus, in a frame too, as a keyboard does. Special keys are the code points of
// w3.org/TR/webdriver2, section 17.4.2.
func (w *Window) Keys(text string) {
	w.t.Helper()
	var strokes []map[string]string
	for _, key := range text {
		strokes = append(strokes, map[string]string{"type": "keyDown", "value": string(key)}, map[string]string{"type": "keyUp", "value": string(key)})
	}
	keyboard := map[string]any{"type": "key", "id": "keyboard", "actions": strokes}
	if err := w.session.post("/actions", map[string]any{"actions": []any{keyboard}}, nil); err != nil {
		w.t.Fatalf("type: %v", err)
	}
}

// Screenshot returns the page as PNG once what was last done to it is painted, and keeps it as name.png when WHITTLE_E2E_SHOTS names a folder.
func (w *Window) Screenshot(name string) []byte {
	w.t.Helper()
	w.Eval("await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))", nil)
	image, err := w.session.screenshot()
	if err != nil {
		w.t.Fatal(err)
	}
	if folder := os.Getenv("WHITTLE_E2E_SHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".png"), image, 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
	return image
}

// Element is one element of a page.
type Element struct {
	w  *Window
	id string
}

// Click clicks in the middle of e.
func (e Element) Click() {
	e.w.t.Helper()
	e.must(e.w.session.post("/element/"+e.id+"/click", nil, nil), "click")
}

// TryClick is Click for an element that may be gone or covered.
func (e Element) TryClick() error {
	return e.w.session.post("/element/"+e.id+"/click", nil, nil)
}

// Type types text into e.
func (e Element) Type(text string) {
	e.w.t.Helper()
	e.must(e.w.session.post("/element/"+e.id+"/value", map[string]any{"text": text}, nil), "type into")
}

// Clear empties the field e.
func (e Element) Clear() {
	e.w.t.Helper()
	e.must(e.w.session.post("/element/"+e.id+"/clear", nil, nil), "clear")
}

// Text returns the text of e as it is shown.
func (e Element) Text() (text string) {
	e.w.t.Helper()
	e.must(e.w.session.get("/element/"+e.id+"/text", &text), "read")
	return text
}

func (e Element) must(err error, verb string) {
	e.w.t.Helper()
	if err != nil {
		e.w.t.Fatalf("%s an element: %v", verb, err)
	}
}

// startScreen starts an X server and returns its display.
func startScreen(t *testing.T, size string) string {
	t.Helper()
	if size == "" {
		size = "1600x1000"
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatalf("start the screen: %v", err)
	}
	write.Close()
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	})
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("start the screen: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// startDriver starts the driver, whose children share its output and its process group, and returns its address.
func (w *Window) startDriver(o Options) string {
	w.t.Helper()
	port := freePort(w.t)
	theme := "Adwaita"
	if o.Dark {
		theme = "Adwaita:dark"
	}
	w.driver = exec.Command("WebKitWebDriver", "--host=127.0.0.1", "--port="+strconv.Itoa(port))
	w.driver.Env = append(os.Environ(), "DISPLAY="+w.Display, "GTK_THEME="+theme, "NO_AT_BRIDGE=1", "WAYLAND_DISPLAY=", "DBUS_SESSION_BUS_ADDRESS=disabled:")
	w.driver.Env = append(w.driver.Env, o.Env...)
	w.driver.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	w.driver.Stdout, w.driver.Stderr = w.output, w.output
	return w.runDriver(port)
}

// runDriver starts the driver and returns its address once it answers.
func (w *Window) runDriver(port int) string {
	w.t.Helper()
	w.driver.WaitDelay = patience // for a child that keeps the output open
	if err := w.driver.Start(); err != nil {
		w.t.Fatalf("start the driver: %v", err)
	}
	address := "http://127.0.0.1:" + strconv.Itoa(port)
	w.Wait("the driver", func() bool {
		response, err := http.Get(address + "/status")
		if err != nil {
			return false
		}
		defer response.Body.Close()
		_, _ = io.Copy(io.Discard, response.Body)
		return response.StatusCode == http.StatusOK
	})
	return address
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// lines takes a program's output apart and keeps what was not asked for yet.
type lines struct {
	t     *testing.T
	mu    sync.Mutex
	part  string
	whole []string
	more  chan struct{}
}

func newLines(t *testing.T) *lines { return &lines{t: t, more: make(chan struct{}, 1)} }

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := strings.Split(l.part+string(p), "\n")
	l.part = all[len(all)-1]
	l.whole = append(l.whole, all[:len(all)-1]...)
	select {
	case l.more <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (l *lines) next(prefix string, patience time.Duration) (string, bool) {
	deadline := time.After(patience)
	for {
		if rest, ok := l.take(prefix); ok {
			return rest, true
		}
		select {
		case <-l.more:
		case <-deadline:
			return "", false
		}
	}
}

func (l *lines) take(prefix string) (string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, line := range l.whole {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			l.whole = append(l.whole[:i:i], l.whole[i+1:]...)
			return rest, true
		}
	}
	return "", false
}
