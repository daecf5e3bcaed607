package main

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"
)

// The list is of the versions that go.mod names; run go run ./app/licenses after a change.
func TestProgramLicenses(t *testing.T) {
	text, err := programLicenses()
	if err != nil {
		t.Fatal(err)
	}
	var all []struct{ Name, Version, License, Text string }
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	required := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`).FindAllStringSubmatch(string(module), -1) {
		required[m[1]] = m[2]
	}
	seen := map[string]bool{}
	for _, l := range all {
		seen[l.Name] = true
		if l.License == "" || l.Version == "" {
			t.Errorf("%s %s has no licence", l.Name, l.Version)
		}
		if want, ok := required[l.Name]; ok && (want != l.Version || l.Text == "") {
			t.Errorf("%s is listed in version %s, go.mod has %s", l.Name, l.Version, want)
		}
	}
	for _, name := range []string{"Go", "github.com/evanw/esbuild", "modernc.org/sqlite", "github.com/wailsapp/wails/v2", "react", "@codemirror/view"} {
		if !seen[name] {
			t.Errorf("%s is not listed", name)
		}
	}
}
