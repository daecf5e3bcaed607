//go:build bench && linux

package e2e_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	peerRuns  = 5
)

// TestBuilderBenchmarks measures the builder beside Babel in the page and a Vite dev server, on the same apps in one
// run, and writes Markdown tables to the file that WHITTLE_BENCH names. It asserts no time. build/bench-builder calls
// it. WHITTLE_CORPUS names a folder of HTML apps to build as well. A part that fails says so in its place and leaves
// the others alone; -run 'TestBuilderBenchmarks/^Vite' measures those whose names begin so.
func TestBuilderBenchmarks(t *testing.T) {
	e2e.Need(t)
	e2e.NeedChromium(t)
	out := os.Getenv("WHITTLE_BENCH")
	if out == "" {
		t.Skip("WHITTLE_BENCH names no file; build/bench-builder does")
	}
	b := &builderBench{bench: &bench{t: t, dir: t.TempDir(), display: e2e.Screen(t, "1400x900")}, medians: map[string]map[string]float64{}}
	b.bench.build()
	b.fillMeasured()
	for _, p := range []struct {
		name    string
		measure func()
	}{
		{"Source to document", b.documents}, {"HTML apps", b.corpus},
		{"Opening in the window", b.paintWindow}, {"Opening in Chromium", b.paintChromium},
		{"Babel in the page", b.babels}, {"Vite dev server", b.vites}, {"Side by side", b.sides},
		{"Opening again", b.reopened}, {"Compilers", b.compilers}, {"Memory", b.memory}, {"Size", b.growth},
	} {
		b.part(p.name, p.measure)
		if err := os.WriteFile(out, b.text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

type builderBench struct {
	*bench
	medians map[string]map[string]float64 // in ms, by way and app
}

// part runs a measurement as a test of its own; one that fails leaves a line in its place.
func (b *builderBench) part(name string, measure func()) {
	outer := b.t
	defer func() { b.t = outer }()
	if !outer.Run(name, func(t *testing.T) {
		b.t = t
		measure()
	}) {
		fmt.Fprintf(&b.text, "**%s: not measured in this run, or in part; the run's log says why.**\n\n", name)
	}
}

// note remembers a median for the table side by side.
func (b *builderBench) note(way, app string, values []float64) {
	if b.medians[way] == nil {
		b.medians[way] = map[string]float64{}
	}
	b.medians[way][app] = quantile(values, 0.5)
}

// sides writes the medians of all ways that were measured, one row each.
func (b *builderBench) sides() {
	var rows [][]string
	for _, way := range []string{wayDocument, wayEdit, wayWindow, wayChromium, wayBabelLoad, wayBabelFirst, wayBabelPaint, wayViteReady, wayViteCold, wayViteTransform, wayViteWarm, wayViteAgain} {
		row := []string{way}
		for _, m := range measured {
			value, ok := b.medians[way][m.name]
			cell := "-"
			if ok {
				cell = fmt.Sprintf("%.*f", map[bool]int{true: 2, false: 0}[value < 10], value)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	header := []string{"medians, ms"}
	for _, m := range measured {
		header = append(header, m.name)
	}
	b.table("Side by side", header, rows)
}

// The ways that stand side by side.
const (
	wayDocument      = "Whittle: source, never seen before, to document"
	wayEdit          = "Whittle: the same after an edit"
	wayWindow        = "Whittle: page's address to committed, the window"
	wayChromium      = "Whittle: page's address to committed, Chromium"
	wayBabelLoad     = "@babel/standalone in Chromium: page's address to libraries and Babel loaded"
	wayBabelFirst    = "@babel/standalone in Chromium: page's address to source transformed"
	wayBabelPaint    = "@babel/standalone in Chromium: page's address to committed"
	wayViteReady     = "Vite: start to ready, nothing prepared"
	wayViteCold      = "Vite: start to committed in Chromium, nothing prepared"
	wayViteTransform = "Vite: start to first transform, libraries prepared"
	wayViteWarm      = "Vite: start to committed in Chromium, libraries prepared"
	wayViteAgain     = "Vite: page's address to committed in Chromium, while it runs"
)

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
			bundle := b.built(engine, benchSource(m.lines, m.heavy, fmt.Sprint("first ", i)))
			size = len(bundle.Document)
			if i >= 5 {
				fresh = append(fresh, bundle.BuildMS)
			}
		}
		source := benchSource(m.lines, m.heavy, "edited")
		b.built(engine, source)
		for i := range buildRuns {
			edited = append(edited, b.built(engine, strings.Replace(source, "Nothing picked", fmt.Sprint("Nothing picked ", i), 1)).BuildMS)
		}
		b.note(wayDocument, m.name, fresh)
		b.note(wayEdit, m.name, edited)
		rows = append(rows, append(append([]string{m.name}, spread(fresh, 2)...), append(spread(edited, 2), fmt.Sprint(size/1000))...))
	}
	b.table(fmt.Sprintf("Source to document, ms (%d sources each, never seen before; then %d edits of one line)", buildRuns, buildRuns),
		[]string{"", "median", "p95", "max", "after an edit: median", "p95", "max", "document KB"}, rows)
}

func (b *builderBench) newBuilder() *builder.Builder {
	engine, _ := b.countedBuilder()
	return engine
}

// countedCompilers counts how often a compiler was asked.
type countedCompilers struct {
	*compiler.Set
	asked int
}

func (c *countedCompilers) Compile(ctx context.Context, name string, input, output any) error {
	c.asked++
	return c.Set.Compile(ctx, name, input, output)
}

// countedBuilder returns a builder that builds one page at a time, and what counts its compilers.
func (b *builderBench) countedBuilder() (*builder.Builder, *countedCompilers) {
	compilers := &countedCompilers{Set: compiler.New()}
	b.t.Cleanup(compilers.Close)
	engine, err := builder.New(builder.Options{Compiler: compilers})
	if err != nil {
		b.t.Fatal(err)
	}
	return engine, compilers
}

// built builds a React app of one file, which must have no problems.
func (b *builderBench) built(engine *builder.Builder, text string) backend.Bundle {
	b.t.Helper()
	bundle := engine.Build(b.t.Context(), backend.Source{Template: "react", Files: []backend.File{{Path: "App.tsx", Content: text}}})
	if len(bundle.Problems) > 0 {
		b.t.Fatal(bundle.Problems)
	}
	return bundle
}

// corpusPart is some of the apps of a folder.
type corpusPart struct{ took, kilobytes []float64 }

func (c *corpusPart) add(took float64, files []backend.File) {
	size := 0
	for _, f := range files {
		size += len(f.Content)
	}
	c.took, c.kilobytes = append(c.took, took), append(c.kilobytes, float64(size)/1000)
}

func (c *corpusPart) row(name string) []string {
	if len(c.took) == 0 {
		return []string{name, "0", "-", "-", "-", "-"}
	}
	return append([]string{name, fmt.Sprint(len(c.took)), fmt.Sprintf("%.0f", quantile(c.kilobytes, 0.5))}, spread(c.took, 2)...)
}

// corpus builds every HTML file below the folder that WHITTLE_CORPUS names, once, each for the first time. Those that
// use Tailwind have it run in the program's own engine, as there is no page with a worker.
func (b *builderBench) corpus() {
	folder := os.Getenv("WHITTLE_CORPUS")
	if folder == "" {
		b.text.WriteString("No folder of HTML apps was given, so none were built.\n\n")
		return
	}
	engine, compilers := b.countedBuilder()
	var all, plain, compiled corpusPart
	failed := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		files, template, err := builder.ReadPath(path)
		if err != nil {
			failed++
			return nil // too large, or no text: told as a number
		}
		before := compilers.asked
		bundle := engine.Build(b.t.Context(), backend.Source{Template: template, Files: files})
		all.add(bundle.BuildMS, files)
		if compilers.asked == before {
			plain.add(bundle.BuildMS, files)
		} else {
			compiled.add(bundle.BuildMS, files)
		}
		if bundle.Document == nil {
			failed++
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	if len(all.took) == 0 {
		b.t.Fatalf("%s holds no HTML app", folder)
	}
	b.table(fmt.Sprintf("HTML apps that nobody here wrote, source to document, ms (%d have no document)", failed), []string{"", "apps", "median source KB", "median", "p95", "max"},
		[][]string{all.row("all"), plain.row("those that ask no compiler"), compiled.row("those that use Tailwind, in the program's engine")})
}
