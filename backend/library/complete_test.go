package library_test

import (
	"context"
	"slices"
	"testing"

	"whittle/backend"
	"whittle/backend/library"
)

// shop builds pages that need what wants says, as long as the source has no lock for it, and fetches what has no error.
type shop struct {
	wants   map[string][]backend.Need // by what was fetched before: "" for the start
	errs    map[string]error
	fetched []string
}

func (s *shop) Build(_ context.Context, source backend.Source) (b backend.Bundle) {
	had := []string{""}
	for _, l := range source.Locks {
		had = append(had, l.Name)
	}
	for _, name := range had {
		for _, need := range s.wants[name] {
			if !slices.Contains(had, need.Name) {
				b.Needs = append(b.Needs, need)
			}
		}
	}
	return b
}

func (s *shop) Fetch(_ context.Context, need backend.Need, _ []backend.Lock, _ func(backend.FetchProgress)) ([]backend.Lock, error) {
	s.fetched = append(s.fetched, need.Name)
	if err := s.errs[need.Name]; err != nil {
		return nil, err
	}
	return []backend.Lock{{Name: need.Name, Version: "1.0.0"}}, nil
}

func (s *shop) Settle(locks []backend.Lock) []backend.Lock { return locks }

func TestComplete(t *testing.T) {
	must := func(name string) backend.Need { return backend.Need{Name: name, Required: true} }
	may := func(name string) backend.Need { return backend.Need{Name: name} }
	gone := backend.Errorf(backend.NotFound, "There is no such thing.")
	offline := backend.Errorf(backend.Unavailable, "It cannot be reached.")
	deep := map[string][]backend.Need{"": {must("a"), may("style")}, "a": {must("b")}, "style": {may("font")}}
	for _, c := range []struct {
		name     string
		shop     shop
		optional bool
		fetched  []string
		code     backend.Code
	}{
		{name: "Nothing"},
		{name: "Required", shop: shop{wants: deep}, fetched: []string{"a", "b"}},
		{name: "All", shop: shop{wants: deep}, optional: true, fetched: []string{"a", "style", "b", "font"}},
		{name: "OptionalFails", shop: shop{wants: deep, errs: map[string]error{"style": gone}}, optional: true, fetched: []string{"a", "style", "b"}, code: backend.NotFound},
		{name: "RequiredFails", shop: shop{wants: deep, errs: map[string]error{"a": gone}}, optional: true, fetched: []string{"a", "style", "font"}, code: backend.NotFound},
		{name: "RequiredFailsRather", shop: shop{wants: map[string][]backend.Need{"": {may("x"), must("y")}},
			errs: map[string]error{"x": gone, "y": backend.Errorf(backend.Invalid, "Wrong.")}}, optional: true, fetched: []string{"x", "y"}, code: backend.Invalid},
		{name: "Offline", shop: shop{wants: deep, errs: map[string]error{"a": offline}}, optional: true, fetched: []string{"a"}, code: backend.Unavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			bundle, locks, err := library.Complete(t.Context(), &c.shop, &c.shop, backend.Source{}, c.optional, nil)
			wantCode(t, err, c.code)
			if !slices.Equal(c.shop.fetched, c.fetched) {
				t.Errorf("fetched %v, want %v", c.shop.fetched, c.fetched)
			}
			failures := len(c.shop.errs)
			if len(locks) != len(c.fetched)-failures {
				t.Errorf("locks %+v", locks)
			}
			if c.optional && failures == 0 && len(bundle.Needs) > 0 {
				t.Errorf("still missing: %+v", bundle.Needs)
			}
		})
	}
}

// A page that always names something new does not keep the work going for ever.
func TestComplete_Endless(t *testing.T) {
	wants := map[string][]backend.Need{"": {{Name: "a", Required: true}}}
	for c := 'a'; c < 'z'; c++ {
		wants[string(c)] = []backend.Need{{Name: string(c + 1), Required: true}}
	}
	s := shop{wants: wants}
	bundle, _, err := library.Complete(t.Context(), &s, &s, backend.Source{}, false, nil)
	wantCode(t, err, "")
	if len(s.fetched) > 10 || len(bundle.Needs) == 0 {
		t.Errorf("fetched %v", s.fetched)
	}
}
