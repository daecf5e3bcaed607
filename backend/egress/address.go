package egress

import (
	_ "embed"
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
)

// reach says from where an address can be reached.
type reach int

const (
	public reach = iota // from everywhere
	local               // from this computer or its network: only with a grant that says so
	never               // no app has business there: metadata services, multicast, addresses that stand for others
)

// addresses holds the special ranges (IANA special-purpose address registries, RFC 6890; metadata services as AWS,
// Azure and Alibaba Cloud document them) and the ports that a fetch may not use (fetch.spec.whatwg.org#port-blocking).
//
//go:embed addresses.json
var addresses []byte

// rules is what addresses.json holds.
type rules struct {
	Local []netip.Prefix `json:"local"`
	Never []netip.Prefix `json:"never"`
	Ports []uint16       `json:"ports"`

	internet []netip.Prefix // counts as public, whatever the others say
}

// readRules reads addresses.json. It panics when that is malformed, which is a mistake in this package.
func readRules(internet []netip.Prefix) rules {
	r := rules{internet: internet}
	if err := json.Unmarshal(addresses, &r); err != nil {
		panic("egress: addresses.json: " + err.Error())
	}
	return r
}

// global is where IPv6 addresses of the internet lie (RFC 4291, section 2.4, as assigned by IANA).
var global = netip.MustParsePrefix("2000::/3")

// reachOf says what an address is. An IPv4 address in IPv6 clothes is never reached: nobody needs it, and it hides.
func (r rules) reachOf(addr netip.Addr) reach {
	in := func(prefix netip.Prefix) bool { return prefix.Contains(addr) }
	switch {
	case slices.ContainsFunc(r.internet, in):
		return public
	case addr.Is4In6(), addr.Zone() != "", slices.ContainsFunc(r.Never, in):
		return never
	case slices.ContainsFunc(r.Local, in):
		return local
	case addr.Is6() && !global.Contains(addr):
		return never
	}
	return public
}

// reachOfName says what a host name means by itself: names of this computer and its network are local, whatever they
// resolve to; of the others only the resolved address tells.
func (r rules) reachOfName(name string) reach {
	if addr, err := netip.ParseAddr(name); err == nil {
		return r.reachOf(addr)
	}
	if name == "metadata.google.internal" {
		return never
	}
	if !strings.Contains(name, ".") {
		return local
	}
	for _, end := range []string{".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet"} {
		if strings.HasSuffix(name, end) {
			return local
		}
	}
	return public
}
