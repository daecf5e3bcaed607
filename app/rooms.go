package main

import (
	"context"

	"whittle/backend"
	"whittle/backend/chat"
	"whittle/backend/store"
)

// ownState keeps the window's place in the library of this computer's person.
type ownState struct{ store *store.Store }

func (s ownState) Setting(ctx context.Context, key string) (string, error) {
	return s.store.Setting(ctx, backend.LocalOwner, key)
}

func (s ownState) SetSetting(ctx context.Context, key, value string) error {
	return s.store.SetSetting(ctx, backend.LocalOwner, key, value)
}

// ownCalls runs the bridge's calls for this computer's person.
type ownCalls struct{ calls *chat.AppCalls }

func (c ownCalls) Start(ctx context.Context, call AICall) error {
	return c.calls.Start(ctx, backend.LocalOwner, chat.Call{
		CallID: call.CallID, AppID: call.AppID, Messages: call.Messages,
		Model: call.Model, MaxTokens: call.MaxTokens, Temperature: call.Temperature,
	})
}

func (c ownCalls) Cancel(callID string) { c.calls.Cancel(callID) }
