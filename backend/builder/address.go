package builder

import (
	"context"
	"fmt"
	"path"
	"strings"
)

// Address returns what a page gets that asks for an address while it runs: a file of a library in the binary or in the
// mirror, as a browser would have it from there. A module comes with all that it needs. ok is false for what Whittle does
// not have.
func (b *Builder) Address(ctx context.Context, address string) (content []byte, mediaType string, ok bool) {
	ref := parseRemote(address)
	s := newShelf(b.pack, b.options.Mirror, nil)
	s.texts = &b.texts
	switch {
	case ctx.Err() != nil:
		return nil, "", false
	case ref.kind == "font":
		return []byte{}, mediaTypeOf(".css"), true // the page shows fonts of the system
	case ref.kind == "dropped":
		return []byte{}, mediaTypeOf(".js"), true
	case ref.library() && ref.module:
		if code, found := s.moduleText(ref); found {
			return []byte(code), mediaTypeOf(".js"), true
		}
	}
	return s.addressed(ref)
}

// addressed returns the file that ref means, exactly as it is where that is known; else what stands in for it.
func (s *shelf) addressed(ref remote) (content []byte, media string, ok bool) {
	extension := path.Ext(ref.path)
	if extension == "" {
		extension = ".js"
	}
	f, ok := s.file(ref, extension)
	if !ok {
		if f, ok = s.otherFile(ref, extension); !ok {
			return s.globalText(ref)
		}
	}
	media = mediaTypeOf(f.path)
	if media == "" {
		media = "application/octet-stream"
	}
	if path.Ext(f.path) == ".css" {
		css, err := s.css(f)
		return []byte(css), media, err == nil
	}
	content, err := s.bytes(f)
	return content, media, err == nil
}

// globalText returns a script that sets the global of the classic script that ref means, made of the package's module.
func (s *shelf) globalText(ref remote) (content []byte, media string, ok bool) {
	if !ref.library() || ref.isStyle() {
		return nil, "", false
	}
	p := page{shelf: s}
	code, _ := p.global(ref, true)
	if code == "" {
		return nil, "", false
	}
	libraries, err := linkScript(s, nil)
	return []byte(strings.Join(libraries, "") + "\n" + code), mediaTypeOf(".js"), err == nil
}

// moduleText returns an ES module with the exports of the module that ref means; found is false when it is not there.
func (s *shelf) moduleText(ref remote) (code string, found bool) {
	part := s.module(ref, false).part
	if part.absent {
		return "", false
	}
	part.all = true
	libraries, err := linkScript(s, nil)
	if err != nil {
		return "", false
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s\nconst module=%s(%s);\nexport default module.default??module;\n", strings.Join(libraries, ""), requireName, inScript(part.id))
	for i, name := range part.names() {
		if name != "default" && name != "__esModule" {
			fmt.Fprintf(&out, "const _%d=module[%s];export{_%d as %s};\n", i, inScript(name), i, inScript(name))
		}
	}
	return out.String(), true
}
