// Command registry turns the npm packages pinned beside it into the registry modules that lie inside Whittle.
//
// Run it from the root of the repository after `npm ci --prefix backend/builder/registry`:
//
//	go run ./backend/builder/registry
//
// It writes dist/: one minified module per specifier (zstd), pack.json that lists them, licenses.json.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/klauspost/compress/zstd"
)

// specifiers are what an app may import. Each becomes a module of its own; what one of them needs from another stays a
// require, so that a page holds every package once.
var specifiers = []string{
	"react", "react/jsx-runtime", "react/jsx-dev-runtime",
	"react-dom", "react-dom/client",
}

// format changes when the shape of dist does, so that an older dist is made again.
const format = "2"

type module struct {
	Name     string   `json:"name"`
	Package  string   `json:"package"`
	Version  string   `json:"version"`
	File     string   `json:"file"`
	Requires []string `json:"requires"`
}

type pack struct {
	Fingerprint string   `json:"fingerprint"`
	Modules     []module `json:"modules"`
}

type license struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	License string `json:"license"`
	Text    string `json:"text"`
}

func main() {
	if err := run(filepath.Join("backend", "builder", "registry")); err != nil {
		fmt.Fprintln(os.Stderr, "registry:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	want, err := fingerprint(dir)
	if err != nil {
		return err
	}
	dist := filepath.Join(dir, "dist")
	if upToDate(dist, want) {
		return nil
	}
	if err := empty(dist); err != nil {
		return err
	}
	made := pack{Fingerprint: want}
	for _, name := range specifiers {
		m, err := write(dir, dist, name)
		if err != nil {
			return fmt.Errorf("make %s: %w", name, err)
		}
		made.Modules = append(made.Modules, m)
	}
	licenses, err := licenses(dir)
	if err != nil {
		return err
	}
	if err := writeJSON(filepath.Join(dist, "licenses.json"), licenses); err != nil {
		return err
	}
	return writeJSON(filepath.Join(dist, "pack.json"), made)
}

// fingerprint changes with the lock file, the specifiers and the format.
func fingerprint(dir string) (string, error) {
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, format, specifiers)
	sum.Write(lock)
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
}

func upToDate(dist, want string) bool {
	text, err := os.ReadFile(filepath.Join(dist, "pack.json"))
	if err != nil {
		return false
	}
	var have pack
	if json.Unmarshal(text, &have) != nil || have.Fingerprint != want {
		return false
	}
	for _, m := range have.Modules {
		if _, err := os.Stat(filepath.Join(dist, m.File)); err != nil {
			return false
		}
	}
	return true
}

// empty removes what an earlier run left; pack.json goes first, so that a dist without it is known to be unfinished.
func empty(dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dist, "pack.json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	old, err := filepath.Glob(filepath.Join(dist, "*.zst"))
	for _, path := range old {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func write(dir, dist, name string) (module, error) {
	code, requires, err := compile(dir, name)
	if err != nil {
		return module{}, err
	}
	info, err := readPackage(dir, packageOf(name))
	if err != nil {
		return module{}, err
	}
	m := module{
		Name: name, Package: info.Name, Version: info.Version, Requires: requires,
		File: strings.ReplaceAll(name, "/", "__") + ".js.zst",
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return module{}, err
	}
	return m, os.WriteFile(filepath.Join(dist, m.File), encoder.EncodeAll(code, nil), 0o644)
}

// compile returns the body of a CommonJS function for name, and the other specifiers it requires.
func compile(dir, name string) (code []byte, requires []string, err error) {
	result := api.Build(api.BuildOptions{
		Stdin: &api.StdinOptions{
			Contents: fmt.Sprintf("module.exports = require(%q)", name), ResolveDir: dir, Sourcefile: "entry.js",
		},
		Bundle: true, Format: api.FormatCommonJS, Platform: api.PlatformBrowser, Target: api.ES2022,
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Define:  map[string]string{"process.env.NODE_ENV": `"production"`},
		Plugins: []api.Plugin{keepRequires(name, &requires)},
	})
	if len(result.Errors) > 0 {
		return nil, nil, errors.New(result.Errors[0].Text)
	}
	return bytes.TrimSpace(result.OutputFiles[0].Contents), requires, nil
}

// keepRequires leaves the imports of other specifiers as require calls and notes them, sorted.
func keepRequires(name string, requires *[]string) api.Plugin {
	return api.Plugin{Name: "registry", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^[^.]`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			if a.Path == name || !slices.Contains(specifiers, a.Path) {
				return api.OnResolveResult{}, nil
			}
			return api.OnResolveResult{Path: a.Path, External: true}, nil
		})
		build.OnEnd(func(result *api.BuildResult) (api.OnEndResult, error) {
			for _, other := range specifiers {
				if other != name && len(result.OutputFiles) > 0 &&
					bytes.Contains(result.OutputFiles[0].Contents, fmt.Appendf(nil, "require(%q)", other)) {
					*requires = append(*requires, other)
				}
			}
			return api.OnEndResult{}, nil
		})
	}}
}

func packageOf(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

type packageInfo struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	License string `json:"license"`
}

func readPackage(dir, name string) (packageInfo, error) {
	var info packageInfo
	text, err := os.ReadFile(filepath.Join(dir, "node_modules", filepath.FromSlash(name), "package.json"))
	if err != nil {
		return info, err
	}
	return info, json.Unmarshal(text, &info)
}

// licenses collects the licence of every installed package, since any of them may be inside a module.
func licenses(dir string) ([]license, error) {
	manifests, err := filepath.Glob(filepath.Join(dir, "node_modules", "*", "package.json"))
	if err != nil {
		return nil, err
	}
	scoped, err := filepath.Glob(filepath.Join(dir, "node_modules", "@*", "*", "package.json"))
	if err != nil {
		return nil, err
	}
	var all []license
	for _, manifest := range append(manifests, scoped...) {
		folder := filepath.Dir(manifest)
		name, err := filepath.Rel(filepath.Join(dir, "node_modules"), folder)
		if err != nil {
			return nil, err
		}
		info, err := readPackage(dir, filepath.ToSlash(name))
		if err != nil {
			return nil, err
		}
		text, err := licenseText(folder)
		if err != nil {
			return nil, fmt.Errorf("find the licence of %s: %w", info.Name, err)
		}
		all = append(all, license{info.Name, info.Version, info.License, text})
	}
	return all, nil
}

func licenseText(folder string) (string, error) {
	for _, pattern := range []string{"LICEN[SC]E*", "licen[sc]e*"} {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return "", err
		}
		if len(found) > 0 {
			text, err := os.ReadFile(found[0])
			return string(text), err
		}
	}
	return "", fs.ErrNotExist
}

func writeJSON(path string, value any) error {
	text, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
