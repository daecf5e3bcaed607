package chat

import (
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
)

func TestInstructions(t *testing.T) {
	unnamed := []string{"html", "react", "markdown", "svg", "mermaid"}
	for _, test := range []struct {
		template, prompt string
		want             []string // in the order of the templates
	}{
		{"", "a tea timer", unnamed},
		{"", "A todo list in Vue, with Pinia", []string{"html", "react", "vue", "markdown", "svg", "mermaid"}},
		{"", "plot this with pandas", append(slices.Clone(unnamed), "python")},
		{"html", "in Vue", []string{"html"}},
		{"react", "", []string{"react"}},
		{"vue", "", []string{"vue"}},
	} {
		text := instructions(test.template, builder.Templates(), test.prompt)
		var found []string
		for line := range strings.Lines(text) {
			if rest, ok := strings.CutPrefix(line, "# Template `"); ok {
				id, _, _ := strings.Cut(rest, "`")
				found = append(found, id)
			}
		}
		if !slices.Equal(found, test.want) {
			t.Errorf("%q %q has %q, want %q", test.template, test.prompt, found, test.want)
		}
		if chooses := strings.Contains(text, "# Choosing the template"); chooses != (test.template == "") {
			t.Errorf("%q speaks of choosing: %t", test.template, chooses)
		}
		for _, part := range []string{"<file path=", "<done/>", "window.AI.streamChat", "localStorage"} {
			if !strings.Contains(text, part) {
				t.Errorf("%q does not speak of %s", test.template, part)
			}
		}
		if tokens := estimateTokens(text); tokens > maxInstructionTokens {
			t.Errorf("%q %q takes %d tokens, more than %d", test.template, test.prompt, tokens, maxInstructionTokens)
		}
	}
}

// maxInstructionTokens is what telling a model all it needs may take of every request.
const maxInstructionTokens = 6500

// What the instructions show as an example is read as they say.
func TestInstructions_ExamplesAreValid(t *testing.T) {
	r := Parse(instructions("", builder.Templates(), ""))
	if r.App.Name != "Tea Timer" || len(r.Files) != 1 || r.Files[0].Path != "index.html" || !r.Files[0].Complete || len(r.Edits) != 1 || r.Edits[0].Blocks != 1 {
		t.Errorf("app %+v, files %+v, edits %+v", r.App, r.Files, r.Edits)
	}
}

func done(promptID, text string) backend.Message {
	return backend.Message{Role: backend.RoleAssistant, Text: text, Generation: &backend.Generation{PromptID: promptID, State: backend.GenerationDone}}
}

func TestConversation_History(t *testing.T) {
	long := strings.Repeat("word ", 4000)
	c := conversation{prompt: "now", older: []backend.Message{
		{ID: "0", Role: backend.RoleUser, Text: long + long},
		done("0", "old"),
		{ID: "1", Role: backend.RoleUser, Text: "first"},
		{Role: backend.RoleAssistant, Text: "half", Generation: &backend.Generation{PromptID: "1", State: backend.GenerationFailed}},
		done("1", "Made it.\n<file path=\"b.ts\">\nSECRET\n</file>\n<file path=\"a.ts\">\n2\n</file>"),
		{Role: backend.RoleAssistant, Text: "again", Generation: &backend.Generation{PromptID: "1", State: backend.GenerationFailed}},
		{ID: "2", Role: backend.RoleUser, Text: "second"},
		{Role: backend.RoleAssistant, Text: "half", Generation: &backend.Generation{PromptID: "2", State: backend.GenerationStopped}},
		{ID: "3", Role: backend.RoleUser, Text: strings.Repeat("x", 2000)},
		done("3", long),
	}}
	messages, err := c.messages()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range messages[1:] {
		got = append(got, shorten(m.Content))
	}
	want := []string{"first", "Made it. (Changed a.ts, b.ts. The result is among the current files.)",
		"second", "(This reply was not finished. Nothing of it was used.)", shorten(strings.Repeat("x", 2000)), shorten(long), "now"}
	if !slices.Equal(got, want) {
		t.Errorf("history\n%q\nwant\n%q", got, want)
	}
	if size := len(messages[6].Content); size > maxSummary+10 {
		t.Errorf("an older reply was sent with %d bytes", size)
	}
}

