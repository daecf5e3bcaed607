package chat

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"whittle/backend"
)

// Apply returns the files that the reply makes of base, sorted by path: all of its changes or none. Files is nil when
// nothing may be kept, because a problem is an error or because nothing changes. Edits tells what was applied, and
// problems holds the reply's own and those met here.
func Apply(r ParsedReply, base []backend.File) (files []backend.File, edits []ParsedEdit, problems []backend.Problem) {
	a := applier{reply: r, files: map[string]string{}, base: map[string]string{}, names: map[string]string{}, count: map[string]int{}}
	a.reply.Problems = slices.Clone(r.Problems)
	for _, f := range base {
		a.files[f.Path], a.base[f.Path], a.names[foldPath(f.Path)] = f.Content, f.Content, f.Path
	}
	a.checkWhole()
	for _, c := range r.changes {
		a.change(c)
	}
	edits = slices.Clone(r.Edits)
	if backend.HasErrors(a.reply.Problems) || maps.Equal(a.files, a.base) {
		return nil, edits, a.reply.Problems
	}
	for i := range edits {
		edits[i].Applied = true
	}
	for path, content := range a.files {
		files = append(files, backend.File{Path: path, Content: content})
	}
	slices.SortFunc(files, func(x, y backend.File) int { return cmp.Compare(x.Path, y.Path) })
	return files, edits, a.reply.Problems
}

// applier carries files from before a reply to after it.
type applier struct {
	reply ParsedReply
	files map[string]string
	base  map[string]string
	names map[string]string // paths by their folded form
	count map[string]int    // blocks met so far, by path
}

// checkWhole reports everything the reply began and did not finish.
func (a *applier) checkWhole() {
	for _, f := range a.reply.Files {
		if !f.Complete {
			a.reply.problem(f.Path, "%s is not finished, so nothing of this reply was used.", f.Path)
		}
	}
	if a.reply.CutOff && !backend.HasErrors(a.reply.Problems) {
		a.reply.problem("", "The reply was cut off before its end, so nothing of it was used.")
	}
}

func (a *applier) change(c change) {
	switch c.kind {
	case writeFile:
		a.write(c)
	case editFile:
		a.edit(c)
	case deleteFile:
		a.remove(c)
	case moveFile:
		a.move(c)
	}
}

func (a *applier) write(c change) {
	if !c.complete {
		return // reported by checkWhole, unless a complete one took its place
	}
	if c.fragment && len(a.base) > 0 && strings.TrimSpace(a.reply.Prose) != "" {
		a.reply.warn(c.path, "The piece of HTML in this reply was taken as an example, not as the app.")
		return
	}
	if line, number := elision(c.text, a.base[c.path]); line != "" && !isMarkdown(c.path) {
		p := problem(backend.SeverityError, c.path, "The reply leaves out a part of %s: %q. Ask for the whole file.", c.path, shorten(line))
		p.Line, p.Source = number, line
		a.reply.Problems = append(a.reply.Problems, p)
		return
	}
	if a.claim(c.path) {
		a.files[c.path] = c.text
	}
}

// claim reports whether a file may lie at path, which no other may share but for its case.
func (a *applier) claim(path string) bool {
	if other, taken := a.names[foldPath(path)]; taken && other != path {
		a.reply.warn(path, "The file %q was left out: its path differs from %s in upper and lower case only.", path, other)
		return false
	}
	a.names[foldPath(path)] = path
	return true
}

func (a *applier) edit(c change) {
	blocks, err := parseBlocks(c.text)
	if err != nil || !c.complete {
		return // reported when the reply was read
	}
	content, exists := a.files[c.path]
	for _, b := range blocks {
		a.count[c.path]++
		if !exists && strings.TrimSpace(b.search) != "" {
			a.reply.problem(c.path, "There is no %s to change.", c.path)
			return
		}
		if line, _ := elision(b.replace, b.search); line != "" {
			a.failEdit(c.path, b, "it leaves out a part of the code")
			return
		}
		if content, err = applyBlock(content, b); err != nil {
			a.failEdit(c.path, b, err.Error())
			return
		}
		exists = true
	}
	if a.claim(c.path) {
		a.files[c.path] = content
	}
}

func (a *applier) failEdit(path string, b block, why string) {
	p := problem(backend.SeverityError, path, "Change %d to %s does not fit: %s.", a.count[path], path, why)
	p.Source = strings.TrimRight(b.search, "\r\n")
	a.reply.Problems = append(a.reply.Problems, p)
}

func (a *applier) remove(c change) {
	if _, ok := a.files[c.path]; !ok {
		a.reply.warn(c.path, "There was no %s to delete.", c.path)
		return
	}
	delete(a.files, c.path)
	delete(a.names, foldPath(c.path))
}

func (a *applier) move(c change) {
	content, ok := a.files[c.path]
	if !ok {
		a.reply.problem(c.path, "There is no %s to move.", c.path)
		return
	}
	a.remove(c)
	if a.claim(c.to) {
		a.files[c.to] = content
	}
}
