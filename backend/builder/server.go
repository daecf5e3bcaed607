package builder

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"whittle/backend"
)

//go:embed server.json
var serverText []byte

// serverSign tells code that only a server runs.
type serverSign struct {
	Files string `json:"files"` // a regular expression for the path
	Holds string `json:"holds"` // a regular expression for the content; empty when the path is enough
	Text  string `json:"text"`  // what is said, with $file and the groups of Holds

	files, holds *regexp.Regexp
}

// serverSigns returns the table in server.json.
var serverSigns = sync.OnceValue(func() []*serverSign {
	var all []*serverSign
	if err := json.Unmarshal(serverText, &all); err != nil {
		panic(fmt.Sprintf("builder: server.json: %v", err)) // a mistake in this package
	}
	for _, s := range all {
		s.files, s.holds = regexp.MustCompile(s.Files), regexp.MustCompile(s.Holds)
	}
	return all
})

// serverCode returns a problem for each place that only a server could run, at its line.
func serverCode(s *sources) []backend.Problem {
	var problems []backend.Problem
	for _, name := range s.paths {
		if !isScript(name) || notTheApp.MatchString(name) {
			continue
		}
		content := s.content[name]
		for _, sign := range serverSigns() {
			if !sign.files.MatchString(name) {
				continue
			}
			if place := sign.holds.FindStringSubmatchIndex(content); place != nil {
				text := string(sign.holds.ExpandString(nil, strings.ReplaceAll(sign.Text, "$file", "$$file"), content, place))
				text = strings.ReplaceAll(text, "$file", name)
				start := place[0] + len(content[place[0]:place[1]]) - len(strings.TrimLeft(content[place[0]:place[1]], " \t\r\n"))
				if len(place) > 2 {
					start = place[2]
				}
				problems = append(problems, at(failure(name, "%s", text), content, start))
				break
			}
		}
	}
	return problems
}
