package backend_test

import (
	"net/url"
	"testing"

	"whittle/backend"
)

func TestHostOf(t *testing.T) {
	for address, want := range map[string]string{
		"https://api.example.com/v1?q=1":    "api.example.com",
		"https://API.Example.COM.:443/":     "api.example.com",
		"https://api.example.com:8443/":     "api.example.com:8443",
		"http://example.com/a.png":          "http://example.com",
		"http://example.com:80/":            "http://example.com",
		"http://example.com:443/":           "http://example.com:443",
		"http://127.0.0.1:11434/api":        "http://127.0.0.1:11434",
		"https://[2001:db8::1]/":            "[2001:db8::1]",
		"http://[::1]:8080/":                "http://[::1]:8080",
		"https://user:word@example.com/":    "example.com",
		"https://xn--bcher-kva.example/":    "xn--bcher-kva.example",
		"https://bücher.example/":           "",
		"https://*.example.com/":            "",
		"https://a.example;script-src%20x/": "",
		"https://example..com/":             "",
		"https://[fe80::1%25eth0]/":         "",
		"ftp://example.com/":                "",
		"data:text/plain,hi":                "",
		"https:///nothing":                  "",
		"file:///etc/passwd":                "",
		"wss://example.com/":                "",
		"https://exa'mple.com/":             "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			if want != "" {
				t.Errorf("%s: %v", address, err)
			}
			continue
		}
		if got := backend.HostOf(u); got != want {
			t.Errorf("%s: %q, not %q", address, got, want)
		}
	}
}

func TestParseHostGrant(t *testing.T) {
	for name, want := range map[string]struct {
		host  string
		local bool
		ok    bool
	}{
		"host:api.example.com":       {"api.example.com", false, true},
		"host:http://example.com:81": {"http://example.com:81", false, true},
		"local:http://[::1]:8080":    {"http://[::1]:8080", true, true},
		"local:localhost:8443":       {"localhost:8443", true, true},
		"host:Example.com":           {},
		"host:example.com:443":       {},
		"host:example.com/path":      {},
		"host:https://example.com":   {},
		"host:example.com 'self'":    {},
		"host:":                      {},
		"ai":                         {},
	} {
		host, local, ok := backend.ParseHostGrant(name)
		if host != want.host || local != want.local || ok != want.ok {
			t.Errorf("%s: %q %v %v", name, host, local, ok)
		}
		if ok && backend.HostGrant(host, local) != name {
			t.Errorf("%s does not come back", name)
		}
	}
}
