// Package chat turns a prompt into a version that works: prompt, reply reader, edits, and the turn that binds them.
package chat

import (
	"slices"
	"strings"

	"whittle/backend"
)

// AppMeta is what a reply says about its app; every field may be empty.
type AppMeta struct {
	Name        string `json:"name"`
	Glyph       string `json:"glyph"`
	Template    string `json:"template"`
	Description string `json:"description"`
}

// ParsedFile is one file a reply writes. A path has one entry: the last complete one, else all that came of it.
type ParsedFile struct {
	Path     string `json:"path"`
	Content  string `json:"content"`
	Complete bool   `json:"complete"`
}

// ParsedEdit is what a reply changes in one file. Applied is set by Apply.
type ParsedEdit struct {
	Path    string `json:"path"`
	Blocks  int    `json:"blocks"`
	Applied bool   `json:"applied"`
}

// ParsedReply is a reply read to its end. The lists are never nil.
type ParsedReply struct {
	Prose    string            `json:"prose"`
	Title    string            `json:"title"`
	App      AppMeta           `json:"app"`
	Files    []ParsedFile      `json:"files"`
	Edits    []ParsedEdit      `json:"edits"`
	Problems []backend.Problem `json:"problems"`
	Done     bool              `json:"done"`    // the reply said that it is complete
	CutOff   bool              `json:"cut_off"` // it ended inside a file, an edit or a tag
	Parts    []backend.Part    `json:"-"`       // the reply in the order it was written
	changes  []change          // what Apply does, in order
}

// HasChanges reports whether the reply means to write, edit, move or delete any file, finished or not.
func (r ParsedReply) HasChanges() bool { return len(r.changes) > 0 || r.CutOff }

// changeKind is what a change does to a file.
type changeKind int

const (
	writeFile changeKind = iota
	editFile
	deleteFile
	moveFile
)

// change is one step from the files before a reply to the files after it.
type change struct {
	kind     changeKind
	path     string
	to       string // of a move
	text     string // content of a file, blocks of an edit
	complete bool
	fragment bool // a page without its frame, found in a fence: an app only when nothing else is there
}

// Parse reads a whole reply.
func Parse(text string) ParsedReply {
	var r Reader
	r.Write(text)
	r.Close()
	return r.Reply()
}

// Reply returns what was read; it is complete after Close.
func (r *Reader) Reply() ParsedReply {
	out := ParsedReply{
		App: r.app, Done: r.done, CutOff: r.cutOff,
		Files: []ParsedFile{}, Edits: []ParsedEdit{}, Problems: append([]backend.Problem{}, r.problems...),
	}
	r.addChanges(&out)
	var picks []pick
	if len(out.changes) == 0 {
		picks = r.lift()
		out.addPicks(picks)
	}
	if len(out.changes) == 1 && !r.tagged {
		siblings := r.linkSiblings(out.changes[0])
		out.addPicks(siblings)
		picks = append(picks, siblings...)
	}
	out.Parts = r.partsWith(picks)
	if slices.ContainsFunc(r.samples, (*sample).isDiff) && len(out.changes) == 0 {
		out.warn("", "The reply changes files by a diff, which cannot be used. Ask for whole files.")
	}
	out.rejectTails()
	out.collect()
	out.Prose = proseOf(out.Parts)
	out.Title = r.titleOf(out)
	return out
}

func (r *ParsedReply) addPicks(picks []pick) {
	for _, p := range picks {
		r.changes = append(r.changes, p.change())
	}
}

// addChanges lists what the parts do. When the reply has tags, fenced files beside them are examples and no changes.
func (r *Reader) addChanges(out *ParsedReply) {
	for _, p := range r.parts {
		c := change{path: p.path, to: p.to, text: p.text.String(), complete: p.complete}
		switch {
		case p.kind == backend.PartText:
			continue
		case p.fenced && r.tagged:
			out.warn(p.path, "The block named %s was taken as an example, because the reply marks its files with tags.", shorten(p.path))
			continue
		case p.to != "":
			c.kind = moveFile
		case p.kind == backend.PartFile:
			c.kind = writeFile
		case p.kind == backend.PartEdit:
			c.kind = editFile
		default:
			c.kind = deleteFile
		}
		out.changes = append(out.changes, c)
	}
}

