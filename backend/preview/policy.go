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

// origins returns the origins of the hosts that a page's browser may reach by itself.
func origins(hosts []string) []string {
	var list []string
	for _, host := range hosts {
		if !strings.ContainsAny(host, "/[ ;,'*\"\\") {
			list = append(list, "https://"+host)
		}
	}
	return list
}

// pagePolicy returns the Content-Security-Policy of a page: it lets the page use what it brings along, and styles,
// pictures, fonts and sound from hosts that the person allowed, as backend.HostOf writes them. Those are reached by
// https only: the address behind a name is not checked here, and nothing in a private network can show a certificate
// for a name of the internet. Hosts without encryption, or in the person's network, are reached by the bridge alone.
// Requests from code have no host at all.
func pagePolicy(hosts []string) string {
	open := strings.Join(append([]string{""}, origins(hosts)...), " ")
	return strings.Join([]string{
		"sandbox " + Sandbox + " " + Modals,
		"default-src 'none'",
		"script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob:",
		"style-src 'unsafe-inline' data: blob:" + open,
		"img-src data: blob:" + open,
		"font-src data: blob:" + open,
		"media-src data: blob:" + open,
		"connect-src data: blob:",
		"worker-src data: blob:",
		"frame-src 'none'",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'none'",
	}, "; ")
}

// allowlist returns the Connection-Allowlist of a page (wicg.github.io/connection-allowlists). Where a browser knows it,
// not even a connection is made, or a name looked up, for what the policy refuses: leading the frame away would else tell
// a host that it was meant.
func allowlist(hosts []string) string {
	list := "(response-origin"
	for _, origin := range origins(hosts) {
		list += ` "` + origin + `"`
	}
	return list + ")"
}

// setPolicy sets the headers of every answer under Prefix, errors too. hosts are those that the page may show things of.
func setPolicy(h http.Header, hosts []string) {
	h.Set("Content-Security-Policy", pagePolicy(hosts))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Set("Connection-Allowlist", allowlist(hosts))
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
