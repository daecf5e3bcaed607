//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"strings"
	"testing"

	"whittle/app/e2e"
	"whittle/backend/ai/openroutertest"
)

// looping is an app that a click never lets go of.
const looping = `A page that spins.

<app name="Spinner" glyph="refresh-cw" template="html" description="Spins"/>

<file path="index.html">
<!doctype html><html lang="en"><meta charset="utf-8"><title>Spinner</title>
<style>body { margin: 0 } button { width: 100vw; height: 100vh; font-size: 40px }</style>
<button onclick="for (;;);">Spin</button></html>
</file>
`

// endlessLoop has an app that loops for ever: the window comes back, with what was typed, and the app waits. A
// driver's session ends with the page's process, so this goes by the screen's pointer and keyboard.
func endlessLoop(t *testing.T, p *traveller) {
	base := openroutertest.New(openroutertest.Options{Replies: func(string, []openroutertest.Message) string { return looping }}).Start(t)
	p.env = []string{"OPENROUTER_BASE_URL=" + base}
	p.bringKey()
	p.command("new", "A page that spins")
	w := e2e.StartPlain(t, e2e.Screen(t, ""), e2e.Options{Binary: p.whittle, Args: []string{"--data", p.data, "--open", "Spinner"}, Env: p.env})
	w.Wait(paintedApp)
	w.Click("[aria-label='Edit in chat']")
	w.Click("[aria-label=Message]")
	w.Type("Make it calm")
	w.Wait("document.querySelector('[aria-label=Message]').value === 'Make it calm'")
	w.Wait("performance.getEntriesByName('whittle-app-painted').length > 1")
	w.Click("iframe:not([inert])")
	w.Wait("document.body.textContent.includes('Spinner stopped answering and was stopped.')")
	w.Wait("document.querySelector('[aria-label=Message]')?.value === 'Make it calm'")
	w.Shoot("loop-recovered")
	w.Eval("[...document.querySelectorAll('button')].find(b => b.textContent === 'Run again').click()", nil)
	w.Wait(paintedApp)
	w.Shoot("loop-again")
}

// openApp starts straight into an app, and hands a second start over to the first.
func openApp(t *testing.T, p *traveller) {
	p.connect("fast")
	p.bringKey()
	p.command("new", "A tip calculator app", "--template", "html", "--name", "First")
	p.command("new", "A packing list app", "--template", "html", "--name", "Second")
	w := p.start("--open", "First")
	p.enter(w)
	w.Top()
	if name := content(w, "h1"); name != "First" {
		t.Errorf("--open First opened %q", name)
	}
	var around int
	if w.Eval("return document.querySelectorAll('nav').length", &around); around != 0 {
		t.Errorf("there are %d navigations around the app", around)
	}
	second := exec.Command(p.whittle, "--data", p.data, "--open", "Second")
	second.Env = append(os.Environ(), "DISPLAY="+w.Display, "DBUS_SESSION_BUS_ADDRESS=disabled:")
	if out, err := second.CombinedOutput(); err != nil {
		t.Fatalf("the second start: %v\n%s", err, out)
	}
	w.Wait("the other app", func() bool { return content(w, "h1") == "Second" })
	p.enter(w)
}

// darkDesktop opens every kind of page on a dark desktop.
func darkDesktop(t *testing.T, p *traveller) {
	p.dark = true
	p.connect("fast")
	w := p.start()
	w.Text("Say what you need, get a small app.")
	p.shoot(w, "welcome")
	shot, _, err := image.Decode(bytes.NewReader(w.Screenshot("dark-corner")))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := shot.At(2, 2).RGBA(); max(r, g, b) > 0x4000 {
		t.Errorf("the window is not dark: %x %x %x", r, g, b)
	}
	for _, starter := range []string{"Tasks", "Kanban", "Habit Ring"} {
		w.Text(starter).Click()
		p.enter(w)
		var dark bool
		if w.Eval("return matchMedia('(prefers-color-scheme: dark)').matches", &dark); !dark {
			t.Errorf("%s is light on a dark desktop", starter)
		}
		w.Top()
		p.shoot(w, strings.ToLower(starter))
		w.Find("a[aria-label=Home]").Click()
		w.Text("All apps")
		w.Text("Take a starter").Click()
	}
	p.shoot(w, "home")
	w.Find("nav [aria-label=Settings], nav a[href$='/settings']").Click()
	p.shoot(w, "settings")
	w.Close()

	p.bringKey()
	w = p.start()
	w.Find("[aria-label='Your prompt']").Type("A tip calculator app" + enter)
	p.enter(w)
	w.Top()
	p.shoot(w, "workshop")
}
