package backend

import (
	"slices"
	"strings"
)

// FetchState says how far a Fetch is.
type FetchState string

// The states of a fetch; only FetchRunning changes.
const (
	FetchRunning  FetchState = "running"
	FetchDone     FetchState = "done"
	FetchFailed   FetchState = "failed"
	FetchCanceled FetchState = "canceled"
)

// Fetch is the work of bringing into the mirror what a version of an app needs, after a person allowed it.
type Fetch struct {
	ID       string     `json:"id"`
	AppID    string     `json:"app_id"`
	Version  int        `json:"version"`
	State    FetchState `json:"state" enum:"running,done,failed,canceled"`
	Name     string     `json:"name" doc:"What is being fetched now, or was when it ended."`
	Received int64      `json:"received" doc:"Bytes so far."`
	Total    int64      `json:"total" doc:"Bytes in all as far as is known; 0 when nothing is."`
	Done     int        `json:"done" doc:"How many things were fetched before the present one."`
	Of       int        `json:"of" doc:"How many there are, as far as is known; 0 before the first."`
	Code     Code       `json:"code,omitempty"`
	Message  string     `json:"message,omitempty" doc:"A sentence for the person when it failed."`
}

// FetchProgress is a step of a fetch.
type FetchProgress struct {
	Name     string // what is being fetched
	Received int64  // bytes so far
	Total    int64  // bytes in all as far as is known; 0 when nothing is
	Done, Of int    // how many things were fetched before, and how many there are
}

// insideMark stands in what was asked when the question came from another package and not from an app.
const insideMark = " in "

// AskedInside is what a lock says was asked when a package is packed into another one.
func AskedInside(asked, name, version string) string {
	return asked + insideMark + name + "@" + version
}

// Inside reports whether the lock is of a package that is packed into another one, and not in the mirror by itself.
func (l Lock) Inside() bool { return strings.Contains(l.Asked, insideMark) }

// MergeLocks returns locks and those of more that settle what locks does not. The result is not nil.
func MergeLocks(locks, more []Lock) []Lock {
	merged := append([]Lock{}, locks...)
	for _, m := range more {
		if !slices.ContainsFunc(merged, func(l Lock) bool { return l.Name == m.Name && l.Asked == m.Asked }) {
			merged = append(merged, m)
		}
	}
	return merged
}
