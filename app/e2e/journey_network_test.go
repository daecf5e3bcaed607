//go:build e2e && linux

package e2e_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"whittle/app/e2e"
	"whittle/backend/ai/openroutertest"
)

// reaching is an app that shows a picture of another host and reads from it.
const reaching = `A page that reaches out.

<app name="Reacher" glyph="globe" template="html" description="Reads"/>

<file path="index.html">
<!doctype html><html lang="en"><meta charset="utf-8"><title>Reacher</title><h1>Reacher</h1>
<img id="picture" src="HTTPS/picture.png"><script>
window.far = 'HTTPS';
window.results = {};
window.note = (name, promise) => promise.then((v) => { results[name] = v; }, (e) => { results[name] = e.name + ': ' + e.message; });
</script></html>
</file>
`

// standinHosts starts the stand-in for other hosts and returns its addresses of a name and the file of its certificate.
func standinHosts(t *testing.T) (https func(name string) string, certificate string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "hosts")
	if out, err := exec.Command("go", "build", "-o", program, "whittle/app/e2e/hosts").CombinedOutput(); err != nil {
		t.Fatalf("build the stand-in: %v\n%s", err, out)
	}
	certificate = filepath.Join(t.TempDir(), "ca.pem")
	server := exec.Command(program, "--ca", certificate)
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = lines.WriteTo(io.Discard) }()
	var ports struct{ HTTPS string }
	if err := json.Unmarshal([]byte(line), &ports); err != nil {
		t.Fatal(err)
	}
	return func(name string) string { return "https://" + name + ":" + ports.HTTPS }, certificate
}

// reachOut has an app reach other hosts from the real window: by a picture, by fetch, streamed and in bytes, allowed
// and refused.
func reachOut(t *testing.T, p *traveller) {
	https, certificate := standinHosts(t)
	far := https("far.example.com")
	page := strings.ReplaceAll(reaching, "HTTPS", far)
	base := openroutertest.New(openroutertest.Options{Replies: func(string, []openroutertest.Message) string { return page }}).Start(t)
	p.env = []string{"OPENROUTER_BASE_URL=" + base, "WHITTLE_E2E_CA=" + certificate}
	p.bringKey()
	p.command("new", "A page that reaches out")
	w := p.start("--open", "Reacher")
	w.Text(strings.TrimPrefix(far, "https://"))
	p.shoot(w, "sheet")
	answerSheet(w, "Allow this host")
	p.enter(w)
	w.Wait("the picture, in the same page", func() bool {
		var width int
		w.Eval("return document.getElementById('picture').naturalWidth", &width)
		return width == 12
	})
	for name, try := range map[string]struct{ script, want string }{
		"json":   {`fetch(far + '/json?q=1').then((r) => r.json()).then((v) => v.q)`, "1"},
		"post":   {`fetch(far + '/echo', {method: 'POST', body: JSON.stringify({a: 1}), headers: {'Content-Type': 'application/json'}}).then((r) => r.json()).then((v) => v.method + v.type + v.body)`, `POSTapplication/json{"a":1}`},
		"form":   {`(() => { const f = new FormData(); f.append('n', new Blob(['text']), 'a.txt'); return fetch(far + '/echo', {method: 'POST', body: f}).then((r) => r.json()).then((v) => String(v.body.includes('filename="a.txt"'))); })()`, "true"},
		"bytes":  {`fetch(far + '/bytes?size=5000000').then((r) => r.arrayBuffer()).then((b) => String(b.byteLength))`, "5000000"},
		"404":    {`fetch(far + '/status/404').then(async (r) => r.status + await r.text())`, "404status 404"},
		"xhr":    {`new Promise((resolve) => { const x = new XMLHttpRequest(); x.open('GET', far + '/status/500'); x.onload = () => resolve(x.status + x.responseText); x.send(); })`, "500status 500"},
		"stream": {`fetch(far + '/stream').then(async (r) => { const reader = r.body.getReader(); const { value } = await reader.read(); await reader.cancel(); return new TextDecoder().decode(value); })`, "word0 "},
		"events": {`new Promise((resolve) => { const s = new EventSource(far + '/events'); s.onmessage = (e) => { s.close(); resolve(e.data); }; })`, "one\ntwo"},
		"direct": {`Promise.resolve(typeof RTCPeerConnection)`, "undefined"},
	} {
		w.Eval("note(arguments[0], "+try.script+")", nil, name)
		if got := result(w, name); got != try.want {
			t.Errorf("%s: %q, not %q", name, got, try.want)
		}
	}
	other := https("other.example.com")
	w.Eval("note('refused', fetch(arguments[0]).then(String))", nil, other)
	w.Top()
	w.Text(strings.TrimPrefix(other, "https://"))
	answerSheet(w, "Not now")
	w.Frame(w.Find("iframe:not([inert])"))
	want := fmt.Sprintf("TypeError: Reacher tried to reach %s and you said no. Change it under What it may do.", strings.TrimPrefix(other, "https://"))
	if got := result(w, "refused"); got != want {
		t.Errorf("refused: %q, not %q", got, want)
	}
}

// result waits until the app has noted what came of a try.
func result(w *e2e.Window, name string) (text string) {
	w.Wait("what comes of "+name, func() bool {
		w.Eval("return results[arguments[0]] ?? ''", &text, name)
		return text != ""
	})
	return text
}

// answerSheet presses a button of the sheet until it takes the answer, which it does not at once.
func answerSheet(w *e2e.Window, button string) {
	w.Wait("the sheet to take the answer", func() bool {
		var there bool
		w.Eval(`const sheet = document.querySelector('[role=alertdialog]');
			[...sheet?.querySelectorAll('button') ?? []].find(b => b.textContent === arguments[0])?.click();
			return sheet !== null`, &there, button)
		return !there
	})
}
