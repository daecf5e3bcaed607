package builder

import (
	"cmp"
	"encoding/base64"
	"path"
	"regexp"
	"strings"
	"sync"

	"whittle/backend"
	"whittle/backend/builder/registry"
)

// packed is a file of a package: from the pack when file is set, else from the mirror.
type packed struct {
	name, version, path string
	file                *registry.File
	content             []byte
	warning             string // what to tell about it; may be empty
}

// script returns the classic script that ref means, of a version that fits; ok is false when there is none.
func (s *shelf) script(ref remote) (packed, bool) { return s.file(ref, ".js") }

// style returns the style sheet that ref means; ok is false when there is none.
func (s *shelf) style(ref remote) (packed, bool) { return s.file(ref, ".css") }

// file returns the file of a kind that ref means, of a version that fits, and puts its package on the page.
func (s *shelf) file(ref remote, extension string) (packed, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.packedFile(ref, extension, true); ok {
		s.libraries = append(s.libraries, backend.Library{Name: f.name, Version: f.version, From: "embedded"})
		return f, true
	}
	f, ok := s.mirroredFile(ref)
	if ok {
		s.libraries = append(s.libraries, backend.Library{Name: f.name, Version: f.version, From: "mirror"})
	}
	return f, ok
}

// peekFile returns what file would find in the pack, without taking it.
func (s *shelf) peekFile(ref remote, extension string) (packed, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.packedFile(ref, extension, true)
}

// otherFile returns the file of another version than ref asks for, with a warning; ok is false when there is none.
func (s *shelf) otherFile(ref remote, extension string) (packed, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.packedFile(ref, extension, false)
	if ok {
		f.warning = otherVersion(ref.name, ref.version, f.version)
		s.libraries = append(s.libraries, backend.Library{Name: f.name, Version: f.version, From: "embedded"})
	}
	return f, ok
}

// packedFile returns the file of the pack that is closest to what ref means.
func (s *shelf) packedFile(ref remote, extension string, fitting bool) (packed, bool) {
	var best *registry.File
	bestScore := 0
	for _, f := range s.pack.Files(ref.name) {
		if fitting && !fits(ref.version, f.Version) && !standsIn(ref.name, ref.version, f.Version) {
			continue
		}
		score := closeness(ref, f, extension)
		if score > bestScore || score == bestScore && score > 0 && nearer(ref.version, f.Version, best.Version) {
			best, bestScore = f, score
		}
	}
	if best == nil {
		return packed{}, false
	}
	return packed{name: best.Package, version: best.Version, path: best.Path, file: best}, true
}

// closeness says how well a file answers ref; 0 for not at all. The right version counts for more than the exact name.
func closeness(ref remote, f *registry.File, extension string) int {
	score := 0
	module := modulePath.MatchString(f.Path)
	switch {
	case extension != "" && (path.Ext(f.Path) != extension || module) && ref.path != f.Path:
		return 0
	case ref.path == f.Path:
		score = 500
	case ref.path == "" && f.Main:
		score = 450
	case ref.path == "" || mainFile(ref.name, ref.path) && path.Ext(ref.path) == path.Ext(f.Path) && f.Main && !sameBase(ref.path, f.Path):
		if !mainFile(f.Package, f.Path) && !f.Main {
			return 0
		}
		score = 350
	case sameBase(ref.path, f.Path):
		score = 400 - min(90, 10*abs(len(path.Base(ref.path))-len(path.Base(f.Path))))
	default:
		return 0
	}
	if fits(ref.version, f.Version) {
		score += 200
	}
	if ref.version == f.Version {
		score += 50
	}
	return score
}

// sameBase reports whether two files differ only in folder and in marks such as .min.
func sameBase(a, b string) bool {
	return path.Ext(a) == path.Ext(b) && plainBase(a) == plainBase(b)
}

