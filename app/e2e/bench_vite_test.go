//go:build bench && linux

package e2e_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"time"

	"whittle/app/e2e"
)

// viteRuns is how often a server is started without and with its cache of prepared libraries.
const viteRuns = 3

// viteTimes are ms from the start of a server.
type viteTimes struct{ ready, transformed, committed, again []float64 }

// vites measures the apps of 300 lines and more opened by a Vite dev server with React's plugin.
func (b *builderBench) vites() {
	modules := b.peerModules()
	stages := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { writePage(w, stagePage) }))
	defer stages.Close()
	stage := e2e.Browse(b.t, stages.URL)
	defer stage.Close()
	var rows [][]string
	for _, m := range measured[1:] {
		project := b.viteProject(modules, benchSource(m.lines, m.heavy, "vite"))
		var cold, warm viteTimes
		for range viteRuns {
			if err := os.RemoveAll(filepath.Join(project, "cache")); err != nil {
				b.t.Fatal(err)
			}
			b.viteOpened(project, stage, &cold)
			b.viteTransformed(project, &warm)
			b.viteOpened(project, stage, &warm)
		}
		b.note(wayViteReady, m.name, cold.ready)
		b.note(wayViteCold, m.name, cold.committed)
		b.note(wayViteTransform, m.name, warm.transformed)
		b.note(wayViteWarm, m.name, warm.committed)
		b.note(wayViteAgain, m.name, warm.again)
		for _, line := range []struct {
			what   string
			values []float64
		}{
			{"nothing prepared, start to ready", cold.ready}, {"nothing prepared, start to committed", cold.committed},
			{"libraries prepared, start to ready", warm.ready}, {"libraries prepared, start to first transform", warm.transformed},
			{"libraries prepared, start to committed", warm.committed}, {"while it runs, page's address to committed", warm.again},
		} {
			rows = append(rows, append([]string{m.name + ": " + line.what}, spread(line.values, 0)...))
		}
	}
	b.table(fmt.Sprintf("Vite dev server with React's plugin, the page in Chromium, ms (%d starts each)", viteRuns), []string{"", "median", "p95", "max"}, rows)
}

// viteProject writes a project as Vite's own template for React and TypeScript has it, with a cache of its own.
func (b *builderBench) viteProject(modules, source string) string {
	project := b.t.TempDir()
	for file, text := range map[string]string{
		"index.html":   `<!doctype html><script>` + tellErrors + `</script><div id="root"></div><script type="module" src="/main.tsx"></script>`,
		"main.tsx":     "import { createRoot } from 'react-dom/client';\nimport App from './App';\ncreateRoot(document.getElementById('root')!).render(<App />);\n",
		"App.tsx":      source,
		"package.json": `{"type": "module"}`,
		// The packages lie behind a link, out of the project, from where Vite serves nothing unless it is told to.
		"vite.config.js": "import react from '@vitejs/plugin-react';\nexport default { plugins: [react()], cacheDir: 'cache', clearScreen: false, server: { fs: { strict: false } } };\n",
	} {
		if err := os.WriteFile(filepath.Join(project, file), []byte(text), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := os.Symlink(modules, filepath.Join(project, "node_modules")); err != nil {
		b.t.Fatal(err)
	}
	return project
}

// viteOpened starts a server and opens the app as soon as it is ready, and once more.
func (b *builderBench) viteOpened(project string, stage *e2e.Window, times *viteTimes) {
	started, address, stop := b.startVite(project, times)
	defer stop()
	b.show(stage, address)
	times.committed = append(times.committed, sinceMS(started))
	times.again = append(times.again, b.show(stage, address).Committed)
}

// viteTransformed starts a server and asks for the app's module as soon as it is ready.
func (b *builderBench) viteTransformed(project string, times *viteTimes) {
	started, address, stop := b.startVite(project, times)
	defer stop()
	response, err := http.Get(address + "App.tsx")
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		b.t.Fatalf("Vite answered %s: %v", response.Status, err)
	}
	times.transformed = append(times.transformed, sinceMS(started))
}

// viteAddress is what a server prints when it is ready. Before that its port may answer for a moment, because Vite
// tries whether it is free.
var viteAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// startVite starts a server and waits until it says that it is ready.
func (b *builderBench) startVite(project string, times *viteTimes) (started time.Time, address string, stop func()) {
	server := exec.Command("node", filepath.Join(project, "node_modules/vite/bin/vite.js"), "--port", "0", "--host", "127.0.0.1")
	server.Dir = project
	server.Env = append(os.Environ(), "NO_COLOR=1")
	server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	started = time.Now()
	if err := server.Start(); err != nil {
		b.t.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		_ = syscall.Kill(-server.Process.Pid, syscall.SIGTERM)
		_ = server.Wait()
	})
	b.t.Cleanup(stop)
	late := time.AfterFunc(30*time.Second, stop)
	defer late.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if address = viteAddress.FindString(lines.Text()); address != "" {
			times.ready = append(times.ready, sinceMS(started))
			go func() { _, _ = io.Copy(io.Discard, out) }() // what else it says
			return started, address, stop
		}
	}
	b.t.Fatal("Vite ended before it was ready")
	return
}
