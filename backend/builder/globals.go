package builder

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// globalFiles hold what some libraries need to be the global that their classic script makes: each is a function of
// the library's module and of require.
//
//go:embed globals/*.js
var globalFiles embed.FS

// globalOf returns the rule for the classic script that ref means; ok is false when there is none.
func globalOf(ref remote) (specifier string, rule globalRule, ok bool) {
	specifier = ref.name
	rule, ok = linkRules().Globals[specifier]
	if ref.path != "" && !mainFile(ref.name, ref.path) {
		specifier, rule, ok = globalOfPart(ref)
	}
	if rule.Module != "" {
		specifier = rule.Module
	}
	return specifier, rule, ok
}

// globalOfPart returns the rule for a script that is a part of its package, such as hooks of preact.
func globalOfPart(ref remote) (specifier string, rule globalRule, ok bool) {
	for specifier, rule := range linkRules().Globals {
		if strings.HasPrefix(specifier, ref.name+"/") && plainBase(specifier) == plainBase(ref.path) {
			return specifier, rule, true
		}
	}
	return "", globalRule{}, false
}

// global returns code that sets the global of the classic script that ref means, made of the package's module; "" when
// the module is not there in the right version. Any version will do when anyVersion is set; then there is a warning.
func (p *page) global(ref remote, anyVersion bool) (code, warning string) {
	specifier, rule, ok := globalOf(ref)
	if !ok {
		return "", ""
	}
	asked := remote{name: packageName(specifier), path: strings.TrimPrefix(strings.TrimPrefix(specifier, packageName(specifier)), "/"),
		version: ref.version, address: ref.address}
	part, right := p.shelf.peek(asked)
	if part == nil || !right && !anyVersion {
		return "", ""
	}
	answer := p.shelf.module(asked, true)
	p.shelf.needPatch(answer.part)
	answer.part.all = true
	value := fmt.Sprintf("%s(%q)", requireName, answer.part.id)
	switch {
	case rule.Code != "":
		value = "(" + globalCode(rule.Code) + ")(" + value + "," + requireName + ")"
	case rule.Member != "":
		value += "." + rule.Member
	case rule.Default:
		value = "((module)=>module.default??module)(" + value + ")"
	}
	return "window." + rule.Name + "=" + value + ";", answer.warning
}

// needsReact reports whether a library of the page is made of a module that requires React, so that React has to be
// the module too: two Reacts in one page do not work together (react.dev/link/invalid-hook-call).
func (p *page) needsReact(all []*element) bool {
	return slices.ContainsFunc(all, func(e *element) bool {
		switch {
		case e.name != "script" || e.foreign:
			return false
		case scriptType(e) == "typed":
			return importsReact.MatchString(p.text[e.end:e.textEnd])
		case scriptType(e) != "classic":
			return false
		}
		ref := parseRemote(strings.TrimSpace(e.value("src")))
		_, ok := p.shelf.peekFile(ref, ".js")
		return !ok && p.madeWithReact(ref)
	})
}

// madeWithReact reports whether the global of a classic script is one of a module that requires React.
func (p *page) madeWithReact(ref remote) bool {
	if !ref.library() || ref.name == "react" || ref.name == "react-dom" {
		return false
	}
	specifier, _, ok := globalOf(ref)
	return ok && p.shelf.requires(specifier, "react")
}

// importsReact finds the import of React in a script.
var importsReact = regexp.MustCompile(`\bfrom\s*["'](?:https?://[^"']*/)?react(?:-dom)?(?:@[^"'/]*)?(?:/client)?["']`)

// hasClassicReact reports whether a classic script of the page makes React global.
func hasClassicReact(all []*element) bool {
	return slices.ContainsFunc(all, func(e *element) bool {
		return e.name == "script" && e.has("src") && parseRemote(strings.TrimSpace(e.value("src"))).name == "react"
	})
}
