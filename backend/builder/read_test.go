package builder_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
)

func write(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadFolder(t *testing.T) {
	outside := write(t, t.TempDir(), map[string]string{"secret.txt": "secret", "in/x.js": "x"})
	dir := write(t, t.TempDir(), map[string]string{
		"src/App.tsx": "app", "src/a.css": "css", "node_modules/react/index.js": "no", ".git/config.json": "no", ".env.js": "no",
		"logo.png": "\x89PNG", "latin.txt": "\xe9", "dist/out.js": "no", "src/deep/__proto__.json": "{}",
	})
	for link, target := range map[string]string{"secret.txt": filepath.Join(outside, "secret.txt"), "linked": filepath.Join(outside, "in"), "again.css": filepath.Join(dir, "src", "a.css")} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skipf("links cannot be made here: %v", err)
		}
	}
	files, template, err := builder.ReadPath(dir)
	if err != nil || template != "react" {
		t.Fatal(template, err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
	}
	if got := strings.Join(names, " "); got != "src/App.tsx src/a.css src/deep/__proto__.json" {
		t.Error(got)
	}
}

func TestReadFile(t *testing.T) {
	dir := write(t, t.TempDir(), map[string]string{
		"game.html": "<p>hi", "latin.html": "<meta charset=iso-8859-1><p>\xe9", "wide.html": "\xff\xfe<\x00p\x00>\x00", "latin.js": "'\xe9'",
	})
	for name, want := range map[string]string{"game.html": "<p>hi", "latin.html": "\ufeff<meta charset=iso-8859-1><p>é", "wide.html": "\ufeff<p>"} {
		files, template, err := builder.ReadPath(filepath.Join(dir, name))
		if err != nil || template != "html" || len(files) != 1 || files[0].Path != name || files[0].Content != want {
			t.Errorf("%s: %q %s %v", name, files, template, err)
		}
	}
	large := filepath.Join(dir, "large.html")
	if err := os.WriteFile(large, make([]byte, 50<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "latin.js"): "is not UTF-8 text", filepath.Join(dir, "none"): "There is nothing at",
		large: "50.0 MB; a file may have at most 10.0 MB", t.TempDir(): "holds no source files",
	} {
		_, _, err := builder.ReadPath(path)
		if err == nil || !strings.Contains(err.Error(), want) || backend.ErrorCode(err) == backend.Internal {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

func TestReadFileBringsWhatItRefersTo(t *testing.T) {
	outside := write(t, t.TempDir(), map[string]string{"secret.js": "secret"})
	dir := write(t, t.TempDir(), map[string]string{
		"page.html": `<link rel=stylesheet href=css/a.css><script src="js/app.js?v=1"></script><script type=module>import './m'</script><img src="../up.svg"><script src="secret.js"></script>`,
		"css/a.css": "@import 'b.css'; p{background:url(../pic.svg)}", "css/b.css": "", "pic.svg": "<svg/>", "js/app.js": "", "m.js": "import {x} from './deep/n.ts'", "deep/n.ts": "", "other.js": "",
	})
	if err := os.Symlink(filepath.Join(outside, "secret.js"), filepath.Join(dir, "secret.js")); err != nil {
		t.Skipf("links cannot be made here: %v", err)
	}
	files, _, err := builder.ReadPath(filepath.Join(dir, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
	}
	if got := strings.Join(names, " "); got != "page.html css/a.css js/app.js m.js css/b.css pic.svg deep/n.ts" {
		t.Error(got)
	}
	if err := os.Symlink(filepath.Join(dir, "page.html"), filepath.Join(outside, "link.html")); err != nil {
		t.Fatal(err)
	}
	if files, _, err := builder.ReadPath(filepath.Join(outside, "link.html")); err != nil || files[0].Path != "link.html" {
		t.Error(files, err)
	}
}

// TestSelfContainedPage holds that a page which brings everything along comes out byte for byte.
func TestSelfContainedPage(t *testing.T) {
	dir := os.Getenv("WHITTLE_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "testdata")
	}
	path := filepath.Join(dir, "replies", "19-rawhtml-opus-4.5-thinking-32k.html")
	if _, err := os.Stat(path); err != nil {
		t.Skip("the test data are not here")
	}
	files, template, err := builder.ReadPath(path)
	if err != nil {
		t.Fatal(err)
	}
	bundle := newBuilder(t).Build(t.Context(), backend.Source{Template: template, Files: files})
	if len(bundle.Problems) > 0 || string(bundle.Document) != files[0].Content {
		t.Errorf("the page changed: %v", bundle.Problems)
	}
}
