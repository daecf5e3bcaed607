//go:build bench && linux

package e2e_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const paintedHome = "performance.getEntriesByName('whittle-home-painted').length"

// begun is what a page tells of its start, in milliseconds since 1970 and since the navigation.
type begun struct {
	Origin  float64
	Loaded  float64
	Painted float64
}

// starts measures from the start of the process to the painted launcher, in turns, so that load falls on all alike.
func (b *bench) starts(empty, many string) {
	cases := []struct {
		name    string
		program string
		args    []string
		page    []float64
		painted []float64
		memory  []float64
	}{
		{name: "empty Wails window", program: b.empty},
		{name: "Whittle, no apps", program: b.whittle, args: []string{"--data", empty}},
		{name: fmt.Sprintf("Whittle, %d apps", manyApps), program: b.whittle, args: []string{"--data", many}},
	}
	for run := range startRuns + 1 {
		for i := range cases {
			c := &cases[i]
			w := b.open(c.program, c.args...)
			w.Wait(paintedHome)
			var at begun
			w.Eval(`return { Origin: performance.timeOrigin, Loaded: performance.getEntriesByType('navigation')[0]?.domContentLoadedEventEnd ?? 0,
				Painted: performance.getEntriesByName('whittle-home-painted')[0].startTime }`, &at)
			if run == startRuns { // the last is for memory: the page has come to rest
				time.Sleep(3 * time.Second)
				c.memory = append(c.memory, pss(w.PID()))
			} else {
				began := milliseconds(w.Started)
				c.page = append(c.page, at.Origin-began)
				c.painted = append(c.painted, at.Origin+at.Painted-began)
			}
			w.Close()
		}
	}
	var rows, memory [][]string
	for _, c := range cases {
		rows = append(rows, append([]string{c.name, fmt.Sprintf("%.0f", quantile(c.page, 0.5))}, spread(c.painted, 0)...))
		memory = append(memory, []string{c.name, fmt.Sprintf("%.0f", c.memory[0])})
	}
	b.table(fmt.Sprintf("Start of the process to a painted launcher, ms (%d runs)", startRuns), []string{"", "page begins (median)", "painted (median)", "p95", "max"}, rows)
	w := b.open(b.whittle, "--data", many, "--open", b.firstApp(many))
	w.Wait("performance.getEntriesByName('whittle-app-painted').length")
	time.Sleep(3 * time.Second)
	memory = append(memory, []string{"Whittle, one app open", fmt.Sprintf("%.0f", pss(w.PID()))})
	w.Close()
	b.table("Memory, PSS of all processes, MiB", []string{"", "MiB"}, memory)
}

func (b *bench) firstApp(data string) string {
	s := b.serve(data)
	defer s.stop()
	var apps struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	s.call("GET", "/api/apps", nil, &apps)
	return apps.Items[0].ID
}

// pss sums the proportional set size of a process and everything below it, in MiB (proc(5), smaps_rollup).
func pss(program int) float64 {
	parents := map[int]int{}
	paths, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		var state string
		var parent int
		after := string(text[strings.LastIndexByte(string(text), ')')+1:])
		if _, err := fmt.Sscanf(after, " %1s %d", &state, &parent); err == nil {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			parents[pid] = parent
		}
	}
	kib := 0
	for pid := range parents {
		for p := pid; p > 1; p = parents[p] {
			if p == program {
				kib += pssOf(pid)
				break
			}
		}
	}
	return float64(kib) / 1024
}

func pssOf(pid int) (kib int) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if _, err := fmt.Sscanf(lines.Text(), "Pss: %d kB", &kib); err == nil {
			return kib
		}
	}
	return 0
}

// sizes tells how large the programs are.
func (b *bench) sizes() {
	var rows [][]string
	for _, program := range []struct{ name, path string }{{"Whittle, stripped", b.whittle}, {"empty Wails window, stripped", b.empty}} {
		info, err := os.Stat(program.path)
		if err != nil {
			b.t.Fatal(err)
		}
		rows = append(rows, []string{program.name, fmt.Sprintf("%.1f", float64(info.Size())/(1<<20))})
	}
	b.table("Size of the program, MiB", []string{"", "MiB"}, rows)
}
