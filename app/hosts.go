package main

import (
	"context"

	"whittle/backend"
)

// hosts lists the hosts of the internet that the person allowed an app.
func (p *program) hosts(ctx context.Context, appID string) ([]string, error) {
	grants, err := p.store.Grants(ctx, backend.LocalOwner, appID)
	if err != nil {
		return nil, err
	}
	hosts := []string{}
	for _, g := range grants {
		if host, local, ok := backend.ParseHostGrant(g.Name); ok && !local && g.State == backend.GrantAllowed {
			hosts = append(hosts, host)
		}
	}
	return hosts, nil
}
