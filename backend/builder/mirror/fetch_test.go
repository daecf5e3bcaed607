package mirror_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"whittle/backend"
	"whittle/backend/builder/mirror"
	"whittle/backend/builder/mirror/cdntest"
)

func TestMirror_Fetch(t *testing.T) {
	for _, c := range []struct {
		name      string
		need      backend.Need
		specifier string
		version   string
		requires  []string
		says      string // a part of the module's code
	}{
		{"Newest", backend.Need{Name: "paper-beads"}, "paper-beads", "2.0.0", nil, "of 1.2.0"},
		{"Range", backend.Need{Name: "paper-beads", Asked: "^1.0.0"}, "paper-beads", "1.1.0", nil, "of 1.2.0"},
		{"Exact", backend.Need{Name: "paper-beads", Asked: "1.0.0"}, "paper-beads", "1.0.0", nil, "1.0.0"},
		{"Major", backend.Need{Name: "paper-beads", Asked: "1"}, "paper-beads", "1.1.0", nil, "1.1.0"},
		{"Tag", backend.Need{Name: "paper-beads", Asked: "first"}, "paper-beads", "1.0.0", nil, "1.0.0"},
		{"SubPath", backend.Need{Name: "paper-beads", Path: "knot"}, "paper-beads/knot", "2.0.0", nil, "a knot of 2.0.0"},
		{"AddressOfNpm", backend.Need{Name: "paper-beads", Asked: "1.0.0", Address: "https://esm.sh/paper-beads@1.0.0"},
			"paper-beads", "1.0.0", nil, "1.0.0"},
		{"PeersStay", backend.Need{Name: "@beads/react"}, "@beads/react", "1.0.0", []string{"bead-string", "react"}, "of 2.0.0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setup(t)
			settled := s.fetch(t, c.need)
			if settled[0].Version != c.version || settled[0].Asked != c.need.Asked || !strings.HasPrefix(settled[0].Integrity, "sha512-") {
				t.Errorf("settled on %+v", settled[0])
			}
			off := s.offline(t)
			if got := off.Version(c.need.Name, c.need.Asked); got != c.version {
				t.Errorf("version %q, want %q", got, c.version)
			}
			module, code := off.Module(c.specifier, c.version)
			if module == nil || !strings.Contains(code, c.says) {
				t.Fatalf("module %+v, code %q", module, code)
			}
			if c.requires != nil && !slices.Equal(module.Requires, c.requires) {
				t.Errorf("requires %v, want %v", module.Requires, c.requires)
			}
			s.wantTidy(t)
		})
	}
}

// A dependency that two packages want in versions that do not go together is there twice.
func TestMirror_FetchNested(t *testing.T) {
	s := setup(t)
	settled := s.fetch(t, backend.Need{Name: "@beads/react"})
	_, code := s.Module("@beads/react", "1.0.0")
	for _, want := range []string{"of 2.0.0", "of 1.2.0"} {
		if !strings.Contains(code, want) {
			t.Errorf("the module does not hold %q", want)
		}
	}
	if got := s.Version("bead-string", ""); got != "1.0.0" {
		t.Errorf("the peer is not there: %q", got)
	}
	if !slices.ContainsFunc(settled, func(l backend.Lock) bool { return l.Name == "bead-string" && l.Asked == "" }) {
		t.Errorf("no lock for the peer: %+v", settled)
	}
}

func TestMirror_File(t *testing.T) {
	s := setup(t)
	s.fetch(t, backend.Need{Name: "paper-beads", Path: "dist/beads.css", Address: "https://cdn.jsdelivr.net/npm/paper-beads/dist/beads.css"})
	for path, want := range map[string]string{
		"": "beads from a script", "dist/beads.css": ".bead", "dist/beads.min.css": ".bead", "dist/beads.min": "beads from a script",
		"LICENSE": "Permission",
	} {
		content, ok := s.offline(t).File("paper-beads", "2.0.0", path)
		if !ok || !strings.Contains(string(content), want) {
			t.Errorf("%q gives %q, %t", path, content, ok)
		}
	}
	for _, path := range []string{"nothing.js", "../entry.json", "../../node_modules/bead-colors/index.js"} {
		if content, ok := s.File("paper-beads", "2.0.0", path); ok {
			t.Errorf("%q gives %q", path, content)
		}
	}
	if text := s.LicenseText("paper-beads", "2.0.0"); !strings.Contains(text, "string these beads") {
		t.Errorf("licence %q", text)
	}
}

