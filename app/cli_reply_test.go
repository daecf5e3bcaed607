package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/chat"
)

const replyShape = `{"prose":"","title":"","files":[{"path":"","content":"","complete":true}],"edits":[{"path":"","blocks":0,"applied":true}],
	"problems":[{"severity":"","file":"","line":0,"column":0,"text":""}]}`

// saved writes a reply to a file of its own.
func saved(t *testing.T, reply string) string {
	t.Helper()
	return filepath.Join(folder(t, "reply.md", reply), "reply.md")
}

func file(path, content string) string {
	return "<file path=\"" + path + "\">\n" + content + "</file>\n"
}

func edit(path, search, replace string) string {
	return "<edit path=\"" + path + "\">\n<<<<<<< SEARCH\n" + search + "=======\n" + replace + ">>>>>>> REPLACE\n</edit>\n"
}

// sources is a folder that a reply changes, with things in it that are none of its business.
func sources(t *testing.T) string {
	dir := folder(t, "index.html", "<p>one</p>\n", "src/old.ts", "export const old = 1\n", "latin.html", "<meta charset=iso-8859-1><p>\xe9</p>",
		".git/config", "[core]\n", "picture.png", "\x89PNG\x00", "node_modules/x/index.js", "x")
	if err := os.Chmod(filepath.Join(dir, "src", "old.ts"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReply_apply(t *testing.T) {
	isolate(t)
	for _, c := range []struct {
		name, reply string
		code        int
		changes     map[string]string // to the folder; "" is a file that goes
	}{
		{"a file", file("index.html", "<p>two</p>\n"), exitDone, map[string]string{"index.html": "<p>two</p>\n"}},
		{"a new file in a new folder", file("css/a/b.css", "p{}\n"), exitDone, map[string]string{"css/a/b.css": "p{}\n"}},
		{"an edit", edit("src/old.ts", "export const old = 1\n", "export const old = 2\n"), exitDone, map[string]string{"src/old.ts": "export const old = 2\n"}},
		{"a deletion", `<delete path="src/old.ts"/>` + "\n" + file("a.css", "p{}\n"), exitDone, map[string]string{"src/old.ts": "", "a.css": "p{}\n"}},
		{"a renaming", `<rename from="src/old.ts" to="lib/new.ts"/>` + "\n", exitDone, map[string]string{"src/old.ts": "", "lib/new.ts": "export const old = 1\n"}},
		{"words", "Which colour would you like?\n", exitDone, nil},
		{"nothing", "", exitDone, nil},
		{"an unfinished file", file("a.css", "p{}\n") + "<file path=\"index.html\">\n<p>tw", exitProblems, nil},
		{"an unfinished edit", file("a.css", "p{}\n") + "<edit path=\"index.html\">\n<<<<<<< SEARCH\n<p>one</p>\n=======\n<p>t", exitProblems, nil},
		{"an edit that does not fit", file("a.css", "p{}\n") + edit("index.html", "<p>three</p>\n", "<p>four</p>\n"), exitProblems, nil},
		{"an edit of a file that is not there", edit("none.html", "<p>three</p>\n", "<p>four</p>\n"), exitProblems, nil},
		{"out of the folder", file("a.css", "p{}\n") + file("../evil.html", "x\n"), exitDone, map[string]string{"a.css": "p{}\n"}},
		{"out of the folder from within", file("src/../../evil.html", "x\n"), exitDone, nil},
		{"an absolute path", file("/tmp/evil.html", "x\n"), exitDone, nil},
		{"a path of git", file(".git/config", "x\n"), exitDone, nil},
		{"a deletion out of the folder", `<delete path="../reply.md"/>` + "\n", exitDone, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := sources(t)
			want := contents(t, dir)
			for path, content := range c.changes {
				delete(want, "/"+path)
				if content != "" {
					want["/"+path] = []byte(content)
				}
			}
			var r chat.ParsedReply
			whittle(t, "reply", saved(t, c.reply), "--apply", dir, "--json").want(t, c.code).into(t, &r, replyShape)
			if got := contents(t, dir); !maps.EqualFunc(got, want, bytes.Equal) {
				t.Errorf("the folder holds %q, want %q", got, want)
			}
			if (c.code == exitProblems) != backend.HasErrors(r.Problems) || c.changes == nil && strings.Contains(c.reply, "<") && len(r.Problems) == 0 {
				t.Errorf("problems %+v", r.Problems)
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "evil.html")); err == nil {
				t.Error("a file was written outside")
			}
			if info, err := os.Stat(filepath.Join(dir, "src", "old.ts")); err == nil && c.changes["src/old.ts"] == "" && info.Mode().Perm() != 0o755 {
				t.Errorf("a file that stays became %v", info.Mode())
			}
		})
	}
}

func TestReply_links(t *testing.T) {
	isolate(t)
	for _, c := range []struct{ name, link, leads, reply string }{ // each reply also changes a.css
		{"a folder that leads out", "out", "OUTSIDE", file("out/evil.html", "x\n")},
		{"a file that leads out", "evil.html", "OUTSIDE/secret.html", file("evil.html", "x\n")},
		{"a file that leads nowhere", "evil.html", "OUTSIDE/none.html", file("evil.html", "x\n")},
		{"a file inside", "other.html", "index.html", file("other.html", "x\n")},
		{"a folder inside", "other", "src", file("other/new.ts", "x\n")},
		{"a deletion of a link", "evil.html", "index.html", `<delete path="evil.html"/>` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, outside := sources(t), folder(t, "secret.html", "secret")
			if err := os.Symlink(strings.Replace(c.leads, "OUTSIDE", outside, 1), filepath.Join(dir, c.link)); err != nil {
				t.Skipf("links cannot be made here: %v", err)
			}
			before, beforeOutside := contents(t, dir), contents(t, outside)
			whittle(t, "reply", saved(t, file("a.css", "p{}\n")+c.reply), "--apply", dir, "--json").want(t, exitProblems)
			if after := contents(t, dir); !maps.EqualFunc(after, before, bytes.Equal) {
				t.Errorf("the folder holds %q", after)
			}
			if after := contents(t, outside); !maps.EqualFunc(after, beforeOutside, bytes.Equal) {
				t.Errorf("outside there is %q", after)
			}
		})
	}
}

