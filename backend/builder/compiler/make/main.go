// Command make turns the compilers pinned beside it into the scripts that lie inside Whittle.
//
// Run it from the root of the repository after `npm ci --prefix backend/builder/compiler`:
//
//	go run ./backend/builder/compiler/make
//
// It writes dist/: one minified script per compiler (zstd), names.txt with the classes of Tailwind, and a stamp that tells whether it is current.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/klauspost/compress/zstd"
	"modernc.org/quickjs"
)

// format changes when the shape of dist does, so that an older dist is made again.
const format = "3"

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
		err = write(filepath.Join(dist, "names.txt.zst"), names)
	}
	if err != nil {
		return fmt.Errorf("list the names of Tailwind: %w", err)
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
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

// names returns the classes of Tailwind, one on each line, an empty line, and the roots of those that take a value.
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
		Output struct{ Classes, Roots []string } `json:"output"`
	}
	err = json.Unmarshal([]byte(answer.(string)), &reply)
	return []byte(strings.Join(reply.Output.Classes, "\n") + "\n\n" + strings.Join(reply.Output.Roots, "\n")), err
}

func write(file string, content []byte) error {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	return os.WriteFile(file, encoder.EncodeAll(content, nil), 0o644)
}
