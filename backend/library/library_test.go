package library_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/library"
	"whittle/backend/store"
)

const owner = backend.LocalOwner

// bundle is a library in a folder of its own, at a fixed time.
type bundle struct {
	*library.Library
	store    *store.Store
	listener *backend.Listener
}

var noon = time.UnixMilli(1_800_000_000_000)

func setup(t testing.TB) bundle {
	t.Helper()
	s, err := store.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var bus backend.Bus
	l, err := library.New(s, &bus, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	listener := bus.Listen(owner)
	t.Cleanup(func() {
		listener.Close()
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return bundle{l, s, listener}
}

// mustCreate stores an app made from the first starter.
func (b bundle) mustCreate(t testing.TB) backend.App {
	t.Helper()
	a, err := b.CreateFromStarter(t.Context(), owner, b.Starters()[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// told returns the ids of the apps that events told of so far.
func (b bundle) told() []string {
	var ids []string
	for {
		select {
		case e := <-b.listener.C:
			if e.Type == backend.EventApp {
				ids = append(ids, e.Data.(backend.Changed).ID)
			}
		default:
			return ids
		}
	}
}

func wantCode(t testing.TB, err error, want backend.Code) {
	t.Helper()
	if got := backend.ErrorCode(err); got != want {
		t.Errorf("code %q, want %q (%v)", got, want, err)
	}
}

func TestLibrary_CreateFromStarter(t *testing.T) {
	b := setup(t)
	st := b.Starters()[0]
	first := b.mustCreate(t)
	if first.Name != st.Name || first.Icon != st.Icon || first.Starter != st.ID || first.Version != 1 || first.Template != st.Template {
		t.Errorf("first %+v", first)
	}
	second := b.mustCreate(t)
	if want := st.Name + " 2"; second.Name != want {
		t.Errorf("second is called %q, want %q", second.Name, want)
	}
	if second.Icon == first.Icon {
		t.Error("two apps have one icon")
	}
	stored, err := b.App(t.Context(), owner, first.ID)
	wantCode(t, err, "")
	if stored != first {
		t.Errorf("stored   %+v\nreturned %+v", stored, first)
	}
	v, err := b.Version(t.Context(), owner, first.ID, 0)
	wantCode(t, err, "")
	if v.Origin != backend.FromStarter || len(v.Files) == 0 {
		t.Errorf("version %+v", v)
	}
	_, err = b.CreateFromStarter(t.Context(), owner, "no-such")
	wantCode(t, err, backend.NotFound)
	if got := b.told(); len(got) != 2 || got[0] != first.ID || got[1] != second.ID {
		t.Errorf("events tell of %v", got)
	}
}

func TestLibrary_Rename(t *testing.T) {
	b := setup(t)
	a := b.mustCreate(t)
	for _, c := range []struct {
		name, given, want string
		code              backend.Code
	}{
		{"OK", "Groceries", "Groceries", ""},
		{"Trimmed", "  My \t list\n", "My list", ""},
		{"Longest", strings.Repeat("ä", library.MaxName), strings.Repeat("ä", library.MaxName), ""},
		{"ErrEmpty", " \n ", "", backend.Invalid},
		{"ErrTooLong", strings.Repeat("ä", library.MaxName+1), "", backend.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := b.Rename(t.Context(), owner, a.ID, c.given)
			wantCode(t, err, c.code)
			if got.Name != c.want {
				t.Errorf("name %q, want %q", got.Name, c.want)
			}
		})
	}
	_, err := b.Rename(t.Context(), owner, "no-such", "Name")
	wantCode(t, err, backend.NotFound)
}
