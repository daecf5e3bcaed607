package api

import (
	"context"

	"whittle/backend"
)

type libraryPath struct {
	AppPath
	Address string `query:"address" maxLength:"4096" doc:"Where a page wanted to load it from."`
}

// libraryText is a script or a style sheet that a page asked for by an address it made itself.
type libraryText struct {
	Type string `json:"type" doc:"Media type."`
	Text string `json:"text"`
}

func (s *Server) libraryRoutes() {
	handle(s, "GET", "/api/apps/{id}/library", "get-library", "What an address of a library holds", s.library)
}

func (s *Server) library(ctx context.Context, in *libraryPath) (libraryText, error) {
	if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
		return libraryText{}, err
	}
	content, mediaType, ok := s.Builder.Address(ctx, in.Address)
	if !ok {
		return libraryText{}, backend.Errorf(backend.NotFound, "%s is no library that Whittle has.", in.Address)
	}
	return libraryText{mediaType, string(content)}, nil
}
