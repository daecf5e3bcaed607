package mirror_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whittle/backend"
)

func TestMirror_List(t *testing.T) {
	s := setup(t)
	s.wantEmpty(t)
	s.fetch(t, backend.Need{Name: "paper-beads"})
	s.fetch(t, backend.Need{Name: "x", Address: "https://files.example/made/a.js"})
	items, err := s.List()
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	file, beads := items[0], items[1]
	if file.Address != "https://files.example/made/a.js" || file.Size == 0 || file.FetchedAt != s.at.UnixMilli() {
		t.Errorf("file %+v", file)
	}
	if beads.Name != "paper-beads" || beads.Version != "2.0.0" || beads.License != "MIT" || beads.Parts != 1 || beads.Size < 1000 {
		t.Errorf("package %+v", beads)
	}
}

func TestMirror_Remove(t *testing.T) {
	s := setup(t)
	s.fetch(t, backend.Need{Name: "paper-beads"})
	items, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	id := items[0].ID
	wantCode(t, s.Remove(id), "")
	s.wantEmpty(t)
	if s.Version("paper-beads", "") != "" {
		t.Error("it is still found")
	}
	wantCode(t, s.Remove(id), backend.NotFound)
	wantCode(t, s.Restore(id), "")
	if module, _ := s.Module("paper-beads", "2.0.0"); module == nil {
		t.Error("it did not come back whole")
	}
	wantCode(t, s.Restore(id), backend.NotFound)
	wantCode(t, s.Restore("../packages"), backend.NotFound)

	wantCode(t, s.Remove(id), "")
	s.at = s.at.Add(time.Hour)
	s.fetch(t, backend.Need{Name: "bead-string"}) // the trash is emptied on the way
	wantCode(t, s.Restore(id), backend.NotFound)
}

// Room is made by what was of use longest ago; what an app was made with stays.
func TestMirror_Limit(t *testing.T) {
	s := setup(t)
	locked := s.fetch(t, backend.Need{Name: "paper-beads", Asked: "1.0.0"})
	s.locked = locked
	s.at = s.at.Add(2 * time.Hour)
	s.fetch(t, backend.Need{Name: "bead-string"})
	s.at = s.at.Add(2 * time.Hour)
	s.fetch(t, backend.Need{Name: "bead-colors"})
	s.at = s.at.Add(2 * time.Hour)
	if module, _ := s.Module("bead-string", "1.0.0"); module == nil {
		t.Fatal("bead-string is not there")
	}
	s.at = s.at.Add(2 * time.Hour)
	items, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		s.limit += i.Size
	}
	s.limit -= 512<<20 - 3400
	s.fetch(t, backend.Need{Name: "paper-beads", Asked: "1.1.0"})
	for name, want := range map[string]string{"bead-string": "1.0.0", "bead-colors": ""} {
		if got := s.Version(name, ""); got != want {
			t.Errorf("%s is there in version %q, want %q", name, got, want)
		}
	}
	if s.Version("paper-beads", "1.0.0") == "" {
		t.Error("what an app was made with is gone")
	}
	for limit, says := range map[int64]string{5000: "your apps were made with the others", 1000: "Raise the limit"} {
		s.limit = limit
		_, err = s.Fetch(t.Context(), backend.Need{Name: "paper-beads", Asked: "2.0.0"}, nil, nil)
		wantCode(t, err, backend.Conflict)
		if !strings.Contains(backend.ErrorMessage(err), says) {
			t.Errorf("at %d bytes it says %q", limit, backend.ErrorMessage(err))
		}
	}
	if s.Version("paper-beads", "1.0.0") == "" || s.Version("bead-string", "") == "" {
		t.Error("something went although there was no room to be made")
	}
	s.wantTidy(t)
}

// What a crash or a person left in the folder does no harm, and the next fetch mends it.
func TestMirror_Damaged(t *testing.T) {
	for name, content := range map[string]string{"module-*.json": "{", "files.zip": "cut", "entry.json": ""} {
		t.Run(name, func(t *testing.T) {
			s := setup(t)
			s.fetch(t, backend.Need{Name: "paper-beads"})
			found, err := filepath.Glob(filepath.Join(s.config.Dir, "packages/*/*", name))
			if err != nil || len(found) != 1 {
				t.Fatalf("%v, %v", found, err)
			}
			mustWrite(t, found[0], content)
			module, _ := s.offline(t).Module("paper-beads/knot", "2.0.0")
			if mended := name == "module-*.json"; (module != nil) != mended {
				t.Errorf("it gives %+v", module)
			}
			s.Mirror = s.open(t, s.config)
			s.fetch(t, backend.Need{Name: "paper-beads", Path: "knot"})
			for _, specifier := range []string{"paper-beads", "paper-beads/knot"} {
				if module, _ := s.offline(t).Module(specifier, "2.0.0"); module == nil {
					t.Errorf("%s was not mended", specifier)
				}
			}
		})
	}
}

func TestMirror_NoFolder(t *testing.T) {
	s := setup(t)
	if _, err := os.Stat(s.config.Dir); !os.IsNotExist(err) {
		t.Errorf("a mirror that was not used has made its folder: %v", err)
	}
	if module, code := s.Module("paper-beads", "2.0.0"); module != nil || code != "" {
		t.Error("an empty mirror has a module")
	}
	if _, ok := s.File("paper-beads", "../../..", "x"); ok {
		t.Error("a version that is none leads to a file")
	}
}
