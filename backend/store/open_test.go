package store_test

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

var update = flag.Bool("update", false, "rewrite golden files")

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustWrite(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// closedLibrary returns the folder of a library with an app in it, closed.
func closedLibrary(t *testing.T) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		bundle{s, dir}.mustCreateApp(t, "Kept")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, "whittle.db")
}

func TestOpen(t *testing.T) {
	t.Run("OddFolderNames", func(t *testing.T) {
		for _, name := range []string{"with space", "50% of #1", "what?", "Ünïcode", "a&b=c;d"} {
			dir := filepath.Join(t.TempDir(), name, "deeper")
			s := mustOpen(t, dir)
			bundle{s, dir}.mustCreateApp(t, "Here")
			if _, err := os.Stat(filepath.Join(dir, "whittle.db")); err != nil {
				t.Error(err)
			}
		}
	})

	t.Run("AgainFindsEverything", func(t *testing.T) {
		dir, _ := closedLibrary(t)
		apps, err := mustOpen(t, dir).FindApps(t.Context(), store.AppFilter{Owner: backend.LocalOwner})
		wantCode(t, err, "")
		if len(apps) != 50 {
			t.Errorf("%d apps", len(apps))
		}
	})

	t.Run("LastToCloseLeavesOneFile", func(t *testing.T) {
		dir, _ := closedLibrary(t)
		for _, suffix := range []string{"-wal", "-shm", ".new"} {
			if _, err := os.Stat(filepath.Join(dir, "whittle.db"+suffix)); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("whittle.db%s: %v", suffix, err)
			}
		}
	})

	t.Run("LeftoverOfCrashedCreation", func(t *testing.T) {
		dir := t.TempDir()
		mustWrite(t, filepath.Join(dir, "whittle.db.new"), []byte("half"))
		mustOpen(t, dir)
	})

	t.Run("ManyAtOnce", func(t *testing.T) {
		dir := t.TempDir()
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				s, err := store.Open(context.Background(), dir)
				if err != nil {
					t.Errorf("open: %v", err)
					return
				}
				if err := s.CreateApp(context.Background(), newApp("One of many")); err != nil {
					t.Errorf("create: %v", err)
				}
				if err := s.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
		}
		all.Wait()
		apps, err := mustOpen(t, dir).FindApps(t.Context(), store.AppFilter{Owner: backend.LocalOwner})
		wantCode(t, err, "")
		if len(apps) != 6 {
			t.Errorf("%d apps", len(apps))
		}
	})
}

