//go:build bench && linux

package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whittle/app/e2e"
	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

const (
	buildRuns = 60
	paintRuns = 25
	peerRuns  = 9
)

// TestBuilderBenchmarks measures the builder beside Babel in the page and a Vite dev server, on the same apps in one
// run, and writes Markdown tables to the file that WHITTLE_BENCH names. It asserts no time. build/bench-builder calls
// it. WHITTLE_CORPUS names a folder of HTML apps to build as well.
func TestBuilderBenchmarks(t *testing.T) {
	e2e.Need(t)
	e2e.NeedChromium(t)
	out := os.Getenv("WHITTLE_BENCH")
	if out == "" {
		t.Skip("WHITTLE_BENCH names no file; build/bench-builder does")
	}
	b := &builderBench{bench: &bench{t: t, dir: t.TempDir(), display: e2e.Screen(t, "1400x900")}}
	b.bench.build()
	for _, part := range []func(){b.documents, func() { b.corpus(os.Getenv("WHITTLE_CORPUS")) }, b.paints, b.peers, b.growth} {
		part()
		if err := os.WriteFile(out, b.text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

type builderBench struct{ *bench }

// measured are the apps that every way of opening is measured with.
var measured = []struct {
	name  string
	lines int
	heavy bool
}{
	{"React, 50 lines", 50, false}, {"React, 300 lines", 300, false}, {"React, 2,000 lines", 2000, false}, {"React, Recharts and Lucide, 300 lines", 300, true},
}

// benchSource returns a TSX app of about so many lines, which tells its frame's owner when it has been committed. No
// two salts give the same text.
func benchSource(lines int, heavy bool, salt string) string {
	var s strings.Builder
	s.WriteString("import { useEffect, useMemo, useState } from 'react';\n")
	chart := "<b>{total}</b>"
	if heavy {
		s.WriteString("import { LineChart, Line, XAxis, YAxis, Tooltip, CartesianGrid } from 'recharts';\nimport { Activity, Bell, Check, User } from 'lucide-react';\n")
		chart = `<><Activity /><Bell /><Check /><User /><LineChart width={600} height={240} data={data}><CartesianGrid /><XAxis dataKey="name" /><YAxis /><Tooltip /><Line dataKey="value" isAnimationActive={false} /></LineChart></>`
	}
	s.WriteString("interface Entry { id: number; name: string; value: number; tags?: string[] }\nconst data: Entry[] = Array.from({ length: 24 }, (_, id) => ({ id, name: `Entry ${id}`, value: (id * 37) % 100 }));\n")
	parts := 0
	for strings.Count(s.String(), "\n") < lines-22 {
		parts++
		fmt.Fprintf(&s, `
type Part%[1]dProps = { entries: Entry[]; onPick?: (entry: Entry) => void };
function Part%[1]d({ entries, onPick }: Part%[1]dProps) {
  const [open, setOpen] = useState<boolean>(%[2]t);
  const sorted = useMemo(() => [...entries].sort((a, b) => b.value - a.value).slice(0, 3), [entries]);
  return (
    <section className="part" aria-label="Part %[1]d">
      <button onClick={() => setOpen((is) => !is)}>{open ? 'Close' : 'Open'} part %[1]d</button>
      {open && sorted.map((entry) => (
        <p key={entry.id} onClick={() => onPick?.(entry)} style={{ opacity: 1 - entry.value / 200 }}>
          {entry.name}: {entry.value.toFixed(2)} {entry.tags?.join(', ') ?? 'no tags'}
        </p>
      ))}
    </section>
  );
}
`, parts, parts%2 == 0)
	}
	s.WriteString("\nexport default function App() {\n  const [picked, setPicked] = useState<Entry | null>(null);\n  const total = useMemo(() => data.reduce((sum, entry) => sum + entry.value, 0), []);\n")
	s.WriteString("  useEffect(() => { parent.postMessage({ committed: true }, '*'); }, []);\n  return (\n    <main>\n      <h1>" + salt + "</h1>\n      " + chart + "\n")
	for i := range parts {
		fmt.Fprintf(&s, "      <Part%d entries={data} onPick={setPicked} />\n", i+1)
	}
	s.WriteString("      <footer>{picked ? picked.name : 'Nothing picked'} of {total}</footer>\n    </main>\n  );\n}\n")
	return s.String()
}

// documents measures from source to document, each time of a source that was never seen, and again after an edit of
// one that was.
func (b *builderBench) documents() {
	var rows [][]string
	for _, m := range measured {
		engine := b.newBuilder()
		var fresh, edited []float64
		var size int
		for i := range buildRuns + 5 {
			bundle := engine.Build(b.t.Context(), appSource(benchSource(m.lines, m.heavy, fmt.Sprint("first ", i))))
			if len(bundle.Problems) > 0 {
				b.t.Fatalf("%s: %v", m.name, bundle.Problems)
			}
			size = len(bundle.Document)
			if i >= 5 {
				fresh = append(fresh, bundle.BuildMS)
			}
		}
		source := benchSource(m.lines, m.heavy, "edited")
		engine.Build(b.t.Context(), appSource(source))
		for i := range buildRuns {
			bundle := engine.Build(b.t.Context(), appSource(strings.Replace(source, "Nothing picked", fmt.Sprint("Nothing picked ", i), 1)))
			edited = append(edited, bundle.BuildMS)
		}
		rows = append(rows, append(append([]string{m.name}, spread(fresh, 2)...), append(spread(edited, 2), fmt.Sprint(size/1000))...))
	}
	b.table(fmt.Sprintf("Source to document, ms (%d sources each, never seen before; then an edit of one that was)", buildRuns),
		[]string{"", "median", "p95", "max", "after an edit: median", "p95", "max", "document KB"}, rows)
}

func (b *builderBench) newBuilder() *builder.Builder {
	engine, err := builder.New(builder.Options{Compiler: compiler.New()})
	if err != nil {
		b.t.Fatal(err)
	}
	return engine
}

func appSource(text string) backend.Source {
	return backend.Source{Template: "react", Files: []backend.File{{Path: "App.tsx", Content: text}}}
}

// corpus builds every HTML file of a folder once.
func (b *builderBench) corpus(folder string) {
	if folder == "" {
		return
	}
	engine := b.newBuilder()
	var took []float64
	pages := 0
	paths, _ := filepath.Glob(filepath.Join(folder, "*.html"))
	for _, path := range paths {
		files, template, err := builder.ReadPath(path)
		if err != nil {
			continue
		}
		bundle := engine.Build(b.t.Context(), backend.Source{Template: template, Files: files})
		took = append(took, bundle.BuildMS)
		pages++
	}
	if pages > 0 {
		b.table(fmt.Sprintf("%d HTML apps that nobody here wrote, source to document, ms", pages), []string{"median", "p95", "max"}, [][]string{spread(took, 2)})
	}
}

// paints measures from the source's document to the app committed and painted in a frame, in the window and in
// Chromium: the frame is made, the page is served with its prelude, React has run its effects, two frames have passed.
func (b *builderBench) paints() {
	library := filepath.Join(b.dir, "measured")
	b.serveApps(library)
	var rows [][]string
	w := b.open(b.whittle, "--data", library)
	w.Wait(paintedHome)
	window := func(body string, reply any) { w.Eval(body, reply) }
	rows = append(rows, b.framed("WebKitGTK, the window", window)...)
	w.Close()
	s := b.serve(library)
	browser := e2e.Browse(b.t, s.URL)
	browser.Find("#root > *")
	rows = append(rows, b.framed("Chromium", func(body string, reply any) {
		browser.Eval("window.benchTicket = arguments[0]; "+body, reply, s.Ticket)
	})...)
	browser.Close()
	s.stop()
	b.table(fmt.Sprintf("A page's address to the app committed in its frame, ms (%d openings of a page that is built)", paintRuns),
		[]string{"", "first", "median", "p95", "max", "two frames later: median"}, rows)
}

// maxReply is how many lines fit into one reply of a model.
const maxReply = 1000

// serveApps makes a library with the measured apps, but for those that fit into no reply.
func (b *builderBench) serveApps(library string) {
	b.answers = map[string]string{}
	b.serveModel()
	for i, m := range measured {
		if m.lines > maxReply {
			continue
		}
		b.answers[fmt.Sprint("measured ", i)] = "Here.\n\n<app name=\"Measured " + fmt.Sprint(i) + "\" glyph=\"star\" template=\"react\" description=\"x\"/>\n\n<file path=\"App.tsx\">\n" +
			benchSource(m.lines, m.heavy, "opened") + "</file>\n"
	}
	for i, m := range measured {
		if m.lines > maxReply {
			continue
		}
		make := exec.Command(b.whittle, "--data", library, "new", fmt.Sprint("measured ", i), "--template", "react")
		make.Env = append(make.Environ(), b.env...)
		if out, err := make.CombinedOutput(); err != nil {
			b.t.Fatalf("make an app: %v\n%s", err, out)
		}
	}
}

// framed opens each measured app again and again in a frame of its own.
func (b *builderBench) framed(engine string, eval func(string, any)) [][]string {
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
			committed, painted = append(committed, at[0]), append(painted, at[1])
		}
		first := committed[0]
		committed, painted = committed[1:], painted[1:]
		row := append([]string{engine + ": " + m.name, fmt.Sprintf("%.0f", first)}, spread(committed, 0)...)
		rows = append(rows, append(row, fmt.Sprintf("%.0f", quantile(painted, 0.5))))
	}
	return rows
}

// builtScript has the app called Measured N built and keeps its page's address.
const builtScript = `
const ticket = window.benchTicket ?? (await (window.benchBoot ??= window.go.main.Shell.Boot())).ticket;
const call = async (method, path, body) => (await fetch(path, { method, headers: { Authorization: 'Bearer ' + ticket, 'Content-Type': 'application/json' }, body })).json();
const app = (await call('GET', '/api/apps')).items.find(it => it.name === 'Measured %d');
window.benchURL = (await call('POST', '/api/apps/' + app.id + '/open', '{}')).url;`

// framedScript opens that page in a frame and returns [committed, painted] in ms.
const framedScript = `
const frame = document.createElement('iframe');
frame.sandbox = 'allow-scripts allow-forms allow-pointer-lock';
frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;z-index:99;background:white';
const from = performance.now();
const times = await new Promise(done => {
  const heard = ({ source, data }) => {
    if (source !== frame.contentWindow || !data) return;
    if (data.whittle === 'hello') source.postMessage({ whittle: 'port' }, '*', [new MessageChannel().port2]);
    if (!data.committed) return;
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

// growth states what the libraries add to the program and what an open app adds to its memory.
func (b *builderBench) growth() {
	var rows [][]string
	for _, part := range []struct{ name, glob string }{
		{"library pack (modules, files, licences), in the program", "../../backend/builder/registry/dist/*"},
		{"compilers (Tailwind, Vue, Svelte), in the program", "../../backend/builder/compiler/dist/*"},
	} {
		size := int64(0)
		paths, _ := filepath.Glob(part.glob)
		for _, path := range paths {
			if info, err := os.Stat(path); err == nil {
				size += info.Size()
			}
		}
		rows = append(rows, []string{part.name, fmt.Sprintf("%.1f MB", float64(size)/1e6)})
	}
	for name, program := range map[string]string{"the program": b.whittle, "an empty Wails window": b.empty} {
		if info, err := os.Stat(program); err == nil {
			rows = append(rows, []string{name, fmt.Sprintf("%.1f MB", float64(info.Size())/1e6)})
		}
	}
	slices.SortFunc(rows, func(x, y []string) int { return strings.Compare(x[0], y[0]) })
	b.table("Size", []string{"", ""}, append(rows, b.memory()...))
}

// memory measures the window at rest without and with an app, PSS of all its processes.
func (b *builderBench) memory() [][]string {
	library := filepath.Join(b.dir, "measured")
	var rows [][]string
	for _, c := range []struct {
		name string
		args []string
	}{{"memory, launcher", nil}, {"memory, React app of 300 lines open", []string{"--open", "Measured 1"}}, {"memory, React, Recharts and Lucide open", []string{"--open", "Measured 3"}}} {
		w := b.open(b.whittle, append([]string{"--data", library}, c.args...)...)
		if c.args == nil {
			w.Wait(paintedHome)
		} else {
			w.Wait("performance.getEntriesByName('whittle-app-painted').length")
		}
		w.Eval("await new Promise(done => setTimeout(done, 3000))", nil)
		rows = append(rows, []string{c.name, fmt.Sprintf("%.0f MiB", pss(w.PID()))})
		w.Close()
	}
	return rows
}
