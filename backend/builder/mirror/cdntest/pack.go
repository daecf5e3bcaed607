package cdntest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
)

// pack is one version of a package.
type pack struct {
	name, version string
	manifest      map[string]any
	files         []file
}

type file struct {
	name    string
	content []byte
	link    string // where a symbolic link leads; empty for a file
}

func readPackage(from fs.FS, folder string) pack {
	var p pack
	err := fs.WalkDir(from, folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "node_modules" {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(from, name)
		p.files = append(p.files, file{name: strings.TrimPrefix(name, folder+"/"), content: content})
		return err
	})
	if err != nil {
		panic(err) // embedded files can be read
	}
	p.describe()
	return p
}

// describe reads the package's own package.json.
func (p *pack) describe() {
	for _, f := range p.files {
		if f.name != "package.json" {
			continue
		}
		if err := json.Unmarshal(f.content, &p.manifest); err != nil {
			panic(err) // the packages here are well formed
		}
		p.name, _ = p.manifest["name"].(string)
		p.version, _ = p.manifest["version"].(string)
	}
}

// made returns a package of one version that was never written down.
func made(name string, files ...file) pack {
	manifest := `{"name":` + quoted(name) + `,"version":"1.0.0","main":"index.js","license":"MIT"}`
	p := pack{files: files}
	for _, usual := range []file{
		{name: "package.json", content: []byte(manifest)},
		{name: "index.js", content: []byte("module.exports = " + quoted(name))},
	} {
		if !slices.ContainsFunc(files, func(f file) bool { return f.name == usual.name }) {
			p.files = append(p.files, usual)
		}
	}
	p.describe()
	return p
}

// tarball packs the files as npm does, below the folder package. The same files give the same bytes.
func (p pack) tarball() []byte {
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	archive := tar.NewWriter(zipped)
	for _, f := range p.files {
		head := tar.Header{Name: path.Join("package", f.name), Size: int64(len(f.content)), Mode: 0o644, Typeflag: tar.TypeReg}
		if strings.HasPrefix(f.name, "..") {
			head.Name = "package/" + f.name // as it is written
		}
		if f.link != "" {
			head.Typeflag, head.Linkname, head.Size = tar.TypeSymlink, f.link, 0
		}
		if err := archive.WriteHeader(&head); err != nil {
			panic(err) // a buffer takes everything
		}
		if f.link == "" {
			_, _ = archive.Write(f.content)
		}
	}
	_ = archive.Close()
	_ = zipped.Close()
	return out.Bytes()
}

func integrity(content []byte) string {
	sum := sha512.Sum512(content)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

// packument describes versions as the registry does (github.com/npm/registry, docs/responses/package-metadata.md).
func packument(r *http.Request, name string, versions map[string]pack) map[string]any {
	described, latest := map[string]any{}, ""
	for version, p := range versions {
		one := map[string]any{}
		for key, value := range p.manifest {
			one[key] = value
		}
		one["dist"] = map[string]any{
			"tarball":   "http://" + r.Host + "/npm/" + name + "/-/" + path.Base(name) + "-" + version + ".tgz",
			"integrity": integrity(p.tarball()),
		}
		described[version] = one
		latest = max(latest, version) // the versions here compare as text
	}
	return map[string]any{"name": name, "dist-tags": map[string]string{"latest": latest, "first": "1.0.0"}, "versions": described}
}
