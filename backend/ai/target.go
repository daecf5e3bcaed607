package ai

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"whittle/backend"
)

// target is an endpoint whose address was understood.
type target struct {
	backend.Endpoint
	url     *url.URL
	name    string // as messages call it: OpenRouter, or the host
	private bool   // on this computer or its own network
}

// newTarget checks the address of e.
func newTarget(e backend.Endpoint) (target, error) {
	e.BaseURL = strings.TrimRight(strings.TrimSpace(e.BaseURL), "/")
	e.Key = strings.TrimSpace(e.Key)
	if e.BaseURL == "" && e.Kind == backend.EndpointOpenRouter {
		e.BaseURL = backend.OpenRouterURL
	}
	if e.BaseURL == "" {
		return target{}, backend.Errorf(backend.Invalid,
			"No address is set for the model server. Enter one, such as http://127.0.0.1:11434/v1.")
	}
	u, err := url.Parse(e.BaseURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return target{}, backend.Errorf(backend.Invalid,
			"%q is not an address. It should look like http://127.0.0.1:11434/v1.", e.BaseURL)
	}
	if u.User != nil {
		return target{}, backend.Errorf(backend.Invalid,
			"The address of the model server holds a name or a password, which would be shown wherever the address is. Enter them as the key instead.")
	}
	t := target{Endpoint: e, url: u, name: u.Host, private: privateHost(u.Hostname())}
	if e.Kind == backend.EndpointOpenRouter {
		t.name = "OpenRouter"
	}
	return t, nil
}

// privateHost reports whether host is this computer or one on its own network, where models cost nothing.
func privateHost(host string) bool {
	host = strings.ToLower(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && (addr.IsLoopback() || addr.IsPrivate() || addr.IsLinkLocalUnicast() || addr.IsUnspecified())
}

// keyed refuses an endpoint that surely wants a key and has none.
func (t target) keyed() error {
	if t.Kind == backend.EndpointOpenRouter && t.Key == "" && !t.private {
		return t.noKey()
	}
	return nil
}

func (t target) noKey() *backend.Error {
	return backend.Errorf(backend.NoKey,
		"%s needs a key and none is set. Connect it in Settings, or use a model on this computer.", t.name)
}

// model returns the model to ask for.
func (t target) model(asked string) (string, error) {
	model := firstOf(asked, t.Model)
	if model == "" && t.Kind == backend.EndpointOpenRouter {
		model = backend.DefaultModel
	}
	if model == "" {
		return "", backend.Errorf(backend.ModelUnknown, "No model is chosen for %s. Choose one in Settings.", t.name)
	}
	return model, nil
}

var (
	secretText = regexp.MustCompile(`\b(sk-[A-Za-z0-9_*.-]{8,}|user_[A-Za-z0-9]{10,})`)
	blankRun   = regexp.MustCompile(`\s+`)
)

const maxQuote = 300 // characters of an endpoint's own words in a message

// quote returns an endpoint's own words fit for a message: one line, short, without keys or user ids.
func (t target) quote(s string) string {
	if t.Key != "" {
		s = strings.ReplaceAll(s, t.Key, "(key)")
	}
	s = secretText.ReplaceAllString(s, "(key)")
	s = strings.TrimSpace(blankRun.ReplaceAllString(strings.ToValidUTF8(s, ""), " "))
	if strings.HasPrefix(s, "<") {
		return ""
	}
	if r := []rune(s); len(r) > maxQuote {
		return string(r[:maxQuote]) + "..."
	}
	return s
}