func TestMirror_Address(t *testing.T) {
	const address = "https://scripts.example/made/a.js?x=1"
	t.Run("OK", func(t *testing.T) {
		s := setup(t)
		settled := s.fetch(t, backend.Need{Name: "scripts.example", Address: address})
		if settled[0].Name != address || settled[0].Version != "" || !strings.HasPrefix(settled[0].Integrity, "sha512-") {
			t.Errorf("settled on %+v", settled)
		}
		for _, written := range []string{address, "http" + strings.TrimPrefix(address, "https"), strings.TrimPrefix(address, "https:"), address + "#part"} {
			if content, ok := s.offline(t).Address(written); !ok || string(content) != `globalThis.made="scripts.example/made/a.js"` {
				t.Errorf("%s gives %q, %t", written, content, ok)
			}
		}
		if _, ok := s.Address("https://scripts.example/made/b.js"); ok {
			t.Error("another address is there too")
		}
	})

	// The hash of the first fetch holds: what the address gives later is not taken in its place.
	t.Run("ErrChanged", func(t *testing.T) {
		s := setup(t)
		lock := backend.Lock{Name: address, Integrity: "sha512-AAAA"}
		_, err := s.Fetch(t.Context(), backend.Need{Name: "x", Address: address}, []backend.Lock{lock}, nil)
		wantCode(t, err, backend.Invalid)
		s.wantEmpty(t)
	})

	// The hash that an app gives may be of another kind than the one that is recorded.
	t.Run("IntegrityOfApp", func(t *testing.T) {
		s := setup(t)
		sum := sha256.Sum256([]byte(`globalThis.made="scripts.example/made/a.js"`))
		text := "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
		need := backend.Need{Name: "x", Address: address, Integrity: text}
		settled := s.fetch(t, need, backend.Lock{Name: address, Integrity: text})
		if !strings.HasPrefix(settled[0].Integrity, "sha512-") {
			t.Errorf("settled on %+v", settled)
		}
		s.fetch(t, need, backend.Lock{Name: address, Integrity: text})
		_, err := s.Fetch(t.Context(), need, []backend.Lock{{Name: address, Integrity: "sha256-AAAA"}}, nil)
		wantCode(t, err, backend.Invalid)
	})

	t.Run("ErrIntegrityOfApp", func(t *testing.T) {
		s := setup(t)
		need := backend.Need{Name: "x", Address: address, Integrity: "sha384-AAAA"}
		_, err := s.Fetch(t.Context(), need, nil, nil)
		wantCode(t, err, backend.Invalid)
		s.wantEmpty(t)
		need.Integrity = ""
		s.fetch(t, need)
		need.Integrity = "sha384-AAAA" // another app that names another hash does not get it
		_, err = s.Fetch(t.Context(), need, nil, nil)
		wantCode(t, err, backend.Invalid)
	})

	t.Run("OfCDN", func(t *testing.T) {
		s := setup(t)
		const cdnjs = "https://cdnjs.cloudflare.com/ajax/libs/paper-beads/1.0.0/beads.min.js"
		s.fetch(t, backend.Need{Name: "paper-beads", Asked: "1.0.0", Path: "beads.min.js", Address: cdnjs})
		if _, ok := s.Address(cdnjs); !ok || s.asked("/npm/") > 0 {
			t.Errorf("it came from %v", s.net.Requests())
		}
	})
}

