package compiler_test

import (
	"strings"
	"testing"

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
