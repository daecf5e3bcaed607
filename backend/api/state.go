package api

import (
	"context"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/store"
)

// KeyPlace says where a key lies.
type KeyPlace string

// The places. KeyFile is an encrypted file, used where there is no keyring.
const (
	KeyEnvironment KeyPlace = "environment"
	KeyKeyring     KeyPlace = "keyring"
	KeyFile        KeyPlace = "file"
	KeyNone        KeyPlace = "none"
)

// Connection is what the person may know about the endpoint in use.
type Connection struct {
	Kind         backend.EndpointKind `json:"kind" enum:"openrouter,openai"`
	BaseURL      string               `json:"base_url"`
	Model        string               `json:"model" doc:"Asked when a call names none."`
	ModelFromEnv bool                 `json:"model_from_env"`
	URLFromEnv   bool                 `json:"url_from_env"`
	KeyPlace     KeyPlace             `json:"key_place" enum:"environment,keyring,file,none"`
	Ready        bool                 `json:"ready" doc:"Whether a prompt can be sent: a key is set, or none is needed."`
}

// state is what the UI reads at start.
type state struct {
	Settings   backend.Settings   `json:"settings"`
	Connection Connection         `json:"connection"`
	Today      backend.UsageTotal `json:"today"`
	DataDir    string             `json:"data_dir"`
	Version    string             `json:"version"`
}

type settingsPatch struct {
	Body struct {
		EndpointKind *backend.EndpointKind  `json:"endpoint_kind,omitempty" enum:"openrouter,openai"`
		BaseURL      *string                `json:"base_url,omitempty"`
		Model        *string                `json:"model,omitempty"`
		Theme        *string                `json:"theme,omitempty" enum:"system,light,dark"`
		Welcomed     *bool                  `json:"welcomed,omitempty"`
		Libraries    *backend.LibraryChoice `json:"libraries,omitempty" enum:"ask,always,never"`
		LibraryLimit *int                   `json:"library_limit,omitempty" minimum:"16" maximum:"1048576" doc:"MB."`
	}
}

// endpointBody names an endpoint; an empty base_url of kind openrouter is OpenRouter's own.
type endpointBody struct {
	Kind    backend.EndpointKind `json:"kind" enum:"openrouter,openai"`
	BaseURL string               `json:"base_url,omitempty"`
	Key     string               `json:"key,omitempty"`
}

type endpointPost struct{ Body endpointBody }

type tested struct {
	Models int `json:"models" doc:"How many models the endpoint offers."`
}

type connected struct {
	Models   int      `json:"models"`
	KeyPlace KeyPlace `json:"key_place" enum:"environment,keyring,file,none"`
}

type health struct {
	OK bool `json:"ok"`
}

func (s *Server) stateRoutes() {
	handle(s, "GET", "/api/health", "health", "Whether the door is open; needs no ticket", func(context.Context, *struct{}) (health, error) {
		return health{true}, nil
	})
	handle(s, "GET", "/api/state", "get-state", "Settings, connection and today's spend", s.state)
	handle(s, "PATCH", "/api/settings", "patch-settings", "Change settings", s.patchSettings)
	handle(s, "POST", "/api/endpoint/test", "test-endpoint", "Ask an endpoint whether it would work; nothing is kept", s.testEndpoint)
	handle(s, "PUT", "/api/endpoint", "connect-endpoint", "Test an endpoint and keep it with its key", s.connect)
	handle(s, "GET", "/api/endpoint/local", "find-local-endpoints", "Model servers on this computer's usual ports", func(ctx context.Context, _ *struct{}) (list[ai.Local], error) {
		return listOf(s.Gateway.FindLocal(ctx), nil)
	})
	perform(s, "DELETE", "/api/key", "delete-key", "Forget the key", func(ctx context.Context, _ *struct{}) error {
		defer s.changed(ctx, backend.EventSettings)
		return s.Connector.DeleteKey(ctx)
	})
	handle(s, "GET", "/api/models", "list-models", "Models the endpoint offers", func(ctx context.Context, _ *struct{}) (list[backend.Model], error) {
		return listOf(s.Gateway.Models(ctx))
	})
}

