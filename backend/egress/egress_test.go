package egress_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/egress"
)

// internet is the address that stands for the internet in these tests; 127.0.0.1 stays this computer's.
const internet = "127.0.0.2"

// names resolves names to addresses; a name may have others the second time.
type names struct {
	mu   sync.Mutex
	next map[string][]string
	last map[string]string
	seen []string
}

func (n *names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.seen = append(n.seen, host)
	answer := n.last[host]
	if answers := n.next[host]; len(answers) > 0 {
		answer, n.next[host] = answers[0], answers[1:]
	}
	var addrs []netip.Addr
	for text := range strings.FieldsSeq(answer) {
		addrs = append(addrs, netip.MustParseAddr(text))
	}
	if addrs == nil {
		return nil, errors.New("no such name")
	}
	return addrs, nil
}

// answers is what the person said, by name of grant.
type answers map[string]backend.GrantState

func (a answers) gate(_ context.Context, host string, local bool) (backend.GrantState, error) {
	if state, ok := a[backend.HostGrant(host, local)]; ok {
		return state, nil
	}
	return backend.GrantAsk, nil
}

func client(limits egress.Limits, resolve *names) *egress.Client {
	return egress.New(egress.Config{
		Resolver: resolve, Limits: limits, Agent: "Whittle/test", Internet: []netip.Prefix{netip.MustParsePrefix(internet + "/32")},
		Proxy: func(*url.URL) (*url.URL, error) { return nil, nil },
	})
}

func get(address string) egress.Request {
	return egress.Request{App: "Recipe Box", AppID: "a", URL: address}
}

// read makes a request and returns its status and body, or the error of either.
func read(t *testing.T, c *egress.Client, r egress.Request, a answers) (*egress.Response, string, error) {
	t.Helper()
	response, err := c.Do(t.Context(), r, a.gate)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response, string(text), err
}

func TestRequest(t *testing.T) {
	port := standin(t, internet)
	host := "http://api.example.com:" + port
	resolve := &names{last: map[string]string{"api.example.com": internet}}
	allowed := answers{"host:" + host: backend.GrantAllowed}
	c := client(egress.Limits{}, resolve)
	r := get(host + "/echo?q=1#part")
	r.Method, r.Body = "post", []byte("hello")
	r.Headers = [][2]string{{"Authorization", "Bearer app"}, {"Cookie", "a=1"}, {"Origin", "https://evil"}, {"Host", "other"}, {"User-Agent", "me"},
		{"Sec-Fetch-Mode", "no"}, {"Proxy-Authorization", "no"}, {"content-type", "text/plain"}, {"X-Own", "yes"}, {"Content-Length", "1"}}
	response, body, err := read(t, c, r, allowed)
	if err != nil {
		t.Fatal(err)
	}
	want := "POST /echo?q=1 host=api.example.com:" + port + " ua=Whittle/test auth=Bearer app cookie=a=1 origin= accept=*/* type=text/plain own=yes body=hello"
	if body != want || response.Status != 200 || response.StatusText != "OK" || response.Redirected || response.URL != host+"/echo?q=1" {
		t.Errorf("%+v\n%s\n%s", response, body, want)
	}
	if !slices.Contains(response.Headers, [2]string{"x-two", "words here"}) {
		t.Errorf("headers %v", response.Headers)
	}
	for path, want := range map[string]string{"/status/404": "404 status 404", "/status/500": "500 status 500", "/packed": "200 unpacked, asked with gzip"} {
		response, body, err := read(t, c, get(host+path), allowed)
		if err != nil || fmt.Sprint(response.Status, " ", body) != want {
			t.Errorf("%s: %+v %q %v", path, response, body, err)
		}
		if slices.ContainsFunc(response.Headers, func(h [2]string) bool { return h[0] == "content-encoding" }) {
			t.Errorf("%s says it is packed", path)
		}
	}
	response, _, err = read(t, c, get(host+"/cookie"), allowed)
	if err != nil || slices.ContainsFunc(response.Headers, func(h [2]string) bool { return h[0] == "set-cookie" }) {
		t.Errorf("%+v %v", response, err)
	}
	record := c.Record("a")
	if len(record) != 5 || record[0].Host != host || record[0].Method != "POST" || record[0].Status != 200 || record[0].Bytes != int64(len(want)) || record[0].Code != "" {
		t.Errorf("record %+v", record)
	}
	if len(c.Record("b")) != 0 {
		t.Error("another app has a record")
	}
}

