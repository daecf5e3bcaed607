package compiler_test

import (
	"testing"

	"whittle/backend/builder/compiler"
)

func TestWords(t *testing.T) {
	for word, want := range map[string][2]bool{ // certainly, possibly
		"p-4": {true, true}, "-mt-2": {true, true}, "hover:bg-red-500/50": {true, true}, "w-[calc(100%-2rem)]": {true, true},
		"md:dark:text-sm": {true, true}, "!flex": {true, true}, "flex!": {true, true}, "flex-shrink-0": {true, true},
		"[&>*]:p-4": {true, true}, "[mask-type:luminance]": {false, true}, "bg-brand-500": {false, true},
		"bg-gradient-to-r": {true, true}, "rounded": {true, true}, "data-[state=open]:opacity-0": {true, true}, "w-1/2": {true, true},
		"hero": {false, false}, "const": {false, false}, "btn-primary": {false, false}, "text-block": {false, true},
		"": {false, false}, "constructor": {false, false}, "__proto__": {false, false}, "col-md-6": {false, true},
	} {
		if got := [2]bool{compiler.IsUtility(word), compiler.MayBeUtility(word)}; got != want {
			t.Errorf("%q: %v, want %v", word, got, want)
		}
	}
}