func (s *Server) changed(ctx context.Context, t backend.EventType) {
	s.Bus.Publish(backend.Event{Type: t, Owner: ownerOf(ctx)})
}

func (s *Server) state(ctx context.Context, _ *struct{}) (state, error) {
	settings, err := s.Store.Settings(ctx, ownerOf(ctx))
	if err != nil {
		return state{}, err
	}
	connection, err := s.Connector.Connection(ctx)
	if err != nil {
		return state{}, err
	}
	today, err := s.usage(ctx, "", s.midnight())
	return state{settings, connection, today, s.DataDir, s.Version}, err
}

func (s *Server) patchSettings(ctx context.Context, in *settingsPatch) (backend.Settings, error) {
	settings, err := s.Store.UpdateSettings(ctx, ownerOf(ctx), func(settings *backend.Settings) {
		replace(&settings.EndpointKind, in.Body.EndpointKind)
		replace(&settings.BaseURL, in.Body.BaseURL)
		replace(&settings.Model, in.Body.Model)
		replace(&settings.Theme, in.Body.Theme)
		replace(&settings.Welcomed, in.Body.Welcomed)
		replace(&settings.Libraries, in.Body.Libraries)
		replace(&settings.LibraryLimit, in.Body.LibraryLimit)
	})
	if err == nil {
		s.changed(ctx, backend.EventSettings)
	}
	return settings, err
}

func replace[T any](old *T, new *T) {
	if new != nil {
		*old = *new
	}
}

// endpoint completes what was named: OpenRouter without an address is where the environment says, else its own.
func (s *Server) endpoint(ctx context.Context, b endpointBody) (backend.Endpoint, error) {
	e := backend.Endpoint{Kind: b.Kind, BaseURL: b.BaseURL, Key: b.Key}
	if e.Kind != backend.EndpointOpenRouter || e.BaseURL != "" {
		return e, nil
	}
	connection, err := s.Connector.Connection(ctx)
	e.BaseURL = backend.OpenRouterURL
	if connection.URLFromEnv {
		e.BaseURL = connection.BaseURL
	}
	return e, err
}

func (s *Server) testEndpoint(ctx context.Context, in *endpointPost) (tested, error) {
	endpoint, err := s.endpoint(ctx, in.Body)
	if err != nil {
		return tested{}, err
	}
	models, err := s.Gateway.Test(ctx, endpoint)
	return tested{models}, err
}

// connect keeps nothing unless the endpoint answered.
func (s *Server) connect(ctx context.Context, in *endpointPost) (connected, error) {
	endpoint, err := s.endpoint(ctx, in.Body)
	if err != nil {
		return connected{}, err
	}
	models, err := s.Gateway.Test(ctx, endpoint)
	if err != nil {
		return connected{}, err
	}
	place := KeyNone
	if endpoint.Key != "" {
		if place, err = s.Connector.SetKey(ctx, endpoint.BaseURL, endpoint.Key); err != nil {
			return connected{}, err
		}
	}
	if err := s.choose(ctx, in.Body); err != nil {
		return connected{}, err
	}
	s.changed(ctx, backend.EventSettings)
	return connected{models, place}, nil
}

// choose keeps which endpoint the person named; an address from the environment is not theirs and is not kept.
func (s *Server) choose(ctx context.Context, b endpointBody) error {
	_, err := s.Store.UpdateSettings(ctx, ownerOf(ctx), func(settings *backend.Settings) {
		if settings.EndpointKind != b.Kind || settings.BaseURL != b.BaseURL {
			settings.Model = "" // it belongs to the endpoint before
		}
		settings.EndpointKind, settings.BaseURL = b.Kind, b.BaseURL
	})
	return err
}

// midnight is the start of today where the program runs, in Unix milliseconds.
func (s *Server) midnight() int64 {
	now := s.Now()
	return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location()).UnixMilli()
}

// usage sums today's or all calls: of everything, or those that an app itself made.
func (s *Server) usage(ctx context.Context, appID string, since int64) (backend.UsageTotal, error) {
	filter := store.UsageFilter{Owner: ownerOf(ctx), AppID: appID, Since: since}
	if appID != "" {
		filter.Purpose = backend.PurposeApp
	}
	return s.Store.SumUsage(ctx, filter)
}
