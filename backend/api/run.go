package api

import (
	"context"

	"whittle/backend"
	"whittle/backend/chat"
	"whittle/backend/preview"
)

type openApp struct {
	AppPath
	Body struct {
		Version int `json:"version,omitempty" minimum:"0" doc:"0 is the current one."`
	}
}

// opened is what a frame needs to show an app.
type opened struct {
	URL       string            `json:"url" doc:"Path of the page; empty when a problem is an error."`
	Version   int               `json:"version"`
	BuildMS   float64           `json:"build_ms"`
	Problems  []backend.Problem `json:"problems" nullable:"false"`
	Libraries []backend.Library `json:"libraries" nullable:"false"`
	Needs     []backend.Need    `json:"needs" nullable:"false" doc:"What could be fetched once to complete the page."`
	Hosts     []string          `json:"hosts" nullable:"false" doc:"Hosts that the app's files name: what it may ask for."`
}

type dataPatch struct {
	AppPath
	Body struct {
		Clear bool               `json:"clear,omitempty" doc:"Forget everything first."`
		Set   map[string]*string `json:"set" doc:"Keys to write; null deletes one."`
	}
}

type grantState struct {
	State backend.GrantState `json:"state" enum:"ask,allowed,denied"`
}

type grantPut struct {
	AppPath
	Body grantState
}

type appCall struct {
	AppPath
	Body struct {
		CallID      string                `json:"call_id" minLength:"8" maxLength:"64" doc:"Made by the caller; events carry it."`
		Messages    []backend.ChatMessage `json:"messages" nullable:"false"`
		Model       string                `json:"model,omitempty"`
		MaxTokens   int                   `json:"max_tokens,omitempty" minimum:"0"`
		Temperature *float64              `json:"temperature,omitempty"`
	}
}

type callPath struct {
	ID string `path:"id" doc:"The call's id."`
}

type appUsage struct {
	Today backend.UsageTotal `json:"today"`
	Total backend.UsageTotal `json:"total"`
}

func (s *Server) runRoutes() {
	handle(s, "POST", "/api/apps/{id}/open", "open-app", "Build a version and give the address of its page", s.open)
	perform(s, "PATCH", "/api/apps/{id}/data", "write-app-data", "Keep what an app stored", func(ctx context.Context, in *dataPatch) error {
		return s.Store.SetAppData(ctx, ownerOf(ctx), in.ID, in.Body.Clear, in.Body.Set)
	})
	handle(s, "GET", "/api/apps/{id}/grants/ai", "get-ai-grant", "Whether an app may ask a model", s.aiGrant)
	perform(s, "PUT", "/api/apps/{id}/grants/ai", "put-ai-grant", "Allow or refuse an app to ask a model", func(ctx context.Context, in *grantPut) error {
		return s.Store.SetGrant(ctx, ownerOf(ctx), in.ID, backend.GrantAI, in.Body.State, s.Now().UnixMilli())
	})
	perform(s, "POST", "/api/apps/{id}/ai", "start-ai-call", "Ask a model for an app; the answer comes as events", func(ctx context.Context, in *appCall) error {
		return s.Calls.Start(ctx, ownerOf(ctx), chat.Call{
			CallID: in.Body.CallID, AppID: in.ID, Messages: in.Body.Messages,
			Model: in.Body.Model, MaxTokens: in.Body.MaxTokens, Temperature: in.Body.Temperature,
		})
	})
	perform(s, "DELETE", "/api/ai/{id}", "cancel-ai-call", "Stop a call of an app", func(_ context.Context, in *callPath) error {
		s.Calls.Cancel(in.ID)
		return nil
	})
	handle(s, "GET", "/api/apps/{id}/usage", "get-app-usage", "What an app's calls cost", s.appUsage)
}

func (s *Server) open(ctx context.Context, in *openApp) (opened, error) {
	source, number, err := s.source(ctx, in.ID, in.Body.Version)
	if err != nil {
		return opened{}, err
	}
	bundle := s.Builder.Build(ctx, source)
	out := opened{Version: number, BuildMS: bundle.BuildMS, Problems: bundle.Problems, Libraries: bundle.Libraries, Needs: bundle.Needs, Hosts: bundle.Hosts}
	if out.Problems == nil {
		out.Problems = []backend.Problem{}
	}
	if out.Libraries == nil {
		out.Libraries = []backend.Library{}
	}
	if out.Hosts == nil {
		out.Hosts = []string{}
	}
	if out.Needs == nil {
		out.Needs = []backend.Need{}
	}
	if err := s.Fetches.Settle(ctx, ownerOf(ctx), in.ID, number, source.Locks, bundle.Locks); err != nil {
		return opened{}, err
	}
	if backend.HasErrors(bundle.Problems) {
		return out, nil
	}
	out.URL = s.Preview.Put(preview.Page{AppID: in.ID, Document: bundle.Document})
	_, err = s.Library.MarkOpened(ctx, ownerOf(ctx), in.ID)
	return out, err
}

// source returns what a version of an app is built from, and its number; 0 asks for the current one.
func (s *Server) source(ctx context.Context, appID string, number int) (backend.Source, int, error) {
	app, err := s.Library.App(ctx, ownerOf(ctx), appID)
	if err != nil {
		return backend.Source{}, 0, err
	}
	version, err := s.Library.Version(ctx, ownerOf(ctx), appID, number)
	if err != nil {
		return backend.Source{}, 0, err
	}
	return backend.Source{App: appID, Template: app.Template, Files: version.Files, Locks: version.Locks}, version.Number, nil
}

func (s *Server) aiGrant(ctx context.Context, in *AppPath) (grantState, error) {
	if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
		return grantState{}, err
	}
	state, err := s.Store.FindGrant(ctx, in.ID, backend.GrantAI)
	return grantState{state}, err
}

func (s *Server) appUsage(ctx context.Context, in *AppPath) (appUsage, error) {
	if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
		return appUsage{}, err
	}
	today, err := s.usage(ctx, in.ID, s.midnight())
	if err != nil {
		return appUsage{}, err
	}
	total, err := s.usage(ctx, in.ID, 0)
	return appUsage{today, total}, err
}
