package backend

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Code says what kind of failure an Error is; callers branch on it, never on text.
type Code string

// Codes that any room may return.
const (
	Invalid      Code = "invalid"
	NotFound     Code = "not_found"
	Conflict     Code = "conflict"
	Unauthorized Code = "unauthorized"
	Forbidden    Code = "forbidden"
	RateLimited  Code = "rate_limited"
	OverBudget   Code = "over_budget"
	Canceled     Code = "canceled"
	Unavailable  Code = "unavailable"
	Internal     Code = "internal"
)

// Codes that only a call to a model endpoint returns.
const (
	NoKey          Code = "no_key"           // no key is set for an endpoint that needs one
	KeyRefused     Code = "key_refused"      // 401
	NoCredit       Code = "no_credit"        // 402
	ModelUnknown   Code = "model_unknown"    // the endpoint does not have the model
	ContextTooLong Code = "context_too_long" // prompt and answer do not fit the model
	Moderated      Code = "moderated"        // refused for its content
	Truncated      Code = "truncated"        // the stream ended before it was complete
	Stalled        Code = "stalled"          // the endpoint stopped sending
	Upstream       Code = "upstream"         // any other failure of the endpoint
)

// Error is the one error type that crosses rooms.
type Error struct {
	Code       Code
	Message    string        // a sentence for the person: what happened, what was kept, what to do
	RetryAfter time.Duration // how long the other side asked to wait; 0 when it did not say
	Err        error         // the cause, for the log; may be nil
}

// Errorf makes an Error whose message is formatted for the person; a %w argument becomes its cause.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err)}
}

func (e *Error) Error() string {
	if e.Err != nil && e.Message == "" {
		return fmt.Sprintf("%s: %v", e.Code, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message)
}

func (e *Error) Unwrap() error { return e.Err }

// ErrorCode returns the code of err: "" for nil, Canceled for a canceled context, Internal for anything unknown.
func ErrorCode(err error) Code {
	var coded *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &coded):
		return coded.Code
	case errors.Is(err, context.Canceled):
		return Canceled
	}
	return Internal
}

// ErrorMessage returns what the person may read of err; the text of unknown errors stays inside.
func ErrorMessage(err error) string {
	var coded *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &coded) && coded.Message != "":
		return coded.Message
	case errors.Is(err, context.Canceled):
		return "Stopped."
	}
	return "Whittle met an error it does not know. The log has the details."
}
