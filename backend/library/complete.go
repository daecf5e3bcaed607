package library

import (
	"context"

	"whittle/backend"
)

// Builder makes a page of files.
type Builder interface {
	Build(ctx context.Context, source backend.Source) backend.Bundle
}

// Mirror keeps libraries that are not in the binary.
type Mirror interface {
	// Fetch brings what an app needs and returns what it settled on.
	Fetch(ctx context.Context, need backend.Need, locks []backend.Lock, report func(backend.FetchProgress)) ([]backend.Lock, error)
	// Settle completes the locks that a build names only by version.
	Settle(locks []backend.Lock) []backend.Lock
}

// mostRounds bounds how deep a page may lead to what it needs next, such as a style sheet to its fonts.
const mostRounds = 6

// Complete builds a source, fetches what its page needs and builds again, until nothing is missing that can be had:
// what the page cannot do without, and with optional all of it. It returns the last page, and the source's locks with
// those that were added; both also with an error, for what came before it is kept.
func Complete(ctx context.Context, b Builder, m Mirror, source backend.Source, optional bool, report func(backend.FetchProgress)) (backend.Bundle, []backend.Lock, error) {
	tried := map[backend.Need]bool{}
	var failed error // the first, and rather of what the page cannot do without
	failedRequired := false
	bundle := b.Build(ctx, source)
	done := 0
	for range mostRounds {
		before := done
		wanted := wantedOf(bundle.Needs, tried, optional)
		of := done + len(wanted)
		for i, need := range wanted {
			locks, err := m.Fetch(ctx, need, source.Locks, func(p backend.FetchProgress) {
				p.Done, p.Of = of-len(wanted)+i, of
				if report != nil {
					report(p)
				}
			})
			source.Locks = backend.MergeLocks(source.Locks, locks)
			if err != nil && (ctx.Err() != nil || backend.ErrorCode(err) == backend.Unavailable) {
				return bundle, source.Locks, err // the others would have to wait for the same
			}
			if err != nil && (failed == nil || need.Required && !failedRequired) {
				failed, failedRequired = err, need.Required
			}
			if err == nil {
				done++
			}
		}
		if done == before {
			break
		}
		bundle = b.Build(ctx, source)
	}
	return bundle, source.Locks, failed
}

// wantedOf returns the needs that are to be fetched and were not tried yet, and notes that they are.
func wantedOf(needs []backend.Need, tried map[backend.Need]bool, optional bool) (wanted []backend.Need) {
	for _, need := range needs {
		key := need
		key.Required = false
		if !tried[key] && (need.Required || optional) {
			tried[key] = true
			wanted = append(wanted, need)
		}
	}
	return wanted
}
