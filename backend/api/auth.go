package api

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"whittle/backend"
)

type ownerKey struct{}

func withOwner(ctx context.Context, owner string) context.Context {
	return context.WithValue(ctx, ownerKey{}, owner)
}

// ownerOf returns whose rows a request may touch.
func ownerOf(ctx context.Context) string {
	owner, _ := ctx.Value(ownerKey{}).(string)
	return owner
}

// open lists the paths below /api that need no ticket.
func open(path string) bool {
	return path == "/api/health" || strings.HasPrefix(path, "/api/openapi")
}

// refuse returns why r is not answered, nil when it is. The Host is checked on every path: a page that rebinds its name
// to this address must not reach anything. Previews are admitted by their unguessable path.
func (s *Server) refuse(r *http.Request) *failure {
	if len(s.Hosts) > 0 && !slices.Contains(s.Hosts, r.Host) {
		return fail(backend.Errorf(backend.Forbidden, "This address is not Whittle's. Open the one that whittle serve printed."))
	}
	if !strings.HasPrefix(r.URL.Path, "/api/") || open(r.URL.Path) {
		return nil
	}
	if origin := r.Header.Get("Origin"); origin != "" && !sameHost(origin, r.Host) {
		return fail(backend.Errorf(backend.Forbidden, "Pages of other sites may not call Whittle."))
	}
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || subtle.ConstantTimeCompare([]byte(token), []byte(s.Ticket)) != 1 {
		return fail(backend.Errorf(backend.Unauthorized, "The ticket is missing or old. Open the address that whittle serve printed."))
	}
	return nil
}

func sameHost(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host == host
}
