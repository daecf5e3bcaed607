// Package mirror keeps libraries that are not in the binary in a folder: fetched once when a person allowed it, checked
// against their hash, and there for ever after without a network.
//
// What is kept never changes. A package is one entry for each exact version, with everything it depends on packed in,
// so that it does not matter what is fetched later. No code of a package is run.
package mirror

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// RegistryURL is the public npm registry (docs.npmjs.com/cli/using-npm/registry).
const RegistryURL = "https://registry.npmjs.org"

// Config says where a Mirror keeps and finds libraries. Dir is required.
type Config struct {
	Dir      string // made when something is first kept
	Registry string // base address of an npm registry; empty takes RegistryURL
	// CDN is the base address of a stand-in that is asked in the place of every other host, as CDN/HOST/PATH; empty
	// asks the hosts themselves.
	CDN string
	// Carries returns the version of what every page gets from the binary, and need not be fetched; nil looks into it.
	Carries func(specifier string) (version string, ok bool)
	// Limit returns how many bytes the mirror may take; nil takes 512 MB of 2^20 bytes.
	Limit func(ctx context.Context) (int64, error)
	// Locked returns what apps were built with, which only goes when a person says so; nil for nothing.
	Locked func(ctx context.Context) ([]backend.Lock, error)
	Stall  time.Duration // how long a server may send nothing; 0 takes 30 seconds
	Sizes  Sizes         // zero fields take the defaults
	Now    func() time.Time
	Log    *slog.Logger // nil logs nothing
}

// Sizes are the largest things that are taken, in bytes unless said otherwise.
type Sizes struct {
	Metadata int64 // what a registry says about one package
	Download int64 // one file, as it travels
	Unpacked int64 // one package, and all that an entry holds
	Files    int   // number of files in one package
	Packages int   // number of packages in one entry
}

// Mirror is a folder of libraries. It is safe for use by many goroutines, and by several processes on one folder.
type Mirror struct {
	config  Config
	client  *http.Client
	lock    *flock.Flock // held while entries are put in place or taken away
	place   sync.Mutex   // flock does not keep goroutines of one process apart
	flights flights

	mu      sync.Mutex
	barren  map[string]bool // specifiers of versions that cannot be compiled
	compile sync.Mutex      // one at a time: it takes every core
}

const defaultStall = 30 * time.Second

// New returns a Mirror on a folder, which may not exist yet. It fails when an address is none.
func New(c Config) (*Mirror, error) {
	if c.Registry == "" {
		c.Registry = RegistryURL
	}
	if c.Limit == nil {
		c.Limit = func(context.Context) (int64, error) { return backend.DefaultLibraryLimit << 20, nil }
	}
	if c.Locked == nil {
		c.Locked = func(context.Context) ([]backend.Lock, error) { return nil, nil }
	}
	if c.Stall == 0 {
		c.Stall = defaultStall
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Carries == nil {
		pack := sync.OnceValues(registry.Open) // a start that fetches nothing does not read it
		c.Carries = func(specifier string) (string, bool) { return inBinary(pack, specifier) }
	}
	c.Sizes = c.Sizes.orDefaults()
	m := &Mirror{config: c, lock: flock.New(filepath.Join(c.Dir, "lock")), barren: map[string]bool{}}
	var ours []*url.URL
	for _, base := range []string{c.Registry, c.CDN} {
		u, err := url.Parse(base)
		if err != nil || base != "" && u.Host == "" {
			return nil, backend.Errorf(backend.Invalid, "%q is not an address libraries can be fetched from. Correct WHITTLE_NPM_REGISTRY or WHITTLE_CDN.", base)
		}
		ours = append(ours, u)
	}
	m.client = newClient(ours)
	return m, nil
}

// inBinary returns the version of the module or the icons of a specifier.
func inBinary(open func() (*registry.Pack, error), specifier string) (version string, ok bool) {
	pack, err := open()
	if err != nil {
		return "", false // whoever builds pages has said so
	}
	if module := pack.Module(specifier); module != nil {
		return module.Version, true
	}
	if icons := pack.Icons(specifier); icons != nil {
		return icons.Version, true
	}
	return "", false
}

func (s Sizes) orDefaults() Sizes {
	or := func(size *int64, value int64) {
		if *size == 0 {
			*size = value
		}
	}
	or(&s.Metadata, 64<<20)
	or(&s.Download, 64<<20)
	or(&s.Unpacked, 256<<20)
	if s.Files == 0 {
		s.Files = 20_000
	}
	if s.Packages == 0 {
		s.Packages = 400
	}
	return s
}

// exclusively runs fn while no other goroutine or process puts entries in place or takes them away.
func (m *Mirror) exclusively(fn func() error) error {
	m.place.Lock()
	defer m.place.Unlock()
	if err := os.MkdirAll(m.config.Dir, 0o755); err != nil {
		return diskFailed(err)
	}
	if err := m.lock.Lock(); err != nil {
		return fmt.Errorf("lock the mirror: %w", err)
	}
	defer m.lock.Unlock()
	return fn()
}

// diskFailed says in words that nothing could be kept.
func diskFailed(err error) error {
	return &backend.Error{Code: backend.Unavailable, Err: err,
		Message: "The disk does not take the library. Nothing was kept of it. Make room on the disk and try again."}
}
