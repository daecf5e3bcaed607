package mirror

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"whittle/backend"
)

// Folders and files of a mirror:
//
//	packages/<name>/<version>/   entry.json files.zip used module-*.json module-*.js
//	addresses/<hash>/            entry.json content used
//	trash/<id>/                  what was removed and can still come back
//	work/<random>/               what is being fetched or compiled; of no use to others
const (
	packagesFolder  = "packages"
	addressesFolder = "addresses"
	trashFolder     = "trash"
	workFolder      = "work"

	entryFile   = "entry.json"
	filesFile   = "files.zip"
	contentFile = "content"
	usedFile    = "used" // its time is when the entry was last of use
)

// entry describes what is kept: a version of a package, or what came from an address.
type entry struct {
	Name      string            `json:"name"` // of the package; empty for an address
	Version   string            `json:"version"`
	Address   string            `json:"address"` // empty for a package
	Integrity string            `json:"integrity"`
	License   string            `json:"license"`
	Tags      []string          `json:"tags"`  // names of publishers that led here, such as next
	Parts     []part            `json:"parts"` // the package itself first
	Peers     map[string]string `json:"peers"`
	FetchedAt int64             `json:"fetched_at"`

	folder string // absolute
}

// packageFolder is where the versions of a package lie. The hash keeps names apart that a file system does not.
func (m *Mirror) packageFolder(name string) string {
	readable := strings.ToLower(strings.NewReplacer("/", "+", "@", "", "~", "-").Replace(name))
	return filepath.Join(m.config.Dir, packagesFolder, readable+"-"+digest(name)[:8])
}

func (m *Mirror) addressFolder(address string) string {
	return filepath.Join(m.config.Dir, addressesFolder, digest(address)[:32])
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// id names an entry to those who list and remove.
func (e entry) id() string { return digest(e.Name + "\x00" + e.Version + "\x00" + e.Address)[:24] }

// lock is what an app version keeps of an entry.
func (e entry) lock(asked string) backend.Lock {
	if e.Address != "" {
		return backend.Lock{Name: e.Address, Integrity: e.Integrity}
	}
	return backend.Lock{Name: e.Name, Asked: asked, Version: e.Version, Integrity: e.Integrity}
}

// readEntry returns what lies in a folder, nil when that is no whole entry.
func readEntry(folder string) *entry {
	text, err := os.ReadFile(filepath.Join(folder, entryFile))
	if err != nil {
		return nil
	}
	e := entry{folder: folder}
	if json.Unmarshal(text, &e) != nil || e.Name == "" && e.Address == "" {
		return nil
	}
	return &e
}

// findPackage returns the entry of an exact version, nil when it is not there.
func (m *Mirror) findPackage(name, version string) *entry {
	if checkName(name) != nil || version == "" || !filepath.IsLocal(version) || strings.ContainsAny(version, `/\`) {
		return nil
	}
	e := readEntry(filepath.Join(m.packageFolder(name), version))
	if e == nil || e.Name != name || e.Version != version {
		return nil
	}
	return e
}

func (m *Mirror) findAddress(address string) *entry {
	e := readEntry(m.addressFolder(address))
	if e == nil || e.Address != address {
		return nil
	}
	return e
}

// versions returns the versions of a package that are there.
func (m *Mirror) versions(name string) []string {
	if checkName(name) != nil {
		return nil
	}
	all, err := os.ReadDir(m.packageFolder(name))
	if err != nil {
		return nil // nothing of it was fetched
	}
	var versions []string
	for _, folder := range all {
		if m.findPackage(name, folder.Name()) != nil {
			versions = append(versions, folder.Name())
		}
	}
	return versions
}

// touch notes that an entry was of use, once an hour at most.
func (m *Mirror) touch(e *entry) {
	at := m.config.Now()
	if at.Sub(e.usedAt()) < time.Hour {
		return
	}
	if err := os.Chtimes(filepath.Join(e.folder, usedFile), at, at); err != nil && !errors.Is(err, fs.ErrNotExist) {
		m.config.Log.Debug("note the use of a library", "library", e.Name+e.Address, "err", err)
	}
}

func (e *entry) usedAt() time.Time {
	info, err := os.Stat(filepath.Join(e.folder, usedFile))
	if err != nil {
		return time.UnixMilli(e.FetchedAt)
	}
	return info.ModTime()
}

// size is what the entry takes on the disk.
func (e *entry) size() int64 {
	var sum int64
	files, err := os.ReadDir(e.folder)
	if err != nil {
		return 0 // it went meanwhile
	}
	for _, f := range files {
		if info, err := f.Info(); err == nil {
			sum += info.Size()
		}
	}
	return sum
}

// files opens the archive of a package's entry.
func (e *entry) files() (*zip.ReadCloser, error) {
	return zip.OpenReader(filepath.Join(e.folder, filesFile))
}

// workplace makes a folder for work that may be left half done; done removes it.
func (m *Mirror) workplace() (folder string, done func(), err error) {
	parent := filepath.Join(m.config.Dir, workFolder)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", nil, diskFailed(err)
	}
	folder, err = os.MkdirTemp(parent, "fetch-")
	if err != nil {
		return "", nil, diskFailed(err)
	}
	return folder, func() {
		if err := os.RemoveAll(folder); err != nil {
			m.config.Log.Warn("clear the mirror's workplace", "err", err)
		}
	}, nil
}

// writeEntry completes a folder of the workplace, so that it can be put in place.
func (m *Mirror) writeEntry(folder string, e entry) error {
	text, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("describe library: %w", err)
	}
	if err := writeSynced(filepath.Join(folder, entryFile), text); err != nil {
		return err
	}
	used, at := filepath.Join(folder, usedFile), m.config.Now()
	if err := writeSynced(used, nil); err != nil {
		return err
	}
	return os.Chtimes(used, at, at)
}

func writeSynced(name string, content []byte) error {
	file, err := os.Create(name)
	if err != nil {
		return diskFailed(err)
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return diskFailed(err)
	}
	return nil
}

// putInPlace moves a complete folder to where it is found, in one step. One that is already there stays, because
// entries of one version are alike.
func putInPlace(folder, place string) error {
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		return diskFailed(err)
	}
	if readEntry(place) != nil {
		return nil
	}
	if err := os.RemoveAll(place); err != nil { // what a crash left is no entry
		return diskFailed(err)
	}
	if err := os.Rename(folder, place); err != nil {
		return diskFailed(err)
	}
	syncFolder(filepath.Dir(place))
	return nil
}

// syncFolder makes a rename last. Not every file system can, and then it lasts as soon as it does.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}
