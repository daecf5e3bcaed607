package main

import (
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"whittle/backend/builder/compiler"
	"whittle/frontend"
)

// longComponent is a component of Vue with so many rows of template and functions.
func longComponent(rows int) string {
	var script, template strings.Builder
	for i := range rows {
		fmt.Fprintf(&script, "const value%d = computed(() => props.start * %d)\nfunction more%d() { count.value += value%d.value }\n", i, i, i, i)
		fmt.Fprintf(&template, "<button v-if=\"count > %d\" :class=\"{ on: value%d > 3 }\" @click=\"more%d\">{{ value%d }}</button>\n", i, i, i, i)
	}
	return "<script setup lang=\"ts\">\nimport { computed, ref } from 'vue'\nconst props = defineProps<{ start: number }>()\nconst count = ref(0)\n" +
		script.String() + "</script>\n<template>\n<div>\n" + template.String() + "</div>\n</template>\n<style scoped>\n.on { color: red }\n</style>\n"
}

// TestCompiles_inABrowser holds that a worker of the real UI says the same as the engine in the program, and logs how
// long both take.
func TestCompiles_inABrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed; this test needs a real browser")
	}
	if _, err := frontend.Files().Open("index.html"); err != nil {
		t.Skip("the UI is not built")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	p, err := assemble(ctx, &options{dataDir: filepath.Join(t.TempDir(), "library")}, newLog(t.Output(), 0))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(p.door("ticket", "", hostsOf(listener.Addr())))
	server.Listener = listener
	server.Start()
	defer server.CloseClientConnections() // the stream of events has no end of its own
	open(t, ctx, chromium, server.URL+"/#ticket=ticket")
	for !isReady(p.compiles) {
		select {
		case <-ctx.Done():
			t.Fatal("the UI offers no compilers")
		case <-time.After(20 * time.Millisecond):
		}
	}
	here := compiler.New()
	defer here.Close()
	asked := compiler.NewWith(func(ctx context.Context, name string, input []byte) ([]byte, error) {
		answer, err := p.compiles.Ask(ctx, name, input)
		for err == errNoShell && ctx.Err() == nil { // the first of a kind may take longer than a build would wait
			answer, err = p.compiles.Ask(ctx, name, input)
		}
		if err != nil {
			t.Error("the UI did not answer:", err)
		}
		return answer, err
	})
	defer asked.Close()
	candidates := strings.Fields("flex p-4 m-2 bg-red-500 hover:bg-blue-700 md:grid-cols-3 rounded-lg shadow-md text-sm font-bold space-y-4 dark:bg-gray-900 w-1/2 translate-x-4")
	for round := range 3 {
		extra := fmt.Sprintf("p-[%dpx]", round)
		note := fmt.Sprintf("<!-- %d -->", round)
		for _, c := range []struct {
			what, name string
			input      any
		}{
			{"Tailwind", "tailwind", compiler.TailwindInput{Version: 3, Plugins: []string{}, Candidates: append([]string{extra}, candidates...)}},
			{"Vue, 37 lines", "vue", compiler.VueInput{File: "App.vue", ID: "a", Source: longComponent(8) + note}},
			{"Vue, 257 lines", "vue", compiler.VueInput{File: "App.vue", ID: "a", Source: longComponent(81) + note}},
			{"Svelte", "svelte", compiler.SvelteInput{File: "App.svelte", Source: "<script>let n = $state(0); const twice = $derived(n * 2)</script>\n" + strings.Repeat("{#if twice > 1}<button onclick={() => n++}>{twice}</button>{/if}\n", 40) + note}},
		} {
			var one, other any
			start := time.Now()
			if err := here.Compile(ctx, c.name, c.input, &one); err != nil {
				t.Fatal(err)
			}
			engine := time.Since(start)
			start = time.Now()
			if err := asked.Compile(ctx, c.name, c.input, &other); err != nil {
				t.Fatal(err)
			}
			t.Logf("%-14s round %d: engine %v, UI %v", c.what, round+1, engine.Round(time.Millisecond), time.Since(start).Round(100*time.Microsecond))
			if !reflect.DeepEqual(one, other) {
				t.Errorf("%s: the UI says something else", c.what)
			}
		}
	}
}

func isReady(c *compiles) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ready
}

func open(t *testing.T, ctx context.Context, chromium, address string) {
	t.Helper()
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), address)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Cancel()
		_ = cmd.Wait() // it was killed
	})
}