// nearer reports whether a version is closer to what was asked for than another: the newest when anything will do, else
// the first one after it, else the last one before it.
func nearer(asked, version, than string) bool {
	a, _, _ := parseRelease(version)
	b, _, _ := parseRelease(than)
	want, _, ok := parseRelease(asked)
	if !ok {
		return b.before(a)
	}
	if a.before(want) != b.before(want) {
		return b.before(want)
	}
	if a.before(want) {
		return b.before(a)
	}
	return a.before(b)
}

// mirroredFile returns the file of the mirror that ref means, by package or by address.
func (s *shelf) mirroredFile(ref remote) (packed, bool) {
	if s.mirror == nil {
		return packed{}, false
	}
	if ref.library() && ref.name != "" {
		if version := s.mirrorVersion(ref); version != "" {
			if content, ok := s.mirror.File(ref.name, version, ref.path); ok {
				s.lock(ref, version)
				return packed{name: ref.name, version: version, path: ref.path, content: content}, true
			}
		}
	}
	if content, ok := s.mirror.Address(ref.address); ok && ref.address != "" && matches(content, ref.integrity) {
		s.newLocks = appendNew(s.newLocks, s.lockOf(ref.address))
		return packed{name: ref.host, path: ref.path, content: content}, true
	}
	return packed{}, false
}

// lockOf returns the lock of an address, with the hash that was settled on before.
func (s *shelf) lockOf(address string) backend.Lock {
	for _, l := range s.locks {
		if l.Name == address {
			return l
		}
	}
	return backend.Lock{Name: address}
}

func appendNew[T comparable](list []T, value T) []T {
	for _, v := range list {
		if v == value {
			return list
		}
	}
	return append(list, value)
}

// sibling returns the file that a reference in f means, such as ../webfonts/a.woff2.
func (s *shelf) sibling(f packed, reference string) (packed, bool) {
	file, _ := splitQuery(reference)
	wanted := path.Join(path.Dir(f.path), file)
	if f.file == nil {
		if s.mirror == nil || f.version == "" {
			return packed{}, false
		}
		content, ok := s.mirror.File(f.name, f.version, wanted)
		return packed{name: f.name, version: f.version, path: wanted, content: content}, ok
	}
	for _, other := range s.pack.Files(f.name) {
		if other.Path == wanted && other.Version == f.version {
			return packed{name: f.name, version: f.version, path: wanted, file: other}, true
		}
	}
	return packed{}, false
}

func (s *shelf) bytes(f packed) ([]byte, error) {
	if f.file == nil {
		return f.content, nil
	}
	return s.pack.Bytes(f.file)
}

// texts remembers what was made of files of the pack, so that it is made once and not for every page. Its zero value
// is ready.
type texts struct {
	safe   sync.Map // whether a script can stand in a page as it is, by file
	styles sync.Map // style sheets with their fonts and images inside, by file
}

// css returns a style sheet with all that it refers to inside; what the package does not have is left out.
func (s *shelf) css(f packed) (string, error) {
	if f.file != nil {
		if made, ok := s.texts.styles.Load(f.file.File); ok {
			return made.(string), nil
		}
	}
	content, err := s.bytes(f)
	if err != nil {
		return "", err
	}
	made := s.inlined(f, string(content), 0)
	if f.file != nil {
		s.texts.styles.Store(f.file.File, made)
	}
	return made, nil
}

const maxImports = 8 // how deep style sheets of a package may import each other

var packageImport = regexp.MustCompile(`@import\s+(?:url\(\s*)?["']?([^"'()\s;]+)["']?\s*\)?\s*([^;]*);`)

func (s *shelf) inlined(f packed, css string, depth int) string {
	css = packageImport.ReplaceAllStringFunc(css, func(whole string) string {
		m := packageImport.FindStringSubmatch(whole)
		other, ok := s.sibling(f, m[1])
		if !ok || depth > maxImports {
			return ""
		}
		content, err := s.bytes(other)
		if err != nil {
			return ""
		}
		made := s.inlined(other, string(content), depth+1)
		if media := strings.TrimSpace(m[2]); media != "" {
			made = "@media " + media + "{" + made + "}"
		}
		return made
	})
	return urlReference.ReplaceAllStringFunc(css, func(whole string) string {
		reference := urlReference.FindStringSubmatch(whole)[1]
		if strings.HasPrefix(reference, "#") || strings.HasPrefix(reference, "data:") {
			return whole
		}
		return "url(" + s.dataOf(f, reference) + ")"
	})
}

