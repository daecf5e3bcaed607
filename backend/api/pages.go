package api

import (
	"context"

	"whittle/backend/builder"
	"whittle/backend/store"
)

// builtPages counts pages that open without being built.
type builtPages struct {
	Kept store.BuildsKept `json:"kept" doc:"Pages in the library, from this and earlier runs."`
	Run  builder.Counts   `json:"run" doc:"Where the pages of this run came from."`
}

func (s *Server) pageRoutes() {
	handle(s, "GET", "/api/pages", "count-pages", "Count the built pages that are kept", func(ctx context.Context, _ *struct{}) (builtPages, error) {
		kept, err := s.Store.CountBuilds(ctx)
		return builtPages{kept, s.Builder.Counts()}, err
	})
	perform(s, "DELETE", "/api/pages", "forget-pages", "Forget the built pages; they are built again when their apps open", func(ctx context.Context, _ *struct{}) error {
		return s.Store.ForgetBuilds(ctx)
	})
}
