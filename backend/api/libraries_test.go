package api_test

import (
	"net/http"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder/mirror/cdntest"
)

// beadsApp stores an app that imports a package which is not in the binary.
func (d *door) beadsApp(t *testing.T, name, from string) backend.App {
	t.Helper()
	a, err := d.library.NewApp(t.Context(), backend.LocalOwner, name, "react", "")
	if err != nil {
		t.Fatal(err)
	}
	code := "import beads from '" + from + "'\nexport default function App() { return <p>{String(beads)}</p> }\n"
	v := &backend.Version{ID: backend.NewID(), Origin: backend.FromHand, Files: []backend.File{{Path: "App.tsx", Content: code}}, CreatedAt: 1}
	if err := d.store.CreateAppWithVersion(t.Context(), &a, v); err != nil {
		t.Fatal(err)
	}
	return a
}

// bring fetches what an app needs and waits for the end.
func (d *door) bring(t *testing.T, app backend.App) backend.Fetch {
	t.Helper()
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	var begun backend.Fetch
	d.call(t, "POST", "/api/apps/"+app.ID+"/libraries", `{}`).into(t, &begun)
	if begun.State != backend.FetchRunning || begun.AppID != app.ID || begun.Version != 1 {
		t.Fatalf("it began as %+v", begun)
	}
	for e := range l.C {
		if f, ok := e.Data.(backend.Fetch); ok && f.ID == begun.ID && f.State != backend.FetchRunning {
			return f
		}
	}
	panic("unreachable: the listener is open")
}

type openedApp struct {
	URL       string            `json:"url"`
	Needs     []backend.Need    `json:"needs"`
	Libraries []backend.Library `json:"libraries"`
}

func (d *door) open(t *testing.T, app backend.App) (o openedApp) {
	t.Helper()
	d.call(t, "POST", "/api/apps/"+app.ID+"/open", `{}`).into(t, &o)
	return o
}

type keptLibrary struct {
	ID, Name, Version string
	Size              int64
	Apps              []struct {
		ID, Name string
		Versions []int
		Current  bool
	}
}

func (d *door) kept(t *testing.T) []keptLibrary {
	t.Helper()
	var list struct{ Items []keptLibrary }
	d.call(t, "GET", "/api/libraries", "").into(t, &list)
	return list.Items
}

// An app whose library is missing says so, gets it once, and is complete from then on without a network.
func TestLibraries(t *testing.T) {
	d := setup(t)
	app := d.beadsApp(t, "Beads", "paper-beads")
	before := d.open(t, app)
	if len(before.Needs) != 1 || before.Needs[0].Name != "paper-beads" || !before.Needs[0].Required || before.URL == "" {
		t.Fatalf("before: %+v", before)
	}
	if got := d.call(t, "GET", "/api/apps/"+app.ID+"/libraries", "").body; strings.TrimSpace(got) != `{"fetch":null}` {
		t.Errorf("a fetch before the first: %s", got)
	}
	if f := d.bring(t, app); f.State != backend.FetchDone || f.Name != "paper-beads" || f.Received == 0 {
		t.Errorf("it ended as %+v", f)
	}
	asked := len(d.net.Requests())
	after := d.open(t, app)
	if len(after.Needs) != 0 || len(d.net.Requests()) != asked {
		t.Errorf("after: %+v, %v", after, d.net.Requests()[asked:])
	}
	kept := d.kept(t)
	if len(kept) != 1 || kept[0].Name != "paper-beads" || kept[0].Size == 0 || len(kept[0].Apps) != 1 || kept[0].Apps[0].Name != "Beads" || !kept[0].Apps[0].Current {
		t.Fatalf("kept %+v", kept)
	}
	v, err := d.store.FindVersion(t.Context(), backend.LocalOwner, app.ID, 0)
	if err != nil || len(v.Locks) != 2 || v.Locks[1].Version != "2.0.0" || v.Locks[0].Name != "bead-colors" {
		t.Errorf("locks %+v, %v", v.Locks, err)
	}

	// A copy is built with the same versions; another app that has found the library in the mirror holds it too.
	d.call(t, "POST", "/api/apps/"+app.ID+"/duplicate", "")
	other := d.beadsApp(t, "Other", "paper-beads")
	if o := d.open(t, other); len(o.Needs) != 0 {
		t.Errorf("another app: %+v", o)
	}
	if kept := d.kept(t); len(kept[0].Apps) != 3 {
		t.Errorf("used by %+v", kept[0].Apps)
	}

	id := kept[0].ID
	if a := d.call(t, "DELETE", "/api/libraries/"+id, ""); a.status != http.StatusNoContent {
		t.Fatal(a.body)
	}
	if kept := d.kept(t); len(kept) != 0 {
		t.Errorf("kept after its removal: %+v", kept)
	}
	if a := d.call(t, "POST", "/api/libraries/"+id+"/undelete", ""); a.status != http.StatusNoContent {
		t.Fatal(a.body)
	}
	if o := d.open(t, app); len(o.Needs) != 0 {
		t.Errorf("after the removal was undone: %+v", o)
	}
}

