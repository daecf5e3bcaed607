//go:build bench && linux

package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"time"

	"whittle/app/e2e"
)

// api makes the page's own requests: call(method, path, body) in every script.
const api = `const boot = await (window.benchBoot ??= window.go.main.Shell.Boot());
const call = async (method, path, body) => {
  const answer = await fetch(path, { method, headers: { Authorization: 'Bearer ' + boot.ticket, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  return answer.status === 204 ? null : answer.json();
};
`

// replies measures from the end of a reply to the painted app: a new React app of about 300 lines, each time another.
func (b *bench) replies(data string) {
	w := b.open(b.whittle, "--data", data)
	w.Wait(paintedHome)
	w.Eval(`window.benchDone = 0; window.runtime.EventsOn('whittle', e => {
		if (e.type === 'generation' && e.data.state !== 'running') { window.benchDone = performance.now(); window.benchState = e.data.state; }
	})`, nil)
	var build, event, fromByte, fromEvent []float64
	for range replyRuns {
		w.Eval(api+`window.benchDone = 0; performance.clearMarks();
			const turn = await call('POST', '/api/prompts', { text: 'A reading list as a React component', template: 'react' });
			location.hash = '#/chats/' + turn.session.id`, nil)
		w.Wait("window.benchDone > 0 && performance.getEntriesByName('whittle-app-painted').length")
		var at struct{ Origin, Done, Painted float64 }
		w.Eval(`return { Origin: performance.timeOrigin, Done: window.benchDone, Painted: performance.getEntriesByName('whittle-app-painted')[0].startTime }`, &at)
		end := milliseconds(b.replyEnd())
		event = append(event, at.Origin+at.Done-end)
		fromEvent = append(fromEvent, at.Painted-at.Done)
		fromByte = append(fromByte, at.Origin+at.Painted-end)
		var opened struct {
			BuildMS float64 `json:"build_ms"`
		}
		w.Eval(api+`const session = await call('GET', '/api/sessions/' + location.hash.split('/').at(-1));
			return call('POST', '/api/apps/' + session.session.app_id + '/open', {})`, &opened)
		build = append(build, opened.BuildMS)
		w.Eval("location.hash = '#/'", nil)
		w.Wait("!document.querySelector('iframe')")
	}
	w.Close()
	b.table(fmt.Sprintf("End of a reply to the painted app, ms (React, about 300 lines, %d runs)", replyRuns), []string{"", "median", "p95", "max"}, [][]string{
		append([]string{"last byte of the reply to the reply's last event in the page"}, spread(event, 0)...),
		append([]string{"that event to the app painted in its frame"}, spread(fromEvent, 0)...),
		append([]string{"last byte of the reply to the app painted"}, spread(fromByte, 0)...),
		append([]string{"its build when it is opened again: kept, so none"}, spread(build, 1)...),
	})
}

// measuringReply is an app that times calls through its bridge when the shell says go.
const measuringReply = `A measuring page.

<app name="Measure" glyph="timer" template="html" description="Measures"/>

<file path="index.html">
<!doctype html><html lang="en"><meta charset="utf-8"><title>Measure</title><h1>Measure</h1><script>
const times = async (rounds, work) => {
  const took = [];
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    await work().catch(() => undefined);
    took.push(performance.now() - from);
  }
  return took;
};
const now = () => performance.timeOrigin + performance.now();
const works = {
  allow: () => AI.chat('Say yes'),
  models: rounds => times(rounds, () => AI.models()),
  refused: rounds => times(rounds, () => AI.chat('Say yes')),
  async stream() {
    const late = [], gaps = [];
    let before = 0;
    await AI.streamChat('Count, a hundred a second', delta => {
      const at = now();
      for (const sent of delta.trim().split(' ')) late.push(at - Number(sent));
      if (before) gaps.push(at - before);
      before = at;
    });
    return { late, gaps };
  },
};
addEventListener('message', async event => {
  const { work, rounds } = event.data ?? {};
  if (!work) return;
  try { parent.postMessage({ bench: await works[work](rounds) }, '*'); } catch (error) { parent.postMessage({ bench: String(error) }, '*'); }
});
</script></html>
</file>
`

