package api

import (
	"context"

	"whittle/backend"
	"whittle/backend/builder"
)

// template is a kind of app with the shape of its icon.
type template struct {
	backend.Template
	Glyph string `json:"glyph" doc:"The icon as SVG elements on a grid of 24, to be drawn by strokes; empty when there is none."`
}

func (s *Server) templateRoutes() {
	handle(s, "GET", "/api/templates", "list-templates", "Kinds of apps that can be made, the plainest first", s.templates)
}

func (s *Server) templates(context.Context, *struct{}) (list[template], error) {
	var all []template
	for _, t := range builder.Templates() {
		all = append(all, template{t, s.Library.Glyph(t.Icon)})
	}
	return listOf(all, nil)
}
