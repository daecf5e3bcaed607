//go:build e2e && linux

package e2e_test

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"whittle/app/e2e"
	"whittle/backend/ai/openroutertest"
)

// TestJourneys goes the ways of a person through the real program in its real window. Each way begins with a library
// of its own and meets the stand-in for OpenRouter, which runs as a process.
func TestJourneys(t *testing.T) {
	e2e.Need(t)
	whittle := e2e.Build(t)
	standin := filepath.Join(t.TempDir(), "standin")
	if out, err := exec.Command("go", "build", "-o", standin, "whittle/backend/ai/openroutertest/serve").CombinedOutput(); err != nil {
		t.Fatalf("build the stand-in: %v\n%s", err, out)
	}
	for _, journey := range []struct {
		name   string
		travel func(*testing.T, *traveller)
	}{
		{"first start", firstStart},
		{"prompt", promptApp},
		{"ai", aiApp},
		{"loop", endlessLoop},
		{"open", openApp},
		{"dark", darkDesktop},
		{"network", reachOut},
	} {
		t.Run(journey.name, func(t *testing.T) {
			journey.travel(t, &traveller{t: t, whittle: whittle, standin: standin, data: t.TempDir(), name: strings.ReplaceAll(journey.name, " ", "-")})
		})
	}
}

// traveller is a person with a library.
type traveller struct {
	t       *testing.T
	whittle string // the program
	standin string // the stand-in's program
	data    string // the library folder
	name    string // of the journey; begins the names of its screenshots
	env     []string
	dark    bool
}

// connect starts the stand-in at a pace and lets the environment name it, without a key.
func (p *traveller) connect(speed string) {
	p.t.Helper()
	server := exec.Command(p.standin, "--addr", "127.0.0.1:0", "--speed", speed)
	out, err := server.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		p.t.Fatalf("start the stand-in: %v", err)
	}
	p.t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		p.t.Fatalf("start the stand-in: %v", err)
	}
	address, _, _ := strings.Cut(line, " ")
	p.env = append(p.env, address, "OPENROUTER_API_KEY=")
}

// bringKey puts a key that the stand-in takes into the environment.
func (p *traveller) bringKey() {
	p.env = append(p.env, "OPENROUTER_API_KEY="+openroutertest.Key)
}

// start opens the program's window, with more arguments if given.
func (p *traveller) start(args ...string) *e2e.Window {
	p.t.Helper()
	w := e2e.Start(p.t, e2e.Options{Binary: p.whittle, Args: append([]string{"--data", p.data}, args...), Env: p.env, Dark: p.dark})
	w.Find("#root > *")
	return w
}

// command runs the command line on the library.
func (p *traveller) command(args ...string) string {
	p.t.Helper()
	run := exec.Command(p.whittle, append([]string{"--data", p.data}, args...)...)
	run.Env = append(run.Environ(), p.env...)
	out, err := run.Output()
	if err != nil {
		p.t.Fatalf("whittle %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// shoot takes screenshots of the window at its two sizes. The sizes are given from outside, as a window manager does:
// on a screen without one, GTK may wait for ever for the answer to a resize of its own.
func (p *traveller) shoot(w *e2e.Window, name string) {
	p.t.Helper()
	for _, size := range [][2]int{{900, 600}, {1280, 800}} {
		width, height := strconv.Itoa(size[0]), strconv.Itoa(size[1])
		resize := exec.Command("xdotool", "search", "--onlyvisible", "--name", "^Whittle$", "windowsize", width, height)
		resize.Env = append(resize.Environ(), "DISPLAY="+w.Display)
		if out, err := resize.CombinedOutput(); err != nil {
			p.t.Fatalf("resize the window: %v\n%s", err, out)
		}
		w.Wait("the size "+width, func() bool {
			var is [2]int
			w.Eval("return [innerWidth, innerHeight]", &is)
			return is == size
		})
		w.Screenshot(p.name + "-" + name + "-" + width + "x" + height)
	}
}

// enter waits until a page of an app has been painted since the last time, and goes into its frame.
func (p *traveller) enter(w *e2e.Window) {
	p.t.Helper()
	w.Wait("the app to be painted", func() bool {
		var painted bool
		return w.TryEval("return "+paintedApp, &painted) == nil && painted
	})
	w.Eval("performance.clearMarks('whittle-app-painted')", nil)
	w.Frame(w.Find("iframe:not([inert])"))
}

// paintedApp holds in the top page once a page of an app has told that it painted.
const paintedApp = "performance.getEntriesByName('whittle-app-painted').length > 0"

// Keys as the driver takes them (w3.org/TR/webdriver2, section 17.4.2).
const enter = "\uE007"
