package builder

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend"
)

var (
	styleReference = regexp.MustCompile(`(?i)(?:@import\s+(?:url\(\s*)?|url\(\s*)["']?([^"'()\s;]+)`)
	urlReference   = regexp.MustCompile(`(?i)url\(\s*["']?([^"'()\s]+)["']?\s*\)`)
)

// link puts a local style sheet or icon into the page.
func (p *page) link(e *element) {
	rel := strings.Fields(strings.ToLower(e.value("rel")))
	name, found, isLocal := p.local(e.value("href"))
	switch {
	case p.remoteAddress(e.value("href")) != "":
		p.remoteLink(e, rel)
	case slices.Contains(rel, "stylesheet") && !slices.Contains(rel, "alternate"):
		p.styleSheet(e, name, found, isLocal)
	case slices.Contains(rel, "icon") && found:
		p.address(e, "href", name)
	case (slices.Contains(rel, "modulepreload") || slices.Contains(rel, "preload")) && found:
		p.splices = append(p.splices, splice{e.start, e.end, ""})
	case isLocal && !found && !slices.Contains(rel, "stylesheet") && asks(rel), slices.Contains(rel, "manifest"):
		p.dropTag(e) // what is not there is not asked for
	}
}

func (p *page) styleSheet(e *element, name string, found, isLocal bool) {
	switch {
	case !isLocal:
	case !found:
		p.missing(e, "href", name)
	default:
		css := p.style(entry{path: name, loader: api.LoaderCSS}, strings.TrimPrefix(p.sources.content[name], "\ufeff"))
		tag := e.retag(p.text, "style", "", "rel", "href", "integrity", "crossorigin", "as")
		if e.hasHandler() || e.has("disabled") {
			tag = e.retag(p.text, "link", ` href="`+dataURL("text/css;charset=utf-8", css)+`"`, "href", "integrity", "crossorigin")
			p.inlined = true
			p.splices = append(p.splices, splice{e.start, e.end, tag})
			return
		}
		p.inlined = true
		p.splices = append(p.splices, splice{e.start, e.end, styleText(tag, css)})
	}
}

// styleText returns a style element, or a link to the same style when its text would end the element.
func styleText(tag, css string) string {
	if indexFold(css, "</style") < 0 {
		return tag + css + "</style>"
	}
	return `<link rel="stylesheet" href="` + dataURL("text/css;charset=utf-8", css) + `"` +
		strings.TrimPrefix(strings.TrimSuffix(tag, ">"), "<style") + ">"
}

func (p *page) styleElement(e *element) {
	css := p.text[e.end:e.textEnd]
	if made := p.style(entry{path: p.file, code: p.padded(e), loader: api.LoaderCSS}, css); made != css {
		p.inlined = true
		p.splices = append(p.splices, splice{e.end, e.textEnd, made})
	}
}

// style returns css with everything inside that it refers to and that is there. Without such references it stays as it
// is.
func (p *page) style(start entry, css string) string {
	plain, fonts := p.withoutFonts(css)
	if !p.refers(start, plain) {
		return plain + fonts
	}
	made := p.compile(start)
	if backend.HasErrors(made.problems) {
		p.add(softened(made.problems)...)
		return plain + fonts
	}
	p.add(made.problems...)
	return made.css + fonts
}

// refers reports whether css refers to something that can be put into it.
func (p *page) refers(start entry, css string) bool {
	if indexFold(css, "url(") < 0 && indexFold(css, "@import") < 0 {
		return false
	}
	from := page{sources: p.sources, folder: folderOf(start.path, "")}
	if start.code != "" {
		from.folder, from.remoteBase = p.folder, p.remoteBase
	}
	return slices.ContainsFunc(styleReference.FindAllStringSubmatchIndex(css, -1), func(m []int) bool {
		reference := css[m[2]:m[3]]
		imports := css[m[0]] == '@'
		if isAbsoluteURL(reference) {
			ref := parseRemote(reference)
			return !strings.HasPrefix(reference, "data:") && (imports || ref.library() && p.shelf.carriesFile(ref))
		}
		_, found, _ := from.local(reference)
		return found || imports
	})
}

var importRule = regexp.MustCompile(`(?i)@import\s+(?:url\(\s*)?(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)?[^;{}]*;?`)