func TestMirror_Fetch_Fails(t *testing.T) {
	for scenario, c := range map[string]struct {
		code backend.Code
		says string
	}{
		"hash":    {backend.Invalid, "its hash is another"},
		"nohash":  {backend.Invalid, "says no hash"},
		"404":     {backend.NotFound, "There is no broken-404 1.0.0"},
		"500":     {backend.Unavailable, "says 500"},
		"cut":     {backend.Unavailable, "broke off"},
		"huge":    {backend.Invalid, "larger than"},
		"loop":    {backend.Unavailable, "sends on and on"},
		"escape":  {backend.Invalid, "outside its folder"},
		"bomb":    {backend.Invalid, "unpacks to more"},
		"garbage": {backend.Invalid, "no package that can be unpacked"},
		"git":     {backend.Invalid, "from outside the registry"},
	} {
		t.Run(scenario, func(t *testing.T) {
			s := setup(t)
			s.config.Sizes = mirror.Sizes{Download: 4 << 20, Unpacked: 8 << 20}
			s.Mirror = s.open(t, s.config)
			_, err := s.Fetch(t.Context(), backend.Need{Name: "broken-" + scenario}, nil, nil)
			wantCode(t, err, c.code)
			if !strings.Contains(backend.ErrorMessage(err), c.says) {
				t.Errorf("it says %q", backend.ErrorMessage(err))
			}
			s.wantEmpty(t)
		})
	}
}

// What a server does with a file of no package.
func TestMirror_FetchAddress_Fails(t *testing.T) {
	for scenario, c := range map[string]struct {
		code backend.Code
		says string
	}{
		"404":      {backend.NotFound, "There is no https://files.example/broken-404 at files.example."},
		"500":      {backend.Unavailable, "says 500"},
		"cut":      {backend.Unavailable, "broke off"},
		"huge":     {backend.Invalid, "larger than"},
		"loop":     {backend.Unavailable, "sends on and on"},
		"redirect": {backend.Forbidden, cdntest.ElsewhereHost},
	} {
		t.Run(scenario, func(t *testing.T) {
			s := setup(t)
			s.config.Sizes = mirror.Sizes{Download: 4 << 20}
			s.Mirror = s.open(t, s.config)
			_, err := s.Fetch(t.Context(), backend.Need{Name: "x", Address: "https://files.example/broken-" + scenario}, nil, nil)
			wantCode(t, err, c.code)
			if !strings.Contains(backend.ErrorMessage(err), c.says) {
				t.Errorf("it says %q", backend.ErrorMessage(err))
			}
			s.wantEmpty(t)
		})
	}
}

func TestMirror_Fetch_Refused(t *testing.T) {
	for _, c := range []struct {
		need backend.Need
		code backend.Code
	}{
		{backend.Need{Name: "../../etc/passwd"}, backend.Invalid},
		{backend.Need{Name: "__proto__/x/y"}, backend.Invalid},
		{backend.Need{Name: ""}, backend.Invalid},
		{backend.Need{Name: strings.Repeat("a", 300)}, backend.Invalid},
		{backend.Need{Name: "no-such-package"}, backend.NotFound},
		{backend.Need{Name: "paper-beads", Asked: "^9"}, backend.NotFound},
		{backend.Need{Name: "paper-beads", Path: "no/such/file.js"}, backend.NotFound},
		{backend.Need{Name: "x", Address: "https://127.0.0.1/x.js"}, backend.Forbidden},
		{backend.Need{Name: "x", Address: "https://localhost/x.js"}, backend.Forbidden},
		{backend.Need{Name: "x", Address: "https://[::1]/x.js"}, backend.Forbidden},
		{backend.Need{Name: "x", Address: "https://[::ffff:10.0.0.1]/x.js"}, backend.Forbidden},
		{backend.Need{Name: "x", Address: "https://192.168.1.1/x.js"}, backend.Forbidden},
		{backend.Need{Name: "x", Address: "https://169.254.169.254/latest/meta-data"}, backend.Forbidden},
		{backend.Need{Name: "x", Address: "file:///etc/passwd"}, backend.Invalid},
		{backend.Need{Name: "x", Address: "https://user:word@files.example/x.js"}, backend.Invalid},
		{backend.Need{Name: "x", Address: "https://files.example/%zz"}, backend.Invalid},
	} {
		t.Run(c.need.Name+" "+c.need.Asked+c.need.Path+c.need.Address, func(t *testing.T) {
			s := setup(t)
			_, err := s.Fetch(t.Context(), c.need, nil, nil)
			wantCode(t, err, c.code)
			s.wantTidy(t)
		})
	}
}

