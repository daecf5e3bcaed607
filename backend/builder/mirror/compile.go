package mirror

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// prepare makes the module or finds the file that a need is for, so that a build finds it.
func (m *Mirror) prepare(e *entry, need backend.Need) error {
	if wantsFile(need) {
		if _, ok := m.File(e.Name, e.Version, need.Path); ok {
			return nil
		}
	}
	if module, _ := m.Module(specifierOf(need), e.Version); module != nil {
		return nil
	}
	if _, ok := m.File(e.Name, e.Version, need.Path); ok {
		return nil
	}
	what := "nothing that a page can use"
	if need.Path != "" {
		what = "no " + clip(need.Path)
	}
	return backend.Errorf(backend.NotFound, "There is %s in %s %s. Correct the name in the app, or do without it.", what, e.Name, e.Version)
}

// wantsFile reports whether a need is for a file as it is, and not for a module. What an address names may be either;
// then the module is made when a page is built that wants one.
func wantsFile(need backend.Need) bool {
	switch path.Ext(need.Path) {
	case "":
		return false
	case ".js", ".mjs", ".cjs":
		return need.Address != ""
	}
	return true
}

// specifierOf is how an app would import what it needs.
func specifierOf(need backend.Need) string {
	if need.Path == "" {
		return need.Name
	}
	return need.Name + "/" + need.Path
}

// errBarren says that a specifier was tried before.
var errBarren = errors.New("it could not be compiled before")

// compileModule makes a module out of an entry's files and keeps it with them.
func (m *Mirror) compileModule(e *entry, specifier string) error {
	m.compile.Lock()
	defer m.compile.Unlock()
	key := e.folder + "\x00" + specifier
	m.mu.Lock()
	barren := m.barren[key]
	m.mu.Unlock()
	if barren {
		return errBarren
	}
	if module, _ := e.readModule(specifier); module != nil {
		return nil // made while this waited
	}
	made, err := m.compileIn(e, specifier)
	if err != nil {
		if !errors.As(err, new(*fs.PathError)) { // a full disk says nothing about the package
			m.mu.Lock()
			m.barren[key] = true
			m.mu.Unlock()
		}
		return err
	}
	about, err := json.Marshal(made.Module)
	if err != nil {
		return err
	}
	return m.exclusively(func() error {
		if err := replace(e.modulePath(specifier, ".js"), []byte(made.Code)); err != nil {
			return err
		}
		return replace(e.modulePath(specifier, ".json"), about)
	})
}

// compileIn unpacks an entry into a workplace and compiles one specifier there.
func (m *Mirror) compileIn(e *entry, specifier string) (registry.Made, error) {
	folder, done, err := m.workplace()
	if err != nil {
		return registry.Made{}, err
	}
	defer done()
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		return registry.Made{}, err
	}
	if err := e.extract(folder); err != nil {
		return registry.Made{}, err
	}
	return registry.Compile(registry.Source{Dir: folder, Specifier: specifier, Keep: m.keeper(e, folder)})
}

// keeper says which imports stay requires: what the page brings. What would be read from outside the entry's folder
// stays one too, and fails when it runs.
func (m *Mirror) keeper(e *entry, folder string) func(specifier string, file func() string) string {
	return func(specifier string, find func() string) string {
		if file := find(); file != "" {
			if strings.HasPrefix(file, folder+string(filepath.Separator)) {
				return ""
			}
			return specifier
		}
		name := packageName(specifier)
		_, peer := e.Peers[name]
		if _, carried := m.config.Carries(name); peer || carried {
			return specifier
		}
		return ""
	}
}

// extract writes the files of an entry below a folder that nobody else knows.
func (e *entry) extract(folder string) error {
	files, err := e.files()
	if err != nil {
		return diskFailed(err)
	}
	defer files.Close()
	made := map[string]bool{}
	for _, f := range files.File {
		name := filepath.FromSlash(f.Name)
		if !filepath.IsLocal(name) || strings.HasSuffix(f.Name, "/") {
			continue
		}
		place := filepath.Join(folder, name)
		if parent := filepath.Dir(place); !made[parent] {
			if err := os.MkdirAll(parent, 0o755); err != nil {
				return diskFailed(err)
			}
			made[parent] = true
		}
		if err := extractFile(place, f); err != nil {
			return fmt.Errorf("unpack %s: %w", f.Name, err)
		}
	}
	return nil
}

func extractFile(place string, f *zip.File) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.Create(place)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}
