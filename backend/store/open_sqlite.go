package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"whittle/backend"
)

const (
	fileName   = "whittle.db"
	walSuffix  = "-wal"
	lockSuffix = "-lock"
	lockRetry  = 20 * time.Millisecond
	readers    = 4
)

// Open opens the library in dir, making folder and file when they are not there, and brings its schema up to date.
// It refuses a file that is empty, damaged, foreign or newer, and leaves that file as it is. The caller closes it.
func Open(ctx context.Context, dir string) (*Store, error) {
	s, err := open(ctx, dir)
	return s, coded(ctx, "open library", err)
}

func open(ctx context.Context, dir string) (_ *Store, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, folderError(dir, err)
	}
	path := filepath.Join(dir, fileName)
	lock := flock.New(path + lockSuffix)
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.Close())
		}
	}()
	unclean, err := prepare(ctx, lock, path)
	if err != nil {
		return nil, err
	}
	if err := checkHeader(path); err != nil {
		return nil, err
	}
	s, err := connect(ctx, path, unclean)
	if err != nil {
		return nil, err
	}
	s.unlock = lock.Close
	return s, nil
}

// prepare ends with a shared lock on the library and its file in place. Whoever finds nobody else there makes the
// file when it is missing, and learns whether the last one ended without closing it.
func prepare(ctx context.Context, lock *flock.Flock, path string) (unclean bool, err error) {
	alone, err := lock.TryLock()
	if err != nil {
		return false, folderError(filepath.Dir(path), err)
	}
	if alone {
		if unclean, err = exists(path + walSuffix); err != nil {
			return false, err
		}
		if err := ensureFile(ctx, path, unclean); err != nil {
			return false, err
		}
	}
	// Between the two locks another may come in alone; it then finds the file in place.
	if err := lock.Unlock(); err != nil {
		return false, err
	}
	_, err = lock.TryRLockContext(ctx, lockRetry)
	return unclean, err
}

// ensureFile makes the library's file when there is none; a journal without its file is not overwritten.
func ensureFile(ctx context.Context, path string, journal bool) error {
	there, err := exists(path)
	switch {
	case err != nil:
		return folderError(filepath.Dir(path), err)
	case there:
		return nil
	case journal:
		return backend.Errorf(backend.Invalid, "The library's file whittle.db is missing, but its journal whittle.db-wal is there. "+
			"Nothing was changed. Put whittle.db back, or move the journal away to begin with an empty library.")
	}
	return create(ctx, path)
}

// create makes the file under another name first, so that a crash in between leaves no half-made library.
func create(ctx context.Context, path string) error {
	tmp := path + ".new"
	for _, left := range []string{tmp, tmp + walSuffix, tmp + "-shm"} {
		if err := os.Remove(left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return folderError(filepath.Dir(path), err)
		}
	}
	if err := os.WriteFile(tmp, nil, 0o600); err != nil { // SQLite gives its journal the same mode
		return folderError(filepath.Dir(path), err)
	}
	db, err := sql.Open("sqlite", dsn(tmp, "_txlock", "immediate"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if err := errors.Join(migrate(ctx, db), db.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return folderError(filepath.Dir(path), err)
	}
	return syncDir(filepath.Dir(path))
}

// connect opens both pools on an existing file and checks it before anything is written.
func connect(ctx context.Context, path string, unclean bool) (_ *Store, err error) {
	s := &Store{}
	if s.writer, err = sql.Open("sqlite", dsn(path, "_txlock", "immediate")); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if s.reader, err = sql.Open("sqlite", dsn(path, "_pragma", "query_only(1)")); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	s.reader.SetMaxOpenConns(readers)
	s.reader.SetMaxIdleConns(readers)
	if err := s.ready(ctx, unclean); err != nil {
		return nil, errors.Join(err, s.reader.Close(), s.writer.Close())
	}
	return s, nil
}

func (s *Store) ready(ctx context.Context, unclean bool) error {
	if unclean {
		if err := quickCheck(ctx, s.reader); err != nil {
			return err
		}
	}
	return migrate(ctx, s.writer)
}

// dsn is the address of a SQLite file with what every connection to it is set to. The driver applies busy_timeout
// first whatever the order (modernc.org/sqlite, Driver.Open); synchronous FULL keeps a commit through a power cut.
func dsn(path string, more ...string) string {
	q := url.Values{"mode": {"rw"}, "_pragma": {
		"busy_timeout(10000)",
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"foreign_keys(1)",
		"cache_size(-8000)", // 8 MB, which holds the pages of a long list
		"temp_store(MEMORY)",
	}}
	for i := 0; i < len(more); i += 2 {
		q.Add(more[i], more[i+1])
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") && filepath.IsAbs(path) {
		path = "/" + path // C:/... on Windows (sqlite.org/uri.html)
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func folderError(dir string, err error) error {
	return &backend.Error{
		Code:    backend.Unavailable,
		Message: fmt.Sprintf("The library's folder %s cannot be used. Check that it is a folder you may write to and that the disk has room.", dir),
		Err:     err,
	}
}
