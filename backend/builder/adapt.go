package builder

import (
	"encoding/json"
	"mime"
	"path"
	"regexp"
	"strings"
)

var (
	usesReact  = regexp.MustCompile(`\bReact\.[A-Za-z]`)
	bindsReact = regexp.MustCompile(`\bimport\s+(?:type\s+)?(?:\*\s+as\s+)?React\b|\b(?:const|let|var|function|class)\s+React\b|\bdefault\s+as\s+React\b|\bdeclare\s`)
)

// adaptSources completes what a bundler's project would have around the files: React where it is used without an
// import, and files of public/ behind their addresses. Lines stay what they are.
func (p *page) adaptSources() {
	public := publicAddresses(p.sources)
	for _, name := range p.sources.paths {
		if !isScript(name) {
			continue
		}
		content := p.sources.content[name]
		if strings.Contains(content, "React.") && usesReact.MatchString(content) && !bindsReact.MatchString(content) {
			content += "\nimport * as React from \"react\";\n"
		}
		if public != nil {
			content = public.Replace(content)
		}
		p.sources.content[name] = content
	}
}

func isScript(name string) bool {
	switch path.Ext(name) {
	case ".tsx", ".ts", ".jsx", ".js", ".mjs":
		return true
	}
	return false
}

// publicAddresses puts the content of files in public/ in place of the quoted addresses under which a server would
// have them, such as "/logo.svg"; nil when there are none.
func publicAddresses(s *sources) *strings.Replacer {
	var pairs []string
	for _, name := range s.paths {
		address, inside := strings.CutPrefix(name, "public/")
		if !inside || isHTML(name) {
			continue
		}
		mediaType := mime.TypeByExtension(path.Ext(name))
		if mediaType == "" {
			mediaType = "text/plain"
		}
		data := dataURL(strings.ReplaceAll(mediaType, " ", ""), s.content[name])
		for _, quote := range []string{`"`, `'`, "`"} {
			pairs = append(pairs, quote+"/"+address+quote, quote+data+quote)
		}
	}
	if pairs == nil {
		return nil
	}
	return strings.NewReplacer(pairs...)
}

var (
	jsonComment  = regexp.MustCompile(`(?m)^\s*//.*$|/\*[^*]*\*/|\s//[^"\n]*$`)
	jsonTrailing = regexp.MustCompile(`,(\s*[}\]])`)
)

// reactImports returns what the app's imports lead to when they are not taken by name: React DOM with a boundary and what
// older versions had, and the compiler's own names for folders.
func reactImports(s *sources) *importMap {
	m := &importMap{imports: map[string]string{"react-dom": "whittle/react-dom", "react-dom/client": "whittle/root"}}
	if aliases := pathAliases(s); aliases != nil {
		m = m.merge(aliases)
	}
	return m
}

// pathAliases returns the compiler's own names for folders of the app (typescriptlang.org/tsconfig#paths) as an import
// map. @/ and ~/ are understood without.
func pathAliases(s *sources) *importMap {
	var config struct {
		Options struct {
			Base  string              `json:"baseUrl"`
			Paths map[string][]string `json:"paths"`
		} `json:"compilerOptions"`
	}
	file := s.first([]string{"tsconfig.app.json", "tsconfig.json", "jsconfig.json"})
	text := jsonTrailing.ReplaceAllString(jsonComment.ReplaceAllString(s.content[file], ""), "$1")
	if json.Unmarshal([]byte(text), &config) != nil {
		return nil // settings of tools are not the app
	}
	aliases := &importMap{imports: map[string]string{}}
	for alias, targets := range config.Options.Paths {
		if len(targets) == 0 || alias == "@/*" || alias == "~/*" || alias == "*" {
			continue
		}
		target := "/" + path.Join(config.Options.Base, strings.TrimSuffix(targets[0], "*"))
		if strings.HasSuffix(alias, "/*") {
			target += "/"
		}
		aliases.imports[strings.TrimSuffix(alias, "*")] = target
	}
	return aliases
}
