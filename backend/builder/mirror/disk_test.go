//go:build linux || darwin

package mirror_test

import (
	"syscall"
	"testing"

	"whittle/backend"
)

// A disk that takes no more leaves nothing half done, and the next fetch works.
func TestMirror_Fetch_FullDisk(t *testing.T) {
	s := setup(t)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	full := before
	full.Cur = 1 << 10 // this process writes no larger file, as on a full disk
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		t.Fatal(err)
	}
	_, err := s.Fetch(t.Context(), backend.Need{Name: "paper-beads"}, nil, nil)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	wantCode(t, err, backend.Unavailable)
	s.wantEmpty(t)
	s.fetch(t, backend.Need{Name: "paper-beads"})
}
