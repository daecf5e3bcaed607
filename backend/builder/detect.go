package builder

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"whittle/backend"
)

// sign is one way to tell apps of a template: every part of All is there and no part of None. Of the signs of all
// templates that are there the one with the highest Weight decides.
type sign struct {
	All    []*mark `json:"all"`
	None   []*mark `json:"none"`
	Weight int     `json:"weight"`
}

// mark is there when a file has one of the names and, where Holds is not empty, holds what it says.
type mark struct {
	Files []string `json:"files"` // patterns of path.Match for lower-case paths; one without a slash is for the name alone
	Holds string   `json:"holds"` // a regular expression

	holds *regexp.Regexp
}

func (s *sign) compile() error {
	for _, m := range slices.Concat(s.All, s.None) {
		var err error
		if m.holds, err = regexp.Compile(m.Holds); err != nil {
			return err
		}
		for _, pattern := range m.Files {
			if _, err := path.Match(pattern, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// Detect returns the name of the template that fits files, html when none tells more of them.
func Detect(files []backend.File) string {
	found, weight := "html", 0
	for _, t := range allTemplates() {
		for _, s := range t.signs {
			if s.Weight > weight && s.fits(files) {
				found, weight = t.ID, s.Weight
			}
		}
	}
	return found
}

func (s *sign) fits(files []backend.File) bool {
	there := func(m *mark) bool { return slices.ContainsFunc(files, m.fits) }
	missing := func(m *mark) bool { return !there(m) }
	return !slices.ContainsFunc(s.All, missing) && !slices.ContainsFunc(s.None, there)
}

func (m *mark) fits(f backend.File) bool {
	name := strings.ToLower(f.Path)
	return slices.ContainsFunc(m.Files, func(pattern string) bool {
		subject := name
		if !strings.Contains(pattern, "/") {
			subject = path.Base(name)
		}
		ok, _ := path.Match(pattern, subject) // patterns were checked
		return ok
	}) && m.holds.MatchString(f.Content)
}

func isHTML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".html" || ext == ".htm"
}
