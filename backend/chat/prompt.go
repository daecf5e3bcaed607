package chat

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"whittle/backend"
)

// promptFiles is what every model is told; the files are meant to be read by people too.
//
//go:embed prompts/*.md
var promptFiles embed.FS

const (
	maxPromptTokens  = 160_000 // leaves room for the reply in a context of 200,000
	maxHistoryTokens = 8_000
	maxSummary       = 600 // characters of an older reply that are sent again
	largeFile        = 250 // lines from which a file may be changed by edits
)

// conversation is everything a turn tells the model.
type conversation struct {
	template  string // empty lets the model choose
	templates []backend.Template
	app       string // name of the app, when there is one
	files     []backend.File
	older     []backend.Message // before the prompt, oldest first
	prompt    string
}

// messages returns the conversation as a model takes it: what never changes first, so that endpoints can reuse what
// they have read, the current files once, and the prompt as it was typed. Roles alternate, which some local servers
// insist on. It returns context_too_long when files and prompt cannot fit any model.
func (c conversation) messages() ([]backend.ChatMessage, error) {
	all := []backend.ChatMessage{{Role: backend.RoleSystem, Content: instructions(c.template, c.templates, c.prompt)}}
	all = append(all, c.history()...)
	if len(c.files) > 0 {
		all = append(all,
			backend.ChatMessage{Role: backend.RoleUser, Content: c.sources()},
			backend.ChatMessage{Role: backend.RoleAssistant, Content: "I have read the files. What should change?"})
	}
	all = append(all, backend.ChatMessage{Role: backend.RoleUser, Content: c.prompt})
	tokens := 0
	for _, m := range all {
		tokens += estimateTokens(m.Content)
	}
	if tokens > maxPromptTokens {
		return nil, backend.Errorf(backend.ContextTooLong,
			"The app's files and the prompt are about %d thousand tokens long; %d thousand are the most that Whittle sends. "+
				"Your prompt is kept. Shorten it, or take large data out of the app's files.", tokens/1000, maxPromptTokens/1000)
	}
	return all, nil
}

// instructions returns the system prompt with the instructions of one template; without one, with how to choose and
// those of every template that may be chosen for a prompt.
func instructions(template string, templates []backend.Template, prompt string) string {
	parts := []string{promptText("system")}
	offered := slices.Clone(templates)
	if template == "" {
		offered = slices.DeleteFunc(offered, func(t backend.Template) bool { return !asksFor(prompt, t) })
		parts = append(parts, promptText("choose")+"\n\n"+listed(offered))
	} else {
		offered = slices.DeleteFunc(offered, func(t backend.Template) bool { return t.ID != template })
	}
	for _, t := range offered {
		parts = append(parts, t.Instructions)
	}
	return strings.Join(parts, "\n\n")
}

// asksFor reports whether a prompt may lead to a template: always, unless it has to be asked for by name.
func asksFor(prompt string, t backend.Template) bool {
	prompt = strings.ToLower(prompt)
	return len(t.Named) == 0 || slices.ContainsFunc(t.Named, func(name string) bool { return strings.Contains(prompt, name) })
}

func listed(templates []backend.Template) string {
	var lines []string
	for _, t := range templates {
		lines = append(lines, fmt.Sprintf("- `%s`: %s", t.ID, t.Description))
	}
	return strings.Join(lines, "\n")
}

func promptText(name string) string {
	text, err := promptFiles.ReadFile("prompts/" + name + ".md")
	if err != nil {
		panic(err) // the files are in the binary and the names are ours
	}
	return strings.TrimSpace(string(text))
}

// sources returns the current files in the format of a reply.
func (c conversation) sources() string {
	var b strings.Builder
	fmt.Fprintf(&b, "The app %q exists. These are all of its files as they are now:\n", c.app)
	var large []string
	for _, f := range c.files {
		end := "\n"
		if strings.HasSuffix(f.Content, "\n") {
			end = ""
		}
		fmt.Fprintf(&b, "\n<file path=\"%s\">\n%s%s</file>\n", f.Path, f.Content, end)
		if lines := strings.Count(f.Content, "\n") + 1; lines > largeFile {
			large = append(large, fmt.Sprintf("%s (%d lines)", f.Path, lines))
		}
	}
	if len(large) > 0 {
		fmt.Fprintf(&b, "\nLarge enough for <edit>: %s. Send every other file whole.\n", strings.Join(large, ", "))
	}
	return b.String()
}

// history returns the latest older turns that fit, each as its prompt and the gist of its reply.
func (c conversation) history() []backend.ChatMessage {
	replies := map[string]backend.Message{}
	for _, m := range c.older {
		if m.Role == backend.RoleAssistant && m.Generation != nil && !isDone(replies[m.Generation.PromptID]) || isDone(m) {
			replies[m.Generation.PromptID] = m
		}
	}
	var turns []backend.ChatMessage
	tokens := 0
	for _, m := range slices.Backward(c.older) {
		if m.Role != backend.RoleUser {
			continue
		}
		reply := summarize(replies[m.ID])
		if tokens += estimateTokens(m.Text) + estimateTokens(reply); tokens > maxHistoryTokens {
			break
		}
		turns = append(turns, backend.ChatMessage{Role: backend.RoleAssistant, Content: reply}, backend.ChatMessage{Role: backend.RoleUser, Content: m.Text})
	}
	slices.Reverse(turns)
	return turns
}

func isDone(m backend.Message) bool {
	return m.Generation != nil && m.Generation.State == backend.GenerationDone
}

// summarize returns what a later turn needs to know of an older reply; its files are sent as they are now instead.
func summarize(m backend.Message) string {
	if !isDone(m) {
		return "(This reply was not finished. Nothing of it was used.)"
	}
	reply := Parse(m.Text)
	prose := strings.TrimSpace(reply.Prose)
	if r := []rune(prose); len(r) > maxSummary {
		prose = string(r[:maxSummary]) + "…"
	}
	var paths []string
	for _, c := range reply.changes {
		paths = append(paths, c.path)
	}
	if len(paths) > 0 {
		slices.Sort(paths)
		prose += "\n\n(Changed " + strings.Join(slices.Compact(paths), ", ") + ". The result is among the current files.)"
	}
	if prose == "" {
		return "(Nothing was said.)"
	}
	return strings.TrimSpace(prose)
}

// estimateTokens is a rough count: seven ASCII bytes are about two tokens, any other character about one.
func estimateTokens(s string) int {
	ascii, other := 0, 0
	for _, r := range s {
		if r < utf8.RuneSelf {
			ascii++
		} else {
			other++
		}
	}
	return ascii*2/7 + other
}

const maxFixProblems = 20

// fixPrompt returns the prompt that asks a model to put problems right, with file, line and message of each.
func fixPrompt(problems []backend.Problem) string {
	if len(problems) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("Fix these problems and change nothing else:\n")
	for i, p := range problems {
		if i == maxFixProblems {
			fmt.Fprintf(&b, "\n- and %d more", len(problems)-i)
			break
		}
		b.WriteString("\n- ")
		if p.File != "" {
			b.WriteString(p.File)
			if p.Line > 0 {
				fmt.Fprintf(&b, ", line %d", p.Line)
			}
			b.WriteString(": ")
		}
		b.WriteString(p.Text)
		for line := range strings.Lines(p.Source) {
			b.WriteString("\n      " + strings.TrimRight(line, "\r\n"))
		}
	}
	b.WriteString("\n\nSend each file you change whole.\n")
	return b.String()
}
