package builder

import (
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

// remoteAddress returns the address that a reference in the page means, "" when it stays in the page or the app.
func (p *page) remoteAddress(reference string) string {
	reference = strings.TrimSpace(reference)
	if strings.HasPrefix(reference, "data:") || strings.HasPrefix(reference, "blob:") || strings.HasPrefix(reference, "about:") {
		return ""
	}
	if isAbsoluteURL(reference) {
		return reference
	}
	if p.remoteBase != "" && reference != "" && !strings.ContainsAny(reference[:1], "#?{<$") {
		return joinAddress(withScheme(p.remoteBase), "./"+reference)
	}
	return ""
}

// remoteOf returns the address in an element's attribute and what it means, with the hash that the element asks for;
// "" when it is no address.
func (p *page) remoteOf(e *element, a attribute) (address string, ref remote) {
	if address = p.remoteAddress(a.value); address == "" {
		return "", remote{}
	}
	ref = parseRemote(address)
	ref.integrity = strings.TrimSpace(e.value("integrity"))
	return address, ref
}

// remoteScript puts what a script's address means in place of it.
func (p *page) remoteScript(e *element) {
	a, _ := e.attribute("src")
	address, ref := p.remoteOf(e, a)
	if address == "" {
		return
	}
	switch {
	case ref.kind == "font" || ref.kind == "dropped" || e.has("nomodule"):
		p.drop(e)
	case ref.kind == "tailwind":
		p.tailwindScript(e, ref)
	case ref.kind == "compiler" && !strings.Contains(p.text, "Babel."):
		p.drop(e)
	case ref.library() && ref.isStyle():
		p.packageStyle(e, ref, "<style>", a.start)
	case ref.library() && inMainFile(ref):
		p.drop(e)
	case scriptType(e) == "module":
		p.remoteModule(e, address)
	default:
		p.remoteClassic(e, ref, a.start)
	}
}

// inMainFile reports whether what ref means is part of the package's main file, which such a page has too.
func inMainFile(ref remote) bool {
	return slices.ContainsFunc(linkRules().Files[ref.name], func(rule fileRule) bool {
		return len(rule.To) == 0 && rule.match.MatchString(ref.path)
	})
}

func (p *page) drop(e *element) { p.replace(e, "") }

// remoteModule links a module script that lies on a CDN, as if it were imported.
func (p *page) remoteModule(e *element, address string) {
	start := entry{path: p.file, loader: api.LoaderJS, code: "import " + inScript(address) + ";"}
	p.replace(e, p.moduleScript(p.compile(start), e.retag(p.text, "script", "", droppedAttributes()...), e.start))
}

// droppedAttributes are those of a script with an address that make no sense, or harm, once its code is in the page.
func droppedAttributes() []string {
	return []string{"src", "integrity", "crossorigin", "charset", "referrerpolicy", "nonce", "fetchpriority"}
}

// remoteClassic puts a classic script of a CDN into the page: the package's own file, or the global made of its module;
// in the version asked for, if it can be, or else in the one there is.
func (p *page) remoteClassic(e *element, ref remote, offset int) {
	for _, anyVersion := range []bool{false, true} {
		if f, ok := p.classicFile(ref, anyVersion); ok {
			p.packageScript(e, f, offset)
			return
		}
		if code, note := p.global(ref, anyVersion); code != "" {
			p.linkBefore(e.start)
			p.note(note, offset)
			p.replace(e, p.inlineScript(e, e.retag(p.text, "script", "", droppedAttributes()...), code))
			return
		}
	}
	p.shelf.lack(ref, true)
	p.note(lacking(p.shelf.pack, ref), offset)
	p.bundle.Libraries = append(p.bundle.Libraries, ref.listed()...)
	p.unreachable(e, "src")
}

func (p *page) classicFile(ref remote, anyVersion bool) (packed, bool) {
	if p.reactModule && (ref.name == "react" || ref.name == "react-dom" || p.madeWithReact(ref)) {
		return packed{}, false
	}
	if anyVersion {
		return p.shelf.otherFile(ref, ".js")
	}
	return p.shelf.script(ref)
}

func (p *page) packageScript(e *element, f packed, offset int) {
	content, err := p.shelf.bytes(f)
	if err != nil {
		p.add(failure("", "The libraries inside Whittle cannot be read: %v.", err))
		return
	}
	p.note(f.warning, offset)
	tag, code := e.retag(p.text, "script", "", droppedAttributes()...), string(content)+p.shelf.scriptPatch(f)
	switch {
	case modulePath.MatchString(f.path) && path.Ext(f.path) == ".mjs":
		tag = e.retag(p.text, "script", ` type="module"`, append(droppedAttributes(), "type")...)
		p.replace(e, p.inlineScript(e, tag, code))
	case e.has("defer") || e.has("async") || e.hasHandler() || f.file == nil || !p.shelf.texts.scriptSafe(f.file.File, code):
		p.replace(e, p.inlineScript(e, tag, code))
	default:
		p.replace(e, tag+code+"</script>")
	}
}

// unreachable takes away an element whose address is nowhere. One that waits for its error event gets it, without
// asking anybody.
func (p *page) unreachable(e *element, attribute string) {
	if !e.has("onerror") {
		p.inlined = true
		p.splices = append(p.splices, splice{e.start, max(e.end, e.closeEnd), ""})
		return
	}
	a, _ := e.attribute(attribute)
	p.splices = append(p.splices, splice{a.valueStart, a.valueEnd, `"about:invalid"`})
}

// note adds a warning at an offset of the page; an empty text adds none.
func (p *page) note(text string, offset int) {
	if text != "" {
		p.add(at(warning(p.file, "%s", text), p.text, offset))
	}
}

// listed returns ref as a library that would have to come from elsewhere.
func (r remote) listed() []backend.Library {
	if r.name == "" || !r.library() {
		return nil
	}
	return []backend.Library{{Name: r.name, Version: r.version, From: "network"}}
}

// remoteLink puts a style sheet of a CDN into the page and drops what only prepares for requests.
func (p *page) remoteLink(e *element, rel []string) {
	a, _ := e.attribute("href")
	address, ref := p.remoteOf(e, a)
	if address == "" {
		return
	}
	switch {
	case !slices.Contains(rel, "stylesheet") && !preloadsStyle(e, rel):
		if asks(rel) {
			p.dropTag(e)
		}
	case ref.kind == "font":
		p.fontLink(e, ref)
	case ref.kind == "dropped":
		p.dropTag(e)
	case ref.kind == "tailwind":
		p.tailwindScript(e, ref)
	case slices.Contains(rel, "alternate"):
		p.dropTag(e)
	default:
		tag := e.retag(p.text, "style", "", "rel", "href", "integrity", "crossorigin", "as", "type", "referrerpolicy", "onload", "onerror")
		p.packageStyle(e, ref, tag, a.start)
	}
}

// preloadsStyle reports a style sheet that is loaded by a preload whose handler turns it into one.
func preloadsStyle(e *element, rel []string) bool {
	return slices.Contains(rel, "preload") && e.value("as") == "style" && strings.Contains(e.value("onload"), "stylesheet")
}

// asks reports whether a link of these relations only makes a browser ask for something.
func asks(rel []string) bool {
	return slices.ContainsFunc(rel, func(r string) bool { return slices.Contains(requestRelations(), r) })
}

// requestRelations are links that only make a browser ask for something (HTML standard, 4.6.7 link types).
func requestRelations() []string {
	return []string{"preconnect", "dns-prefetch", "preload", "modulepreload", "prefetch", "prerender", "icon", "apple-touch-icon",
		"apple-touch-icon-precomposed", "mask-icon", "manifest", "search", "pingback"}
}

func (p *page) dropTag(e *element) {
	p.inlined = true
	p.splices = append(p.splices, splice{e.start, e.end, ""})
}

// packageStyle puts a style sheet of a package in place of an element.
func (p *page) packageStyle(e *element, ref remote, tag string, offset int) {
	css, note := p.shelf.styleText(ref)
	p.note(note, offset)
	if css == "" {
		p.bundle.Libraries = append(p.bundle.Libraries, ref.listed()...)
		if e.name == "link" {
			p.unreachable(e, "href")
		}
		return
	}
	// A style that only its load event turns on is on at once, since there is nothing to wait for.
	if e.hasHandler() && strings.Contains(e.value("onload"), "media") {
		tag = e.retag(p.text, "style", "", "rel", "href", "integrity", "crossorigin", "as", "type", "referrerpolicy", "onload", "onerror", "media")
	}
	end := e.end
	if e.name == "script" {
		end = e.closeEnd
	}
	p.inlined = true
	p.splices = append(p.splices, splice{e.start, end, styleText(tag, css)})
}

// fontLink drops a link to a font service: the page shows a font of the system. Icons are not letters, so their fonts
// come out of the binary.
func (p *page) fontLink(e *element, ref remote) {
	p.inlined = true
	text := ""
	if css := p.shelf.iconFonts(ref); css != "" {
		text = styleText("<style>", css)
	}
	p.splices = append(p.splices, splice{e.start, e.end, text})
}

// tailwindScript drops what would bring Tailwind: the builder makes its styles.
func (p *page) tailwindScript(e *element, ref remote) {
	p.inlined = true
	p.splices = append(p.splices, splice{e.start, max(e.end, e.closeEnd), ""})
}
