package main

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"whittle/backend/builder/registry"
)

// recipe is how one module is made.
type recipe struct {
	modules
	name string
}

// recipes returns every module by itself.
func (l list) recipes() []recipe {
	var all []recipe
	for _, group := range l.Modules {
		for _, name := range group.Names {
			all = append(all, recipe{group, name})
		}
	}
	return all
}

// from is the specifier that is bundled.
func (r recipe) from() string {
	if from := r.From[r.name]; from != "" {
		return from
	}
	return r.name
}

func (m *maker) module(r recipe) (*registry.Module, error) {
	made, err := registry.Compile(registry.Source{Dir: m.dir, Specifier: r.name, Entry: r.from(), Code: r.Code, Keep: m.keep})
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", r.name, err)
	}
	if made.Exports == nil {
		made.Exports = m.known.of(made.Module)
	}
	switch {
	case r.Of != "":
		made.Code = fmt.Sprintf("module.exports=require(%q)[%q];", r.Of, strings.TrimPrefix(r.name, r.Of+"/"))
		made.Requires = []string{r.Of}
	case r.Callable:
		made.Code += "\n" + callable
	}
	m.uses(append(made.Packages, path.Join("node_modules", packageOf(r.from())))...)
	made.File, err = m.dist.put([]byte(made.Code))
	return &made.Module, err
}

// callable makes the default export what is required, with the names on it, as the package's own CommonJS build does.
const callable = `module.exports=Object.assign(module.exports.default,module.exports,{__esModule:true,default:module.exports.default});`

// ready takes a file along as a module.
func (m *maker) ready(r ready) (*registry.Module, error) {
	made := registry.Module{Name: r.Name, Before: r.Before, After: r.After}
	folder := path.Join("node_modules", packageOf(r.File))
	text, err := m.read(filepath.Join(m.dir, "node_modules", filepath.FromSlash(r.File)))
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", r.Name, err)
	}
	m.uses(folder)
	if made.Package, made.Version, err = registry.Manifest(filepath.Join(m.dir, filepath.FromSlash(folder))); err != nil {
		return nil, fmt.Errorf("make %s: %w", r.Name, err)
	}
	made.Requires, made.Exports = m.requiresIn(text), m.known.of(made)
	made.File, err = m.dist.put(text)
	return &made, err
}

// requireCall is how a UMD build asks for another module.
var requireCall = regexp.MustCompile(`\brequire\("([^"]+)"\)`)

// requiresIn returns the specifiers of the pack that code requires, sorted; others are for Node.
func (m *maker) requiresIn(code []byte) []string {
	names := []string{}
	for _, call := range requireCall.FindAllSubmatch(code, -1) {
		if m.named[string(call[1])] {
			names = append(names, string(call[1]))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// packageOf cuts the path behind a package's name: @scope/name/sub gives @scope/name.
func packageOf(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}
