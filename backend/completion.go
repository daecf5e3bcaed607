package backend

// ChatMessage is one message as a model endpoint takes it.
type ChatMessage struct {
	Role    Role   `json:"role"`
	Content string `json:"content"`
}

// Purpose says what a call was for; usage is kept by it.
type Purpose string

// The purposes.
const (
	PurposeBuild Purpose = "build" // writing or changing an app
	PurposeApp   Purpose = "app"   // window.AI in an app
	PurposeAsk   Purpose = "ask"   // whittle ask
)

// CompletionRequest is one call to a model.
type CompletionRequest struct {
	Owner        string
	Purpose      Purpose
	AppID        string // whose usage it is; empty for none
	SessionID    string
	GenerationID string
	Model        string // empty takes the endpoint's default
	Messages     []ChatMessage
	MaxTokens    int      // 0 takes the gateway's default; a limit is always sent
	Temperature  *float64 // nil leaves it to the model
	WholeReply   bool     // ask for one JSON body instead of a stream
}

// Delta is what arrived since the last one; either field may be empty.
type Delta struct {
	Text      string
	Reasoning string
}

// CostSource says where the cost of a call comes from.
type CostSource string

// The sources.
const (
	CostReported  CostSource = "reported"  // by the endpoint
	CostEstimated CostSource = "estimated" // from listed prices and counted tokens
	CostFree      CostSource = "free"      // a model on this computer
	CostUnknown   CostSource = "unknown"
)

// Usage is what a call used and cost.
type Usage struct {
	PromptTokens     int        `json:"prompt_tokens"`
	CompletionTokens int        `json:"completion_tokens"`
	ReasoningTokens  int        `json:"reasoning_tokens"`
	CachedTokens     int        `json:"cached_tokens"`
	TokensEstimated  bool       `json:"tokens_estimated" doc:"Counted here from the text, because the endpoint did not tell."`
	Cost             Pico       `json:"cost_usd" doc:"In USD, a decimal string."`
	CostSource       CostSource `json:"cost_source" doc:"reported, estimated, free or unknown; empty before the call ends."`
}

// Completion is what a call brought, whole or up to the point where it failed.
type Completion struct {
	Text         string
	Reasoning    string
	Model        string // the model that answered, which may not be the one asked for
	Provider     string
	RemoteID     string // the endpoint's own id for the call
	FinishReason string // stop, length, tool_calls, content_filter, error; empty when it never came
	Usage        Usage
	StartedAt    int64
	FirstTokenAt int64 // 0 when no token came
	EndedAt      int64
}

// UsageRow is one call in the books.
type UsageRow struct {
	ID           string  `json:"id"`
	Owner        string  `json:"-"`
	Purpose      Purpose `json:"purpose"`
	AppID        string  `json:"app_id"`
	SessionID    string  `json:"session_id"`
	GenerationID string  `json:"generation_id"`
	Model        string  `json:"model"`
	Provider     string  `json:"provider"`
	RemoteID     string  `json:"remote_id"`
	Usage
	ErrorCode Code  `json:"error_code"`
	CreatedAt int64 `json:"created_at"`
}

// UsageTotal is a sum over usage rows.
type UsageTotal struct {
	Calls            int  `json:"calls"`
	PromptTokens     int  `json:"prompt_tokens"`
	CompletionTokens int  `json:"completion_tokens"`
	Cost             Pico `json:"cost_usd"`
}

// Model is one model an endpoint offers. Prices are per token; -1 says the endpoint does not tell.
type Model struct {
	ID              string `json:"id"`
	Name            string `json:"name"`
	ContextLength   int    `json:"context_length" doc:"In tokens; 0 when not told."`
	MaxOutput       int    `json:"max_output" doc:"In tokens; 0 when not told."`
	PromptPrice     Pico   `json:"prompt_price" doc:"USD per token."`
	CompletionPrice Pico   `json:"completion_price" doc:"USD per token."`
	Suggested       bool   `json:"suggested" doc:"Known to write apps well."`
}
