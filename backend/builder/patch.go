package builder

import (
	"regexp"
	"slices"
	"strings"

	"whittle/backend/builder/registry"
)

// patchFor returns the rule for a part, when the app needs it; ok is false when it does not.
func (p *part) patchFor() (rule patchRule, ok bool) {
	rule, ok = linkRules().Patches[p.id]
	return rule, ok && (len(rule.Names) == 0 || p.patched)
}

// patch returns code to run behind a part's body; "" for most.
func (s *shelf) patch(p *part) string {
	rule, ok := p.patchFor()
	if !ok {
		return ""
	}
	return "\n;{const made=" + s.patchCode(p.name, rule) + "(module.exports,require);if(made)module.exports=made}"
}

// scriptPatch returns code to run behind the classic script of a package; "" for most.
func (s *shelf) scriptPatch(f packed) string {
	rule, ok := linkRules().Patches[f.name]
	if !ok || rule.Script == "" || !strings.HasSuffix(f.path, ".js") || !mainFile(f.name, f.path) {
		return ""
	}
	return "\n;" + s.patchCode(f.name, rule) + "(window." + rule.Script + ");"
}

var patchFile = regexp.MustCompile(`\{\{([^}]+)\}\}`)

// patchCode returns the function of a rule, with the package's files that it names inside.
func (s *shelf) patchCode(name string, rule patchRule) string {
	code := globalCode(rule.Code)
	return "(" + patchFile.ReplaceAllStringFunc(code, func(mark string) string {
		path := patchFile.FindStringSubmatch(mark)[1]
		i := slices.IndexFunc(s.pack.Files(name), func(f *registry.File) bool { return f.Path == path })
		if i < 0 {
			return ""
		}
		f := s.pack.Files(name)[i]
		content, err := s.pack.Bytes(f)
		if err != nil {
			return ""
		}
		return dataURLOf(mediaTypeOf(f.Path), content)
	}) + ")"
}

// globalCode returns a file of globals/, which are in the binary.
func globalCode(name string) string {
	code, err := globalFiles.ReadFile("globals/" + name)
	if err != nil {
		return "()=>{}" // a test over rules.json holds that it is there
	}
	return strings.TrimSuffix(strings.TrimSpace(string(code)), ";")
}
