package store_test

import (
	"reflect"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

// fill gives every field of the struct that v points to another value, so that a forgotten column shows.
func fill(v any) {
	n := 0
	var set func(f reflect.Value)
	set = func(f reflect.Value) {
		n++
		switch f.Kind() {
		case reflect.String:
			f.SetString("value " + string(rune('a'+n)))
		case reflect.Int, reflect.Int64:
			f.SetInt(int64(1000 + n))
		case reflect.Float64:
			f.SetFloat(float64(n) + .5)
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
			set(f.Index(0))
		case reflect.Struct:
			for i := range f.NumField() {
				set(f.Field(i))
			}
		}
	}
	set(reflect.ValueOf(v).Elem())
}

func TestStore_CreateApp(t *testing.T) {
	t.Run("KeepsEveryField", func(t *testing.T) {
		s := setup(t)
		var a backend.App
		fill(&a)
		a.Kind, a.Pinned, a.PinOrder, a.DeletedAt = backend.KindService, false, 0, 0
		must(t, s.CreateApp(t.Context(), &a))
		got, err := s.FindApp(t.Context(), a.Owner, a.ID)
		wantCode(t, err, "")
		wantEqual(t, got, a)
	})

	t.Run("ErrTwice", func(t *testing.T) {
		s := setup(t)
		wantCode(t, s.CreateApp(t.Context(), s.mustCreateApp(t, "One")), backend.Conflict)
	})

	for name, spoil := range map[string]func(a *backend.App){
		"ErrKind": func(a *backend.App) { a.Kind = "toy" },
		"ErrName": func(a *backend.App) { a.Name = "" },
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp("Name")
			spoil(a)
			wantCode(t, setup(t).CreateApp(t.Context(), a), backend.Invalid)
		})
	}
}

func names(apps []backend.App) string {
	var all []string
	for _, a := range apps {
		all = append(all, a.Name)
	}
	return strings.Join(all, ", ")
}

func TestStore_FindApps(t *testing.T) {
	s := setup(t)
	for i, a := range []struct{ name, description, owner string }{
		{"Äpfel zählen", "Counts fruit", backend.LocalOwner},
		{"Tasks", "What is due today", backend.LocalOwner},
		{"Budget", "Money by month", backend.LocalOwner},
		{"Tasks of others", "", "other"},
		{"100%", "Percent", backend.LocalOwner},
	} {
		app := newApp(a.name)
		app.Description, app.Owner, app.UpdatedAt = a.description, a.owner, int64(1000+i)
		must(t, s.CreateApp(t.Context(), app))
		if a.name == "Tasks" {
			must(t, s.PinApp(t.Context(), app.Owner, app.ID))
		}
	}
	for query, want := range map[string]string{
		"":             "Tasks, 100%, Budget, Äpfel zählen",
		"TASK":         "Tasks",
		"apfel":        "Äpfel zählen",
		"ZÄHLEN":       "Äpfel zählen",
		"due what":     "Tasks",
		"%":            "100%",
		"html":         "Tasks, 100%, Budget, Äpfel zählen",
		"nothing such": "",
	} {
		t.Run("Query "+query, func(t *testing.T) {
			got, err := s.FindApps(t.Context(), store.AppFilter{Owner: backend.LocalOwner, Query: query})
			wantCode(t, err, "")
			if names(got) != want {
				t.Errorf("found %s, want %s", names(got), want)
			}
		})
	}
}

func TestStore_ResolveApp(t *testing.T) {
	s := setup(t)
	var apps []*backend.App
	for i, name := range []string{"Tasks", "Budget", "budget", "Deleted"} {
		a := newApp(name)
		a.ID = []string{"0190aa11-1", "0190aa22-2", "0190bb33-3", "0190cc44-4"}[i]
		must(t, s.CreateApp(t.Context(), a))
		apps = append(apps, a)
	}
	must(t, s.DeleteApp(t.Context(), backend.LocalOwner, apps[3].ID, 9000))
	for _, c := range []struct {
		name, ref, want string
		code            backend.Code
	}{
		{"Id", "0190aa22-2", "0190aa22-2", ""},
		{"Prefix", "0190b", "0190bb33-3", ""},
		{"Name", " tasks ", "0190aa11-1", ""},
		{"ErrSeveralPrefixes", "0190a", "", backend.Conflict},
		{"ErrSeveralNames", "Budget", "", backend.Conflict},
		{"ErrUnknown", "Kanban", "", backend.NotFound},
		{"ErrDeleted", "Deleted", "", backend.NotFound},
		{"ErrEmpty", "", "", backend.NotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := s.ResolveApp(t.Context(), backend.LocalOwner, c.ref)
			wantCode(t, err, c.code)
			if got.ID != c.want {
				t.Errorf("resolved %q, want %q", got.ID, c.want)
			}
		})
	}
	_, err := s.ResolveApp(t.Context(), backend.LocalOwner, "Budget")
	for _, candidate := range []string{"0190aa22-2", "0190bb33-3"} {
		if !strings.Contains(backend.ErrorMessage(err), candidate) {
			t.Errorf("message %q does not name %s", backend.ErrorMessage(err), candidate)
		}
	}
}

