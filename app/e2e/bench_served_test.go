//go:build bench && linux

package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"time"

	"bufio"

	"github.com/gorilla/websocket"
)

// served measures the same UI in Chromium: from the navigation to the painted launcher, each time in a new page.
func (b *bench) served(data string) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		return
	}
	s := b.serve(data)
	defer s.stop()
	browser := exec.Command(chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--no-first-run", "--window-size=1280,800", "--remote-debugging-port=0", "--user-data-dir="+b.t.TempDir(), "about:blank")
	out, err := browser.StderrPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := browser.Start(); err != nil {
		b.t.Fatal(err)
	}
	defer func() {
		_ = browser.Process.Kill()
		_ = browser.Wait()
	}()
	var host string
	for lines := bufio.NewScanner(out); host == "" && lines.Scan(); {
		if _, address, found := strings.Cut(lines.Text(), "DevTools listening on "); found {
			u, _ := url.Parse(address)
			host = u.Host
		}
	}
	go func() { // what else it says
		for lines := bufio.NewScanner(out); lines.Scan(); {
		}
	}()
	var painted []float64
	for range startRuns {
		painted = append(painted, b.paintIn(host, s.URL))
	}
	b.table("The same launcher served, in Chromium, ms from navigation to painted (200 apps)", []string{"", "median", "p95", "max"}, [][]string{
		append([]string{"Chromium, already running"}, spread(painted, 0)...),
		{"start of `whittle serve` to its address", spread([]float64{float64(s.ready.Microseconds()) / 1000}, 0)[0], "", ""},
	})
}

// paintIn opens address in a new page and returns when the launcher was painted, in ms after the navigation
// (chromedevtools.github.io/devtools-protocol, HTTP endpoints and Runtime.evaluate).
func (b *bench) paintIn(host, address string) float64 {
	b.t.Helper()
	request, _ := http.NewRequest(http.MethodPut, "http://"+host+"/json/new?"+url.QueryEscape(address), nil)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	var page struct {
		ID     string `json:"id"`
		Socket string `json:"webSocketDebuggerUrl"`
	}
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil {
		b.t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.Dial(page.Socket, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		var answer struct {
			Result struct {
				Result struct {
					Value float64 `json:"value"`
				} `json:"result"`
			} `json:"result"`
		}
		err := conn.WriteJSON(map[string]any{"id": 1, "method": "Runtime.evaluate", "params": map[string]any{
			"expression": "performance.getEntriesByName('whittle-home-painted')[0]?.startTime ?? 0"}})
		if err == nil {
			err = conn.ReadJSON(&answer)
		}
		if err != nil {
			b.t.Fatal(err)
		}
		if at := answer.Result.Result.Value; at > 0 {
			_, _ = http.Get("http://" + host + "/json/close/" + page.ID)
			return at
		}
	}
	b.t.Fatal("the launcher was not painted in Chromium")
	return 0
}
