package builder_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

// flaky is a compiler that fails at first.
type flaky struct {
	failure error
	fails   int
}

func (f *flaky) Compile(_ context.Context, name string, _, output any) error {
	if f.fails > 0 {
		f.fails--
		return fmt.Errorf("run %s: %w", name, f.failure)
	}
	return json.Unmarshal([]byte(`{"css":".made{}"}`), output)
}

// kept is a library of pages that only counts.
type kept struct{ pages int }

func (*kept) Find(context.Context, string) (backend.Bundle, bool) { return backend.Bundle{}, false }
func (k *kept) Keep(string, backend.Bundle)                       { k.pages++ }

func TestBuild_keepsNoPageWhoseCompilerBroke(t *testing.T) {
	files := app{"index.html": `<script src="https://cdn.tailwindcss.com"></script><p class="p-4">text`}
	for _, test := range []struct {
		name    string
		failure error
		keeps   bool
	}{
		{"an engine that breaks", errors.New("the engine broke"), false},
		{"an engine that takes too long", context.DeadlineExceeded, false},
		{"a style that is refused", compiler.Failure("it is not CSS"), true},
	} {
		pages := &kept{}
		b, err := builder.New(builder.Options{Compiler: &flaky{test.failure, 1}, Pages: pages})
		if err != nil {
			t.Fatal(err)
		}
		first := b.Build(t.Context(), backend.Source{Files: files.files()})
		if first.Document == nil || len(first.Problems) != 1 {
			t.Fatalf("%s: %v", test.name, first.Problems)
		}
		if got := pages.pages == 1; got != test.keeps {
			t.Errorf("%s: kept is %v", test.name, got)
		}
		again := b.Build(t.Context(), backend.Source{Files: files.files()})
		if got := len(again.Problems) == 1; got != test.keeps {
			t.Errorf("%s: the second build says %v", test.name, again.Problems)
		}
	}
}
