package mirror

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"whittle/backend"
)

// Item is one thing that the mirror holds.
type Item struct {
	ID        string `json:"id"`
	Name      string `json:"name" doc:"The package; empty for a file from an address."`
	Version   string `json:"version"`
	Address   string `json:"address" doc:"Where a file came from; empty for a package."`
	Integrity string `json:"integrity"`
	License   string `json:"license" doc:"As the package names it; may be empty."`
	Parts     int    `json:"parts" doc:"How many other packages are packed in."`
	Size      int64  `json:"size" doc:"Bytes on the disk."`
	FetchedAt int64  `json:"fetched_at"`
	UsedAt    int64  `json:"used_at"`
}

// Lock returns what versions of apps that were built with the item hold; what they asked for is left out.
func (i Item) Lock() backend.Lock {
	return backend.Lock{Name: cmp.Or(i.Name, i.Address), Version: i.Version, Integrity: i.Integrity}
}

// trashTime is how long what was removed can come back.
const trashTime = 10 * time.Minute

// List returns everything that the mirror holds, by name and version.
func (m *Mirror) List() ([]Item, error) {
	items := []Item{}
	for _, e := range m.entries() {
		items = append(items, Item{
			ID: e.id(), Name: e.Name, Version: e.Version, Address: e.Address, Integrity: e.Integrity, License: e.License,
			Parts: max(len(e.Parts)-1, 0), Size: e.size(), FetchedAt: e.FetchedAt, UsedAt: e.usedAt().UnixMilli(),
		})
	}
	slices.SortFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Name, a.Address), cmp.Or(b.Name, b.Address)), cmp.Compare(a.Version, b.Version))
	})
	return items, nil
}

// entries returns every whole entry in no order.
func (m *Mirror) entries() []*entry {
	var all []*entry
	for _, pattern := range []string{packagesFolder + "/*/*", addressesFolder + "/*"} {
		folders, _ := filepath.Glob(filepath.Join(escaped(m.config.Dir), pattern)) // the pattern is ours
		for _, folder := range folders {
			if e := readEntry(folder); e != nil {
				all = append(all, e)
			}
		}
	}
	return all
}

// Settle completes the locks that a build names only by version: with the hash of what is kept, and with the packages
// inside it. Locks of what is not there come back as they are.
func (m *Mirror) Settle(locks []backend.Lock) []backend.Lock {
	settled := []backend.Lock{}
	for _, l := range locks {
		var more []backend.Lock
		if e := m.findPackage(l.Name, l.Version); e != nil {
			more = e.locks(l.Asked)
		} else if e := m.findAddress(normal(l.Name)); e != nil {
			more = []backend.Lock{e.lock("")}
		} else {
			more = []backend.Lock{l}
		}
		settled = backend.MergeLocks(settled, more)
	}
	return settled
}

// Remove takes an item out. It can come back by Restore for ten minutes. It returns not_found when it is not there.
func (m *Mirror) Remove(id string) error {
	return m.exclusively(func() error {
		m.emptyTrash()
		for _, e := range m.entries() {
			if e.id() != id {
				continue
			}
			trash := filepath.Join(m.config.Dir, trashFolder)
			if err := os.MkdirAll(trash, 0o755); err != nil {
				return diskFailed(err)
			}
			place := filepath.Join(trash, id)
			if err := errors.Join(os.RemoveAll(place), os.Rename(e.folder, place)); err != nil {
				return diskFailed(err)
			}
			at := m.config.Now()
			return os.Chtimes(place, at, at)
		}
		return backend.Errorf(backend.NotFound, "This library is not in the mirror any more.")
	})
}

// Restore brings back what Remove took out; not_found when it is gone for good.
func (m *Mirror) Restore(id string) error {
	return m.exclusively(func() error {
		place := filepath.Join(m.config.Dir, trashFolder, filepath.Base(id))
		e := readEntry(place)
		if e == nil || e.id() != id {
			return backend.Errorf(backend.NotFound, "This library is gone for good. An app that needs it can fetch it again.")
		}
		return putInPlace(place, m.placeOf(e))
	})
}

func (m *Mirror) placeOf(e *entry) string {
	if e.Address != "" {
		return m.addressFolder(e.Address)
	}
	return filepath.Join(m.packageFolder(e.Name), e.Version)
}

// emptyTrash deletes what was removed too long ago to come back, and work that nobody has touched for a day.
func (m *Mirror) emptyTrash() {
	for folder, after := range map[string]time.Duration{trashFolder: trashTime, workFolder: 24 * time.Hour} {
		all, err := os.ReadDir(filepath.Join(m.config.Dir, folder))
		if err != nil {
			continue // there is none
		}
		for _, old := range all {
			info, err := old.Info()
			if err != nil || m.config.Now().Sub(info.ModTime()) < after {
				continue
			}
			if err := os.RemoveAll(filepath.Join(m.config.Dir, folder, old.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				m.config.Log.Warn("delete a removed library", "err", err)
			}
		}
	}
}

// keep puts a complete entry in place when the mirror has room for it: what was of use longest ago goes first, but
// nothing that an app was built with.
func (m *Mirror) keep(ctx context.Context, e *entry, place string) error {
	return m.exclusively(func() error {
		m.emptyTrash()
		if err := m.makeRoom(ctx, e); err != nil {
			return err
		}
		if err := putInPlace(e.folder, place); err != nil {
			return err
		}
		e.folder = place
		return nil
	})
}

func (m *Mirror) makeRoom(ctx context.Context, e *entry) error {
	limit, err := m.config.Limit(ctx)
	if err != nil {
		return err
	}
	locked, err := m.config.Locked(ctx)
	if err != nil {
		return err
	}
	all := m.entries()
	free := limit - e.size()
	for _, other := range all {
		free -= other.size()
	}
	slices.SortFunc(all, func(a, b *entry) int { return a.usedAt().Compare(b.usedAt()) })
	var going []*entry
	for _, other := range all {
		if free >= 0 {
			break
		}
		if !other.lockedBy(locked) {
			free += other.size()
			going = append(going, other)
		}
	}
	if size := e.size(); size > limit {
		return backend.Errorf(backend.Conflict, "%s takes %d MB, and all libraries together may take %d MB. Raise the limit in Settings and try again.",
			cmp.Or(e.Name, e.Address), (size+1<<20-1)>>20, limit>>20)
	}
	if free < 0 {
		return backend.Errorf(backend.Conflict, "The libraries may take %d MB together, and there is no room for %s: your apps were made with the others. "+
			"Remove some in Settings, or raise the limit there.", limit>>20, cmp.Or(e.Name, e.Address))
	}
	for _, old := range going {
		m.config.Log.Info("library removed to make room", "library", cmp.Or(old.Name, old.Address), "version", old.Version)
		if err := os.RemoveAll(old.folder); err != nil {
			return diskFailed(err)
		}
	}
	return nil
}

func (e *entry) lockedBy(locks []backend.Lock) bool {
	return slices.ContainsFunc(locks, func(l backend.Lock) bool {
		return l.Name == cmp.Or(e.Name, e.Address) && l.Version == e.Version && !l.Inside()
	})
}

// escaped keeps what is a pattern in a path from being one.
func escaped(path string) string {
	out := []rune{}
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' {
			out = append(out, '[', r, ']')
			continue
		}
		out = append(out, r)
	}
	return string(out)
}
