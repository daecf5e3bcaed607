package api

import (
	"context"

	"whittle/backend"
)

type placesAsked struct {
	AppPath
	Body struct {
		Version int             `json:"version" minimum:"0" doc:"0 is the current one."`
		Places  []backend.Place `json:"places" nullable:"false" maxItems:"50" doc:"As the page reported them."`
	}
}

func (s *Server) placeRoutes() {
	handle(s, "POST", "/api/apps/{id}/places", "find-places", "Where places that a page reported lie in the app's own files", func(ctx context.Context, in *placesAsked) (list[backend.Place], error) {
		source, _, err := s.source(ctx, in.ID, in.Body.Version)
		if err != nil {
			return list[backend.Place]{}, err
		}
		return listOf(s.Builder.Places(ctx, source, in.Body.Places), nil)
	})
}
