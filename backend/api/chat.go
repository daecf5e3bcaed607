package api

import (
	"context"

	"whittle/backend"
	"whittle/backend/chat"
)

// SessionPath names a chat in a route. Exported, because huma leaves out embedded fields of unexported types.
type SessionPath struct {
	ID string `path:"id" doc:"The chat's id."`
}

type sessionPatch struct {
	SessionPath
	Body struct {
		Title string `json:"title"`
	}
}

// sessionView is a chat with everything a reader needs to show it.
type sessionView struct {
	Session  backend.Session   `json:"session"`
	Messages []backend.Message `json:"messages" nullable:"false"`
}

type promptPost struct {
	Body struct {
		SessionID string            `json:"session_id,omitempty" doc:"Empty begins a new chat."`
		AppID     string            `json:"app_id,omitempty" doc:"The app a new chat is about; empty makes a new app."`
		Text      string            `json:"text,omitempty" doc:"What is asked; may be left out when there are problems."`
		Problems  []backend.Problem `json:"problems,omitempty" nullable:"false" doc:"Problems to have fixed; they are put into words for the model."`
		Template  string            `json:"template,omitempty" doc:"Empty lets the model choose."`
		Model     string            `json:"model,omitempty" doc:"Empty takes the default."`
	}
}

// turn is a prompt and the reply that has begun.
type turn struct {
	Session backend.Session `json:"session"`
	Message backend.Message `json:"message"`
	Reply   backend.Message `json:"reply"`
}

// GenerationPath names a generation in a route. Exported, because huma leaves out embedded fields of unexported types.
type GenerationPath struct {
	ID string `path:"id" doc:"The generation's id."`
}

type retryPost struct {
	GenerationPath
	Body struct {
		Model string `json:"model,omitempty" doc:"Empty takes the one asked before."`
	}
}

// DraftPath names a draft in a route. Exported, because huma leaves out embedded fields of unexported types.
type DraftPath struct {
	Key string `path:"key" maxLength:"128" doc:"home, route, or session:<id>."`
}

type draft struct {
	Text string `json:"text"`
}

type draftPut struct {
	DraftPath
	Body draft
}

func (s *Server) chatRoutes() {
	handle(s, "GET", "/api/sessions", "list-sessions", "Chats, newest first", func(ctx context.Context, _ *struct{}) (list[backend.Session], error) {
		return listOf(s.Store.FindSessions(ctx, ownerOf(ctx)))
	})
	handle(s, "GET", "/api/sessions/{id}", "get-session", "One chat with its messages", func(ctx context.Context, in *SessionPath) (sessionView, error) {
		session, messages, err := s.Chat.Session(ctx, ownerOf(ctx), in.ID)
		return sessionView{session, messages}, err
	})
	handle(s, "PATCH", "/api/sessions/{id}", "rename-session", "Give a chat another title", func(ctx context.Context, in *sessionPatch) (backend.Session, error) {
		return s.Chat.Rename(ctx, ownerOf(ctx), in.ID, in.Body.Title)
	})
	perform(s, "DELETE", "/api/sessions/{id}", "delete-session", "Delete a chat; it can be undone, its app stays", func(ctx context.Context, in *SessionPath) error {
		return s.Chat.Delete(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "POST", "/api/sessions/{id}/undelete", "undelete-session", "Undo a deletion", func(ctx context.Context, in *SessionPath) (backend.Session, error) {
		return s.Chat.Undelete(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "GET", "/api/apps/{id}/session", "get-app-session", "The newest chat about an app", func(ctx context.Context, in *AppPath) (backend.Session, error) {
		return s.Store.FindAppSession(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "POST", "/api/prompts", "send-prompt", "Save a prompt and begin its reply", func(ctx context.Context, in *promptPost) (turn, error) {
		t, err := s.Chat.Send(ctx, ownerOf(ctx), chat.Prompt{
			SessionID: in.Body.SessionID, AppID: in.Body.AppID, Text: in.Body.Text, Problems: in.Body.Problems,
			Template: in.Body.Template, Model: in.Body.Model,
		})
		return turn{t.Session, t.Message, t.Reply}, err
	})
	perform(s, "POST", "/api/generations/{id}/stop", "stop-generation", "Stop a reply; what came is kept", func(ctx context.Context, in *GenerationPath) error {
		return s.Chat.StopGeneration(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "POST", "/api/generations/{id}/retry", "retry-generation", "Ask again for the same prompt", func(ctx context.Context, in *retryPost) (turn, error) {
		t, err := s.Chat.Retry(ctx, ownerOf(ctx), in.ID, in.Body.Model)
		return turn{t.Session, t.Message, t.Reply}, err
	})
	handle(s, "GET", "/api/drafts/{key}", "get-draft", "What was typed and not sent; empty when nothing was", func(ctx context.Context, in *DraftPath) (draft, error) {
		text, err := s.Store.Draft(ctx, ownerOf(ctx), in.Key)
		return draft{text}, err
	})
	perform(s, "PUT", "/api/drafts/{key}", "put-draft", "Keep what is being typed", func(ctx context.Context, in *draftPut) error {
		return s.Store.SetDraft(ctx, ownerOf(ctx), in.Key, in.Body.Text, s.Now().UnixMilli())
	})
}
