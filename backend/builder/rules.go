package builder

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

//go:embed rules.json
var rulesText []byte

// rules say how the names that models give to libraries lead to packages.
type rules struct {
	Addresses  []*addressRule        `json:"addresses"`  // hosts and shapes of addresses, the first that fits
	Kinds      map[string]string     `json:"kinds"`      // packages that are not linked: compilers and such
	CDNJS      map[string]string     `json:"cdnjs"`      // names of cdnjs and its mirrors to packages
	GitHub     map[string]repository `json:"github"`     // owner/name to packages
	Specifiers []*specifierRule      `json:"specifiers"` // other names of the same module
	StandIns   map[string]standIn    `json:"standIns"`   // versions that another one may stand in for
	Globals    map[string]globalRule `json:"globals"`    // what a package's classic script makes global
	Patches    map[string]patchRule  `json:"patches"`    // what packages lack in a page
	Files      map[string][]fileRule `json:"files"`      // files that others stand for, by package
	IconFonts  map[string]iconFont   `json:"iconFonts"`  // icon fonts of font services, by family
	Suffixes   []string              `json:"suffixes"`   // what files of the same content differ in
	Mains      []string              `json:"mains"`      // names of the file that a package is known by
	Folders    []string              `json:"folders"`    // where packages keep what a CDN serves
	Node       []string              `json:"node"`       // modules of Node (nodejs.org/api)

	StylePackages string `json:"stylePackages"` // names of packages whose bare name is a style sheet
	FontPackages  string `json:"fontPackages"`  // names of packages that are a font for letters

	byHost        map[string][]*addressRule
	styles, fonts *regexp.Regexp
}

type addressRule struct {
	Hosts   []string `json:"hosts"`
	Path    string   `json:"path"` // a regular expression for the whole path, with groups name, version and file
	Name    string   `json:"name"` // the package, where the path does not tell; may use groups
	Version string   `json:"version"`
	File    string   `json:"file"`
	Names   string   `json:"names"`  // the table that turns the name into a package
	Prefix  string   `json:"prefix"` // the folder of the package that the host serves
	Trim    string   `json:"trim"`   // what the host puts before the file
	Module  bool     `json:"module"` // whether the host serves modules
	Kind    string   `json:"kind"`   // other than a library: font, tailwind, dropped, unknown

	path, trim *regexp.Regexp
}

type repository struct {
	Name string `json:"name"`
	Trim string `json:"trim"`
	Kind string `json:"kind"`
}

// specifierRule leads from a specifier to another, to one export of it, or to several together.
type specifierRule struct {
	Match  string   `json:"match"`
	To     string   `json:"to"`
	Member string   `json:"member"` // the export that stands for the module
	Fold   bool     `json:"fold"`   // whether upper and lower case of the member do not count
	Pascal bool     `json:"pascal"` // whether the member is written in-this-way
	Join   []string `json:"join"`

	match *regexp.Regexp
}

// globalRule says what the classic script of a package makes global, so that it can be made of the package's module.
type globalRule struct {
	Name    string `json:"name"`
	Module  string `json:"module"`  // the specifier; empty for the package's name
	Default bool   `json:"default"` // whether the global is the default export
	Member  string `json:"member"`  // the export that it is
	Code    string `json:"code"`    // a file of globals/ that does the rest
}

// standIn is which versions an app may be written for, first and last; no last one means the carried version.
type standIn struct{ From, To string }

// patchRule is code for a package that does not do by itself in a page what an app expects.
type patchRule struct {
	Code     string   `json:"code"`     // a file of globals/: a function of the module and of require, which may return another
	Names    []string `json:"names"`    // the exports that make it needed; none for always
	Requires []string `json:"requires"` // what the code requires
	Script   string   `json:"script"`   // the global of the classic script that needs it too
}

// fileRule leads from a file to those that have its content now; to none when the package's main file has it.
type fileRule struct {
	Match string   `json:"match"`
	To    []string `json:"to"`

	match *regexp.Regexp
}

// iconFont is a font of icons in the package material-icons that stands for one of a font service.
type iconFont struct {
	Path   string `json:"path"`
	Family string `json:"family"` // with Class: the family that a class of another name gets
	Class  string `json:"class"`
}

// linkRules returns the table in rules.json.
var linkRules = sync.OnceValue(func() *rules {
	var r rules
	if err := json.Unmarshal(rulesText, &r); err != nil {
		panic(fmt.Sprintf("builder: rules.json: %v", err)) // a mistake in this package
	}
	r.compile()
	return &r
})

const (
	npmShape    = `(?P<name>(?:@[^/@]+/)?[^/@&]+)(?:@(?P<version>[^/&]*))?(?:&[^/]*)?(?:/(?P<file>.*))?`
	githubShape = `(?P<name>[^/]+/[^/@]+)(?:@(?P<version>[^/]*))?(?:/(?P<file>.*))?`
)

func (r *rules) compile() {
	shapes := strings.NewReplacer("{npm}", npmShape, "{github}", githubShape)
	r.byHost = map[string][]*addressRule{}
	r.styles, r.fonts = regexp.MustCompile(r.StylePackages), regexp.MustCompile(r.FontPackages)
	for _, a := range r.Addresses {
		a.path = regexp.MustCompile(`^/*` + shapes.Replace(a.Path) + `$`)
		a.trim = regexp.MustCompile(a.Trim)
		for _, host := range a.Hosts {
			r.byHost[host] = append(r.byHost[host], a)
		}
	}
	for _, files := range r.Files {
		for i := range files {
			files[i].match = regexp.MustCompile(files[i].Match)
		}
	}
	for _, s := range r.Specifiers {
		s.match = regexp.MustCompile(s.Match)
	}
}
