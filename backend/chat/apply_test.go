package chat_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/chat"
)

func edit(path, search, replace string) string {
	return "<edit path=\"" + path + "\">\n<<<<<<< SEARCH\n" + search + "=======\n" + replace + ">>>>>>> REPLACE\n</edit>\n"
}

func write(path, content string) string {
	return "<file path=\"" + path + "\">\n" + content + "</file>\n"
}

// describeFiles writes files down one after the other; "" for none.
func describeFiles(files []backend.File) string {
	var b strings.Builder
	for _, f := range files {
		b.WriteString("[" + f.Path + "]\n" + f.Content)
	}
	return b.String()
}

func TestApply(t *testing.T) {
	const code = "function a() {\n\treturn 1;\n}\nfunction b() {\n\treturn 2;\n}\n"
	cases := []struct {
		name    string
		content string // of a.ts before
		reply   string
		want    string // every file after; "" when nothing is kept
		problem string // a part of the only error
	}{
		{"new file", code, write("b.ts", "x\n"), "[a.ts]\n" + code + "[b.ts]\nx\n", ""},
		{"whole file", code, write("a.ts", "x\n"), "[a.ts]\nx\n", ""},
		{"nothing changes", code, write("a.ts", code), "", ""},
		{"a path that reads backwards", code, write("b\u202est.a", "x\n"), "", ""},
		{"prose alone", code, "Hello.", "", ""},
		{"exact", code, edit("a.ts", "\treturn 2;\n", "\treturn 3;\n"), "[a.ts]\nfunction a() {\n\treturn 1;\n}\nfunction b() {\n\treturn 3;\n}\n", ""},
		{"blanks at line ends", "x  \ny\t\nz\n", edit("a.ts", "x\ny\n", "w\n"), "[a.ts]\nw\nz\n", ""},
		{"indentation", code, edit("a.ts", "return 1;\n", "\treturn 4;\n"), "[a.ts]\nfunction a() {\n\treturn 4;\n}\nfunction b() {\n\treturn 2;\n}\n", ""},
		{"typographic characters", "say(“it’s – so…”)\n", edit("a.ts", "say(\"it's - so...\")\n", "x\n"), "[a.ts]\nx\n", ""},
		{"composed characters", "caf\u0065\u0301\n", edit("a.ts", "caf\u00e9\n", "x\n"), "[a.ts]\nx\n", ""},
		{"windows lines", "x\r\ny\r\n", edit("a.ts", "y\n", "z\n"), "[a.ts]\nx\r\nz\r\n", ""},
		{"delete lines", code, edit("a.ts", "function a() {\n\treturn 1;\n}\n", ""), "[a.ts]\nfunction b() {\n\treturn 2;\n}\n", ""},
		{"several blocks see each other", "1\n", edit("a.ts", "1\n", "2\n") + edit("a.ts", "2\n", "3\n"), "[a.ts]\n3\n", ""},
		{"empty search makes a file", code, edit("b.ts", "", "x\n"), "[a.ts]\n" + code + "[b.ts]\nx\n", ""},
		{"delete", code, write("b.ts", "x\n") + "<delete path=\"a.ts\"/>", "[b.ts]\nx\n", ""},
		{"move", code, "<rename from=\"a.ts\" to=\"src/b.ts\"/>", "[src/b.ts]\n" + code, ""},
		{"delete what is not there", code, "<delete path=\"b.ts\"/>", "", ""},

		{"not there", code, edit("a.ts", "return 9;\n", "x\n"), "", "Change 1 to a.ts does not fit: its lines are not in the file."},
		{"there twice", "x\ny\nx\n", edit("a.ts", "x\n", "z\n"), "", "in the file 2 times"},
		{"half a line", code, edit("a.ts", "return\n", "x\n"), "", "not in the file"},
		{"second block fails", code, edit("a.ts", "function a() {\n", "function c() {\n") + edit("a.ts", "nothing\n", "x\n"), "", "Change 2 to a.ts"},
		{"one of two files fails", code, write("b.ts", "x\n") + edit("a.ts", "nothing\n", "x\n"), "", "does not fit"},
		{"no such file", code, edit("c.ts", "x\n", "y\n"), "", "There is no c.ts to change."},
		{"empty search on a full file", code, edit("a.ts", "", "x\n"), "", "only makes a new file"},
		{"marks do not pair up", code, "<edit path=\"a.ts\">\n<<<<<<< SEARCH\nfunction a() {\n>>>>>>> REPLACE\n</edit>", "", "do not pair up"},
		{"no blocks", code, "<edit path=\"a.ts\">\nfunction a() {}\n</edit>", "", "no SEARCH block"},
		{"edit cut off", code, "<edit path=\"a.ts\">\n<<<<<<< SEARCH\nfunction a() {\n", "", "does not end"},
		{"file cut off", code, write("b.ts", "x\n") + "<file path=\"c.ts\">\nx\n", "", "c.ts is not finished"},
		{"file with code left out", code, write("a.ts", "function a() {}\n// ... rest of the code\n"), "", "leaves out a part of a.ts"},
		{"edit with code left out", code, edit("a.ts", "\treturn 1;\n", "\treturn 3;\n\t// ... (existing code remains unchanged)\n"), "", "leaves out"},
		{"move what is not there", code, "<rename from=\"x.ts\" to=\"y.ts\"/>", "", "There is no x.ts to move."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files, edits, problems := chat.Apply(chat.Parse(c.reply), []backend.File{{Path: "a.ts", Content: c.content}})
			if got := describeFiles(files); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if found := errorTexts(problems); !strings.Contains(found, c.problem) || (c.problem == "") != (found == "") {
				t.Errorf("errors %q, want one with %q", found, c.problem)
			}
			for _, e := range edits {
				if e.Applied != (files != nil) {
					t.Errorf("edit of %s: applied %v", e.Path, e.Applied)
				}
			}
		})
	}
}

