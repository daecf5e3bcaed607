package registry

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

//go:embed all:dist
var embedded embed.FS

// Pack is the libraries inside the binary. What is in it is decoded when needed and kept for a while. It is safe for
// use by many goroutines at once.
type Pack struct {
	modules  map[string]*Module
	icons    map[string]func() *Icons
	files    map[string][]*File // by package
	contents *contents
}

// Open returns the pack inside the binary. A binary that was built without its libraries has an empty one.
func Open() (*Pack, error) {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		return nil, err
	}
	return OpenIn(dist)
}

// OpenIn returns the pack in a folder of another form of dist; without pack.json.zst it is empty.
func OpenIn(dist fs.FS) (*Pack, error) { return open(dist) }

func open(dist fs.FS) (*Pack, error) {
	p := &Pack{modules: map[string]*Module{}, icons: map[string]func() *Icons{}, files: map[string][]*File{}}
	var err error
	if p.contents, err = newContents(dist, cachedBytes); err != nil {
		return nil, err
	}
	text, err := p.contents.decode("pack.json.zst")
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of libraries: %w", err)
	}
	var list List
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read the list of libraries: %w", err)
	}
	for _, m := range list.Modules {
		p.modules[m.Name] = m
	}
	for _, i := range list.Icons {
		p.icons[i.Name] = sync.OnceValue(func() *Icons { return p.named(i) })
	}
	for _, f := range list.Files {
		p.files[f.Package] = append(p.files[f.Package], f)
	}
	return p, nil
}

// Empty reports whether Whittle was built without its libraries.
func (p *Pack) Empty() bool { return len(p.modules) == 0 }

// Module returns the module for a specifier, nil when there is none.
func (p *Pack) Module(specifier string) *Module { return p.modules[specifier] }

// Code returns the body of a module that Module returned.
func (p *Pack) Code(m *Module) (string, error) {
	code, err := p.contents.text(m.File)
	return m.Before + code + m.After, err
}

// Icons returns the package of icons with a specifier, nil when there is none.
func (p *Pack) Icons(specifier string) *Icons {
	if icons := p.icons[specifier]; icons != nil {
		return icons()
	}
	return nil
}

// named fills the names in; in a damaged pack there are none, and IconBody says what is wrong.
func (p *Pack) named(i *Icons) *Icons {
	if text, err := p.contents.decode(i.NamesFile); err == nil && json.Unmarshal(text, &i.IconNames) != nil {
		i.IconNames = IconNames{}
	}
	return i
}

// IconBody returns the body of a module with the named icons only, and the names in Exports; names that there are not
// are left out. No names at all mean every icon.
func (p *Pack) IconBody(i *Icons, names []string) (string, error) {
	code, err := p.contents.icons(i.File)
	if err != nil {
		return "", fmt.Errorf("read the icons of %s: %w", i.Name, err)
	}
	return code.body(i, names), nil
}

// Files returns the files of a package as a CDN serves them, of every version there is; nil when there are none.
func (p *Pack) Files(name string) []*File { return p.files[name] }

// Bytes returns the content of a file that Files returned.
func (p *Pack) Bytes(f *File) ([]byte, error) {
	text, err := p.contents.text(f.File)
	return []byte(text), err
}

// Specifiers returns everything that can be imported, icons too, sorted; not what Module answers by a rule.
func (p *Pack) Specifiers() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(p.modules)), maps.Keys(p.icons))
	slices.Sort(names)
	return names
}

// Licenses returns the licences of the packages inside the binary as JSON: [{name, version, license, text}]; nil when
// Whittle was built without them.
func (p *Pack) Licenses() []byte {
	text, err := p.contents.decode("licenses.json.zst")
	if err != nil {
		return nil
	}
	return text
}
