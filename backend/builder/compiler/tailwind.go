package compiler

// TailwindInput is what "tailwind" makes a style sheet of.
type TailwindInput struct {
	Version    int      `json:"version"`    // 3 or 4: how classes look
	CSS        string   `json:"css"`        // the app's own, with Tailwind's directives; may be empty
	Config     string   `json:"config"`     // JSON of the app's configuration; may be empty
	Code       string   `json:"code"`       // JavaScript of a configuration that has functions; else empty
	Plugins    []string `json:"plugins"`    // typography, forms, aspect-ratio, animate
	Dark       string   `json:"dark"`       // "class" or "media" where the configuration does not say; "" leaves it
	Theme      string   `json:"theme"`      // "own", "hsl" or "": the tokens of Whittle's own components
	Candidates []string `json:"candidates"` // words that may be classes, sorted

	// Blocks are style sheets of components that apply classes. When there are any, only these are made.
	Blocks []string `json:"blocks,omitempty"`
}

// RunsCode reports whether the app's own code runs in the engine.
func (i TailwindInput) RunsCode() bool { return i.Code != "" }

// TailwindOutput is what "tailwind" makes.
type TailwindOutput struct {
	CSS    string   `json:"css"`
	Blocks []string `json:"blocks"` // in the order of the input's
}

// ConfigInput is the JavaScript of a configuration for "tailwindconfig": it assigns to tailwind.config, module.exports
// or exports.default.
type ConfigInput struct {
	Code string `json:"code"`
}

// RunsCode reports that the app's own code runs in the engine.
func (ConfigInput) RunsCode() bool { return true }

// ConfigOutput is what a configuration says.
type ConfigOutput struct {
	Data    string   `json:"data"`    // JSON of it without functions
	Code    bool     `json:"code"`    // whether it has functions, so that data is not all of it
	Missing []string `json:"missing"` // plugins that Whittle does not carry
	Failed  string   `json:"failed"`  // what the code threw; empty when it ran
}