// rejectTails marks a file as unfinished when it follows an unfinished one of the same path and does not begin like
// it: it holds the rest only, not the whole.
func (r *ParsedReply) rejectTails() {
	open := map[string]string{}
	for i := range r.changes {
		c := &r.changes[i]
		if c.kind != writeFile {
			continue
		}
		before, interrupted := open[c.path]
		delete(open, c.path)
		if c.complete && interrupted && head(before) != head(c.text) {
			c.complete = false
			r.problem(c.path, "%s was cut off and only its rest was sent again. It was left out.", c.path)
		}
		if !c.complete {
			open[c.path] = c.text
		}
	}
}

const headLines = 3

// head returns the first lines of a file by which a restart is told from a continuation.
func head(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
		if len(kept) == headLines {
			break
		}
	}
	return strings.Join(kept, "\n")
}

// collect fills Files and Edits from the changes and reports what may not be used.
func (r *ParsedReply) collect() {
	names, files, edits := map[string]string{}, map[string]int{}, map[string]int{}
	kept := r.changes[:0]
	for _, c := range r.changes {
		if c.kind == editFile && c.path == "" {
			r.problem("", "A change in this reply does not say which file it is for.")
			continue
		}
		if !r.acceptPaths(&c, names) {
			continue
		}
		kept = append(kept, c)
		switch c.kind {
		case writeFile:
			r.addFile(c, files)
		case editFile:
			r.addEdit(c, edits)
		}
	}
	r.changes = kept
}

// acceptPaths cleans the paths of c and reports those no version may hold.
func (r *ParsedReply) acceptPaths(c *change, names map[string]string) bool {
	paths := []*string{&c.path}
	if c.kind == moveFile {
		paths = append(paths, &c.to)
	}
	for _, p := range paths {
		clean, reason := cleanPath(*p)
		if other, taken := names[foldPath(clean)]; reason == "" && taken && other != clean {
			reason = "differs from " + other + " in upper and lower case only"
		}
		if reason != "" {
			r.warn(*p, "The file %q was left out: its path %s.", shorten(*p), reason)
			return false
		}
		names[foldPath(clean)] = clean
		*p = clean
	}
	return true
}

// addFile puts c into Files, where places holds each path's index.
func (r *ParsedReply) addFile(c change, places map[string]int) {
	file := ParsedFile{c.path, c.text, c.complete}
	i, known := places[c.path]
	switch {
	case !known:
		places[c.path] = len(r.Files)
		r.Files = append(r.Files, file)
	case c.complete:
		r.Files[i] = file
	case r.Files[i].Complete:
		r.warn(c.path, "%s was begun again and not finished. The finished one before it was used.", c.path)
	default:
		r.Files[i].Content += c.text
	}
}

// addEdit counts c in Edits, where places holds each path's index.
func (r *ParsedReply) addEdit(c change, places map[string]int) {
	blocks, err := parseBlocks(c.text)
	if err != nil || !c.complete {
		r.problem(c.path, "The change to %s cannot be used: %s.", c.path, editFault(err))
	}
	i, known := places[c.path]
	if !known {
		i = len(r.Edits)
		places[c.path] = i
		r.Edits = append(r.Edits, ParsedEdit{Path: c.path})
	}
	r.Edits[i].Blocks += len(blocks)
}

func editFault(err error) string {
	if err != nil {
		return err.Error()
	}
	return "it was cut off"
}

func (r *ParsedReply) problem(file, format string, args ...any) {
	r.Problems = append(r.Problems, problem(backend.SeverityError, file, format, args...))
}

func (r *ParsedReply) warn(file, format string, args ...any) {
	r.Problems = append(r.Problems, problem(backend.SeverityWarning, file, format, args...))
}

func proseOf(parts []backend.Part) string {
	var all []string
	for _, p := range parts {
		if p.Type == backend.PartText {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, "\n")
}
