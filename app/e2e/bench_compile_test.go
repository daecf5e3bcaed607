//go:build bench && linux

package e2e_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"whittle/backend/builder/compiler"
)

// compileRuns is how often each compiler is asked after the first time, each time with another input.
const compileRuns = 10

// compileCases are inputs of about 250 lines, or 210 classes; no two salts give the same.
var compileCases = []struct {
	name, compiler string
	input          func(salt int) any
}{
	{"Tailwind, 210 classes", "tailwind", func(salt int) any {
		in := compiler.TailwindInput{Version: 3, CSS: fmt.Sprintf("/* %d */", salt), Plugins: []string{}}
		for _, name := range []string{"p", "m", "w", "h", "px", "mt", "gap", "pb", "max-w", "min-h"} {
			for i := range 21 {
				in.Candidates = append(in.Candidates, fmt.Sprintf("%s-%d", name, i))
			}
		}
		return in
	}},
	{"Vue, component of 250 lines", "vue", func(salt int) any {
		return compiler.VueInput{File: "App.vue", ID: fmt.Sprint("b", salt), Source: "<script setup lang=\"ts\">\nimport { computed, ref } from 'vue';\nconst entries = ref<{ id: number; name: string; value: number }[]>([]);\nconst total = computed(() => entries.value.length);\nconst open = ref(true);\n</script>\n<template>\n<main>\n" +
			strings.Repeat("<section class=\"part\">\n  <button @click=\"open = !open\">{{ open ? 'Close' : 'Open' }} {{ total }}</button>\n  <p v-for=\"entry in entries\" v-if=\"open\" :key=\"entry.id\" :style=\"{ opacity: 1 - entry.value / 200 }\">\n    {{ entry.name }}: {{ entry.value.toFixed(2) }}\n  </p>\n</section>\n", 40) +
			fmt.Sprintf("</main>\n</template>\n<style scoped>\n.part { padding: %dpx }\n</style>\n", salt)}
	}},
	{"Svelte, component of 250 lines", "svelte", func(salt int) any {
		return compiler.SvelteInput{File: "App.svelte", Source: "<script>\n  let entries = $state([]);\n  let open = $state(true);\n  const total = $derived(entries.length);\n</script>\n<main>\n" +
			strings.Repeat("<section class=\"part\">\n  <button onclick={() => open = !open}>{open ? 'Close' : 'Open'} {total}</button>\n  {#if open}{#each entries as entry (entry.id)}<p style:opacity={1 - entry.value / 200}>\n    {entry.name}: {entry.value.toFixed(2)}\n  </p>{/each}{/if}\n</section>\n", 40) +
			fmt.Sprintf("</main>\n<style>\n  .part { padding: %dpx }\n</style>\n", salt)}
	}},
}

// compilers measures the compilers that are written in JavaScript in the program's own engine and in a worker of the
// window's page, without the build around them.
func (b *builderBench) compilers() {
	w := b.open(b.whittle, "--data", b.library())
	defer w.Close()
	w.Wait(paintedHome)
	w.Eval("await new Promise(done => setTimeout(done, 4500))", nil) // what is built ahead is built
	var rows [][]string
	for _, c := range compileCases {
		var inWorker []float64
		w.Eval(fmt.Sprintf(workerScript, c.compiler, b.inputs(c.input)), &inWorker)
		for _, engine := range []struct {
			name string
			took []float64
		}{{"the program's engine", b.compiledHere(c.compiler, c.input)}, {"worker of the window", inWorker}} {
			row := []string{c.name + ", " + engine.name, fmt.Sprintf("%.0f", engine.took[0])}
			rows = append(rows, append(row, spread(engine.took[1:], 1)...))
		}
	}
	b.table(fmt.Sprintf("Compilers, ms (first: with the start of the engine; then %d inputs)", compileRuns), []string{"", "first", "median", "p95", "max"}, rows)
}

// compiledHere compiles in the program's engine and returns ms.
func (b *builderBench) compiledHere(name string, input func(int) any) (took []float64) {
	set := compiler.New()
	defer set.Close()
	for i := range compileRuns + 1 {
		var out struct{ Problems []any }
		from := time.Now()
		if err := set.Compile(b.t.Context(), name, input(i), &out); err != nil {
			b.t.Fatal(err)
		}
		took = append(took, sinceMS(from))
		if len(out.Problems) > 0 {
			b.t.Fatalf("%s: %v", name, out.Problems)
		}
	}
	return took
}

// inputs returns the inputs of a case as a list in JavaScript, each as the backend sends it.
func (b *builderBench) inputs(input func(int) any) string {
	var list []string
	for i := range compileRuns + 1 {
		text, err := json.Marshal(input(i))
		if err != nil {
			b.t.Fatal(err)
		}
		list = append(list, string(text))
	}
	text, err := json.Marshal(list)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

// workerScript starts a worker and returns how long each input took in ms; the first with the worker's start.
const workerScript = `
const took = [];
let from = performance.now();
const worker = new Worker('/compilers/%s.js');
for (const input of %s) {
  const answer = await new Promise((done, fail) => {
    worker.onmessage = ({ data }) => done(data.answer);
    worker.onerror = fail;
    worker.postMessage({ id: 'a', input });
  });
  took.push(performance.now() - from);
  if (!answer.includes('"output"')) throw new Error(answer.slice(0, 300));
  from = performance.now();
}
worker.terminate();
return took;`
