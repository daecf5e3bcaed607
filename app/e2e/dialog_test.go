//go:build e2e && linux

package e2e_test

import (
	"testing"

	"whittle/app/e2e"
)

// asking is an app that asks in all three ways at a click, then asks without end at the next.
const asking = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Asker</title>
<style>body { margin: 0 } button { width: 100vw; height: 100vh }</style><button>Ask</button>
<script>
let clicks = 0;
document.querySelector('button').onclick = () => {
  if (++clicks === 1) {
    const told = alert('Saved in "kitchen"');
    console.log(JSON.stringify([typeof told, confirm('Delete it?'), prompt('What is it called?', 'Soup')]));
    return;
  }
  let times = 0;
  for (let i = 0; i < 1000; i++) { alert(i); times++; }
  console.log(JSON.stringify([times, confirm('Still?'), prompt('Still?', 'x')]));
};
addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay'; return 'stay'; });
</script></html>
`

// TestDialogs answers an app's dialogs in the window with the keyboard and stops an app that asks without end.
func TestDialogs(t *testing.T) {
	e2e.Need(t)
	whittle, data := e2e.Build(t), t.TempDir()
	id := newApp(t, whittle, data, "Asker", asking)
	w := e2e.StartPlain(t, e2e.Screen(t, ""), e2e.Options{Binary: whittle, Args: []string{"--data", data, "--open", id}})
	w.Wait(paintedApp)
	w.Click("iframe:not([inert])")
	w.Dialog("Asker says")
	w.ShootScreen("dialog-alert")
	w.Press("Return")
	w.Dialog("Asker says")
	w.Press("Escape")
	w.Dialog("Asker says")
	w.ShootScreen("dialog-prompt")
	w.Type("Stew")
	w.Press("Return")
	w.Eval("dispatchEvent(new KeyboardEvent('keydown', { key: 'j', ctrlKey: true }))", nil)
	w.Wait(`document.body.textContent.includes('["undefined",false,"Stew"]')`)

	w.Click("iframe:not([inert])")
	for range 3 {
		w.Dialog("Asker says")
		w.Press("Return")
	}
	w.Dialog("Asker says")
	w.Press("alt+s", "Return")
	w.Wait(`document.body.textContent.includes('[1000,false,null]')`)
	w.Eval("location.hash = '#/'", nil)
	w.Wait("!document.querySelector('iframe')")
}
