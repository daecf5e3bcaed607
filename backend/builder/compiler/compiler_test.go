package compiler_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"whittle/backend/builder/compiler"
)

func newSet(t testing.TB) *compiler.Set {
	s := compiler.New()
	t.Cleanup(s.Close)
	return s
}

func TestTailwind_makesStyles(t *testing.T) {
	s := newSet(t)
	in := compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{"p-4", "nonsense"}}
	var out compiler.TailwindOutput
	if err := s.Compile(t.Context(), "tailwind", in, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.CSS, ".p-4 {") || strings.Contains(out.CSS, "nonsense") {
		t.Error(out.CSS)
	}
}

func TestCompilers_answer(t *testing.T) {
	s := newSet(t)
	var vue compiler.VueOutput
	in := compiler.VueInput{File: "App.vue", ID: "a", Source: "<template><p>{{ n }}</p></template><script>export default {}</script><style scoped>p{}</style>"}
	if err := s.Compile(t.Context(), "vue", in, &vue); err != nil || len(vue.Parts) != 3 || len(vue.Problems) != 0 {
		t.Error(err, vue)
	}
	var svelte compiler.SvelteOutput
	if err := s.Compile(t.Context(), "svelte", compiler.SvelteInput{File: "App.svelte", Source: "<p>a</p><style>p{color:red}</style>"}, &svelte); err != nil || svelte.Code == "" || svelte.CSS == "" {
		t.Error(err, svelte)
	}
}

func TestCompile_stops(t *testing.T) {
	s := newSet(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond) // long enough to be inside the loop
	defer cancel()
	var out compiler.ConfigOutput
	err := s.Compile(ctx, "tailwindconfig", compiler.ConfigInput{Code: "for (;;) {}"}, &out)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	if err := s.Compile(t.Context(), "tailwindconfig", compiler.ConfigInput{Code: "module.exports = {a: 1}"}, &out); err != nil || out.Data != `{"a":1}` {
		t.Error(err, out)
	}
}

func TestCompile_givesUpWhatGrows(t *testing.T) {
	s := newSet(t)
	for name, code := range map[string]string{
		"memory":    "const all = []; for (;;) all.push('x'.repeat(1 << 20) + all.length)",
		"recursion": "const f = () => f() + 1; f()",
	} {
		var out compiler.ConfigOutput
		if err := s.Compile(t.Context(), "tailwindconfig", compiler.ConfigInput{Code: code}, &out); err == nil && out.Failed == "" {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

// TestCompile_survivesDepth holds that sources nested beyond reason end in an answer or an error, and the next one works.
func TestCompile_survivesDepth(t *testing.T) {
	s := newSet(t)
	deep := func(open, end string, n int) string { return strings.Repeat(open, n) + strings.Repeat(end, n) }
	inputs := []struct {
		name  string
		input any
	}{
		{"vue", compiler.VueInput{File: "A.vue", ID: "a", Source: "<template>" + deep("<div>", "</div>", 20_000) + "</template>"}},
		{"vue", compiler.VueInput{File: "A.vue", ID: "a", Source: "<script setup>const a = " + deep("(", ")", 20_000) + "</script>"}},
		{"vue", compiler.VueInput{File: "A.vue", ID: "a", Source: "<template><p/></template><style scoped>" + deep("a{", "}", 20_000) + "</style>"}},
		{"svelte", compiler.SvelteInput{File: "A.svelte", Source: deep("<div>", "</div>", 20_000)}},
		{"svelte", compiler.SvelteInput{File: "A.svelte", Source: "{#if " + deep("[", "]", 20_000) + "}a{/if}"}},
		{"tailwind", compiler.TailwindInput{Version: 4, Plugins: []string{}, Candidates: []string{"p-[" + deep("(", ")", 2000) + "]"}, CSS: "@import 'tailwindcss';" + deep("a{", "}", 20_000)}},
		{"tailwind", compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{}, Config: deep("[", "]", 5000)}},
	}
	for _, in := range inputs {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		var out any
		err := s.Compile(ctx, in.name, in.input, &out)
		cancel()
		t.Logf("%s: %.80v", in.name, err)
	}
	for _, name := range []string{"vue", "svelte"} {
		var out any
		if err := s.Compile(t.Context(), name, compiler.SvelteInput{File: "A." + name, Source: "<p>a</p>"}, &out); err != nil {
			t.Error(name, err)
		}
	}
}

// TestCompile_keepsAppsApart holds that code of one app changes nothing for another.
func TestCompile_keepsAppsApart(t *testing.T) {
	s := newSet(t)
	var out compiler.TailwindOutput
	bad := compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{"p-4"},
		Code: "Object.prototype.polluted = 1; Array.prototype.map = () => []; tailwind.config = {plugins: [({addUtilities}) => addUtilities({'.mine': {color: 'red'}})]}"}
	_ = s.Compile(t.Context(), "tailwind", bad, &out) // whatever it says
	good := compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{"p-4"}}
	if err := s.Compile(t.Context(), "tailwind", good, &out); err != nil || !strings.Contains(out.CSS, ".p-4 {") {
		t.Error(err, out.CSS)
	}
}

func TestCompile_once(t *testing.T) {
	s := newSet(t)
	in := compiler.ConfigInput{Code: "module.exports = {at: Math.random()}"}
	said := make(chan string, 8)
	for range cap(said) {
		go func() {
			var out compiler.ConfigOutput
			if err := s.Compile(t.Context(), "tailwindconfig", in, &out); err != nil {
				t.Error(err)
			}
			said <- out.Data
		}()
	}
	first := <-said
	for range cap(said) - 1 {
		if other := <-said; other != first {
			t.Error("the same input was compiled twice")
		}
	}
}

// TestTailwind_isTheSameAfterAnEdit holds that what an engine made before does not show in what it makes next.
func TestTailwind_isTheSameAfterAnEdit(t *testing.T) {
	warm, cold := newSet(t), newSet(t)
	var a, b compiler.TailwindOutput
	for _, candidates := range [][]string{{"p-1"}, {"m-2", "p-1"}, {"m-2"}} {
		in := compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: candidates}
		if err := warm.Compile(t.Context(), "tailwind", in, &a); err != nil {
			t.Fatal(err)
		}
	}
	if err := cold.Compile(t.Context(), "tailwind", compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{"m-2"}}, &b); err != nil {
		t.Fatal(err)
	}
	if a.CSS != b.CSS {
		t.Error("an engine remembers classes that are gone")
	}
}
