package mirror

import (
	"archive/zip"
	"encoding/json"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// Version returns the newest version in the mirror that fits what an app asked for: an exact version, a range as npm
// has them, the name of a tag it was fetched by, or "" for any. It is "" when none fits.
func (m *Mirror) Version(name, asked string) string {
	versions := m.versions(name)
	if isTag(asked) && asked != "latest" {
		versions = slices.DeleteFunc(versions, func(version string) bool {
			e := m.findPackage(name, version)
			return e == nil || !slices.Contains(e.Tags, asked)
		})
		asked = ""
	}
	return newest(versions, asked)
}

// addTag notes that a publisher's name for a version led to an entry.
func (m *Mirror) addTag(e *entry, asked string) error {
	if !isTag(asked) || slices.Contains(e.Tags, asked) {
		return nil
	}
	return m.exclusively(func() error {
		e.Tags = append(e.Tags, asked)
		text, err := json.Marshal(e)
		if err != nil {
			return err
		}
		return replace(filepath.Join(e.folder, entryFile), text)
	})
}

// replace writes a file whole or not at all.
func replace(name string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return diskFailed(err)
	}
	_ = temp.Close() // it is written by name
	defer os.Remove(temp.Name())
	if err := writeSynced(temp.Name(), content); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), name); err != nil {
		return diskFailed(err)
	}
	return nil
}

// Module returns the module for a specifier of an exact version, and its code; nil when it is not there. What was not
// asked for before is compiled now, out of what was fetched.
func (m *Mirror) Module(specifier, version string) (*registry.Module, string) {
	e := m.findPackage(packageName(specifier), version)
	if e == nil {
		return nil, ""
	}
	if module, code := e.readModule(specifier); module != nil {
		m.touch(e)
		return module, code
	}
	if err := m.compileModule(e, specifier); err != nil {
		m.config.Log.Debug("library has no such module", "specifier", specifier, "version", version, "err", err)
		return nil, ""
	}
	m.touch(e)
	return e.readModule(specifier)
}

func (e *entry) modulePath(specifier, extension string) string {
	return filepath.Join(e.folder, "module-"+digest(specifier)[:16]+extension)
}

func (e *entry) readModule(specifier string) (*registry.Module, string) {
	about, err := os.ReadFile(e.modulePath(specifier, ".json"))
	if err != nil {
		return nil, ""
	}
	var module registry.Module
	if json.Unmarshal(about, &module) != nil || module.Name != specifier {
		return nil, ""
	}
	code, err := os.ReadFile(e.modulePath(specifier, ".js"))
	if err != nil {
		return nil, ""
	}
	return &module, string(code)
}

// File returns a file of a package's exact version as a CDN serves it: an empty path means the package's default file,
// an ending that is left out is found, and so is what a CDN would have minified. ok is false when it is not there.
func (m *Mirror) File(name, version, file string) (content []byte, ok bool) {
	e := m.findPackage(name, version)
	if e == nil {
		return nil, false
	}
	files, err := e.files()
	if err != nil {
		m.config.Log.Warn("a library cannot be read", "library", name, "version", version, "err", err)
		return nil, false
	}
	defer files.Close()
	if content, ok = e.read(files, file); ok {
		m.touch(e)
	}
	return content, ok
}

func (e *entry) read(files *zip.ReadCloser, file string) ([]byte, bool) {
	root := e.Parts[0].Path + "/"
	file = strings.Trim(file, "/")
	if file == "" {
		d, err := readDescription(files, e.Parts[0].Path)
		if err != nil {
			return nil, false
		}
		file = d.served()
	}
	names := []string{file, file + ".js", file + ".css", file + "/index.js"}
	if ending := path.Ext(file); strings.HasSuffix(file, ".min"+ending) {
		names = append(names, strings.TrimSuffix(file, ".min"+ending)+ending)
	}
	for _, name := range names {
		if content, ok := readZip(files, root+name); ok {
			return content, true
		}
	}
	return nil, false
}

// Address returns what was fetched from an address that belongs to no package; ok is false when nothing was.
func (m *Mirror) Address(address string) (content []byte, ok bool) {
	e := m.findAddress(normal(address))
	if e == nil {
		return nil, false
	}
	content, err := os.ReadFile(filepath.Join(e.folder, contentFile))
	if err != nil {
		return nil, false
	}
	m.touch(e)
	return content, true
}

// LicenseText returns what a package in the mirror says about its licence, "" when it says nothing.
func (m *Mirror) LicenseText(name, version string) string {
	e := m.findPackage(name, version)
	if e == nil {
		return ""
	}
	files, err := e.files()
	if err != nil {
		return ""
	}
	defer files.Close()
	for _, f := range files.File {
		name, own := strings.CutPrefix(f.Name, e.Parts[0].Path+"/")
		base := strings.ToLower(name)
		if own && !strings.Contains(name, "/") && (strings.HasPrefix(base, "licen") || strings.HasPrefix(base, "copying")) {
			text, _ := readZip(files, f.Name)
			return strings.ToValidUTF8(string(text), "\ufffd")
		}
	}
	return ""
}

// namesPackage reports whether a need's address is one of a CDN of npm, whose path names the package as npm does.
func namesPackage(need backend.Need) bool {
	u, err := url.Parse(normal(need.Address))
	if err != nil || checkName(need.Name) != nil {
		return false
	}
	if !slices.Contains(npmHosts(), u.Hostname()) {
		return false
	}
	return slices.ContainsFunc([]string{"/", ":", "*"}, func(before string) bool {
		_, rest, found := strings.Cut(u.Path, before+need.Name)
		return found && (rest == "" || rest[0] == '@' || rest[0] == '/' || rest[0] == '&')
	})
}

// npmHosts serve what lies in the npm registry.
func npmHosts() []string {
	return []string{"cdn.jsdelivr.net", "fastly.jsdelivr.net", "unpkg.com", "www.unpkg.com", "esm.sh", "cdn.esm.sh", "esm.run",
		"cdn.skypack.dev", "cdn.pika.dev", "ga.jspm.io", "jspm.dev", "aistudiocdn.com"}
}
