package mirror

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"whittle/backend"
)

// Fetch brings what an app needs into the mirror, with everything it depends on, and returns what it settled on: the
// lock of the need itself first. What locks name is fetched in those versions and with those hashes. Peers that are
// nowhere come along as packages of their own. Fetching what is there takes no network. Those who ask for the same at
// the same time share one download; the work of a ctx that ends is given up.
func (m *Mirror) Fetch(ctx context.Context, need backend.Need, locks []backend.Lock, report func(backend.FetchProgress)) ([]backend.Lock, error) {
	if report == nil {
		report = func(backend.FetchProgress) {}
	}
	if need.Address != "" && !namesPackage(need) {
		return m.fetchAddress(ctx, need, locks, report)
	}
	settled, err := m.fetchPackage(ctx, need, locks, report, map[string]bool{})
	if need.Address != "" && backend.ErrorCode(err) == backend.NotFound {
		return m.fetchAddress(ctx, need, locks, report) // made by the CDN, and in no package
	}
	return settled, err
}

func (m *Mirror) fetchPackage(ctx context.Context, need backend.Need, locks []backend.Lock, report func(backend.FetchProgress), underway map[string]bool) ([]backend.Lock, error) {
	underway[need.Name] = true
	locked := lockOf(locks, need.Name, need.Asked)
	key := strings.Join([]string{need.Name, need.Asked, locked.Version}, "\x00")
	settled, err := m.flights.do(ctx, key, report, func(ctx context.Context, report func(backend.FetchProgress)) ([]backend.Lock, error) {
		return m.bringPackage(ctx, need, locked, locks, report)
	})
	if err != nil {
		return nil, err
	}
	e := m.findPackage(need.Name, settled[0].Version)
	if e == nil {
		return nil, backend.Errorf(backend.Conflict, "%s was removed while it was fetched. Try again.", need.Name)
	}
	if err := m.prepare(e, need); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(e.Peers)) {
		if _, carried := m.config.Carries(name); carried || underway[name] {
			continue
		}
		more, err := m.fetchPackage(ctx, backend.Need{Name: name, Asked: e.Peers[name]}, locks, report, underway)
		if err != nil {
			return nil, err
		}
		peer := more[0]
		peer.Asked = "" // the package that requires it asks for no version
		settled = append(settled, append(more, peer)...)
	}
	return settled, nil
}

func lockOf(locks []backend.Lock, name, asked string) backend.Lock {
	for _, l := range locks {
		if l.Name == name && l.Asked == asked {
			return l
		}
	}
	return backend.Lock{}
}

// bringPackage makes the entry of a package unless it is there.
func (m *Mirror) bringPackage(ctx context.Context, need backend.Need, locked backend.Lock, locks []backend.Lock, report func(backend.FetchProgress)) ([]backend.Lock, error) {
	version := locked.Version
	if version == "" {
		version = m.Version(need.Name, need.Asked)
	}
	if e := m.findWhole(need.Name, version); e != nil {
		if err := m.checkLock(e, locked); err != nil {
			return nil, err
		}
		return e.locks(need.Asked), nil
	}
	report(backend.FetchProgress{Name: need.Name})
	about, err := m.packument(ctx, need.Name)
	if err != nil {
		return nil, err
	}
	chosen, err := choose(about, need.Asked, locked)
	if err != nil {
		return nil, err
	}
	if e := m.findWhole(chosen.Name, chosen.Version); e != nil {
		return e.locks(need.Asked), m.addTag(e, need.Asked)
	}
	planned, err := m.plan(ctx, chosen, locks)
	if err != nil {
		return nil, err
	}
	e, err := m.build(ctx, planned, need, append([]backend.Lock{locked}, locks...), report)
	if err != nil {
		return nil, err
	}
	return e.locks(need.Asked), nil
}

// findWhole is findPackage for a fetch: an entry whose files cannot be read goes, to be fetched anew.
func (m *Mirror) findWhole(name, version string) *entry {
	e := m.findPackage(name, version)
	if e == nil {
		return nil
	}
	if files, err := e.files(); err == nil {
		files.Close()
		return e
	}
	err := m.exclusively(func() error { return os.RemoveAll(e.folder) })
	m.config.Log.Warn("a damaged library was removed", "library", name, "version", version, "err", err)
	return nil
}

