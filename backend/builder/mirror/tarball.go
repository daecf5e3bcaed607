package mirror

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"whittle/backend"
)

// budget is what is left of the sizes for one entry.
type budget struct {
	bytes int64
	files int
}

// unpack copies a package's tarball into an archive below a folder. Links and devices are left out, as npm does, and so
// is what a page never uses. A name that leads out of the package is refused.
func unpack(tarball string, p part, archive *zip.Writer, left *budget) error {
	file, err := os.Open(tarball)
	if err != nil {
		return diskFailed(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return damaged(p, err)
	}
	seen := map[string]bool{}
	for reader := tar.NewReader(unzipped); ; {
		head, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(p, err)
		}
		if err := left.take(head.Size, p); err != nil {
			return err
		}
		name, err := inside(head.Name, p)
		if err != nil {
			return err
		}
		if head.Typeflag != tar.TypeReg || name == "" || seen[name] || neverUsed(name) {
			continue
		}
		seen[name] = true
		if err := add(archive, p.Path+"/"+name, reader); err != nil {
			return err
		}
	}
}

func add(archive *zip.Writer, name string, from io.Reader) error {
	to, err := archive.Create(name)
	if err != nil {
		return diskFailed(err)
	}
	out := &reporter{to: to}
	if _, err := io.Copy(out, from); err != nil && out.err == nil {
		return err
	}
	if out.err != nil {
		return diskFailed(out.err)
	}
	return nil
}

func (b *budget) take(size int64, p part) error {
	if b.files--; b.files < 0 || size < 0 || size > b.bytes {
		return backend.Errorf(backend.Invalid, "%s %s unpacks to more than Whittle takes. Nothing of it was kept.", p.Name, p.Version)
	}
	b.bytes -= size
	return nil
}

func damaged(p part, err error) error {
	return &backend.Error{Code: backend.Invalid, Err: err,
		Message: p.Name + " " + p.Version + " is no package that can be unpacked. Nothing of it was kept. Do without it."}
}

// inside returns a tarball's name below the package's folder, "" for that folder itself.
func inside(name string, p part) (string, error) {
	hostile := strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\\\x00")
	for _, step := range strings.Split(name, "/") {
		hostile = hostile || step == ".."
	}
	if hostile {
		return "", backend.Errorf(backend.Invalid, "%s %s holds a file that would lie outside its folder. Nothing of it was kept. Do without it.", p.Name, p.Version)
	}
	_, below, _ := strings.Cut(path.Clean(name), "/")
	return below, nil
}

// neverUsed reports whether a file only serves those who develop a package.
func neverUsed(name string) bool {
	for _, ending := range []string{".map", ".d.ts", ".d.mts", ".d.cts", ".flow", ".tsbuildinfo"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// description is the part of package.json that says how a package is served and under which licence.
type description struct {
	Name     string          `json:"name"`
	Version  string          `json:"version"`
	License  json.RawMessage `json:"license"`
	Jsdelivr string          `json:"jsdelivr"`
	Unpkg    string          `json:"unpkg"`
	Browser  json.RawMessage `json:"browser"`
	Main     string          `json:"main"`
}

// license returns the licence's name in both of the forms that packages use (docs.npmjs.com, package.json, license).
func (d description) license() string {
	var name string
	var old struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(d.License, &name) == nil {
		return name
	}
	if json.Unmarshal(d.License, &old) == nil {
		return old.Type
	}
	return ""
}

// served returns the file that a CDN serves for the package's bare name (jsdelivr.com/documentation, default files).
func (d description) served() string {
	var browser string
	_ = json.Unmarshal(d.Browser, &browser) // an object names replacements and no file
	for _, file := range []string{d.Jsdelivr, d.Unpkg, browser, d.Main, "index.js"} {
		if file != "" {
			return path.Clean(file)
		}
	}
	return ""
}

var errNoManifest = errors.New("there is no package.json")

func readDescription(files *zip.ReadCloser, folder string) (d description, err error) {
	text, ok := readZip(files, folder+"/package.json")
	if !ok {
		return d, errNoManifest
	}
	return d, json.Unmarshal(text, &d)
}

// readZip reads one file; ok is false when it is not there or damaged.
func readZip(files *zip.ReadCloser, name string) (content []byte, ok bool) {
	for _, f := range files.File {
		if f.Name != name {
			continue
		}
		from, err := f.Open()
		if err != nil {
			return nil, false
		}
		defer from.Close()
		content, err = io.ReadAll(from)
		return content, err == nil
	}
	return nil, false
}
