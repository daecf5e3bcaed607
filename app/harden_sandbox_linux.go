package main

import (
	"context"
	"os/exec"
	"time"
)

// sandboxProbe is how long the probe of the process sandbox may take.
const sandboxProbe = 2 * time.Second

// sandboxWorks tries what WebKit's sandbox needs: both programs, and user namespaces that may be made.
func sandboxWorks() error {
	if _, err := exec.LookPath("xdg-dbus-proxy"); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), sandboxProbe)
	defer cancel()
	return exec.CommandContext(ctx, "bwrap", "--unshare-user", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true").Run()
}
