package builder

import (
	"os"
	"strings"
	"testing"
)

// TestParseRemote reads testdata/addresses.txt: an address, then kind, package, version, path and whether a module is
// asked for; - stands for nothing.
func TestParseRemote(t *testing.T) {
	text, err := os.ReadFile("testdata/addresses.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		count++
		r := parseRemote(fields[0])
		kind, module := r.kind, "script"
		if kind == "" {
			kind = "library"
		}
		if r.module {
			module = "module"
		}
		got := kind
		for _, field := range []string{r.name, r.version, r.path} {
			if field == "" {
				field = "-"
			}
			got += " " + strings.ReplaceAll(field, " ", "_")
		}
		if kind == "library" {
			got += " " + module
		}
		if want := strings.Join(fields[1:], " "); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", fields[0], got, want)
		}
	}
	if count < 200 {
		t.Errorf("only %d addresses", count)
	}
}

func TestFits(t *testing.T) {
	for _, test := range []struct {
		asked, carried string
		want           bool
	}{
		{"", "19.3.1", true}, {"latest", "19.3.1", true}, {"*", "1.0.0", true}, {"18", "18.3.1", true}, {"18", "19.3.1", false}, {"18.2.0", "18.3.1", true},
		{"^18.2.0", "18.3.1", true}, {"~4.17.21", "4.18.1", true}, {"0.128.0", "0.187.0", false}, {"0.128", "0.128.0", true}, {"0", "0.187.0", true},
		{"^0.263.1", "0.577.0", false}, {">=16.8", "19.3.1", true}, {">= 20", "19.3.1", false}, {"^16 || ^17 || ^18", "18.3.1", true}, {"^16 || ^17", "18.3.1", false},
		{"v3.4.5", "3.5.45", true}, {"3.x", "3.5.45", true}, {"1.0.0-beta.3", "1.2.0", true}, {"19.0.0-rc.1", "19.3.1", true}, {"999999999999999999999", "1.0.0", false},
	} {
		if got := fits(test.asked, test.carried); got != test.want {
			t.Errorf("fits(%q, %q) = %v", test.asked, test.carried, got)
		}
	}
}

func TestStandsIn(t *testing.T) {
	for _, test := range []struct {
		name, asked, carried string
		want                 bool
	}{
		{"three", "0.128.0", "0.187.0", true}, {"three", "0.99.0", "0.187.0", false}, {"lucide-react", "0.263.1", "0.577.0", true}, {"lucide-react", "1.2.0", "0.577.0", true},
		{"lucide-react", "2", "0.577.0", false}, {"react", "18.2.0", "19.3.1", true}, {"react", "17.0.2", "19.3.1", false}, {"recharts", "2.12.7", "3.10.1", true},
		{"constructor", "1", "2", false}, {"__proto__", "1", "2", false},
	} {
		if got := standsIn(test.name, test.asked, test.carried); got != test.want {
			t.Errorf("standsIn(%q, %q, %q) = %v", test.name, test.asked, test.carried, got)
		}
	}
}

func TestMainFile(t *testing.T) {
	for _, test := range []struct {
		name, file string
		want       bool
	}{
		{"chart.js", "dist/chart.umd.min.js", true}, {"chart.js", "dist/chart.min.js", true}, {"chart.js", "dist/Chart.bundle.js", true}, {"react", "umd/react.production.min.js", true},
		{"react", "es2022/react.mjs", true}, {"three", "build/three.module.js", true}, {"three", "examples/jsm/controls/OrbitControls.js", false}, {"lodash", "lodash.min.js", true},
		{"lodash", "debounce.js", false}, {"vue", "dist/vue.esm-browser.prod.js", true}, {"vue", "dist/vue.global.js", true}, {"@tanstack/react-query", "build/umd/index.production.js", false},
		{"gsap", "dist/ScrollTrigger.min.js", false}, {"d3", "+esm", true}, {"jquery", "dist/jquery.slim.min.js", true}, {"preact", "hooks/dist/hooks.umd.js", false}, {"x", "../../../etc/passwd", false},
		{"bootstrap", "dist/css/bootstrap.min.css", true}, {"bootstrap", "dist/css/bootstrap-grid.min.css", false}, {"marked", "marked.min.js", true}, {"marked", "lib/marked.umd.js", true},
	} {
		if got := mainFile(test.name, test.file); got != test.want {
			t.Errorf("mainFile(%q, %q) = %v", test.name, test.file, got)
		}
	}
}

// FuzzParseRemote holds that an address never leads out of a package, and that reading it ends.
func FuzzParseRemote(f *testing.F) {
	for _, seed := range []string{
		"https://esm.sh/react@18.2.0?deps=x", "//cdn.jsdelivr.net/npm/@a/b@1/../../etc", "https://cdnjs.cloudflare.com/ajax/libs/../x/1/y.js", "https://esm.sh/__proto__",
		"https://unpkg.com/@/x", "https://unpkg.com/%2e%2e/%2f", "http://[::1", "https://esm.sh/" + strings.Repeat("a/", 3000), "https://fonts.googleapis.com/css2?family=%zz", "javascript:alert(1)",
		"https://kit.fontawesome.com/a.js", "https://cdn.skypack.dev/pin/react@v17.0.1-hash/mode=imports/optimized/react.js", "https://threejs.org/build/../../x.js",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		r := parseRemote(address)
		if r.library() && (!validPackage(r.name) || strings.Contains(r.name, "..")) {
			t.Errorf("%q names the package %q", address, r.name)
		}
		if bare := parseBare(address); bare.library() && !validPackage(bare.name) {
			t.Errorf("%q names the package %q", address, bare.name)
		}
		for _, path := range []string{r.path, parseBare(address).path} {
			for part := range strings.SplitSeq(path, "/") {
				if part == ".." {
					t.Errorf("%q leads out of the package: %q", address, path)
				}
			}
		}
	})
}

// TestRules holds that rules.json is whole: what it names is there, and no rule is out of reach.
func TestRules(t *testing.T) {
	for name, rule := range linkRules().Globals {
		if rule.Code != "" {
			if _, err := globalFiles.ReadFile("globals/" + rule.Code); err != nil {
				t.Errorf("the global of %s: %v", name, err)
			}
		}
		if rule.Name == "" {
			t.Errorf("the global of %s has no name", name)
		}
	}
	for _, rule := range linkRules().Addresses {
		if len(rule.Hosts) == 0 || rule.Kind == "" && rule.Name == "" && !strings.Contains(rule.path.String(), "(?P<name>") && rule.Path != "wp/.*" {
			t.Errorf("the rule %+v names no package", rule)
		}
	}
	for _, rule := range linkRules().Specifiers {
		if rule.To == "" && len(rule.Join) == 0 {
			t.Errorf("the rule %s leads nowhere", rule.Match)
		}
	}
	for name, rule := range linkRules().StandIns {
		if _, _, ok := parseRelease(rule.From); !ok {
			t.Errorf("%s stands in from %q", name, rule.From)
		}
	}
}
