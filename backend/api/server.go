// Package api is the one door into the backend: an http.Handler that the window reaches in process and everyone else
// through a listener. It holds routes, tickets and the shapes of requests; what happens behind them is in other rooms.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/builder"
	"whittle/backend/chat"
	"whittle/backend/egress"
	"whittle/backend/library"
	"whittle/backend/preview"
	"whittle/backend/store"
)

// Config is everything behind the door. All fields are required unless said otherwise.
type Config struct {
	Store     *store.Store
	Library   *library.Library
	Chat      *chat.Chat
	Calls     *chat.AppCalls
	Gateway   *ai.Gateway
	Egress    *egress.Client
	Builder   *builder.Builder
	Mirror    Mirror
	Fetches   *library.Fetches
	Compiles  Compiles
	Licenses  func() ([]byte, error) // of what the program itself is made of, as JSON: [{name, version, license, text}]
	Preview   *preview.Host
	Bus       *backend.Bus
	Connector Connector
	UI        fs.FS    // the built UI; its index.html is served at /
	Policy    string   // Content-Security-Policy of the UI's own pages
	Hosts     []string // Host headers that are answered; empty answers any (the window's own scheme)
	Ticket    string   // what every call must carry as a bearer token
	DataDir   string   // told to the person, nothing else
	Version   string
	Now       func() time.Time
	Log       *slog.Logger
}

// Connector keeps which endpoint is asked and where its key lies; it never gives the key back.
type Connector interface {
	Connection(ctx context.Context) (Connection, error)
	// SetKey keeps key for the endpoint at baseURL and says where.
	SetKey(ctx context.Context, baseURL, key string) (KeyPlace, error)
	DeleteKey(ctx context.Context) error
	// Endpoint returns the endpoint with its key, for testing only.
	Endpoint(ctx context.Context) (backend.Endpoint, error)
}

// Server is the door. Make it with New.
type Server struct {
	Config
	mux *http.ServeMux
	api huma.API
}

// New returns a Server with every route in place.
func New(c Config) *Server {
	s := &Server{Config: c, mux: http.NewServeMux()}
	config := huma.DefaultConfig("Whittle", c.Version)
	config.OpenAPIPath = "/api/openapi"
	config.DocsPath = ""
	config.SchemasPath = ""
	config.CreateHooks = nil
	config.Transformers = []huma.Transformer{plainFailure}
	s.api = humago.New(s.mux, config)
	s.stateRoutes()
	s.appRoutes()
	s.runRoutes()
	s.grantRoutes()
	s.fetchRoutes()
	s.recordRoutes()
	s.libraryRoutes()
	s.templateRoutes()
	s.mirrorRoutes()
	s.placeRoutes()
	s.pageRoutes()
	s.chatRoutes()
	s.eventRoutes()
	s.compileRoutes()
	s.mux.HandleFunc("/api/", nothingHere)
	s.mux.Handle("/preview/", c.Preview)
	s.mux.Handle("/", s.ui())
	return s
}

// OpenAPI returns the description of every operation, as indented JSON.
func (s *Server) OpenAPI() ([]byte, error) { return indentedJSON(s.api.OpenAPI()) }

// nothingHere answers what no route does.
func nothingHere(w http.ResponseWriter, _ *http.Request) {
	fail(backend.Errorf(backend.NotFound, "There is nothing at this address.")).write(w)
}

// ServeHTTP answers one request: the host and the ticket are checked before anything else.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store") // rooms that know better say so
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if f := s.refuse(r); f != nil {
		f.write(w)
		return
	}
	s.mux.ServeHTTP(w, r.WithContext(withOwner(r.Context(), backend.LocalOwner)))
}
