package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// browser is a process that shows the runner.
type browser struct {
	cmd    *exec.Cmd
	folder string
}

// miniBrowser is WebKitGTK's own test browser.
const miniBrowser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"

// start opens address in a browser that reaches nothing but loopback: everything else goes to a proxy nobody runs.
func start(kind, address string) (*browser, error) {
	folder, err := os.MkdirTemp("", "corpus-*")
	if err != nil {
		return nil, err
	}
	var cmd *exec.Cmd
	switch kind {
	case "chromium":
		cmd = exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync", "--disable-background-networking",
			"--disable-component-update", "--no-first-run", "--disable-dev-shm-usage", "--window-size=1280,800", "--mute-audio",
			"--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--disable-background-timer-throttling",
			"--enable-unsafe-swiftshader", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=*.localhost;127.0.0.1",
			"--remote-debugging-port=0", "--user-data-dir="+folder, address)
	case "webkit":
		cmd = exec.Command("xvfb-run", "-a", "-s", "-screen 0 1280x800x24", miniBrowser, "--proxy=http://127.0.0.1:9", "--ignore-host=127.0.0.1", "--private", "--geometry=1280x800", address)
		cmd.Env = append(os.Environ(), "NO_AT_BRIDGE=1", "DBUS_SESSION_BUS_ADDRESS=disabled:", "HOME="+folder, "LIBGL_ALWAYS_SOFTWARE=1")
	default:
		return nil, fmt.Errorf("there is no browser %q: choose chromium or webkit", kind)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Getenv("CORPUS_VERBOSE") != "" {
		cmd.Stderr = os.Stderr
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &browser{cmd, folder}, nil
}

func (b *browser) stop() {
	_ = syscall.Kill(-b.cmd.Process.Pid, syscall.SIGKILL)
	_ = b.cmd.Wait()
	_ = os.RemoveAll(b.folder)
}
