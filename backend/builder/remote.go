package builder

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// maxAddress is more than any address of a library has.
const maxAddress = 2000

// remote is what an address outside the app means.
type remote struct {
	address   string
	host      string
	name      string // the package; empty when the address tells none
	version   string // as it was asked for; empty for any
	path      string // inside the package; empty for what its bare name means
	module    bool   // whether an ES module was asked for
	integrity string // the hash that the app demands; may be empty
	kind      string // other than a file of a package: font, compiler, tailwind, dropped, unknown
}

// parseRemote reads the shapes of addresses in rules.json; for others the name stays empty and the kind is unknown.
func parseRemote(address string) remote {
	r := remote{address: address, kind: "unknown"}
	u, err := url.Parse(withScheme(address))
	if err != nil || len(address) > maxAddress || u.Scheme != "https" && u.Scheme != "http" {
		return r
	}
	r.host = strings.ToLower(u.Hostname())
	u.Path = cleaned(u.Path)
	for _, rule := range linkRules().byHost[r.host] {
		if m := rule.path.FindStringSubmatchIndex(u.Path); m != nil {
			rule.read(&r, u, m)
			break
		}
	}
	if r.kind == "" && !validPackage(r.name) {
		r.name, r.kind = "", "unknown"
	}
	return r
}

// cleaned resolves dots in a path, as browsers do.
func cleaned(name string) string {
	if !strings.Contains(name, "..") {
		return name
	}
	return path.Clean("/" + name)
}

func withScheme(address string) string {
	if strings.HasPrefix(address, "//") {
		return "https:" + address
	}
	return address
}

// read fills r from the groups of the rule's path.
func (rule *addressRule) read(r *remote, u *url.URL, m []int) {
	expand := func(template, group string) string {
		if template == "" {
			template = "${" + group + "}"
		}
		return string(rule.path.ExpandString(nil, template, u.Path, m))
	}
	r.kind, r.module = rule.Kind, rule.Module
	r.name, r.version = expand(rule.Name, "name"), expand(rule.Version, "version")
	r.path = expand(rule.File, "file")
	if rule.Trim != "" {
		r.path = rule.trim.ReplaceAllString(r.path, "")
	}
	rule.rename(r)
	if r.path != "" && rule.Prefix != "" && !strings.HasPrefix(r.path, rule.Prefix) {
		r.path = rule.Prefix + r.path
	}
	r.normalize(u)
}

// rename turns the name that a host uses into the package's.
func (rule *addressRule) rename(r *remote) {
	switch rule.Names {
	case "cdnjs":
		if name, ok := linkRules().CDNJS[r.name]; ok {
			r.name = name
		}
	case "github":
		repo, ok := linkRules().GitHub[r.name]
		if !ok {
			r.kind = "unknown"
			return
		}
		r.name, r.kind = repo.Name, repo.Kind
		r.path = strings.TrimPrefix(r.path, strings.TrimPrefix(repo.Trim, "^"))
	}
}

var revision = regexp.MustCompile(`^r(\d+)$`) // three.js counts releases so

// normalize reads what addresses of all hosts have in common.
func (r *remote) normalize(u *url.URL) {
	if kind, ok := linkRules().Kinds[r.name]; ok && r.kind == "" {
		r.kind = kind
	}
	if r.kind == "font" {
		r.name = fontNames(u)
	}
	r.path = strings.Trim(r.path, "/")
	if bare, found := strings.CutSuffix(r.path, "+esm"); found {
		r.path, r.module = strings.TrimSuffix(bare, "/"), true
	}
	if r.name == "three" {
		r.version = revision.ReplaceAllString(r.version, "0.$1.0")
	}
	if !strings.ContainsAny(r.version, "0123456789") {
		r.version = "" // a tag such as latest
	}
	_, asked := u.Query()["module"]
	r.module = r.module || asked || modulePath.MatchString(r.path)
}

// modulePath tells files that are ES modules by their names.
var modulePath = regexp.MustCompile(`(?i)\.mjs$|\.module\.|[.-]esm[.-]|\.esm$|\.es\.js$|(?:^|/)(?:esm|es|jsm|mjs)/.*\.js$|examples/jsm/`)

// validPackage holds what npm allows as a name (docs.npmjs.com/cli/configuring-npm/package-json#name), and old upper case.
func validPackage(name string) bool {
	return len(name) <= 214 && packageShape.MatchString(name) && !strings.Contains(name, "..")
}

var packageShape = regexp.MustCompile(`^(?:@[\w~.-]+/)?[\w~][\w~.-]*$`)

// library reports whether the address names a file of a package that could be linked.
func (r remote) library() bool { return r.kind == "" }

// specifier is how the app would import what the address means.
func (r remote) specifier() string {
	if r.path == "" {
		return r.name
	}
	return r.name + "/" + r.path
}

// isStyle reports whether r means a style sheet, which some packages are as a whole.
func (r remote) isStyle() bool {
	return path.Ext(r.path) == ".css" || path.Ext(r.path) == "" && linkRules().styles.MatchString(r.name)
}

// fontNames returns the families that an address of a font service asks for, in words.
func fontNames(u *url.URL) string {
	var names []string
	for _, field := range strings.FieldsFunc(u.RawQuery, func(r rune) bool { return r == '&' || r == '|' }) {
		family, _ := strings.CutPrefix(field, "family=")
		family, _, _ = strings.Cut(family, ":")
		if name, err := url.QueryUnescape(family); err == nil && name != "" && !strings.Contains(name, "=") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return and(names)
}

// packageName cuts the path behind a package's name: @scope/name/sub gives @scope/name.
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

var bareShape = regexp.MustCompile(`^((?:@[^/@]+/)?[^/@]+)(?:@([^/]*))?(?:/(.*))?$`)

// parseBare reads a bare specifier, which may carry a version behind the name and npm: before it.
func parseBare(specifier string) remote {
	m := bareShape.FindStringSubmatch(strings.TrimPrefix(specifier, "npm:"))
	if m == nil || len(specifier) > maxAddress || !validPackage(m[1]) || strings.Contains(m[3], "..") {
		return remote{kind: "unknown"}
	}
	r := remote{name: m[1], version: m[2], path: strings.Trim(m[3], "/"), module: true}
	if !strings.ContainsAny(r.version, "0123456789") {
		r.version = ""
	}
	return r
}
