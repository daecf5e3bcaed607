package mirror_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/builder/mirror"
	"whittle/backend/builder/mirror/cdntest"
)

// stage is a mirror in a folder of its own, with a stand-in for the network.
type stage struct {
	*mirror.Mirror
	net    *cdntest.Server
	config mirror.Config
	at     time.Time
	locked []backend.Lock
	limit  int64
}

func setup(t *testing.T) *stage {
	t.Helper()
	s := &stage{net: cdntest.New(), at: time.Now(), limit: 512 << 20}
	s.config = mirror.Config{
		Dir: filepath.Join(t.TempDir(), "libraries"), Now: func() time.Time { return s.at },
		Limit:   func(context.Context) (int64, error) { return s.limit, nil },
		Carries: func(specifier string) (string, bool) { return "19.3.1", specifier == "react" },
		Locked:  func(context.Context) ([]backend.Lock, error) { return s.locked, nil },
	}
	s.config.Registry, s.config.CDN = s.net.Start(t)
	s.Mirror = s.open(t, s.config)
	return s
}

func (s *stage) open(t *testing.T, c mirror.Config) *mirror.Mirror {
	t.Helper()
	m, err := mirror.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// offline returns the same mirror without any network.
func (s *stage) offline(t *testing.T) *mirror.Mirror {
	c := s.config
	c.Registry, c.CDN = "http://127.0.0.1:1/npm", "http://127.0.0.1:1/cdn"
	return s.open(t, c)
}

func (s *stage) fetch(t *testing.T, need backend.Need, locks ...backend.Lock) []backend.Lock {
	t.Helper()
	settled, err := s.Fetch(t.Context(), need, locks, nil)
	if err != nil {
		t.Fatal(err)
	}
	return settled
}

func wantCode(t testing.TB, err error, want backend.Code) {
	t.Helper()
	if got := backend.ErrorCode(err); got != want {
		t.Errorf("code %q, want %q (%v)", got, want, err)
	}
}

// wantTidy checks that nothing is left of work that failed.
func (s *stage) wantTidy(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(s.config.Dir, "work", "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left in the workplace: %v, %v", left, err)
	}
}

func (s *stage) wantEmpty(t *testing.T) {
	t.Helper()
	s.wantTidy(t)
	items, err := s.List()
	if err != nil || len(items) > 0 {
		t.Errorf("the mirror holds %+v, %v", items, err)
	}
}

// asked counts the requests whose path holds a text.
func (s *stage) asked(text string) (n int) {
	for _, path := range s.net.Requests() {
		if strings.Contains(path, text) {
			n++
		}
	}
	return n
}

func mustWrite(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
