package egress

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"whittle/backend"
)

// errLocal says that every address of a host lies in this computer's network.
var errLocal = errors.New("address is local")

// errNever says that no address of a host may be reached at all.
var errNever = errors.New("address may not be reached")

// errUnknownHost says that a host name has no address.
var errUnknownHost = errors.New("no such host")

// dialer connects to addresses that were looked up and checked just before. It hands the checked address on, never the
// name, so that nobody can put another in its place.
type dialer struct {
	rules    rules
	resolver Resolver
	local    bool // whether local addresses may be reached
	proxy    func(*url.URL) (*url.URL, error)
	timeout  time.Duration
}

// dial connects to address, a host and a port, for net/http.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("read address: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	addrs, err := d.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	proxy, err := d.proxyFor(host, port)
	if err != nil {
		return nil, err
	}
	for _, addr := range addrs {
		var conn net.Conn
		if conn, err = d.connect(ctx, network, netip.AddrPortFrom(addr, portOf(port)), proxy); err == nil {
			return conn, nil
		}
	}
	return nil, fmt.Errorf("connect to %s: %w", host, err)
}

// lookup returns the addresses of host that may be reached.
func (d *dialer) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	addrs := []netip.Addr{}
	if addr, err := netip.ParseAddr(host); err == nil {
		addrs = append(addrs, addr)
	} else if found, err := d.resolver.LookupNetIP(ctx, "ip", host); err != nil {
		return nil, fmt.Errorf("%w: %w", errUnknownHost, err)
	} else {
		for _, addr := range found {
			addrs = append(addrs, addr.Unmap()) // resolvers write IPv4 addresses this way
		}
	}
	return d.permitted(addrs)
}

func (d *dialer) permitted(addrs []netip.Addr) ([]netip.Addr, error) {
	var good []netip.Addr
	refused := errUnknownHost
	for _, addr := range addrs {
		switch d.rules.reachOf(addr) {
		case public:
			good = append(good, addr)
		case local:
			if d.local {
				good = append(good, addr)
			} else {
				refused = errLocal
			}
		case never:
			if !errors.Is(refused, errLocal) {
				refused = errNever
			}
		}
	}
	if len(good) == 0 {
		return nil, refused
	}
	return good, nil
}

// proxyFor returns the proxy on the way to an address of the internet, nil for none. Local addresses have none.
func (d *dialer) proxyFor(host, port string) (*url.URL, error) {
	if d.local || d.proxy == nil {
		return nil, nil
	}
	scheme := "https"
	if port == "80" {
		scheme = "http"
	}
	proxy, err := d.proxy(&url.URL{Scheme: scheme, Host: net.JoinHostPort(host, port)})
	if err != nil || proxy == nil {
		return nil, err
	}
	if proxy.Scheme != "http" {
		return nil, backend.Errorf(backend.Unavailable, "The proxy of this computer is not of a kind that apps can go through; only http:// proxies are.")
	}
	return proxy, nil
}

// connect opens a connection to a checked address, through the proxy when there is one. The proxy is told the address
// and not the name, for what it would look up itself nobody has checked.
func (d *dialer) connect(ctx context.Context, network string, to netip.AddrPort, proxy *url.URL) (net.Conn, error) {
	var dialer net.Dialer
	if proxy == nil {
		return dialer.DialContext(ctx, network, to.String())
	}
	port := proxy.Port()
	if port == "" {
		port = "80"
	}
	conn, err := dialer.DialContext(ctx, network, net.JoinHostPort(proxy.Hostname(), port))
	if err != nil {
		return nil, fmt.Errorf("reach the proxy: %w", err)
	}
	if err := tunnel(ctx, conn, to, proxy.User); err != nil {
		conn.Close()
		return nil, fmt.Errorf("go through the proxy: %w", err)
	}
	return conn, nil
}

// tunnel asks a proxy for a connection (RFC 9110, section 9.3.6).
func tunnel(ctx context.Context, conn net.Conn, to netip.AddrPort, user *url.Userinfo) error {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	request := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: to.String()}, Host: to.String(), Header: http.Header{}}
	if user != nil {
		password, _ := user.Password()
		request.Header.Set("Proxy-Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	}
	if err := request.Write(conn); err != nil {
		return err
	}
	reader := bufio.NewReaderSize(conn, 1)
	response, err := http.ReadResponse(reader, request)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("it answered %s", response.Status)
	}
	return nil
}

func portOf(text string) uint16 {
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0
	}
	return uint16(port)
}
