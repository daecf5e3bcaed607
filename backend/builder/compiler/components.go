package compiler

// VueInput is a component for "vue".
type VueInput struct {
	File   string `json:"file"` // its path in the app
	Source string `json:"source"`
	ID     string `json:"id"` // short and unlike that of any other component; marks its scoped styles
}

// VueOutput is what "vue" makes: modules that import each other as /file?query. There are none when a problem is an
// error.
type VueOutput struct {
	Parts    []Part         `json:"parts"`
	Problems []PlaceProblem `json:"problems"`
}

// Part is one module of a component.
type Part struct {
	Query  string `json:"query"` // empty for the component itself
	Code   string `json:"code"`
	Loader string `json:"loader"` // js, ts, jsx, tsx, css, local-css
}

// PlaceProblem is what is wrong at a place of the source; line and column count from 1 and are 0 when not known.
type PlaceProblem struct {
	Text    string `json:"text"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Warning bool   `json:"warning"`
}

// SvelteInput is a component or a module with runes for "svelte".
type SvelteInput struct {
	File   string `json:"file"` // its path in the app, which tells the two apart
	Source string `json:"source"`
}

// SvelteOutput is what "svelte" makes; no code when a problem is an error.
type SvelteOutput struct {
	Code     string         `json:"code"`
	CSS      string         `json:"css"`
	Problems []PlaceProblem `json:"problems"`
}
