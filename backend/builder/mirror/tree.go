package mirror

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"whittle/backend"
)

// part is one package inside an entry.
type part struct {
	Path      string `json:"path"` // slash-separated, such as node_modules/charts/node_modules/colors
	Name      string `json:"name"`
	Version   string `json:"version"`
	Integrity string `json:"integrity"`
	Asked     string `json:"asked"` // the range that led to it; empty for the entry's own package

	manifest manifest
}

// tree is a package with everything it depends on, laid out as npm would install it.
type tree struct {
	parts []part
	peers map[string]string // what the page brings, by name: the range asked for
}

// growing is a tree that is being made.
type growing struct {
	mirror *Mirror
	root   manifest
	locks  []backend.Lock
	known  map[string]packument
	placed map[string]*part
	tree   tree
}

// fewAtOnce is how many requests go to a registry at the same time.
const fewAtOnce = 6

// plan finds out which versions of which packages root needs. What the pack has stays out, in a version that fits, and
// so do peers. Versions that were locked for root are taken again.
func (m *Mirror) plan(ctx context.Context, root manifest, locks []backend.Lock) (tree, error) {
	g := growing{mirror: m, root: root, locks: locks, known: map[string]packument{}, placed: map[string]*part{}, tree: tree{peers: map[string]string{}}}
	level, err := g.put("node_modules/"+root.Name, "", root)
	if err != nil {
		return tree{}, err
	}
	for queue := []part{level}; len(queue) > 0; {
		if err := g.askAbout(ctx, queue); err != nil {
			return tree{}, err
		}
		var next []part
		for _, p := range queue {
			children, err := g.grow(p)
			if err != nil {
				return tree{}, err
			}
			next = append(next, children...)
		}
		queue = next
	}
	g.missingPeers()
	return g.tree, nil
}

// askAbout asks the registry about everything the parts of one level depend on.
func (g *growing) askAbout(ctx context.Context, level []part) error {
	var unknown []string
	for _, p := range level {
		for _, name := range p.manifest.dependencies() {
			real, _, err := dependency(p, name)
			if err != nil {
				return err
			}
			if _, known := g.known[real]; !known && !slices.Contains(unknown, real) && !g.inPack(name, p.manifest.Dependencies[name]) {
				unknown = append(unknown, real)
			}
		}
	}
	found := make([]packument, len(unknown))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(fewAtOnce)
	for i, name := range unknown {
		work.Go(func() (err error) {
			found[i], err = g.mirror.packument(ctx, name)
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return err
	}
	for i, name := range unknown {
		g.known[name] = found[i]
	}
	return nil
}

// grow places what a part depends on: at the root when there is room, else inside the part.
func (g *growing) grow(p part) ([]part, error) {
	var grown []part
	for _, name := range p.manifest.dependencies() {
		asked := p.manifest.Dependencies[name]
		if g.inPack(name, asked) {
			continue
		}
		real, wanted, err := dependency(p, name)
		if err != nil {
			return nil, err
		}
		if there := g.find(p.Path, name); there != nil && there.Name == real && satisfies(there.Version, wanted) {
			continue
		}
		picked, err := g.pick(real, wanted)
		if err != nil {
			return nil, err
		}
		place := "node_modules/" + name
		if g.placed[place] != nil {
			place = p.Path + "/" + place
		}
		child, err := g.put(place, wanted, picked)
		if err != nil {
			return nil, err
		}
		grown = append(grown, child)
	}
	return grown, nil
}

// pick chooses a version, the locked one when there is one.
func (g *growing) pick(name, asked string) (manifest, error) {
	p := g.known[name]
	for _, l := range g.locks {
		if l.Name == name && l.Asked == backend.AskedInside(asked, g.root.Name, g.root.Version) {
			if locked, ok := p.Versions[l.Version]; ok {
				return locked, nil
			}
		}
	}
	return p.pick(asked)
}

func (g *growing) put(place, asked string, f manifest) (part, error) {
	if len(g.tree.parts) >= g.mirror.config.Sizes.Packages {
		return part{}, backend.Errorf(backend.Invalid, "%s needs more than %d other packages, which is too much for a page. Nothing was fetched.",
			g.root.Name, g.mirror.config.Sizes.Packages)
	}
	p := part{Path: place, Name: f.Name, Version: f.Version, Asked: asked, manifest: f}
	g.placed[place] = &p
	g.tree.parts = append(g.tree.parts, p)
	return p, nil
}

// find returns what an import of name inside a part leads to, as Node looks it up; nil when nothing is there yet.
func (g *growing) find(from, name string) *part {
	for at := from; ; {
		if p := g.placed[at+"/node_modules/"+name]; p != nil {
			return p
		}
		cut := strings.LastIndex(at, "/node_modules/")
		if cut < 0 {
			return g.placed["node_modules/"+name]
		}
		at = at[:cut]
	}
}

// inPack reports whether the page gets a package from the binary: any version of those that must be there only once,
// else one that fits.
func (g *growing) inPack(name, asked string) bool {
	version, ok := g.mirror.config.Carries(name)
	return ok && (once(name) || satisfies(version, asked))
}

// once lists packages whose state a page must not have twice (react.dev/warnings/invalid-hook-call-warning).
func once(name string) bool {
	return name == "react" || name == "react-dom" || name == "scheduler" || name == "vue"
}

// missingPeers notes peers that are not in the tree itself.
func (g *growing) missingPeers() {
	for _, p := range g.tree.parts {
		for name, asked := range p.manifest.peers() {
			if there := g.find(p.Path, name); there == nil {
				g.tree.peers[name] = asked
			}
		}
	}
}

// dependency reads what a part says about something it depends on: the package's own name and the range.
func dependency(p part, name string) (real, asked string, err error) {
	asked = p.manifest.Dependencies[name]
	real = name
	if alias, ok := strings.CutPrefix(asked, "npm:"); ok {
		real, asked = alias, ""
		if at := strings.LastIndex(alias, "@"); at > 0 {
			real, asked = alias[:at], alias[at+1:]
		}
	}
	if strings.ContainsAny(asked, ":/") {
		return "", "", backend.Errorf(backend.Invalid, "%s %s wants %s from outside the registry (%s), which Whittle does not fetch. Do without it.",
			p.Name, p.Version, clip(name), clip(asked))
	}
	if err := checkName(name); err != nil {
		return "", "", err
	}
	return real, asked, checkName(real)
}