func TestLibraries_Fail(t *testing.T) {
	for _, scenario := range cdntest.Scenarios() {
		if scenario == "slow" || scenario == "link" || scenario == "redirect" || scenario == "huge" || scenario == "bomb" {
			continue // it waits to be cancelled, or ends well, or is of addresses, or is tested with smaller sizes
		}
		t.Run(scenario, func(t *testing.T) {
			d := setup(t)
			app := d.beadsApp(t, "Beads", "broken-"+scenario)
			f := d.bring(t, app)
			if f.State != backend.FetchFailed || f.Code == backend.Internal || f.Message == "" {
				t.Errorf("it ended as %+v", f)
			}
			if o := d.open(t, app); len(o.Needs) != 1 || o.URL == "" {
				t.Errorf("the app opens as %+v", o)
			}
			if again := d.bring(t, app); scenario == "once" && again.State != backend.FetchDone {
				t.Errorf("the second time it ended as %+v", again)
			}
		})
	}
}

func TestLibraries_Cancel(t *testing.T) {
	d := setup(t)
	app := d.beadsApp(t, "Beads", "broken-slow")
	l := d.bus.Listen(backend.LocalOwner)
	defer l.Close()
	d.call(t, "POST", "/api/apps/"+app.ID+"/libraries", `{}`)
	var last backend.Fetch
	for e := range l.C {
		f, ok := e.Data.(backend.Fetch)
		if !ok {
			continue
		}
		last = f
		if f.State != backend.FetchRunning {
			break
		}
		d.call(t, "DELETE", "/api/libraries/fetches/"+f.ID, "")
	}
	if last.State != backend.FetchCanceled {
		t.Errorf("it ended as %+v", last)
	}
	var state struct{ Fetch *backend.Fetch }
	d.call(t, "GET", "/api/apps/"+app.ID+"/libraries?version=1", "").into(t, &state)
	if state.Fetch == nil || state.Fetch.ID != last.ID {
		t.Errorf("the last fetch is %+v", state.Fetch)
	}
}

func TestLibraries_Never(t *testing.T) {
	d := setup(t)
	app := d.beadsApp(t, "Beads", "paper-beads")
	if a := d.call(t, "PATCH", "/api/settings", `{"libraries":"never"}`); a.status != http.StatusOK {
		t.Fatal(a.body)
	}
	wantFailure(t, d.call(t, "POST", "/api/apps/"+app.ID+"/libraries", `{}`), http.StatusForbidden, backend.Forbidden)
	if len(d.net.Requests()) != 0 {
		t.Errorf("it was asked for all the same: %v", d.net.Requests())
	}
}

func TestLicenses(t *testing.T) {
	d := setup(t)
	d.bring(t, d.beadsApp(t, "Beads", "paper-beads"))
	list := d.call(t, "GET", "/api/licenses", "").body
	for _, part := range []string{`{"name":"paper-beads","version":"2.0.0","license":"MIT","from":"mirror"}`, `"from":"library"`, `{"name":"Go","version":"1","license":"BSD-3-Clause","from":"program"}`} {
		if !strings.Contains(list, part) {
			t.Errorf("%s is not in %.300s", part, list)
		}
	}
	text := d.call(t, "GET", "/api/licenses/text?name=paper-beads&version=2.0.0&from=mirror", "").body
	if !strings.Contains(text, "string these beads") {
		t.Errorf("the text is %s", text)
	}
	wantFailure(t, d.call(t, "GET", "/api/licenses/text?name=nothing&version=1&from=library", ""), http.StatusNotFound, backend.NotFound)
}
