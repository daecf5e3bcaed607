//go:build bench && linux

package e2e_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"whittle/app/e2e"
)

// peersFolder holds what the builder is measured beside, with a lock file of its own. build/bench-builder installs it.
const peersFolder = "../bench/peers"

// peers measures the same apps in Chromium opened by Babel in the page, and by a Vite dev server.
func (b *builderBench) peers() {
	modules, err := filepath.Abs(filepath.Join(peersFolder, "node_modules"))
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "vite")); err != nil {
		b.t.Logf("the peers are left out: %s is not installed", peersFolder)
		return
	}
	var rows [][]string
	for _, m := range measured {
		rows = append(rows, b.babel(modules, m.name, benchSource(m.lines, m.heavy, "babel"), m.heavy)...)
	}
	for _, m := range measured[1:] {
		rows = append(rows, b.vite(modules, m.name, benchSource(m.lines, m.heavy, "vite"))...)
	}
	b.table(fmt.Sprintf("The same apps by other ways, in Chromium, ms (%d runs)", peerRuns), []string{"", "median", "p95", "max"}, rows)
}

// stage is a page that shows an address in a frame and returns when the app in it was committed.
const stagePage = `<!doctype html><title>Stage</title><script>
const show = (address, sandbox) => new Promise(done => {
  const frame = document.createElement('iframe');
  if (sandbox) frame.sandbox = sandbox;
  const from = performance.now();
  const marks = {};
  const heard = ({ source, data }) => {
    if (source !== frame.contentWindow || !data) return;
    if (data.mark) marks[data.mark] = performance.now() - from;
    if (!data.committed) return;
    removeEventListener('message', heard);
    done({ ...marks, failed: data.failed ?? '', committed: performance.now() - from });
    frame.remove();
  };
  addEventListener('message', heard);
  frame.src = address;
  document.body.append(frame);
});
</script><body>`

// babel measures a page that loads React's UMD build and @babel/standalone from loopback and compiles the app itself.
func (b *builderBench) babel(modules, name, source string, heavy bool) [][]string {
	scripts := []string{"react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js", "@babel/standalone/babel.min.js"}
	if heavy {
		scripts = append(scripts, "prop-types/prop-types.min.js", "react-is/umd/react-is.production.min.js", "recharts/umd/Recharts.js", "lucide-react/dist/umd/lucide-react.min.js")
	}
	var page strings.Builder
	page.WriteString("<!doctype html><div id=root></div>")
	for _, script := range scripts {
		page.WriteString(`<script src="/modules/` + script + `"></script>`)
		if strings.HasPrefix(script, "react/") {
			page.WriteString("<script>window.react = window.React</script>")
		}
	}
	text := importLine.ReplaceAllStringFunc(source, func(line string) string {
		parts := importLine.FindStringSubmatch(line)
		return "const " + parts[1] + " = " + map[string]string{"react": "React", "recharts": "Recharts", "lucide-react": "LucideReact"}[parts[2]] + ";"
	})
	text = strings.Replace(text, "export default function App", "function App", 1)
	page.WriteString(`<script>parent.postMessage({ mark: 'loaded' }, '*')</script><script>` + tsxPreset + `</script><script type="text/babel" data-presets="react,tsx">` + text +
		"\nReactDOM.createRoot(document.getElementById('root')).render(<App />);</script>")
	mux := http.NewServeMux()
	mux.Handle("GET /modules/", http.StripPrefix("/modules/", http.FileServer(http.Dir(modules))))
	mux.HandleFunc("GET /app.html", func(w http.ResponseWriter, r *http.Request) { writePage(w, page.String()) })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { writePage(w, stagePage) })
	server := httptest.NewServer(mux)
	defer server.Close()
	browser := e2e.Browse(b.t, server.URL)
	defer browser.Close()
	var committed, loaded []float64
	for range peerRuns + 1 {
		var at struct {
			Loaded, Committed float64
			Failed            string
		}
		browser.Eval("return await show('/app.html')", &at)
		if at.Failed != "" {
			b.t.Fatalf("the page for Babel failed: %s", at.Failed)
		}
		loaded, committed = append(loaded, at.Loaded), append(committed, at.Committed)
	}
	return [][]string{
		append([]string{"@babel/standalone in the page: " + name + ", first opening"}, spread(committed[:1], 0)...),
		append([]string{"@babel/standalone in the page: " + name + ", further openings"}, spread(committed[1:], 0)...),
		append([]string{"of it until the libraries and Babel are loaded"}, spread(loaded[1:], 0)...),
	}
}

