package backend_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which rooms each room may import: everyone looks only left. Tests may look further.
var rooms = map[string][]string{
	"backend":                  {},
	"backend/builder/registry": {},
	"backend/builder/compiler": {},
	"backend/builder/mirror":   {"backend", "backend/builder/registry"},
	"backend/store":            {"backend"},
	"backend/ai":               {"backend"},
	"backend/builder":          {"backend", "backend/builder/compiler", "backend/builder/registry"},
	"backend/preview":          {"backend"},
	"backend/egress":           {"backend"},
	"backend/library":          {"backend", "backend/store"},
	"backend/chat":             {"backend", "backend/store"},
	"backend/api": {"backend", "backend/store", "backend/ai", "backend/builder", "backend/builder/mirror", "backend/preview",
		"backend/library", "backend/chat", "backend/egress"},
	"frontend": {}, "build/assets": {},
	"app": {"backend", "backend/store", "backend/ai", "backend/builder", "backend/builder/compiler", "backend/builder/mirror", "backend/preview",
		"backend/library", "backend/chat", "backend/egress", "backend/api", "frontend", "build/assets"},
}

// outside says which rooms alone may import a package that would otherwise spread.
var outside = map[string][]string{
	"github.com/wailsapp/wails":     {"app"},
	"github.com/spf13/cobra":        {"app"},
	"github.com/zalando/go-keyring": {"app"},
	"modernc.org/sqlite":            {"backend/store"},
	"modernc.org/quickjs":           {"backend/builder/compiler"},
	"database/sql":                  {"backend/store"},
	"github.com/sashabaranov":       {"backend/ai"},
	"github.com/evanw/esbuild":      {"backend/builder", "backend/builder/registry", "backend/preview"},
	"github.com/danielgtaylor/huma": {"backend/api"},
}

// The files are parsed rather than listed by the go command, or the test cache would hide a violation.
func TestImports_lookLeft(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		seen++
		checkFile(t, path, filepath.ToSlash(filepath.Dir(rel)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Fatalf("only %d files were read: the walk is broken", seen)
	}
}

// roomOf returns the room a folder belongs to, "" for programs beside a room (generators, stand-ins).
func roomOf(dir string) string {
	if _, ok := rooms[dir]; ok {
		return dir
	}
	return ""
}

func checkFile(t *testing.T, path, dir string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Errorf("parse %s: %v", path, err)
		return
	}
	room := roomOf(dir)
	if room == "" {
		return
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if other, ours := strings.CutPrefix(name, "whittle/"); ours && !slices.Contains(rooms[room], other) {
			t.Errorf("%s imports %s: %s may import only %v", path, name, room, rooms[room])
		}
		for prefix, owners := range outside {
			if strings.HasPrefix(name, prefix) && !slices.Contains(owners, room) {
				t.Errorf("%s imports %s, which belongs to %v", path, name, owners)
			}
		}
	}
}
