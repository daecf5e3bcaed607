package builder

import (
	"regexp"
	"slices"
	"strings"
)

var (
	htmlComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	// An address that begins a quoted text, a CSS url() or an unquoted attribute.
	namedHost = regexp.MustCompile("(?i)[\"'`(=]\\s*(?:https?:|wss?:)//([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\\d+)?)(\\.?\\$)?")
	// The same without a scheme, where it cannot be a comment.
	relativeHost = regexp.MustCompile(`(?i)(?:(?:src|href)\s*=\s*["']?|url\(["']?)//([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?)()`)
	// What stands before an address that is a link to follow or the name of a namespace, not a place to load from.
	linkBefore = regexp.MustCompile(`(?i)(?:xmlns(?::\w+)?|<(?:a|area|form)\b[^<>]*\s(?:href|action|title))\s*=\s*\{?$`)
)

// hosts returns the hosts that the files name as places to load from or talk to, sorted.
func hosts(s *sources) []string {
	found := []string{}
	for _, name := range s.paths {
		text := htmlComment.ReplaceAllString(s.content[name], "")
		for _, pattern := range []*regexp.Regexp{namedHost, relativeHost} {
			for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
				host := strings.ToLower(text[m[2]:m[3]])
				before := text[max(0, m[0]-300):m[0]]
				if m[4] == m[5] && host != "www.w3.org" && !linkBefore.MatchString(before) {
					found = append(found, host)
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
