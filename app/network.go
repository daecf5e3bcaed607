//go:build !e2e

package main

import "whittle/backend/egress"

// network returns how apps reach the internet: as this computer does.
func network(c egress.Config) egress.Config { return c }
