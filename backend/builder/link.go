package builder

import (
	"fmt"
	"slices"
	"strings"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// requireName is the one global that a page with libraries has; the app's code calls it for each of them.
const requireName = "__whittleRequire"

// packages returns the names of the packages in a pack, sorted.
func packages(p *registry.Pack) []string {
	var names []string
	for _, specifier := range p.Specifiers() {
		names = append(names, packageName(specifier))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// closure returns wanted and all they require, each after what it requires.
func closure(p *registry.Pack, wanted []string) []*registry.Module {
	var order []*registry.Module
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		m := p.Module(name)
		if m == nil || seen[name] {
			return
		}
		seen[name] = true
		for _, r := range m.Requires {
			visit(r)
		}
		order = append(order, m)
	}
	wanted = slices.Clone(wanted)
	slices.Sort(wanted)
	for _, name := range wanted {
		visit(name)
	}
	return order
}

// linkScript returns JavaScript that defines the wanted modules, to run before any code that requires them.
func linkScript(p *registry.Pack, wanted []string) (string, error) {
	var out strings.Builder
	out.WriteString("(()=>{const defined=new Map,loaded=new Map,define=(name,body)=>defined.set(name,body)," +
		"require=name=>{let module=loaded.get(name);if(!module){const body=defined.get(name);" +
		"if(!body)throw new Error(`The library ${name} is not in this page.`);" +
		"module={exports:{}};loaded.set(name,module);body(module,module.exports,require)}return module.exports};" +
		"Object.defineProperty(globalThis,\"" + requireName + "\",{value:require});\n")
	for _, m := range closure(p, wanted) {
		code, err := p.Code(m)
		if err != nil {
			return "", fmt.Errorf("read the library %s: %w", m.Name, err)
		}
		fmt.Fprintf(&out, "define(%q,function(module,exports,require){%s\n});\n", m.Name, code)
	}
	out.WriteString("})();")
	return out.String(), nil
}

// librariesOf lists the packages behind the wanted modules, once for each module.
func librariesOf(p *registry.Pack, wanted []string) []backend.Library {
	libraries := []backend.Library{}
	for _, m := range closure(p, wanted) {
		libraries = append(libraries, backend.Library{Name: m.Package, Version: m.Version, From: "embedded"})
	}
	return libraries
}