func TestMirror_Fetch_Offline(t *testing.T) {
	s := setup(t)
	_, err := s.offline(t).Fetch(t.Context(), backend.Need{Name: "paper-beads"}, nil, nil)
	wantCode(t, err, backend.Unavailable)
	const want = "127.0.0.1 cannot be reached. Connect to the network and try again; the app opens as soon as it is here."
	if backend.ErrorMessage(err) != want {
		t.Errorf("it says %q", backend.ErrorMessage(err))
	}
	s.fetch(t, backend.Need{Name: "paper-beads"})
	if _, err := s.offline(t).Fetch(t.Context(), backend.Need{Name: "paper-beads"}, nil, nil); err != nil {
		t.Errorf("what is there takes the network: %v", err)
	}
}

// Packages that need each other are there once each; one that needs too many others is refused.
func TestMirror_Fetch_Cycle(t *testing.T) {
	s := setup(t)
	for name, other := range map[string]string{"egg": "hen", "hen": "egg"} {
		s.net.Publish(name, map[string]string{
			"package.json": `{"name":"` + name + `","version":"1.0.0","dependencies":{"` + other + `":"^1.0.0"}}`,
			"index.js":     "exports.name = '" + name + "'; exports.other = require('" + other + "')",
		})
	}
	if settled := s.fetch(t, backend.Need{Name: "egg"}); len(settled) != 2 {
		t.Errorf("settled on %+v", settled)
	}
	if module, code := s.Module("egg", "1.0.0"); module == nil || strings.Count(code, `"hen"`) != 1 {
		t.Errorf("module %+v, code %q", module, code)
	}
	s.config.Sizes = mirror.Sizes{Packages: 1}
	_, err := s.open(t, s.config).Fetch(t.Context(), backend.Need{Name: "hen"}, nil, nil)
	wantCode(t, err, backend.Invalid)
}

// Packages as they are published become modules that need nothing but React.
func TestMirror_Fetch_RealPackages(t *testing.T) {
	folder, err := filepath.Abs("../registry/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the packages of the registry are not installed; build/setup installs them")
	}
	s := setup(t)
	s.net.Install(folder)
	s.config.Carries = func(specifier string) (string, bool) { return "19.0.0", strings.HasPrefix(specifier, "react") }
	m := s.open(t, s.config)
	for _, name := range []string{"d3", "cmdk", "zustand", "marked", "@tanstack/react-query", "chart.js"} {
		settled, err := m.Fetch(t.Context(), backend.Need{Name: name}, nil, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		module, code := m.Module(name, settled[0].Version)
		if module == nil || len(code) < 1000 {
			t.Errorf("%s: module %+v with %d bytes", name, module, len(code))
			continue
		}
		for _, required := range module.Requires {
			if !strings.HasPrefix(required, "react") {
				t.Errorf("%s requires %s", name, required)
			}
		}
	}
}

// A link in a package is left out; the rest of it is fine.
func TestMirror_Fetch_Link(t *testing.T) {
	s := setup(t)
	s.fetch(t, backend.Need{Name: "broken-link"})
	if content, ok := s.File("broken-link", "1.0.0", "passwd"); ok {
		t.Errorf("the link leads to %q", content)
	}
}

// Code that asks for a file of this computer does not get it.
func TestMirror_Module_OutsideFile(t *testing.T) {
	s := setup(t)
	secret := filepath.Join(t.TempDir(), "secret.json")
	mustWrite(t, secret, `{"word":"abracadabra"}`)
	s.net.Publish("thief", map[string]string{
		"far.js":  "module.exports = require(" + strconv.Quote(secret) + ")",
		"deep.js": "module.exports = require('" + strings.Repeat("../", 40) + filepath.ToSlash(secret[1:]) + "')",
		"url.css": "a{background:url(" + secret + ")}",
		"url.js":  "import './url.css'",
	})
	s.fetch(t, backend.Need{Name: "thief"})
	for _, file := range []string{"far", "deep", "url"} {
		if _, code := s.Module("thief/"+file, "1.0.0"); strings.Contains(code, "abracadabra") {
			t.Errorf("%s holds %q", file, code)
		}
	}
}

