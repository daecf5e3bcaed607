//go:build bench && linux

package e2e_test

import (
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"whittle/app/e2e"
	"whittle/backend/builder"
)

// maxReply is how many lines fit into one reply of a model.
const maxReply = 1000

func (b *builderBench) library() string { return filepath.Join(b.dir, "measured") }

// fillMeasured makes a library with the measured apps, but for those that fit into no reply, and with starters until
// there are as many as memory is measured with.
func (b *builderBench) fillMeasured() {
	b.answers = map[string]string{}
	b.serveModel()
	made := 0
	for i, m := range measured {
		if m.lines > maxReply {
			continue
		}
		prompt := fmt.Sprint("measured ", i)
		b.answers[prompt] = fmt.Sprintf("Here.\n\n<app name=\"Measured %d\" glyph=\"star\" template=\"react\" description=\"x\"/>\n\n<file path=\"App.tsx\">\n%s</file>\n",
			i, benchSource(m.lines, m.heavy, "opened"))
		run := exec.Command(b.whittle, "--data", b.library(), "new", prompt, "--template", "react")
		run.Env = append(run.Environ(), b.env...)
		if out, err := run.CombinedOutput(); err != nil {
			b.t.Fatalf("make an app: %v\n%s", err, out)
		}
		made++
	}
	b.fill(b.library(), openApps[len(openApps)-1]-made)
}

// paintWindow and paintChromium measure from the address of a built page to the app committed in a frame: the frame is
// made, the page is served with its prelude, React has run its effects; and to two frames of the shell later.
func (b *builderBench) paintWindow() {
	w := b.open(b.whittle, "--data", b.library())
	defer w.Close()
	w.Wait(paintedHome)
	b.framed("The window (WebKitGTK)", wayWindow, w.Eval)
}

func (b *builderBench) paintChromium() {
	s := b.serve(b.library())
	defer s.stop()
	browser := e2e.Browse(b.t, s.URL)
	defer browser.Close()
	browser.Find("#root > *")
	b.framed("Chromium", wayChromium, func(body string, reply any) {
		browser.Eval("window.benchTicket = arguments[0]; "+body, reply, s.Ticket)
	})
}

// framed opens each measured app again and again in a frame of its own.
func (b *builderBench) framed(engine, way string, eval func(string, any)) {
	eval("await new Promise(done => setTimeout(done, 4500))", nil) // what is built ahead is built
	var rows [][]string
	for i, m := range measured {
		if m.lines > maxReply {
			continue
		}
		eval(fmt.Sprintf(builtScript, i), nil)
		var committed, painted []float64
		for range paintRuns + 1 {
			var at [2]float64
			eval(framedScript, &at)
			if at[0] == 0 {
				b.t.Fatalf("%s was not committed in 4 s", m.name)
			}
			committed, painted = append(committed, at[0]), append(painted, at[1])
		}
		b.note(way, m.name, committed[1:])
		row := append([]string{m.name, fmt.Sprintf("%.0f", committed[0])}, spread(committed[1:], 0)...)
		rows = append(rows, append(row, fmt.Sprintf("%.0f", quantile(painted[1:], 0.5))))
	}
	b.table(fmt.Sprintf("%s: address of a built page to the app committed in its frame, ms (%d openings)", engine, paintRuns),
		[]string{"", "first", "median", "p95", "max", "two frames later: median"}, rows)
}

// shellCall makes call(method, path, body) in a script of the shell, in the window and in a browser.
const shellCall = `
const ticket = window.benchTicket ?? (await (window.benchBoot ??= window.go.main.Shell.Boot())).ticket;
const call = async (method, path, body) => (await fetch(path, { method, headers: { Authorization: 'Bearer ' + ticket, 'Content-Type': 'application/json' }, body })).json();
`

// builtScript has the app called Measured N built and keeps its page's address.
const builtScript = shellCall + `
const app = (await call('GET', '/api/apps')).items.find(it => it.name === 'Measured %d');
window.benchURL = (await call('POST', '/api/apps/' + app.id + '/open', '{}')).url;`

