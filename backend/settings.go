package backend

// EndpointKind tells OpenRouter's dialect from a plain OpenAI-compatible one.
type EndpointKind string

// The kinds of endpoint.
const (
	EndpointOpenRouter EndpointKind = "openrouter"
	EndpointOpenAI     EndpointKind = "openai"
)

// OpenRouterURL is OpenRouter's base address (openrouter.ai/docs, API reference).
const OpenRouterURL = "https://openrouter.ai/api/v1"

// DefaultModel is asked when neither the person nor the environment chose one.
const DefaultModel = "anthropic/claude-sonnet-4.5"

// Endpoint is where models are asked, with everything needed to ask. It never leaves the process: Key is a secret.
type Endpoint struct {
	Kind    EndpointKind
	BaseURL string
	Key     string
	Model   string // the default model for calls that name none
}

// LibraryChoice says when libraries that are not in the binary may be fetched.
type LibraryChoice string

// The choices. Whatever is chosen, a page is built without the network.
const (
	LibrariesAsk    LibraryChoice = "ask"    // each time, by a card in the app
	LibrariesAlways LibraryChoice = "always" // as soon as an app needs one
	LibrariesNever  LibraryChoice = "never"
)

// DefaultLibraryLimit is how much the fetched libraries may take on the disk, in MB of 2^20 bytes.
const DefaultLibraryLimit = 512

// Settings is what the person chose; secrets are not among it.
type Settings struct {
	EndpointKind EndpointKind  `json:"endpoint_kind" enum:"openrouter,openai"`
	BaseURL      string        `json:"base_url"`
	Model        string        `json:"model" doc:"Empty takes the default."`
	Theme        string        `json:"theme" enum:"system,light,dark"`
	Welcomed     bool          `json:"welcomed" doc:"Whether first start is behind the person."`
	Libraries    LibraryChoice `json:"libraries" enum:"ask,always,never" doc:"When missing libraries are fetched."`
	LibraryLimit int           `json:"library_limit" doc:"MB that fetched libraries may take on the disk."`
}

// DefaultSettings returns what holds before the person chose anything.
func DefaultSettings() Settings {
	return Settings{EndpointKind: EndpointOpenRouter, BaseURL: OpenRouterURL, Theme: "system",
		Libraries: LibrariesAsk, LibraryLimit: DefaultLibraryLimit}
}
