package chat

import (
	"whittle/backend"
)

// What one call of an app may hold.
const (
	maxCallID        = 64
	maxCallMessages  = 200
	maxCallBytes     = 1 << 20
	defaultCallReply = 2_000 // tokens
	maxCallReply     = 8_000
	maxTemperature   = 2
)

// checkCall refuses what no endpoint would take or what would be too much, and fills in the defaults.
func checkCall(c *Call) error {
	switch {
	case c.CallID == "" || len(c.CallID) > maxCallID:
		return backend.Errorf(backend.Invalid, "The call needs an id of at most %d characters.", maxCallID)
	case len(c.Messages) == 0:
		return backend.Errorf(backend.Invalid, "AI needs at least one message.")
	case len(c.Messages) > maxCallMessages:
		return backend.Errorf(backend.Invalid, "AI takes at most %d messages at once; these are %d. Send only the latest.", maxCallMessages, len(c.Messages))
	case c.MaxTokens < 0 || c.MaxTokens > maxCallReply:
		return backend.Errorf(backend.Invalid, "maxTokens goes from 1 to %d.", maxCallReply)
	case c.Temperature != nil && !(*c.Temperature >= 0 && *c.Temperature <= maxTemperature):
		return backend.Errorf(backend.Invalid, "temperature goes from 0 to %d.", maxTemperature)
	}
	size := 0
	for _, m := range c.Messages {
		if m.Role != backend.RoleSystem && m.Role != backend.RoleUser && m.Role != backend.RoleAssistant {
			return backend.Errorf(backend.Invalid, "A message's role is system, user or assistant, and not %q.", shorten(string(m.Role)))
		}
		size += len(m.Content)
	}
	if size > maxCallBytes {
		return backend.Errorf(backend.Invalid, "AI takes at most 1 MB of messages at once. Send less of the conversation.")
	}
	if c.MaxTokens == 0 {
		c.MaxTokens = defaultCallReply
	}
	return nil
}
