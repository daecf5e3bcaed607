//go:build desktop && production

package main

import (
	"path/filepath"

	appoptions "github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/linux"

	"whittle/build/assets"
)

// adapt sets what only this system has. The window's place is kept by harden_linux.c, where it can be told apart
// from the place of a maximised window.
func (d *desktop) adapt(app *appoptions.App) {
	app.Linux = &linux.Options{Icon: assets.Icon, WebviewGpuPolicy: gpuPolicy()}
}

// gpuPolicy leaves compositing to a GPU where there is one. Without a render node (kernel.org, DRM render nodes) it
// would be done in software, which costs the first frames a tenth of a second and the page's process 100 MB.
func gpuPolicy() linux.WebviewGpuPolicy {
	if nodes, _ := filepath.Glob("/dev/dri/renderD*"); len(nodes) == 0 {
		return linux.WebviewGpuPolicyNever
	}
	return linux.WebviewGpuPolicyOnDemand
}
