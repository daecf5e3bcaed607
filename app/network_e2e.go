//go:build e2e

package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/netip"
	"os"
	"strings"

	"whittle/backend/egress"
)

// standins is the address of everything under example.com and example.org in a build for tests. It counts as the
// internet there.
var standins = netip.MustParseAddr("127.0.0.2")

type standinResolver struct{}

func (standinResolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	switch {
	case strings.HasSuffix(host, ".example.com"), strings.HasSuffix(host, ".example.org"):
		return []netip.Addr{standins}, nil
	case strings.HasSuffix(host, ".private.test"):
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	return net.DefaultResolver.LookupNetIP(ctx, network, host)
}

// network returns how apps reach the stand-ins. WHITTLE_E2E_CA names the file of the certificate they show.
func network(c egress.Config) egress.Config {
	c.Resolver, c.Internet = standinResolver{}, []netip.Prefix{netip.PrefixFrom(standins, 32)}
	if text, err := os.ReadFile(os.Getenv("WHITTLE_E2E_CA")); err == nil {
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(text)
		c.TLS = &tls.Config{RootCAs: pool}
	}
	return c
}
