package main

import (
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func listen(t *testing.T, dir string) (taken chan string) {
	t.Helper()
	taken = make(chan string, 8)
	socket, err := listenHandOver(dir, slog.New(slog.DiscardHandler), func(open string) { taken <- open })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { socket.Close() })
	return taken
}

func TestHandOver(t *testing.T) {
	deep := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	for name, dir := range map[string]string{"near": t.TempDir(), "a path too long for a socket": deep} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
			taken := listen(t, dir)
			for _, app := range []string{"", "a", "Zeitplan ü"} {
				if err := handOver(dir, app); err != nil {
					t.Fatal(err)
				}
				if got := <-taken; got != app {
					t.Errorf("%q arrived as %q", app, got)
				}
			}
		})
	}
}

func TestHandOverOverADeadSocket(t *testing.T) {
	dir := t.TempDir()
	path, err := socketPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	dead.Close()
	taken := listen(t, dir)
	if err := handOver(dir, "a"); err != nil {
		t.Fatal(err)
	}
	<-taken
}

func TestHandOverRefusesNoise(t *testing.T) {
	dir := t.TempDir()
	taken := listen(t, dir)
	path, err := socketPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, noise := range []string{"GET / HTTP/1.1\r\n\r\n", `{"open":"` + strings.Repeat("x", longestHandOver) + `"}`} {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, noise) // may fail: the other side hangs up early
		answer, _ := io.ReadAll(conn)
		conn.Close()
		if len(answer) != 0 {
			t.Errorf("noise was answered with %q", answer)
		}
	}
	if err := handOver(dir, "a"); err != nil {
		t.Fatal(err)
	}
	if got := <-taken; got != "a" {
		t.Errorf("noise arrived as %q", got)
	}
}

func TestHandOverIsClosedToOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the folder's own rights hold there")
	}
	dir := t.TempDir()
	listen(t, dir)
	path, err := socketPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has %o, want %o", p, got, want)
		}
	}
}
