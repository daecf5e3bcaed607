package preview

import (
	"net/http"
	"strings"
)

// Sandbox is the sandbox attribute that the shell gives a preview's frame; the policy header repeats it.
const Sandbox = "allow-scripts allow-forms allow-pointer-lock"

// Modals is what the shell adds to Sandbox where the window or the browser names the app in its dialogs and lets a
// person stop them.
const Modals = "allow-modals"

// Origins of the shell's pages in the window (wailsapp/wails, v2 asset server).
const (
	OriginLinux   = "wails://wails"
	OriginWindows = "http://wails.localhost"
)

// pagePolicy lets a page use what it brings along and nothing else: no address but data: and blob:.
var pagePolicy = strings.Join([]string{
	"sandbox " + Sandbox + " " + Modals,
	"default-src 'none'",
	"script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob:",
	"style-src 'unsafe-inline' data: blob:",
	"img-src data: blob:",
	"font-src data: blob:",
	"media-src data: blob:",
	"connect-src data: blob:",
	"worker-src data: blob:",
	"frame-src 'none'",
	"object-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
}, "; ")

// setPolicy sets the headers of every answer under Prefix, errors too.
func setPolicy(h http.Header) {
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), "+
		"hid=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), local-fonts=()")
}

// ShellPolicy returns the Content-Security-Policy for the shell's own pages. origin is where the window serves them,
// OriginLinux or OriginWindows; empty is a listener, where the browser knows. Frames may only show previews, which is
// also what keeps a preview from leading its frame elsewhere.
func ShellPolicy(origin string) string {
	frames := "'self'"
	if origin != "" {
		frames = origin + Prefix
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self' 'unsafe-inline'",
		"connect-src 'self'",
		"img-src 'self' data: blob:",
		"font-src 'self' data:",
		"worker-src 'self' blob:",
		"manifest-src 'self'",
		"frame-src " + frames,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}
