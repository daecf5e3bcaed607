package api

import (
	"context"
	"net/http"
	"path"
	"strings"
)

// Compiles is the shell's part in compiling: it runs a compiler's script in a worker when it is asked by an event.
type Compiles interface {
	// Ready notes that a shell of this owner can be asked.
	Ready(owner string)
	// Answer hands over what a script said; an error when nobody waits for it any more.
	Answer(owner, id, answer string) error
	// Script returns the script of a compiler, with a NotFound error when there is none.
	Script(name string) ([]byte, error)
}

type compileAnswer struct {
	ID   string `path:"id" doc:"The id in the event."`
	Body struct {
		Answer string `json:"answer" doc:"What the script answered."`
	}
}

func (s *Server) compileRoutes() {
	perform(s, "POST", "/api/compiles", "offer-compilers", "Say that this UI can run compilers", func(ctx context.Context, _ *struct{}) error {
		s.Compiles.Ready(ownerOf(ctx))
		return nil
	})
	perform(s, "POST", "/api/compiles/{id}", "answer-compile", "Answer an event that asked for a run of a compiler", func(ctx context.Context, in *compileAnswer) error {
		return s.Compiles.Answer(ownerOf(ctx), in.ID, in.Body.Answer)
	})
	s.mux.HandleFunc("GET /compilers/{file}", s.compilerScript)
}

// compilerScript serves a script for a worker, which may reach nothing. It is a part of the program, so it needs no
// ticket.
func (s *Server) compilerScript(w http.ResponseWriter, r *http.Request) {
	name, isScript := strings.CutSuffix(path.Base(r.URL.Path), ".js")
	if !isScript {
		nothingHere(w, r)
		return
	}
	script, err := s.Compiles.Script(name)
	if err != nil {
		fail(err).write(w)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	_, _ = w.Write(script) // the client may be gone; nothing to do about it
}
