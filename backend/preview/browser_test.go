package preview_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"whittle/backend/preview"
)

// message is what the frame told the shell.
type message struct {
	T       string             `json:"t"`
	Level   string             `json:"level"`
	Text    string             `json:"text"`
	Kind    string             `json:"kind"`
	Message string             `json:"message"`
	File    string             `json:"file"`
	Line    int                `json:"line"`
	Stack   string             `json:"stack"`
	Set     map[string]*string `json:"set"`
	Clear   bool               `json:"clear"`
	ID      int                `json:"id"`
	Verb    string             `json:"verb"`
	Args    map[string]any     `json:"args"`
	MS      float64            `json:"ms"`
}

// shell is a stand-in for the shell's page: it hands over the port, answers calls, and keeps what it is told. The page
// in the frame ends its test with console.log('DONE').
const shell = `<!doctype html><body><script>
const told = [];
const records = %s;
const done = () => fetch('/told', {method: 'POST', body: JSON.stringify(told)});
const frame = document.createElement('iframe');
frame.setAttribute('sandbox', %q);
let port;
const usage = {prompt_tokens: 3, completion_tokens: 5, cost_usd: '0.000106'};
const reply = (text) => ({text, model: 'test/model', finish_reason: 'stop', usage});
const answer = {
  'ai.chat': (m) => m.args.messages[0].content === 'fail'
    ? port.postMessage({t: 'fail', id: m.id, code: 'rate_limited', message: 'Wait a moment.', retry_after_ms: 1500})
    : port.postMessage({t: 'result', id: m.id, value: reply('You said ' + m.args.messages.at(-1).content)}),
  'ai.stream': (m) => {
    if (m.args.messages[0].content === 'endless') return port.postMessage({t: 'chunk', id: m.id, text: 'first'});
    for (const text of ['one ', 'two ', 'three']) port.postMessage({t: 'chunk', id: m.id, text});
    port.postMessage({t: 'result', id: m.id, value: reply('one two three')});
  },
  'records.load': (m) => port.postMessage({t: 'result', id: m.id, value: {records}}),
  'ai.models': (m) => port.postMessage({t: 'result', id: m.id, value: [{id: 'test/model'}]}),
};
addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || event.data.whittle !== 'hello') return;
  told.push({t: 'hello'});
  if (port) port.close();
  const channel = new MessageChannel();
  port = channel.port1;
  port.onmessage = ({data}) => {
    if (data.args && data.args.bytes) data.args = {...data.args, bytes: new TextDecoder().decode(data.args.bytes)};
    told.push(data);
    if (data.t === 'console' && data.text === 'DONE') done();
    if (data.t === 'error') setTimeout(done, 10000); // a page that failed may not come to its end
    if (data.t === 'console' && data.text === 'GO DARK') port.postMessage({t: 'theme', theme: 'dark'});
    if (data.t === 'call') (answer[data.verb] || ((m) => port.postMessage({t: 'result', id: m.id, value: null})))(data);
  };
  event.source.postMessage({whittle: 'port'}, '*', [channel.port2]);
});
frame.src = %q;
document.body.append(frame);
</script>`

// run shows a document in a sandboxed frame of real Chromium and returns what the shell was told.
func run(t *testing.T, document string, seed preview.Seed) []message {
	t.Helper()
	return runWith(t, document, seed, map[string]string{})
}

// runWith is run with what the app keeps in IndexedDB.
func runWith(t *testing.T, document string, seed preview.Seed, records map[string]string) []message {
	t.Helper()
	kept, err := json.Marshal(records)
	if err != nil {
		t.Fatal(err)
	}
	host := preview.NewHost(func(context.Context, string) (preview.Seed, error) { return seed, nil })
	path := host.Put(preview.Page{AppID: "app", Document: []byte(document)})
	mux := http.NewServeMux()
	mux.Handle(preview.Prefix, host)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, shell, kept, preview.Sandbox, path)
	})
	var told []message
	if err := json.Unmarshal(browse(t, mux), &told); err != nil {
		t.Fatal(err)
	}
	return told
}

