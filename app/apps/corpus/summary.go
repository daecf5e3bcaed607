package main

import (
	"fmt"
	"io"
	"slices"
)

// state says in a word what came of an app: ok, or the first thing that went wrong.
func (r *result) state() string {
	switch {
	case len(r.Problems) > 0:
		return "not built"
	case r.Hung || !r.Answered:
		return "hung"
	case r.AtLoad != nil && len(r.AtLoad.Errors) > 0:
		return "error at load"
	case r.AtLoad != nil && len(r.AtLoad.Rejections) > 0:
		return "rejection at load"
	case r.Blank:
		return "blank"
	case !r.ClickEnded:
		return "hung when clicked"
	case r.Found != nil && len(r.Found.Errors) > 0:
		return "error when clicked"
	case r.Found != nil && len(r.Found.Rejections) > 0:
		return "rejection when clicked"
	}
	return "ok"
}

// summarize writes how many apps came to which state in each way, and the build times.
func summarize(w io.Writer, results []*result) {
	states := map[string]map[string]int{}
	total := map[string]int{}
	var times []float64
	for _, r := range results {
		if states[r.Way] == nil {
			states[r.Way] = map[string]int{}
		}
		states[r.Way][r.state()]++
		total[r.Way]++
		if r.Way == "built" && len(r.Problems) == 0 {
			times = append(times, r.BuildMS)
		}
	}
	for way, counts := range states {
		fmt.Fprintf(w, "%s: %d apps\n", way, total[way])
		for _, state := range []string{"ok", "error when clicked", "rejection when clicked", "hung when clicked", "rejection at load", "blank", "error at load", "hung", "not built"} {
			if n := counts[state]; n > 0 {
				fmt.Fprintf(w, "  %-24s %5d  %5.1f %%\n", state, n, 100*float64(n)/float64(total[way]))
			}
		}
	}
	if slices.Sort(times); len(times) > 0 {
		fmt.Fprintf(w, "build ms: median %.2f, p95 %.2f, max %.2f\n", times[len(times)/2], times[len(times)*95/100], times[len(times)-1])
	}
}
