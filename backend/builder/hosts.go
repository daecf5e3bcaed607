package builder

import (
	"regexp"
	"slices"
	"strings"
)

var (
	hostName = regexp.MustCompile(`^//([a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?)(\.?\$)?`)
	// What may stand before an address without a scheme: it must be an attribute's or in url(), since else it is a comment.
	relativeBefore = regexp.MustCompile(`(?i)(?:(?:src|href)\s*=\s*["']?|url\(["']?)$`)
	// What stands before an address that is a link to follow or the name of a namespace.
	linkBefore = regexp.MustCompile("(?i)(?:xmlns(?::\\w+)?|<(?:a|area|form)\\b[^<>]*\\s(?:href|action|title))\\s*=\\s*\\{?[\"'`]?\\s*(?:https?:)?$")
)

// hosts returns the hosts that the files name as places to load from or talk to, sorted, but for addresses that are
// answered without them.
func hosts(s *sources, answered func(address string) bool) []string {
	found := []string{}
	for _, name := range s.paths {
		text := withoutComments(s.content[name])
		for at := 0; ; at += 2 {
			i := strings.Index(text[at:], "//")
			if i < 0 {
				break
			}
			at += i
			if host := hostAt(text, at); host != "" && !slices.Contains(found, host) && !answered(addressAt(text, at)) {
				found = append(found, host)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// addressAt returns the address whose slashes are at an offset of text.
func addressAt(text string, at int) string {
	end := at + strings.IndexAny(text[at:min(len(text), at+maxAddress)]+" ", " \t\r\n\"'`<>)\\")
	return "https:" + text[at:min(end, at+maxAddress)]
}

// hostAt returns the host whose address has its slashes at an offset of text, or "".
func hostAt(text string, at int) string {
	if at == 0 || strings.IndexByte(":\"'`=(", text[at-1]) < 0 {
		return "" // most often a comment
	}
	m := hostName.FindStringSubmatch(text[at:min(len(text), at+300)])
	if m == nil || m[2] != "" || strings.EqualFold(m[1], "www.w3.org") {
		return ""
	}
	before := text[max(0, at-300):at]
	if !afterScheme(before) && !relativeBefore.MatchString(before[max(0, len(before)-20):]) {
		return ""
	}
	if linkBefore.MatchString(before[max(0, strings.LastIndexByte(before, '<')):]) {
		return ""
	}
	return strings.ToLower(m[1])
}

// afterScheme reports whether text ends in the scheme of an address that is loaded from or talked to: it begins a quoted
// text, a CSS url() or an unquoted attribute.
func afterScheme(text string) bool {
	for _, scheme := range []string{"https:", "http:", "wss:", "ws:"} {
		if start := len(text) - len(scheme); start > 0 && strings.EqualFold(text[start:], scheme) {
			before := strings.TrimRight(text[:start], blanks)
			return before != "" && strings.IndexByte("\"'`(=", before[len(before)-1]) >= 0
		}
	}
	return false
}

// withoutComments returns text without what HTML comments hold.
func withoutComments(text string) string {
	if !strings.Contains(text, "<!--") {
		return text
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<!--")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if _, text, found = strings.Cut(rest, "-->"); !found {
			return out.String()
		}
	}
}
