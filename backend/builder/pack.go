package builder

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"whittle/backend"
)

// embedded holds the registry modules, made from npm packages when Whittle is built.
//
//go:embed all:registry/dist
var embedded embed.FS

// requireName is the one global that a page with libraries has; the app's code calls it for each of them.
const requireName = "__whittleRequire"

// pack is the libraries inside the binary. Modules are decoded once, when first needed.
type pack struct {
	modules  map[string]*packModule
	licenses []byte
}

type packModule struct {
	Name     string   `json:"name"`
	Package  string   `json:"package"`
	Version  string   `json:"version"`
	File     string   `json:"file"`
	Requires []string `json:"requires"`

	load func() (string, error)
}

// openPack reads the list of modules in dir; a dir without a list is a pack without modules.
func openPack(files fs.FS, dir string) (*pack, error) {
	p := &pack{modules: map[string]*packModule{}}
	text, err := fs.ReadFile(files, path.Join(dir, "pack.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of libraries: %w", err)
	}
	var listed struct {
		Modules []*packModule `json:"modules"`
	}
	if err := json.Unmarshal(text, &listed); err != nil {
		return nil, fmt.Errorf("read the list of libraries: %w", err)
	}
	for _, m := range listed.Modules {
		m.load = sync.OnceValues(func() (string, error) { return decode(files, path.Join(dir, m.File)) })
		p.modules[m.Name] = m
	}
	p.licenses, err = fs.ReadFile(files, path.Join(dir, "licenses.json"))
	return p, err
}

func decode(files fs.FS, name string) (string, error) {
	packed, err := fs.ReadFile(files, name)
	if err != nil {
		return "", err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return "", err
	}
	defer decoder.Close()
	code, err := decoder.DecodeAll(packed, nil)
	return string(code), err
}

func (p *pack) empty() bool { return len(p.modules) == 0 }

func (p *pack) has(name string) bool {
	_, ok := p.modules[name]
	return ok
}

// names returns every specifier that can be imported, sorted.
func (p *pack) names() []string {
	var names []string
	for name := range p.modules {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// packages returns the package names, sorted.
func (p *pack) packages() []string {
	var names []string
	for _, m := range p.modules {
		names = append(names, m.Package)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// closure returns wanted and all they require, each after what it requires.
func (p *pack) closure(wanted []string) []*packModule {
	var order []*packModule
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		m := p.modules[name]
		if m == nil || seen[name] {
			return
		}
		seen[name] = true
		for _, r := range m.Requires {
			visit(r)
		}
		order = append(order, m)
	}
	wanted = slices.Clone(wanted)
	slices.Sort(wanted)
	for _, name := range wanted {
		visit(name)
	}
	return order
}

// script returns JavaScript that defines the wanted modules, to run before any code that requires them.
func (p *pack) script(wanted []string) (string, error) {
	var out strings.Builder
	out.WriteString("(()=>{const defined=new Map,loaded=new Map,define=(name,body)=>defined.set(name,body)," +
		"require=name=>{let module=loaded.get(name);if(!module){const body=defined.get(name);" +
		"if(!body)throw new Error(`The library ${name} is not in this page.`);" +
		"module={exports:{}};loaded.set(name,module);body(module,module.exports,require)}return module.exports};" +
		"Object.defineProperty(globalThis,\"" + requireName + "\",{value:require});\n")
	for _, m := range p.closure(wanted) {
		code, err := m.load()
		if err != nil {
			return "", fmt.Errorf("read the library %s: %w", m.Name, err)
		}
		fmt.Fprintf(&out, "define(%q,function(module,exports,require){%s\n});\n", m.Name, code)
	}
	out.WriteString("})();")
	return out.String(), nil
}

// libraries lists the packages behind the wanted modules, once for each module.
func (p *pack) libraries(wanted []string) []backend.Library {
	libraries := []backend.Library{}
	for _, m := range p.closure(wanted) {
		libraries = append(libraries, backend.Library{Name: m.Package, Version: m.Version, From: "embedded"})
	}
	return libraries
}
