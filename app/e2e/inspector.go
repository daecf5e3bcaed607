//go:build linux

package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Plain is the program as it is shipped, running, with WebKit's remote inspector on its page. Unlike a driver's
// session it outlives the page's process, and it changes nothing in the program; it reaches the top page only.
type Plain struct {
	t       *testing.T
	program *exec.Cmd
	output  *lines
	conn    *websocket.Conn
	target  string // of the page, in the inspector's words
	serial  int
	address string
	Display string    // of the screen it is on
	Started time.Time // just before its process was made
}

// Screen starts an X server that lives until the test ends, and returns its display.
func Screen(t *testing.T, size string) string {
	t.Helper()
	return startScreen(t, size)
}

// StartPlain starts o.Binary on the display and waits until its page listens to the inspector. The test's end ends it.
func StartPlain(t *testing.T, display string, o Options) *Plain {
	t.Helper()
	theme := "Adwaita"
	if o.Dark {
		theme = "Adwaita:dark"
	}
	p := &Plain{t: t, output: newLines(t), Display: display, address: "127.0.0.1:" + strconv.Itoa(freePort(t))}
	p.program = exec.Command(o.Binary, o.Args...)
	p.program.Env = append(os.Environ(), "DISPLAY="+display, "GTK_THEME="+theme, "NO_AT_BRIDGE=1", "WAYLAND_DISPLAY=",
		"DBUS_SESSION_BUS_ADDRESS=disabled:", "WEBKIT_INSPECTOR_HTTP_SERVER="+p.address)
	p.program.Env = append(p.program.Env, o.Env...)
	p.program.Stdout, p.program.Stderr = p.output, p.output
	p.Started = time.Now()
	if err := p.program.Start(); err != nil {
		t.Fatalf("start the program: %v", err)
	}
	t.Cleanup(p.Close)
	p.attach()
	return p
}

// Close asks the program to end and waits for it. Closing twice is fine.
func (p *Plain) Close() {
	if p.program.ProcessState != nil {
		return
	}
	if p.conn != nil {
		p.conn.Close()
	}
	_ = p.program.Process.Signal(syscall.SIGTERM)
	_ = p.program.Wait()
	if p.t.Failed() {
		p.t.Logf("what the program printed first:\n%s", strings.Join(p.output.whole[:min(20, len(p.output.whole))], "\n"))
	}
}

// PID returns the program's process id.
func (p *Plain) PID() int { return p.program.Process.Pid }

// silence is how long the page may take to answer before its connection counts as dead.
const silence = 5 * time.Second

// pageSocket finds a page in the inspector's list.
var pageSocket = regexp.MustCompile(`/socket/\d+/\d+/WebPage`)

// attach connects to the inspector of the page, again if need be.
func (p *Plain) attach() {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		err := p.connect()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("reach the inspector: %v", err)
		}
		time.Sleep(pause)
	}
}

// inspectorMessage is any message of the inspector's protocol (github.com/WebKit/WebKit,
// Source/JavaScriptCore/inspector/protocol, Target.json and Runtime.json).
type inspectorMessage struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
	Params struct {
		TargetInfo struct {
			TargetID string `json:"targetId"`
			Type     string `json:"type"`
		} `json:"targetInfo"`
		NewTargetID string `json:"newTargetId"`
		Message     string `json:"message"`
	} `json:"params"`
}

// connect waits with the connection until the page is listed: connecting to one that is not ends the program.
func (p *Plain) connect() error {
	response, err := http.Get("http://" + p.address + "/")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	list, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	socket := pageSocket.FindString(string(list))
	if socket == "" {
		return errors.New("no page is listed")
	}
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+p.address+socket, nil)
	if err != nil {
		return err
	}
	p.conn = conn
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	for {
		var m inspectorMessage
		if err := conn.ReadJSON(&m); err != nil {
			return err
		}
		if m.Method == "Target.targetCreated" && m.Params.TargetInfo.Type == "page" {
			p.target = m.Params.TargetInfo.TargetID
			return nil
		}
	}
}

var errReplaced = errors.New("the page was replaced")

// ask sends one command to the page and decodes its result.
func (p *Plain) ask(method string, params, result any) error {
	p.serial++
	inner, err := json.Marshal(map[string]any{"id": p.serial, "method": method, "params": params})
	if err != nil {
		return err
	}
	_ = p.conn.SetReadDeadline(time.Now().Add(silence))
	err = p.conn.WriteJSON(map[string]any{"id": p.serial, "method": "Target.sendMessageToTarget",
		"params": map[string]any{"targetId": p.target, "message": string(inner)}})
	for err == nil {
		var outer, m inspectorMessage
		if err = p.conn.ReadJSON(&outer); err != nil {
			break
		}
		if outer.ID == p.serial && outer.Error != nil {
			return errors.New(outer.Error.Message)
		}
		if outer.Method == "Target.didCommitProvisionalTarget" { // another process took the page over
			p.target = outer.Params.NewTargetID
			return errReplaced
		}
		if outer.Method != "Target.dispatchMessageFromTarget" || json.Unmarshal([]byte(outer.Params.Message), &m) != nil || m.ID != p.serial {
			continue
		}
		if m.Error != nil {
			return errors.New(m.Error.Message)
		}
		return json.Unmarshal(m.Result, result)
	}
	return err
}

