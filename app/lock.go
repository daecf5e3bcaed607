package main

import (
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"whittle/backend"
)

// acquire takes the instance lock of the library in dataDir, making the folder if there is none. The operating
// system drops the lock with the process, so a crash leaves nothing behind. When another process holds it,
// alreadyRunning is true and release does nothing.
func acquire(dataDir string) (release func(), alreadyRunning bool, err error) {
	none := func() {}
	dir := filepath.Join(dataDir, "run")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return none, false, lockFailed(dataDir, err)
	}
	lock := flock.New(filepath.Join(dir, "instance.lock"))
	got, err := lock.TryLock()
	if err != nil {
		return none, false, lockFailed(dataDir, err)
	}
	if !got {
		return none, true, nil
	}
	return func() { _ = lock.Unlock() }, false, nil
}

func lockFailed(dataDir string, err error) error {
	return backend.Errorf(backend.Unavailable,
		"The library's folder %s cannot be used: %w. Check that it is a folder you may write to, or choose another with --data DIR.", dataDir, err)
}
