package builder

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// What stands before the name of a file that a script loads, and behind one that counts from the module's own.
var (
	loadsFile  = regexp.MustCompile(`(?:\b(?:fetch|Worker|SharedWorker|importScripts|loadJSON|loadStrings|loadTable|loadImage)|\.(?:json|csv|tsv|text|xml|get|load|addModule)|\.open\(\s*["'](?i:get)["']\s*,)\(?\s*$|\.src\s*=\s*$|\bsrc:\s*$`)
	loadsCode  = regexp.MustCompile(`\b(?:Worker|SharedWorker|addModule)\(\s*(?:new\s+URL\(\s*)?$`)
	ownAddress = regexp.MustCompile(`\bURL\(\s*$`)
	ofModule   = regexp.MustCompile(`^\s*,\s*import\.meta\.url\b`)
)

// adapt returns what to change in a script, so that what it loads by a name written in it comes out of the page:
// files of packages, files of the app, workers, and modules that it imports when it runs. Lines stay lines.
func (p *page) adapt(code, folder string) []splice {
	if !p.mayLoad(code) {
		return nil
	}
	a := adapter{page: p, code: code, folder: folder}
	for t := range tokens(code) {
		if p.ctx.Err() != nil {
			return nil
		}
		a.token(t)
	}
	if a.computed {
		a.offer()
	}
	return a.splices
}

// mayLoad reports whether it is worth reading a script: most load nothing by name.
func (p *page) mayLoad(code string) bool {
	contains := func(part string) bool { return strings.Contains(code, part) }
	return contains("location") && p.hasPlace() || contains("import(") || contains("import (") || namesLibrary(code) ||
		len(p.sources.paths) > 1 && slices.ContainsFunc([]string{"fetch(", "Worker(", ".json(", ".csv(", ".tsv(", ".text(", ".xml(",
			".get(", ".load(", "addModule(", "importScripts(", "loadJSON(", "loadStrings(", "loadTable(", "loadImage(", ".src", "src:", "import.meta.url"}, contains)
}

// namesLibrary reports whether a quoted address in code is on a host that serves libraries.
func namesLibrary(code string) bool {
	for at := 0; ; at += 2 {
		i := strings.Index(code[at:], "//")
		if i < 0 {
			return false
		}
		at += i
		before := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(code[max(0, at-7):at], ":"), "s"), "http")
		if before == "" || strings.IndexByte("\"'`", before[len(before)-1]) < 0 {
			continue
		}
		host := code[at+2 : min(len(code), at+64)]
		if end := strings.IndexAny(host, "/\"'`?"); end >= 0 {
			host = host[:end]
		}
		if linkRules().byHost[strings.ToLower(host)] != nil {
			return true
		}
	}
}

// adapter is the work on one script.
type adapter struct {
	page     *page
	code     string
	folder   string
	splices  []splice
	literals []string // what may be the name of a module
	computed bool     // whether something is imported whose name only the page knows
	binds    *bool    // whether the script has a location of its own; nil until asked
}

func (a *adapter) token(t token) {
	switch {
	case !t.isString && t.text == "import" && strings.HasPrefix(strings.TrimLeft(a.code[t.end:], " \t\r\n"), "(") && !strings.HasSuffix(a.code[:t.start], "."):
		a.computed = true
		a.splices = append(a.splices, splice{t.start, t.end, requireName + ".load"})
	case !t.isString && t.text == "location" && a.page.hasPlace():
		a.location(t)
	case t.isString && (strings.Contains(t.text, "<script") || strings.Contains(t.text, "<link") || strings.Contains(t.text, "importScripts(")):
		a.written(t)
	case t.isString && t.text != "" && len(t.text) < maxAddress:
		a.literal(t)
	}
}

var writtenAddress = regexp.MustCompile(`(?:src\s*=\s*|href\s*=\s*|importScripts\(\s*)\\?["']?((?:https?:)?//[^"'\s<>)\\]+)`)

// written puts files of packages in place of their addresses in markup or code that a script writes.
func (a *adapter) written(t token) {
	for _, m := range writtenAddress.FindAllStringSubmatchIndex(t.text, -1) {
		if content, media, ok := a.page.carriedFile(t.text[m[2]:m[3]]); ok {
			start := t.start + 1
			a.splices = append(a.splices, splice{start + m[2], start + m[3], dataURLOf(media, content)})
		}
	}
}

// literal puts what a string names in place of it.
func (a *adapter) literal(t token) {
	before := a.code[max(0, t.start-60):t.start]
	imported := strings.HasSuffix(strings.TrimRight(before, " \t\r\n"), "import(")
	if imported && (strings.HasPrefix(t.text, ".") || strings.HasPrefix(t.text, "/")) && !strings.HasPrefix(t.text, "//") {
		a.splices = append(a.splices, splice{t.start, t.end, `"` + a.page.moduleAddress(path.Join(a.folder, t.text), t.text) + `"`})
		return
	}
	if imported || !isFileName(t.text) {
		a.literals = append(a.literals, t.text)
		return
	}
	if isAbsoluteURL(t.text) {
		a.literals = append(a.literals, t.text)
		if content, media, ok := a.page.carriedFile(t.text); ok {
			a.splices = append(a.splices, splice{t.start, t.end, `"` + dataURLOf(media, content) + `"`})
		}
		return
	}
	if len(a.page.sources.paths) < 2 {
		return
	}
	url := ownAddress.MatchString(before)
	after := ofModule.FindString(a.code[t.end:min(len(a.code), t.end+60)])
	if !loadsFile.MatchString(before) && (!url || after == "") {
		return
	}
	if address := a.page.fileAddress(path.Join(a.folder, t.text), loadsCode.MatchString(before)); address != "" {
		a.splices = append(a.splices, splice{t.start, t.end + len(after), `"` + address + `"`})
	}
}

