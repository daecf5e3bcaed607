//go:build e2e && linux

package e2e_test

import (
	"strings"
	"testing"

	"whittle/app/e2e"
)

// promptApp has a model write an app, uses it, stops the second reply, and finds everything again after a restart.
func promptApp(t *testing.T, p *traveller) {
	p.connect("6")
	p.bringKey()
	w := p.start()
	w.Find("[aria-label='Your prompt']").Type("A reading list as a React component" + enter)
	w.Find("[aria-label='Files being written'] [role=progressbar]")
	w.Text("src/books.ts")
	w.Wait("the code", func() bool { return strings.Contains(content(w, ".cm-content"), "export type State") })
	p.shoot(w, "writing")

	p.enter(w)
	w.Find("input[aria-label=Title]").Click()
	w.Keys("Momo" + enter)
	w.Text("Momo")
	w.Find("[aria-label='Remove Invisible Cities']").Click()
	w.Wait("the book to be gone", func() bool { return !strings.Contains(content(w, "main"), "Invisible Cities") })
	w.Top()
	p.shoot(w, "running")

	w.Find("[aria-label=Message]").Click()
	w.Keys("Make it green" + enter)
	w.Text("is being written")
	w.Text("Stop").Click()
	w.Text("What had come is kept")
	w.Find("[aria-label=Message]").Click()
	w.Keys("And a word I have not sent")
	w.Wait("the draft to be kept", func() bool {
		var kept string
		w.Eval(`const boot = await window.go.main.Shell.Boot();
			const session = location.hash.split('/').at(-1);
			const answer = await fetch('/api/drafts/session:' + session, { headers: { Authorization: 'Bearer ' + boot.ticket } });
			return (await answer.json()).text`, &kept)
		return kept == "And a word I have not sent"
	})
	p.shoot(w, "stopped")
	w.Close()

	w = p.start()
	w.Find("nav[aria-label=Main] [aria-label=Chats] li a").Click()
	w.Text("What had come is kept")
	w.Text("A reading list as a React component")
	w.Wait("the draft", func() bool { return value(w, "[aria-label=Message]") == "And a word I have not sent" })
	p.enter(w)
	w.Text("Momo")
	w.Top()
	w.Text("Versions").Click()
	w.Wait("one version", func() bool { return strings.Contains(content(w, "[role=tabpanel][data-state=active]"), "ersion 1") })
	p.shoot(w, "versions")
	w.Text("Code").Click()
	w.Text("src/books.ts")
	p.shoot(w, "code")
}

func value(w *e2e.Window, css string) (text string) {
	w.Eval("return document.querySelector(arguments[0]).value", &text, css)
	return text
}

// content returns the text of the first element that css selects, seen or not, and "" when there is none.
func content(w *e2e.Window, css string) (text string) {
	w.Eval("return document.querySelector(arguments[0])?.textContent ?? ''", &text, css)
	return text
}

// aiApp uses an app that asks a model: the person is asked first, the text streams into the frame, the cost is shown.
func aiApp(t *testing.T, p *traveller) {
	p.connect("2")
	p.bringKey()
	p.command("new", "A pocket assistant that cooks, with AI", "--template", "html")
	w := p.start("--open", "Pocket Chef")
	p.enter(w)
	w.Find("#food").Click()
	w.Keys("Two eggs, half a leek" + enter)
	w.Top()
	w.Text("wants to use AI")
	p.shoot(w, "permission")
	w.Wait("the sheet to take the answer, which it does not at once", func() bool {
		var there bool
		w.Eval(`const sheet = document.querySelector('[role=alertdialog]');
			[...sheet?.querySelectorAll('button') ?? []].find(b => b.textContent === 'Allow once')?.click();
			return sheet !== null`, &there)
		return !there
	})
	w.Frame(w.Find("iframe:not([inert])"))
	first := streamed(w, "")
	more := streamed(w, first)
	if !strings.HasPrefix(more, first) {
		t.Errorf("the text did not grow: %q, then %q", first, more)
	}
	w.Text("Keep this recipe")
	w.Top()
	w.Wait("the cost", func() bool {
		text := content(w, "header")
		return strings.Contains(text, "uses AI") && !strings.Contains(text, "$0 ") && !strings.Contains(text, "$0.00 ")
	})
	p.shoot(w, "answered")
}

// streamed waits until the recipe in the frame is longer than before and returns it.
func streamed(w *e2e.Window, before string) (text string) {
	w.Wait("more text", func() bool {
		w.Eval("return document.querySelector('article > div')?.textContent ?? ''", &text)
		return len(text) > len(before)
	})
	return text
}
