package builder

import (
	_ "embed"
	"encoding/json"
	"strings"

	"whittle/backend/builder/compiler"
)

//go:embed tailwind.js
var tailwindAtRunTime string

// tailwindWatcher returns the compiler itself as a script for the page, which makes the classes that only come about
// while the app runs.
func (p *page) tailwindWatcher(input compiler.TailwindInput) string {
	script, err := compiler.Script("tailwind")
	if err != nil {
		p.add(warning("", "Classes that the app puts together while it runs have no style: %v.", err))
		return ""
	}
	text, err := json.Marshal(input)
	if err != nil {
		p.add(warning("", "Classes that the app puts together while it runs have no style: %v.", err))
		return ""
	}
	code := strings.NewReplacer("COMPILER", string(script), "INPUT", string(text)).Replace(tailwindAtRunTime)
	return p.scriptText("<script>", code) + "\n"
}
