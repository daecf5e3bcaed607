package registry

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed all:dist
var embedded embed.FS

// Pack is the libraries inside the binary. What is in it is decoded once, when first needed. It is safe for use by
// many goroutines at once.
type Pack struct {
	modules  map[string]*Module
	icons    map[string]*Icons
	files    map[string][]*File // by package
	licenses []byte
	contents map[string]func() ([]byte, error) // by file in dist
	parsed   map[string]func() (IconCode, error)
}

// Open returns the pack inside the binary. A binary that was built without its libraries has an empty one.
func Open() (*Pack, error) { return open(embedded, "dist") }

func open(files fs.FS, dir string) (*Pack, error) {
	p := &Pack{modules: map[string]*Module{}, icons: map[string]*Icons{}, files: map[string][]*File{},
		contents: map[string]func() ([]byte, error){}, parsed: map[string]func() (IconCode, error){}}
	text, err := fs.ReadFile(files, path.Join(dir, "pack.json"))
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
	add := func(name string) {
		p.contents[name] = sync.OnceValues(func() ([]byte, error) { return decode(files, path.Join(dir, name)) })
	}
	for _, m := range list.Modules {
		p.modules[m.Name] = m
		add(m.File)
	}
	for _, i := range list.Icons {
		p.icons[i.Name] = i
		add(i.File)
		p.parsed[i.Name] = sync.OnceValues(func() (code IconCode, err error) {
			text, err := p.contents[i.File]()
			if err != nil {
				return code, err
			}
			return code, json.Unmarshal(text, &code)
		})
	}
	for _, f := range list.Files {
		p.files[f.Package] = append(p.files[f.Package], f)
		add(f.File)
	}
	p.licenses, err = fs.ReadFile(files, path.Join(dir, "licenses.json"))
	return p, err
}

func decode(files fs.FS, name string) ([]byte, error) {
	packed, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	return decoder.DecodeAll(packed, nil)
}

// Empty reports whether Whittle was built without its libraries.
func (p *Pack) Empty() bool { return len(p.modules) == 0 }

// Module returns the module for a specifier, nil when there is none.
func (p *Pack) Module(specifier string) *Module { return p.modules[specifier] }

// Code returns the body of a module that Module returned.
func (p *Pack) Code(m *Module) (string, error) {
	code, err := p.contents[m.File]()
	return string(code), err
}

// Icons returns the package of icons with a specifier, nil when there is none.
func (p *Pack) Icons(specifier string) *Icons { return p.icons[specifier] }

// IconBody returns the body of a module with the named icons only; names that there are not are left out. No names at
// all mean every icon.
func (p *Pack) IconBody(i *Icons, names []string) (string, error) {
	code, err := p.parsed[i.Name]()
	if err != nil {
		return "", err
	}
	if len(names) == 0 {
		names = i.Names
	}
	body := []byte(code.Head)
	for _, name := range names {
		icon := name
		if original, ok := i.Aliases[name]; ok {
			icon = original
		}
		body = append(body, code.Icons[icon]...)
		if icon != name {
			body = fmt.Appendf(body, "exports.%s=exports.%s;", name, icon)
		}
	}
	return string(append(body, code.Tail...)), nil
}

// Files returns the files of a package as a CDN serves them, nil when there are none.
func (p *Pack) Files(name string) []*File { return p.files[name] }

// Bytes returns the content of a file that Files returned; it is not to be changed.
func (p *Pack) Bytes(f *File) ([]byte, error) { return p.contents[f.File]() }

// Specifiers returns everything that can be imported, icons too, sorted.
func (p *Pack) Specifiers() []string {
	var names []string
	for name := range p.modules {
		names = append(names, name)
	}
	for name := range p.icons {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Licenses returns the licences of the packages inside the binary as JSON: [{name, version, license, text}]; nil when
// Whittle was built without them.
func (p *Pack) Licenses() []byte { return slices.Clone(p.licenses) }
