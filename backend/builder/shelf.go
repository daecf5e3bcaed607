package builder

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// shelf finds libraries for one page: in the binary, in the mirror, or nowhere. It books what was taken and what was
// not there. esbuild calls it from many goroutines.
type shelf struct {
	pack   *registry.Pack
	mirror Mirror // may be nil
	locks  []backend.Lock
	asked  map[string]string // versions in the app's package.json, by package
	texts  *texts

	mu        sync.Mutex
	parts     map[string]*part // by id
	libraries []backend.Library
	needs     []backend.Need
	newLocks  []backend.Lock
}

// part is a module in the page.
type part struct {
	id       string // what the page's code requires
	name     string // the package
	requires []string
	exports  []string // nil when they are not known
	module   *registry.Module
	icons    *registry.Icons
	code     string // the body, when the pack does not have it
	own      bool   // whether code is the body
	absent   bool   // whether it stands for a library that is not there

	used map[string]bool // icons, when not every one
	all  bool            // whether every icon is wanted
	gaps map[string]bool // names that the app wants and that the module does not have

	patched bool // whether the app uses what only the rule in patches gives it
}

// found is the answer of a shelf.
type found struct {
	part    *part
	warning string // what to tell about it; may be empty
}

func newShelf(pack *registry.Pack, mirror Mirror, locks []backend.Lock) *shelf {
	return &shelf{pack: pack, mirror: mirror, locks: locks, texts: &texts{}, parts: map[string]*part{}}
}

// module returns the module that ref means. There always is one: what is nowhere becomes a module whose use fails with
// the name of the package.
func (s *shelf) module(ref remote, required bool) found {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ref.version == "" && ref.address == "" {
		ref.version = s.asked[ref.name]
	}
	carried := s.carried(ref)
	if carried != nil && carried.name == ref.name && rightVersion(ref, carried) {
		return found{part: s.take(carried, "embedded")}
	}
	if mirrored := s.mirrored(ref); mirrored != nil {
		return found{part: mirrored}
	}
	if carried != nil && carried.name != ref.name {
		return found{part: s.take(carried, "embedded")} // another package of the same use; versions say nothing
	}
	if carried != nil {
		return found{s.take(carried, "embedded"), otherVersion(ref.name, ref.version, carried.version())}
	}
	return found{s.absent(ref, required), ""}
}

// carried returns the module of the pack that ref means, of whatever version; nil when there is none.
func (s *shelf) carried(ref remote) *part {
	specifier := ref.specifier()
	if p := s.exactly(specifier); p != nil {
		return p
	}
	for _, rule := range linkRules().Specifiers {
		if p := s.byRule(rule, specifier); p != nil {
			return p
		}
	}
	if ref.path != "" && mainFile(ref.name, ref.path) {
		return s.carried(remote{name: ref.name})
	}
	return nil
}

// exactly returns the module or the icons of a specifier as it is written.
func (s *shelf) exactly(specifier string) *part {
	if icons := s.pack.Icons(specifier); icons != nil {
		return s.part(&part{id: icons.Name, name: icons.Package, requires: icons.Requires, icons: icons, module: &icons.Module})
	}
	if m := s.pack.Module(specifier); m != nil {
		return s.part(&part{id: m.Name, name: m.Package, requires: m.Requires, exports: m.Exports, module: m})
	}
	return nil
}

// part returns the part with an id that is on the page already, else the new one.
func (s *shelf) part(made *part) *part {
	if p := s.parts[made.id]; p != nil {
		return p
	}
	return made
}

// byRule returns the module that a rule has for a specifier, nil when it has none or the pack lacks it.
func (s *shelf) byRule(rule *specifierRule, specifier string) *part {
	m := rule.match.FindStringSubmatchIndex(specifier)
	if m == nil {
		return nil
	}
	if len(rule.Join) > 0 {
		return s.joined(specifier, rule.Join)
	}
	to := string(rule.match.ExpandString(nil, rule.To, specifier, m))
	if to == specifier {
		return nil
	}
	p := s.exactly(to)
	if p == nil || rule.Member == "" {
		return p
	}
	member := string(rule.match.ExpandString(nil, rule.Member, specifier, m))
	return s.member(specifier, p, rule.memberName(member, p))
}

// memberName returns the export that a rule means, "" when the module has none of that name.
func (rule *specifierRule) memberName(written string, p *part) string {
	if rule.Pascal {
		written = pascal(written)
	}
	for _, name := range p.names() {
		if name == written || rule.Fold && strings.EqualFold(name, written) {
			return name
		}
	}
	return ""
}

