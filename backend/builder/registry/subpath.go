package registry

import (
	"slices"
	"strings"
)

// find returns the module for a specifier as it may be written: itself, with or without an extension, or by a rule.
func (p *Pack) find(specifier string) *Module {
	if m := p.modules[specifier]; m != nil {
		return m
	}
	plain := specifier
	for _, extension := range []string{".js", ".mjs", ".cjs"} {
		plain = strings.TrimSuffix(plain, extension)
	}
	for _, name := range []string{plain, plain + ".js"} {
		if m := p.modules[name]; m != nil {
			return m
		}
	}
	for _, s := range p.subpaths {
		if m := p.bySubpath(s, plain); m != nil {
			return m
		}
	}
	return nil
}

// bySubpath returns the module that a rule has for a specifier, nil when it has none.
func (p *Pack) bySubpath(s Subpath, specifier string) *Module {
	before, after, many := strings.Cut(s.From, "*")
	rest, ok := strings.CutPrefix(specifier, before)
	star, fits := strings.CutSuffix(rest, after)
	if !ok || !fits || many == (star == "") {
		return nil
	}
	if !s.Member {
		return p.find(strings.Replace(s.To, "*", star, 1))
	}
	to := p.find(s.To)
	if to == nil || !slices.Contains(to.Exports, star) {
		return nil
	}
	return &Module{Name: specifier, Package: to.Package, Version: to.Version, Requires: []string{to.Name}, Exports: []string{star},
		body: member(to.Name, star)}
}

// member is the body of a module that is one export of another: a function is also what a require gets.
func member(module, name string) string {
	return "const value=require(" + quote(module) + ")[" + quote(name) + "];" +
		`module.exports=Object.assign(typeof value=="function"?value:{},{__esModule:true,default:value,` + quote(name) + ":value});"
}