func TestOpen_Refuses(t *testing.T) {
	foreign := func(t *testing.T, file string) {
		db, err := sql.Open("sqlite", "file:"+file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("CREATE TABLE somebody_elses (a)"); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	newer := func(t *testing.T, file string) {
		db, err := sql.Open("sqlite", "file:"+file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("PRAGMA user_version = 9999"); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name   string
		spoil  func(t *testing.T, file string)
		code   backend.Code
		says   string
		change bool // whether refusing may touch the file
	}{
		{name: "Empty", spoil: func(t *testing.T, f string) { mustWrite(t, f, nil) }, code: backend.Invalid, says: "is empty"},
		{name: "Foreign", spoil: func(t *testing.T, f string) { must(t, os.Remove(f)); foreign(t, f) }, code: backend.Invalid, says: "another program"},
		{name: "Newer", spoil: newer, code: backend.Conflict, says: "newer Whittle"},
		{name: "NotADatabase", spoil: func(t *testing.T, f string) { mustWrite(t, f, []byte(strings.Repeat("text ", 99))) }, code: backend.Invalid, says: "is not a library"},
		{name: "Short", spoil: func(t *testing.T, f string) { mustWrite(t, f, mustRead(t, f)[:60]) }, code: backend.Invalid, says: "is not a library"},
		{name: "Truncated", spoil: func(t *testing.T, f string) { b := mustRead(t, f); mustWrite(t, f, b[:len(b)/2]) }, code: backend.Internal, says: "is damaged"},
		{name: "JournalWithoutFile", spoil: func(t *testing.T, f string) { must(t, os.Rename(f, f+"-wal")) }, code: backend.Invalid, says: "is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, file := closedLibrary(t)
			c.spoil(t, file)
			before, _ := os.ReadFile(file)
			s, err := store.Open(t.Context(), dir)
			if err == nil {
				t.Cleanup(func() { s.Close() })
			}
			wantCode(t, err, c.code)
			if got := backend.ErrorMessage(err); !strings.Contains(got, c.says) {
				t.Errorf("message %q does not say %q", got, c.says)
			}
			if after, _ := os.ReadFile(file); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}

	t.Run("FolderIsAFile", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		mustWrite(t, file, []byte("x"))
		_, err := store.Open(t.Context(), filepath.Join(file, "library"))
		wantCode(t, err, backend.Unavailable)
	})

	t.Run("UnwritableFolder", func(t *testing.T) {
		if os.Getuid() == 0 {
			t.Skip("root may write anywhere")
		}
		dir := t.TempDir()
		must(t, os.Chmod(dir, 0o500))
		_, err := store.Open(t.Context(), dir)
		wantCode(t, err, backend.Unavailable)
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// copyOpen copies an open library's files, which is what a crash leaves.
func copyOpen(t *testing.T, dir string) (copied string) {
	t.Helper()
	copied = t.TempDir()
	for _, name := range []string{"whittle.db", "whittle.db-wal"} {
		mustWrite(t, filepath.Join(copied, name), mustRead(t, filepath.Join(dir, name)))
	}
	return copied
}

func TestOpen_AfterCrash(t *testing.T) {
	dir, _ := closedLibrary(t)
	b := bundle{mustOpen(t, dir), dir}
	must(t, b.SetSetting(t.Context(), backend.LocalOwner, "key", "written before the crash"))

	t.Run("Whole", func(t *testing.T) {
		got, err := mustOpen(t, copyOpen(t, dir)).Setting(t.Context(), backend.LocalOwner, "key")
		wantCode(t, err, "")
		wantEqual(t, got, "written before the crash")
	})

	t.Run("ErrDamaged", func(t *testing.T) {
		copied := copyOpen(t, dir)
		file := filepath.Join(copied, "whittle.db")
		content := mustRead(t, file)
		clear(content[8192:]) // an insert would still succeed on this
		mustWrite(t, file, content)
		s, err := store.Open(t.Context(), copied)
		if err == nil {
			s.Close()
		}
		wantCode(t, err, backend.Internal)
		if got := backend.ErrorMessage(err); !strings.Contains(got, "is damaged") {
			t.Errorf("message %q", got)
		}
	})
}

func TestStore_DiskFull(t *testing.T) {
	b := setup(t)
	a := b.mustCreateApp(t, "Kept")
	var pages int
	must(t, b.Writer().QueryRow("PRAGMA page_count").Scan(&pages))
	if _, err := b.Writer().Exec("PRAGMA max_page_count = 1"); err != nil { // SQLite takes the current size instead
		t.Fatal(err)
	}
	big := newVersion(backend.File{Path: "index.html", Content: strings.Repeat("x", 1<<20)})
	big.AppID = a.ID
	err := b.CreateVersion(t.Context(), backend.LocalOwner, big)
	wantCode(t, err, backend.Unavailable)
	if got := backend.ErrorMessage(err); !strings.Contains(got, "disk is full") {
		t.Errorf("message %q", got)
	}
	if _, err := b.Writer().Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, b.CreateVersion(t.Context(), backend.LocalOwner, big), "")
	if big.Number != 2 {
		t.Errorf("version %d after the failed one", big.Number)
	}
}

func TestStore_ConnectionsAreSet(t *testing.T) {
	b := setup(t)
	for _, c := range []struct {
		name      string
		pool      *sql.DB
		size      int
		queryOnly string
	}{{"Readers", b.Reader(), 4, "1"}, {"Writer", b.Writer(), 1, "0"}} {
		t.Run(c.name, func(t *testing.T) {
			want := map[string]string{"foreign_keys": "1", "journal_mode": "wal", "synchronous": "2", "busy_timeout": "10000", "query_only": c.queryOnly}
			for range c.size { // held, so that each is another one
				conn, err := c.pool.Conn(t.Context())
				must(t, err)
				defer conn.Close()
				for pragma, value := range want {
					var got string
					must(t, conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got))
					if got != value {
						t.Errorf("%s is %s, want %s", pragma, got, value)
					}
				}
			}
			if got := c.pool.Stats().MaxOpenConnections; got != c.size {
				t.Errorf("pool of %d, want %d", got, c.size)
			}
		})
	}
}

func TestStore_Schema(t *testing.T) {
	b := setup(t)
	rows, err := b.Reader().Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
	must(t, err)
	defer rows.Close()
	var schema strings.Builder
	for rows.Next() {
		var statement string
		must(t, rows.Scan(&statement))
		schema.WriteString(statement + ";\n\n")
	}
	must(t, rows.Err())
	const golden = "testdata/schema.golden.sql"
	if *update {
		must(t, os.WriteFile(golden, []byte(schema.String()), 0o644))
	}
	if got := schema.String(); got != string(mustRead(t, golden)) {
		t.Errorf("the schema is not %s; run with -update when that is meant", golden)
	}
}
