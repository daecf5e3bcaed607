//go:build e2e && linux

package e2e_test

import (
	"os"
	"path/filepath"
	"testing"

	"whittle/app/e2e"
)

// saver is an app that hands out a file of 100 MB at a click.
const saver = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Saver</title>
<style>body { margin: 0 } button { width: 100vw; height: 100vh }</style><button>Save</button>
<script>
document.querySelector('button').onclick = () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([new Uint8Array(100 << 20).fill(7)], { type: 'application/octet-stream' }));
  link.download = 'large.bin';
  link.click();
  URL.revokeObjectURL(link.href);
};
</script></html>
`

// TestLargeDownload saves a large file of an app through the window's save dialog.
func TestLargeDownload(t *testing.T) {
	e2e.Need(t)
	whittle, data, folder := e2e.Build(t), t.TempDir(), t.TempDir()
	id := newApp(t, whittle, data, "Saver", saver)
	w := e2e.StartPlain(t, e2e.Screen(t, ""), e2e.Options{Binary: whittle, Args: []string{"--data", data, "--open", id}, Env: []string{"HOME=" + folder}})
	w.Wait(paintedApp)
	w.Click("iframe:not([inert])")

	w.Dialog("Save a file")
	path := filepath.Join(folder, "kept.bin")
	w.Press("ctrl+a")
	w.Type(path)
	w.Press("Return")
	w.Until("the file to be whole", func() bool {
		info, err := os.Stat(path)
		return err == nil && info.Size() == 100<<20
	})
}
