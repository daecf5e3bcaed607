//go:build bench && linux

package e2e_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"whittle/app/e2e"
)

// peersFolder holds what the builder is measured beside, with a lock file of its own. build/bench-builder installs it.
const peersFolder = "../bench/peers"

// peerModules returns where the peers are installed.
func (b *builderBench) peerModules() string {
	modules, err := filepath.Abs(filepath.Join(peersFolder, "node_modules"))
	if err == nil {
		_, err = os.Stat(filepath.Join(modules, "vite"))
	}
	if err != nil {
		b.t.Fatalf("%s is not installed, which build/bench-builder does: %v", peersFolder, err)
	}
	return modules
}

// stagePage shows an address in a frame and returns the marks that the app in it set, in ms from then, and when it was
// committed. Marks bring their time along, because the stage hears of them only when the app's script has ended.
const stagePage = `<!doctype html><title>Stage</title><style>iframe { width: 100%; height: 800px; border: 0 }</style><body><script>
const show = address => new Promise(done => {
  const frame = document.createElement('iframe');
  const from = performance.now();
  const marks = {};
  const end = failed => {
    clearTimeout(late);
    removeEventListener('message', heard);
    frame.remove();
    done({ ...marks, failed, committed: performance.now() - from });
  };
  const late = setTimeout(() => end('it was not committed in 15 s'), 15000);
  const heard = ({ source, data }) => {
    if (source !== frame.contentWindow || !data) return;
    if (data.mark) marks[data.mark] = data.at - performance.timeOrigin - from;
    if (data.committed) end(data.failed ?? '');
  };
  addEventListener('message', heard);
  frame.src = address;
  document.body.append(frame);
});
</script>`

// tellErrors has a page tell its stage what went wrong in it; a script that is not there as well.
const tellErrors = `addEventListener('error', event => parent.postMessage({ committed: true, failed: event.message ?? 'not loaded: ' + event.target.src }, '*'), true);
addEventListener('unhandledrejection', event => parent.postMessage({ committed: true, failed: String(event.reason) }, '*'));`

// shown is what show answers.
type shown struct {
	Loaded, Transformed, Committed float64
	Failed                         string
}

// show opens an address on the stage.
func (b *builderBench) show(stage *e2e.Window, address string) shown {
	b.t.Helper()
	var at shown
	stage.Eval("return await show(arguments[0])", &at, address)
	if at.Failed != "" {
		b.t.Fatalf("the page at %s failed: %s", address, at.Failed)
	}
	return at
}

// babels measures every app as a page that loads React's UMD build and @babel/standalone from loopback and compiles
// the app itself.
func (b *builderBench) babels() {
	modules := b.peerModules()
	var rows [][]string
	for _, m := range measured {
		rows = append(rows, b.babel(modules, m.name, babelPage(benchSource(m.lines, m.heavy, "babel"), m.heavy))...)
	}
	b.table(fmt.Sprintf("@babel/standalone in the page, in Chromium, ms from the page's address (once first, then %d openings with a warm cache)", peerRuns),
		[]string{"", "first", "median", "p95", "max"}, rows)
}

func (b *builderBench) babel(modules, name, page string) [][]string {
	mux := http.NewServeMux()
	mux.Handle("GET /modules/", http.StripPrefix("/modules/", http.FileServer(http.Dir(modules))))
	mux.HandleFunc("GET /app.html", func(w http.ResponseWriter, r *http.Request) { writePage(w, page) })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { writePage(w, stagePage) })
	server := httptest.NewServer(mux)
	defer server.Close()
	stage := e2e.Browse(b.t, server.URL)
	defer stage.Close()
	var loaded, transformed, committed []float64
	for range peerRuns + 1 {
		at := b.show(stage, "/app.html")
		loaded, transformed, committed = append(loaded, at.Loaded), append(transformed, at.Transformed), append(committed, at.Committed)
	}
	b.note(wayBabelLoad, name, loaded[1:])
	b.note(wayBabelFirst, name, transformed[1:])
	b.note(wayBabelPaint, name, committed[1:])
	row := func(what string, values []float64) []string {
		return append([]string{name + ": " + what, fmt.Sprintf("%.0f", values[0])}, spread(values[1:], 0)...)
	}
	return [][]string{row("libraries and Babel loaded", loaded), row("source transformed", transformed), row("committed", committed)}
}

// babelPage is a page as models write them for Babel. It compiles its source as a script of type text/babel is
// compiled (babeljs.io/docs/babel-standalone), in view of the clock.
func babelPage(source string, heavy bool) string {
	scripts := []string{"react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js"}
	if heavy {
		scripts = append(scripts, "prop-types/prop-types.min.js", "react-is/umd/react-is.production.min.js", "recharts/umd/Recharts.js", "lucide-react/dist/umd/lucide-react.min.js")
	}
	var page strings.Builder
	page.WriteString("<!doctype html><script>" + tellErrors + "</script><div id=root></div>")
	for _, script := range append(scripts, "@babel/standalone/babel.min.js") {
		page.WriteString(`<script src="/modules/` + script + `"></script>`)
		if strings.HasPrefix(script, "react/") {
			page.WriteString("<script>window.react = window.React</script>") // the name that lucide-react's build asks for
		}
	}
	text := importLine.ReplaceAllStringFunc(source, func(line string) string {
		parts := importLine.FindStringSubmatch(line)
		return "const " + parts[1] + " = " + map[string]string{"react": "React", "recharts": "Recharts", "lucide-react": "LucideReact"}[parts[2]] + ";"
	})
	text = strings.Replace(text, "export default function App", "function App", 1)
	return page.String() + `<script type="text/plain" id="source">` + text + "\nReactDOM.createRoot(document.getElementById('root')).render(<App />);</script><script>" + `
const mark = name => parent.postMessage({ mark: name, at: performance.timeOrigin + performance.now() }, '*');
mark('loaded');
const { code } = Babel.transform(document.getElementById('source').textContent, { presets: ['react', 'typescript'], filename: 'App.tsx' });
mark('transformed');
const script = document.createElement('script');
script.text = code;
document.head.append(script);
</script>`
}

var importLine = regexp.MustCompile(`import (\{[^}]*\}) from '([^']+)';`)

func writePage(w http.ResponseWriter, page string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, page)
}
