package store_test

import (
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

var (
	oldCharts = backend.Lock{Name: "charts", Asked: "^1", Version: "1.0.0", Integrity: "sha512-a"}
	newCharts = backend.Lock{Name: "charts", Asked: "^1", Version: "1.2.0", Integrity: "sha512-b"}
	beads     = backend.Lock{Name: "beads", Version: "2.0.0", Integrity: "sha512-c"}
)

func TestStore_Locks(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	locksOf := func(number int) []backend.Lock {
		t.Helper()
		v, err := s.FindVersion(t.Context(), backend.LocalOwner, a.ID, number)
		wantCode(t, err, "")
		return v.Locks
	}
	wantEqual(t, locksOf(0), []backend.Lock(nil))

	wantCode(t, s.AddLocks(t.Context(), backend.LocalOwner, a.ID, 1, []backend.Lock{oldCharts}), "")
	wantCode(t, s.AddLocks(t.Context(), backend.LocalOwner, a.ID, 0, []backend.Lock{newCharts, beads}), "")
	wantEqual(t, locksOf(1), []backend.Lock{beads, oldCharts}) // what was settled stays

	next := newVersion()
	next.AppID = a.ID
	wantCode(t, s.CreateVersion(t.Context(), backend.LocalOwner, next), "")
	wantEqual(t, locksOf(2), []backend.Lock{beads, oldCharts}) // inherited

	own := newVersion()
	own.AppID, own.Locks = a.ID, []backend.Lock{newCharts}
	wantCode(t, s.CreateVersion(t.Context(), backend.LocalOwner, own), "")
	wantEqual(t, locksOf(3), []backend.Lock{newCharts})
	wantEqual(t, locksOf(1), []backend.Lock{beads, oldCharts})

	wantCode(t, s.AddLocks(t.Context(), "other", a.ID, 0, nil), backend.NotFound)
	wantCode(t, s.AddLocks(t.Context(), backend.LocalOwner, a.ID, 9, nil), backend.NotFound)
}

func TestStore_FindLockUses(t *testing.T) {
	s := setup(t)
	a, gone := s.mustCreateApp(t, "Mine"), s.mustCreateApp(t, "Gone")
	for _, app := range []string{a.ID, gone.ID} {
		wantCode(t, s.AddLocks(t.Context(), backend.LocalOwner, app, 0, []backend.Lock{oldCharts}), "")
	}
	must(t, s.DeleteApp(t.Context(), backend.LocalOwner, gone.ID, 1))
	next := newVersion()
	next.AppID = a.ID
	must(t, s.CreateVersion(t.Context(), backend.LocalOwner, next))
	got, err := s.FindLockUses(t.Context(), backend.LocalOwner)
	wantCode(t, err, "")
	wantEqual(t, got, []store.LockUse{
		{Lock: oldCharts, AppID: a.ID, AppName: "Mine", Number: 1},
		{Lock: oldCharts, AppID: a.ID, AppName: "Mine", Number: 2, Current: true},
	})
}
