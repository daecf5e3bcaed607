package builder

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"whittle/backend"
)

// place puts a part on the page that is no library.
func (s *shelf) place(p *part) *part {
	s.parts[p.id] = p
	return p
}

// alias puts under a specifier what a module of the mirror requires and only the mirror has, or what stands for it.
func (s *shelf) alias(specifier string) {
	if s.parts[specifier] != nil {
		return
	}
	made := &part{id: specifier, own: true, name: packageName(specifier)}
	s.parts[specifier] = made
	ref := parseBare(specifier)
	p := s.mirrored(ref)
	if p == nil {
		p = s.absent(ref, true)
	}
	made.requires = []string{p.id}
	made.code = fmt.Sprintf("module.exports=require(%q)", p.id)
}

// mirrored returns the module of the mirror that ref means, on the page; nil when it has none.
func (s *shelf) mirrored(ref remote) *part {
	if s.mirror == nil || ref.name == "" {
		return nil
	}
	version := s.mirrorVersion(ref)
	if version == "" {
		return nil
	}
	for _, specifier := range specifiers(ref) {
		m, code := s.mirror.Module(specifier, version)
		if m == nil {
			continue
		}
		s.lock(ref, version)
		return s.take(s.part(&part{id: specifier + "@" + version, name: ref.name, requires: m.Requires, exports: m.Exports,
			module: m, code: code, own: true}), "mirror")
	}
	return nil
}

// specifiers are the ways to name what ref means, the exact one first.
func specifiers(ref remote) []string {
	names := []string{ref.specifier()}
	if plain := strings.TrimSuffix(strings.TrimSuffix(ref.specifier(), ".mjs"), ".js"); plain != names[0] && ref.path != "" {
		names = append(names, plain)
	}
	if ref.path != "" && mainFile(ref.name, ref.path) {
		names = append(names, ref.name)
	}
	return names
}

// mirrorVersion returns the version that was settled on before, else the newest that the mirror has; "" for none.
func (s *shelf) mirrorVersion(ref remote) string {
	for _, l := range s.locks {
		if l.Name == ref.name && l.Asked == ref.version && l.Version != "" {
			return l.Version
		}
	}
	return s.mirror.Version(ref.name, ref.version)
}

func (s *shelf) lock(ref remote, version string) {
	made := backend.Lock{Name: ref.name, Asked: ref.version, Version: version}
	for _, l := range s.locks {
		if l.Name == made.Name && l.Asked == made.Asked && l.Version == version {
			made = l
		}
	}
	if !slices.Contains(s.newLocks, made) {
		s.newLocks = append(s.newLocks, made)
	}
}

// absent books that a library is nowhere and returns a module in its place.
func (s *shelf) absent(ref remote, required bool) *part {
	s.need(ref, required)
	s.libraries = append(s.libraries, backend.Library{Name: clip(cmp.Or(ref.name, ref.host), 300), Version: ref.version, From: "network"})
	return s.place(s.part(&part{id: ref.specifier() + "@absent", name: cmp.Or(ref.name, ref.host), absent: true, own: true,
		code: fmt.Sprintf("module.exports=absent(%q)", clip(cmp.Or(ref.specifier(), ref.address), 200))}))
}

// need books what could be fetched once.
func (s *shelf) need(ref remote, required bool) {
	made := backend.Need{Name: clip(cmp.Or(ref.name, ref.host), 300), Asked: ref.version, Path: ref.path,
		Address: ref.address, Integrity: ref.integrity, Required: required}
	for i, n := range s.needs {
		if n.Name == made.Name && n.Asked == made.Asked && n.Address == "" && made.Address == "" {
			s.needs[i].Required = n.Required || required // one package, whatever is asked of it
			if n.Path != made.Path {
				s.needs[i].Path = ""
			}
			return
		}
		if n.Name == made.Name && n.Asked == made.Asked && n.Path == made.Path && n.Address == made.Address {
			s.needs[i].Required = n.Required || required
			return
		}
	}
	s.needs = append(s.needs, made)
}

// lack books that what ref means is nowhere.
func (s *shelf) lack(ref remote, required bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.need(ref, required)
}

// fetched reports whether the mirror has a module only under its address.
func (s *shelf) fetched(ref remote) bool {
	if s.mirror == nil || ref.address == "" {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.carried(ref); p != nil && (p.name != ref.name || rightVersion(ref, p)) {
		return false
	}
	if _, ok := s.mirror.Address(ref.address); !ok {
		return false
	}
	version := s.mirrorVersion(ref)
	return version == "" || !slices.ContainsFunc(specifiers(ref), func(specifier string) bool {
		m, _ := s.mirror.Module(specifier, version)
		return m != nil
	})
}

// include books what another shelf took, for code that the page holds for another place.
func (s *shelf) include(other *shelf) {
	s.libraries = append(s.libraries, other.libraries...)
	s.needs = append(s.needs, other.needs...)
	for _, l := range other.newLocks {
		s.newLocks = appendNew(s.newLocks, l)
	}
}

// answers reports whether a page needs no network for what is at an address.
func (s *shelf) answers(address string) bool {
	ref := parseRemote(address)
	if rules := linkRules().byHost[ref.host]; rules != nil && !strings.Contains(strings.TrimSuffix(strings.TrimPrefix(address, "https://"), "/"), "/") {
		return true // a hint such as preconnect, which is dropped
	}
	switch ref.kind {
	case "font", "dropped", "tailwind", "compiler":
		return true
	}
	for _, rule := range linkRules().Files[ref.name] {
		if rule.match.MatchString(ref.path) {
			return true
		}
	}
	if strings.HasSuffix(address, "/") && ref.library() {
		ref.path = "" // an entry of an import map for a folder
	}
	if part, _ := s.peek(ref); part != nil && ref.library() {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.packedFile(ref, path.Ext(ref.path), false); ok && ref.library() {
		return true
	}
	if s.mirror == nil {
		return false
	}
	if _, ok := s.mirror.Address(address); ok {
		return true
	}
	return ref.library() && s.mirrorVersion(ref) != ""
}
