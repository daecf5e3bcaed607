// Command make packs IndexedDB for pages: the library pinned beside it and the parts here that keep what it holds.
//
// Run it from the root of the repository after `npm ci --prefix backend/preview/indexeddb`:
//
//	go run ./backend/preview/indexeddb/make
//
// It writes dist/20-indexeddb.js, a part of the prelude.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// root is where the sources lie, seen from the root of the repository.
const root = "backend/preview/indexeddb"

// head says which pages get the part, and under whose licence it stands.
const head = "// when: indexedDB\n/* fake-indexeddb, Apache License 2.0, github.com/dumbmatter/fakeIndexedDB */\n"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	folder, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(folder, "index.js")}, Bundle: true, Format: api.FormatIIFE, GlobalName: "packedIndexedDB",
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true, Charset: api.CharsetUTF8, Target: api.ES2022,
		LegalComments: api.LegalCommentsNone, Plugins: []api.Plugin{ownScheduling(folder)},
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("pack IndexedDB: %s (%v)", result.Errors[0].Text, result.Errors[0].Location)
	}
	out := append([]byte(head), result.OutputFiles[0].Contents...)
	if err := os.WriteFile(filepath.Join(folder, "dist", "20-indexeddb.js"), out, 0o644); err != nil {
		return fmt.Errorf("write the part: %w", err)
	}
	return nil
}

// ownScheduling puts scheduling.js in the place of the library's.
func ownScheduling(folder string) api.Plugin {
	return api.Plugin{Name: "scheduling", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `/scheduling\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: filepath.Join(folder, "scheduling.js")}, nil
		})
	}}
}
