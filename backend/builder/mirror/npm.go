package mirror

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"

	"whittle/backend"
)

// metadataType is the short form of what a registry says about a package (github.com/npm/registry,
// docs/responses/package-metadata.md).
const metadataType = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8"

// packument is what a registry says about a package.
type packument struct {
	Name     string              `json:"name"`
	Tags     map[string]string   `json:"dist-tags"`
	Versions map[string]manifest `json:"versions"`
}

// manifest is one version of a package.
type manifest struct {
	Name             string            `json:"name"`
	Version          string            `json:"version"`
	Dependencies     map[string]string `json:"dependencies"`
	PeerDependencies map[string]string `json:"peerDependencies"`
	PeerMeta         map[string]struct {
		Optional bool `json:"optional"`
	} `json:"peerDependenciesMeta"`
	Dist struct {
		Tarball   string `json:"tarball"`
		Integrity string `json:"integrity"`
		SHA1      string `json:"shasum"`
	} `json:"dist"`
}

// peers returns what a package wants its host to bring, without what it can do without.
func (f manifest) peers() map[string]string {
	needed := map[string]string{}
	for name, asked := range f.PeerDependencies {
		if !f.PeerMeta[name].Optional {
			needed[name] = asked
		}
	}
	return needed
}

// pick returns the version that a registry would install for what was asked: the one tagged latest if it fits, else
// the newest that does.
func (p packument) pick(asked string) (manifest, error) {
	if tagged, ok := p.Versions[p.Tags[strings.TrimSpace(asked)]]; ok {
		return tagged, nil
	}
	if latest, ok := p.Versions[p.Tags["latest"]]; ok && (asked == "" || satisfies(latest.Version, asked)) {
		return latest, nil
	}
	var versions []string
	for version := range p.Versions {
		versions = append(versions, version)
	}
	if len(versions) == 0 {
		return manifest{}, backend.Errorf(backend.NotFound, "%s has no version any more. Do without it.", p.Name)
	}
	if found := newest(versions, asked); found != "" {
		return p.Versions[found], nil
	}
	versions = sorted(versions)
	last := versions[len(versions)-1]
	return manifest{}, backend.Errorf(backend.NotFound, "There is no %s %s; the newest is %s. Ask for one that there is.", p.Name, clip(asked), last)
}

// packument asks the registry about a package.
func (m *Mirror) packument(ctx context.Context, name string) (packument, error) {
	if err := checkName(name); err != nil {
		return packument{}, err
	}
	body, err := m.get(ctx, wanted{
		address: strings.TrimRight(m.config.Registry, "/") + "/" + strings.Replace(name, "/", "%2f", 1),
		name:    name, accept: metadataType, limit: m.config.Sizes.Metadata, ours: true,
	})
	if err != nil {
		return packument{}, err
	}
	defer body.stop()
	text, err := io.ReadAll(io.LimitReader(body, m.config.Sizes.Metadata+1))
	if err != nil {
		return packument{}, err
	}
	if int64(len(text)) > m.config.Sizes.Metadata {
		return packument{}, tooLarge("What the registry says about "+name, m.config.Sizes.Metadata)
	}
	var p packument
	if err := json.Unmarshal(text, &p); err != nil || p.Name != name {
		return packument{}, &backend.Error{Code: backend.Unavailable, Err: err,
			Message: m.registryHost() + " says about " + name + " what is no description of a package. Nothing was fetched. Try again later."}
	}
	for version, v := range p.Versions {
		if v.Name != name || v.Version != version {
			delete(p.Versions, version)
		}
	}
	return p, nil
}

func (m *Mirror) registryHost() string {
	u, err := url.Parse(m.config.Registry)
	if err != nil {
		return m.config.Registry
	}
	return u.Hostname()
}

// tarball says how to download a version. A hash that was locked counts more than what the registry says today.
func (m *Mirror) tarball(f manifest, locked string) (wanted, error) {
	address, err := url.Parse(f.Dist.Tarball)
	if err != nil {
		return wanted{}, backend.Errorf(backend.Unavailable, "%s names no place to fetch %s from.", m.registryHost(), f.Name)
	}
	base, err := url.Parse(m.config.Registry)
	if err != nil {
		return wanted{}, err
	}
	ours := address.Host == base.Host
	if ours {
		address.Scheme = base.Scheme
	}
	text := f.Dist.Integrity
	if locked != "" {
		text = locked
	}
	if text == "" {
		text = sha1Text(f.Dist.SHA1)
	}
	want := parseIntegrity(text)
	if !want.known() {
		return wanted{}, backend.Errorf(backend.Invalid, "%s says no hash of %s %s, so it cannot be checked. Nothing was fetched.",
			m.registryHost(), f.Name, f.Version)
	}
	return wanted{address: address.String(), name: f.Name + " " + f.Version, want: want, limit: m.config.Sizes.Download, ours: ours}, nil
}

// sha1Text gives the hash of packages from before 2017 the form of the others.
func sha1Text(hexadecimal string) string {
	digest, err := hex.DecodeString(hexadecimal)
	if err != nil || len(digest) == 0 {
		return ""
	}
	return "sha1-" + base64.StdEncoding.EncodeToString(digest)
}

// dependencies returns what a version needs, sorted by name. Packages of types hold nothing that runs
// (github.com/DefinitelyTyped/DefinitelyTyped).
func (f manifest) dependencies() []string {
	var names []string
	for name := range f.Dependencies {
		if !strings.HasPrefix(name, "@types/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
