//go:build linux

package e2e

import (
	"os/exec"
	"strconv"
	"syscall"
	"testing"
)

// NeedChromium skips the test where Chromium or its driver is missing.
func NeedChromium(t *testing.T) {
	t.Helper()
	for _, name := range []string{"chromium", "chromedriver"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
}

// Browse opens address in Chromium, without a screen, and returns it as a Window. Nothing but loopback is reached:
// every other address goes to a proxy that nobody runs.
func Browse(t *testing.T, address string) *Window {
	t.Helper()
	w := &Window{t: t, output: newLines(t), wait: patience}
	port := freePort(t)
	w.driver = exec.Command("chromedriver", "--port="+strconv.Itoa(port))
	w.driver.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	w.driver.Stdout, w.driver.Stderr = w.output, w.output
	at := w.runDriver(port)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	w.session, err = newSession(at, "goog:chromeOptions", chromium, []string{"--headless=new", "--no-sandbox", "--disable-gpu",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--window-size=1280,900",
		"--proxy-server=127.0.0.1:9", "--proxy-bypass-list=127.0.0.1", "--user-data-dir=" + t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w.session.wrap = true
	t.Cleanup(w.Close)
	if err := w.session.post("/url", map[string]string{"url": address}, nil); err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	return w
}
