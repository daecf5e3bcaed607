package openroutertest

import (
	"embed"
	"regexp"
	"strings"
)

//go:embed replies/*.txt
var replies embed.FS

func scripted(name string) string {
	b, err := replies.ReadFile("replies/" + name + ".txt")
	if err != nil {
		panic(err) // the names are written below
	}
	return string(b)
}

var (
	buildWord    = regexp.MustCompile(`(?i)\b(app|build|make|create|write|page|website|tool|game|tracker|timer|calculator|list|board|editor|quiz|planner|dashboard|splitter|component)\b`)
	reactWord    = regexp.MustCompile(`(?i)\b(react|tsx|jsx|components?|typescript)\b`)
	modelWord    = regexp.MustCompile(`\b(AI|LLM)\b|(?i)\b(chat|chatbot|assistant|companion|summari[sz]e|translate|language model)\b`)
	questionWord = regexp.MustCompile(`(?i)^\s*(what|why|how|who|when|where|which|explain|is|are|can|does|do)\b`)
	formatTag    = "<file path="
)

// write decides what the model says to a conversation.
func (s *Server) write(model string, messages []Message) script {
	if s.options.Replies != nil {
		if text := s.options.Replies(model, messages); text != "" {
			return script{text: text}
		}
	}
	last := lastPrompt(messages)
	files := filesIn(messages)
	reply := script{text: plainAnswer(last)}
	switch {
	case model == "standin/broken-app" && len(files) == 0:
		reply.text = strings.Replace(scripted("react"), "const [query, setQuery] = useState(\"\");", "const [query, setQuery] = useState(\"\";", 1)
	case model == "standin/broken-app", model == "standin/cut-app":
		reply.text = scripted("react")
	case len(files) > 0 && !asksOnly(last):
		reply.text = revise(last, files)
	case wantsApp(messages, last):
		reply.text = scripted(appFor(messages, last))
	}
	if vendorOf(model).thinks {
		reply.reasoning = "The person wants: " + firstLine(last) + " Small and clear is best. I will answer in one go."
	}
	return reply
}

func lastPrompt(messages []Message) string {
	for i := len(messages) - 1; i >= 0; i-- {
		if messages[i].Role == "user" {
			return messages[i].Content
		}
	}
	return ""
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if r := []rune(line); len(r) > 120 {
		return string(r[:120]) + "..."
	}
	return line
}

// asksOnly tells a question from a wish.
func asksOnly(prompt string) bool {
	return strings.HasSuffix(strings.TrimSpace(prompt), "?") && questionWord.MatchString(prompt)
}

// wantsApp reports whether an app is asked for: by words, or because the caller explains the format of files.
func wantsApp(messages []Message, prompt string) bool {
	for _, m := range messages {
		if m.Role == "system" && strings.Contains(m.Content, formatTag) {
			return !asksOnly(prompt)
		}
	}
	return buildWord.MatchString(prompt) && strings.Contains(strings.ToLower(prompt), "app")
}

// appFor chooses by the prompt's words, within the one template that the instructions hold, if they hold just one.
func appFor(messages []Message, prompt string) string {
	told := messages[0].Content
	html, react := strings.Contains(told, "# Template `html`"), strings.Contains(told, "# Template `react`")
	switch {
	case react && !html:
		return "react"
	case reactWord.MatchString(prompt) && !(html && !react):
		return "react"
	case modelWord.MatchString(prompt):
		return "ai"
	}
	return "html"
}

// plainAnswer is what a model says when nothing is to be built.
func plainAnswer(prompt string) string {
	return "You wrote: " + firstLine(prompt) + "\n\nHere is a plan in three steps.\n\n" +
		"1. Take what you have and put it where you can see it.\n" +
		"2. Begin with the smallest part that is of use by itself.\n" +
		"3. Stop when it is good, not when it is finished.\n\n" +
		"That is all it takes. Caf\u00e9, na\u00efve, \u65e5\u672c\u8a9e and \U0001F33F come through unharmed."
}
