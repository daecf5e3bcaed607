package ai

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"whittle/backend"
)

const testTimeout = 15 * time.Second

// Test asks an endpoint whether it would take calls, without making one that costs. It returns how many models
// there are, or a *backend.Error whose message names the one thing to change.
func (g *Gateway) Test(ctx context.Context, e backend.Endpoint) (models int, err error) {
	t, err := newTarget(e)
	if err != nil {
		return 0, err
	}
	if err := t.keyed(); err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, testTimeout)
	defer cancel()
	if t.Kind == backend.EndpointOpenRouter {
		if err := g.testKey(ctx, t); err != nil {
			return 0, err
		}
	}
	list, err := g.list(ctx, t)
	if err != nil {
		return 0, err
	}
	return len(list), nil
}

// testKey reads GET /key (openrouter.ai/docs, limits). Endpoints that only speak OpenRouter's chat have none.
func (g *Gateway) testKey(ctx context.Context, t target) error {
	var key struct {
		Data struct {
			Remaining json.Number `json:"limit_remaining"` // null without a limit
		} `json:"data"`
	}
	err := g.get(ctx, t, t.BaseURL+"/key", &key)
	var known *backend.Error
	if errors.As(err, &known) && known.Code == backend.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if left, err := backend.ParseUSD(key.Data.Remaining.String()); err == nil && left <= 0 {
		return backend.Errorf(backend.NoCredit,
			"This key is right, but it has reached its spending limit at %s. Raise the limit, or use another key.", t.name)
	}
	return nil
}
