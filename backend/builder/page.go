package builder

import (
	"cmp"
	"context"
	"encoding/base64"
	"net/url"
	"path"
	"slices"
	"strings"

	"whittle/backend"
)

// page is the work on one document: the page as it was written, and the pieces to put into it.
type page struct {
	ctx      context.Context
	app      string // whose page it is; may be empty
	options  Options
	contexts *contexts
	bundled  *bundled
	broke    bool // whether something could not be made for a reason that is not in the files
	sources  *sources
	bundle   *backend.Bundle
	trace    *trace // where the document's lines come from; nil unless somebody asked

	strict  bool   // whether what cannot be had is an error, as in templates that are built, or the browser's business
	start   *entry // where the app begins when its page does not say; nil in templates without
	started bool   // whether a script that begins the app was written

	file       string // the page's path; empty for a page that the builder made
	text       string
	folder     string // what relative references count from
	remoteBase string // the address that a base element makes every relative reference count from; usually empty
	imports    *importMap

	typedScripts int  // scripts in JSX or TypeScript
	classicReact bool // whether a classic script makes React global
	reactModule  bool // whether React is linked as a module although a classic script of it is there
	tailwind     tailwind

	splices    []splice
	problems   []backend.Problem
	shelf      *shelf
	embedded   map[string]bool   // files of the app that scripts load by a name which is written in them
	checks     *checks           // of scripts that stay as they are
	depth      int               // how many workers this one stands in
	addresses  map[string]string // what may be imported when the page runs, by what the app writes
	linkAt     int               // where the libraries go: before the first script that needs them; -1 for nowhere
	inlined    bool              // whether a script or style became part of the page
	readsPlace bool              // whether a script reads the app's own address
}

// buildHTML makes the document of an app that is a page.
func (p *page) buildHTML() []backend.Problem {
	file := mainPage(p.sources)
	if file == "" {
		return []backend.Problem{failure("", "There is no HTML page to show. Add index.html.")}
	}
	if strings.TrimSpace(p.sources.content[file]) == "" {
		return []backend.Problem{failure(file, "%s is empty. Write the page into it.", file)}
	}
	p.assemble(file, p.sources.content[file])
	return p.problems
}

// mainPage returns index.html, else the page nearest to the root, else "".
func mainPage(s *sources) string {
	pages := []string{}
	for _, name := range s.paths {
		if isHTML(name) {
			pages = append(pages, name)
		}
	}
	if len(pages) == 0 {
		return ""
	}
	return slices.MinFunc(pages, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a, "/"), strings.Count(b, "/")), cmp.Compare(indexFirst(a), indexFirst(b)))
	})
}

func indexFirst(name string) int {
	if strings.EqualFold(stem(name), "index") {
		return 0
	}
	return 1
}

// assemble makes the document out of a page and everything local that it refers to.
func (p *page) assemble(file, text string) {
	p.file, p.text, p.folder, p.linkAt = file, text, path.Dir(file), -1
	p.checks = &checks{}
	all := elements(text)
	p.readHead(all)
	p.classicReact = hasClassicReact(all)
	p.reactModule = p.classicReact && p.needsReact(all)
	p.readTailwind(all)
	defer p.checked()
	for _, e := range all {
		if p.ctx.Err() != nil {
			return
		}
		p.element(e)
	}
	p.startApp()
	p.addTailwind(all)
	p.lift(all)
	p.addOwnFiles(all)
	if p.linkAt >= 0 {
		p.linkLibraries()
	}
	p.shelf.book(p.bundle)
	p.splices = arranged(p.splices)
	p.bundle.Document = applied(text, p.splices)
	if len(p.bundle.Document) == 0 {
		p.bundle.Document = []byte("\n") // a page with nothing in it is still a page
	}
	p.trace.assembled(p)
}

// readHead finds what changes the meaning of later references: the first base element and the import map.
func (p *page) readHead(all []*element) {
	based := false
	for _, e := range all {
		if e.name == "base" && e.has("href") && !based && !e.foreign {
			based = true
			p.rebase(strings.TrimSpace(e.value("href")))
		}
		if e.name != "script" || e.foreign {
			continue
		}
		switch scriptType(e) {
		case "importmap":
			p.readImportMap(e)
		case "typed":
			p.typedScripts++
		}
	}
}

