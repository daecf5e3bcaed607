package chat

import (
	"strings"

	"whittle/backend"
)

// maxTagLines is how many lines a tag may take before it is prose after all.
const maxTagLines = 6

// readTag reads a line of prose whose first character past blanks, where s begins, is "<". It returns false when the
// line is no tag that means anything.
func (r *Reader) readTag(line, s string) bool {
	name, closing, n := tagName(s)
	kind := kindOfTag(name)
	if kind == tagNone || n < len(s) && strings.IndexByte(" \t\r\n/>", s[n]) < 0 {
		return false
	}
	if closing {
		return r.readStrayEnd(line, s[n:], isNative(name))
	}
	t, n, state := parseTag(s)
	if state == tagWhole {
		if !isPlausible(t, s[n:]) {
			return false
		}
		r.openTag(t, line[:len(line)-len(s)+n], s[n:])
		return true
	}
	if repaired, ok := repairTag(s); ok && state == tagInQuotes && isPlausible(repaired, "") {
		r.openTag(repaired, line, "")
		return true
	}
	r.tagText, r.tagLines = line, 1
	return true
}

// readStrayEnd reads a closing tag that closes nothing; rest follows its name.
func (r *Reader) readStrayEnd(line, rest string, native bool) bool {
	rest = strings.TrimPrefix(strings.TrimLeft(rest, " \t"), ">")
	if strings.TrimSpace(rest) == "" {
		r.mark(line)
		return true
	}
	if native {
		return false
	}
	r.mark(line[:len(line)-len(rest)])
	r.proseLine(rest)
	return true
}

// joinTag reads the line after a tag whose ">" did not come: its attributes may go on, or the ">" is missing.
func (r *Reader) joinTag(line string) {
	_, _, before := parseTag(strings.TrimLeft(r.tagText, " \t"))
	goesOn := before == tagInQuotes || continuesTag(line)
	if goesOn && r.tagLines < maxTagLines {
		r.tagText += line
		r.tagLines++
		s := strings.TrimLeft(r.tagText, " \t")
		if t, n, state := parseTag(s); state == tagWhole && isPlausible(t, s[n:]) {
			text := r.tagText
			r.tagText = ""
			r.openTag(t, text[:len(text)-len(s)+n], s[n:])
		}
		return
	}
	text := r.tagText
	r.tagText = ""
	t, _, state := parseTag(strings.TrimLeft(text, " \t"))
	if state == tagUnclosed && len(t.attrs) > 0 && isPlausible(t, "") {
		r.openTag(t, text, "")
	} else {
		r.sayLine(text)
	}
	r.readLine(line)
}

// isPlausible reports whether a tag is meant as one, and not a word of prose about tags.
func isPlausible(t tag, rest string) bool {
	alone := strings.TrimSpace(rest) == ""
	switch t.kind {
	case tagFile, tagEdit, tagDelete:
		return t.path() != "" || alone
	case tagMove:
		return t.attrs["to"] != ""
	case tagApp:
		return len(t.attrs) > 0
	case tagDone:
		return alone || strings.TrimSpace(rest) == "</done>"
	case tagArtifact:
		return t.attrs["type"] != "" || t.attrs["identifier"] != ""
	}
	return true
}

// openTag acts on a tag; raw is all of it and rest what follows on its line.
func (r *Reader) openTag(t tag, raw, rest string) {
	r.mark(raw)
	if r.sample != nil {
		r.wrap, r.sample = r.sample.fence, nil
	}
	switch t.kind {
	case tagFile:
		r.openFile(t, backend.PartFile, t.path(), rest)
	case tagEdit:
		r.openFile(t, backend.PartEdit, t.path(), rest)
	case tagArtifact:
		r.keepTitle(t.title())
		r.openFile(t, backend.PartFile, artifactPath(t), rest)
	case tagAction:
		if t.attrs["type"] == "file" || t.attrs["type"] == "" && t.path() != "" {
			r.openFile(t, backend.PartFile, t.path(), rest)
		} else {
			r.openAside(t, rest)
		}
	case tagThink, tagAside, tagSummary:
		r.openAside(t, rest)
	default:
		r.actOnTag(t)
		r.afterTag(t, rest)
	}
}