// withoutFonts returns css without imports from font services, and the fonts that Whittle has in their place.
func (p *page) withoutFonts(css string) (plain, fonts string) {
	if !strings.Contains(css, "@import") && !strings.Contains(css, "@IMPORT") {
		return css, ""
	}
	plain = importRule.ReplaceAllStringFunc(css, func(whole string) string {
		m := importRule.FindStringSubmatch(whole)
		address := m[1] + m[2] + m[3]
		if !isAbsoluteURL(address) {
			return whole
		}
		ref := parseRemote(address)
		if ref.kind != "font" {
			return whole
		}
		fonts += p.shelf.iconFonts(ref)
		return strings.Repeat("\n", strings.Count(whole, "\n"))
	})
	return plain, fonts
}

// styleAttribute puts local images into an inline style.
func (p *page) styleAttribute(e *element) {
	a, ok := e.attribute("style")
	if !ok || !strings.Contains(a.value, "(") {
		return
	}
	made := urlReference.ReplaceAllStringFunc(a.value, func(whole string) string {
		name, found, _ := p.local(urlReference.FindStringSubmatch(whole)[1])
		if !found || mediaType(name) == "" {
			return whole
		}
		return "url(" + dataURL(mediaType(name), p.sources.content[name]) + ")"
	})
	if made != a.value {
		p.splices = append(p.splices, splice{a.valueStart, a.valueEnd, `"` + html.EscapeString(made) + `"`})
	}
}

// media puts local files that an element shows or offers into the page.
func (p *page) media(e *element) {
	for _, attribute := range mediaAttributes(e.name) {
		if !e.has(attribute) {
			continue
		}
		name, found, isLocal := p.local(e.value(attribute))
		switch {
		case e.name == "a" && isLocal && found && isHTML(name) && name != p.file && !e.has("download"):
			a, _ := e.attribute(attribute)
			p.add(at(warning(p.file, "%s is another page. An app in Whittle is one page, so this link leads nowhere; show its content in the same page.", name), p.text, a.start))
		case e.name == "a" && !e.has("download"):
		case found:
			p.address(e, attribute, name)
		case !isLocal:
			p.packagePicture(e, attribute)
		}
	}
}

// packagePicture puts a picture of a package in place of its address on a CDN.
func (p *page) packagePicture(e *element, attribute string) {
	a, _ := e.attribute(attribute)
	if content, media, ok := p.carriedFile(strings.TrimSpace(a.value)); ok {
		p.inlined = true
		p.splices = append(p.splices, splice{a.valueStart, a.valueEnd, `"` + dataURLOf(media, content) + `"`})
	}
}

func mediaAttributes(element string) []string {
	switch element {
	case "img", "source", "audio", "track", "embed", "input":
		return []string{"src"}
	case "video":
		return []string{"src", "poster"}
	case "image", "feimage":
		return []string{"href", "xlink:href"}
	case "object":
		return []string{"data"}
	case "a":
		return []string{"href"}
	}
	return nil
}

// address puts the content of a file in place of its name.
func (p *page) address(e *element, attribute, name string) {
	if mediaType(name) == "" {
		return
	}
	a, _ := e.attribute(attribute)
	p.splices = append(p.splices, splice{a.valueStart, a.valueEnd, `"` + dataURL(mediaType(name), p.sources.content[name]) + `"`})
}

// mediaType returns the type of a text file that a page can show or offer, or "".
func mediaType(name string) string {
	switch strings.ToLower(name[strings.LastIndexByte(name, '.')+1:]) {
	case "svg":
		return "image/svg+xml"
	case "csv":
		return "text/csv;charset=utf-8"
	case "txt", "md":
		return "text/plain;charset=utf-8"
	case "json":
		return "application/json"
	case "tsv":
		return "text/tab-separated-values;charset=utf-8"
	case "xml", "gpx", "kml", "rss":
		return "application/xml"
	case "geojson", "topojson":
		return "application/json"
	case "glsl", "vert", "frag", "wgsl", "yaml", "yml", "toml", "obj", "mtl", "srt":
		return "text/plain;charset=utf-8"
	case "vtt":
		return "text/vtt;charset=utf-8"
	}
	return ""
}
