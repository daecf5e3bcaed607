package main

import (
	"context"
	"errors"
	"os"
	"sync"

	"whittle/backend"
	"whittle/backend/api"
)

// settingsStore is where the connector reads what the person chose.
type settingsStore interface {
	Settings(ctx context.Context, owner string) (backend.Settings, error)
}

// connector decides which endpoint is asked: the environment wins over settings, and keys come from the vault.
type connector struct {
	settings settingsStore
	vault    *vault
	getenv   func(string) string

	mu   sync.Mutex
	keys map[string]storedKey // by base URL; spares the keyring a question for each call
}

type storedKey struct {
	key   string
	place api.KeyPlace
}

func newConnector(settings settingsStore, v *vault) *connector {
	return &connector{settings: settings, vault: v, getenv: os.Getenv, keys: map[string]storedKey{}}
}

// unreadKey is why the key of the endpoint in use is not known.
type unreadKey struct{ error }

func (e unreadKey) Unwrap() error { return e.error }

// resolve returns the endpoint in use and what may be told of it; with unreadKey all but the key is known. A key from the environment is sent only to OpenRouter's
// address or to the one the environment names, never to a server that was typed into settings.
func (c *connector) resolve(ctx context.Context) (backend.Endpoint, api.Connection, error) {
	settings, err := c.settings.Settings(ctx, backend.LocalOwner)
	if err != nil {
		return backend.Endpoint{}, api.Connection{}, err
	}
	e := backend.Endpoint{Kind: settings.EndpointKind, BaseURL: settings.BaseURL, Model: settings.Model}
	envURL, envKey, envModel := c.getenv("OPENROUTER_BASE_URL"), c.getenv("OPENROUTER_API_KEY"), c.getenv("WHITTLE_MODEL")
	if envURL != "" || envKey != "" {
		e.Kind, e.BaseURL = backend.EndpointOpenRouter, envURL
	}
	if e.Kind == backend.EndpointOpenRouter && e.BaseURL == "" {
		e.BaseURL = backend.OpenRouterURL
	}
	stored := storedKey{key: envKey, place: api.KeyEnvironment}
	if envKey == "" {
		if stored, err = c.stored(e.BaseURL); err != nil {
			stored, err = storedKey{place: api.KeyNone}, unreadKey{err}
		}
	}
	e.Key = stored.key
	if envModel != "" {
		e.Model = envModel
	}
	if e.Model == "" && e.Kind == backend.EndpointOpenRouter {
		e.Model = backend.DefaultModel
	}
	return e, api.Connection{
		Kind: e.Kind, BaseURL: e.BaseURL, Model: e.Model, ModelFromEnv: envModel != "", URLFromEnv: envURL != "",
		KeyPlace: stored.place, Ready: e.Key != "" || e.Kind == backend.EndpointOpenAI && e.BaseURL != "",
	}, err
}

func (c *connector) stored(account string) (storedKey, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k, ok := c.keys[account]; ok {
		return k, nil
	}
	key, place, err := c.vault.get(account)
	if err != nil {
		return storedKey{}, err
	}
	c.keys[account] = storedKey{key, place}
	return c.keys[account], nil
}

// Endpoint returns the endpoint in use with its key.
func (c *connector) Endpoint(ctx context.Context) (backend.Endpoint, error) {
	e, _, err := c.resolve(ctx)
	return e, err
}

// Connection returns what the person may know about the endpoint in use. A key that cannot be read is none, so that it
// can be set again; calls say what is wrong with it.
func (c *connector) Connection(ctx context.Context) (api.Connection, error) {
	_, connection, err := c.resolve(ctx)
	var unread unreadKey
	if errors.As(err, &unread) {
		return connection, nil
	}
	return connection, err
}

// SetKey keeps key for the endpoint at baseURL, in use or not, and says where it lies now.
func (c *connector) SetKey(_ context.Context, baseURL, key string) (api.KeyPlace, error) {
	place, err := c.vault.set(baseURL, key)
	if err != nil {
		return api.KeyNone, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys[baseURL] = storedKey{key, place}
	return place, nil
}

// DeleteKey forgets the key of the endpoint in use; having none is fine.
func (c *connector) DeleteKey(ctx context.Context) error {
	e, _, err := c.resolve(ctx)
	var unread unreadKey
	if err != nil && !errors.As(err, &unread) {
		return err
	}
	if err := c.vault.remove(e.BaseURL); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.keys, e.BaseURL)
	return nil
}