// dataOf returns what a reference of f means as an address that holds it; an empty one when the package does not have
// it, or in a form that no present browser needs.
func (s *shelf) dataOf(f packed, reference string) string {
	other, ok := s.sibling(f, reference)
	media := mediaTypeOf(other.path)
	if !ok || media == "" {
		return "data:,"
	}
	content, err := s.bytes(other)
	if err != nil {
		return "data:,"
	}
	return dataURLOf(media, content)
}

func dataURLOf(media string, content []byte) string {
	return "data:" + media + ";base64," + base64.StdEncoding.EncodeToString(content)
}

// mediaTypeOf returns the type of a file of a package, "" for one that pages do not ask for. Of fonts it is WOFF2,
// which every present browser reads.
func mediaTypeOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".mjs", ".cjs":
		return "text/javascript;charset=utf-8"
	case ".css":
		return "text/css;charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".wasm":
		return "application/wasm"
	case ".bcmap", ".pfb", ".bin", ".glb", ".mp3", ".wav", ".ogg", ".ttf":
		return "application/octet-stream"
	}
	return mediaType(name)
}

// styleText returns the style sheet that ref means, whole, or "" and a warning.
func (s *shelf) styleText(ref remote) (css, warning string) {
	for _, rule := range linkRules().Files[ref.name] {
		if !rule.match.MatchString(ref.path) {
			continue
		}
		for _, name := range rule.To {
			part, note := s.styleText(remote{name: ref.name, path: name, address: ref.address})
			css += part
			warning = cmp.Or(warning, note)
		}
		return css, warning
	}
	f, ok := s.style(ref)
	if !ok {
		f, ok = s.otherFile(ref, ".css")
	}
	switch {
	case !ok && linkRules().fonts.MatchString(ref.name):
		return "", "" // the page shows a font of the system
	case !ok:
		s.lack(ref, false)
		return "", lacking(s.pack, ref)
	}
	css, err := s.css(f)
	if err != nil {
		return "", "The style of " + f.name + " cannot be read: " + err.Error() + "."
	}
	return css, f.warning
}

// carriesFile reports whether a file that ref means is there, in a version that fits.
func (s *shelf) carriesFile(ref remote) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.packedFile(ref, path.Ext(ref.path), true); ok {
		return true
	}
	return s.mirror != nil && s.mirrorVersion(ref) != ""
}

// content returns the file that ref means, as a browser would get it.
func (s *shelf) content(ref remote) (content []byte, media string, ok bool) {
	f, ok := s.file(ref, path.Ext(ref.path))
	if !ok {
		if f, ok = s.otherFile(ref, path.Ext(ref.path)); !ok {
			return nil, "", false
		}
	}
	media = mediaTypeOf(f.path)
	if path.Ext(f.path) == ".css" {
		css, err := s.css(f)
		return []byte(css), media, err == nil
	}
	content, err := s.bytes(f)
	return content, media, err == nil && media != ""
}

// iconFonts returns the style sheets of the icon fonts that an address of a font service asks for; "" for letters.
func (s *shelf) iconFonts(ref remote) string {
	css := ""
	for _, family := range strings.Split(strings.ReplaceAll(ref.name, " and ", ", "), ", ") {
		font, ok := linkRules().IconFonts[family]
		if !ok {
			continue
		}
		sheet, _ := s.styleText(remote{name: "material-icons", path: font.Path})
		css += sheet
		if font.Class != "" {
			css += "." + font.Class + `{font:normal 24px/1 "` + font.Family + `";letter-spacing:normal;text-transform:none;display:inline-block;` +
				`white-space:nowrap;word-wrap:normal;direction:ltr;font-feature-settings:"liga"}`
		}
	}
	return css
}
