package apps

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"whittle/backend"
	"whittle/backend/builder"
)

// App is one app with what a person does with it.
type App struct {
	ID        string // its folder's name
	Template  string
	Files     []backend.File
	InLibrary string   // its id in the library that it was put into
	Name      string   `json:"name"`
	Steps     []Step   `json:"steps"`
	Allow     []string `json:"allow"` // parts of messages that are expected in the console
	Fetch     bool     `json:"fetch"` // whether it needs what Whittle fetches first
}

// Step is one thing a person does or sees; one of its verbs is set. A target is "role: name" ("role: ~part" for a part
// of the name) or a CSS selector, and means the first one that can be seen.
type Step struct {
	See    string  `json:"see"`  // a text that can be seen
	Gone   string  `json:"gone"` // a text that cannot
	Click  string  `json:"click"`
	Find   string  `json:"find"`
	Shell  string  `json:"shell"` // a target in the shell's own page, to click
	Type   *string `json:"type"`
	Into   string  `json:"into"`
	Clear  bool    `json:"clear"` // empty the field first
	Press  string  `json:"press"` // a key, for what has the focus
	Choose string  `json:"choose"`
	In     string  `json:"in"`
	Holds  string  `json:"holds"` // a JavaScript expression
}

// clicksFile is no file of the app.
const clicksFile = "clicks.json"

// Load reads the apps below folder whose names begin with prefix.
func Load(folder, prefix string) ([]App, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("list the apps: %w", err)
	}
	var all []App
	for _, entry := range entries {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), prefix) {
			continue
		}
		app, err := load(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("load %s: %w", entry.Name(), err)
		}
		all = append(all, app)
	}
	return all, nil
}

func load(folder string) (App, error) {
	app := App{ID: filepath.Base(folder)}
	app.Template, app.Name, _ = strings.Cut(app.ID, "-")
	text, err := os.ReadFile(filepath.Join(folder, clicksFile))
	if err != nil {
		return app, err
	}
	strict := json.NewDecoder(strings.NewReader(string(text)))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&app); err != nil {
		return app, err
	}
	files, _, err := builder.ReadPath(folder)
	if err != nil {
		return app, err
	}
	for _, f := range files {
		if f.Path != clicksFile {
			app.Files = append(app.Files, f)
		}
	}
	return app, nil
}

// Reply returns the app as a model answers with it.
func (a App) Reply() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Here it is.\n\n<app name=%q glyph=\"star\" template=%q description=\"An app\"/>\n", a.Name, a.Template)
	for _, f := range a.Files {
		fmt.Fprintf(&b, "\n<file path=%q>\n%s\n</file>\n", f.Path, strings.TrimRight(f.Content, "\n"))
	}
	return b.String()
}