// actOnTag acts on a tag without a body.
func (r *Reader) actOnTag(t tag) {
	switch t.kind {
	case tagDelete:
		r.tagged = true
		r.complete(r.open(backend.PartDelete, t.path()))
	case tagMove:
		r.tagged = true
		index := r.open(backend.PartDelete, t.path())
		r.parts[index].to = t.attrs["to"]
		r.complete(index)
	case tagApp:
		r.app = AppMeta{t.attrs["name"], t.attrs["glyph"], t.attrs["template"], t.attrs["description"]}
	case tagDone:
		r.done = true
	case tagWrap:
		r.keepTitle(t.title())
	}
}

// keepTitle takes the first title of a foreign format.
func (r *Reader) keepTitle(title string) {
	if r.title == "" {
		r.title = strings.TrimSpace(title)
	}
}

// afterTag reads what follows a tag without a body on its line: its end, nothing, or prose.
func (r *Reader) afterTag(t tag, rest string) {
	end := "</" + t.name + ">"
	if t.kind != tagWrap && strings.HasPrefix(strings.TrimLeft(rest, " \t"), end) {
		n := strings.Index(rest, end) + len(end)
		r.mark(rest[:n])
		rest = rest[n:]
	}
	if strings.TrimSpace(rest) == "" {
		r.mark(rest)
		return
	}
	r.proseLine(rest)
}

// openFile begins a file or an edit whose end is a tag.
func (r *Reader) openFile(t tag, kind backend.PartType, path, rest string) {
	r.tagged = true
	index := r.open(kind, path)
	damaged := r.damaged
	r.damaged = false
	if t.empty {
		r.complete(index)
		r.afterTag(t, rest)
		return
	}
	r.body = &body{kind: inTag, part: index, end: t.name, native: isNative(t.name), markdown: isMarkdown(path), damaged: damaged}
	r.openRest(rest)
}

// openAside begins text that is no part of the reply.
func (r *Reader) openAside(t tag, rest string) {
	if t.empty {
		r.endAside(t, "")
		r.afterTag(t, rest)
		return
	}
	r.body = &body{kind: inAside, part: -1, end: t.name, aside: t}
	r.openRest(rest)
}

// openRest reads what follows an opening tag on its line.
func (r *Reader) openRest(rest string) {
	if strings.TrimSpace(rest) == "" {
		r.mark(rest)
		return
	}
	r.body.inline = true
	r.bodyLine(rest)
	if r.body != nil {
		r.body.inline = false
	}
}

// endAside keeps what an aside says about the app and reports the rest.
func (r *Reader) endAside(t tag, text string) {
	text = strings.TrimSpace(text)
	switch {
	case t.kind == tagSummary:
		r.keepTitle(shorten(text))
	case t.kind == tagThink:
	case t.attrs["packages"] != "":
		r.warn("", "The reply asks to install %s. Whittle brings its own libraries, so this was left out.", shorten(t.attrs["packages"]))
	case text != "":
		r.warn("", "The reply asks another tool to act, which was left out: %q.", shorten(text))
	}
}

// artifactPath names the file of a Claude artifact, which says what it is and not where it lies.
func artifactPath(t tag) string {
	name := strings.Map(func(c rune) rune {
		if c < 0x80 && isNameByte(byte(c)) {
			return c
		}
		return '-'
	}, t.attrs["identifier"])
	if name == "" {
		name = "artifact"
	}
	switch t.attrs["type"] {
	case "text/html":
		return "index.html"
	case "application/vnd.ant.react":
		return "src/App.tsx"
	case "image/svg+xml":
		return name + ".svg"
	case "text/markdown":
		return name + ".md"
	case "application/vnd.ant.mermaid":
		return name + ".mmd"
	}
	switch language := strings.ToLower(t.attrs["language"]); language {
	case "html":
		return "index.html"
	case "jsx", "tsx", "react":
		return "src/App.tsx"
	case "javascript":
		return name + ".js"
	case "typescript":
		return name + ".ts"
	case "python":
		return name + ".py"
	case "css", "json", "sql", "go":
		return name + "." + language
	}
	return name + ".txt"
}
