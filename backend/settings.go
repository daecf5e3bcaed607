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

// Settings is what the person chose; secrets are not among it.
type Settings struct {
	EndpointKind EndpointKind `json:"endpoint_kind" enum:"openrouter,openai"`
	BaseURL      string       `json:"base_url"`
	Model        string       `json:"model" doc:"Empty takes the default."`
	Theme        string       `json:"theme" enum:"system,light,dark"`
	Welcomed     bool         `json:"welcomed" doc:"Whether first start is behind the person."`
}

// DefaultSettings returns what holds before the person chose anything.
func DefaultSettings() Settings {
	return Settings{EndpointKind: EndpointOpenRouter, BaseURL: OpenRouterURL, Theme: "system"}
}