func choose(about packument, asked string, locked backend.Lock) (manifest, error) {
	if locked.Version == "" {
		return about.pick(asked)
	}
	if chosen, ok := about.Versions[locked.Version]; ok {
		return chosen, nil
	}
	return manifest{}, backend.Errorf(backend.NotFound, "This version of the app was made with %s %s, which its publisher has taken away. Edit the app to use another.",
		about.Name, locked.Version)
}

func (m *Mirror) checkLock(e *entry, locked backend.Lock) error {
	if locked.Integrity == "" || locked.Integrity == e.Integrity {
		return nil
	}
	if e.Address != "" {
		return e.hold(locked.Integrity) // it may be the hash that the app itself gave
	}
	return backend.Errorf(backend.Conflict, "The %s %s in the mirror is not the one this app was made with. Remove it in Settings and fetch it again.", e.Name, e.Version)
}

// locks returns what an app version keeps of an entry and of the packages inside it.
func (e *entry) locks(asked string) []backend.Lock {
	locks := []backend.Lock{e.lock(asked)}
	for _, p := range e.Parts[1:] {
		locks = append(locks, backend.Lock{
			Name: p.Name, Asked: backend.AskedInside(p.Asked, e.Name, e.Version), Version: p.Version, Integrity: p.Integrity,
		})
	}
	return locks
}

// build downloads the parts of a tree, packs them into one entry and puts it in place.
func (m *Mirror) build(ctx context.Context, t tree, need backend.Need, locks []backend.Lock, report func(backend.FetchProgress)) (*entry, error) {
	folder, done, err := m.workplace()
	if err != nil {
		return nil, err
	}
	defer done()
	tarballs, err := m.downloadParts(ctx, t, locks, folder, report)
	if err != nil {
		return nil, err
	}
	for i := range t.parts {
		t.parts[i].Integrity = tarballs[i].integrity
	}
	made := filepath.Join(folder, "entry")
	if err := os.Mkdir(made, 0o755); err != nil {
		return nil, diskFailed(err)
	}
	if err := m.archive(filepath.Join(made, filesFile), t, tarballs); err != nil {
		return nil, err
	}
	own := t.parts[0]
	e := entry{
		Name: own.Name, Version: own.Version, Integrity: own.Integrity, Parts: t.parts, Peers: t.peers,
		FetchedAt: m.config.Now().UnixMilli(), folder: made,
	}
	if isTag(need.Asked) {
		e.Tags = []string{need.Asked}
	}
	e.License = e.describe().license()
	if !wantsFile(need) {
		if err := m.compileModule(&e, specifierOf(need)); err != nil { // prepare says so, unless there is a file
			m.config.Log.Debug("package has no such module", "package", e.Name, "path", need.Path, "err", err)
		}
	}
	if err := m.writeEntry(made, e); err != nil {
		return nil, err
	}
	return &e, m.keep(ctx, &e, filepath.Join(m.packageFolder(e.Name), e.Version))
}

// downloadParts downloads every part, several at once, and reports their sum.
func (m *Mirror) downloadParts(ctx context.Context, t tree, locks []backend.Lock, folder string, report func(backend.FetchProgress)) ([]downloaded, error) {
	tarballs := make([]downloaded, len(t.parts))
	received, total := make([]int64, len(t.parts)), make([]int64, len(t.parts))
	var mu sync.Mutex
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(fewAtOnce)
	for i, p := range t.parts {
		w, err := m.tarball(p.manifest, lockedHash(locks, t.parts[0].manifest, p))
		if err != nil {
			return nil, err
		}
		w.report = func(r, all int64) {
			mu.Lock()
			defer mu.Unlock()
			received[i], total[i] = r, max(all, r)
			report(backend.FetchProgress{Name: t.parts[0].Name, Received: sum(received), Total: sum(total)})
		}
		work.Go(func() (err error) {
			tarballs[i], err = m.download(ctx, w, folder)
			return err
		})
	}
	return tarballs, work.Wait()
}

// lockedHash is the hash that a part must have because an app was made with it; empty when none was.
func lockedHash(locks []backend.Lock, root manifest, p part) string {
	for _, l := range locks {
		own := p.Asked == "" && p.Name == root.Name && !l.Inside()
		if l.Name == p.Name && l.Version == p.Version && (own || l.Asked == backend.AskedInside(p.Asked, root.Name, root.Version)) {
			return l.Integrity
		}
	}
	return ""
}

