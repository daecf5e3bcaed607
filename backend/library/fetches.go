package library

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"whittle/backend"
	"whittle/backend/store"
)

// FetchesConfig is what Fetches is built from; all of it is required.
type FetchesConfig struct {
	Store   *store.Store
	Builder Builder
	Mirror  Mirror
	Bus     *backend.Bus
	Log     *slog.Logger
}

// Fetches brings what versions of apps need into the mirror, after a person allowed it. A fetch belongs to it and not
// to whoever asked: it goes on until it ends, is cancelled, or Stop is called.
type Fetches struct {
	FetchesConfig
	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup

	mu      sync.Mutex
	stopped bool
	all     map[string]*fetch // the last one of each version of an app
}

type fetch struct {
	backend.Fetch
	owner   string
	cancel  context.CancelFunc
	telling *time.Timer // running while a step waits to be told; nil before the first
	waiting bool
}

// tellEvery is how often progress is told.
const tellEvery = 250 * time.Millisecond

// NewFetches returns Fetches that are ready to use.
func NewFetches(c FetchesConfig) *Fetches {
	ctx, cancel := context.WithCancel(context.Background())
	return &Fetches{FetchesConfig: c, ctx: ctx, cancel: cancel, all: map[string]*fetch{}}
}

// Stop ends every fetch and waits. Stopping twice is fine.
func (f *Fetches) Stop() {
	f.mu.Lock()
	f.stopped = true
	f.mu.Unlock()
	f.cancel()
	f.work.Wait()
}

// Start begins to fetch what a version of an app needs, with optional also what it can do without; number 0 means the
// current version. One that runs for the version is returned as it is. It returns forbidden when the person chose that
// nothing is fetched.
func (f *Fetches) Start(ctx context.Context, owner, appID string, number int, optional bool) (backend.Fetch, error) {
	settings, err := f.Store.Settings(ctx, owner)
	if err != nil {
		return backend.Fetch{}, err
	}
	if settings.Libraries == backend.LibrariesNever {
		return backend.Fetch{}, backend.Errorf(backend.Forbidden, "Whittle is set to fetch no libraries. Change it under Libraries in Settings.")
	}
	app, err := f.Store.FindApp(ctx, owner, appID)
	if err != nil {
		return backend.Fetch{}, err
	}
	version, err := f.Store.FindVersion(ctx, owner, appID, number)
	if err != nil {
		return backend.Fetch{}, err
	}
	source := backend.Source{App: appID, Template: app.Template, Files: version.Files, Locks: version.Locks}
	return f.begin(owner, version, source, optional)
}

// begin starts a fetch unless one runs for the version.
func (f *Fetches) begin(owner string, v backend.Version, source backend.Source, optional bool) (backend.Fetch, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one := f.all[v.ID]; one != nil && one.State == backend.FetchRunning {
		return one.Fetch, nil
	}
	if f.stopped {
		return backend.Fetch{}, backend.Errorf(backend.Canceled, "Whittle is closing, so nothing is fetched now.")
	}
	ctx, cancel := context.WithCancel(f.ctx)
	one := &fetch{owner: owner, cancel: cancel,
		Fetch: backend.Fetch{ID: backend.NewID(), AppID: v.AppID, Version: v.Number, State: backend.FetchRunning}}
	f.all[v.ID] = one
	f.work.Go(func() { f.run(ctx, one, source, optional) })
	return one.Fetch, nil
}

// run does the work and stores what was settled on, also when only a part of it came.
func (f *Fetches) run(ctx context.Context, one *fetch, source backend.Source, optional bool) {
	defer one.cancel()
	_, locks, err := Complete(ctx, f.Builder, f.Mirror, source, optional, func(p backend.FetchProgress) { f.progress(one, p) })
	if len(locks) > len(source.Locks) {
		err = errors.Join(err, f.Store.AddLocks(context.WithoutCancel(ctx), one.owner, one.AppID, one.Version, locks))
	}
	f.end(one, err)
}

// progress notes a step. It is told now, or with the others of its moment when one was told just before.
func (f *Fetches) progress(one *fetch, p backend.FetchProgress) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one.Name, one.Received, one.Total, one.Done, one.Of = p.Name, p.Received, p.Total, p.Done, p.Of
	if one.waiting {
		return
	}
	one.waiting = true
	if one.telling == nil {
		f.tell(one)
		one.telling = time.AfterFunc(tellEvery, func() { f.tellLater(one) })
		return
	}
	one.telling.Reset(tellEvery)
}

func (f *Fetches) tell(one *fetch) {
	f.Bus.Publish(backend.Event{Type: backend.EventFetch, Owner: one.owner, Data: one.Fetch})
}

// tellLater tells the newest of the steps that came since the last one was told.
func (f *Fetches) tellLater(one *fetch) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one.waiting = false
	if one.State == backend.FetchRunning {
		f.tell(one)
	}
}

func (f *Fetches) end(one *fetch, err error) {
	f.mu.Lock()
	if one.telling != nil {
		one.telling.Stop()
	}
	one.State = backend.FetchDone
	if err != nil {
		one.State, one.Code, one.Message = backend.FetchFailed, backend.ErrorCode(err), backend.ErrorMessage(err)
		if one.Code == backend.Canceled {
			one.State = backend.FetchCanceled
		}
	}
	told := one.Fetch
	f.mu.Unlock()
	if told.Code == backend.Internal {
		f.Log.Error("fetch libraries", "app", told.AppID, "version", told.Version, "err", err)
	}
	f.Bus.Publish(backend.Event{Type: backend.EventFetch, Owner: one.owner, Data: told})
	f.Bus.Publish(backend.Event{Type: backend.EventLibraries, Owner: one.owner})
}

// Find returns the running or the last fetch for a version of an app since the program began; ok is false when there
// was none. Number 0 means any version's, the newest first.
func (f *Fetches) Find(owner, appID string, number int) (found backend.Fetch, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.all {
		if one.owner == owner && one.AppID == appID && (number == 0 || one.Version == number) && one.ID > found.ID {
			found, ok = one.Fetch, true
		}
	}
	return found, ok
}

// Cancel gives up a fetch; an unknown or ended one is fine.
func (f *Fetches) Cancel(owner, id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.all {
		if one.ID == id && one.owner == owner {
			one.cancel()
		}
	}
}

// Settle stores which versions of the mirror a version of an app was built with, unless that is known.
func (f *Fetches) Settle(ctx context.Context, owner, appID string, number int, known, built []backend.Lock) error {
	settled := func(l backend.Lock) bool {
		return slices.ContainsFunc(known, func(k backend.Lock) bool { return k.Name == l.Name && k.Asked == l.Asked && k.Integrity != "" })
	}
	fresh := slices.DeleteFunc(slices.Clone(built), settled)
	if len(fresh) == 0 {
		return nil
	}
	return f.Store.AddLocks(ctx, owner, appID, number, f.Mirror.Settle(fresh))
}
