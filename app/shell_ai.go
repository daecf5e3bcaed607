package main

import (
	"context"
	"errors"

	"whittle/backend"
)

// AI is what window.AI in an app ends in: the page hands calls of its apps on. It names the app; a frame cannot.
type AI struct {
	ctx   context.Context // of the window; calls end with it
	calls aiCalls
}

// AICall is one model call of an app. The reply travels as ai.delta and ai.done events with its CallID.
type AICall struct {
	CallID      string                `json:"call_id"`
	AppID       string                `json:"app_id"`
	Messages    []backend.ChatMessage `json:"messages"`
	Model       string                `json:"model"`       // empty takes the default
	MaxTokens   int                   `json:"max_tokens"`  // 0 takes the default
	Temperature *float64              `json:"temperature"` // nil leaves it to the model
}

// Chat starts call and returns when it is accepted, or why it is not.
func (a *AI) Chat(call AICall) error {
	return a.calls.Start(a.ctx, call)
}

// Cancel ends the call with this id; an unknown id is fine.
func (a *AI) Cancel(callID string) {
	a.calls.Cancel(callID)
}

// bridgeError is how an error reaches the page.
type bridgeError struct {
	Code         backend.Code `json:"code"`
	Message      string       `json:"message"`
	RetryAfterMS int64        `json:"retry_after_ms"`
}

func bridgeErrorOf(err error) bridgeError {
	b := bridgeError{Code: backend.ErrorCode(err), Message: backend.ErrorMessage(err)}
	var coded *backend.Error
	if errors.As(err, &coded) {
		b.RetryAfterMS = coded.RetryAfter.Milliseconds()
	}
	return b
}
