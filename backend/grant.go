package backend

import (
	"net/netip"
	"net/url"
	"strings"
)

// Prefixes of the names of grants for hosts. What follows is a host as HostOf writes it.
const (
	GrantHostPrefix  = "host:"  // the host as everyone on the internet reaches it
	GrantLocalPrefix = "local:" // the host although it lies on this computer or in its network
)

// Grant is the person's answer to one thing that an app asked for.
type Grant struct {
	Name      string     `json:"name" doc:"ai, host:NAME or local:NAME."`
	State     GrantState `json:"state" enum:"ask,allowed,denied"`
	DecidedAt int64      `json:"decided_at"`
}

// HostGrant returns the name of the grant for a host that HostOf wrote.
func HostGrant(host string, local bool) string {
	if local {
		return GrantLocalPrefix + host
	}
	return GrantHostPrefix + host
}

// HostOf returns what a person allows when an app asks for u: the lower-case host name, with the port when it is not
// 443, and with http:// before it when the way there is not encrypted. It is empty for an address that names no host
// which could be allowed: only http and https do, with names in ASCII (others are written in punycode) and no wildcard.
func HostOf(u *url.URL) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if !isHostName(name) {
		return ""
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	usual, scheme := "443", ""
	switch u.Scheme {
	case "https":
	case "http":
		usual, scheme = "80", "http://"
	default:
		return ""
	}
	if port := u.Port(); port != "" && port != usual {
		name += ":" + port
	}
	return scheme + name
}

// isHostName says whether name is a DNS name or an IP address and nothing else.
func isHostName(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return !strings.Contains(name, "%")
	}
	if name == "" || len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}

// ParseHostGrant takes the name of a grant for a host apart; ok is false when HostGrant does not write such a name.
func ParseHostGrant(name string) (host string, local, ok bool) {
	host, local = strings.CutPrefix(name, GrantLocalPrefix)
	if !local {
		if host, ok = strings.CutPrefix(name, GrantHostPrefix); !ok {
			return "", false, false
		}
	}
	address := host
	if !strings.HasPrefix(host, "http://") {
		address = "https://" + host
	}
	u, err := url.Parse(address)
	if err != nil || host == "" || HostOf(u) != host {
		return "", false, false
	}
	return host, local, true
}
