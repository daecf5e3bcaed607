package main

import (
	"os"
	"path/filepath"
	"testing"

	"whittle/backend"
	"whittle/backend/api"
)

// A key belongs to the address it was given for, whatever the environment makes of the endpoint meanwhile.
func TestConnector_keyStaysWithItsAddress(t *testing.T) {
	v, _ := fileVault(t)
	typed := backend.Settings{EndpointKind: backend.EndpointOpenAI, BaseURL: "https://models.example/v1"}
	connector := newConnector(fixedSettings(typed), v)
	env := map[string]string{"OPENROUTER_API_KEY": "sk-or-env"}
	connector.getenv = func(key string) string { return env[key] }
	if _, err := connector.SetKey(t.Context(), typed.BaseURL, testKey); err != nil {
		t.Fatal(err)
	}
	delete(env, "OPENROUTER_API_KEY")
	if e, err := connector.Endpoint(t.Context()); err != nil || e.Key != testKey {
		t.Errorf("endpoint %+v, %v", e, err)
	}
	if key, _, err := v.get(backend.OpenRouterURL); key != "" || err != nil {
		t.Errorf("OpenRouter got the key of another server: %q, %v", key, err)
	}
}

// A library that was copied from another computer brings a file of keys that nothing here opens.
func TestConnector_unreadableKey(t *testing.T) {
	v, dir := fileVault(t)
	sealed := filepath.Join(dir, "keys.sealed")
	if err := os.WriteFile(sealed, []byte("from another computer, sealed there"), 0o600); err != nil {
		t.Fatal(err)
	}
	connector := newConnector(fixedSettings(backend.DefaultSettings()), v)
	connector.getenv = func(string) string { return "" }
	if c, err := connector.Connection(t.Context()); err != nil || c.Ready || c.KeyPlace != api.KeyNone {
		t.Errorf("connection %+v, %v", c, err)
	}
	if _, err := connector.Endpoint(t.Context()); backend.ErrorCode(err) != backend.Invalid {
		t.Errorf("endpoint error %v, want an invalid one", err)
	}
	if _, err := connector.SetKey(t.Context(), backend.OpenRouterURL, testKey); err != nil {
		t.Fatal(err)
	}
	if e, err := connector.Endpoint(t.Context()); err != nil || e.Key != testKey {
		t.Errorf("endpoint %+v, %v", e, err)
	}
	if kept, err := os.ReadFile(sealed + ".old"); err != nil || string(kept) != "from another computer, sealed there" {
		t.Errorf("kept %q, %v", kept, err)
	}
}