// evaluation is what Runtime.evaluate and Runtime.awaitPromise answer.
type evaluation struct {
	WasThrown bool `json:"wasThrown"`
	Result    struct {
		ObjectID    string          `json:"objectId"`
		Description string          `json:"description"`
		Value       json.RawMessage `json:"value"`
	} `json:"result"`
}

// TryEval runs the body of an async function in the page and decodes what it returns into reply, unless that is nil.
func (p *Plain) TryEval(body string, reply any) error {
	var e evaluation
	if err := p.ask("Runtime.evaluate", map[string]any{"expression": "(async () => {" + body + "})()"}, &e); err != nil {
		return err
	}
	if e.Result.ObjectID != "" && !e.WasThrown {
		promise := e.Result.ObjectID
		e = evaluation{}
		if err := p.ask("Runtime.awaitPromise", map[string]any{"promiseObjectId": promise, "returnByValue": true}, &e); err != nil {
			return err
		}
	}
	if e.WasThrown {
		return fmt.Errorf("the page threw %s", e.Result.Description)
	}
	if reply == nil {
		return nil
	}
	return json.Unmarshal(e.Result.Value, reply)
}

// Eval is TryEval that ends the test when it fails.
func (p *Plain) Eval(body string, reply any) {
	p.t.Helper()
	if err := p.TryEval(body, reply); err != nil {
		p.t.Fatalf("run %q: %v", body, err)
	}
}

// Wait looks until the page answers that the expression holds, across reloads and deaths of its process.
func (p *Plain) Wait(expression string) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		var holds bool
		err := p.TryEval("return Boolean("+expression+")", &holds)
		if err == nil && holds {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("waited in vain for %s: %v", expression, err)
		}
		if err != nil && !errors.Is(err, errReplaced) {
			p.conn.Close()
			p.attach()
		}
		time.Sleep(pause)
	}
}

// Click clicks with the screen's pointer in the middle of the first element that css selects; the middle of a frame
// is in the frame.
func (p *Plain) Click(css string) {
	p.t.Helper()
	p.Wait("document.querySelector(`" + css + "`)")
	var at [2]int
	p.Eval("const r = document.querySelector(`"+css+"`).getBoundingClientRect(); return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)]", &at)
	window := p.window()
	p.xdotool("windowfocus", window, "mousemove", "--window", window, strconv.Itoa(at[0]), strconv.Itoa(at[1]), "click", "1")
}

// Type types on the screen's keyboard.
func (p *Plain) Type(text string) {
	p.t.Helper()
	p.xdotool("type", "--delay", "5", text)
}

// Dialog waits for a window of the program that has this title, gives it the keyboard and returns its X id.
func (p *Plain) Dialog(title string) string {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		search := exec.Command("xdotool", "search", "--onlyvisible", "--name", "^"+regexp.QuoteMeta(title)+"$")
		search.Env = append(os.Environ(), "DISPLAY="+p.Display)
		out, _ := search.Output() // it fails while there is none
		if id := strings.TrimSpace(string(out)); id != "" {
			p.xdotool("windowfocus", "--sync", id)
			return id
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("waited in vain for the dialog %q", title)
		}
		time.Sleep(pause)
	}
}

// Until looks until condition holds, and fails the test with what when it does not in time.
func (p *Plain) Until(what string, condition func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); !condition(); time.Sleep(pause) {
		if time.Now().After(deadline) {
			p.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// Press presses keys on the screen's keyboard, named as X does, such as Return or alt+s.
func (p *Plain) Press(keys ...string) {
	p.t.Helper()
	p.xdotool(append([]string{"key"}, keys...)...)
}

// ShootScreen keeps a picture of the whole screen as name.png when WHITTLE_E2E_SHOTS names a folder.
func (p *Plain) ShootScreen(name string) {
	p.t.Helper()
	folder := os.Getenv("WHITTLE_E2E_SHOTS")
	if folder == "" {
		return
	}
	shot := exec.Command("import", "-display", p.Display, "-window", "root", filepath.Join(folder, name+".png"))
	if out, err := shot.CombinedOutput(); err != nil {
		p.t.Fatalf("take a screenshot: %v\n%s", err, out)
	}
}

// window returns the X id of the program's window.
func (p *Plain) window() string {
	p.t.Helper()
	return strings.TrimSpace(p.xdotool("search", "--onlyvisible", "--name", "^Whittle$"))
}

// Shoot keeps a picture of the screen as name.png when WHITTLE_E2E_SHOTS names a folder.
func (p *Plain) Shoot(name string) {
	p.t.Helper()
	folder := os.Getenv("WHITTLE_E2E_SHOTS")
	if folder == "" {
		return
	}
	shot := exec.Command("import", "-display", p.Display, "-window", p.window(), filepath.Join(folder, name+".png"))
	if out, err := shot.CombinedOutput(); err != nil {
		p.t.Fatalf("take a screenshot: %v\n%s", err, out)
	}
}

func (p *Plain) xdotool(args ...string) string {
	p.t.Helper()
	command := exec.Command("xdotool", args...)
	command.Env = append(os.Environ(), "DISPLAY="+p.Display)
	out, err := command.Output()
	if err != nil {
		p.t.Fatalf("xdotool %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}