func (p *page) rebase(href string) {
	if isAbsoluteURL(href) {
		p.remoteBase = href
		return
	}
	folder, _ := splitQuery(href)
	if !strings.HasSuffix(folder, "/") {
		folder = path.Dir(folder)
	}
	p.folder = strings.TrimPrefix(path.Join(folderOf(p.file, href), folder), "/")
}

func (p *page) readImportMap(e *element) {
	m, err := parseImportMap(p.text[e.end:e.textEnd], p.folder)
	if err != nil {
		p.add(at(warning(p.file, "The import map is not valid JSON, so it has no effect: %v.", err), p.text, e.end))
		return
	}
	p.imports = p.imports.merge(m)
	p.replace(e, "") // the builder reads it; a browser would load what it names
}

func trailingSlash(address string) string {
	if strings.HasSuffix(address, "/") {
		return "/"
	}
	return ""
}

// element handles one start tag. Whatever it has no reason to touch stays as it was written.
func (p *page) element(e *element) {
	switch {
	case e.inert, p.tailwindElement(e):
	case e.name == "script" && !e.foreign:
		p.script(e)
	case e.name == "style" && !e.foreign:
		p.styleElement(e)
	case e.name == "link" && !e.foreign:
		p.link(e)
	default:
		p.media(e)
		p.styleAttribute(e)
	}
}

// startApp begins the app where its page ends, when the page did not.
func (p *page) startApp() {
	if p.start == nil || p.started {
		return
	}
	end := lastIndexFold(p.text, "</body")
	if end < 0 {
		end = len(p.text)
	}
	p.splices = append(p.splices, splice{end, end, p.moduleScript(p.compile(*p.start), `<script type="module">`, end)})
}

func lastIndexFold(text, part string) int {
	for i := len(text) - len(part); i >= 0; i-- {
		if strings.EqualFold(text[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// lift takes away a policy of the page's own that would stop what is now inside it; the frame's policy is stricter.
func (p *page) lift(all []*element) {
	for _, e := range all {
		if p.inlined && e.name == "meta" && strings.EqualFold(strings.TrimSpace(e.value("http-equiv")), "content-security-policy") {
			p.splices = append(p.splices, splice{e.start, e.end, e.retag(p.text, "meta", "", "http-equiv")})
		}
	}
}

// addOwnFiles puts the scripts that answer for the app's own files and address before the first script.
func (p *page) addOwnFiles(all []*element) {
	text := p.ownFiles() + p.placeScript()
	if text == "" {
		return
	}
	at := len(p.text)
	for _, e := range all {
		if e.name == "script" && !e.foreign && !e.inert {
			at = e.start
			break
		}
	}
	if p.linkAt >= 0 {
		at = min(at, p.linkAt)
	}
	p.splices = slices.Insert(p.splices, 0, splice{at, at, text})
	p.inlined = true
}

func (p *page) linkLibraries() {
	pieces, err := linkScript(p.shelf, p.addresses)
	if err != nil {
		p.add(failure("", "The libraries inside Whittle cannot be read: %v.", err))
		return
	}
	var script []splice
	for _, piece := range slices.Concat([]string{"<script>"}, pieces, []string{"</script>\n"}) {
		script = append(script, splice{p.linkAt, p.linkAt, piece})
	}
	p.splices = slices.Concat(script, p.splices)
}

func (p *page) add(problems ...backend.Problem) { p.problems = append(p.problems, problems...) }

// local returns the file that a reference in the page means. isLocal is false for addresses, fragments and template
// marks; a name without a file comes back as it was asked for, with found false.
func (p *page) local(reference string) (name string, found, isLocal bool) {
	reference = strings.TrimSpace(reference)
	if reference == "" || p.remoteBase != "" || isAbsoluteURL(reference) || strings.ContainsAny(reference[:1], "#?{<$") {
		return "", false, false
	}
	file, _ := splitQuery(reference)
	if strings.HasPrefix(file, "/") {
		file = path.Clean(file)[1:]
	} else {
		file = path.Join(p.folder, file)
	}
	if decoded, err := url.PathUnescape(file); err == nil {
		file = decoded
	}
	for _, candidate := range []string{file, path.Join("public", file)} {
		if other, ok := p.sources.folded[strings.ToLower(candidate)]; ok {
			return other, true, true
		}
	}
	return file, false, true
}

// dataURL returns text as an address that holds it.
func dataURL(mediaType, text string) string {
	return "data:" + mediaType + ";base64," + base64.StdEncoding.EncodeToString([]byte(text))
}