func TestReply_inTheWay(t *testing.T) {
	isolate(t)
	for _, reply := range []string{file("src", "x\n"), file("picture.png/a.css", "p{}\n")} {
		dir := sources(t)
		before := contents(t, dir)
		r := whittle(t, "reply", saved(t, file("a.css", "p{}\n")+reply), "--apply", dir).want(t, exitProblems)
		if after := contents(t, dir); !maps.EqualFunc(after, before, bytes.Equal) {
			t.Errorf("the folder holds %q after %s", after, r.err)
		}
	}
}

func TestReply_base(t *testing.T) {
	isolate(t)
	base := sources(t)
	before := contents(t, base)
	change := saved(t, edit("index.html", "<p>one</p>\n", "<p>two</p>\n")+`<delete path="src/old.ts"/>`+"\n")
	var r chat.ParsedReply
	whittle(t, "reply", change, "--base", base, "--json").want(t, exitDone).into(t, &r, replyShape)
	if len(r.Edits) != 1 || !r.Edits[0].Applied || r.Edits[0].Blocks != 1 {
		t.Errorf("edits %+v", r.Edits)
	}
	out := filepath.Join(t.TempDir(), "new", "folder")
	whittle(t, "reply", change, "--base", base, "--apply", out, "--json").want(t, exitDone)
	if names := slices.Sorted(maps.Keys(contents(t, out))); !slices.Equal(names, []string{"/index.html", "/latin.html"}) {
		t.Errorf("wrote %v", names)
	}
	if after := contents(t, base); !maps.EqualFunc(after, before, bytes.Equal) {
		t.Errorf("the base holds %q", after)
	}
	missing := whittle(t, "reply", change, "--base", filepath.Join(base, "none"), "--apply", out).want(t, exitProblems)
	if !strings.Contains(missing.err, "none cannot be read") {
		t.Errorf("said %q", missing.err)
	}
	whittle(t, "reply", change, "--base", base, "--apply", filepath.Join(base, ".")).want(t, exitDone)
	delete(before, "/src/old.ts")
	before["/index.html"] = []byte("<p>two</p>\n")
	if after := contents(t, base); !maps.EqualFunc(after, before, bytes.Equal) {
		t.Errorf("the base holds %q", after)
	}
}

func TestReply_folderWithoutSources(t *testing.T) {
	isolate(t)
	dir := folder(t, ".git/config", "[core]\n", "picture.png", "x")
	whittle(t, "reply", saved(t, file("index.html", "<p>two</p>\n")), "--apply", dir).want(t, exitDone)
	if after := contents(t, dir); len(after) != 3 || string(after["/index.html"]) != "<p>two</p>\n" {
		t.Errorf("the folder holds %q", after)
	}
}

func TestReply_words(t *testing.T) {
	isolate(t)
	r := whittle(t, "reply", saved(t, "Here is tea.\n\n"+file("index.html", "<p>tea</p>\n")+"<file path=\"b.css\">\np{")).want(t, exitProblems)
	for _, says := range []string{"Here is tea.", "index.html  11 bytes, whole", "b.css  ", "cut off", "b.css: error: "} {
		if !strings.Contains(r.out, says) {
			t.Errorf("%q does not say %q", r.out, says)
		}
	}
	var f failed
	whittle(t, "reply", filepath.Join(t.TempDir(), "none.md"), "--json").want(t, exitProblems).into(t, &f, `{"error":{"code":"","message":""}}`)
}

// Whatever the models of others said: what is written is whole and in the reply, and a reply with errors writes nothing.
func TestReply_found(t *testing.T) {
	isolate(t)
	for _, path := range testdata(t, "replies") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			dir := sources(t)
			before := contents(t, dir)
			result := whittle(t, "reply", path, "--apply", dir, "--json")
			var r chat.ParsedReply
			result.into(t, &r, replyShape)
			if (result.code == exitProblems) != backend.HasErrors(r.Problems) || result.code > exitProblems {
				t.Errorf("exit %d with %+v", result.code, r.Problems)
			}
			whole := map[string]string{}
			for _, f := range r.Files {
				if f.Complete {
					whole[f.Path] = f.Content
				} else if result.code == exitDone {
					t.Errorf("%s is not whole, and nobody says so", f.Path)
				}
			}
			after := contents(t, dir)
			for name, content := range after {
				path := strings.TrimPrefix(name, "/")
				changed := !bytes.Equal(content, before[name])
				if changed && (result.code != exitDone || whole[path] != string(content)) {
					t.Errorf("%s was written as %q", path, content)
				}
			}
			for name := range before {
				if after[name] == nil {
					t.Errorf("%s is lost", name)
				}
			}
			raw, err := os.ReadFile(path)
			if err != nil || len(r.Prose) == 0 && len(r.Files) == 0 && len(r.Edits) == 0 && len(bytes.TrimSpace(raw)) > 0 {
				t.Errorf("nothing was read of %d bytes, %v", len(raw), err)
			}
		})
	}
}
