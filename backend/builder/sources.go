package builder

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"whittle/backend"
)

// What one app may hold; more is refused before any work is done.
const (
	maxFiles     = 2000
	maxFileBytes = 10 << 20
	maxAllBytes  = 32 << 20
)

// sources are the files of one app, checked, by path.
type sources struct {
	content map[string]string
	folded  map[string]string // lower-case path to path
	paths   []string          // sorted
	made    map[string]made   // what compilers made of files, by path and query
}

func newSources(files []backend.File) (*sources, []backend.Problem) {
	s := &sources{content: make(map[string]string, len(files)), folded: make(map[string]string, len(files))}
	if len(files) == 0 {
		return nil, []backend.Problem{failure("", "There are no files to build.")}
	}
	if len(files) > maxFiles {
		return nil, []backend.Problem{failure("", "The app has %d files; Whittle builds at most %d. Leave out what the page does not use.",
			len(files), maxFiles)}
	}
	var problems []backend.Problem
	total := 0
	for _, f := range files {
		total += len(f.Content)
		if p := s.add(f); p != nil {
			problems = append(problems, *p)
		}
	}
	if total > maxAllBytes {
		problems = append(problems, failure("", "The files are %s together; Whittle builds at most %s.",
			megabytes(total), megabytes(maxAllBytes)))
	}
	slices.Sort(s.paths)
	return s, problems
}

func (s *sources) add(f backend.File) *backend.Problem {
	var p backend.Problem
	switch _, taken := s.content[f.Path]; {
	case badPath(f.Path):
		p = failure(f.Path, "%q is not a path inside the app. Use a relative path with forward slashes and no \"..\".", f.Path)
	case len(f.Content) > maxFileBytes:
		p = failure(f.Path, "%s is %s; a file may have at most %s.", f.Path, megabytes(len(f.Content)), megabytes(maxFileBytes))
	case taken:
		p = failure(f.Path, "%s is there twice. Keep one of them.", f.Path)
	default:
		s.content[f.Path] = f.Content
		s.folded[strings.ToLower(f.Path)] = f.Path
		s.paths = append(s.paths, f.Path)
		return nil
	}
	return &p
}

func badPath(name string) bool {
	return name == "" || name == "." || len(name) > 512 || !utf8.ValidString(name) || path.IsAbs(name) ||
		path.Clean(name) != name || name == ".." || strings.HasPrefix(name, "../") || strings.ContainsAny(name, "\\\x00\r\n") ||
		len(name) > 1 && name[1] == ':'
}

func (s *sources) has(name string) bool {
	_, ok := s.content[name]
	return ok
}

// first returns the first of candidates that exists, or "".
func (s *sources) first(candidates []string) string {
	for _, c := range candidates {
		if s.has(c) {
			return c
		}
	}
	return ""
}

// moduleSuffixes are tried in order when an import leaves the end of a file's name out.
func moduleSuffixes() []string {
	return []string{"", ".tsx", ".ts", ".jsx", ".js", ".mjs", ".mts", ".css", ".json",
		"/index.tsx", "/index.ts", "/index.jsx", "/index.js"}
}

// module finds the file that an import of name means. It looks past wrong upper and lower case, and says so with exact.
func (s *sources) module(name string) (found string, exact bool) {
	tries := moduleSuffixes()
	stem := strings.TrimSuffix(name, path.Ext(name))
	for _, suffix := range tries {
		if s.has(name + suffix) {
			return name + suffix, true
		}
	}
	// TypeScript writes the name of the compiled file.
	if ext := path.Ext(name); ext == ".js" || ext == ".jsx" || ext == ".mjs" {
		if other := s.first([]string{stem + ".ts", stem + ".tsx", stem + ".mts"}); other != "" {
			return other, true
		}
	}
	for _, suffix := range tries {
		if other, ok := s.folded[strings.ToLower(name+suffix)]; ok {
			return other, false
		}
	}
	return "", false
}

// nearest returns the existing path that a missing one was most likely meant to be, or "".
func (s *sources) nearest(missing string) string {
	base := strings.ToLower(stem(missing))
	best, bestScore := "", len(base)/3+2
	for _, candidate := range s.paths {
		score := distance(base, strings.ToLower(stem(candidate)))
		if score < bestScore {
			best, bestScore = candidate, score
		}
	}
	return best
}

func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// distance is the Levenshtein distance of two short texts.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