func TestMirror_Fetch_Slow(t *testing.T) {
	s := setup(t)
	s.config.Stall = 1 // the server that has fallen silent is given up at once
	_, err := s.open(t, s.config).Fetch(t.Context(), backend.Need{Name: "broken-slow"}, nil, nil)
	wantCode(t, err, backend.Unavailable)
	s.wantEmpty(t)
}

func TestMirror_Fetch_Cancel(t *testing.T) {
	s := setup(t)
	ctx, cancel := context.WithCancel(t.Context())
	var last backend.FetchProgress
	_, err := s.Fetch(ctx, backend.Need{Name: "broken-slow"}, nil, func(p backend.FetchProgress) {
		last = p
		if p.Received > 0 && p.Received >= p.Total/2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
	if last.Name != "broken-slow" || last.Total < 1<<20 || last.Received == 0 {
		t.Errorf("the last progress was %+v", last)
	}
	s.wantEmpty(t)
}

// Those who want the same at the same time wait for one download.
func TestMirror_Fetch_AtOnce(t *testing.T) {
	s := setup(t)
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			if _, err := s.Fetch(t.Context(), backend.Need{Name: "paper-beads"}, nil, nil); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if n := s.asked("paper-beads-2.0.0.tgz"); n != 1 {
		t.Errorf("it was downloaded %d times", n)
	}
}

// Two processes on one folder both get what they want, and it is there once.
func TestMirror_Fetch_TwoMirrors(t *testing.T) {
	s := setup(t)
	other := s.open(t, s.config)
	var work sync.WaitGroup
	for _, m := range []*mirror.Mirror{s.Mirror, other} {
		for _, name := range []string{"paper-beads", "bead-colors", "@beads/react"} {
			work.Go(func() {
				if _, err := m.Fetch(t.Context(), backend.Need{Name: name}, nil, nil); err != nil {
					t.Error(err)
				}
			})
		}
	}
	work.Wait()
	items, err := s.List()
	if err != nil || len(items) != 4 { // with bead-string, and paper-beads in one version
		t.Errorf("the mirror holds %+v, %v", items, err)
	}
	s.wantTidy(t)
}

// What an app was made with is fetched again in the same versions, inside too, whatever was published meanwhile.
func TestMirror_Fetch_Locked(t *testing.T) {
	s := setup(t)
	s.net.Withhold("paper-beads@1.1.0", "paper-beads@2.0.0", "bead-colors@1.2.0")
	locks := s.fetch(t, backend.Need{Name: "paper-beads", Asked: ">=1"})
	_, before := s.Module("paper-beads", "1.0.0")
	items, err := s.List()
	if err != nil || len(items) != 1 || len(locks) != 2 {
		t.Fatalf("the mirror holds %+v with locks %+v, %v", items, locks, err)
	}
	s.net.Withhold()
	s.fetch(t, backend.Need{Name: "paper-beads", Asked: "^2"})
	if _, same := s.Module("paper-beads", locks[0].Version); same != before {
		t.Error("a newer version changed the older one")
	}
	if err := s.Remove(items[0].ID); err != nil {
		t.Fatal(err)
	}
	if settled := s.fetch(t, backend.Need{Name: "paper-beads", Asked: ">=1"}, locks...); !slices.Equal(settled, locks) {
		t.Errorf("settled on %+v, want %+v", settled, locks)
	}
	if _, again := s.Module("paper-beads", "1.0.0"); again != before {
		t.Errorf("the module has changed:\n%s\n%s", before, again)
	}
	wrong := slices.Clone(locks)
	wrong[0].Integrity = "sha512-AAAA"
	_, err = s.Fetch(t.Context(), backend.Need{Name: "paper-beads", Asked: ">=1"}, wrong, nil)
	wantCode(t, err, backend.Conflict)
}
