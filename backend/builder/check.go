package builder

import (
	"errors"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

const maxChecked = 200 << 10 // more than anybody writes by hand

// checks are looks at scripts that go on while the page is made.
type checks struct {
	sync.WaitGroup
	mu       sync.Mutex
	problems []backend.Problem
}

func (c *checks) add(p backend.Problem) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problems = append(c.problems, p)
}

// checked waits for the checks of scripts and takes over what they found.
func (p *page) checked() {
	p.checks.Wait()
	p.add(p.checks.problems...)
}

// checkSyntax warns of a script that no browser can read; its page still shows. The page does not wait for it.
func (p *page) checkSyntax(e *element) {
	code := p.text[e.end:e.textEnd]
	if len(code) > maxChecked || strings.TrimSpace(code) == "" {
		return
	}
	p.checks.Go(func() {
		if readable(code) {
			return // places are only worked out for what is shown
		}
		result := api.Transform(p.padded(e), api.TransformOptions{Loader: api.LoaderJS, Sourcefile: p.file,
			LogLevel: api.LogLevelSilent, TsconfigRaw: "{}"})
		for _, m := range result.Errors {
			p.checks.add(p.sources.fromMessage(backend.SeverityWarning, m))
		}
	})
}

// readable reports whether JavaScript can be parsed. The plugin's error ends the work there: to link and to print what
// nobody needs takes as long again. Without a platform there is nothing to define, which takes long too.
func readable(code string) bool {
	parsed := errors.New("parsed")
	stop := api.Plugin{Name: ours, Setup: func(build api.PluginBuild) {
		build.OnStart(func() (api.OnStartResult, error) { return api.OnStartResult{}, parsed })
	}}
	result := api.Build(api.BuildOptions{Stdin: &api.StdinOptions{Contents: code, Loader: api.LoaderJS},
		Platform: api.PlatformNeutral, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}", Plugins: []api.Plugin{stop}})
	return len(result.Errors) == 1
}
