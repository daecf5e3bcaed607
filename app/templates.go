package main

import (
	"strings"

	"whittle/backend/builder"
)

// templateNames lists the templates for the help of a flag.
func templateNames() string {
	var names []string
	for _, t := range builder.Templates() {
		names = append(names, t.ID)
	}
	return strings.Join(names, ", ")
}