// framedScript opens that page in a frame and returns [committed, painted] in ms; zeros when it takes too long.
const framedScript = `
const frame = document.createElement('iframe');
frame.sandbox = 'allow-scripts allow-forms allow-pointer-lock';
frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;z-index:99;background:white';
const from = performance.now();
const times = await new Promise(done => {
  const late = setTimeout(() => done([0, 0]), 4000);
  const heard = ({ source, data }) => {
    if (source !== frame.contentWindow || !data) return;
    if (data.whittle === 'hello') source.postMessage({ whittle: 'port' }, '*', [new MessageChannel().port2]);
    if (!data.committed) return;
    clearTimeout(late);
    removeEventListener('message', heard);
    const committed = performance.now() - from;
    requestAnimationFrame(() => requestAnimationFrame(() => done([committed, performance.now() - from])));
  };
  addEventListener('message', heard);
  frame.src = window.benchURL;
  document.body.append(frame);
});
frame.remove();
return times;`

// reopenStarts is how often the program is started to open what a former start built.
const reopenStarts = 5

// reopened measures an app's page asked for again: from what the library keeps, after a start of the program, and from
// memory, both inside the program and as a request over loopback.
func (b *builderBench) reopened() {
	var kept, keptWhole, memory, memoryWhole []float64
	b.openAll()
	for range reopenStarts {
		s := b.serve(b.library())
		ids := measuredIDs(s)
		before := pagesCounts(s)
		for _, id := range ids {
			inside, whole := openTimed(s, id)
			kept, keptWhole = append(kept, inside), append(keptWhole, whole)
		}
		if after := pagesCounts(s); after.Disk-before.Disk < int64(len(ids)) {
			b.t.Fatalf("%d pages were taken from the library, not %d", after.Disk-before.Disk, len(ids))
		}
		for range 10 {
			for _, id := range ids {
				inside, whole := openTimed(s, id)
				memory, memoryWhole = append(memory, inside), append(memoryWhole, whole)
			}
		}
		s.stop()
	}
	b.table("A version that was built before, opened again, ms (the measured apps)", []string{"", "median", "p95", "max"}, [][]string{
		append([]string{"page from memory"}, spread(memory, 3)...),
		append([]string{"page from memory, the whole request over loopback"}, spread(memoryWhole, 2)...),
		append([]string{fmt.Sprintf("page from the library, first after a start (%d starts)", reopenStarts)}, spread(kept, 2)...),
		append([]string{"page from the library, the whole request over loopback"}, spread(keptWhole, 2)...),
	})
}

// openAll has the library keep every measured app's page.
func (b *builderBench) openAll() {
	s := b.serve(b.library())
	defer s.stop()
	for _, id := range measuredIDs(s) {
		openTimed(s, id)
	}
}

func measuredIDs(s *server) (ids []string) {
	var apps struct {
		Items []struct{ ID, Name string } `json:"items"`
	}
	s.call(http.MethodGet, "/api/apps", nil, &apps)
	for _, app := range apps.Items {
		if strings.HasPrefix(app.Name, "Measured ") {
			ids = append(ids, app.ID)
		}
	}
	return ids
}

func pagesCounts(s *server) builder.Counts {
	var pages struct {
		Run builder.Counts `json:"run"`
	}
	s.call(http.MethodGet, "/api/pages", nil, &pages)
	return pages.Run
}

// openTimed opens an app and returns how long the page took inside the program and the request as a whole, in ms.
func openTimed(s *server, id string) (inside, whole float64) {
	var opened struct {
		BuildMS float64 `json:"build_ms"`
	}
	from := time.Now()
	s.call(http.MethodPost, "/api/apps/"+id+"/open", map[string]any{}, &opened)
	return opened.BuildMS, sinceMS(from)
}

func sinceMS(from time.Time) float64 { return float64(time.Since(from).Microseconds()) / 1000 }
