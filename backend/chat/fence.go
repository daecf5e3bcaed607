package chat

import (
	"strings"
	"unicode"
)

// fence is a line of three or more backticks or tildes.
type fence struct {
	mark byte
	n    int
	info string // what follows the marks, trimmed
}

// fenceOf reads a fence line; ok is false when line is none.
func fenceOf(line string) (f fence, ok bool) {
	s := strings.TrimSpace(line)
	if s == "" || s[0] != '`' && s[0] != '~' {
		return f, false
	}
	f.mark = s[0]
	f.info = strings.TrimLeft(s, s[:1])
	f.n = len(s) - len(f.info)
	f.info = strings.TrimSpace(f.info)
	return f, f.n >= 3 && !(f.mark == '`' && strings.Contains(f.info, "`"))
}

// ends reports whether f closes what open opened.
func (f fence) ends(open fence) bool { return f.info == "" && f.mark == open.mark && f.n >= open.n }

// language returns the first word of the info string in lower case: "tsx" of "tsx:src/App.tsx".
func (f fence) language() string {
	end := strings.IndexAny(f.info, " \t:{,")
	if end < 0 {
		end = len(f.info)
	}
	return strings.ToLower(f.info[:end])
}

// path returns the file name in the info string, else "": "tsx src/App.tsx", `tsx title="src/App.tsx"`,
// "tsx:src/App.tsx", "src/App.tsx".
func (f fence) path() string {
	t, _, _ := parseTag("<x " + f.info + " >")
	for _, name := range []string{"title", "filename", "file", "path", "name", "filePath"} {
		if v := t.attrs[name]; isFileName(v) {
			return v
		}
	}
	for _, word := range strings.Fields(f.info) {
		word = strings.Trim(word, `"'()[]{},`)
		if isFileName(word) {
			return word
		}
		if _, after, ok := strings.Cut(word, ":"); ok && isFileName(after) {
			return after
		}
	}
	return ""
}

// isOutput reports whether a fence of this language shows what to type or what came out, and no file.
func isOutput(language string) bool {
	switch language {
	case "bash", "sh", "shell", "zsh", "console", "terminal", "powershell", "diff", "patch", "output", "text", "txt", "plaintext", "log":
		return true
	}
	return false
}

// isFileName reports whether s reads as the path of a source file and nothing else.
func isFileName(s string) bool {
	if s == "" || len(s) > maxPath || strings.Contains(s, "//") || strings.ContainsFunc(s, isNoPathRune) {
		return false
	}
	base := s[strings.LastIndexByte(s, '/')+1:]
	dot := strings.LastIndexByte(base, '.')
	return dot >= 0 && isSourceExtension(strings.ToLower(base[dot+1:])) && !isFramework(s)
}

func isNoPathRune(r rune) bool {
	return r <= ' ' || strings.ContainsRune("<>\"'`*?|,;:=!{}#", r)
}

func isSourceExtension(ext string) bool {
	switch ext {
	case "html", "htm", "css", "scss", "sass", "less", "js", "mjs", "cjs", "jsx", "ts", "mts", "tsx", "json", "md", "mdx",
		"svg", "txt", "xml", "yml", "yaml", "toml", "py", "go", "rs", "java", "kt", "swift", "c", "h", "cpp", "cs", "php",
		"rb", "sh", "sql", "vue", "svelte", "astro", "graphql", "env", "csv", "ini", "conf", "webmanifest", "glsl", "frag",
		"vert", "wgsl", "gitignore":
		return true
	}
	return false
}

// isFramework reports whether s is the name of a framework that looks like a file.
func isFramework(s string) bool {
	switch strings.ToLower(s) {
	case "node.js", "vue.js", "next.js", "react.js", "three.js", "d3.js", "chart.js", "express.js", "nuxt.js", "angular.js",
		"alpine.js", "p5.js", "ember.js", "backbone.js", "moment.js", "tone.js", "matter.js", "anime.js", "vanilla.js":
		return true
	}
	return false
}

// pathLine returns the path when the line says nothing but a path: "src/App.tsx", "### `src/App.tsx`:",
// "**File: src/App.tsx** (new)"; else "".
func pathLine(line string) string {
	const decoration = " \t\r\n#*_`>-:\"'[]()•"
	s := strings.TrimSpace(line)
	if i := strings.Index(s, " ("); i > 0 {
		s = s[:i]
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 4 {
		return ""
	}
	for _, word := range words[:len(words)-1] {
		if !isPathLabel(strings.ToLower(strings.Trim(word, decoration))) {
			return ""
		}
	}
	last := strings.Trim(words[len(words)-1], decoration)
	if !isFileName(last) {
		return ""
	}
	return last
}

// isPathLabel reports whether a word may stand before a path that is alone on its line.
func isPathLabel(word string) bool {
	switch word {
	case "file", "filename", "path", "filepath", "name", "new", "create", "update", "updated", "edit", "modify", "save", "as":
		return true
	}
	return !strings.ContainsFunc(word, unicode.IsLetter)
}

// commentPath returns the path when the line is a comment that holds nothing but a path, else "".
func commentPath(line string) string {
	s := strings.TrimSpace(line)
	for _, mark := range []string{"//", "{/*", "/*", "<!--", "#", "--"} {
		if inner, ok := strings.CutPrefix(s, mark); ok {
			for _, end := range []string{"*/}", "*/", "-->"} {
				inner = strings.TrimSuffix(strings.TrimSpace(inner), end)
			}
			return pathLine(inner)
		}
	}
	return ""
}
