package ai

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"whittle/backend"
)

// failure is an error of one attempt and whether another attempt may help.
type failure struct {
	err   *backend.Error
	retry bool
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// refused makes the failure of an error that the endpoint reported. status is that of the HTTP reply, or 0 for an
// error inside a stream; header may be nil.
func (t target) refused(e wireError, status int, header http.Header, now time.Time) *failure {
	if status/100 != 2 && status != 0 {
		e.Status = status
	}
	code := e.class()
	if code == backend.KeyRefused && t.Key == "" {
		return &failure{err: t.noKey()}
	}
	err := &backend.Error{
		Code:       code,
		Message:    t.sentence(code, e),
		RetryAfter: retryAfter(e, header, now),
		Err:        fmt.Errorf("%s answered status %d, code %q, type %q: %s", t.name, e.Status, e.Code, e.Type, t.quote(e.Message)),
	}
	return &failure{err: err, retry: e.retryable(code)}
}

// typeClass holds OpenRouter's error_type and OpenAI's code words (openrouter.ai/docs, errors; ApiErrorType).
var typeClass = map[string]backend.Code{
	"context_length_exceeded":  backend.ContextTooLong,
	"max_tokens_exceeded":      backend.ContextTooLong,
	"token_limit_exceeded":     backend.ContextTooLong,
	"string_too_long":          backend.ContextTooLong,
	"payload_too_large":        backend.ContextTooLong,
	"authentication":           backend.KeyRefused,
	"invalid_api_key":          backend.KeyRefused,
	"payment_required":         backend.NoCredit,
	"insufficient_quota":       backend.NoCredit,
	"rate_limit_exceeded":      backend.RateLimited,
	"content_policy_violation": backend.Moderated,
	"refusal":                  backend.Moderated,
	"content_filter":           backend.Moderated,
	"not_found":                backend.ModelUnknown,
	"model_not_found":          backend.ModelUnknown,
	"provider_overloaded":      backend.Upstream,
	"provider_unavailable":     backend.Upstream,
	"server":                   backend.Upstream,
	"server_error":             backend.Upstream,
	"timeout":                  backend.Upstream,
}

var statusClass = map[int]backend.Code{
	http.StatusBadRequest:            backend.Invalid,
	http.StatusUnauthorized:          backend.KeyRefused,
	http.StatusPaymentRequired:       backend.NoCredit,
	http.StatusForbidden:             backend.Forbidden,
	http.StatusNotFound:              backend.ModelUnknown,
	http.StatusRequestEntityTooLarge: backend.ContextTooLong,
	http.StatusUnprocessableEntity:   backend.Invalid,
	http.StatusTooManyRequests:       backend.RateLimited,
}

var (
	tooLongText  = regexp.MustCompile(`(?i)context (length|size|window)|maximum context|prompt is too long|token limit|too many tokens`)
	noModelText  = regexp.MustCompile(`(?i)not a valid model|model .{0,200}(not found|does not exist)|no endpoints found`)
	keyLimitText = regexp.MustCompile(`(?i)key limit exceeded|limit exceeded \(.*limit\)`)
	affordText   = regexp.MustCompile(`(?i)can only afford (\d+)`)
)

// class returns the code of an error: by its type, then by its words where several causes share a status, then by
// its status.
func (e wireError) class() backend.Code {
	for _, word := range []string{e.Type, e.Code} {
		if code, ok := typeClass[word]; ok {
			return code
		}
	}
	client := e.Status == 0 || e.Status/100 == 4 && e.Status != http.StatusTooManyRequests
	switch {
	case client && tooLongText.MatchString(e.Message):
		return backend.ContextTooLong
	case client && noModelText.MatchString(e.Message):
		return backend.ModelUnknown
	case e.Status == http.StatusForbidden && keyLimitText.MatchString(e.Message):
		return backend.NoCredit
	case e.Status == http.StatusForbidden && (len(e.Reasons) > 0 || e.Guardrail):
		return backend.Moderated
	}
	if code, ok := statusClass[e.Status]; ok {
		return code
	}
	if e.Status >= 400 && e.Status < 500 && e.Status != http.StatusRequestTimeout {
		return backend.Invalid
	}
	return backend.Upstream
}

// retryable holds unknown errors for final, except those that pass by their status.
func (e wireError) retryable(code backend.Code) bool {
	switch {
	case e.Availability != nil:
		return e.Availability.Retryable
	case code == backend.RateLimited:
		return true
	case code != backend.Upstream:
		return false
	}
	return e.Status == http.StatusRequestTimeout || e.Status >= 500 || e.Status == 0 && e.Code != ""
}

// sentence says what happened and what to do.
func (t target) sentence(code backend.Code, e wireError) string {
	words := t.quote(e.Message)
	if words != "" {
		words = " It says: " + strings.TrimRight(words, ".") + "."
	}
	switch code {
	case backend.KeyRefused:
		if t.Kind == backend.EndpointOpenRouter {
			return "This key was refused by OpenRouter. Check that it was copied whole, it starts with sk-or-."
		}
		return "This key was refused by " + t.name + ". Check that it was copied whole."
	case backend.NoCredit:
		return t.creditSentence(e)
	case backend.RateLimited:
		return firstOf(e.Provider, t.name) + " takes no more calls right now. Wait a moment and try again, or choose another model."
	case backend.ContextTooLong:
		return "The prompt and its reply do not fit this model. Ask for less at once, or choose a model with a longer context." + words
	case backend.Moderated:
		return t.moderationSentence(e)
	case backend.ModelUnknown:
		return t.name + " does not have this model. Choose another one in Settings." + words
	case backend.Forbidden:
		return t.name + " does not allow this call with this key." + words
	case backend.Invalid:
		return t.name + " did not accept this call." + words
	}
	return t.upstreamSentence(e, words)
}

func (t target) creditSentence(e wireError) string {
	if keyLimitText.MatchString(e.Message) {
		return "This key has reached its spending limit at " + t.name + ". Raise the limit, or use another key or a model on this computer."
	}
	if m := affordText.FindStringSubmatch(e.Message); m != nil {
		return "The credit at " + t.name + " covers a reply of " + m[1] + " tokens, and this call may need more. Add credit, or choose a cheaper model."
	}
	return t.name + " says the credit is used up. Add credit, or use a model on this computer."
}

func (t target) moderationSentence(e wireError) string {
	if e.Guardrail {
		return "A guardrail of your " + t.name + " account stopped this prompt. Change the wording, or the guardrail."
	}
	why := ""
	if reasons := t.quote(strings.Join(e.Reasons, ", ")); reasons != "" {
		why = " (" + reasons + ")"
	}
	return firstOf(t.quote(e.Provider), t.name) + " refused this prompt for its content" + why + ". Change the wording, or choose another model."
}

func (t target) upstreamSentence(e wireError, words string) string {
	who := t.name
	if e.Provider != "" {
		who = t.quote(e.Provider) + ", behind " + t.name + ","
	}
	switch {
	case e.Type == "provider_overloaded" || e.Status == 529 || e.Status == http.StatusServiceUnavailable:
		return who + " is not ready for this model right now. Try again in a moment, or choose another model." + words
	case e.Type == "timeout" || e.Status == http.StatusRequestTimeout || e.Status == http.StatusGatewayTimeout || e.Status == 524:
		return who + " took too long to answer. Try again, or choose another model." + words
	case e.Status >= 300:
		return who + " failed with status " + strconv.Itoa(e.Status) + ". Try again, or choose another model." + words
	}
	return who + " reported a failure. Try again, or choose another model." + words
}

// retryAfter returns how long the endpoint asked to wait: Retry-After in seconds or as a date, OpenRouter's
// X-RateLimit-Reset in epoch milliseconds (header or metadata), or availability.retry_after in seconds.
func retryAfter(e wireError, h http.Header, now time.Time) time.Duration {
	if v := h.Get("Retry-After"); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil {
			return seconds(s)
		}
		if at, err := http.ParseTime(v); err == nil {
			return max(0, at.Sub(now))
		}
	}
	if e.Availability != nil && e.Availability.RetryAfter != nil {
		return seconds(*e.Availability.RetryAfter)
	}
	if ms, err := strconv.ParseInt(firstOf(h.Get("X-RateLimit-Reset"), e.ResetMS), 10, 64); err == nil && e.Status == http.StatusTooManyRequests {
		return min(maxRetryAfter, max(0, time.UnixMilli(ms).Sub(now)))
	}
	return 0
}

const maxRetryAfter = 24 * time.Hour

// seconds bounds what the wire says to a day, so that no arithmetic on it overflows.
func seconds(s float64) time.Duration {
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, maxRetryAfter.Seconds()) * float64(time.Second))
}
