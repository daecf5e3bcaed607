package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"whittle/backend"
)

// options are the flags that every command shares.
type options struct {
	json    bool
	dataDir string
	openApp string
}

// folder returns where the library lies: the flag or environment, else the platform's data folder.
func (o *options) folder() (string, error) {
	if o.dataDir != "" {
		return filepath.Abs(o.dataDir)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", backend.Errorf(backend.Invalid, "No home folder is known here. Say where the library lies with --data DIR.")
	}
	switch runtime.GOOS {
	case "windows":
		if local := os.Getenv("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, "Whittle"), nil
		}
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "Whittle"), nil
	default:
		if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			return filepath.Join(data, "whittle"), nil
		}
	}
	return filepath.Join(home, ".local", "share", "whittle"), nil
}

// newLog writes to w at the level of LOG_LEVEL, or at fallback when it is unset or unknown.
func newLog(w io.Writer, fallback slog.Level) *slog.Logger {
	level := fallback
	if err := level.UnmarshalText([]byte(strings.ToUpper(os.Getenv("LOG_LEVEL")))); err != nil {
		level = fallback
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// print writes v as one JSON object with --json, else calls words.
func (o *options) print(cmd *cobra.Command, v any, words func(w io.Writer)) error {
	if !o.json {
		words(cmd.OutOrStdout())
		return nil
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), string(raw))
	return err
}
