package chat_test

import (
	"fmt"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/chat"
)

// describe writes a reply down compactly: prose, then files (open ones with "…"), edits, and what is wrong.
func describe(r chat.ParsedReply) string {
	var b strings.Builder
	if prose := strings.TrimSpace(r.Prose); prose != "" {
		fmt.Fprintf(&b, "%s\n", prose)
	}
	for _, f := range r.Files {
		state := ""
		if !f.Complete {
			state = " …"
		}
		fmt.Fprintf(&b, "[%s]%s\n%s", f.Path, state, f.Content)
		if !strings.HasSuffix(f.Content, "\n") {
			b.WriteString("⏎\n")
		}
	}
	for _, e := range r.Edits {
		fmt.Fprintf(&b, "{%s} %d\n", e.Path, e.Blocks)
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s %s: %s\n", p.Severity, p.File, p.Text)
	}
	if r.Done {
		b.WriteString("done\n")
	}
	if r.CutOff {
		b.WriteString("cut off\n")
	}
	return b.String()
}

type replyCase struct{ name, text, want string }

func checkReplies(t *testing.T, cases []replyCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := describe(chat.Parse(c.text)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestParse_Native(t *testing.T) {
	checkReplies(t, []replyCase{
		{"whole reply", "A timer.\n\n<app name=\"Timer\" glyph=\"timer\"/>\n<file path=\"src/App.tsx\">\nlet a = 1;\n</file>\n\n<edit path=\"b.css\">\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n</edit>\n<done/>\n",
			"A timer.\n[src/App.tsx]\nlet a = 1;\n{b.css} 1\ndone\n"},
		{"text alone", "Use `<file path>` tags for that.", "Use `<file path>` tags for that.\n"},
		{"empty", "", ""},
		{"empty file", "<file path=\"a.txt\">\n</file>", "[a.txt]\n⏎\n"},
		{"one line", "<file path=\"a.txt\">hello</file>", "[a.txt]\nhello⏎\n"},
		{"self closed", "<file path=\"a.txt\"/>\nrest", "rest\n[a.txt]\n⏎\n"},
		{"windows lines", "<file path=\"a.txt\">\r\nx\r\n</file>\r\nbye\r\n", "bye\n[a.txt]\nx\r\n"},
	})
}

// Rule 1: tags count only at the start of a line; values may hold < and >, quotes are single, double or none.
func TestParse_TagsCountAtLineStart(t *testing.T) {
	checkReplies(t, []replyCase{
		{"quoted in prose", "Write `<file path=\"a.ts\">` first.\nThen <file path=\"b.ts\"> too.\n", "Write `<file path=\"a.ts\">` first.\nThen <file path=\"b.ts\"> too.\n"},
		{"indented", "  <file path=\"a.ts\">\nx\n  </file>", "[a.ts]\nx\n"},
		{"brackets in a value", "<dyad-write path=\"a.tsx\" description=\"use <a> and > here\">\nx\n</dyad-write>", "[a.tsx]\nx\n"},
		{"single quotes, other order", "<file lang='ts' path='a.ts'>\nx\n</file>", "[a.ts]\nx\n"},
		{"no quotes", "<file path=a.ts>\nx\n</file>", "[a.ts]\nx\n"},
		{"over several lines", "<file\n  path=\"a.ts\"\n  lang=\"ts\"\n>\nx\n</file>", "[a.ts]\nx\n"},
		{"bracket missing", "<file path=\"a.ts\"\nx\n</file>", "[a.ts]\nx\n"},
		{"quote missing", "<file path=\"a.ts>\nx\n</file>", "[a.ts]\nx\n"},
		{"HTML in prose", "<b>Note</b> this\n<files>\n", "<b>Note</b> this\n<files>\n"},
		{"word about tags", "<file> is the tag.\n", "<file> is the tag.\n"},
		{"cut inside the name", "ok\n<fil", "ok\nwarning : The reply ends with \"<fil\", which looks like the beginning of a tag.\n"},
		{"cut inside the tag", "ok\n<file path=\"src/A", "ok\nerror : The reply was cut off inside a tag: \"<file path=\\\"src/A\".\ncut off\n"},
	})
}

// A beginning of a tag is never shown while it may still become one.
func TestReader_HoldsBackHalfATag(t *testing.T) {
	var r chat.Reader
	var shown strings.Builder
	for _, chunk := range []string{"Here", " it is:", "\n", "  <", "fi", "le pa", "th=\"a.ts\"", ">", "\nlet a", "\n</f", "ile>\n", "Bye now"} {
		for _, step := range r.Write(chunk) {
			if step.Type == backend.PartText {
				shown.WriteString(step.Text)
			}
		}
	}
	if got, want := shown.String(), "Here it is:Bye"; got != want {
		t.Errorf("shown %q, want %q", got, want)
	}
}

// Rule 2: only a line that is exactly the closing tag ends a file; a tag at the start of a line leaves it unfinished.
func TestParse_BodiesEndAtTheirTag(t *testing.T) {
	checkReplies(t, []replyCase{
		{"closing tag inside a line", "<file path=\"a.ts\">\nconst s = \"</file>\";\n// </file> ends it\n</file>", "[a.ts]\nconst s = \"</file>\";\n// </file> ends it\n"},
		{"bracket missing", "<file path=\"a.ts\">\nx\n</file\nbye\n", "bye\n[a.ts]\nx\n"},
		{"other file begins", "<file path=\"a.ts\">\nx\n<file path=\"b.ts\">\ny\n</file>", "[a.ts] …\nx\n[b.ts]\ny\n"},
		{"behind the last line", "<file path=\"a.ts\">\nx;</file>\n\n<file path=\"b.ts\">\ny\n</file>", "[a.ts]\nx;⏎\n[b.ts]\ny\n"},
		{"behind a line that is not the last", "<file path=\"a.ts\">\nx // </file>\ny\n</file>", "[a.ts]\nx // </file>\ny\n"},
		{"outer tag ends", "<boltArtifact title=\"T\">\n<boltAction type=\"file\" filePath=\"a.ts\">\nx\n</boltArtifact>\nbye", "bye\n[a.ts] …\nx\n"},
		{"done inside", "<file path=\"a.ts\">\nx\n<done/>\n", "[a.ts] …\nx\ndone\n"},
		{"end of the reply", "<file path=\"a.ts\">\nx\n</fi", "[a.ts] …\nx\n</fi⏎\ncut off\n"},
		{"tag glued into a line", "<dyad-write path=\"a.ts\">\ntext-slate-40<dyad-write path=\"b.ts\">\nrest\n</dyad-write>", "[a.ts] …\ntext-slate-40⏎\n[b.ts] …\nrest\n"},
		{"same file begins again from its middle", "<file path=\"a.ts\">\none\ntwo\n<file path=\"a.ts\">\nthree\n</file>", "[a.ts] …\none\ntwo\nthree\nerror a.ts: a.ts was cut off and only its rest was sent again. It was left out.\n"},
		{"same file begins again from its start", "<file path=\"a.ts\">\n1\n2\n3\n4\n<file path=\"a.ts\">\n1\n2\n3\n4\n5\n</file>", "[a.ts]\n1\n2\n3\n4\n5\n"},
	})
}

// Rule 3: a fence round a body or round the answer goes; entities stay.
func TestParse_FencesRoundContent(t *testing.T) {
	checkReplies(t, []replyCase{
		{"round a body", "<file path=\"a.ts\">\n```tsx\nx\n```\n</file>", "[a.ts]\nx\n"},
		{"with blank lines", "<file path=\"a.ts\">\n\n```\nx\n```\n\n</file>", "[a.ts]\nx\n"},
		{"opened only", "<file path=\"a.ts\">\n```tsx\nx\n</file>", "[a.ts]\nx\n"},
		{"closed only", "<file path=\"a.ts\">\nx\n```\n</file>", "[a.ts]\nx\n"},
		{"Markdown keeps it", "<file path=\"a.md\">\n```sh\nls\n```\n</file>", "[a.md]\n```sh\nls\n```\n"},
		{"inside the content", "<file path=\"a.ts\">\nconst md = `\n```js\n1\n```\n`;\n</file>", "[a.ts]\nconst md = `\n```js\n1\n```\n`;\n"},
		{"last in the content", "<file path=\"a.txt\">\n```js\n1\n```\nmore\n```js\n2\n```\n</file>", "[a.txt]\n1\n```\nmore\n```js\n2\n"},
		{"round the answer", "```xml\n<file path=\"a.ts\">\nx &amp;&amp; y\n</file>\n```\nbye", "bye\n[a.ts]\nx &amp;&amp; y\n"},
	})
}

// Rule 4: reasoning is no part of a reply.
func TestParse_Reasoning(t *testing.T) {
	checkReplies(t, []replyCase{
		{"before", "<think>\n<file path=\"x.ts\">\nno\n</file>\n</think>\nHello.", "Hello.\n"},
		{"on the line", "<think>hm</think>Hello.", "Hello.\n"},
		{"never ends", "<think>\n<file path=\"x.ts\">\nno\n</file>\n", "error : The reply ended while the model was still thinking.\ncut off\n"},
	})
}

// Rule 6: the last complete file of a path counts, and some paths never do.
func TestParse_Paths(t *testing.T) {
	one := func(path string) string { return "<file path=\"" + path + "\">\nx\n</file>\n" }
	checkReplies(t, []replyCase{
		{"twice", "<file path=\"a.ts\">\n1\n</file>\n<file path=\"a.ts\">\n2\n</file>", "[a.ts]\n2\n"},
		{"begun again", "<file path=\"a.ts\">\n1\n</file>\n<file path=\"a.ts\">\n2\n<done/>", "[a.ts]\n1\nwarning a.ts: a.ts was begun again and not finished. The finished one before it was used.\ndone\n"},
		{"dot slash", one("./src/a.ts"), "[src/a.ts]\nx\n"},
		{"bolt's root", "<boltAction type=\"file\" filePath=\"/home/project/a.ts\">\nx\n</boltAction>", "[a.ts]\nx\n"},
		{"missing", "<file>\nx\n</file>\n", "warning : The file \"\" was left out: its path is missing.\n"},
	})
	for path, reason := range map[string]string{
		"/etc/passwd": "is not relative", "../a.ts": "leads out", "a/../../b.ts": "leads out", "C:/a.ts": "every system", `a\b.ts`: "every system",
		"src/.git/config": "belongs to git", ".GIT/x": "belongs to git", "con.ts": "Windows", "src/Lpt1.tsx": "Windows", "a//b.ts": "clean path",
		"src/a.": "clean path", "~/a.ts": "is not relative", strings.Repeat("a/", 200) + "b": "too long", "a\x01.ts": "not text",
	} {
		r := chat.Parse(one(path) + one("good.ts"))
		if len(r.Files) != 1 || r.Files[0].Path != "good.ts" || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Text, reason) {
			t.Errorf("%q: files %v, problems %v, want one about %q", path, r.Files, r.Problems, reason)
		}
	}
	r := chat.Parse(one("src/App.tsx") + one("src/app.tsx"))
	if len(r.Files) != 1 || !strings.Contains(r.Problems[0].Text, "upper and lower case") {
		t.Errorf("files that differ in case: %v, problems %v", r.Files, r.Problems)
	}
}

// Rule 7: without tags a fence is a file when it has a name, and a lone page or component is the app.
func TestParse_Fences(t *testing.T) {
	const component = "import { useState } from 'react';\nexport default function App() {\n  return <main/>;\n}\n"
	checkReplies(t, []replyCase{
		{"path in the info string", "```tsx src/App.tsx\nx\n```\n", "[src/App.tsx]\nx\n"},
		{"title", "```tsx title=\"src/App.tsx\"\nx\n```\n", "[src/App.tsx]\nx\n"},
		{"after a colon", "```tsx:src/App.tsx\nx\n```\n", "[src/App.tsx]\nx\n"},
		{"path alone", "```src/App.tsx\nx\n```\n", "[src/App.tsx]\nx\n"},
		{"line before", "### 1. `src/App.tsx`:\n\n```tsx\nx\n```\n", "### 1. `src/App.tsx`:\n[src/App.tsx]\nx\n"},
		{"label before", "**File: src/App.tsx** (new)\n```tsx\nx\n```\n", "**File: src/App.tsx** (new)\n[src/App.tsx]\nx\n"},
		{"comment inside", "```css\n/* src/a.css */\nb{}\n```\n", "[src/a.css]\n/* src/a.css */\nb{}\n"},
		{"not closed", "```css a.css\nb{}\n", "[a.css] …\nb{}\ncut off\n"},
		{"command", "package.json\n```bash\nnpm i\n```\n", "package.json\n```bash\nnpm i\n```\n"},
		{"framework", "Node.js\n```js\n1\n```\n", "Node.js\n```js\n1\n```\n"},
		{"Markdown with fences", "```md README.md\n# A\n```sh\nls\n```\nend\n```\nbye", "bye\n[README.md]\n# A\n```sh\nls\n```\nend\n"},
		{"example beside tags", "```ts a.ts\nold\n```\n<file path=\"b.ts\">\nx\n</file>\n```ts c.ts\ny\n```\n", "```ts c.ts\ny\n```\n[b.ts]\nx\nwarning a.ts: The block named a.ts was taken as an example, because the reply marks its files with tags.\n"},
		{"whole page", "Here:\n```html\n<!DOCTYPE html>\n<p>\n```\nEnjoy", "Here:\nEnjoy\n[index.html]\n<!DOCTYPE html>\n<p>\n"},
		{"whole page, fence not closed", "```html\n<!DOCTYPE html>\n</html>\n", "[index.html]\n<!DOCTYPE html>\n</html>\n"},
		{"page cut off", "```html\n<!DOCTYPE html>\n<p>\n", "[index.html] …\n<!DOCTYPE html>\n<p>\ncut off\n"},
		{"piece of a page", "```html\n<p>Hi</p>\n```", "[index.html]\n<p>Hi</p>\n"},
		{"bare piece of a page", "<label>\n  <input type=\"checkbox\">\n</label>\n", "[index.html]\n<label>\n  <input type=\"checkbox\">\n</label>⏎\n"},
		{"prose that begins with a tag", "<b>No</b>, it is not.", "<b>No</b>, it is not.\n"},
		{"emoji before", "📄 src/a.css\n```css\nb{}\n```\n", "📄 src/a.css\n[src/a.css]\nb{}\n"},
		{"diff", "```diff\n--- a/x.ts\n+++ b/x.ts\n+y\n```\n", "```diff\n--- a/x.ts\n+++ b/x.ts\n+y\n```\nwarning : The reply changes files by a diff, which cannot be used. Ask for whole files.\n"},
		{"two pieces", "```html\n<p>\n```\nor\n```html\n<b>\n```\n", "```html\n<p>\n```\nor\n```html\n<b>\n```\n"},
		{"bare page", "Sure:\n<!doctype html>\n<html>\n<script>\nlet s = `</html>\n`;\n</script>\n</html>\nEnjoy", "Sure:\nEnjoy\n[index.html]\n<!doctype html>\n<html>\n<script>\nlet s = `</html>\n`;\n</script>\n</html>\n"},
		{"bare page cut off", "<html>\n<p>", "[index.html] …\n<html>\n<p>⏎\ncut off\n"},
		{"page, style and script", "```html\n<html><link href=\"style.css\"><script src='./app.js'></script></html>\n```\n```css\nb{}\n```\n```js\nx\n```\n",
			"[index.html]\n<html><link href=\"style.css\"><script src='./app.js'></script></html>\n[style.css]\nb{}\n[app.js]\nx\n"},
		{"component", "Use it:\n```tsx\n" + component + "```\nbye", "Use it:\nbye\n[src/App.tsx]\n" + component},
		{"code that is no component", "Like so:\n```ts\nexport default 1;\n```\n", "Like so:\n```ts\nexport default 1;\n```\n"},
	})
}

func TestParse_ForeignFormats(t *testing.T) {
	checkReplies(t, []replyCase{
		{"bolt", "Plan.\n<boltArtifact id=\"x\" title=\"Todo\">\n  <boltAction type=\"file\" filePath=\"a.ts\">\n```ts\nx\n```\n  </boltAction>\n  <boltAction type=\"shell\">\nnpm install\n  </boltAction>\n</boltArtifact>\nBye.",
			"Plan.\nBye.\n[a.ts]\nx\nwarning : The reply asks another tool to act, which was left out: \"npm install\".\n"},
		{"bolt, tag behind the last line", "<boltAction type=\"file\" filePath=\"a.ts\">x\ny</boltAction>\n", "[a.ts]\nx\ny⏎\n"},
		{"dyad", "A\n<dyad-write path=\"a.ts\" description=\"d\">\nx\n</dyad-write>\n<dyad-delete path=\"b.ts\"></dyad-delete>\n<dyad-add-dependency packages=\"zod\"></dyad-add-dependency>\n<dyad-chat-summary>Adding a</dyad-chat-summary>",
			"A\n[a.ts]\nx\nwarning : The reply asks to install zod. Whittle brings its own libraries, so this was left out.\n"},
		{"dyad, nested and open", "<dyad-write path=\"a.ts\">\nx\n<dyad-write path=\"b.ts\">\ny\n", "[a.ts] …\nx\n[b.ts] …\ny\ncut off\n"},
		{"dyad, bracket missing", "<dyad-write path=\"a.ts\">\nx\n</dyad-write I also did this.\n", "I also did this.\n[a.ts]\nx\n"},
		{"dyad edit", "<dyad-search-replace path=\"a.ts\">\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n</dyad-search-replace>", "{a.ts} 1\n"},
		{"Claude component", "<antThinking>hm</antThinking>\n<antArtifact identifier=\"todo-app\" type=\"application/vnd.ant.react\" title=\"To do\">\nx\n</antArtifact>", "[src/App.tsx]\nx\n"},
		{"Claude page", "<antArtifact identifier=\"p\" type=\"text/html\" title=\"P\">\nx\n</antArtifact>", "[index.html]\nx\n"},
		{"Claude code", "<antArtifact identifier=\"my script\" type=\"application/vnd.ant.code\" language=\"python\">\nx\n</antArtifact>", "[my-script.py]\nx\n"},
		{"artifact in prose", "The literal\n<artifact is quoted\nand prose goes on.", "The literal\n<artifact is quoted\nand prose goes on.\n"},
		{"aider", "src/a.py\n```python\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```\nand\n```python\n<<<<<<< SEARCH\nc\n=======\nd\n>>>>>>> REPLACE\n```\nok", "src/a.py\nand\nok\n{src/a.py} 2\n"},
		{"aider, name inside, old marks", "```python\na.py\n<<<<<<< ORIGINAL\n=======\nb\n>>>>>>> UPDATED\n```\n", "{a.py} 1\n"},
		{"aider, unbalanced", "a.py\n<source>python\n<<<<<<< SEARCH\n<<<<<<< SEARCH\n=======\nb\n>>>>>>> REPLACE\n</source>\n", "a.py\n<source>python\n</source>\n{a.py} 0\nerror a.py: The change to a.py cannot be used: its SEARCH and REPLACE marks do not pair up.\n"},
		{"aider, no file named", "```\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```\n", "error : A change in this reply does not say which file it is for.\n"},
		{"tag in the middle of prose", "text-slate-40<dyad-write path=\"a.ts\">\nrest\n</dyad-write>\n", "text-slate-40<dyad-write path=\"a.ts\">\nrest\nwarning : A tag stands in the middle of a line, so it and what follows were taken as text: \"<dyad-write path=\\\"a.ts\\\">\".\n"},
		{"tags inside a fence that began as prose", "```\nnpm i\n<file path=\"a.ts\">\nx\n</file>\n```\nbye", "```\nnpm i\nbye\n[a.ts]\nx\n"},
		{"aider, cut off", "a.py\n```\n<<<<<<< SEARCH\na\n=======\nb", "a.py\n{a.py} 0\nerror a.py: The change to a.py cannot be used: its last block does not end.\ncut off\n"},
	})
}

func TestParse_Titles(t *testing.T) {
	for text, want := range map[string]string{
		"<app name=\"Tea Timer\"/>\n<file path=\"index.html\">\n<title>x</title>\n</file>": "Tea Timer",
		"<boltArtifact title=\"Habits\">\n</boltArtifact>":                                 "Habits",
		"<dyad-chat-summary>Adding a list</dyad-chat-summary>":                             "Adding a list",
		"<!doctype html>\n<TITLE>\n Flappy </title>\n</html>":                              "Flappy",
		"Nothing": "",
	} {
		if got := chat.Parse(text).Title; got != want {
			t.Errorf("title of %q is %q, want %q", text, got, want)
		}
	}
}

func TestParse_PartsKeepTheOrder(t *testing.T) {
	r := chat.Parse("One.\n```tsx\nexport default () => <i/>;\n```\nTwo.\n")
	var got []string
	for _, p := range r.Parts {
		got = append(got, string(p.Type)+" "+p.Path+p.Text)
	}
	if want := "text One.|file src/App.tsxexport default () => <i/>;\n|text Two."; strings.Join(got, "|") != want {
		t.Errorf("parts %q, want %q", got, want)
	}
}