// pascal turns in-this-way into InThisWay.
func pascal(name string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(name, "-") {
		if part != "" {
			out.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return out.String()
}

// member returns a module that is one export of another.
func (s *shelf) member(specifier string, of *part, name string) *part {
	if name == "" {
		return nil
	}
	return s.part(&part{id: specifier, name: of.name, requires: []string{of.id}, module: of.module, own: true,
		used: map[string]bool{name: true},
		code: fmt.Sprintf(`const value=require(%[1]q)[%[2]q];module.exports=Object.assign(typeof value=="function"?value:{},`+
			`{__esModule:true,default:value,[%[2]q]:value})`, of.id, name)})
}

// joined returns a module with the exports of several.
func (s *shelf) joined(specifier string, names []string) *part {
	made := &part{id: specifier, own: true, code: "module.exports=Object.assign({}"}
	for _, name := range names {
		p := s.exactly(name)
		if p == nil {
			return nil
		}
		made.name, made.module = cmp.Or(made.name, p.name), p.module
		made.requires = append(made.requires, p.id)
		made.code += fmt.Sprintf(",require(%q)", p.id)
	}
	made.code += ",{__esModule:true})"
	return s.part(made)
}

// names returns what a part exports, nil when it is not known.
func (p *part) names() []string {
	if p.icons != nil {
		return p.icons.Names
	}
	return p.exports
}

// has reports whether a part exports a name, and whether that is known.
func (p *part) has(name string) (has, known bool) {
	if p.icons != nil {
		_, alias := p.icons.Aliases[name]
		_, icon := slices.BinarySearch(p.icons.Names, name)
		return alias || icon || slices.Contains(p.icons.Exports, name) || name == "default", true
	}
	if p.exports == nil {
		return false, false
	}
	return name == "default" || name == "__esModule" || slices.Contains(p.exports, name), true
}

func (p *part) version() string {
	if p.module == nil {
		return ""
	}
	return p.module.Version
}

// rightVersion reports whether the carried part can be given to whoever asks for ref.
func rightVersion(ref remote, p *part) bool {
	return fits(ref.version, p.version()) || standsIn(ref.name, ref.version, p.version())
}

// take puts a part and all it requires on the page.
func (s *shelf) take(p *part, from string) *part {
	if s.parts[p.id] != nil {
		return p
	}
	s.parts[p.id] = p
	s.libraries = append(s.libraries, backend.Library{Name: p.name, Version: p.version(), From: from})
	for _, specifier := range p.requires {
		required := s.exactly(specifier)
		if required == nil {
			s.alias(specifier)
			continue
		}
		s.take(required, "embedded")
		for name := range p.used {
			required.use(name)
		}
		if required.icons != nil && p.used == nil {
			required.all = true
		}
	}
	return p
}

// needPatch puts on the page what the patch of a part requires.
func (s *shelf) needPatch(p *part) {
	p.patched = true
	for _, specifier := range linkRules().Patches[p.id].Requires {
		if required := s.exactly(specifier); required != nil {
			s.take(required, "embedded")
		}
	}
}

// use notes that a name is wanted of a part.
func (p *part) use(name string) {
	if has, known := p.has(name); known && !has {
		if p.gaps == nil {
			p.gaps = map[string]bool{}
		}
		p.gaps[name] = true
		return
	}
	if p.icons == nil {
		return
	}
	if p.used == nil {
		p.used = map[string]bool{}
	}
	p.used[name] = true
}

// ordered returns the parts on the page, each after what it requires, in an order that depends on nothing else.
func (s *shelf) ordered() []*part {
	var order []*part
	seen := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		p := s.parts[id]
		if p == nil || seen[id] {
			return
		}
		seen[id] = true
		for _, r := range p.requires {
			if required := s.exactly(r); required != nil {
				r = required.id
			}
			visit(r)
		}
		order = append(order, p)
	}
	ids := make([]string, 0, len(s.parts))
	for id := range s.parts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		visit(id)
	}
	return order
}

// book writes into the bundle what the page consists of and what it lacks.
func (s *shelf) book(bundle *backend.Bundle) {
	bundle.Libraries = append(bundle.Libraries, s.libraries...)
	bundle.Needs = append(bundle.Needs, s.needs...)
	bundle.Locks = append(bundle.Locks, s.newLocks...)
	slices.SortFunc(bundle.Needs, func(a, b backend.Need) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Address, b.Address))
	})
	slices.SortFunc(bundle.Locks, func(a, b backend.Lock) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Version, b.Version))
	})
}

func otherVersion(name, asked, carried string) string {
	return fmt.Sprintf("The app is written for %s %s; Whittle has %s, which stands in for it. Where the two differ, write for %s.",
		clip(name, 100), clip(asked, 40), carried, carried)
}

// lacks reports whether the pack has nothing under a specifier.
func (s *shelf) lacks(specifier string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exactly(specifier) == nil
}

// own returns the component or the like that Whittle gives every app under the end of a path, such as
// components/ui/button.
func (s *shelf) own(name string) (*part, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".tsx"), ".ts")
	for _, folder := range []string{"components/ui/", "lib/", "hooks/"} {
		if i := strings.LastIndex("/"+name, "/"+folder); i >= 0 {
			if p := s.exactly("@/" + name[i:]); p != nil {
				return s.take(p, "embedded"), true
			}
		}
	}
	return nil, false
}

// peek returns what module would find in the pack, and whether its version is right, without taking it.
func (s *shelf) peek(ref remote) (p *part, right bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p = s.carried(ref)
	return p, p != nil && (p.name != ref.name || rightVersion(ref, p))
}

// requires reports whether the module of a specifier requires another, itself or through others.
func (s *shelf) requires(specifier, other string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[string]bool{}
	var visit func(specifier string) bool
	visit = func(specifier string) bool {
		p := s.carried(remote{name: specifier})
		if p == nil || seen[p.id] {
			return false
		}
		seen[p.id] = true
		return slices.ContainsFunc(p.requires, func(r string) bool { return r == other || visit(r) })
	}
	return visit(specifier)
}
