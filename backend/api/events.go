package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"whittle/backend"
)

// keepAlive is how often a silent stream sends a comment, below the minute after which proxies give up.
const keepAlive = 20 * time.Second

func (s *Server) eventRoutes() {
	op := s.operation(http.MethodGet, "/api/events", "listen", "Everything that happens, as server-sent events: one envelope {type, data} each")
	huma.Register(s.api, op, func(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
		owner := ownerOf(ctx)
		return &huma.StreamResponse{Body: func(h huma.Context) {
			_, w := humago.Unwrap(h)
			s.stream(ctx, owner, w)
		}}, nil
	})
	for _, data := range []any{backend.GenerationDelta{}, backend.Generation{}, backend.Changed{}, backend.AIDelta{}, backend.AIDone{}, backend.Fetch{}, backend.Compile{}} {
		s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(data), true, "")
	}
}

func (s *Server) stream(ctx context.Context, owner string, w http.ResponseWriter) {
	listener := s.Bus.Listen(owner)
	defer listener.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	ticker := time.NewTicker(keepAlive)
	defer ticker.Stop()
	line := []byte(": open\n\n")
	for {
		if _, err := w.Write(line); err != nil {
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			line = []byte(": still here\n\n")
		case e, ok := <-listener.C:
			if !ok {
				return
			}
			line = s.encode(e)
		}
	}
}

func (s *Server) encode(e backend.Event) []byte {
	raw, err := json.Marshal(e)
	if err != nil {
		s.Log.Error("event cannot be written", "type", e.Type, "error", err)
		return []byte(": lost\n\n")
	}
	return append(append([]byte("data: "), raw...), "\n\n"...)
}
