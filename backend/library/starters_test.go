package library_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"whittle/backend/library"
)

func TestStarters(t *testing.T) {
	b := setup(t)
	glyphs := library.TableOfGlyphs()
	names, icons := map[string]bool{}, map[string]bool{}
	for _, st := range b.Starters() {
		t.Run(st.ID, func(t *testing.T) {
			if names[st.Name] || icons[st.Icon] {
				t.Error("name or icon of another starter")
			}
			names[st.Name], icons[st.Icon] = true, true
			checkSVG(t, st.Icon)
			if st.Template != "html" && st.Template != "react" {
				t.Errorf("template %q", st.Template)
			}
			if n := len(strings.Fields(st.Description)); n < 2 || n > 4 {
				t.Errorf("description of %d words: %q", n, st.Description)
			}
			if glyphs != nil && glyphs[st.Glyph] == "" {
				t.Errorf("Lucide has no %q", st.Glyph)
			}
			a, err := b.CreateFromStarter(t.Context(), owner, st.ID)
			wantCode(t, err, "")
			if a.Name != st.Name || a.UsesAI != st.UsesAI {
				t.Errorf("app %+v", a)
			}
			v, err := b.Version(t.Context(), owner, a.ID, 1)
			wantCode(t, err, "")
			for _, f := range v.Files {
				if strings.TrimSpace(f.Content) == "" {
					t.Errorf("%s is empty", f.Path)
				}
			}
		})
	}
}

func TestCheckStarters(t *testing.T) {
	const whole = `{"name":"N","description":"Two words","template":"html","glyph":"house","keywords":["n"],"order":1}`
	file := func(content string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(content)} }
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		says  string // "" when nothing is wrong
	}{
		{"OK", fstest.MapFS{"starters/n/starter.json": file(whole), "starters/n/files/src/a.html": file("x")}, ""},
		{"ErrNoManifest", fstest.MapFS{"starters/n/files/a.html": file("x")}, "starter.json"},
		{"ErrNoFiles", fstest.MapFS{"starters/n/starter.json": file(whole)}, "files"},
		{"ErrUnknownField", fstest.MapFS{"starters/n/starter.json": file(`{"nome":"N"}`), "starters/n/files/a": file("x")}, "nome"},
		{"ErrNoName", fstest.MapFS{"starters/n/starter.json": file(strings.Replace(whole, `"N"`, `""`, 1)), "starters/n/files/a": file("x")}, "lacks name"},
		{"ErrNoKeywords", fstest.MapFS{"starters/n/starter.json": file(strings.Replace(whole, `"n"`, "", 1)), "starters/n/files/a": file("x")}, "keywords"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := library.CheckStarters(c.files)
			switch {
			case c.says == "" && err != nil:
				t.Error(err)
			case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
				t.Errorf("%v does not say %q", err, c.says)
			}
		})
	}
}

func TestLibrary_Nearest(t *testing.T) {
	b := setup(t)
	for prompt, want := range map[string]string{
		"a todo list with due dates":                             "tasks",
		"Build me a to-do app":                                   "tasks",
		"something to remind me of my errands":                   "tasks",
		"A focus timer: 25 minutes of work, 5 minutes of break.": "pomodoro",
		"countdown for studying":                                 "pomodoro",
		"track whether I meditated each day, with streaks":       "habits",
		"I want to drink more water every day":                   "habits",
		"keep track of my monthly spending":                      "budget",
		"where does my money go? chart of expenses by category":  "budget",
		"Márkdown NOTES with live preview":                       "notes",
		"a board with columns and cards I can drag":              "kanban",
		"convert miles to kilometres and cups to millilitres":    "units",
		"learn Spanish vocabulary with cards":                    "flashcards",
		"a page to sketch on with a pen":                         "drawing",
		"test a regular expression":                              "regex",
		"a companion to chat with":                               "chat",
		"what to cook this week":                                 "meals",
		"what time is it in Tokyo, a clock of several cities":    "worldclock",
		"colors that go together for my brand":                   "palette",
	} {
		t.Run(prompt, func(t *testing.T) {
			got := b.Nearest(prompt)
			if len(got) != len(b.Starters()) {
				t.Fatalf("%d starters", len(got))
			}
			if got[0].ID != want {
				t.Errorf("nearest is %s, then %s", got[0].ID, got[1].ID)
			}
		})
	}

	t.Run("NothingShared", func(t *testing.T) {
		for _, prompt := range []string{"", "an app", "zxqv"} {
			for i, st := range b.Starters() {
				if got := b.Nearest(prompt)[i].ID; got != st.ID {
					t.Errorf("%q: %s in place of %s", prompt, got, st.ID)
				}
			}
		}
	})
}
