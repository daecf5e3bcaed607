package builder

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"whittle/backend/builder/registry"
)

// noLibraries says in words that Whittle lacks its own libraries.
func noLibraries(name string) string {
	return "Whittle was built without its libraries, so " + clip(name, 100) + " is not there. Run build/setup and build Whittle again."
}

// ofNode reports whether a specifier means a module of Node, which no page has.
func ofNode(specifier string) bool {
	bare, prefixed := strings.CutPrefix(specifier, "node:")
	return prefixed || slices.Contains(linkRules().Node, packageName(bare))
}

func nodeOnly(name string) string {
	name = clip(name, 100)
	return name + " belongs to Node, and this page runs in a browser. Write it without " + name + "."
}

// lacking says in words that a library is neither in the binary nor in the mirror, and what to do.
func lacking(p *registry.Pack, ref remote) string {
	name := clip(ref.name, 100)
	if p.Module(ref.name) != nil || p.Icons(ref.name) != nil {
		name = clip(ref.specifier(), 100)
	}
	if ref.name == "" {
		return fmt.Sprintf("What is at %s has not been fetched. Let Whittle fetch it once, or write it into the app.", clip(ref.host, 100))
	}
	text := fmt.Sprintf("Whittle does not carry %s.", name)
	if other := near(p, ref.specifier()); other != "" {
		return text + " Was " + other + " meant? Correct the name, or let Whittle fetch " + name + " once."
	}
	return text + " Let Whittle fetch it once, or write the app without it."
}

// near returns the specifier that is a slip of the hand away from name, or "".
func near(p *registry.Pack, name string) string {
	if len(path.Base(name)) < 4 {
		return "" // everything is near to a short name
	}
	best, bestScore := "", min(3, len(name)/5+1)
	for _, known := range p.Specifiers() {
		if abs(len(known)-len(name)) >= bestScore {
			continue
		}
		if score := distance(strings.ToLower(name), known); score < bestScore {
			best, bestScore = known, score
		}
	}
	if best == "" && p.Module(packageName(name)) != nil && name != packageName(name) {
		return packageName(name)
	}
	return best
}

// askedVersions returns the versions in the app's package.json, by package.
func askedVersions(s *sources) map[string]string {
	var manifest struct {
		Dependencies, DevDependencies, PeerDependencies map[string]any
	}
	text, ok := s.content["package.json"]
	if !ok || json.Unmarshal([]byte(text), &manifest) != nil {
		return nil
	}
	asked := map[string]string{}
	for _, list := range []map[string]any{manifest.PeerDependencies, manifest.DevDependencies, manifest.Dependencies} {
		for name, version := range list {
			if text, ok := version.(string); ok && strings.ContainsAny(text, "0123456789") && len(text) < 100 {
				asked[name] = text
			}
		}
	}
	return asked
}

func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