func errorTexts(problems []backend.Problem) string {
	var all []string
	for _, p := range problems {
		if p.Severity == backend.SeverityError {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, "\n")
}

func TestApply_Elisions(t *testing.T) {
	for _, line := range []string{"// Load existing habits...", "const x = [...rest];", "// ...", "/* Other colours */", "// keep the existing order", "# More about this",
		"<!-- the rest of the family -->", "...previous,", "// Rest of the world first",
		"// if nothing matches, the list remains unchanged", "// Other colours remain to be chosen", "// existing items first"} {
		files, _, problems := chat.Apply(chat.Parse(write("a.ts", line+"\n")), nil)
		if files == nil {
			t.Errorf("%q was taken for code left out: %v", line, problems)
		}
	}
	for _, line := range []string{"// ... rest of the code", "{/* ... existing form ... */}", "<!-- … same as before -->", "// rest of the component remains the same",
		"/* Existing styles remain unchanged */", "// Rest of your code...", "# ... (other imports)", "// existing code here", "// ...existing code..."} {
		if files, _, _ := chat.Apply(chat.Parse(write("a.ts", line+"\n")), nil); files != nil {
			t.Errorf("%q was taken for code", line)
		}
	}
	base := []backend.File{{Path: "a.ts", Content: "1\n// ... rest of the code\n"}}
	if files, _, problems := chat.Apply(chat.Parse(write("a.ts", "2\n// ... rest of the code\n")), base); files == nil {
		t.Errorf("a line that was there before was taken for code left out: %v", problems)
	}
}

func TestApply_CaseOfABaseFile(t *testing.T) {
	base := []backend.File{{Path: "src/App.tsx", Content: "1\n"}}
	files, _, problems := chat.Apply(chat.Parse(write("src/app.tsx", "2\n")), base)
	if files != nil || len(problems) != 1 {
		t.Errorf("files %v, problems %v", files, problems)
	}
}

func TestApply_PieceOfAPageIsNoApp(t *testing.T) {
	reply := chat.Parse("Do it like this:\n```html\n<label>Name</label>\n```\n")
	if files, _, _ := chat.Apply(reply, nil); describeFiles(files) != "[index.html]\n<label>Name</label>\n" {
		t.Errorf("a new app got %v", files)
	}
	if files, _, problems := chat.Apply(reply, []backend.File{{Path: "index.html", Content: "<html>"}}); files != nil || len(problems) != 1 {
		t.Errorf("an example became the app: %v, problems %v", files, problems)
	}
}

// Replies that models really gave lose nothing and commit nothing unfinished.
func TestApply_RecordedReplies(t *testing.T) {
	folder := os.Getenv("WHITTLE_TESTDATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "testdata")
	}
	names, err := filepath.Glob(filepath.Join(folder, "replies", "*"))
	if err != nil || len(names) == 0 {
		t.Skip("no recorded replies here")
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		reply := chat.Parse(string(text))
		files, _, problems := chat.Apply(reply, nil)
		for _, f := range reply.Files {
			for _, tag := range []string{"<boltA", "</bolt", "<dyad-", "</dyad", "```"} {
				if strings.Contains(f.Content, tag) {
					t.Errorf("%s: %s holds %q", filepath.Base(name), f.Path, tag)
				}
			}
			if !f.Complete && files != nil {
				t.Errorf("%s: kept files although %s is unfinished", filepath.Base(name), f.Path)
			}
		}
		if files == nil && len(problems) == 0 && len(reply.Files)+len(reply.Edits) > 0 {
			t.Errorf("%s: nothing was kept and no reason given", filepath.Base(name))
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); !strings.HasPrefix(line, "<") && !strings.HasPrefix(line, "```") && !holds(reply, line) {
				t.Errorf("%s: %q is lost", filepath.Base(name), line)
			}
		}
	}
}

// holds reports whether a line of a reply is in one of its parts or problems.
func holds(r chat.ParsedReply, line string) bool {
	for _, p := range r.Parts {
		if strings.Contains(p.Text, line) {
			return true
		}
	}
	for _, p := range r.Problems {
		if strings.Contains(p.Text, line) {
			return true
		}
	}
	return false
}

func FuzzApply(f *testing.F) {
	f.Add(edit("a.ts", "x\n", "y\n"), "x\n")
	f.Add(write("a.ts", "1\n")+"<delete path=\"b.ts\"/>", "x\r\ny")
	f.Add("<rename from=\"a.ts\" to=\"b/c.ts\"/>"+edit("b/c.ts", "", "z"), "")
	f.Fuzz(func(t *testing.T, text, content string) {
		base := []backend.File{{Path: "a.ts", Content: content}}
		files, edits, problems := chat.Apply(chat.Parse(text), base)
		if files != nil && backend.HasErrors(problems) {
			t.Errorf("kept files despite %v", problems)
		}
		for i, file := range files {
			if strings.HasPrefix(file.Path, "/") || strings.Contains(file.Path, "..") && strings.Contains("/"+file.Path+"/", "/../") || i > 0 && files[i-1].Path >= file.Path {
				t.Errorf("file %q", file.Path)
			}
		}
		for _, e := range edits {
			if e.Applied && files == nil {
				t.Errorf("edit of %s applied to nothing", e.Path)
			}
		}
	})
}
