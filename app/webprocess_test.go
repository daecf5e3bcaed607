package main

import "testing"

func ticks(l *liveness, n int) (acts []act) {
	for range n {
		if a := l.tick(); a != actNone {
			acts = append(acts, a)
		}
	}
	return acts
}

func TestSilence(t *testing.T) {
	l := &liveness{}
	if a := ticks(l, 100); a != nil {
		t.Errorf("a page that has not begun to beat: %v", a)
	}
	l.beat("#/", "")
	if a := ticks(l, askAfter-1); a != nil {
		t.Errorf("a short silence: %v", a)
	}
	l.beat("#/", "")
	if a := ticks(l, askAfter); len(a) != 1 || a[0] != actAsk {
		t.Errorf("a silence: %v, want one question", a)
	}
	l.answered()
	if a := ticks(l, askAfter-1); a != nil {
		t.Errorf("after an answer: %v", a)
	}
	l.beat("#/apps/a", "a")
	if a := ticks(l, killAfter); len(a) != 2 || a[1] != actKill {
		t.Errorf("a silence without an answer: %v, want a question and an end", a)
	}
	if a := ticks(l, 100); a != nil {
		t.Errorf("after the end: %v", a)
	}
}

func TestSilenceDuringADialog(t *testing.T) {
	l := &liveness{}
	l.beat("#/apps/a", "a")
	ticks(l, askAfter)
	l.pause(true)
	if a := ticks(l, 100); a != nil {
		t.Errorf("while a person reads: %v", a)
	}
	l.pause(false)
	if a := ticks(l, killAfter); len(a) != 2 || a[1] != actKill {
		t.Errorf("a silence after it: %v, want a question and an end", a)
	}
}

func TestRecovered(t *testing.T) {
	l := &liveness{}
	if l.takeRecovered() != nil {
		t.Error("a first page was told of a death")
	}
	l.beat("#/apps/a", "a")
	ticks(l, killAfter)
	again := l.died()
	if r := l.takeRecovered(); !again || r == nil || *r != (recovered{"a", "#/apps/a", "hung"}) {
		t.Errorf("after a hang: %+v, again %v", r, again)
	}
	if l.takeRecovered() != nil {
		t.Error("a death was told twice")
	}
	l.beat("#/", "")
	l.died()
	if r := l.takeRecovered(); r == nil || *r != (recovered{"", "#/", "crashed"}) {
		t.Errorf("after a crash: %+v", r)
	}
}

func TestDeathsInARow(t *testing.T) {
	l := &liveness{}
	for i := range maxDeaths {
		if !l.died() {
			t.Fatalf("gave up at death %d", i+1)
		}
	}
	for range steadyBeat {
		l.beat("", "")
	}
	for i := range maxDeaths {
		if !l.died() {
			t.Fatalf("gave up at death %d after a steady page", i+1)
		}
	}
	if l.died() {
		t.Error("the page is loaded for ever")
	}
}
