package builder

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
	"whittle/backend/builder/compiler"
)

// made is a module that a compiler made of a file which esbuild does not read.
type made struct {
	code   string
	loader api.Loader
}

// componentsAtOnce is how many components of one app are compiled at the same time.
const componentsAtOnce = 2

// compileAll has every file with an ending compiled; the modules stand in for the files when the app is bundled.
func (p *page) compileAll(ending string, compile func(file string) (map[string]made, []backend.Problem)) {
	if p.options.Compiler == nil {
		p.add(failure("", "Whittle was built without the compiler for %s files. Run build/setup and build Whittle again.", ending))
		return
	}
	var mu sync.Mutex
	var wait sync.WaitGroup
	places := make(chan struct{}, componentsAtOnce)
	p.sources.made = map[string]made{}
	for _, name := range p.sources.paths {
		if !strings.HasSuffix(name, ending) {
			continue
		}
		places <- struct{}{}
		wait.Go(func() {
			defer func() { <-places }()
			modules, problems := compile(name)
			mu.Lock()
			defer mu.Unlock()
			p.add(problems...)
			for query, m := range modules {
				p.sources.made[name+query] = m
			}
		})
	}
	wait.Wait()
}

// placed turns what a compiler says of a file into problems. Columns of the compilers count UTF-16 units; the
// difference only matters on lines with characters beyond the basic plane.
func (p *page) placed(file string, said []compiler.PlaceProblem) []backend.Problem {
	var problems []backend.Problem
	for _, s := range said {
		problem := failure(file, "%s", inWords(s.Text))
		if s.Warning {
			problem.Severity = backend.SeverityWarning
		}
		if s.Line > 0 {
			problem.Line, problem.Source = s.Line, nthLine(p.sources.content[file], s.Line)
			problem.Column = max(1, min(s.Column, utf8.RuneCountInString(problem.Source)+1))
		}
		problems = append(problems, problem)
	}
	return problems
}

// failed tells that a compiler could not run on a file.
func (p *page) failed(file string, err error) []backend.Problem {
	if p.ctx.Err() != nil {
		return []backend.Problem{failure(file, "The build was stopped before %s was compiled.", file)}
	}
	return []backend.Problem{failure(file, "%s cannot be compiled: %s", file, reason(err))}
}

// markOf returns a short name for a file, unlike that of any other.
func markOf(file string) string {
	sum := sha256.Sum256([]byte(file))
	return hex.EncodeToString(sum[:4])
}

// assembleShell makes the document on the app's own page, or on a shell when it has none.
func (p *page) assembleShell(start entry, root string) {
	p.start = &start
	if file := p.sources.first([]string{"index.html", "public/index.html", "src/index.html", "src/app.html"}); file != "" {
		text := strings.NewReplacer("%sveltekit.body%", `<div id="`+root+`"></div>`, "%sveltekit.head%", "").Replace(p.sources.content[file])
		p.assemble(file, text)
		return
	}
	p.assemble("", strings.ReplaceAll(reactShell, `id="root"`, `id="`+root+`"`))
}

// importsOf returns code that imports the style sheets for the whole app that no file mentions.
func importsOf(s *sources) string {
	code := ""
	for _, style := range looseStyles(s) {
		code += fmt.Sprintf("import %q;\n", "/"+style)
	}
	return code
}
