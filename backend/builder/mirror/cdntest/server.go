package cdntest

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

//go:embed packages
var packageFiles embed.FS

// Server is the stand-in as an http.Handler. It is safe for concurrent use.
type Server struct {
	packages map[string]map[string]pack // by name and version
	modules  string                     // a folder of installed packages; empty for none

	mu       sync.Mutex
	requests []string
	failed   map[string]bool // what has failed once
	withheld map[string]bool
}

// New returns a Server.
func New() *Server {
	return &Server{packages: readPackages(), failed: map[string]bool{}, withheld: map[string]bool{}}
}

// Start serves s on loopback until the test ends and returns the base addresses of registry and CDN.
func (s *Server) Start(t testing.TB) (registry, cdn string) {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL + "/npm", server.URL + "/cdn"
}

// Requests returns the paths that were asked for so far.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Withhold takes versions, written name@version, out of what the registry offers, as if they were not published yet.
func (s *Server) Withhold(versions ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.withheld = map[string]bool{}
	for _, v := range versions {
		s.withheld[v] = true
	}
}

// Install lets s hand out the packages that npm has installed in a folder called node_modules, each in its one version.
func (s *Server) Install(folder string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.modules = folder
}

// installed returns a package of the folder, read once.
func (s *Server) installed(name string) (map[string]pack, bool) {
	if s.modules == "" || s.packages[name] != nil || !fs.ValidPath(name) {
		return s.packages[name], s.packages[name] != nil
	}
	from := os.DirFS(s.modules)
	if _, err := fs.Stat(from, name+"/package.json"); err != nil {
		return nil, false
	}
	p := readPackage(from, name)
	s.packages[name] = map[string]pack{p.version: p}
	return s.packages[name], true
}

// Publish adds version 1.0.0 of a package with these files, and a package.json and an index.js unless they are among them.
func (s *Server) Publish(name string, files map[string]string) {
	var all []file
	for path, content := range files {
		all = append(all, file{name: path, content: []byte(content)})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.packages[name] = map[string]pack{"1.0.0": made(name, all...)}
}

// ServeHTTP answers for the registry and for all CDNs.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests = append(s.requests, r.URL.Path)
	s.mu.Unlock()
	if rest, ok := strings.CutPrefix(r.URL.Path, "/npm/"); ok {
		s.registry(w, r, rest)
		return
	}
	if rest, ok := strings.CutPrefix(r.URL.Path, "/cdn/"); ok {
		host, file, _ := strings.Cut(rest, "/")
		s.cdn(w, r, host, file)
		return
	}
	http.NotFound(w, r)
}

// registry answers as npm's does: /NAME with all versions, /NAME/-/FILE with a tarball.
func (s *Server) registry(w http.ResponseWriter, r *http.Request, rest string) {
	name, file, isTarball := strings.Cut(rest, "/-/")
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	if scenario, ok := strings.CutPrefix(name, "broken-"); ok {
		s.fail(w, r, scenario, name, isTarball)
		return
	}
	versions := s.published(name)
	if len(versions) == 0 {
		http.NotFound(w, r)
		return
	}
	if !isTarball {
		writeJSON(w, packument(r, name, versions))
		return
	}
	version := strings.TrimSuffix(strings.TrimPrefix(file, path.Base(name)+"-"), ".tgz")
	p, ok := versions[version]
	if !ok {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(p.tarball()) // the client may be gone
}

func (s *Server) published(name string) map[string]pack {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions := map[string]pack{}
	found, _ := s.installed(name)
	for version, p := range found {
		if !s.withheld[name+"@"+version] {
			versions[version] = p
		}
	}
	return versions
}

// cdn answers for a host: files of packages where the host serves npm, made-up ones elsewhere.
func (s *Server) cdn(w http.ResponseWriter, r *http.Request, host, file string) {
	for _, part := range strings.Split(file, "/") {
		if scenario, ok := strings.CutPrefix(part, "broken-"); ok {
			s.failFile(w, r, strings.TrimSuffix(scenario, path.Ext(scenario)), file)
			return
		}
	}
	content, ok := s.served(host, file)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mediaType(file))
	_, _ = w.Write(content) // the client may be gone
}

// served returns what a CDN has: npm/NAME@VERSION/FILE at jsdelivr, NAME@VERSION/FILE at unpkg, ajax/libs/NAME/VERSION/FILE
// at cdnjs, and fonts and scripts of no package elsewhere.
func (s *Server) served(host, file string) ([]byte, bool) {
	switch host {
	case "cdn.jsdelivr.net":
		return s.fileOf(strings.TrimPrefix(file, "npm/"), "@")
	case "unpkg.com", "esm.sh":
		return s.fileOf(file, "@")
	case "cdnjs.cloudflare.com":
		return s.fileOf(strings.TrimPrefix(file, "ajax/libs/"), "/")
	}
	if strings.HasPrefix(file, "made/") {
		return []byte("globalThis.made=" + quoted(host+"/"+file)), true
	}
	return nil, false
}

// fileOf finds NAME@VERSION/FILE, or NAME/VERSION/FILE.
func (s *Server) fileOf(address, before string) ([]byte, bool) {
	for name, versions := range s.packages {
		for version, p := range versions {
			rest, ok := strings.CutPrefix(address, name+before+version+"/")
			if !ok {
				continue
			}
			for _, f := range p.files {
				if f.name == rest || f.name == "dist/"+rest {
					return f.content, true
				}
			}
		}
	}
	return nil, false
}

func mediaType(file string) string {
	if strings.HasSuffix(file, ".css") {
		return "text/css"
	}
	return "text/javascript"
}

func quoted(text string) string {
	raw, _ := json.Marshal(text) // strings have a JSON form
	return string(raw)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/vnd.npm.install-v1+json")
	_ = json.NewEncoder(w).Encode(v) // the client may be gone
}

// readPackages reads packages/NAME/VERSION, where NAME may have a scope.
func readPackages() map[string]map[string]pack {
	all := map[string]map[string]pack{}
	err := fs.WalkDir(packageFiles, "packages", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "package.json" {
			return err
		}
		p := readPackage(packageFiles, path.Dir(name))
		if all[p.name] == nil {
			all[p.name] = map[string]pack{}
		}
		all[p.name][p.version] = p
		return nil
	})
	if err != nil {
		panic(err) // embedded files can be read
	}
	return all
}
