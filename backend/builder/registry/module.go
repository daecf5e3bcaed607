// Package registry holds the libraries that lie inside the binary, made from npm packages when Whittle is built, and
// knows how such a module is made.
//
// A module is the body of a CommonJS function for one specifier. What it needs from another specifier stays a require,
// so that a page holds every package once.
package registry

// Module is one specifier that an app can import.
type Module struct {
	Name     string   `json:"name"`    // the specifier, such as react-dom/client
	Package  string   `json:"package"` // the npm package it comes from
	Version  string   `json:"version"` // exact
	File     string   `json:"file,omitempty"`
	Requires []string `json:"requires"`          // specifiers it requires, sorted
	Exports  []string `json:"exports"`           // names it exports beside default, sorted; nil when they cannot be known
	Classes  []string `json:"classes,omitempty"` // Tailwind classes in it, for Whittle's own components
	Before   string   `json:"before,omitempty"`  // code around a file that is no module by itself
	After    string   `json:"after,omitempty"`
}

// Icons is a package of many small modules, of which a page gets those it uses.
type Icons struct {
	Module
	NamesFile string `json:"namesFile"` // has the names, which are read when the package is asked for
	IconNames `json:"-"`
}

// IconNames are the names that the icons of a package go by.
type IconNames struct {
	Names   []string          `json:"names"`   // every icon, sorted
	Aliases map[string]string `json:"aliases"` // other names of the same icons
}

// File is a file of a package as a CDN serves it: a classic script, a style sheet, a font, a module.
type File struct {
	Package string `json:"package"`
	Version string `json:"version"` // exact
	Path    string `json:"path"`    // inside the package
	File    string `json:"file"`
	Size    int    `json:"size"`           // bytes as served
	Main    bool   `json:"main,omitempty"` // whether a CDN serves it for the bare name of the package
}

// List is pack.json: everything that a pack holds.
type List struct {
	Modules []*Module `json:"modules"`
	Icons   []*Icons  `json:"icons"`
	Files   []*File   `json:"files"`
}
