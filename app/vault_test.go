package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/zalando/go-keyring"

	"whittle/backend"
	"whittle/backend/api"
)

const testKey = "sk-or-v1-0123456789abcdef"

// fileVault is a vault on a computer without a keyring.
func fileVault(t *testing.T) (*vault, string) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	keyring.MockInitWithError(os.ErrPermission)
	dir := t.TempDir()
	v, err := newVault(dir)
	if err != nil {
		t.Fatal(err)
	}
	return v, dir
}

func TestVault_withoutKeyring(t *testing.T) {
	v, dir := fileVault(t)
	if secret, place, err := v.get("a"); secret != "" || place != api.KeyNone || err != nil {
		t.Fatalf("an empty vault gave %q, %s, %v", secret, place, err)
	}
	place, err := v.set("a", testKey)
	if err != nil || place != api.KeyFile {
		t.Fatalf("set: %s, %v", place, err)
	}
	sealed, err := os.ReadFile(filepath.Join(dir, "keys.sealed"))
	if err != nil || bytes.Contains(sealed, []byte(testKey)) {
		t.Fatalf("the file holds the key in plain text, or cannot be read: %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, "keys.sealed")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	again, err := newVault(dir)
	if err != nil {
		t.Fatal(err)
	}
	if secret, place, err := again.get("a"); secret != testKey || place != api.KeyFile || err != nil {
		t.Errorf("after a restart: %q, %s, %v", secret, place, err)
	}
	if err := again.remove("a"); err != nil {
		t.Fatal(err)
	}
	if secret, _, err := again.get("a"); secret != "" || err != nil {
		t.Errorf("after removal: %q, %v", secret, err)
	}
}

func TestVault_damagedFileSaysWhatToDo(t *testing.T) {
	v, dir := fileVault(t)
	if _, err := v.set("a", testKey); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "keys.sealed"), bytes.Repeat([]byte("x"), 64), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := v.get("a"); backend.ErrorCode(err) != backend.Invalid {
		t.Errorf("got %v, want an invalid error", err)
	}
}

func TestVault_withKeyring(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	keyring.MockInit()
	v, err := newVault(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	place, err := v.set("a", testKey)
	if err != nil || place != api.KeyKeyring {
		t.Fatalf("set: %s, %v", place, err)
	}
	if secret, place, err := v.get("a"); secret != testKey || place != api.KeyKeyring || err != nil {
		t.Errorf("get: %q, %s, %v", secret, place, err)
	}
	if err := v.remove("a"); err != nil {
		t.Fatal(err)
	}
	if secret, place, err := v.get("a"); secret != "" || place != api.KeyNone || err != nil {
		t.Errorf("after removal: %q, %s, %v", secret, place, err)
	}
}

type fixedSettings backend.Settings

func (s fixedSettings) Settings(context.Context, string) (backend.Settings, error) {
	return backend.Settings(s), nil
}

func TestConnector_environmentWins(t *testing.T) {
	local := backend.Settings{EndpointKind: backend.EndpointOpenAI, BaseURL: "http://127.0.0.1:11434/v1", Model: "llama"}
	for _, c := range []struct {
		name     string
		settings backend.Settings
		env      map[string]string
		saved    map[string]string
		want     backend.Endpoint
		place    api.KeyPlace
		ready    bool
	}{
		{"nothing set", backend.DefaultSettings(), nil, nil,
			backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: backend.OpenRouterURL, Model: backend.DefaultModel}, api.KeyNone, false},
		{"key saved", backend.DefaultSettings(), nil, map[string]string{backend.OpenRouterURL: testKey},
			backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: backend.OpenRouterURL, Key: testKey, Model: backend.DefaultModel}, api.KeyFile, true},
		{"key in the environment", backend.DefaultSettings(), map[string]string{"OPENROUTER_API_KEY": "sk-or-env"}, map[string]string{backend.OpenRouterURL: testKey},
			backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: backend.OpenRouterURL, Key: "sk-or-env", Model: backend.DefaultModel}, api.KeyEnvironment, true},
		{"all in the environment", backend.DefaultSettings(), map[string]string{"OPENROUTER_API_KEY": "k", "OPENROUTER_BASE_URL": "http://127.0.0.1:9/v1", "WHITTLE_MODEL": "m"}, nil,
			backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: "http://127.0.0.1:9/v1", Key: "k", Model: "m"}, api.KeyEnvironment, true},
		{"a server on this computer", local, nil, map[string]string{backend.OpenRouterURL: testKey},
			backend.Endpoint{Kind: backend.EndpointOpenAI, BaseURL: local.BaseURL, Model: "llama"}, api.KeyNone, true},
		{"an environment key never goes to a typed address", local, map[string]string{"OPENROUTER_API_KEY": "sk-or-env"}, nil,
			backend.Endpoint{Kind: backend.EndpointOpenRouter, BaseURL: backend.OpenRouterURL, Key: "sk-or-env", Model: "llama"}, api.KeyEnvironment, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, _ := fileVault(t)
			for account, secret := range c.saved {
				if _, err := v.set(account, secret); err != nil {
					t.Fatal(err)
				}
			}
			connector := newConnector(fixedSettings(c.settings), v)
			connector.getenv = func(key string) string { return c.env[key] }
			got, err := connector.Endpoint(t.Context())
			if err != nil || got != c.want {
				t.Errorf("endpoint %+v, %v; want %+v", got, err, c.want)
			}
			connection, err := connector.Connection(t.Context())
			if err != nil || connection.KeyPlace != c.place || connection.Ready != c.ready {
				t.Errorf("connection %+v, %v; want key in %s, ready %t", connection, err, c.place, c.ready)
			}
		})
	}
}
