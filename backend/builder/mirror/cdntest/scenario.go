package cdntest

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
)

// Scenarios lists the ways to fail: as a package called broken-<scenario>, and as a file of that name on a CDN.
func Scenarios() []string {
	return []string{
		"hash",     // what comes is not what was announced
		"nohash",   // nothing says what should come
		"404",      // it is announced and not there
		"500",      // the server fails
		"once",     // the server fails the first time
		"cut",      // the connection ends in the middle
		"slow",     // half of it comes, then nothing
		"huge",     // it does not end
		"redirect", // it lies at another host
		"loop",     // it sends on and on
		"escape",   // a file in it would lie outside
		"link",     // a file in it is a link to outside
		"bomb",     // it unpacks to a thousand times its size
		"garbage",  // it is no archive
		"git",      // it depends on code from elsewhere
	}
}

// ElsewhereHost is where the scenario redirect sends to.
const ElsewhereHost = "elsewhere.example"

func (s *Server) fail(w http.ResponseWriter, r *http.Request, scenario, name string, isTarball bool) {
	p := broken(scenario, name)
	if !isTarball {
		if scenario == "500" {
			http.Error(w, "failed", http.StatusInternalServerError)
			return
		}
		about := packument(r, name, map[string]pack{"1.0.0": p})
		dist := about["versions"].(map[string]any)["1.0.0"].(map[string]any)["dist"].(map[string]any)
		switch scenario {
		case "hash":
			dist["integrity"] = integrity([]byte("something else"))
		case "nohash":
			delete(dist, "integrity")
		case "garbage":
			dist["integrity"] = integrity(garbage())
		}
		writeJSON(w, about)
		return
	}
	content := p.tarball()
	if scenario == "garbage" {
		content = garbage()
	}
	s.failWith(w, r, scenario, content)
}

func garbage() []byte { return []byte(strings.Repeat("no archive ", 100)) }

func (s *Server) failFile(w http.ResponseWriter, r *http.Request, scenario, file string) {
	s.failWith(w, r, scenario, []byte("globalThis.broken="+quoted(file)))
}

// broken returns the package of a scenario.
func broken(scenario, name string) pack {
	switch scenario {
	case "escape":
		return made(name, file{name: "../../../evil.js", content: []byte("evil")})
	case "link":
		return made(name, file{name: "passwd", link: "/etc/passwd"})
	case "bomb":
		return made(name, file{name: "zeros.bin", content: make([]byte, 32<<20)})
	case "slow", "cut":
		return made(name, file{name: "noise.bin", content: noise(1 << 20)})
	case "git":
		p := made(name)
		p.manifest["dependencies"] = map[string]any{"other": "git+https://elsewhere.example/other.git"}
		return p
	}
	return made(name)
}

// noise returns bytes that do not pack.
func noise(size int) []byte {
	out := make([]byte, size)
	state := uint64(88172645463325252)
	for i := range out {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		out[i] = byte(state)
	}
	return out
}

// failWith hands out content in the way of a scenario.
func (s *Server) failWith(w http.ResponseWriter, r *http.Request, scenario string, content []byte) {
	switch scenario {
	case "404":
		http.NotFound(w, r)
	case "500":
		http.Error(w, "failed", http.StatusInternalServerError)
	case "once":
		if s.firstTime(r.URL.Path) {
			http.Error(w, "failed", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write(content)
	case "cut", "slow":
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content[:len(content)/2])
		_ = http.NewResponseController(w).Flush()
		if scenario == "slow" {
			<-r.Context().Done() // the client gives up
		}
		panic(http.ErrAbortHandler)
	case "huge":
		for block := bytes.Repeat([]byte("x"), 1<<16); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	case "redirect":
		http.Redirect(w, r, "https://"+ElsewhereHost+"/made/"+strings.TrimPrefix(r.URL.Path, "/"), http.StatusFound)
	case "loop":
		w.Header().Set("Location", "?again") // below the address that the client knows
		w.WriteHeader(http.StatusFound)
	default:
		_, _ = w.Write(content) // the client may be gone
	}
}

func (s *Server) firstTime(path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.failed[path] = true }()
	return !s.failed[path]
}
