// Package assets holds what the program and its packages are dressed with.
package assets

import _ "embed"

// Icon is the window's icon: PNG, 256 by 256 pixels.
//
//go:embed icons/256.png
var Icon []byte