// isFileName reports whether a string may name a file or an address.
func isFileName(text string) bool {
	return strings.ContainsAny(text, "./") && !strings.ContainsAny(text, " \t\r\n<>{}\\")
}

// carriedFile returns the file of a package that an address names, if it is there.
func (p *page) carriedFile(address string) (content []byte, media string, ok bool) {
	if !strings.HasPrefix(withScheme(address), "http") {
		return nil, "", false
	}
	ref := parseRemote(address)
	if !ref.library() || ref.module && path.Ext(ref.path) != ".mjs" || !p.shelf.carriesFile(ref) {
		return nil, "", false
	}
	return p.shelf.content(ref)
}

// moduleAddress returns an address that holds a module of the app with what it imports, or the name as it is written
// when there is no such file.
func (p *page) moduleAddress(name, written string) string {
	name, exact := p.sources.module(strings.TrimPrefix(name, "/"))
	if !exact || p.depth >= maxWorkers {
		return written
	}
	p.depth++
	defer func() { p.depth-- }()
	made := p.compile(entry{path: name})
	p.add(made.problems...)
	p.add(p.noteUses(made)...)
	if p.addresses == nil {
		p.addresses = map[string]string{}
	}
	return dataURL("text/javascript;charset=utf-8", p.adapted(made.code, path.Dir(name)))
}

// fileAddress returns an address that holds a file of the app, "" when there is none or no page can use it.
func (p *page) fileAddress(name string, isCode bool) string {
	name, found, _ := p.local("/" + name)
	if !found {
		name, found = p.onlyFile(name)
	}
	switch ext := path.Ext(name); {
	case !found:
		return ""
	case isCode || ext == ".js" || ext == ".mjs" || ext == ".ts":
		return p.worker(name)
	case mediaType(name) != "":
		if p.embedded == nil {
			p.embedded = map[string]bool{}
		}
		p.embedded[name] = true
		return dataURL(mediaType(name), p.sources.content[name])
	}
	return ""
}

// onlyFile returns the one file whose path ends as name does: scripts of several folders may have become one.
func (p *page) onlyFile(name string) (string, bool) {
	match := ""
	for _, other := range p.sources.paths {
		if strings.HasSuffix(other, "/"+name) {
			if match != "" {
				return "", false
			}
			match = other
		}
	}
	return match, match != ""
}

const maxWorkers = 4 // how deep workers may begin others

// worker returns an address that holds a script of the app with all that it needs, for a worker.
func (p *page) worker(name string) string {
	if p.depth >= maxWorkers {
		return ""
	}
	inner := page{ctx: p.ctx, app: p.app, contexts: p.contexts, sources: p.sources, options: p.options, imports: p.imports,
		bundle: p.bundle, strict: p.strict, depth: p.depth + 1, linkAt: -1, shelf: newShelf(p.shelf.pack, p.shelf.mirror, p.shelf.locks)}
	inner.shelf.asked, inner.shelf.texts = p.shelf.asked, p.shelf.texts
	made := inner.compile(entry{path: name})
	code := made.code
	if !made.changed && path.Ext(name) != ".ts" {
		code = p.sources.content[name]
	}
	inner.noteUses(made)
	code = inner.adapted(code, path.Dir(name))
	p.add(made.problems...)
	p.add(inner.problems...)
	if len(inner.shelf.parts) > 0 {
		libraries, err := linkScript(inner.shelf, inner.addresses)
		if err != nil {
			p.add(failure("", "The libraries inside Whittle cannot be read: %v.", err))
			return ""
		}
		code = strings.Join(libraries, "") + "\n" + code
	}
	p.shelf.include(inner.shelf)
	return dataURL("text/javascript;charset=utf-8", code)
}

// adapted returns code with its changes in it.
func (p *page) adapted(code, folder string) string {
	if changes := p.adapt(code, folder); len(changes) > 0 {
		return apply(code, changes)
	}
	return code
}

// offer puts the modules on the page that a computed import may mean: those whose names are written in the script.
func (a *adapter) offer() {
	p := a.page
	if p.addresses == nil {
		p.addresses = map[string]string{}
	}
	for _, literal := range a.literals {
		target := p.imports.target(literal, p.file)
		ref := parseBare(target)
		if isAbsoluteURL(target) {
			ref = parseRemote(target)
		}
		if !ref.library() || ref.name == "" || ref.isStyle() {
			continue
		}
		part, _ := p.shelf.peek(ref)
		if part == nil && !isAbsoluteURL(target) {
			continue
		}
		answer := p.shelf.module(ref, false)
		answer.part.all = true
		p.addresses[literal] = answer.part.id
	}
}