// streamSteadily answers with a hundred tokens a second for three seconds; each is the time it was sent at.
func streamSteadily(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	send := func(content, finish string) {
		chunk := map[string]any{"id": "bench", "object": "chat.completion.chunk", "model": "bench", "choices": []any{
			map[string]any{"index": 0, "delta": map[string]string{"content": content}, "finish_reason": nil},
		}}
		if finish != "" {
			chunk["choices"].([]any)[0].(map[string]any)["finish_reason"] = finish
		}
		text, _ := json.Marshal(chunk)
		fmt.Fprintf(w, "data: %s\n\n", text)
		w.(http.Flusher).Flush()
	}
	for range 300 {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
		}
		send(fmt.Sprintf(" %.3f", milliseconds(time.Now())), "")
	}
	send("", "stop")
	fmt.Fprint(w, "data: [DONE]\n\n")
}

// bridge measures calls of the page, and of an app through its frame, port and shell, to Go and back.
func (b *bench) bridge(data string) {
	make := exec.Command(b.whittle, "--data", data, "new", "A measuring page")
	make.Env = append(make.Environ(), b.env...)
	if out, err := make.CombinedOutput(); err != nil {
		b.t.Fatalf("make the measuring page: %v\n%s", err, out)
	}
	w := b.open(b.whittle, "--data", data, "--open", "Measure")
	w.Wait(`performance.getEntriesByName('whittle-app-painted').length`)
	grant := func(state string) {
		w.Eval(api+`await call('PUT', '/api/apps/' + location.hash.split('/').at(-1) + '/grants/ai', { state: '`+state+`' })`, nil)
	}
	var bound, fetched, models, refused []float64
	w.Eval(timesInShell("() => window.go.main.AI.Cancel('none')"), &bound)
	w.Eval(api+timesInShell("() => call('GET', '/api/health')"), &fetched)
	grant("allowed")
	b.inFrame(w, "allow", nil) // the shell asks for the grant once in an opening
	b.inFrame(w, "models", &models)
	var stream struct{ Late, Gaps []float64 }
	b.inFrame(w, "stream", &stream)
	grant("denied")
	b.inFrame(w, "refused", &refused)
	w.Close()
	b.table(fmt.Sprintf("Calls, ms (%d rounds, one after the other; the page's clock ticks in steps of 1 ms)", callRounds), []string{"", "mean", "median", "p95", "max"}, [][]string{
		append([]string{"shell: bound Go method that does nothing", mean(bound)}, spread(bound, 0)...),
		append([]string{"shell: fetch of /api/health", mean(fetched)}, spread(fetched, 0)...),
		append([]string{"app: AI.models(), answered by the shell from its cache", mean(models)}, spread(models, 0)...),
		append([]string{"app: AI.chat() that Go refuses after looking up the grant", mean(refused)}, spread(refused, 0)...),
	})
	b.table("A stream of 100 tokens a second in an app, ms", []string{"", "mean", "median", "p95", "max"}, [][]string{
		append([]string{"token sent by the endpoint to token in the app", mean(stream.Late)}, spread(stream.Late, 0)...),
		append([]string{"between two deliveries in the app", mean(stream.Gaps)}, spread(stream.Gaps, 0)...),
	})
}

// timesInShell is a script that times work in the top page.
func timesInShell(work string) string {
	return fmt.Sprintf(`const work = %s, took = [];
for (let i = 0; i < %d; i++) { const from = performance.now(); await work(); took.push(performance.now() - from); }
return took`, work, callRounds)
}

// inFrame has the measuring page do something and decodes what it reports.
func (b *bench) inFrame(w *e2e.Plain, work string, reply any) {
	b.t.Helper()
	w.Eval(fmt.Sprintf(`window.benchReport = undefined;
		addEventListener('message', e => { if (e.data?.bench !== undefined) window.benchReport = e.data.bench; });
		document.querySelector('iframe').contentWindow.postMessage({ work: '%s', rounds: %d }, '*')`, work, callRounds), nil)
	w.Wait("window.benchReport !== undefined")
	var report json.RawMessage
	w.Eval("return window.benchReport", &report)
	if reply == nil {
		return
	}
	if err := json.Unmarshal(report, reply); err != nil {
		b.t.Fatalf("%s: %v in %s", work, err, report)
	}
}

func mean(values []float64) string {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return fmt.Sprintf("%.2f", sum/float64(len(values)))
}
