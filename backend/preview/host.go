// Package preview serves a bundle to a frame that can reach nothing but its bridge.
//
// The bridge is the prelude, the first script of every page served: one MessagePort to the shell, and in its place
// what an opaque origin takes from a page (storage, cookies, dialogs, downloads), with window.AI beside it.
package preview

import (
	"container/list"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"whittle/backend"
)

// Prefix is where every preview is served.
const Prefix = "/preview/"

// What a Host keeps; the pages used longest ago go first.
const (
	maxPages = 64
	maxBytes = 256 << 20
)

// Page is a document to serve for an app.
type Page struct {
	AppID    string
	Document []byte // whole HTML; not to be changed afterwards
}

// SeedFunc returns what a page of an app starts with; it is asked each time the page is served.
type SeedFunc func(ctx context.Context, appID string) (Seed, error)

// Host serves pages under Prefix. It is safe for use by many goroutines at once.
type Host struct {
	seed   SeedFunc
	secret []byte

	mu    sync.Mutex
	pages map[string]*list.Element // by path
	order *list.List               // of served, newest first
	bytes int
}

type served struct {
	path string
	page Page
}

// NewHost returns a Host with no pages.
func NewHost(seed SeedFunc) *Host {
	secret := make([]byte, 32)
	rand.Read(secret)
	return &Host{seed: seed, secret: secret, pages: map[string]*list.Element{}, order: list.New()}
}

// Put keeps a page and returns its path, /preview/<nonce>/<rev>/app.html. The nonce belongs to the app for as long as
// the process lives and cannot be guessed; the rev belongs to the document.
func (h *Host) Put(page Page) string {
	mac := hmac.New(sha256.New, h.secret)
	mac.Write([]byte(page.AppID))
	rev := sha256.Sum256(page.Document)
	path := Prefix + hex.EncodeToString(mac.Sum(nil)[:16]) + "/" + hex.EncodeToString(rev[:6]) + "/app.html"
	h.mu.Lock()
	defer h.mu.Unlock()
	if e, ok := h.pages[path]; ok {
		h.order.MoveToFront(e)
		return path
	}
	h.pages[path] = h.order.PushFront(served{path, page})
	h.bytes += len(page.Document)
	for h.order.Len() > 1 && (h.order.Len() > maxPages || h.bytes > maxBytes) {
		oldest := h.order.Remove(h.order.Back()).(served)
		delete(h.pages, oldest.path)
		h.bytes -= len(oldest.page.Document)
	}
	return path
}

func (h *Host) find(path string) (Page, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	e, ok := h.pages[path]
	if !ok {
		return Page{}, false
	}
	h.order.MoveToFront(e)
	return e.Value.(served).page, true
}

// ServeHTTP answers every path under Prefix, always with the policy of a preview. A path in it is the page's ticket:
// what was not put, or was put too long ago, is 404.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setPolicy(w.Header(), nil)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		plain(w, http.StatusMethodNotAllowed, "A preview can only be read.")
		return
	}
	page, ok := h.find(r.URL.Path)
	if !ok {
		plain(w, http.StatusNotFound, "This preview is no longer there. Open the app again.")
		return
	}
	seed, err := h.seed(r.Context(), page.AppID)
	if err != nil {
		plain(w, http.StatusServiceUnavailable, backend.ErrorMessage(err))
		return
	}
	setPolicy(w.Header(), seed.Hosts)
	document := Inject(page.Document, seed)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(document)))
	if r.Method == http.MethodGet {
		w.Write(document)
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	w.Write([]byte(strings.TrimSpace(text) + "\n"))
}
