package egress

import (
	"net/netip"
	"testing"
)

func TestReachOf(t *testing.T) {
	r := readRules(nil)
	for text, want := range map[string]reach{
		"8.8.8.8": public, "1.1.1.1": public, "93.184.216.34": public, "2606:4700::1111": public, "2a00:1450:4001:81b::200e": public,
		"127.0.0.1": local, "127.255.255.254": local, "10.0.0.1": local, "172.16.0.1": local, "172.31.255.255": local, "192.168.1.1": local,
		"100.64.0.1": local, "169.254.1.1": local, "::1": local, "fe80::1": local, "fd12:3456::1": local,
		"0.0.0.0": never, "0.1.2.3": never, "169.254.169.254": never, "169.254.170.2": never, "100.100.100.200": never, "168.63.129.16": never,
		"224.0.0.1": never, "239.255.255.250": never, "255.255.255.255": never, "240.0.0.1": never, "198.18.0.1": never, "192.0.2.1": never,
		"::": never, "::ffff:127.0.0.1": never, "::ffff:8.8.8.8": never, "::127.0.0.1": never, "64:ff9b::7f00:1": never, "64:ff9b:1::1": never,
		"2002:7f00:1::": never, "2001:0:4136:e378::1": never, "2001:db8::1": never, "ff02::1": never, "fec0::1": never, "fd00:ec2::254": never,
		"100::1": never, "fe80::1%eth0": never, "172.32.0.1": public, "100.128.0.1": public, "11.0.0.1": public,
	} {
		if got := r.reachOf(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s is %d, not %d", text, got, want)
		}
	}
}

func TestReachOfName(t *testing.T) {
	r := readRules(nil)
	for name, want := range map[string]reach{
		"example.com": public, "localhost": local, "app.localhost": local, "nas": local, "printer.local": local, "router.lan": local,
		"vault.internal": local, "metadata.google.internal": never, "127.0.0.1": local, "::1": local, "8.8.8.8": public, "169.254.169.254": never,
		"x.home.arpa": local, "localhost.example.com": public,
	} {
		if got := r.reachOfName(name); got != want {
			t.Errorf("%s is %d, not %d", name, got, want)
		}
	}
}
