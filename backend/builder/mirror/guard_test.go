package mirror

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"whittle/backend"
)

func TestIsPublic(t *testing.T) {
	for text, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "::1": false, "::ffff:127.0.0.1": false, "0.0.0.0": false, "10.1.2.3": false, "172.16.0.1": false,
		"192.168.0.1": false, "169.254.169.254": false, "100.64.0.1": false, "224.0.0.1": false, "255.255.255.255": false,
		"fe80::1": false, "fc00::1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "fec0::1": false,
		"::7f00:1": false, "::a9fe:a9fe": false, "2001:0:7f00:1::": false, "168.63.129.16": false, "5f00::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s is public: %t", text, got)
		}
	}
}

// A name that leads to this computer is refused when it is connected to, whatever it looked like; the person's own
// registry is not.
func TestClient_Private(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	defer server.Close()
	get := func(c *http.Client) (int, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(server.URL, "127.0.0.1", "localhost", 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := c.Do(r)
		if err != nil {
			return 0, err
		}
		defer response.Body.Close()
		return response.StatusCode, nil
	}
	if _, err := get(newClient(nil)); backend.ErrorCode(err) != backend.Forbidden {
		t.Errorf("it ends with %v", err)
	}
	own, err := url.Parse(strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
	if err != nil {
		t.Fatal(err)
	}
	if status, err := get(newClient([]*url.URL{own})); status != http.StatusTeapot {
		t.Errorf("the own registry answers %d, %v", status, err)
	}
}

func TestNewest(t *testing.T) {
	versions := []string{"1.0.0", "1.2.0", "1.10.0", "2.0.0-beta.1", "2.0.0-beta.2", "0.9.0", "odd"}
	for asked, want := range map[string]string{
		"": "1.10.0", "latest": "1.10.0", "*": "1.10.0", "^1.0.0": "1.10.0", "~1.2": "1.2.0", "1.0.0": "1.0.0", "v1": "1.10.0",
		"<1.2 || 0.9.0": "1.0.0", "0.1.0 - 1.1": "1.0.0", "^2.0.0-beta.0": "2.0.0-beta.2", "^2": "", "^3": "", "next": "", ">=1 <1.5": "1.2.0",
		"=1.2.0": "1.2.0", " 1.x ": "1.10.0", "nonsense range": "",
	} {
		if got := newest(versions, asked); got != want {
			t.Errorf("%q gives %q, want %q", asked, got, want)
		}
	}
	if got := newest([]string{"2.0.0-beta.1", "2.0.0-beta.2"}, ""); got != "2.0.0-beta.2" {
		t.Errorf("without a release it gives %q", got)
	}
}

func TestParseIntegrity(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"md5-xyz":                   "",
		"sha256-aaa":                "sha256",
		"sha256-aaa sha512-bbb":     "sha512",
		"sha384-aaa?x sha384-ccc==": "sha384",
	} {
		if got := parseIntegrity(text); got.algorithm != want {
			t.Errorf("%q is %q, want %q", text, got.algorithm, want)
		}
	}
	s := newSummer(parseIntegrity("sha256-wrong sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="))
	if _, err := s.Write([]byte("abc")); err != nil || !s.fits() {
		t.Error("one of two hashes fits and is not taken")
	}
}

// What several packages want in versions that do not go together lies beside each of them, as Node looks it up.
func TestGrowing_Find(t *testing.T) {
	a, nested := &part{Version: "1"}, &part{Version: "2"}
	g := growing{placed: map[string]*part{"node_modules/a": a, "node_modules/b/node_modules/a": nested}}
	for from, want := range map[string]*part{
		"node_modules/b": nested, "node_modules/b/node_modules/c": nested, "node_modules/c": a, "node_modules/@x/b": a,
	} {
		if got := g.find(from, "a"); got != want {
			t.Errorf("from %s: %+v", from, got)
		}
	}
}

func TestInside(t *testing.T) {
	for name, want := range map[string]string{
		"package/index.js": "index.js", "package/a/b.js": "a/b.js", "package/": "", "odd/x.js": "x.js", "package/./a.js": "a.js",
	} {
		if got, err := inside(name, part{}); got != want || err != nil {
			t.Errorf("%q gives %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"/etc/passwd", "package/../../x", "..", "package\\..\\x", "package/a\x00b"} {
		if got, err := inside(name, part{}); backend.ErrorCode(err) != backend.Invalid {
			t.Errorf("%q gives %q, %v", name, got, err)
		}
	}
}
