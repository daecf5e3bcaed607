// Command make turns the compilers pinned beside it into the scripts that lie inside Whittle.
//
// Run it from the root of the repository after `npm ci --prefix backend/builder/compiler`:
//
//	go run ./backend/builder/compiler/make
//
// It writes dist/: one minified script per compiler (zstd), licenses.json, and a stamp that tells whether it is current.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/klauspost/compress/zstd"
	"modernc.org/quickjs"
)

// format changes when the shape of dist does, so that an older dist is made again.
const format = "1"

var compilers = []string{"tailwind", "tailwindconfig", "vue", "svelte"}

func main() {
	if err := run(filepath.Join("backend", "builder", "compiler")); err != nil {
		fmt.Fprintln(os.Stderr, "compilers:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	want, err := fingerprint(dir)
	if err != nil {
		return err
	}
	dist := filepath.Join(dir, "dist")
	stamp := filepath.Join(dist, "stamp")
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	if err := empty(dist); err != nil {
		return err
	}
	for _, name := range compilers {
		script, err := bundle(dir, name)
		if err == nil {
			err = write(filepath.Join(dist, name+".js.zst"), script)
		}
		if err != nil {
			return fmt.Errorf("make %s: %w", name, err)
		}
	}
	names, err := names(dir)
	if err == nil {
		err = write(filepath.Join(dist, "names.json.zst"), names)
	}
	if err != nil {
		return fmt.Errorf("list the names of Tailwind: %w", err)
	}
	all, err := licenses(filepath.Join(dir, "node_modules"))
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(filepath.Join(dist, "licenses.json"), text, 0o644), os.WriteFile(stamp, []byte(want), 0o644))
}

// empty removes what an earlier run left.
func empty(dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(dist)
	for _, entry := range entries {
		if entry.Name() != ".gitkeep" {
			err = errors.Join(err, os.Remove(filepath.Join(dist, entry.Name())))
		}
	}
	return err
}

// fingerprint changes with the lock file, the scripts and the format.
func fingerprint(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "scripts", "*"))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, format, compilers)
	for _, file := range append(files, filepath.Join(dir, "package-lock.json")) {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(sum, filepath.Base(file), len(text))
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
}

// bundle makes one compiler a script for an engine without document, modules or timers.
func bundle(dir, name string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(dir, "scripts", name+".ts")}, Bundle: true, Format: api.FormatIIFE,
		Platform: api.PlatformBrowser, MainFields: []string{"browser", "module", "main"}, Conditions: []string{"import", "default"},
		Target: api.ES2022, MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true, KeepNames: false,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Loader: map[string]api.Loader{".css": api.LoaderText},
		Define: map[string]string{"process.env.NODE_ENV": `"production"`, "process.env": "{}"},
		Inject: []string{filepath.Join(dir, "scripts", "plain.ts")},
	})
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("%s (%v)", result.Errors[0].Text, result.Errors[0].Location)
	}
	return result.OutputFiles[0].Contents, nil
}

// names runs the script that lists the classes of Tailwind.
func names(dir string) ([]byte, error) {
	script, err := bundle(dir, "names")
	if err != nil {
		return nil, err
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, err
	}
	defer vm.Close()
	if _, err := vm.Eval(string(script)+";start('{}')", quickjs.EvalGlobal); err != nil {
		return nil, err
	}
	if _, err := vm.ExecutePendingJobs(); err != nil {
		return nil, err
	}
	answer, err := vm.Call("take")
	if err != nil {
		return nil, err
	}
	var reply struct {
		Output json.RawMessage `json:"output"`
	}
	err = json.Unmarshal([]byte(answer.(string)), &reply)
	return reply.Output, err
}

func write(file string, content []byte) error {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	return os.WriteFile(file, encoder.EncodeAll(content, nil), 0o644)
}

type license struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	License string `json:"license"`
	Text    string `json:"text"`
}

// licenses collects the licence of every installed package, since any of them may be inside a script.
func licenses(modules string) ([]license, error) {
	manifests, err := filepath.Glob(filepath.Join(modules, "*", "package.json"))
	if err != nil {
		return nil, err
	}
	scoped, err := filepath.Glob(filepath.Join(modules, "@*", "*", "package.json"))
	if err != nil {
		return nil, err
	}
	all := []license{}
	for _, manifest := range append(manifests, scoped...) {
		text, err := os.ReadFile(manifest)
		if err != nil {
			return nil, err
		}
		var one license
		if err := json.Unmarshal(text, &one); err != nil {
			return nil, fmt.Errorf("read %s: %w", manifest, err)
		}
		if one.Text, err = licenseText(filepath.Dir(manifest)); err != nil {
			return nil, fmt.Errorf("find the licence of %s: %w", one.Name, err)
		}
		all = append(all, one)
	}
	return slices.CompactFunc(all, func(a, b license) bool { return a.Name == b.Name && a.Version == b.Version }), nil
}

// licenseText returns the licence file of a package; "" when it has none beside the name in its manifest.
func licenseText(folder string) (string, error) {
	for _, pattern := range []string{"LICEN[SC]E*", "licen[sc]e*"} {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return "", err
		}
		if len(found) == 0 {
			continue
		}
		text, err := os.ReadFile(found[0])
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return string(text), err
	}
	return "", nil
}
