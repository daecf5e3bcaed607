package library_test

import (
	"context"
	"slices"
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
		{"WithoutTurns", "tea\u202egnp.exe", "tea gnp.exe", ""},
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

func TestLibrary_RenameAndIcon(t *testing.T) {
	b := setup(t)
	lettered, err := b.NewApp(t.Context(), owner, "Alpha", "html", "no-such-glyph")
	wantCode(t, err, "")
	if lettered.Glyph != "" || !strings.Contains(lettered.Icon, ">A</text>") {
		t.Errorf("glyph %q, icon %s", lettered.Glyph, lettered.Icon)
	}
	mustStore(t, b, &lettered)
	renamed, err := b.Rename(t.Context(), owner, lettered.ID, "<Über>")
	wantCode(t, err, "")
	if want := strings.Replace(lettered.Icon, ">A<", ">Ü<", 1); renamed.Icon != want {
		t.Errorf("icon %s\nwant %s", renamed.Icon, want)
	}
}

func mustStore(t *testing.T, b bundle, a *backend.App) {
	t.Helper()
	v := &backend.Version{ID: backend.NewID(), Origin: backend.FromTurn, CreatedAt: 5, Files: []backend.File{{Path: "index.html", Content: "<p>"}}}
	if err := b.store.CreateAppWithVersion(t.Context(), a, v); err != nil {
		t.Fatal(err)
	}
}

func TestLibrary_NewApp(t *testing.T) {
	b := setup(t)
	for _, c := range []struct{ given, want string }{
		{"Recipe Box", "Recipe Box"},
		{"recipe box", "recipe box 2"},
		{"Recipe\nBox", "Recipe Box 3"},
		{"  ", "Untitled"},
		{"", "Untitled 2"},
		{strings.Repeat("x", 100), strings.Repeat("x", 80)},
		{strings.Repeat("x", 80), strings.Repeat("x", 78) + " 2"},
	} {
		t.Run(c.want, func(t *testing.T) {
			a, err := b.NewApp(t.Context(), owner, c.given, "html", "")
			wantCode(t, err, "")
			if a.Name != c.want {
				t.Errorf("name %q", a.Name)
			}
			if a.ID == "" || a.Owner != owner || a.Kind != backend.KindUI || a.CreatedAt != noon.UnixMilli() {
				t.Errorf("app %+v", a)
			}
			mustStore(t, b, &a)
		})
	}

	t.Run("Glyph", func(t *testing.T) {
		if library.TableOfGlyphs() == nil {
			t.Skip("not generated")
		}
		for given, want := range map[string]string{"house": "house", " ListChecks ": "list-checks", "arrow_up": "arrow-up", "BarChart3": "bar-chart-3"} {
			a, err := b.NewApp(t.Context(), owner, "Glyph", "html", given)
			wantCode(t, err, "")
			if a.Glyph != want {
				t.Errorf("%q became %q", given, a.Glyph)
			}
		}
	})
}

func TestLibrary_Duplicate(t *testing.T) {
	b := setup(t)
	a := b.mustCreate(t)
	value := "kept"
	if err := b.store.SetAppData(t.Context(), owner, a.ID, false, map[string]*string{"k": &value}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{a.Name + " copy", a.Name + " copy 2"} {
		twin, err := b.Duplicate(t.Context(), owner, a.ID)
		wantCode(t, err, "")
		if twin.Name != want || twin.ID == a.ID || twin.Icon == a.Icon || twin.Glyph != a.Glyph || twin.Description != a.Description {
			t.Errorf("copy %+v", twin)
		}
		from, err := b.Version(t.Context(), owner, a.ID, 0)
		wantCode(t, err, "")
		copied, err := b.Version(t.Context(), owner, twin.ID, 0)
		wantCode(t, err, "")
		if copied.Origin != backend.FromDuplicate || !slices.Equal(copied.Files, from.Files) {
			t.Errorf("version %+v", copied)
		}
		data, err := b.store.AppData(t.Context(), twin.ID)
		wantCode(t, err, "")
		if data["k"] != value {
			t.Errorf("data %v", data)
		}
	}
	_, err := b.Duplicate(t.Context(), owner, "no-such")
	wantCode(t, err, backend.NotFound)
}

func TestLibrary_TellsOfChanges(t *testing.T) {
	b := setup(t)
	one, two := b.mustCreate(t), b.mustCreate(t)
	b.told()
	for _, c := range []struct {
		name string
		do   func() error
		code backend.Code
		told []string
	}{
		{"Pin", func() error { return b.Pin(t.Context(), owner, one.ID) }, "", []string{one.ID}},
		{"PinOther", func() error { return b.Pin(t.Context(), owner, two.ID) }, "", []string{two.ID}},
		{"OrderPins", func() error { return b.OrderPins(t.Context(), owner, []string{two.ID, one.ID}) }, "", []string{two.ID, one.ID}},
		{"ErrOrderPins", func() error { return b.OrderPins(t.Context(), owner, []string{two.ID}) }, backend.Conflict, nil},
		{"Unpin", func() error { return b.Unpin(t.Context(), owner, one.ID) }, "", []string{one.ID}},
		{"MarkOpened", func() error { _, err := b.MarkOpened(t.Context(), owner, one.ID); return err }, "", []string{one.ID}},
		{"Delete", func() error { return b.Delete(t.Context(), owner, one.ID) }, "", []string{one.ID}},
		{"ErrDelete", func() error { return b.Delete(t.Context(), owner, one.ID) }, backend.NotFound, nil},
		{"Undelete", func() error { _, err := b.Undelete(t.Context(), owner, one.ID); return err }, "", []string{one.ID}},
		{"ErrOthers", func() error { return b.Delete(t.Context(), "other", one.ID) }, backend.NotFound, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantCode(t, c.do(), c.code)
			if got := b.told(); !slices.Equal(got, c.told) {
				t.Errorf("events tell of %v, want %v", got, c.told)
			}
		})
	}
	a, err := b.App(t.Context(), owner, one.ID)
	wantCode(t, err, "")
	if a.OpenedAt != noon.UnixMilli() || a.Pinned {
		t.Errorf("app %+v", a)
	}
}
