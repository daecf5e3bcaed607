package main

import (
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"whittle/backend/builder/registry"
)

// maker makes a pack of the packages installed in dir.
type maker struct {
	dir        string // absolute
	components string
	list       list
	dist       *dist
	known      known
	named      map[string]bool   // specifiers of the list
	shared     map[string]bool   // packages that other modules require something of
	entries    map[string]string // shared specifiers by the file they lead to

	mutex    sync.Mutex
	packages map[string]bool // folders of packages that something in the pack is of
}

func newMaker(dir, components string) (*maker, error) {
	l, err := readList(dir)
	if err != nil {
		return nil, err
	}
	k, err := readKnown(dir)
	if err != nil {
		return nil, err
	}
	d, err := newDist(filepath.Join(dir, "dist"))
	if err != nil {
		return nil, err
	}
	m := &maker{dir: dir, components: components, list: l, dist: d, known: k, named: map[string]bool{}, shared: map[string]bool{}, packages: map[string]bool{}}
	for _, r := range l.recipes() {
		m.named[r.name] = true
	}
	for _, r := range l.Ready {
		m.named[r.Name] = true
	}
	shared := l.shared()
	for _, name := range shared {
		m.shared[packageOf(name)] = true
	}
	m.entries, err = registry.Entries(dir, shared)
	return m, err
}

// make makes everything.
func (m *maker) make() (registry.List, error) {
	var made registry.List
	var err error
	if made.Modules, err = inParallel(m.list.recipes(), m.module); err != nil {
		return made, err
	}
	own, err := m.own()
	if err != nil {
		return made, err
	}
	ready, err := inParallel(m.list.Ready, m.ready)
	if err != nil {
		return made, err
	}
	made.Modules = slices.Concat(made.Modules, own, ready)
	slices.SortFunc(made.Modules, func(a, b *registry.Module) int { return strings.Compare(a.Name, b.Name) })
	if made.Icons, err = inParallel(m.list.Icons, m.icons); err != nil {
		return made, err
	}
	if made.Files, err = m.files(); err != nil {
		return made, err
	}
	licenses, err := m.licenses()
	if err != nil {
		return made, err
	}
	return made, m.dist.putJSON(licensesFile, licenses)
}

// uses notes packages that are part of the pack, as folders below dir.
func (m *maker) uses(folders ...string) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for _, folder := range folders {
		m.packages[folder] = true
	}
}

// keep leaves an import of a shared specifier a require when it leads to the same file as an app's import of it does,
// so that a package that needs another version takes its own along.
func (m *maker) keep(specifier string, file func() string) string {
	if ownSpecifier(specifier) {
		return specifier
	}
	if m.shared[packageOf(specifier)] || strings.HasPrefix(specifier, ".") {
		return m.entries[file()]
	}
	return ""
}

// inParallel calls work for every item, as many at once as there are processors, and joins what goes wrong.
func inParallel[In, Out any](items []In, work func(In) (Out, error)) ([]Out, error) {
	results, errs := make([]Out, len(items)), make([]error, len(items))
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i, item := range items {
		turns <- struct{}{}
		group.Go(func() {
			defer func() { <-turns }()
			results[i], errs[i] = work(item)
		})
	}
	group.Wait()
	return results, errors.Join(errs...)
}
