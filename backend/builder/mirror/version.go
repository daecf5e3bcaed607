package mirror

import (
	"regexp"
	"slices"
	"strings"

	"deps.dev/util/semver"

	"whittle/backend"
)

// packageNames are the names of npm packages, old ones with capitals too (docs.npmjs.com, package.json, name).
var packageNames = regexp.MustCompile(`^(@[a-zA-Z0-9~-][a-zA-Z0-9._~-]*/)?[a-zA-Z0-9~-][a-zA-Z0-9._~-]*$`)

const longestName = 214

func checkName(name string) error {
	if len(name) > longestName || !packageNames.MatchString(name) {
		return backend.Errorf(backend.Invalid, "%q is no name of a package, so nothing was fetched.", clip(name))
	}
	return nil
}

// newest returns the newest of versions that fits what was asked as npm means it: an exact version, a range, "" or
// "latest" for any. Releases come before what is marked as not yet one. It returns "" when none fits.
func newest(versions []string, asked string) string {
	asked = strings.TrimSpace(asked)
	if asked == "latest" {
		asked = ""
	}
	wanted, err := semver.NPM.ParseConstraint(asked)
	if err != nil {
		return ""
	}
	best := ""
	for _, text := range versions {
		v, err := semver.NPM.Parse(text)
		if err != nil || asked != "" && !wanted.MatchVersion(v) {
			continue
		}
		if best == "" || newer(v, best) {
			best = text
		}
	}
	return best
}

func newer(v *semver.Version, than string) bool {
	other, err := semver.NPM.Parse(than)
	if err != nil || v.IsPrerelease() != other.IsPrerelease() {
		return err == nil && other.IsPrerelease()
	}
	return v.Compare(other) > 0
}

// satisfies reports whether version is one that asked allows.
func satisfies(version, asked string) bool { return newest([]string{version}, asked) != "" }

// isTag reports whether asked is a name that a publisher gave to a version, such as next.
func isTag(asked string) bool {
	_, err := semver.NPM.ParseConstraint(asked)
	return err != nil
}

func sorted(versions []string) []string {
	versions = slices.Clone(versions)
	slices.SortFunc(versions, semver.NPM.Compare)
	return versions
}

// packageName cuts the path behind a package's name: @scope/name/sub gives @scope/name.
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// clip shortens a text that a stranger wrote for a message.
func clip(text string) string {
	const most = 100
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "..."
	}
	return text
}