func TestMalformedRequests(t *testing.T) {
	c := client(egress.Limits{RequestBytes: 10}, &names{})
	for name, change := range map[string]func(*egress.Request){
		"method":      func(r *egress.Request) { r.Method = "CONNECT" },
		"trace":       func(r *egress.Request) { r.Method = "trace" },
		"no method":   func(r *egress.Request) { r.Method = "GET /x" },
		"file":        func(r *egress.Request) { r.URL = "file:///etc/passwd" },
		"no host":     func(r *egress.Request) { r.URL = "https:///x" },
		"user":        func(r *egress.Request) { r.URL = "https://a:b@example.com/" },
		"mail port":   func(r *egress.Request) { r.URL = "http://example.com:25/" },
		"long":        func(r *egress.Request) { r.URL = "https://example.com/" + strings.Repeat("x", 20000) },
		"header name": func(r *egress.Request) { r.Headers = [][2]string{{"a b", "c"}} },
		"header line": func(r *egress.Request) { r.Headers = [][2]string{{"X-A", "b\r\nHost: evil"}} },
		"headers":     func(r *egress.Request) { r.Headers = [][2]string{{"X-A", strings.Repeat("x", 100000)}} },
		"body":        func(r *egress.Request) { r.Method, r.Body = "POST", make([]byte, 11) },
	} {
		r := get("https://example.com/")
		change(&r)
		if _, _, err := read(t, c, r, answers{"host:example.com": backend.GrantAllowed}); backend.ErrorCode(err) != backend.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGrants(t *testing.T) {
	port := standin(t, internet)
	a, b := "http://a.example.com:"+port, "http://b.example.com:"+port
	resolve := &names{last: map[string]string{"a.example.com": internet, "b.example.com": internet}}
	c := client(egress.Limits{}, resolve)
	r := get(a + "/echo")
	r.Method, r.Body = "PUT", []byte("x")
	_, _, err := read(t, c, r, answers{"host:" + b: backend.GrantAllowed})
	var ask *egress.Ask
	if !errors.As(err, &ask) || ask.Host != a || ask.Local || ask.Next.URL != a+"/echo" || ask.Next.Method != "PUT" || string(ask.Next.Body) != "x" {
		t.Fatalf("%+v %v", ask, err)
	}
	if len(resolve.seen) != 0 {
		t.Errorf("%v was looked up before the person was asked", resolve.seen)
	}
	_, _, err = read(t, c, r, answers{"host:" + a: backend.GrantDenied})
	if backend.ErrorCode(err) != backend.Forbidden || backend.ErrorMessage(err) != "Recipe Box tried to reach "+a+" and you said no. Change it under What it may do." {
		t.Fatal(err)
	}
}

func TestRedirects(t *testing.T) {
	port := standin(t, internet)
	a, b := "http://a.example.com:"+port, "http://b.example.com:"+port
	resolve := &names{last: map[string]string{"a.example.com": internet, "b.example.com": internet}}
	c := client(egress.Limits{}, resolve)
	both := answers{"host:" + a: backend.GrantAllowed, "host:" + b: backend.GrantAllowed}
	to := func(code int, at string) egress.Request {
		r := get(fmt.Sprintf("%s/to?code=%d&at=%s", a, code, url.QueryEscape(at)))
		r.Method, r.Body = "POST", []byte("secret")
		r.Headers = [][2]string{{"Authorization", "Bearer x"}, {"Content-Type", "text/plain"}, {"X-Own", "kept"}}
		return r
	}
	for name, c1 := range map[string]struct {
		request egress.Request
		want    string
	}{
		"302 on the same host":     {to(302, "/echo"), "GET /echo host=a auth=Bearer x type= own=kept body="},
		"303 to another":           {to(303, b+"/echo"), "GET /echo host=b auth= type= own=kept body="},
		"307 to another":           {to(307, b+"/echo"), "POST /echo host=b auth= type=text/plain own=kept body=secret"},
		"308 on the same host":     {to(308, a+"/echo"), "POST /echo host=a auth=Bearer x type=text/plain own=kept body=secret"},
		"301 with a relative path": {to(301, "echo"), "GET /echo host=a auth=Bearer x type= own=kept body="},
	} {
		response, body, err := read(t, c, c1.request, both)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		short := strings.NewReplacer(".example.com:"+port, "", " ua=Whittle/test", "", " cookie=", "", " origin=", "", " accept=*/*", "").Replace(body)
		if short != c1.want || !response.Redirected || !strings.HasSuffix(response.URL, "/echo") {
			t.Errorf("%s: %+v\n%s\n%s", name, response, short, c1.want)
		}
	}
	_, _, err := read(t, c, to(302, b+"/echo"), answers{"host:" + a: backend.GrantAllowed})
	var ask *egress.Ask
	if !errors.As(err, &ask) || ask.Host != b || ask.Next.Method != "GET" || ask.Next.URL != b+"/echo" || len(ask.Next.Body) != 0 ||
		slices.ContainsFunc(ask.Next.Headers, func(h [2]string) bool { return h[0] == "Authorization" }) {
		t.Errorf("%+v %v", ask, err)
	}
	if _, _, err := read(t, c, get(a+"/loop"), both); backend.ErrorCode(err) != backend.Upstream {
		t.Errorf("loop: %v", err)
	}
	for _, at := range []string{"file:///etc/passwd", "javascript:alert(1)", "http://a.example.com:25/", "http://u:p@a.example.com/"} {
		if _, _, err := read(t, c, to(302, at), both); backend.ErrorCode(err) != backend.Invalid {
			t.Errorf("%s: %v", at, err)
		}
	}
	manual, failing := to(302, b), to(302, b)
	manual.Redirect, failing.Redirect = "manual", "error"
	if response, _, err := read(t, c, manual, both); err != nil || response.Status != 302 {
		t.Errorf("manual: %+v %v", response, err)
	}
	if _, _, err := read(t, c, failing, both); backend.ErrorCode(err) != backend.Upstream {
		t.Errorf("error: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	here, there := standin(t, "127.0.0.1"), standin(t, internet)
	resolve := &names{last: map[string]string{
		"mapped.example.com": "::ffff:127.0.0.1", "meta.example.com": "169.254.169.254", "nat64.example.com": "64:ff9b::7f00:1",
		"zero.example.com": "0.0.0.0", "nas.example.com": "127.0.0.1", "mixed.example.com": "127.0.0.1 " + internet, "nas": "127.0.0.1",
	}}
	c := client(egress.Limits{}, resolve)
	all := func(_ context.Context, host string, local bool) (backend.GrantState, error) {
		if local {
			return backend.GrantAsk, nil
		}
		return backend.GrantAllowed, nil
	}
	for address, local := range map[string]bool{
		"http://127.0.0.1:" + here + "/echo":          true,
		"http://localhost:" + here + "/echo":          true,
		"http://nas:" + here + "/echo":                true,
		"http://[::1]:" + here + "/echo":              true,
		"http://192.168.0.1:" + here + "/echo":        true,
		"http://nas.example.com:" + here + "/echo":    true,
		"http://mapped.example.com:" + here + "/echo": true, // resolvers write IPv4 addresses this way
		"http://meta.example.com:" + here + "/echo":   false,
		"http://nat64.example.com:" + here + "/echo":  false,
		"http://zero.example.com:" + here + "/echo":   false,
		"http://169.254.169.254/latest":               false,
		"http://[::ffff:127.0.0.1]:" + here + "/echo": false,
		"http://2130706433:" + here + "/echo":         true, // a name without a dot, which resolves to nothing
		"http://0x7f000001:" + here + "/echo":         true,
	} {
		_, err := c.Do(t.Context(), get(address), all)
		var ask *egress.Ask
		if local && (!errors.As(err, &ask) || !ask.Local) || !local && backend.ErrorCode(err) != backend.Forbidden {
			t.Errorf("%s: %v", address, err)
		}
	}
	// Of mixed addresses only those of the internet are used: the one here does not serve that port.
	if _, body, err := read(t, c, get("http://mixed.example.com:"+there+"/echo"), answers{"host:http://mixed.example.com:" + there: backend.GrantAllowed}); err != nil || !strings.HasPrefix(body, "GET /echo") {
		t.Errorf("mixed: %q %v", body, err)
	}
	// A grant that says so opens exactly its host and port.
	nas := "http://nas.example.com:" + here
	grants := answers{"host:" + nas: backend.GrantAllowed, "local:" + nas: backend.GrantAllowed, "local:http://localhost:" + here: backend.GrantAllowed}
	for _, address := range []string{nas + "/echo", "http://localhost:" + here + "/echo"} {
		resolve.last["localhost"] = "127.0.0.1"
		if _, body, err := read(t, c, get(address), grants); err != nil || !strings.HasPrefix(body, "GET /echo") {
			t.Errorf("%s: %q %v", address, body, err)
		}
	}
	// The connection of that request is not there for an app that was not granted the same.
	if _, err := c.Do(t.Context(), get(nas+"/echo"), all); !errors.As(err, new(*egress.Ask)) {
		t.Errorf("a connection was shared: %v", err)
	}
}

func TestNamesThatChange(t *testing.T) {
	here, there := standin(t, "127.0.0.1"), standin(t, internet)
	resolve := &names{next: map[string][]string{"evil.example.com": {internet}}, last: map[string]string{"evil.example.com": "127.0.0.1"}}
	c := client(egress.Limits{}, resolve)
	gate := answers{"host:http://evil.example.com:" + there: backend.GrantAllowed, "host:http://evil.example.com:" + here: backend.GrantAllowed}
	if _, _, err := read(t, c, get("http://evil.example.com:"+there+"/echo"), gate); err != nil {
		t.Fatal(err)
	}
	// The name leads elsewhere now. The next connection sees that; what was checked is what is connected to.
	if _, _, err := read(t, c, get("http://evil.example.com:"+here+"/echo"), gate); !errors.As(err, new(*egress.Ask)) {
		t.Errorf("after the change: %v", err)
	}
	if len(resolve.seen) != 2 {
		t.Errorf("looked up %v", resolve.seen)
	}
}

func TestLimits(t *testing.T) {
	port := standin(t, internet)
	host := "http://api.example.com:" + port
	resolve := &names{last: map[string]string{"api.example.com": internet}}
	allowed := answers{"host:" + host: backend.GrantAllowed}
	for name, c1 := range map[string]struct {
		limits egress.Limits
		path   string
		code   backend.Code
		words  string
		bytes  int
	}{
		"endless body": {egress.Limits{ResponseBytes: 1_000_000}, "/endless", backend.Upstream, "larger than 1 MB", 1_000_000},
		"gzip bomb":    {egress.Limits{ResponseBytes: 2_000_000}, "/bomb", backend.Upstream, "larger than 2 MB", 2_000_000},
		"falls silent": {egress.Limits{Silence: 50 * time.Millisecond}, "/slow", backend.Stalled, "fell silent", 5},
		"drips":        {egress.Limits{Total: 200 * time.Millisecond}, "/drip", backend.Unavailable, "took too long", -1},
		"breaks off":   {egress.Limits{}, "/half", backend.Truncated, "broke off", 4},
		"never begins": {egress.Limits{FirstByte: 50 * time.Millisecond}, "/never", backend.Unavailable, "did not answer in time", 0},
		"huge header":  {egress.Limits{}, "/huge-header", backend.Unavailable, "could not be reached", 0},
		"no HTTP":      {egress.Limits{}, "/raw?text=SSH-2.0", backend.Unavailable, "not HTTP", 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := client(c1.limits, resolve)
			_, body, err := read(t, c, get(host+c1.path), allowed)
			if backend.ErrorCode(err) != c1.code || !strings.Contains(backend.ErrorMessage(err), c1.words) || c1.bytes >= 0 && len(body) != c1.bytes {
				t.Errorf("%d bytes, %v", len(body), err)
			}
			if record := c.Record("a"); len(record) != 1 || record[0].Code != c1.code || record[0].Bytes != int64(len(body)) {
				t.Errorf("record %+v", record)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	port := standin(t, internet)
	host := "http://api.example.com:" + port
	c := client(egress.Limits{}, &names{last: map[string]string{"api.example.com": internet}})
	r := get(host + "/slow")
	r.ID = "one"
	response, err := c.Do(t.Context(), r, answers{"host:" + host: backend.GrantAllowed}.gate)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if begin, err := io.ReadAll(io.LimitReader(response.Body, 5)); err != nil || string(begin) != "begin" {
		t.Fatalf("%q %v", begin, err)
	}
	c.Cancel("two")
	go c.Cancel("one")
	if _, err := io.ReadAll(response.Body); backend.ErrorCode(err) != backend.Canceled {
		t.Errorf("after the end: %v", err)
	}
}

func TestTurns(t *testing.T) {
	port := standin(t, internet)
	host := "http://api.example.com:" + port
	allowed := answers{"host:" + host: backend.GrantAllowed}
	c := client(egress.Limits{AtOnce: 1, Waiting: 1}, &names{last: map[string]string{"api.example.com": internet}})
	first, err := c.Do(t.Context(), get(host+"/slow"), allowed.gate)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	asked, second := make(chan struct{}), make(chan error, 1)
	go func() {
		close(asked)
		_, err := c.Do(ctx, get(host+"/echo"), allowed.gate)
		second <- err
	}()
	<-asked
	for refused := false; !refused; { // until the second one waits
		brief, end := context.WithTimeout(t.Context(), time.Millisecond)
		_, err := c.Do(brief, get(host+"/echo"), allowed.gate)
		end()
		refused = backend.ErrorCode(err) == backend.RateLimited
	}
	other := get(host + "/echo")
	other.AppID = "b"
	if _, _, err := read(t, c, other, allowed); err != nil {
		t.Errorf("another app waits too: %v", err)
	}
	cancel()
	if err := <-second; backend.ErrorCode(err) != backend.Canceled {
		t.Errorf("the one that waited: %v", err)
	}
	first.Body.Close()
	if _, _, err := read(t, c, get(host+"/echo"), allowed); err != nil {
		t.Errorf("after the first: %v", err)
	}
}
