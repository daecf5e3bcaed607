package registry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"whittle/backend/builder/registry"
)

// runner shows pages in sandboxed frames, four at a time, and posts what each one says.
const runner = `<!doctype html><body><script type="module">
const results = {}, waiting = %s;
async function work() {
  for (let name; (name = waiting.shift()) !== undefined; ) {
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-scripts allow-forms';
    results[name] = await new Promise((resolve) => {
      addEventListener('message', (e) => e.source === frame.contentWindow && resolve(e.data));
      setTimeout(() => resolve({error: 'nothing in 30 seconds'}), 30000);
      frame.src = '/page?name=' + encodeURIComponent(name);
      document.body.append(frame);
    });
    frame.remove();
  }
}
await Promise.all([work(), work(), work(), work()]);
fetch('/told', {method: 'POST', body: JSON.stringify(results)});
</script>`

// policy is what a preview may do: no network.
const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data: blob:; " +
	"img-src data: blob:; font-src data:; connect-src data: blob:; worker-src data: blob:; media-src data: blob:"

// said is what a page says: the names it found, or what went wrong.
type said struct {
	Names []string `json:"names"`
	Error string   `json:"error"`
}

// show opens a page for each name in headless Chromium, in a frame of an opaque origin, and returns what it said.
func show(t *testing.T, names []string, page func(name string) string) map[string]said {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed; this test needs a real browser")
	}
	told := make(chan []byte, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		io.WriteString(w, page(r.FormValue("name")))
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		list, _ := json.Marshal(names)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, runner, list)
	})
	mux.HandleFunc("POST /told", func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		told <- text
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
		"--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), server.URL)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
	cmd.Stderr = &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cancel()
	select {
	case text := <-told:
		var results map[string]said
		if err := json.Unmarshal(text, &results); err != nil {
			t.Fatal(err)
		}
		return results
	case <-ctx.Done():
		t.Fatalf("the pages did not come to their end\n%s", output.String())
		return nil
	}
}

// linker is a page's own small linker, and the storage that an opaque origin lacks and a preview brings.
const linker = `<!doctype html><meta charset="utf-8"><body><div id="root" style="width:600px;height:400px"></div><script>
const defined = new Map, loaded = new Map;
function require(name) {
  if (!loaded.has(name)) {
    if (!defined.has(name)) throw new Error('no module ' + name);
    const module = {exports: {}};
    loaded.set(name, module);
    defined.get(name)(module, module.exports, require);
  }
  return loaded.get(name).exports;
}
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, {value: {getItem: () => null, setItem() {}, removeItem() {}}});
const say = (said) => parent.postMessage(said, '*');
addEventListener('error', (e) => say({error: e.message}));
addEventListener('unhandledrejection', (e) => say({error: String(e.reason)}));
</script>`

// page returns a page with modules of the pack and all they require, and a script behind them.
func page(t *testing.T, p *registry.Pack, wanted []string, script string) string {
	t.Helper()
	var out strings.Builder
	out.WriteString(linker)
	for _, name := range closure(t, p, wanted) {
		fmt.Fprintf(&out, "<script>defined.set(%q,function(module,exports,require){%s\n});</script>\n", name, escape(body(t, p, name)))
	}
	return out.String() + "<script>" + script + "</script>"
}

// closure returns specifiers and all that they require.
func closure(t *testing.T, p *registry.Pack, wanted []string) []string {
	t.Helper()
	for i := 0; i < len(wanted); i++ {
		var requires []string
		if m := p.Module(wanted[i]); m != nil {
			requires = m.Requires
		} else if icons := p.Icons(wanted[i]); icons != nil {
			requires = icons.Requires
		} else {
			t.Errorf("%s is required and not in the pack", wanted[i])
		}
		for _, r := range requires {
			if !slices.Contains(wanted, r) {
				wanted = append(wanted, r)
			}
		}
	}
	return wanted
}

func body(t *testing.T, p *registry.Pack, name string) string {
	t.Helper()
	code, err := "", error(nil)
	if m := p.Module(name); m != nil {
		code, err = p.Code(m)
	} else if icons := p.Icons(name); icons != nil {
		code, err = p.IconBody(icons, nil)
	}
	if err != nil {
		t.Errorf("read %s: %v", name, err)
	}
	return code
}

// escape keeps a script's text from ending its element (html.spec.whatwg.org, restrictions for script elements).
func escape(code string) string {
	code = strings.ReplaceAll(code, "</script", `<\/script`)
	return strings.ReplaceAll(code, "<!--", `<\!--`)
}
