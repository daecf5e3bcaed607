package builder

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"whittle/backend"
)

// uses is what compiled code takes from one library.
type uses struct {
	names   map[string]bool
	members map[string]bool // names of the default export
	whole   bool            // whether names are only known when the page runs
}

// In what esbuild prints, a library is a function that requires it, and each file that imports it holds what the
// function returns in a variable (esbuild.github.io/content-types/#default-interop).
const (
	libraryMark   = `"` + libraryNamespace + ":"
	functionStart = "var "
	functionEnd   = " = __commonJS({\n  "
	variableEnd   = " = __toESM("
)

// libraryUses returns what code takes from each library in it, by id. It reads the code once, however many files and
// libraries there are.
func libraryUses(code string) map[string]*uses {
	found, functions := map[string]*uses{}, map[string]*uses{}
	for at := 0; ; at += len(libraryMark) {
		i := strings.Index(code[at:], libraryMark)
		if i < 0 {
			break
		}
		at += i
		id, _, closed := strings.Cut(code[at+len(libraryMark):], `"`)
		function, ok := strings.CutSuffix(code[strings.LastIndex(code[:at], functionStart)+len(functionStart):at], functionEnd)
		if closed && ok {
			u := &uses{names: map[string]bool{}, members: map[string]bool{}}
			found[id], functions[function] = u, u
		}
	}
	if len(found) > 0 {
		readUses(code, functions, variablesOf(code, functions))
	}
	return found
}

// variablesOf returns the variables that hold what one of functions returns.
func variablesOf(code string, functions map[string]*uses) map[string]*uses {
	variables := map[string]*uses{}
	for at := 0; ; at += len(variableEnd) {
		i := strings.Index(code[at:], variableEnd)
		if i < 0 {
			return variables
		}
		at += i
		line := code[strings.LastIndexByte(code[:at], '\n')+1 : at]
		name, ok := strings.CutPrefix(line, functionStart)
		if u := functions[firstWord(code[at+len(variableEnd):])]; ok && u != nil {
			variables[name] = u
		}
	}
}

// readUses notes what code does with the functions and the variables of libraries.
func readUses(code string, functions, variables map[string]*uses) {
	eachUse(code, functions, func(u *uses, before, rest string) {
		if strings.HasPrefix(rest, "()") {
			// Alone on its line it is a statement for its effect only.
			u.whole = u.whole || !strings.HasSuffix(before, variableEnd) && !strings.HasSuffix(before, "\n")
		}
	})
	eachUse(code, variables, func(u *uses, _, rest string) {
		if !strings.HasPrefix(rest, variableEnd) {
			u.take(rest)
		}
	})
}

// eachUse calls note for each word of code that is one of names and not a member of something else, with what stands
// before and behind it. What the names begin with in common is found much faster than words are told apart.
func eachUse(code string, names map[string]*uses, note func(u *uses, before, rest string)) {
	prefix := commonPrefix(slices.Collect(maps.Keys(names)))
	for at := 0; len(names) > 0 && at < len(code); {
		i := strings.Index(code[at:], prefix)
		if i < 0 {
			return
		}
		word := firstWord(code[at+i:])
		before := code[:at+i]
		at += i + max(1, len(word))
		if before != "" && inWord(before[len(before)-1]) || strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "...") {
			continue
		}
		if u := names[word]; u != nil {
			note(u, before, code[at:])
		}
	}
}

func commonPrefix(names []string) string {
	prefix := ""
	for i, name := range names {
		if i == 0 {
			prefix = name
		}
		for !strings.HasPrefix(name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return prefix
}

// take notes what stands behind a variable that holds a library.
func (u *uses) take(rest string) {
	member, ok := strings.CutPrefix(strings.TrimPrefix(rest, "?"), ".")
	if !ok {
		u.whole = true
		return
	}
	name := firstWord(member)
	u.names[name] = true
	if inner, ok := strings.CutPrefix(member[len(name):], "."); ok && name == "default" {
		u.members[firstWord(inner)] = true
	}
}

func firstWord(code string) string {
	end := 0
	for end < len(code) && inWord(code[end]) {
		end++
	}
	return code[:end]
}

// words yields where name stands in code as a word of its own that is not a member of something.
func words(code, name string) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for at := 0; ; at += len(name) {
			i := strings.Index(code[at:], name)
			if i < 0 {
				return
			}
			at += i
			if at > 0 && (inWord(code[at-1]) || code[at-1] == '.' && !strings.HasSuffix(code[:at], "...")) ||
				at+len(name) < len(code) && inWord(code[at+len(name)]) {
				continue
			}
			if !yield(at) {
				return
			}
		}
	}
}

func inWord(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// noteUses tells the shelf which names of its libraries compiled code takes, and returns a warning for each that a
// library does not have.
func (p *page) noteUses(g graph) []backend.Problem {
	var problems []backend.Problem
	all := libraryUses(g.code)
	for _, id := range slices.Sorted(maps.Keys(all)) {
		for _, name := range p.shelf.use(id, all[id]) {
			if len(problems) <= maxProblems { // finding a place takes time, and more are not shown
				problems = append(problems, p.unknownName(g.written[id], id, name))
			}
		}
	}
	return problems
}

// use notes uses of a part and returns the names that it lacks, sorted.
func (s *shelf) use(id string, u *uses) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.parts[id]
	if p == nil {
		return nil
	}
	if u.whole {
		p.all = true
	}
	for _, name := range linkRules().Patches[p.id].Names {
		if u.names[name] || u.members[name] {
			s.needPatch(p)
			delete(u.names, name)
		}
	}
	var lacking []string
	for _, name := range slices.Sorted(maps.Keys(u.names)) {
		p.use(name)
		if p.gaps[name] {
			lacking = append(lacking, name)
		}
	}
	return lacking
}

// unknownName warns of a name that a library does not export, where the app imports it.
func (p *page) unknownName(written []string, id, name string) backend.Problem {
	part := p.shelf.parts[id]
	thing := "export"
	if part.icons != nil {
		thing = "icon"
	}
	text := fmt.Sprintf("%s has no %s %s.", id, thing, clip(name, 100))
	if near := nearestName(name, part.names()); near != "" {
		text += " Was " + near + " meant?"
	}
	if part.icons != nil {
		text += " The page shows a plain circle in its place."
	} else {
		text += " The page goes on without it."
	}
	for _, file := range p.sources.paths {
		for _, specifier := range written {
			if offset := importOf(p.sources.content[file], specifier, name); offset >= 0 {
				return at(warning(file, "%s", text), p.sources.content[file], offset)
			}
		}
	}
	return warning("", "%s", text)
}

// importOf returns where source imports a name from a specifier, -1 when it does not.
func importOf(source, specifier, name string) int {
	for _, quote := range []string{`"`, `'`} {
		quoted := quote + specifier + quote
		for at := 0; ; at += len(quoted) {
			i := strings.Index(source[at:], quoted)
			if i < 0 {
				break
			}
			at += i
			start := max(strings.LastIndex(source[:at], "import"), strings.LastIndex(source[:at], "export"))
			if start < 0 {
				continue
			}
			for offset := range words(source[start:at], name) {
				return start + offset
			}
		}
	}
	return -1
}

// nearestName returns the name that is a slip of the hand away from a wrong one, or "".
func nearestName(wrong string, names []string) string {
	best, bestScore := "", len(wrong)/4+2
	for _, name := range names {
		if abs(len(name)-len(wrong)) >= bestScore {
			continue
		}
		if score := distance(strings.ToLower(wrong), strings.ToLower(name)); score < bestScore {
			best, bestScore = name, score
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