func TestConversation_LargeFilesAndLimits(t *testing.T) {
	c := conversation{app: "Tea", prompt: "x", files: []backend.File{
		{Path: "big.ts", Content: strings.Repeat("a;\n", 300)}, {Path: "small.ts", Content: "a;"},
	}}
	if text := c.sources(); !strings.Contains(text, "Large enough for <edit>: big.ts (301 lines).") || !strings.Contains(text, "\na;\n</file>\n") {
		t.Errorf("sources end with %q", text[len(text)-200:])
	}
	c.files = append(c.files, backend.File{Path: "huge.json", Content: strings.Repeat("x", 800_000)})
	if _, err := c.messages(); backend.ErrorCode(err) != backend.ContextTooLong {
		t.Errorf("error %v", err)
	}
}

func TestEstimateTokens(t *testing.T) {
	for text, want := range map[string]int{"": 0, strings.Repeat("a", 700): 200, "日本語": 3} {
		if got := estimateTokens(text); got != want {
			t.Errorf("estimate of %q is %d, want %d", shorten(text), got, want)
		}
	}
}

func TestFixPrompt(t *testing.T) {
	got := fixPrompt([]backend.Problem{
		{Severity: backend.SeverityError, File: "src/App.tsx", Line: 12, Text: "Expected \")\".", Source: "  foo(1;"},
		{Text: "There is no component to start from."},
	})
	want := "Fix these problems and change nothing else:\n\n- src/App.tsx, line 12: Expected \")\".\n        foo(1;\n- There is no component to start from.\n\nSend each file you change whole.\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if fixPrompt(nil) != "" {
		t.Error("no problems made a prompt")
	}
	if many := fixPrompt(make([]backend.Problem, 50)); !strings.Contains(many, "- and 30 more") {
		t.Errorf("many problems: %s", many)
	}
}

func TestAppName(t *testing.T) {
	for _, c := range []struct{ reply, prompt, want string }{
		{"<app name=\"Tea Timer\"/>", "x", "Tea Timer"},
		{"# Habit Garden\n\nIt grows.", "x", "Habit Garden"},
		{"Sure.", "Make me a tea timer, please", "Tea timer"},
		{"Sure.", "I want an app that tracks my houseplants and waters them", "Tracks my houseplants"},
		{"Sure.", "pomodoro timer with statistics", "Pomodoro timer"},
		{"Sure.", "make an app", "Make an app"},
		{"Sure.", "Eine Liste für Bücher", "Eine Liste für Bücher"},
	} {
		if got := appName(Parse(c.reply), c.prompt); got != c.want {
			t.Errorf("name for %q is %q, want %q", c.prompt, got, c.want)
		}
	}
}

func TestSessionTitle(t *testing.T) {
	long := strings.Repeat("seven chars ", 20)
	for prompt, want := range map[string]string{
		"  Tea\nand more": "Tea", long: "seven chars seven chars seven chars seven chars seven…", strings.Repeat("x", 90): strings.Repeat("x", 59) + "…",
	} {
		if got := sessionTitle(prompt); got != want {
			t.Errorf("title of %q is %q, want %q", shorten(prompt), got, want)
		}
	}
}

func TestMergeSteps(t *testing.T) {
	steps := []backend.ReplyStep{
		{Index: 0, Type: "text", Text: "a "}, {Index: 0, Type: "text", Text: "b"}, {Index: 1, Type: "file", Path: "x"},
		{Index: 1, Type: "file", Text: "1\n"}, {Index: 1, Type: "file", Text: "2\n"}, {Index: 1, Type: "file", Complete: true}, {Index: 2, Type: "text", Text: "c"},
	}
	want := []backend.ReplyStep{
		{Index: 0, Type: "text", Text: "a b"}, {Index: 1, Type: "file", Path: "x", Text: "1\n2\n", Complete: true}, {Index: 2, Type: "text", Text: "c"},
	}
	if got := mergeSteps(steps); !slices.Equal(got, want) {
		t.Errorf("merged %+v", got)
	}
	if got := mergeSteps(steps[:2]); !slices.Equal(got, want[:1]) {
		t.Errorf("merged %+v", got)
	}
}
