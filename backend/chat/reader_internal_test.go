package chat

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"whittle/backend"
)

// sampleReplies are replies of every format, whole and damaged, that the property tests cut and mix.
func sampleReplies() []string {
	return []string{
		"Plan: a timer.\n\n<app name=\"Timer\" glyph='timer' template=\"react\"/>\n<file path=\"src/App.tsx\">\nexport default function App() {\n  return <b>&amp;</b>;\n}\n</file>\n<edit path='src/a.css'>\n<<<<<<< SEARCH\na {}\n=======\nb {}\n>>>>>>> REPLACE\n</edit>\n<delete path=\"old.ts\"/>\n<done/>\nReady.\n",
		"<think>\nmaybe <file path=\"x.ts\">\n</think>\nText with <b>tags</b> and `code`, größer als 日本語です。\n<file path=\"a.md\">\n```js\n1\n```\n</file>",
		"```xml\n<boltArtifact id=\"a\" title=\"Todo\">\n  <boltAction type=\"file\" filePath=\"index.html\">\n```html\n<!doctype html>\n```\n  </boltAction>\n  <boltAction type=\"shell\">npm i &amp;&amp; x</boltAction>\n</boltArtifact>\n```\nDone.\n",
		"A\n<dyad-write path=\"src/a.tsx\" description=\"<a> and <b>\">\nx\n<dyad-write path=\"src/b.tsx\">\ny\n</dyad-write\nprose\n<dyad-delete path=\"c.ts\"></dyad-delete>\n<dyad-chat-summary>Naming</dyad-chat-summary>\n",
		"Here:\n\n**src/App.jsx**\n\n```jsx\nexport default () => <i/>;\n```\n\n```css title=\"src/a.css\"\nb{}\n```\n\n```\nno name\n```\n",
		"Sure.\r\n<!DOCTYPE html>\r\n<html>\r\n<script>x = '</html>'\r\n</script>\r\n</html>\r\nEnjoy.",
		"app.py\n```python\n<<<<<<< SEARCH\n=======\nprint()\n>>>>>>> REPLACE\n```\n<fil",
		"<file path=\"src/App.tsx>\nx}</file>\n\n<file\n  path=\"b.ts\"\n>\n1\n</file>\n<file path=\"c",
		"```\n\n",
		"<antArtifact identifier=\"todo\" type=\"application/vnd.ant.react\" title=\"To do\">\nexport default 1\n</antArtifact>",
		"<file path=\"a.ts\">\n\n```ts\nlet a\n```\n\n</file>\n<edit path=\"a.ts\">\n\n</edit>\n",
	}
}

type use struct {
	kind byteUse
	text string
}

// read cuts text at the given places and returns the steps, the parts and what became of the bytes.
func read(text string, cuts ...int) (steps []backend.ReplyStep, reply ParsedReply, uses []use) {
	r := Reader{trace: func(kind byteUse, text string) { uses = append(uses, use{kind, text}) }}
	from := 0
	for _, cut := range append(cuts, len(text)) {
		steps = append(steps, r.Write(text[from:cut])...)
		from = cut
	}
	steps = append(steps, r.Close()...)
	return steps, r.Reply(), uses
}

func everyByte(text string) (cuts []int) {
	for i := 1; i < len(text); i++ {
		cuts = append(cuts, i)
	}
	return cuts
}

func TestReader_StepsDoNotDependOnCuts(t *testing.T) {
	for _, text := range sampleReplies() {
		steps, reply, _ := read(text)
		check := func(cuts ...int) {
			t.Helper()
			gotSteps, gotReply, _ := read(text, cuts...)
			if !reflect.DeepEqual(gotSteps, steps) || !reflect.DeepEqual(gotReply, reply) {
				t.Fatalf("cut at %v\ngot  %+v\nwant %+v\nof %q", cuts, gotSteps, steps, text)
			}
		}
		check(everyByte(text)...)
		for i := range len(text) {
			check(i)
		}
	}
}

