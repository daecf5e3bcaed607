package backend

// Source is what the builder builds from.
type Source struct {
	App      string // whose files these are: what was compiled for the same app before is used again; may be empty
	Template string // empty lets the builder find out
	Files    []File
	Locks    []Lock // the exact versions that were settled on for packages outside the binary
}

// Lock says which version of a package an app version was built with, so that it stays the same for ever.
type Lock struct {
	Name      string `json:"name" doc:"The package, or an address for what no package has."`
	Asked     string `json:"asked" doc:"Version or range as the app wrote it; empty when it wrote none."`
	Version   string `json:"version" doc:"Exact; empty for an address."`
	Integrity string `json:"integrity" doc:"Subresource Integrity text of what was fetched, such as sha512-..."`
}

// Library is a package that a bundle contains or needs.
type Library struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	From    string `json:"from" enum:"embedded,mirror,network"`
}

// Need is something that an app asks for and that is neither in the binary nor in the mirror.
type Need struct {
	Name    string `json:"name" doc:"The package as a person knows it; the host when an address names none."`
	Asked   string `json:"asked" doc:"Version or range as the app wrote it; may be empty."`
	Path    string `json:"path" doc:"File or sub-path inside the package; may be empty."`
	Address string `json:"address" doc:"The address in the app's files; empty for a bare import."`
	// Integrity is the Subresource Integrity text that the app gave for Address; empty when it gave none.
	Integrity string `json:"integrity,omitempty"`
	Required  bool   `json:"required" doc:"Whether the app cannot start without it."`
}

// Bundle is what the builder makes of a version: one document that needs nothing else.
type Bundle struct {
	Template  string    `json:"template"`
	Kind      Kind      `json:"kind"`
	Document  []byte    `json:"-"` // empty when a problem is an error
	Problems  []Problem `json:"problems" nullable:"false"`
	Libraries []Library `json:"libraries" nullable:"false"`
	Needs     []Need    `json:"needs" nullable:"false" doc:"What could be fetched once to complete the page."`
	Locks     []Lock    `json:"-"` // versions of the mirror that the page was built with
	Hosts     []string  `json:"hosts" nullable:"false" doc:"Hosts the files name, sorted; none of them is reached by building."`
	BuildMS   float64   `json:"build_ms"`
}
