//go:build unix

package builder_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
)

// A pipe among the files would wait for ever for someone to write into it.
func TestReadPath_pipe(t *testing.T) {
	dir := write(t, t.TempDir(), map[string]string{"index.html": "<p>hi"})
	pipe := filepath.Join(dir, "pipe.html")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("pipes cannot be made here: %v", err)
	}
	files, _, err := builder.ReadPath(dir)
	if err != nil || len(files) != 1 || files[0].Path != "index.html" {
		t.Errorf("files %v, error %v", files, err)
	}
	if _, _, err := builder.ReadPath(pipe); backend.ErrorCode(err) != backend.Invalid {
		t.Errorf("error %v, want an invalid one", err)
	}
}
