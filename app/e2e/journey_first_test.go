//go:build e2e && linux

package e2e_test

import (
	"strings"
	"testing"

	"whittle/backend/ai/openroutertest"
)

// firstStart begins without a key: a refused one is told in a sentence, a starter works, and its data are found again.
func firstStart(t *testing.T, p *traveller) {
	p.connect("fast")
	w := p.start()
	w.Text("Say what you need, get a small app.")
	p.shoot(w, "welcome")

	w.Find("[aria-label='OpenRouter key']").Type(openroutertest.RefusedKey + enter)
	w.Find("[role=alert]:not(:empty)")
	refusal := content(w, "[role=alert]:not(:empty)")
	if !strings.Contains(refusal, ".") || len(strings.Fields(refusal)) < 5 {
		t.Errorf("the refusal is no sentence: %q", refusal)
	}
	p.shoot(w, "refused")

	w.Text("Tasks").Click()
	p.enter(w)
	w.Find("[aria-label='New task']").Click()
	w.Keys("Buy honey" + enter)
	w.Text("Buy honey")
	w.Top()
	p.shoot(w, "starter")
	w.Find("a[aria-label=Home]").Click()
	w.Text("All apps")
	w.Close()

	w = p.start()
	w.Text("All apps")
	p.shoot(w, "home")
	w.Text("Tasks").Click()
	p.enter(w)
	w.Text("Buy honey")
}
