package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Source says what to make a module of: a specifier of a package that is installed under Dir/node_modules.
type Source struct {
	Dir       string // absolute
	Specifier string // as an app writes it, such as react-dom/client
	Entry     string // the specifier or file to bundle when it is another one; empty for Specifier
	Code      string // an ES module to bundle in place of Entry; empty for none
	Package   string // what the module is of when no installed package has it; empty to read the package's manifest
	Version   string // of Package
	// Keep returns the specifier that an import is left to require, so that a page holds that package once; empty to
	// bundle what is imported. file finds where the import leads, absolute; it gives "" when nothing is installed there.
	Keep func(specifier string, file func() string) string
}

// Made is a module with what only its maker needs to know.
type Made struct {
	Module
	Code     string   // body of function(module, exports, require)
	Packages []string // folders of the packages inside the code, slash-separated below Source.Dir, sorted
}

// Compile makes a module. It reads the package's files and runs none of them. Of an ES module every name is exported
// together with __esModule and default, which is the module itself when the package has none; a CommonJS module keeps
// what it assigns, and its Exports are nil. The error names what is missing or wrong in the package.
func Compile(s Source) (Made, error) {
	names, isES, err := (&compilation{source: s, naming: true}).exports()
	if err != nil {
		return Made{}, err
	}
	c := compilation{source: s}
	options := c.options(api.FormatCommonJS)
	options.MinifyIdentifiers, options.MinifySyntax, options.MinifyWhitespace = true, true, true
	result := api.Build(options)
	meta, err := readResult(result)
	if err != nil {
		return Made{}, err
	}
	made := Made{Module: Module{Name: s.Specifier, Requires: meta.requires()}, Packages: meta.packages(s.Dir)}
	made.Code = strings.TrimSpace(code(result, ".js"))
	if isES {
		if names != nil && !slices.Contains(names, "default") {
			made.Code += "\n" + `Object.defineProperty(module.exports,"default",{value:module.exports,configurable:true,writable:true});`
		}
		made.Exports = slices.DeleteFunc(names, func(name string) bool { return name == "default" })
	}
	if css := strings.TrimSpace(code(result, ".css")); css != "" {
		made.Code += "\n" + `if(typeof document!="undefined"){const s=document.createElement("style");s.textContent=` +
			quote(css) + `;document.head.appendChild(s)}`
	}
	if s.Package != "" {
		made.Package, made.Version = s.Package, s.Version
		return made, nil
	}
	made.Package, made.Version, err = Manifest(filepath.Join(s.Dir, "node_modules", filepath.FromSlash(packageName(s.entry()))))
	return made, err
}

// entry is the specifier that is bundled.
func (s Source) entry() string {
	if s.Entry != "" {
		return s.Entry
	}
	return s.Specifier
}

// exports returns the names that the entry exports, and whether it is an ES module. When the entry passes on all
// exports of something that stays a require, that is looked into as well; the names are nil when it cannot be.
func (c *compilation) exports() (names []string, isES bool, err error) {
	for range 3 { // such a thing may pass on another
		options := c.options(api.FormatESModule)
		options.MinifyIdentifiers = true // takes a third of the time
		result := api.Build(options)
		meta, err := readResult(result)
		if err != nil {
			return nil, false, err
		}
		for _, output := range meta.Outputs {
			if output.EntryPoint != "" {
				names, isES = output.Exports, c.source.Code != "" || meta.Inputs[output.EntryPoint].Format == "esm"
			}
		}
		passedOn := passedOn.FindAllStringSubmatch(code(result, ".js"), -1)
		if len(passedOn) == 0 {
			slices.Sort(names)
			return names, isES, nil
		}
		for _, p := range passedOn {
			c.opened.Store(p[1], true)
		}
	}
	return nil, isES, nil
}

// passedOn is how esbuild writes that all exports of a required module are exports.
var passedOn = regexp.MustCompile(`(?m)^export \* from "([^"]+)";$`)

// metafile is the part of esbuild's report that is used (esbuild.github.io/api/#metafile).
type metafile struct {
	Inputs map[string]struct {
		Format string `json:"format"`
	} `json:"inputs"`
	Outputs map[string]struct {
		EntryPoint string   `json:"entryPoint"`
		Exports    []string `json:"exports"`
		Imports    []struct {
			Path     string `json:"path"`
			External bool   `json:"external"`
		} `json:"imports"`
		Inputs map[string]struct {
			Bytes int `json:"bytesInOutput"`
		} `json:"inputs"`
	} `json:"outputs"`
}

func readResult(result api.BuildResult) (metafile, error) {
	var meta metafile
	var all []error
	for _, e := range result.Errors {
		text := e.Text
		if e.Location != nil {
			text = fmt.Sprintf("%s:%d: %s", e.Location.File, e.Location.Line, text)
		}
		all = append(all, errors.New(text))
	}
	if len(all) > 0 {
		return meta, errors.Join(all...)
	}
	return meta, json.Unmarshal([]byte(result.Metafile), &meta)
}

// requires returns the specifiers that stayed requires, sorted.
func (m metafile) requires() []string {
	names := []string{}
	for path, output := range m.Outputs {
		for _, i := range output.Imports {
			if i.External && strings.HasSuffix(path, ".js") {
				names = append(names, i.Path)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// packages returns the folders of the packages that have code in the output. Paths in a metafile are relative to the
// working directory, which is dir.
func (m metafile) packages(dir string) []string {
	var folders []string
	for _, output := range m.Outputs {
		for input, share := range output.Inputs {
			at := strings.LastIndex(input, "node_modules/")
			if share.Bytes == 0 || at < 0 || !strings.HasPrefix(input, "node_modules/") {
				continue
			}
			folders = append(folders, input[:at+len("node_modules/")]+packageName(input[at+len("node_modules/"):]))
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}

func code(result api.BuildResult, extension string) string {
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, extension) {
			return string(f.Contents)
		}
	}
	return ""
}

func quote(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// Manifest reads the true name and the version of the package in a folder.
func Manifest(folder string) (name, version string, err error) {
	text, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return "", "", fmt.Errorf("read the manifest of a package: %w", err)
	}
	var manifest struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", "", fmt.Errorf("read the manifest of a package: %w", err)
	}
	return manifest.Name, manifest.Version, nil
}

// packageName cuts the path behind a package's name: @scope/name/sub gives @scope/name.
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}
