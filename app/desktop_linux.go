//go:build desktop && production

package main

import (
	appoptions "github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/linux"

	"whittle/build/assets"
)

// adapt sets what only this system has. The window's place is kept by harden_linux.c, where it can be told apart
// from the place of a maximised window.
func (d *desktop) adapt(app *appoptions.App) {
	app.Linux = &linux.Options{Icon: assets.Icon, WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand}
}
