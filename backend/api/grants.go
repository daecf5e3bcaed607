package api

import (
	"context"

	"whittle/backend"
	"whittle/backend/egress"
)

type grantNamed struct {
	AppPath
	Body struct {
		Name  string             `json:"name" doc:"ai, host:NAME or local:NAME." maxLength:"300"`
		State backend.GrantState `json:"state" enum:"ask,allowed,denied" doc:"ask forgets the answer."`
	}
}

func (s *Server) grantRoutes() {
	handle(s, "GET", "/api/apps/{id}/grants", "list-grants", "What the person said an app may do", func(ctx context.Context, in *AppPath) (list[backend.Grant], error) {
		if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
			return list[backend.Grant]{}, err
		}
		return listOf(s.Store.Grants(ctx, ownerOf(ctx), in.ID))
	})
	perform(s, "PUT", "/api/apps/{id}/grants", "put-grant", "Allow or refuse an app something, or forget the answer", s.putGrant)
	perform(s, "DELETE", "/api/apps/{id}/grants", "forget-grants", "Have an app ask for everything again", func(ctx context.Context, in *AppPath) error {
		return s.Store.ForgetGrants(ctx, ownerOf(ctx), in.ID)
	})
	handle(s, "GET", "/api/apps/{id}/requests", "list-requests", "What an app asked of other hosts since Whittle started, oldest first", func(ctx context.Context, in *AppPath) (list[egress.Entry], error) {
		if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
			return list[egress.Entry]{}, err
		}
		return listOf(s.Egress.Record(in.ID), nil)
	})
}

func (s *Server) putGrant(ctx context.Context, in *grantNamed) error {
	if _, _, ok := backend.ParseHostGrant(in.Body.Name); !ok && in.Body.Name != backend.GrantAI {
		return backend.Errorf(backend.Invalid, "%.100q is nothing that an app can be allowed.", in.Body.Name)
	}
	return s.Store.SetGrant(ctx, ownerOf(ctx), in.ID, in.Body.Name, in.Body.State, s.Now().UnixMilli())
}
