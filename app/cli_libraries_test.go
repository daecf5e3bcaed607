package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder/mirror/cdntest"
)

const (
	mirrorShape  = `{"libraries":[{"id":"","name":"","version":"","address":"","integrity":"","license":"","size":0,"fetched_at":0,"used_at":0,"apps":[""]}],"bytes":0,"limit_bytes":0}`
	fetchedShape = `{"ok":true,"fetched":[{"name":"","asked":"","version":"","integrity":""}],"needs":[]}`
	beadsCode    = "import beads from 'paper-beads';\nexport default function App() { return <b>{beads(3)}</b>; }\n"
)

// standInNetwork puts a stand-in for registry and CDNs into the environment; quit takes it away.
func standInNetwork(t *testing.T) (server *cdntest.Server, quit func()) {
	t.Helper()
	server = cdntest.New()
	registry, cdn := server.Start(t)
	t.Setenv("WHITTLE_NPM_REGISTRY", registry)
	t.Setenv("WHITTLE_CDN", cdn)
	return server, func() {
		t.Setenv("WHITTLE_NPM_REGISTRY", "http://127.0.0.1:1/npm")
		t.Setenv("WHITTLE_CDN", "http://127.0.0.1:1/cdn")
	}
}

// beadsApp stores an app that needs a library which is not in the binary.
func beadsApp(t *testing.T, from string) (app backend.App) {
	t.Helper()
	inLibrary(t, func(ctx context.Context, p *program) {
		var err error
		if app, err = p.library.NewApp(ctx, backend.LocalOwner, "Beads", "react", ""); err != nil {
			t.Fatal(err)
		}
		v := &backend.Version{ID: backend.NewID(), Origin: backend.FromHand, CreatedAt: 1,
			Files: []backend.File{{Path: "App.tsx", Content: strings.Replace(beadsCode, "paper-beads", from, 1)}}}
		if err := p.store.CreateAppWithVersion(ctx, &app, v); err != nil {
			t.Fatal(err)
		}
	})
	return app
}

func TestLibraries(t *testing.T) {
	isolate(t)
	_, quit := standInNetwork(t)
	app := beadsApp(t, "paper-beads")
	var list mirrorList
	whittle(t, "libraries", "--json").want(t, exitDone).into(t, &list, mirrorShape)
	if len(list.Libraries) != 0 || list.Limit != 512<<20 {
		t.Errorf("an empty mirror lists %+v", list)
	}
	var b built
	whittle(t, "build", app.ID, "--json").want(t, exitDone).into(t, &b, builtShape)
	if len(b.Needs) != 1 || b.Needs[0].Name != "paper-beads" {
		t.Errorf("built %+v", b)
	}
	var done fetched
	whittle(t, "libraries", "fetch", "Beads", "--json").want(t, exitDone).into(t, &done, fetchedShape)
	if !done.OK || len(done.Fetched) != 2 || done.Fetched[0].Version != "2.0.0" {
		t.Errorf("fetched %+v", done)
	}
	quit()
	first := whittle(t, "build", app.ID).want(t, exitDone).out
	if !strings.Contains(first, "of 1.2.0") {
		t.Error("the document does not hold the library")
	}
	whittle(t, "libraries", "list", "--json").want(t, exitDone).into(t, &list, mirrorShape)
	if len(list.Libraries) != 1 || list.Bytes == 0 || len(list.Libraries[0].Apps) != 1 || list.Libraries[0].Apps[0] != app.ID {
		t.Errorf("the mirror lists %+v", list)
	}
	if r := whittle(t, "libraries").want(t, exitDone); !strings.Contains(r.out, "paper-beads  2.0.0") {
		t.Errorf("it lists %q", r.out)
	}

	_, quit = standInNetwork(t)
	whittle(t, "libraries", "remove", "paper-beads@2.0.0", "--json").want(t, exitDone).into(t, &struct{}{}, `{"removed":[{"name":"","version":""}]}`)
	whittle(t, "libraries", "remove", "paper-beads").want(t, exitProblems)
	if again := whittle(t, "build", app.ID, "--fetch").want(t, exitDone).out; again != first {
		t.Error("what was fetched again gives another document")
	}
	quit()
	if again := whittle(t, "build", app.ID, "--fetch").want(t, exitDone).out; again != first {
		t.Error("without a network it gives another document")
	}
}

func TestLibraries_Path(t *testing.T) {
	isolate(t)
	_, quit := standInNetwork(t)
	dir := folder(t, "App.tsx", beadsCode)
	whittle(t, "libraries", "fetch", dir).want(t, exitDone)
	quit()
	var b built
	whittle(t, "build", dir, "--json").want(t, exitDone).into(t, &b, builtShape)
	if len(b.Needs) != 0 || len(b.Libraries) == 0 {
		t.Errorf("built %+v", b)
	}
}

func TestLibraries_Fail(t *testing.T) {
	isolate(t)
	beads := folder(t, "App.tsx", beadsCode)
	whittle(t, "libraries", "fetch", beads).want(t, exitEndpoint) // nothing can be reached
	whittle(t, "build", beads, "--fetch").want(t, exitEndpoint)
	standInNetwork(t)
	for name, code := range map[string]int{"broken-hash": exitProblems, "no-such-package": exitProblems, "broken-500": exitEndpoint} {
		dir := folder(t, "App.tsx", strings.Replace(beadsCode, "paper-beads", name, 1))
		whittle(t, "libraries", "fetch", dir).want(t, code)
		whittle(t, "build", dir, "--fetch", "-o", filepath.Join(dir, "out.html")).want(t, code)
	}
	whittle(t, "libraries", "fetch", "no such app").want(t, exitProblems)
	whittle(t, "libraries", "fetch").want(t, exitUsage)
	whittle(t, "libraries", "eat").want(t, exitUsage)
}