func TestReader_EveryByteIsAccountedFor(t *testing.T) {
	for _, text := range sampleReplies() {
		for end := range len(text) + 1 {
			_, _, uses := read(text[:end])
			var all strings.Builder
			for _, u := range uses {
				all.WriteString(u.text)
			}
			if all.String() != text[:end] {
				t.Fatalf("accounted for %q\nof            %q", all.String(), text[:end])
			}
		}
	}
}

// The pieces of prose and bodies that were accounted for are what the parts hold.
func TestReader_PartsHoldWhatWasRead(t *testing.T) {
	for _, text := range sampleReplies() {
		_, _, uses := read(text)
		r := Reader{}
		r.Write(text)
		r.Close()
		var body, prose, wantBody, wantProse strings.Builder
		for _, u := range uses {
			switch u.kind {
			case asBody:
				wantBody.WriteString(u.text)
			case asProse:
				wantProse.WriteString(strings.Join(strings.Fields(u.text), ""))
			}
		}
		for _, p := range r.Parts() {
			if p.Type == backend.PartText {
				prose.WriteString(strings.Join(strings.Fields(p.Text), ""))
			} else {
				body.WriteString(p.Text)
			}
		}
		if body.String() != wantBody.String() || prose.String() != wantProse.String() {
			t.Errorf("parts of %q\nbody  %q, read %q\nprose %q, read %q", text, body.String(), wantBody.String(), prose.String(), wantProse.String())
		}
	}
}

func TestReader_StepsBuildTheParts(t *testing.T) {
	for _, text := range sampleReplies() {
		r := Reader{}
		var built []backend.Part
		for _, step := range append(r.Write(text), r.Close()...) {
			if step.Index == len(built) {
				built = append(built, backend.Part{Type: step.Type, Path: step.Path})
			}
			p := &built[step.Index]
			p.Text += step.Text
			p.Complete = p.Complete || step.Complete
		}
		for i, want := range r.Parts() {
			got := built[i]
			if got.Type != want.Type || got.Path != want.Path || got.Text != want.Text || got.Complete != want.Complete && want.Type != backend.PartText {
				t.Errorf("part %d is %+v, built %+v", i, want, got)
			}
		}
	}
}

func TestReader_RandomGarbage(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"<", ">", "</file>", "<file path=\"a\">", "\n", "```", "```tsx a.tsx\n", " ", "\"", "<edit path=b>", "</edit>",
		"<<<<<<< SEARCH\n", "=======\n", ">>>>>>> REPLACE\n", "word", "é", "\xff", "\r\n", "<boltAction type=\"file\" filePath=\"x\">", "</boltAction>",
		"<!doctype html>", "</html>", "<think>", "</think>", "<done/>", "<script>", "// src/a.ts", "/", "=", "<dyad-write path='q'>", "</dyad-write", "\t"}
	for range 3000 {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkAnyText(t, b.String(), random)
	}
}

// checkAnyText holds text to the properties that every input has.
func checkAnyText(t *testing.T, text string, random *rand.Rand) {
	t.Helper()
	var cuts []int
	for i := 1; i < len(text); i += 1 + random.IntN(7) {
		cuts = append(cuts, i)
	}
	steps, reply, uses := read(text)
	gotSteps, gotReply, _ := read(text, cuts...)
	if !reflect.DeepEqual(gotSteps, steps) || !reflect.DeepEqual(gotReply, reply) {
		t.Fatalf("cut at %v: the reply reads differently: %q", cuts, text)
	}
	var all strings.Builder
	for _, u := range uses {
		all.WriteString(u.text)
	}
	if all.String() != text {
		t.Fatalf("accounted for %q of %q", all.String(), text)
	}
	files, _, problems := Apply(reply, nil)
	if files != nil && (backend.HasErrors(problems) || reply.CutOff) {
		t.Fatalf("kept files of a reply with errors: %q", text)
	}
}

func FuzzReader(f *testing.F) {
	for _, text := range sampleReplies() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkAnyText(t, text, rand.New(rand.NewPCG(uint64(len(text)), 7))) })
}
