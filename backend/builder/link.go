package builder

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// requireName is the one global that a page with libraries has; the app's code calls it for each of them. It is the
// name in link.js.
const requireName = "__whittleRequire"

//go:embed link.js
var linkSource string

// linkStart returns the beginning of the script that holds the libraries, which every page has in the same way.
var linkStart = sync.OnceValue(func() string {
	made := api.Transform(linkSource, api.TransformOptions{MinifyWhitespace: true, MinifySyntax: true, Target: api.ES2022})
	if len(made.Errors) > 0 {
		panic("builder: link.js: " + made.Errors[0].Text) // a mistake in this package
	}
	return "(()=>{" + string(made.Code)
})

// linkScript returns JavaScript that defines the parts on a shelf, to run before any code that requires them. It comes
// in pieces, since it is large and is to be copied once. addresses are what the app may import at run time, by what it
// writes.
func linkScript(s *shelf, addresses map[string]string) ([]string, error) {
	pieces := []string{linkStart()}
	for _, p := range s.ordered() {
		body, err := s.body(p)
		if err != nil {
			return nil, fmt.Errorf("read the library %s: %w", p.id, err)
		}
		pieces = append(pieces, "define("+inScript(p.id)+",function(module,exports,require){", body, s.patch(p)+"\n}"+p.wants()+");\n")
	}
	for _, written := range slices.Sorted(maps.Keys(addresses)) {
		pieces = append(pieces, "addresses.set("+inScript(written)+","+inScript(addresses[written])+");\n")
	}
	return append(pieces, "})();"), nil
}

// body returns the code of a part, fit to stand in a script element.
func (s *shelf) body(p *part) (string, error) {
	switch {
	case p.own:
		return scriptSafe(p.code), nil
	case p.icons != nil:
		names := slices.Sorted(maps.Keys(p.used))
		if p.all {
			names = nil
		} else if len(names) == 0 {
			names = p.icons.Names[:min(1, len(p.icons.Names))]
		}
		body, err := s.pack.IconBody(p.icons, names)
		return scriptSafe(body), err
	}
	body, err := s.pack.Code(p.module)
	if err != nil || s.texts.scriptSafe(p.module.File, body) {
		return body, err
	}
	return scriptSafe(body), nil
}

// wants returns the rest of a define call: the names that the app wants and that the part lacks.
func (p *part) wants() string {
	if len(p.gaps) == 0 {
		return ""
	}
	names, _ := json.Marshal(slices.Sorted(maps.Keys(p.gaps))) // strings
	return fmt.Sprintf(",%s,%t", names, p.icons != nil)
}

// inScript returns text as a JavaScript string that can stand in a script element.
func inScript(text string) string {
	quoted, _ := json.Marshal(text) // a string; it escapes < and the line ends that JavaScript knows
	return string(quoted)
}

// scriptSafe returns code without what would end or confuse a script element (HTML standard, 4.12.1.3). Both can only
// be part of a string, a template or a regular expression there.
func scriptSafe(code string) string {
	if isScriptSafe(code) {
		return code
	}
	var out strings.Builder
	at := 0
	for i := 0; i < len(code); i++ {
		if code[i] != '<' {
			continue
		}
		if rest := code[i+1:]; strings.HasPrefix(rest, "!--") || hasPrefixFold(rest, "/script") {
			out.WriteString(code[at:i] + `\x3C`)
			at = i + 1
		}
	}
	return out.String() + code[at:]
}

func isScriptSafe(code string) bool {
	return !strings.Contains(code, "<!--") && indexFold(code, "</script") < 0
}

func hasPrefixFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// scriptSafe remembers which files of the pack can stand in a script element as they are.
func (t *texts) scriptSafe(file, code string) bool {
	if safe, ok := t.safe.Load(file); ok {
		return safe.(bool)
	}
	safe := isScriptSafe(code)
	if file != "" {
		t.safe.Store(file, safe)
	}
	return safe
}