// tsxPreset has Babel take the types of a script without a file name (babeljs.io/docs/babel-standalone).
const tsxPreset = `Babel.registerPreset('tsx', { presets: [[Babel.availablePresets.typescript, { allExtensions: true, isTSX: true }]] });
addEventListener('error', event => parent.postMessage({ committed: true, failed: event.message }, '*'))`

var importLine = regexp.MustCompile(`import (\{[^}]*\}) from '([^']+)';`)

func writePage(w http.ResponseWriter, page string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, page)
}

// vite measures a Vite dev server from its start to the app committed: without and with its cache of prepared
// libraries.
func (b *builderBench) vite(modules, name, source string) [][]string {
	project := b.t.TempDir()
	for file, text := range map[string]string{
		"index.html":     `<!doctype html><div id="root"></div><script type="module" src="/main.tsx"></script>`,
		"main.tsx":       "import { createRoot } from 'react-dom/client';\nimport App from './App';\ncreateRoot(document.getElementById('root')!).render(<App />);\n",
		"App.tsx":        source,
		"vite.config.js": "import react from '@vitejs/plugin-react';\nexport default { plugins: [react()], clearScreen: false, server: { fs: { strict: false } } };\n",
		"package.json":   `{"type": "module"}`,
	} {
		if err := os.WriteFile(filepath.Join(project, file), []byte(text), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := os.Symlink(modules, filepath.Join(project, "node_modules")); err != nil {
		b.t.Fatal(err)
	}
	stage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { writePage(w, stagePage) }))
	defer stage.Close()
	browser := e2e.Browse(b.t, stage.URL)
	defer browser.Close()
	var cold, warm, again []float64
	for i := range 2*peerRuns/3 + 1 {
		cache := filepath.Join(modules, ".vite")
		if i%2 == 0 {
			if err := os.RemoveAll(cache); err != nil {
				b.t.Fatal(err)
			}
		}
		first, second := b.viteOnce(project, browser)
		if i%2 == 0 {
			cold = append(cold, first)
		} else {
			warm = append(warm, first)
		}
		again = append(again, second)
	}
	return [][]string{
		append([]string{"Vite dev server: " + name + ", from its start, nothing prepared"}, spread(cold, 0)...),
		append([]string{"Vite dev server: " + name + ", from its start, libraries prepared"}, spread(warm, 0)...),
		append([]string{"Vite dev server: " + name + ", opened again while it runs"}, spread(again, 0)...),
	}
}

// viteOnce starts a server and returns the ms from its start to the app committed, and those of a second opening.
func (b *builderBench) viteOnce(project string, browser *e2e.Window) (first, second float64) {
	port := b.freePort()
	server := exec.Command("node", filepath.Join(project, "node_modules/vite/bin/vite.js"), "--port", strconv.Itoa(port), "--strictPort", "--host", "127.0.0.1")
	server.Dir = project
	server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	started := time.Now()
	if err := server.Start(); err != nil {
		b.t.Fatal(err)
	}
	defer func() {
		_ = syscall.Kill(-server.Process.Pid, syscall.SIGKILL)
		_ = server.Wait()
	}()
	address := fmt.Sprintf("http://127.0.0.1:%d/", port)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(2 * time.Millisecond) {
		if conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			conn.Close()
			break
		}
		if time.Now().After(deadline) {
			b.t.Fatal("Vite did not start")
		}
	}
	var at struct{ Committed float64 }
	browser.Eval("return await show('"+address+"')", &at)
	first = float64(time.Since(started).Microseconds()) / 1000
	browser.Eval("return await show('"+address+"')", &at)
	return first, at.Committed
}

func (b *builderBench) freePort() int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
