// The empty window is the peer of the benchmarks: what Wails itself needs to start, paint and stay.
package main

import (
	"log"
	"net/http"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
)

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><h1>Empty</h1><script>
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('whittle-home-painted')));
</script></html>`

// Echo is bound so that there is a call to time.
type Echo struct{}

// Nothing does nothing.
func (*Echo) Nothing() {}

func main() {
	err := wails.Run(&options.App{
		Title: "Whittle", Width: 1280, Height: 800, Bind: []any{&Echo{}},
		Linux: &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand},
		AssetServer: &assetserver.Options{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(page))
		})},
	})
	if err != nil {
		log.Fatal(err)
	}
}