func TestStore_UpdateApp(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Before")
	name, opened := "After", int64(7000)
	got, err := s.UpdateApp(t.Context(), backend.LocalOwner, a.ID, store.AppUpdate{Name: &name, OpenedAt: &opened})
	wantCode(t, err, "")
	want := *a
	want.Name, want.OpenedAt = name, opened
	wantEqual(t, got, want)
	_, err = s.UpdateApp(t.Context(), "other", a.ID, store.AppUpdate{Name: &name})
	wantCode(t, err, backend.NotFound)
}

func TestStore_DeleteApp(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	must(t, s.PinApp(t.Context(), backend.LocalOwner, a.ID))
	wantCode(t, s.DeleteApp(t.Context(), "other", a.ID, 5000), backend.NotFound)
	wantCode(t, s.DeleteApp(t.Context(), backend.LocalOwner, a.ID, 5000), "")
	wantCode(t, s.DeleteApp(t.Context(), backend.LocalOwner, a.ID, 5000), backend.NotFound)
	_, err := s.FindApp(t.Context(), backend.LocalOwner, a.ID)
	wantCode(t, err, backend.NotFound)
	_, err = s.FindVersion(t.Context(), backend.LocalOwner, a.ID, 0)
	wantCode(t, err, backend.NotFound)
	_, err = s.FindVersions(t.Context(), backend.LocalOwner, a.ID)
	wantCode(t, err, backend.NotFound)

	back, err := s.UndeleteApp(t.Context(), backend.LocalOwner, a.ID)
	wantCode(t, err, "")
	want := *a
	want.Pinned = true
	wantEqual(t, back, want)
	_, err = s.UndeleteApp(t.Context(), "other", a.ID)
	wantCode(t, err, backend.NotFound)
}

func TestStore_Pins(t *testing.T) {
	s := setup(t)
	var ids []string
	for _, name := range []string{"A", "B", "C", "D"} {
		ids = append(ids, s.mustCreateApp(t, name).ID)
	}
	order := func(t *testing.T) string {
		t.Helper()
		apps, err := s.FindApps(t.Context(), store.AppFilter{Owner: backend.LocalOwner})
		wantCode(t, err, "")
		var pinned []backend.App
		for _, a := range apps {
			if a.Pinned {
				pinned = append(pinned, a)
			}
		}
		return names(pinned)
	}
	for _, id := range []string{ids[2], ids[0], ids[1], ids[2]} {
		must(t, s.PinApp(t.Context(), backend.LocalOwner, id))
	}
	wantEqual(t, order(t), "C, A, B")
	must(t, s.OrderPins(t.Context(), backend.LocalOwner, []string{ids[1], ids[2], ids[0]}))
	wantEqual(t, order(t), "B, C, A")
	for name, given := range map[string][]string{
		"TooFew": ids[:2], "NotPinned": {ids[1], ids[2], ids[3]}, "Twice": {ids[1], ids[1], ids[0]}, "None": nil,
	} {
		t.Run("ErrOrder"+name, func(t *testing.T) {
			wantCode(t, s.OrderPins(t.Context(), backend.LocalOwner, given), backend.Conflict)
			wantEqual(t, order(t), "B, C, A")
		})
	}
	must(t, s.UnpinApp(t.Context(), backend.LocalOwner, ids[2]))
	must(t, s.UnpinApp(t.Context(), backend.LocalOwner, ids[2]))
	wantEqual(t, order(t), "B, A")
	must(t, s.DeleteApp(t.Context(), backend.LocalOwner, ids[1], 1))
	must(t, s.OrderPins(t.Context(), backend.LocalOwner, []string{ids[0]}))
	wantCode(t, s.PinApp(t.Context(), "other", ids[0]), backend.NotFound)
	wantCode(t, s.UnpinApp(t.Context(), "other", ids[0]), backend.NotFound)
}
