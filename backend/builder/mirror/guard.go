package mirror

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"whittle/backend"
)

// guard keeps requests away from this computer and its network: what an app's files name must not reach them. Bases
// from the configuration and the system's proxies are the person's own choice and are let through.
type guard struct {
	dialer net.Dialer
	mu     sync.Mutex
	ours   map[string]bool // host:port
}

func newClient(bases []*url.URL) *http.Client {
	g := &guard{ours: map[string]bool{}, dialer: net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}}
	for _, b := range bases {
		g.allow(b)
	}
	transport := &http.Transport{
		DialContext: g.dial, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute,
		TLSHandshakeTimeout: 15 * time.Second,
		Proxy: func(r *http.Request) (*url.URL, error) {
			proxy, err := http.ProxyFromEnvironment(r)
			if proxy != nil {
				g.allow(proxy)
			}
			return proxy, err
		},
	}
	// Redirects are followed by hand, because each step is checked.
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (g *guard) allow(u *url.URL) {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "socks5": "1080"}[u.Scheme]
	}
	if port == "" {
		port = "443"
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ours[net.JoinHostPort(u.Hostname(), port)] = true
}

func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	g.mu.Lock()
	ours := g.ours[address]
	g.mu.Unlock()
	dialer := g.dialer
	if !ours {
		dialer.Control = publicOnly // it sees the address after its name was resolved
	}
	return dialer.DialContext(ctx, network, address)
}

// errPrivate ends a connection that would lead into the person's own network.
var errPrivate = backend.Errorf(backend.Forbidden, "This address leads into your own network, which apps may not reach. Nothing was fetched.")

func publicOnly(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !isPublic(ip) {
		return errPrivate
	}
	return nil
}

// isPublic reports whether ip is one of the open internet. The ranges left out are those of the IANA special-purpose
// registries (RFC 6890) that the standard library has no name for.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Is6() && !internet6().Contains(ip) {
		return false
	}
	for _, p := range special() {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// internet6 is where IPv6 addresses of the internet lie (RFC 4291, section 2.4, as assigned by IANA).
func internet6() netip.Prefix { return netip.MustParsePrefix("2000::/3") }

func special() []netip.Prefix {
	var ranges []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8",        // this network (RFC 791)
		"100.64.0.0/10",    // shared with a carrier (RFC 6598)
		"192.0.0.0/24",     // protocol assignments (RFC 6890)
		"168.63.129.16/32", // the host below a virtual machine (Azure, "What is IP address 168.63.129.16?")
		"192.0.2.0/24",     // documentation (RFC 5737)
		"192.88.99.0/24",   // relays of 6to4 (RFC 7526)
		"198.18.0.0/15",    // benchmarks (RFC 2544)
		"198.51.100.0/24",  // documentation
		"203.0.113.0/24",   // documentation
		"240.0.0.0/4",      // reserved (RFC 1112)
		"2001::/23",        // protocol assignments, IPv4 in Teredo among them (RFC 4380)
		"2001:db8::/32",    // documentation (RFC 3849)
		"2002::/16",        // IPv4 in 6to4 (RFC 3056)
		"3fff::/20",        // documentation (RFC 9637)
	} {
		ranges = append(ranges, netip.MustParsePrefix(text))
	}
	return ranges
}

// checkAddress refuses what can be seen to lead nowhere public before anything is resolved.
func checkAddress(u *url.URL) error {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ip, err := netip.ParseAddr(host)
	switch {
	case u.Scheme != "https" || host == "" || u.User != nil:
		return backend.Errorf(backend.Invalid, "%s is not an address libraries are fetched from. Use one that begins with https.", clip(u.Redacted()))
	case err == nil && !isPublic(ip), host == "localhost", strings.HasSuffix(host, ".localhost"):
		return errPrivate
	}
	return nil
}
