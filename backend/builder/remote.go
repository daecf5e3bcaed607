package builder

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"whittle/backend/builder/registry"
)

// remote is a package as an address on a CDN names it.
type remote struct {
	name    string // empty when the address tells none
	version string
	path    string // inside the package
	host    string
	font    bool
}

var cdnVersion = regexp.MustCompile(`^v\d+$`)

// parseRemote reads the usual shapes of CDN addresses; for others the name is the file's.
func parseRemote(address string) remote {
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return remote{}
	}
	rest := strings.TrimPrefix(u.Path, "/")
	switch u.Hostname() {
	case "fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net":
		return remote{name: fontNames(u), host: u.Hostname(), font: true}
	case "esm.sh", "cdn.skypack.dev", "esm.run", "unpkg.com", "aistudiocdn.com":
		if first, after, ok := strings.Cut(rest, "/"); ok && (first == "stable" || first == "-" || cdnVersion.MatchString(first)) {
			rest = after
		}
		return npmRemote(u.Hostname(), strings.TrimPrefix(rest, "*"))
	case "ga.jspm.io":
		return npmRemote(u.Hostname(), strings.TrimPrefix(rest, "npm:"))
	case "cdn.jsdelivr.net":
		if npm, ok := strings.CutPrefix(rest, "npm/"); ok {
			return npmRemote(u.Hostname(), npm)
		}
	case "cdnjs.cloudflare.com":
		if parts := strings.SplitN(strings.TrimPrefix(rest, "ajax/libs/"), "/", 3); len(parts) == 3 {
			return remote{name: parts[0], version: parts[1], path: parts[2], host: u.Hostname()}
		}
	case "cdn.tailwindcss.com":
		return remote{name: "tailwindcss", host: u.Hostname()}
	case "code.jquery.com":
		return remote{name: "jquery", host: u.Hostname()}
	}
	return remote{name: stem(strings.TrimSuffix(path.Base(rest), ".min.js")), host: u.Hostname()}
}

func npmRemote(host, rest string) remote {
	name := packageName(rest)
	sub := strings.TrimPrefix(strings.TrimPrefix(rest, name), "/")
	version := ""
	if i := strings.LastIndex(name, "@"); i > 0 {
		name, version = name[:i], name[i+1:]
	}
	if sub == "+esm" {
		sub = ""
	}
	return remote{name: name, version: version, path: sub, host: host}
}

func fontNames(u *url.URL) string {
	var names []string
	for _, field := range strings.FieldsFunc(u.RawQuery, func(r rune) bool { return r == '&' || r == '|' }) {
		family, _ := strings.CutPrefix(field, "family=")
		family, _, _ = strings.Cut(family, ":")
		if name, err := url.QueryUnescape(family); err == nil && name != "" && !strings.Contains(name, "=") {
			names = append(names, name)
		}
	}
	return and(names)
}

// offline says in words that the address will not load, and what to do.
func (r remote) offline() string {
	switch {
	case r.font && r.name != "":
		return clip(r.name, 100) + " would come from " + r.host + ", which does not load offline; the page shows a font of the system instead."
	case r.font:
		return "The fonts from " + r.host + " do not load offline; the page shows fonts of the system instead."
	case r.name == "" || r.name == "." || r.name == "/":
		return "This comes from " + r.host + ", which an app in Whittle does not reach. Write it into the app instead."
	}
	return clip(r.name, 100) + " comes from " + r.host + ", which an app in Whittle does not reach. Write it without " + clip(r.name, 100) + "."
}

// specifier is how the app would import the package from the pack.
func (r remote) specifier() string {
	if r.path == "" {
		return r.name
	}
	return r.name + "/" + strings.TrimSuffix(r.path, ".js")
}

// covers reports whether a library of the pack can stand in for r: the same specifier, and a version that asks for
// nothing older than React's present way of starting (18, react.dev/blog/2022/03/29/react-v18).
func covers(p *registry.Pack, r remote) bool {
	if p.Module(r.specifier()) == nil {
		return false
	}
	major, _, _ := strings.Cut(strings.TrimLeft(r.version, "^~v>="), ".")
	n, err := strconv.Atoi(major)
	return err != nil || n >= 18
}
