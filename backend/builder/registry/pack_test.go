package registry

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"
)

// dist makes a small dist in memory.
func dist(t *testing.T, list List, contents map[string]string) fs.FS {
	t.Helper()
	encoder, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"pack.json.zst": {Data: encoder.EncodeAll(text, nil)}}
	for name, content := range contents {
		files[name] = &fstest.MapFile{Data: encoder.EncodeAll([]byte(content), nil)}
	}
	return files
}

func small(t *testing.T) *Pack {
	t.Helper()
	icons := IconCode{Head: "head;", Tail: "tail;", Icons: map[string]string{"A": "exports.A=1;", "B": "exports.B=2;"}}
	p, err := open(dist(t, List{
		Modules: []*Module{{Name: "a", File: "a.zst", Before: "(", After: ")"}, {Name: "gone", File: "gone.zst"}},
		Icons:   []*Icons{{Module: Module{Name: "i", File: "i.zst"}, NamesFile: "names.zst"}},
		Files:   []*File{{Package: "p", Version: "1.0.0", Path: "x.js", File: "a.zst"}, {Package: "p", Version: "2.0.0", Path: "x.js", File: "a.zst"}},
	}, map[string]string{"a.zst": "body", "i.zst": string(icons.Encode()), "licenses.json.zst": "[]",
		"names.zst": `{"names":["A","B"],"aliases":{"AIcon":"A"}}`}))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPackGivesWhatItsListNames(t *testing.T) {
	p := small(t)
	if code, err := p.Code(p.Module("a")); code != "(body)" || err != nil {
		t.Errorf("code of a: %q, %v", code, err)
	}
	if _, err := p.Code(p.Module("gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a module whose file is gone: %v", err)
	}
	if p.Module("b") != nil || p.Icons("a") != nil || p.Files("a") != nil {
		t.Error("something is there that the list does not name")
	}
	if files := p.Files("p"); len(files) != 2 || files[1].Version != "2.0.0" {
		t.Errorf("files of p: %v", files)
	}
	if text, err := p.Bytes(p.Files("p")[0]); string(text) != "body" || err != nil {
		t.Errorf("file of p: %q, %v", text, err)
	}
	if names := p.Specifiers(); !slices.Equal(names, []string{"a", "gone", "i"}) {
		t.Errorf("specifiers: %q", names)
	}
	if string(p.Licenses()) != "[]" {
		t.Errorf("licences: %q", p.Licenses())
	}
}

func TestIconBodyHasTheNamedIcons(t *testing.T) {
	p := small(t)
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{"B"}, "head;\nexports.B=2;\ntail;"},
		{[]string{"AIcon"}, "head;\nexports.A=1;\nexports.AIcon=exports.A;\ntail;"},
		{[]string{"AIcon", "A", "A"}, "head;\nexports.A=1;\nexports.AIcon=exports.A;\ntail;"},
		{[]string{"Absent"}, "head;\ntail;"},
		{nil, "head;\nexports.A=1;\nexports.B=2;\nexports.AIcon=exports.A;\ntail;"},
	} {
		if body, err := p.IconBody(p.Icons("i"), test.names); body != test.want || err != nil {
			t.Errorf("%q: %q, %v", test.names, body, err)
		}
	}
}

func TestPackWithoutLibrariesIsEmpty(t *testing.T) {
	p, err := open(fstest.MapFS{})
	if err != nil || !p.Empty() || p.Licenses() != nil {
		t.Errorf("%v, empty %v", err, p.Empty())
	}
}

func TestDamagedPackIsAnError(t *testing.T) {
	for name, content := range map[string]string{"no zstd": "x", "no JSON": ""} {
		if _, err := open(fstest.MapFS{"pack.json.zst": {Data: []byte(content)}}); err == nil || !strings.Contains(err.Error(), "list of libraries") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestContentsKeepsWhatWasUsedLastUpToItsLimit(t *testing.T) {
	c, err := newContents(dist(t, List{}, map[string]string{"a": "aaaa", "b": "bbbb", "c": "cccc", "long": "longer than all of it"}), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b", "a", "c", "long"} {
		if text, err := c.text(name); err != nil || text == "" {
			t.Fatalf("%s: %q, %v", name, text, err)
		}
	}
	if c.kept["a"] == nil || c.kept["c"] == nil || len(c.kept) != 2 || c.size != 8 {
		t.Errorf("kept %v, %d bytes", c.kept, c.size)
	}
}

func TestContentsIsUsedByManyAtOnce(t *testing.T) {
	p := small(t)
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if code, err := p.Code(p.Module("a")); code != "(body)" || err != nil {
				t.Errorf("%q, %v", code, err)
			}
			if body, err := p.IconBody(p.Icons("i"), []string{"A"}); !strings.Contains(body, "exports.A=1") || err != nil {
				t.Errorf("%q, %v", body, err)
			}
		})
	}
	group.Wait()
}
