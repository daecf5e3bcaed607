package openroutertest

// finish is the end of a choice: its finish_reason in OpenRouter's words and in the maker's own.
type finish struct{ reason, native string }

func (c *call) stopped() finish { return finish{"stop", c.vendor.stop} }

func (f finish) values() (reason, native any) {
	if f.reason == "" {
		return nil, nil
	}
	return f.reason, f.native
}

// chunk is one chunk of a stream, around a delta.
func (c *call) chunk(delta map[string]any, f finish) map[string]any {
	reason, native := f.values()
	delta["role"] = "assistant"
	if _, ok := delta["content"]; !ok {
		delta["content"] = ""
	}
	return map[string]any{
		"id": c.id, "object": "chat.completion.chunk", "created": c.created, "model": c.model.Canonical, "provider": c.vendor.provider,
		"choices": []any{map[string]any{"index": 0, "delta": delta, "finish_reason": reason, "native_finish_reason": native, "logprobs": nil}},
	}
}

func textDelta(text string) map[string]any { return map[string]any{"content": text} }

// thoughtDelta is a piece of reasoning: plain, and as the structured detail that goes with it.
func thoughtDelta(text string) map[string]any {
	return map[string]any{
		"reasoning":         text,
		"reasoning_details": []any{map[string]any{"type": "reasoning.text", "text": text, "format": "unknown", "index": 0}},
	}
}

// whole is the reply to a call that does not stream.
func (c *call) whole(text string, f finish) map[string]any {
	reason, native := f.values()
	usage, _ := c.usage(text, c.reasoning)
	message := map[string]any{"role": "assistant", "content": text, "refusal": nil, "reasoning": nil}
	if c.reasoning != "" {
		message["reasoning"] = c.reasoning
	}
	return map[string]any{
		"id": c.id, "object": "chat.completion", "created": c.created, "model": c.model.Canonical, "provider": c.vendor.provider,
		"system_fingerprint": nil,
		"choices":            []any{map[string]any{"index": 0, "logprobs": nil, "finish_reason": reason, "native_finish_reason": native, "message": message}},
		"usage":              usage,
	}
}
