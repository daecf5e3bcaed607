package main

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"

	"whittle/backend"
	"whittle/backend/builder/compiler"
)

// ui answers every compile that it hears of with an output.
func ui(t *testing.T, c *compiles, bus *backend.Bus, answer string) {
	listener := bus.Listen(backend.LocalOwner)
	t.Cleanup(listener.Close)
	c.Ready(backend.LocalOwner)
	go func() {
		for e := range listener.C {
			if asked, ok := e.Data.(backend.Compile); ok {
				_ = c.Answer(backend.LocalOwner, asked.ID, answer) // whether it was in time shows at the other end
			}
		}
	}()
}

func TestCompiles_askTheUI(t *testing.T) {
	bus := &backend.Bus{}
	c := newCompiles(bus, rand.Text)
	if _, err := c.Ask(t.Context(), "vue", []byte(`{}`)); !errors.Is(err, errNoShell) {
		t.Fatal("asked without a UI:", err)
	}
	ui(t, c, bus, `{"output":{"css":"from the UI"}}`)
	set := compiler.NewWith(c.Ask)
	defer set.Close()
	var out compiler.TailwindOutput
	in := compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{"p-4"}}
	if err := set.Compile(t.Context(), "tailwind", in, &out); err != nil || out.CSS != "from the UI" {
		t.Error(out, err)
	}
	in.Code = "tailwind.config = {}"
	if err := set.Compile(t.Context(), "tailwind", in, &out); err != nil || out.CSS == "from the UI" {
		t.Error("code of an app went to the UI:", err)
	}
}

func TestCompiles_doWithoutTheUI(t *testing.T) {
	c := newCompiles(&backend.Bus{}, rand.Text)
	c.Ready(backend.LocalOwner) // and then no answer
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Ask(ctx, "vue", nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if len(c.waiting) != 0 {
		t.Error("a build that ended still waits")
	}
	for name, elsewhere := range map[string]compiler.Elsewhere{
		"nobody":   func(context.Context, string, []byte) ([]byte, error) { return nil, errNoShell },
		"nonsense": func(context.Context, string, []byte) ([]byte, error) { return []byte("nonsense"), nil },
	} {
		set := compiler.NewWith(elsewhere)
		var out compiler.TailwindOutput
		in := compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: []string{"p-4"}}
		if err := set.Compile(t.Context(), "tailwind", in, &out); err != nil || out.CSS == "" {
			t.Error(name, err)
		}
		set.Close()
	}
}

func TestCompiles_refuseAnswers(t *testing.T) {
	c := newCompiles(&backend.Bus{}, func() string { return "one" })
	if c.Ready("someone"); c.ready {
		t.Error("someone else's UI is asked")
	}
	if err := c.Answer("someone", "one", ""); backend.ErrorCode(err) != backend.NotFound {
		t.Error(err)
	}
	if err := c.Answer(backend.LocalOwner, "other", ""); backend.ErrorCode(err) != backend.NotFound {
		t.Error(err)
	}
	for _, name := range []string{"names", "../compiler", "tailwindconfig", ""} {
		if _, err := c.Script(name); backend.ErrorCode(err) != backend.NotFound {
			t.Errorf("served %q: %v", name, err)
		}
	}
	if script, err := c.Script("vue"); err != nil || len(script) < 100_000 {
		t.Error(len(script), err)
	}
}
