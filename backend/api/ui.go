package api

import (
	"io/fs"
	"net/http"
	"strings"
)

// ui serves the built UI. Its page is never cached and carries the policy; files with a hash in their name are kept.
func (s *Server) ui() http.Handler {
	files := http.FileServerFS(s.UI)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		folder := strings.HasSuffix(r.URL.Path, "/") && r.URL.Path != "/"
		if folder || r.Method != http.MethodGet && r.Method != http.MethodHead {
			nothingHere(w, r)
			return
		}
		h := w.Header()
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", s.Policy)
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
			files.ServeHTTP(w, r)
			return
		}
		if r.URL.Path == "/" {
			s.index(w)
			return
		}
		files.ServeHTTP(w, r)
	})
}

func (s *Server) index(w http.ResponseWriter) {
	page, err := fs.ReadFile(s.UI, "index.html")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		page = []byte("<!doctype html><title>Whittle</title><p>Whittle was built without its screens. Run build/setup, then build again.</p>")
	}
	_, _ = w.Write(page) // the client may be gone; nothing to do about it
}
