package builder

import (
	"fmt"
	"slices"
	"strings"

	"whittle/backend/builder/registry"
)

// missing says in words that there is no library of that name, and what to do.
func missing(p *registry.Pack, name string) string {
	name = clip(name, 100)
	switch {
	case p.Empty():
		return "Whittle was built without its libraries, so " + name + " is not there. Run build/setup and build Whittle again."
	case slices.Contains(nodeModules(), strings.TrimPrefix(packageName(name), "node:")):
		return name + " belongs to Node, and this page runs in a browser. Write it without " + name + "."
	}
	text := fmt.Sprintf("Whittle carries %s in this version, but not %s.", and(packages(p)), name)
	if other := near(p, name); other != "" {
		return text + " Was " + other + " meant? Correct the name or write it without " + name + "."
	}
	return text + " Write it without " + name + "."
}

// near returns the specifier that is a slip of the hand away from name, or "".
func near(p *registry.Pack, name string) string {
	if p.Module(packageName(name)) != nil && name != packageName(name) {
		return packageName(name)
	}
	best, bestScore := "", 3
	for _, known := range p.Specifiers() {
		if score := distance(strings.ToLower(name), known); score < bestScore && len(name) > 3 {
			best, bestScore = known, score
		}
	}
	return best
}

func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// packageName cuts the path behind a package's name: @scope/name/sub gives @scope/name.
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// nodeModules are the modules of Node that models import (nodejs.org/api).
func nodeModules() []string {
	return []string{"assert", "buffer", "child_process", "cluster", "crypto", "dns", "events", "fs", "http", "https",
		"module", "net", "os", "path", "perf_hooks", "process", "querystring", "readline", "stream", "timers", "tls",
		"url", "util", "v8", "vm", "worker_threads", "zlib"}
}
