package api

import (
	"context"

	"whittle/backend"
)

// AppPath names an app in a route. Exported, because huma leaves out embedded fields of unexported types.
type AppPath struct {
	ID string `path:"id" doc:"The app's id."`
}

type appSearch struct {
	Query string `query:"q" doc:"Words to look for in names and descriptions."`
}

type newApp struct {
	Body struct {
		Starter string `json:"starter" doc:"Id of the starter to begin from."`
	}
}

type appPatch struct {
	AppPath
	Body struct {
		Name string `json:"name"`
	}
}

type pinOrder struct {
	Body struct {
		IDs []string `json:"ids" nullable:"false" doc:"Every pinned app, in order."`
	}
}

type versionPath struct {
	AppPath
	Number int `path:"number" minimum:"0" doc:"0 is the current one."`
}

type starterSearch struct {
	Near string `query:"near" doc:"A prompt; the nearest starters come first."`
}

func (s *Server) appRoutes() {
	lib := s.Library
	handle(s, "GET", "/api/apps", "list-apps", "Apps, pinned first, then the latest", func(ctx context.Context, in *appSearch) (list[backend.App], error) {
		return listOf(lib.Apps(ctx, ownerOf(ctx), in.Query))
	})
	handle(s, "POST", "/api/apps", "create-app", "Make an app from a starter", func(ctx context.Context, in *newApp) (backend.App, error) {
		return lib.CreateFromStarter(ctx, ownerOf(ctx), in.Body.Starter)
	})
	handle(s, "GET", "/api/apps/{id}", "get-app", "One app", func(ctx context.Context, in *AppPath) (backend.App, error) {
		return lib.App(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "PATCH", "/api/apps/{id}", "rename-app", "Give an app another name", func(ctx context.Context, in *appPatch) (backend.App, error) {
		return lib.Rename(ctx, ownerOf(ctx), in.ID, in.Body.Name)
	})
	perform(s, "DELETE", "/api/apps/{id}", "delete-app", "Delete an app; it can be undone", func(ctx context.Context, in *AppPath) error {
		return lib.Delete(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "POST", "/api/apps/{id}/undelete", "undelete-app", "Undo a deletion", func(ctx context.Context, in *AppPath) (backend.App, error) {
		return lib.Undelete(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "POST", "/api/apps/{id}/duplicate", "duplicate-app", "Copy an app with what it stored", func(ctx context.Context, in *AppPath) (backend.App, error) {
		return lib.Duplicate(ctx, ownerOf(ctx), in.ID)
	})
	perform(s, "PUT", "/api/apps/{id}/pin", "pin-app", "Pin an app to home", func(ctx context.Context, in *AppPath) error {
		return lib.Pin(ctx, ownerOf(ctx), in.ID)
	})
	perform(s, "DELETE", "/api/apps/{id}/pin", "unpin-app", "Take an app from the pins", func(ctx context.Context, in *AppPath) error {
		return lib.Unpin(ctx, ownerOf(ctx), in.ID)
	})
	perform(s, "PUT", "/api/pins", "order-pins", "Put the pins in order", func(ctx context.Context, in *pinOrder) error {
		return lib.OrderPins(ctx, ownerOf(ctx), in.Body.IDs)
	})
	handle(s, "GET", "/api/apps/{id}/versions", "list-versions", "Versions of an app, newest first, without files", func(ctx context.Context, in *AppPath) (list[backend.Version], error) {
		return listOf(lib.Versions(ctx, ownerOf(ctx), in.ID))
	})
	handle(s, "GET", "/api/apps/{id}/versions/{number}", "get-version", "One version with its files", func(ctx context.Context, in *versionPath) (backend.Version, error) {
		return lib.Version(ctx, ownerOf(ctx), in.ID, in.Number)
	})
	handle(s, "GET", "/api/starters", "list-starters", "Apps that come with Whittle", func(_ context.Context, in *starterSearch) (list[backend.Starter], error) {
		if in.Near != "" {
			return listOf(lib.Nearest(in.Near), nil)
		}
		return listOf(lib.Starters(), nil)
	})
}