// browse opens the root of a server in headless Chromium and returns what the page posts to /told.
func browse(t *testing.T, mux *http.ServeMux) []byte {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed; this test needs a real browser")
	}
	told := make(chan []byte, 1)
	mux.HandleFunc("POST /told", func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		told <- text
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), server.URL)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
	cmd.Stderr = &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cancel()
	select {
	case text := <-told:
		return text
	case <-ctx.Done():
		cmd.Wait()
		t.Fatalf("the page did not come to its end\n%s", output.String())
		return nil
	}
}

// logged returns the texts that the page wrote to the console at a level.
func logged(told []message, level string) []string {
	var texts []string
	for _, m := range told {
		if m.T == "console" && m.Level == level {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

func of(told []message, kind string) []message {
	var some []message
	for _, m := range told {
		if m.T == kind {
			some = append(some, m)
		}
	}
	return some
}

func page(script string) string {
	return "<!doctype html><html><head><title>Test</title></head><body><script>" + script + "</script></body></html>"
}

// equal compares what a page logged, in order, without the closing mark.
func equal(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) > 0 && got[len(got)-1] == "DONE" {
		got = got[:len(got)-1]
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStorage(t *testing.T) {
	told := run(t, page(`
		log = (v) => console.log(JSON.stringify(v));
		log([localStorage.kept, localStorage.getItem('__proto__'), localStorage.length, Object.keys(localStorage)]);
		localStorage.setItem('n', 1); localStorage.name = 'Ada'; delete localStorage.kept;
		log([localStorage.getItem('n'), 'name' in localStorage, localStorage.kept, localStorage.getItem('none'), localStorage.key(0), localStorage.key(9)]);
		log([localStorage instanceof Storage, String(localStorage), {...localStorage}, JSON.stringify(localStorage)]);
		try { localStorage.setItem('big', 'x'.repeat(10 * 1024 * 1024)); } catch (e) { log([e.name, e.code, e instanceof DOMException, localStorage.big]); }
		sessionStorage.a = '1'; log(sessionStorage.a); sessionStorage.clear(); log(sessionStorage.length);
		document.cookie = 'a=1; path=/'; document.cookie = 'b=x=y'; document.cookie = 'a=; max-age=0'; log(document.cookie);
		history.pushState({a: 1}, '', '/somewhere'); log(history.state); history.replaceState({a: 2}, ''); log(history.state);
		location.hash = 'there'; log(location.hash);
		queueMicrotask(() => { localStorage.clear(); localStorage.later = '<' + '/script>'; queueMicrotask(() => console.log('DONE')); });
	`), preview.Seed{Data: map[string]string{"kept": "</script><script>alert(1)</script>\u2028", "__proto__": "p"}})
	equal(t, logged(told, "log"),
		"[\"</script><script>alert(1)</script>\u2028\",\"p\",2,[\"__proto__\",\"kept\"]]",
		`["1",true,null,null,"__proto__",null]`,
		`[true,"[object Storage]",{"__proto__":"p","n":"1","name":"Ada"},"{\"__proto__\":\"p\",\"n\":\"1\",\"name\":\"Ada\"}"]`,
		`["QuotaExceededError",22,true,null]`, `"1"`, `0`, `"b=x=y"`, `{"a":1}`, `{"a":2}`, `"#there"`)
	writes := of(told, "storage")
	text, _ := json.Marshal(writes)
	if len(writes) != 2 || *writes[0].Set["n"] != "1" || *writes[0].Set["name"] != "Ada" || writes[0].Set["kept"] != nil || writes[0].Clear {
		t.Fatalf("first write: %s", text)
	}
	if !writes[1].Clear || len(writes[1].Set) != 1 || *writes[1].Set["later"] != "</script>" {
		t.Fatalf("second write: %s", text)
	}
}

func TestAI(t *testing.T) {
	told := run(t, page(`
		(async () => {
			const log = (v) => console.log(JSON.stringify(v));
			const reply = await AI.chat('hello', {model: 'm', maxTokens: 9, temperature: 0.5});
			log(reply); console.log(String(reply));
			const pieces = [];
			const whole = await AI.streamChat([{role: 'user', content: 'count'}], (delta, soFar) => pieces.push([delta, soFar]));
			log([pieces, whole.text]);
			log(await AI.models());
			try { await AI.chat('fail'); } catch (e) { log([e instanceof Error, e.code, e.message, e.retryAfterMs]); }
			const controller = new AbortController();
			const endless = AI.streamChat('endless', () => controller.abort(), {signal: controller.signal});
			try { await endless; } catch (e) { log([e.name, e instanceof DOMException]); }
			try { await AI.chat('x', {signal: AbortSignal.abort()}); } catch (e) { log(e.name); }
			for (const bad of [() => AI.chat(7), () => AI.streamChat('x')]) { try { await bad(); } catch (e) { log(e.name); } }
			console.log('DONE');
		})();
	`), preview.Seed{})
	equal(t, logged(told, "log"),
		`{"text":"You said hello","content":"You said hello","message":{"role":"assistant","content":"You said hello"},"model":"test/model","finishReason":"stop","usage":{"promptTokens":3,"completionTokens":5,"cost":0.000106}}`,
		`You said hello`,
		`[[["one ","one "],["two ","one two "],["three","one two three"]],"one two three"]`,
		`[{"id":"test/model"}]`,
		`[true,"rate_limited","Wait a moment.",1500]`,
		`["AbortError",true]`, `"AbortError"`, `"TypeError"`, `"TypeError"`)
	calls := of(told, "call")
	options, _ := json.Marshal(calls[0].Args["options"])
	if string(options) != `{"max_tokens":9,"model":"m","temperature":0.5}` {
		t.Errorf("options: %s", options)
	}
	cancels := of(told, "cancel")
	if len(cancels) != 1 || cancels[0].ID != calls[len(calls)-1].ID {
		t.Errorf("cancels: %v of %v", cancels, calls)
	}
}

// TestFramesOfThePage writes into frames of the page's own in the ways that editors and printing do.
func TestFramesOfThePage(t *testing.T) {
	told := run(t, page(`
		const frame = () => document.body.appendChild(document.createElement('iframe'));
		const heard = {};
		const written = frame(), grown = frame(), text = frame(), elsewhere = frame();
		elsewhere.src = 'data:text/html,x';
		written.contentWindow.document.open();
		written.contentWindow.document.write('<p>one</p><script>parent.postMessage(document.body.innerText.trim() + 1, "*")<' + '/script>');
		written.contentWindow.document.close();
		grown.contentDocument.body.innerHTML = '<img src="" onerror="parent.postMessage(2, \'*\')">';
		text.srcdoc = '<b>three</b><script>parent.postMessage(3, "*")<' + '/script>';
		console.log(JSON.stringify([text.contentDocument.querySelector('b').textContent, elsewhere.contentDocument, document.createElement('iframe').contentDocument]));
		addEventListener('message', (e) => {
			if (![written, grown, text].some((it) => it.contentWindow === e.source)) return;
			heard[e.data] = true;
			if (Object.keys(heard).length === 3) { console.log(Object.keys(heard).sort().join()); console.log('DONE'); }
		});
	`), preview.Seed{})
	equal(t, logged(told, "log"), `["three",null,null]`, "2,3,one1")
}

func TestAppMayHaveItsOwnNames(t *testing.T) {
	told := run(t, page(`class AI { think() { return 'own'; } } const port = 1, send = 2, seed = 3, native = 4; let call; console.log(new AI().think()); console.log('DONE');`), preview.Seed{})
	equal(t, logged(told, "log"), "own")
}

func TestConsoleAndErrors(t *testing.T) {
	told := run(t, `<!doctype html>
<html><head><title>Test</title></head><body><div id="a" class="b c"></div>
<script>
const circle = {name: 'circle', list: [1, [2, [3, [4, [5]]]]]}; circle.self = circle;
console.log(circle, new Map([['k', new Set([1])]]), document.getElementById('a'), [undefined, null, 1n, Symbol('s')], function f() {}, new Uint8Array(3));
console.info('%cstyled %s and %d%%', 'color:red', 'text', 4.7, {a: 1});
console.log({get trap() { throw 1; }}, new Proxy({}, {ownKeys() { throw 1; }}));
console.warn(new TypeError('typed').message); console.debug('x'.repeat(10000).length); console.assert(false, 'no');
Promise.reject(new RangeError('rejected'));
setTimeout(() => { throw new Error('thrown'); }, 0);
JSON.stringify = Array.isArray = Object.keys = Map.prototype.constructor = null;
setTimeout(() => console.log('DONE'), 500);
</script>
<script src="https://cdn.example.com/x.js"></script>
<script>fetch('https://api.example.com/v1').catch((e) => console.error('fetch', e.name)); new Image().src = 'https://img.example.com/a.png';</script>
<script>
  let broken = ;
</script></body></html>`, preview.Seed{})
	equal(t, logged(told, "log"),
		`{name: "circle", list: [1, [2, [3, […]]]], self: [circular]} Map {"k" => Set {1}} <div#a.b.c> [undefined, null, 1n, Symbol(s)] ƒ f Uint8Array[0, 0, 0]`,
		`{trap: (…)} [unreadable]`)
	equal(t, logged(told, "info"), `styled text and 4% {a: 1}`)
	equal(t, logged(told, "error"), "Assertion failed: no", "fetch TypeError")
	var kinds []string
	for _, m := range of(told, "error") {
		kinds = append(kinds, fmt.Sprintf("%s %s %s:%d", m.Kind, m.Message, m.File, m.Line))
	}
	all := strings.Join(kinds, "\n")
	for _, want := range []string{
		"error Uncaught SyntaxError: Unexpected token ';' app.html:17",
		"error Uncaught Error: thrown app.html:10",
		"rejection RangeError: rejected :0",
		"policy https://cdn.example.com/x.js was not loaded",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q among:\n%s", want, all)
		}
	}
	if len(of(told, "ready")) != 1 || len(of(told, "painted")) != 1 || told[0].T != "hello" {
		t.Errorf("the page did not tell how it came up: %v", told)
	}
}

func TestConsoleFloodIsBounded(t *testing.T) {
	told := run(t, page(`for (let i = 0; i < 20000; i++) console.log(i); setTimeout(() => console.log('DONE'), 1500);`), preview.Seed{})
	if n := len(logged(told, "log")); n < 100 || n > 2000 {
		t.Errorf("%d of 20000 messages came through", n)
	}
	if warned := logged(told, "warn"); len(warned) == 0 {
		t.Error("nothing says that messages were left out")
	}
}

func TestDialogs(t *testing.T) {
	told := run(t, page(`
		console.log(typeof alert('Saved <b>'), confirm('Sure?'), prompt('Name?', 'Ada'), JSON.stringify(prompt('Name?')));
		console.log(document.documentElement.lastElementChild.shadowRoot === null, document.body.children.length);
		for (let i = 0; i < 100; i++) alert(i);
		console.log('DONE');
	`), preview.Seed{})
	equal(t, logged(told, "log"), `undefined true Ada ""`, `true 1`)
	if warned := logged(told, "warn"); len(warned) != 3 || !strings.Contains(warned[0], `confirm("Sure?") was answered with OK`) {
		t.Errorf("warnings: %q", warned)
	}
}

func TestLinksAndDownloads(t *testing.T) {
	told := run(t, `<!doctype html><html><body>
		<a id="out" href="https://example.com/a?b=1">out</a><a id="mail" href="mailto:a@example.com">mail</a>
		<a id="page" href="about.html">page</a><a id="hash" href="#here">hash</a>
		<a id="own" href="https://example.com/own">own</a>
		<div id="card"><a id="stopped" href="https://example.com/stopped" target="_blank">stopped</a></div>
		<a id="both" href="https://example.com/both">both</a>
		<script>
		const $ = (id) => document.getElementById(id);
		$('own').onclick = (e) => { e.preventDefault(); };
		$('stopped').onclick = (e) => e.stopPropagation();
		$('both').onclick = (e) => { e.stopPropagation(); e.preventDefault(); };
		for (const id of ['out', 'mail', 'page', 'hash', 'own', 'stopped', 'both']) $(id).click();
		console.log(location.hash);
		const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['one,two'], {type: 'text/csv'})); a.download = 'data.csv'; a.click(); URL.revokeObjectURL(a.href);
		const b = document.createElement('a'); b.href = 'data:text/plain,hi'; b.download = 'hi.txt'; b.dispatchEvent(new MouseEvent('click'));
		const popup = window.open(''); popup.document.write('<p>to print</p>'); popup.document.close();
		console.log(window.open('https://example.com/new').closed, popup.closed, popup.document.body.textContent); popup.close(); console.log(popup.closed);
		navigator.clipboard.writeText('copied').then(() => setTimeout(() => console.log('DONE'), 200));
		</script></body></html>`, preview.Seed{})
	equal(t, logged(told, "log"), "#here", "true false to print", "true")
	var calls []string
	for _, m := range of(told, "call") {
		args, _ := json.Marshal(m.Args)
		calls = append(calls, m.Verb+" "+string(args))
	}
	all := strings.Join(calls, "\n")
	for _, want := range []string{
		`open {"url":"https://example.com/a?b=1"}`, `open {"url":"mailto:a@example.com"}`, `open {"url":"https://example.com/new"}`,
		`open {"url":"https://example.com/stopped"}`,
		`download {"bytes":"one,two","name":"data.csv","type":"text/csv"}`, `download {"bytes":"hi","name":"hi.txt","type":"text/plain"}`,
		`copy {"text":"copied"}`,
	} {
		if strings.Count(all, want) != 1 {
			t.Errorf("not once %q in:\n%s", want, all)
		}
	}
	if strings.Contains(all, "/own") || strings.Contains(all, "/both") {
		t.Errorf("a link that the page handles itself was followed:\n%s", all)
	}
	if warned := strings.Join(logged(told, "warn"), "\n"); !strings.Contains(warned, "about.html leads nowhere") {
		t.Errorf("warnings: %s", warned)
	}
}

func TestTheme(t *testing.T) {
	told := run(t, `<!doctype html><html><head><style>:root{color-scheme:light dark} body{color:rgb(1,1,1)} @media (prefers-color-scheme: dark){body{color:rgb(2,2,2)}}</style></head><body><script>
		const query = matchMedia('(prefers-color-scheme: dark)');
		const look = () => console.log(query.matches, matchMedia('(prefers-color-scheme: light)').matches, getComputedStyle(document.body).color, getComputedStyle(document.documentElement).colorScheme);
		addEventListener('load', () => {
			look();
			query.addEventListener('change', (e) => { console.log('changed', e.matches); look(); console.log('DONE'); });
			console.log('GO DARK');
		});
	</script></body></html>`, preview.Seed{Theme: "light"})
	equal(t, logged(told, "log"), "false true rgb(1, 1, 1) light", "GO DARK", "changed true", "true false rgb(2, 2, 2) dark")
}

func TestPortIsGivenOnce(t *testing.T) {
	told := run(t, page(`
		addEventListener('message', (e) => console.log('seen', e.data && e.data.whittle));
		window.postMessage({whittle: 'port'}, '*', [new MessageChannel().port1]);
		console.log(document.scripts.length, document.head.children.length);
		setTimeout(() => console.log('DONE'), 300);
	`), preview.Seed{})
	equal(t, logged(told, "log"), "1 1", "seen port")
}

func TestStandalonePageIsLeftAlone(t *testing.T) {
	document := preview.Inject([]byte(`<!doctype html><html><body><script>
		(async () => {
			localStorage.setItem('a', '1');
			const out = [localStorage.getItem('a'), String(alert).includes('native code'), String(window.open).includes('native code'), String(console.log).includes('native code')];
			try { await AI.chat('hello'); } catch (e) { out.push(e.code, e.message); }
			fetch('/told', {method: 'POST', body: JSON.stringify(out)});
		})();
	</script></body></html>`), preview.Seed{})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { w.Write(document) })
	got := string(browse(t, mux))
	want := `["1",true,true,true,"no_host","This page runs outside Whittle, so there is no model to ask. Open it in Whittle."]`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCanvasPagePaints(t *testing.T) {
	told := run(t, page(`
		const c = document.body.appendChild(document.createElement('canvas'));
		const x = c.getContext('2d'); x.fillStyle = 'rgb(9,8,7)'; x.fillRect(0, 0, 10, 10);
		console.log([...x.getImageData(1, 1, 1, 1).data].join());
		addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => console.log('DONE')))));
	`), preview.Seed{})
	equal(t, logged(told, "log"), "9,8,7,255")
	if painted := of(told, "painted"); len(painted) != 1 || painted[0].MS <= 0 {
		t.Errorf("painted: %v", painted)
	}
}
