package compiler_test

import (
	"fmt"
	"testing"

	"whittle/backend/builder/compiler"
)

func BenchmarkTailwind(b *testing.B) {
	var many []string
	for _, name := range []string{"p", "m", "w", "h", "px", "mt", "gap", "pb", "max-w", "min-h"} {
		for i := range 21 {
			many = append(many, fmt.Sprintf("%s-%d", name, i))
		}
	}
	for name, in := range map[string]compiler.TailwindInput{
		"3/none": {Version: 3}, "4/none": {Version: 4}, "3/200 classes": {Version: 3, Candidates: many}, "4/200 classes": {Version: 4, Candidates: many},
	} {
		in.Plugins = []string{}
		b.Run(name, func(b *testing.B) {
			s := newSet(b)
			for i := range b.N {
				in.CSS = fmt.Sprintf("/* %d */", i) // another input each time
				if in.Candidates == nil {
					in.Candidates = []string{}
				}
				var out compiler.TailwindOutput
				if err := s.Compile(b.Context(), "tailwind", in, &out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
