package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"whittle/backend"
)

const (
	longestSocketPath = 100      // sun_path holds 104 bytes on macOS and 108 elsewhere (unix(7))
	longestHandOver   = 64 << 10 // bytes
	handOverPatience  = 10 * time.Second
	handOverRetry     = 20 * time.Millisecond
)

// handOverMessage is one line of JSON from a second start to the first; the answer is the line "ok".
type handOverMessage struct {
	Open string `json:"open"`
}

// handOver asks the running instance on dataDir to come to the front and, when openApp is not empty, to open that
// app. It waits for an instance that is still starting, and fails with Unavailable when none answers.
func handOver(dataDir, openApp string) error {
	path, err := socketPath(dataDir)
	if err != nil {
		return err
	}
	deadline := time.Now().Add(handOverPatience)
	for {
		err = handOverOnce(path, openApp, deadline)
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return &backend.Error{Code: backend.Unavailable, Err: err,
				Message: "Whittle is already open on this library but does not answer. Close its window, or end it, and start again."}
		}
		time.Sleep(handOverRetry)
	}
}

func handOverOnce(path, openApp string, deadline time.Time) error {
	conn, err := net.DialTimeout("unix", path, time.Until(deadline))
	if err != nil {
		return fmt.Errorf("reach the running instance: %w", err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(deadline)
	if err := json.NewEncoder(conn).Encode(handOverMessage{Open: openApp}); err != nil {
		return fmt.Errorf("hand over: %w", err)
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return fmt.Errorf("hand over: %w", err)
	}
	if answer != "ok\n" {
		return fmt.Errorf("hand over: the answer was %q", answer)
	}
	return nil
}

// listenHandOver starts to take hand-overs on dataDir and calls take for each, one at a time. The caller holds the
// instance lock, so a socket that is there already is a dead one's. Closing the result ends it.
func listenHandOver(dataDir string, log *slog.Logger, take func(open string)) (io.Closer, error) {
	path, err := socketPath(dataDir)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove the old hand-over socket: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "unix", path)
	if err != nil {
		return nil, fmt.Errorf("listen for hand-overs: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		listener.Close()
		return nil, fmt.Errorf("close the hand-over socket to others: %w", err)
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if err := takeHandOver(conn, take); err != nil {
				log.Warn("hand-over refused", "error", err)
			}
		}
	}()
	return listener, nil
}

func takeHandOver(conn net.Conn, take func(open string)) error {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(handOverPatience / 5))
	var message handOverMessage
	if err := json.NewDecoder(io.LimitReader(conn, longestHandOver)).Decode(&message); err != nil {
		return fmt.Errorf("read a hand-over: %w", err)
	}
	take(message.Open)
	if _, err := io.WriteString(conn, "ok\n"); err != nil {
		return fmt.Errorf("answer a hand-over: %w", err)
	}
	return nil
}

// socketPath is where the hand-over socket of dataDir lies: in the library when the path is short enough, else in
// the session's or the system's folder for such things. Its folder exists and is closed to other users.
func socketPath(dataDir string) (string, error) {
	whole, err := filepath.Abs(dataDir)
	if err != nil {
		return "", fmt.Errorf("find the library folder: %w", err)
	}
	sum := sha256.Sum256([]byte(whole))
	name := "whittle-" + hex.EncodeToString(sum[:8])
	folders := []string{filepath.Join(whole, "run")}
	if session := os.Getenv("XDG_RUNTIME_DIR"); session != "" {
		folders = append(folders, filepath.Join(session, name))
	}
	folders = append(folders, filepath.Join(os.TempDir(), name))
	for _, folder := range folders {
		path := filepath.Join(folder, "window.sock")
		if len(path) > longestSocketPath {
			continue
		}
		// Chmod also proves that the folder is ours: another user's refuses it.
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", fmt.Errorf("make the hand-over folder: %w", err)
		}
		if err := os.Chmod(folder, 0o700); err != nil {
			return "", fmt.Errorf("close the hand-over folder to others: %w", err)
		}
		return path, nil
	}
	return "", backend.Errorf(backend.Invalid, "The path of the library folder %q is too long for a second start to reach the first.", whole)
}
