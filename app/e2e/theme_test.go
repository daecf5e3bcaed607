//go:build e2e && linux

package e2e_test

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"whittle/app/e2e"
)

// portal answers like the settings portal of a desktop (org.freedesktop.portal.Settings).
type portal struct{ scheme uint32 }

// Read is the portal's method of that name; its answer is wrapped twice.
func (p portal) Read(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant(dbus.MakeVariant(p.scheme)), nil
}

// startPortal starts a session bus with a portal on it that says scheme.
func startPortal(t *testing.T, scheme uint32) (*dbus.Conn, string) {
	t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Skipf("no session bus: %v", err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bus.Close() })
	if err := bus.Export(portal{scheme}, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"); err != nil {
		t.Fatal(err)
	}
	if _, err := bus.RequestName("org.freedesktop.portal.Desktop", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return bus, address
}

// TestThemeFollowsTheDesktop shows that the page is dark from the start on a dark desktop, and turns with it.
func TestThemeFollowsTheDesktop(t *testing.T) {
	e2e.Need(t)
	bus, address := startPortal(t, 1)
	w, _ := start(t, stage(t, nil), t.TempDir(), "DBUS_SESSION_BUS_ADDRESS="+address)
	booted(t, w)
	dark := func() (is bool) {
		w.Eval("return matchMedia('(prefers-color-scheme: dark)').matches", &is)
		return is
	}
	if !dark() {
		t.Error("the page is light on a dark desktop")
	}
	for _, scheme := range []uint32{2, 1} {
		if err := bus.Emit("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings.SettingChanged",
			"org.freedesktop.appearance", "color-scheme", dbus.MakeVariant(scheme)); err != nil {
			t.Fatal(err)
		}
		w.Wait("the page to follow", func() bool { return dark() == (scheme == 1) })
	}
}
