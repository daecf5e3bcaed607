package builder

import (
	"strings"
	"testing"
)

func TestAddress(t *testing.T) {
	b := fakeBuilder(t, fakeMirror{modules: map[string]string{"left-pad@1.3.0": "/* mirrored */"},
		files: map[string]string{"pyodide@1.0.0/full.wasm": "\x00asm\xff", "https://lib.example/x.bin": "\x00\x01\xff", "left-pad@1.3.0/data.json": "{}"}})
	for _, test := range []struct{ address, media, has string }{
		{"https://cdn.jsdelivr.net/npm/chart.js@4/dist/chart.umd.min.js", "text/javascript;charset=utf-8", "umd 4"},
		{"https://cdn.jsdelivr.net/npm/chart.js", "text/javascript;charset=utf-8", "umd 4"},
		{"//cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js", "text/javascript;charset=utf-8", "r128"},
		{"https://unpkg.com/leaflet@1.9.4/dist/leaflet.css", "text/css;charset=utf-8", "UE5H"},
		{"https://unpkg.com/leaflet@1.9.4/dist/images/a.png", "image/png", "PNG"},
		{"https://cdn.jsdelivr.net/npm/world-atlas@2/countries-110m.json", "application/json", "Topology"},
		{"https://esm.sh/three@0.160", "text/javascript;charset=utf-8", `as "REVISION"}`},
		{"https://esm.sh/left-pad", "text/javascript;charset=utf-8", "mirrored"},
		{"https://unpkg.com/recharts@2/umd/Recharts.js", "text/javascript;charset=utf-8", `window.Recharts=__whittleRequire("recharts")`},
		{"https://fonts.googleapis.com/css2?family=Inter", "text/css;charset=utf-8", ""},
		{"https://www.googletagmanager.com/gtag/js?id=1", "text/javascript;charset=utf-8", ""},
		{"https://cdn.jsdelivr.net/npm/pyodide@1.0.0/full.wasm", "application/wasm", "\x00asm\xff"},
		{"https://lib.example/x.bin", "application/octet-stream", "\x00\x01\xff"},
		{"https://unpkg.com/nothing@1/x.js", "", ""},
		{"https://lib.example/none.js", "", ""},
		{"https://unpkg.com/leaflet@1.9.4/dist/../../../etc/passwd", "", ""},
		{"data:text/plain,x", "", ""},
		{"", "", ""},
	} {
		content, media, ok := b.Address(t.Context(), test.address)
		if media != test.media || ok != (test.media != "") || !strings.Contains(string(content), test.has) {
			t.Errorf("%s: %q, %v, %s", test.address, media, ok, shortened(string(content)))
		}
	}
}

func TestMatches(t *testing.T) {
	const of = "sha256-LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=" // foo
	for integrity, want := range map[string]bool{"": true, of: true, "sha256-AAAA": false, "md5-x": true, of + "?x": true, "sha256-AAAA " + of: true, "sha512-AAAA " + of: false} {
		if got := matches([]byte("foo"), integrity); got != want {
			t.Errorf("%q: %v", integrity, got)
		}
	}
}
