package builder

import (
	_ "embed"
	"regexp"
	"strings"
)

//go:embed place.js
var placeCode string

// placeName is the global that stands for location in scripts of an app that changes its own address.
const placeName = "__place"

var (
	windowBefore   = regexp.MustCompile(`(?:^|[^\w$.])((?:window|document|self|globalThis)\s*\.\s*)$`)
	bindsLocation  = regexp.MustCompile(`\b(?:const|let|var|function|class)\s+location\b|[{(,]\s*location\s*[,)}=]|\blocation\s*=>`)
	placeMember    = regexp.MustCompile(`^\s*\??\.\s*(?:href|pathname|search|origin|host|hostname|port|protocol|assign|replace|toString)\b`)
	takenApart     = regexp.MustCompile(`\}\s*=\s*$`)
	assigned       = regexp.MustCompile(`^\s*=[^=>]`)
	otherMember    = regexp.MustCompile(`^\s*\??\.`)
	behindProperty = regexp.MustCompile(`[.]\s*$`)
)

// hasPlace reports whether the app changes its own address: then its scripts read that back from place.js, because the
// location of a frame with an opaque origin keeps its path (HTML standard, 7.4.4, shared history push/replace steps).
func (p *page) hasPlace() bool {
	return p.mentioned("pushState") || p.mentioned("replaceState")
}

// placeScript returns the script that keeps the app's own address; "" for apps that do not change theirs.
func (p *page) placeScript() string {
	if !p.readsPlace {
		return ""
	}
	return "<script>" + strings.TrimSpace(placeCode) + "()</script>\n"
}

// location puts the app's own address in place of the frame's where a script reads it, or takes it apart.
func (a *adapter) location(t token) {
	before, after := a.code[max(0, t.start-60):t.start], a.code[t.end:]
	start := t.start
	isWindows := false
	if m := windowBefore.FindStringSubmatch(before); m != nil {
		start -= len(m[1])
		before = strings.TrimSuffix(before, m[1])
		isWindows = true
	}
	switch {
	case !isWindows && (behindProperty.MatchString(before) || a.bindsLocation()):
		return
	case placeMember.MatchString(after):
	case takenApart.MatchString(before) && !otherMember.MatchString(after):
	case isWindows && !assigned.MatchString(after) && !otherMember.MatchString(after):
	default:
		return
	}
	a.page.readsPlace = true
	a.splices = append(a.splices, splice{start, t.end, placeName})
}

// bindsLocation reports whether the script has a location of its own.
func (a *adapter) bindsLocation() bool {
	if a.binds == nil {
		binds := bindsLocation.MatchString(a.code)
		a.binds = &binds
	}
	return *a.binds
}