func sum(sizes []int64) (all int64) {
	for _, s := range sizes {
		all += s
	}
	return all
}

// archive packs the downloaded parts into one file.
func (m *Mirror) archive(name string, t tree, tarballs []downloaded) error {
	file, err := os.Create(name)
	if err != nil {
		return diskFailed(err)
	}
	archive := zip.NewWriter(file)
	archive.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) })
	left := &budget{bytes: m.config.Sizes.Unpacked, files: m.config.Sizes.Files}
	for i, p := range t.parts {
		if err = unpack(tarballs[i].path, p, archive, left); err != nil {
			break
		}
	}
	if err == nil {
		if err = errors.Join(archive.Close(), file.Sync()); err != nil {
			err = diskFailed(err)
		}
	}
	return errors.Join(err, file.Close())
}

// describe reads the package.json of an entry; its zero value when there is none.
func (e *entry) describe() description {
	files, err := e.files()
	if err != nil {
		return description{}
	}
	defer files.Close()
	d, err := readDescription(files, e.Parts[0].Path)
	if err != nil {
		return description{}
	}
	return d
}

// fetchAddress brings what lies at an address that belongs to no package.
func (m *Mirror) fetchAddress(ctx context.Context, need backend.Need, locks []backend.Lock, report func(backend.FetchProgress)) ([]backend.Lock, error) {
	address := normal(need.Address)
	locked := lockOf(locks, address, "")
	return m.flights.do(ctx, "address\x00"+address, report, func(ctx context.Context, report func(backend.FetchProgress)) ([]backend.Lock, error) {
		e := m.findAddress(address)
		if e == nil {
			var err error
			if e, err = m.bringAddress(ctx, address, need, locked, report); err != nil {
				return nil, err
			}
		}
		if err := e.hold(need.Integrity); err != nil {
			return nil, err
		}
		return []backend.Lock{e.lock("")}, m.checkLock(e, locked)
	})
}

func (m *Mirror) bringAddress(ctx context.Context, address string, need backend.Need, locked backend.Lock, report func(backend.FetchProgress)) (*entry, error) {
	folder, done, err := m.workplace()
	if err != nil {
		return nil, err
	}
	defer done()
	text := locked.Integrity
	if text == "" {
		text = need.Integrity
	}
	report(backend.FetchProgress{Name: need.Name})
	got, err := m.download(ctx, wanted{
		address: address, name: clip(address), want: parseIntegrity(text), limit: m.config.Sizes.Download,
		report: func(received, total int64) {
			report(backend.FetchProgress{Name: need.Name, Received: received, Total: total})
		},
	}, folder)
	if err != nil {
		return nil, err
	}
	made := filepath.Join(folder, "entry")
	if err := os.Mkdir(made, 0o755); err != nil {
		return nil, diskFailed(err)
	}
	if err := moveSynced(got.path, filepath.Join(made, contentFile)); err != nil {
		return nil, err
	}
	e := entry{Address: address, Integrity: got.integrity, FetchedAt: m.config.Now().UnixMilli(), folder: made}
	if err := m.writeEntry(made, e); err != nil {
		return nil, err
	}
	return &e, m.keep(ctx, &e, m.addressFolder(address))
}

// hold checks what is kept against the hash that an app gave.
func (e *entry) hold(text string) error {
	want := parseIntegrity(text)
	if !want.known() {
		return nil
	}
	content, err := os.ReadFile(filepath.Join(e.folder, contentFile))
	if err != nil {
		return diskFailed(err)
	}
	s := newSummer(want)
	if _, err := io.Copy(s, bytes.NewReader(content)); err != nil || !s.fits() {
		return backend.Errorf(backend.Invalid, "What %s gave is not what the app names: its hash is another. It is not used.", clip(e.Address))
	}
	return nil
}

func moveSynced(from, to string) error {
	file, err := os.OpenFile(from, os.O_RDWR, 0)
	if err != nil {
		return diskFailed(err)
	}
	if err := errors.Join(file.Sync(), file.Close(), os.Rename(from, to)); err != nil {
		return diskFailed(err)
	}
	return nil
}

// normal gives an address the form it is kept under: encrypted, and without what only a browser uses.
func normal(address string) string {
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if u.Scheme == "http" {
		u.Scheme = "https"
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}
