//go:build e2e && linux

package e2e_test

import (
	"strings"
	"testing"

	"whittle/app/e2e"
)

// TestCompilersRunInTheWindow holds that a worker of the window's page runs a compiler and reaches nothing.
func TestCompilersRunInTheWindow(t *testing.T) {
	e2e.Need(t)
	w := e2e.Start(t, e2e.Options{Binary: e2e.Build(t), Args: []string{"--data", t.TempDir()}})
	w.Eval(`window.said = ''; const worker = new Worker('/compilers/vue.js');
		worker.onmessage = ({data}) => { window.said = data.answer }; worker.onerror = (e) => { window.said = 'error ' + e.message };
		worker.postMessage({id: 'a', input: JSON.stringify({file: 'App.vue', id: 'a', source: '<template><p>hello</p></template>'})})`, nil)
	var said string
	w.Wait("a compiler to answer", func() bool {
		w.Eval(`return window.said`, &said)
		return said != ""
	})
	if !strings.Contains(said, `"output"`) || !strings.Contains(said, "hello") {
		t.Error(said)
	}
}
