package ai

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// chunk is the superset of every JSON value a chat endpoint sends: a chunk of a stream, a whole completion, an
// event or a whole reply of the Responses API, or an error (openrouter.ai/docs: streaming, errors, responses).
type chunk struct {
	ID       string     `json:"id"`
	Model    string     `json:"model"`
	Provider string     `json:"provider"`
	Choices  []choice   `json:"choices"`
	Usage    *usage     `json:"usage"`
	Error    *wireError `json:"error"`

	Type       string       `json:"type"`
	Object     string       `json:"object"`
	Delta      content      `json:"delta"`
	Response   *chunk       `json:"response"`
	Output     []outputItem `json:"output"`
	Status     string       `json:"status"`
	Incomplete *struct {
		Reason string `json:"reason"`
	} `json:"incomplete_details"`
}

type choice struct {
	Index        int        `json:"index"`
	Delta        message    `json:"delta"`
	Message      message    `json:"message"` // in a whole completion
	FinishReason string     `json:"finish_reason"`
	Error        *wireError `json:"error"`
}

type message struct {
	Content          content         `json:"content"`
	Refusal          content         `json:"refusal"`
	Reasoning        content         `json:"reasoning"`
	ReasoningContent content         `json:"reasoning_content"`
	ToolCalls        json.RawMessage `json:"tool_calls"`
}

// reasoning returns the one of both spellings that is there; servers that send both repeat themselves.
func (m message) reasoning() content {
	if len(m.Reasoning) > 0 {
		return m.Reasoning
	}
	return m.ReasoningContent
}

// outputItem is one item of a whole Responses reply.
type outputItem struct {
	Type    string  `json:"type"`
	Content content `json:"content"`
	Summary content `json:"summary"`
}

// content is text in WTF-8: UTF-8 in which half of a surrogate pair may stand alone, because some endpoints cut
// replies between UTF-16 units. It reads a JSON string, null, or an array of parts that hold text.
type content []byte

func (c *content) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		var parts []struct {
			Text content `json:"text"`
		}
		if err := json.Unmarshal(b, &parts); err != nil {
			return err
		}
		for _, p := range parts {
			*c = append(*c, p.Text...)
		}
		return nil
	}
	if len(b) < 2 || b[0] != '"' {
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*c = restoreHalves(s, b)
	return nil
}

// usage holds both spellings: that of chat completions and that of the Responses API.
type usage struct {
	PromptTokens      int          `json:"prompt_tokens"`
	CompletionTokens  int          `json:"completion_tokens"`
	InputTokens       int          `json:"input_tokens"`
	OutputTokens      int          `json:"output_tokens"`
	Cost              json.Number  `json:"cost"`
	PromptDetails     tokenDetails `json:"prompt_tokens_details"`
	InputDetails      tokenDetails `json:"input_tokens_details"`
	CompletionDetails tokenDetails `json:"completion_tokens_details"`
	OutputDetails     tokenDetails `json:"output_tokens_details"`
}

type tokenDetails struct {
	Cached    int `json:"cached_tokens"`
	Reasoning int `json:"reasoning_tokens"`
}

// wireError is an error in any of the shapes endpoints use: OpenRouter's object with a code that is a number, a
// string or absent, its availability errors, and the bare string of other servers.
type wireError struct {
	Code         string // digits, a word, or empty
	Message      string
	Type         string // error_type, in metadata or beside it, or OpenAI's type
	Status       int    // from a numeric code or http_status; 0 when neither is there
	Provider     string
	Reasons      []string
	Guardrail    bool
	Availability *availability
	ResetMS      string // X-RateLimit-Reset repeated in metadata, epoch milliseconds
}

type availability struct {
	Code       string   `json:"code"`
	Retryable  bool     `json:"retryable"`
	RetryAfter *float64 `json:"retry_after"` // seconds
}

func (e *wireError) UnmarshalJSON(b []byte) error {
	b = bytes.TrimSpace(b)
	if len(b) > 0 && b[0] != '{' {
		e.Message = plain(b)
		return nil
	}
	var w struct {
		Code         json.RawMessage `json:"code"`
		Message      json.RawMessage `json:"message"`
		Type         json.RawMessage `json:"type"`
		ErrorType    string          `json:"error_type"`
		HTTPStatus   int             `json:"http_status"`
		Availability *availability   `json:"availability"`
		Metadata     struct {
			ErrorType string            `json:"error_type"`
			Provider  string            `json:"provider_name"`
			Reasons   []string          `json:"reasons"`
			Patterns  json.RawMessage   `json:"patterns"`
			Headers   map[string]string `json:"headers"`
		} `json:"metadata"`
	}
	if err := unmarshalLoose(b, &w); err != nil {
		return err
	}
	e.Code, e.Message = plain(w.Code), plain(w.Message)
	e.Type = firstOf(w.Metadata.ErrorType, w.ErrorType, plain(w.Type))
	e.Status, _ = strconv.Atoi(e.Code)
	if e.Status == 0 {
		e.Status = w.HTTPStatus
	}
	e.Provider, e.Reasons = w.Metadata.Provider, w.Metadata.Reasons
	e.Guardrail = len(w.Metadata.Patterns) > 0 && string(w.Metadata.Patterns) != "null"
	e.Availability, e.ResetMS = w.Availability, w.Metadata.Headers["X-RateLimit-Reset"]
	return nil
}

// said reports whether the error says anything; some servers send "error": "" or false with every good reply.
func (e *wireError) said() bool { return e != nil && (e.Message != "" || e.Code != "" || e.Type != "") }

// plain returns a JSON string's text, or the JSON itself for any other value; null and false are empty.
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if t := string(raw); t != "false" {
		return t
	}
	return ""
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// unmarshalLoose reads JSON and leaves fields of another type than expected at their zero value.
func unmarshalLoose(b []byte, v any) error {
	err := json.Unmarshal(b, v)
	if _, mismatch := err.(*json.UnmarshalTypeError); mismatch {
		return nil
	}
	return err
}

// readError finds the error in the body of a failed reply; its Message is empty when the body holds none.
func readError(body []byte) wireError {
	if i := bytes.IndexByte(body, '{'); i > 0 && bytes.HasPrefix(bytes.TrimSpace(body), []byte("data:")) {
		body = body[i:]
	}
	var w struct {
		Error   *wireError      `json:"error"`
		Message json.RawMessage `json:"message"`
		Detail  json.RawMessage `json:"detail"` // FastAPI's word for it
		Code    json.RawMessage `json:"code"`
		Type    json.RawMessage `json:"type"`
	}
	if unmarshalLoose(bytes.TrimSpace(body), &w) != nil {
		return wireError{}
	}
	if w.Error.said() {
		e := *w.Error
		if e.Message == "" {
			e.Message = plain(w.Message)
		}
		return e
	}
	e := wireError{Message: firstOf(plain(w.Message), plain(w.Detail)), Code: plain(w.Code), Type: plain(w.Type)}
	e.Status, _ = strconv.Atoi(e.Code)
	e.Message = strings.TrimSpace(e.Message)
	return e
}
