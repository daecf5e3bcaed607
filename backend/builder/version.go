package builder

import (
	"regexp"
	"strconv"
	"strings"
)

// release is the part of a version that decides what it is compatible with.
type release struct{ major, minor int }

func (r release) before(other release) bool {
	return r.major < other.major || r.major == other.major && r.minor < other.minor
}

// sameLine reports whether semantic versioning lets one stand for the other (semver.org, 4 and 8).
func (r release) sameLine(other release) bool {
	return r.major == other.major && (r.major > 0 || r.minor == other.minor)
}

var firstRelease = regexp.MustCompile(`(\d{1,6})(?:\.(\d{1,6}))?`)

// parseRelease reads the first version in text; ok is false when there is none.
func parseRelease(text string) (r release, minor, ok bool) {
	m := firstRelease.FindStringSubmatch(text)
	if m == nil {
		return r, false, false
	}
	r.major, _ = strconv.Atoi(m[1]) // digits, few enough
	r.minor, _ = strconv.Atoi(m[2])
	return r, m[2] != "", true
}

// fits reports whether a carried version is what asked means: the same line, or one that the range allows.
func fits(asked, carried string) bool {
	have, _, ok := parseRelease(carried)
	if !ok || asked == "" {
		return true
	}
	for alternative := range strings.SplitSeq(asked, "||") {
		want, minor, ok := parseRelease(alternative)
		switch {
		case !ok:
			return true // any
		case strings.HasPrefix(strings.TrimSpace(alternative), ">") && !have.before(want):
			return true
		case want.major == have.major && !minor:
			return true
		case have.sameLine(want):
			return true
		}
	}
	return false
}

// standInRule returns the rule for a carried version: the one for its line, as react@18 or three@0.128, else the package's.
func standInRule(name, carried string) (standIn, bool) {
	have, _, _ := parseRelease(carried)
	line := strconv.Itoa(have.major)
	if have.major == 0 {
		line = "0." + strconv.Itoa(have.minor)
	}
	if rule, ok := linkRules().StandIns[name+"@"+line]; ok {
		return rule, true
	}
	rule, ok := linkRules().StandIns[name]
	return rule, ok
}

// standsIn reports whether a carried version that does not fit is known to work for apps that ask for another.
func standsIn(name, asked, carried string) bool {
	rule, ok := standInRule(name, carried)
	if !ok {
		return false
	}
	want, _, _ := parseRelease(asked)
	from, _, _ := parseRelease(rule.From)
	upTo := carried
	if rule.To != "" {
		upTo = rule.To
	}
	to, minor, _ := parseRelease(upTo)
	if !minor {
		to.minor = 1 << 20
	}
	return !want.before(from) && !to.before(want)
}
