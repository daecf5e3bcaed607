package ai

import (
	"errors"
	"strings"
	"time"

	"whittle/backend"
)

const (
	maxMalformed = 3        // chunks that are no JSON are skipped up to this many
	maxReply     = 64 << 20 // bytes of text and reasoning
)

var (
	errMalformed = errors.New("the endpoint sent chunks that are not JSON")
	errLongReply = errors.New("the endpoint sent more than 64 MiB of text")
)

// reply gathers what an endpoint sends for one call.
type reply struct {
	onDelta func(backend.Delta)
	now     func() time.Time
	arrived func() // runs at every token

	completion backend.Completion
	usage      *usage
	wireError  *wireError
	chunks     int
	malformed  int
	text       strings.Builder
	reasoning  strings.Builder
	textEnds   joiner
	thoughts   joiner
	think      thinkSplitter
	toolCalls  bool
}

// add reads one JSON value of the stream.
func (r *reply) add(raw []byte) error {
	var c chunk
	if err := unmarshalLoose(raw, &c); err != nil {
		if r.malformed++; r.malformed > maxMalformed {
			return errMalformed
		}
		return nil
	}
	r.chunks++
	r.note(&c)
	if strings.HasPrefix(c.Type, "response.") || c.Object == "response" {
		r.addResponse(&c)
	}
	for _, choice := range c.Choices {
		if choice.Index == 0 {
			r.addChoice(choice)
		}
	}
	if c.Type == "error" && !r.wireError.said() {
		e := readError(raw)
		r.wireError = &e
	}
	if r.text.Len()+r.reasoning.Len() > maxReply {
		return errLongReply
	}
	return nil
}

// note keeps what any chunk may say about the call.
func (r *reply) note(c *chunk) {
	r.completion.RemoteID = firstOf(c.ID, r.completion.RemoteID)
	r.completion.Model = firstOf(c.Model, r.completion.Model)
	r.completion.Provider = firstOf(c.Provider, r.completion.Provider)
	if c.Usage != nil {
		r.usage = c.Usage
	}
	r.fail(c.Error)
}

// fail keeps the first error; any chunk that holds one fails the call, whatever its finish_reason says.
func (r *reply) fail(e *wireError) {
	if e.said() && r.wireError == nil {
		r.wireError = e
	}
}

func (r *reply) addChoice(c choice) {
	r.fail(c.Error)
	for _, m := range []message{c.Delta, c.Message} {
		text := r.textEnds.next(m.Content) + string(m.Refusal)
		if len(m.ToolCalls) > len("null") {
			r.toolCalls = true
			r.begin()
		}
		r.emit(text, r.thoughts.next(m.reasoning()))
	}
	r.completion.FinishReason = firstOf(c.FinishReason, r.completion.FinishReason)
}

// addResponse reads an event, or the whole reply, of the Responses API.
func (r *reply) addResponse(c *chunk) {
	switch c.Type {
	case "response.output_text.delta", "response.refusal.delta":
		r.emit(r.textEnds.next(c.Delta), "")
	case "response.reasoning_text.delta", "response.reasoning_summary_text.delta", "response.reasoning.delta":
		r.emit("", r.thoughts.next(c.Delta))
	case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
		if c.Response != nil {
			r.endResponse(c.Response)
		}
	case "":
		r.endResponse(c)
	default:
		if c.Response != nil {
			r.note(c.Response)
		}
	}
}

func (r *reply) endResponse(c *chunk) {
	r.note(c)
	heard := r.text.Len() > 0 || r.reasoning.Len() > 0
	for _, item := range c.Output {
		switch {
		case item.Type == "function_call":
			r.toolCalls = true
		case heard:
		case item.Type == "reasoning":
			r.emit("", r.thoughts.next(append(item.Summary, item.Content...)))
		default:
			r.emit(r.textEnds.next(item.Content), "")
		}
	}
	r.completion.FinishReason = responseFinish(c, r.toolCalls)
}

// responseFinish says the status of a Responses reply in the words of chat completions.
func responseFinish(c *chunk, toolCalls bool) string {
	switch {
	case c.Status == "completed" && toolCalls:
		return "tool_calls"
	case c.Status == "completed":
		return "stop"
	case c.Status == "incomplete" && c.Incomplete != nil && c.Incomplete.Reason == "content_filter":
		return "content_filter"
	case c.Status == "incomplete":
		return "length"
	}
	return "error"
}

// emit hands on text and reasoning as they settle.
func (r *reply) emit(text, reasoning string) {
	if text == "" && reasoning == "" {
		return
	}
	r.begin()
	text, inline := r.think.next(text)
	r.hand(text, reasoning+inline)
}

// begin notes a token, and when the first one came.
func (r *reply) begin() {
	r.arrived()
	if r.completion.FirstTokenAt == 0 {
		r.completion.FirstTokenAt = r.now().UnixMilli()
	}
}

func (r *reply) hand(text, reasoning string) {
	if text == "" && reasoning == "" {
		return
	}
	r.text.WriteString(text)
	r.reasoning.WriteString(reasoning)
	if r.onDelta != nil {
		r.onDelta(backend.Delta{Text: text, Reasoning: reasoning})
	}
}

// end hands on what was held back and returns what arrived.
func (r *reply) end() backend.Completion {
	text, reasoning := r.think.next(r.textEnds.rest())
	last, inline := r.think.rest()
	r.hand(text+last, reasoning+r.thoughts.rest()+inline)
	r.completion.Text, r.completion.Reasoning = r.text.String(), r.reasoning.String()
	r.completion.EndedAt = r.now().UnixMilli()
	return r.completion
}

// cost returns the cost the endpoint reported, exactly.
func (u *usage) cost() (backend.Pico, bool) {
	if u == nil || u.Cost == "" {
		return 0, false
	}
	p, err := backend.ParseUSD(u.Cost.String())
	return p, err == nil && p >= 0 && p <= largestCost
}

// largestCost is more than any call costs: 1000 USD. A sum over calls must stay within 64 bits whatever is reported.
const largestCost backend.Pico = 1000e12

// tokens returns the counts in whichever spelling they came.
func (u *usage) tokens() backend.Usage {
	return backend.Usage{
		PromptTokens:     max(u.PromptTokens, u.InputTokens),
		CompletionTokens: max(u.CompletionTokens, u.OutputTokens),
		ReasoningTokens:  max(u.CompletionDetails.Reasoning, u.OutputDetails.Reasoning),
		CachedTokens:     max(u.PromptDetails.Cached, u.InputDetails.Cached),
	}
}
