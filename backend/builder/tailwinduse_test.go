package builder_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

const cdn = `<script src="https://cdn.tailwindcss.com"></script>`

// TestTailwind_forms holds that every way to set Tailwind up has its effect: what an expression comes to.
func TestTailwind_forms(t *testing.T) {
	style := func(property string) string { return "getComputedStyle(document.querySelector('.x'))." + property }
	tests := map[string]struct {
		app    app
		report string
		want   string
	}{
		"config colours": {app{"index.html": cdn + `<script>tailwind.config = {theme: {extend: {colors: {brand: {DEFAULT: '#010203', 500: '#040506'}}}}}</script><p class="x bg-brand text-brand-500">`},
			style("backgroundColor") + "+" + style("color"), "rgb(1, 2, 3)rgb(4, 5, 6)"},
		"config after use": {app{"index.html": `<p class="x bg-brand">a</p>` + cdn + `<script>window.tailwind.config = {theme: {extend: {colors: {brand: '#010203'}}}}; window.done = typeof tailwind</script>`},
			style("backgroundColor") + "+window.done", "rgb(1, 2, 3)object"},
		"config kept script": {app{"index.html": `<script>tailwind.config = {darkMode: 'class'}; var after = 7</script>` + cdn + `<html class="dark"><p class="x dark:p-4">`},
			style("paddingTop") + "+after", "16px7"},
		"config font and animation": {app{"index.html": cdn + `<script>tailwind.config = {theme: {extend: {fontFamily: {mine: ['Mine', 'serif']}, animation: {turn: 'turn 3s linear'}, keyframes: {turn: {'0%': {opacity: 0}, to: {marginTop: '5px'}}}}}}</script><p class="x font-mine animate-turn">`},
			style("fontFamily") + "+" + style("animationName"), "Mine, serifturn"},
		"config with functions": {app{"index.html": cdn + `<script>tailwind.config = {theme: {extend: {spacing: ({theme}) => ({big: '77px'})}}, plugins: [function ({addUtilities}) { addUtilities({'.mine': {color: 'rgb(1, 2, 3)'}}) }]}</script><p class="x p-big mine">`},
			style("paddingTop") + "+" + style("color"), "77pxrgb(1, 2, 3)"},
		"config replaces": {app{"index.html": cdn + `<script>tailwind.config = {theme: {colors: {only: '#010203'}, screens: {sm: '1px'}}}</script><p class="x bg-only text-red-500 sm:p-1">`},
			style("backgroundColor") + "+" + style("color") + "+" + style("paddingTop"), "rgb(1, 2, 3)rgb(0, 0, 0)4px"},
		"no preflight": {app{"index.html": cdn + `<script>tailwind.config = {corePlugins: {preflight: false}}</script><h1 class="x p-4">`},
			style("fontWeight"), "700"},
		"typography": {app{"index.html": `<script src="https://cdn.tailwindcss.com?plugins=forms,typography"></script><article class="prose"><blockquote class=x>a</blockquote></article>`},
			style("fontStyle"), "italic"},
		"forms": {app{"index.html": `<script src="https://cdn.tailwindcss.com/3.4.5?plugins=forms"></script><input type=text class="x p-1">`},
			style("borderTopColor"), "rgb(107, 114, 128)"},
		"typed style": {app{"index.html": cdn + `<style type="text/tailwindcss">@layer components { .btn { @apply p-4 text-white; } .btn:disabled { color: rgb(9, 9, 9) } } @layer utilities { .far { margin-top: 9px } }</style><p class="x btn md:far far">`},
			style("paddingTop") + "+" + style("color") + "+" + style("marginTop"), "16pxrgb(255, 255, 255)9px"},
		"apply own class": {app{"index.html": cdn + `<style type="text/tailwindcss">@layer components { .a { @apply p-2 } .b { @apply a m-1 } }</style><p class="x b">`},
			style("paddingTop") + "+" + style("marginTop"), "8px4px"},
		"theme function": {app{"index.html": cdn + `<style type="text/tailwindcss">.x { color: theme('colors.red.500'); margin: theme(spacing.4) }</style><p class="x p-1">`},
			style("color") + "+" + style("marginTop"), "rgb(239, 68, 68)16px"},
		"version 4": {app{"index.html": `<script src="https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4"></script><style type="text/tailwindcss">@theme { --color-brand: rgb(1, 2, 3) }</style><p class="x bg-brand border shadow-sm">`},
			style("backgroundColor") + "+" + style("borderTopColor"), "rgb(1, 2, 3)rgb(0, 0, 0)"},
		"version 4 utility": {app{"index.html": `<script src="https://unpkg.com/@tailwindcss/browser@4"></script><style type="text/tailwindcss">@import "tailwindcss"; @utility mine { padding: 3px } @custom-variant on (&.on);</style><p class="x on mine on:m-2">`},
			style("paddingTop") + "+" + style("marginTop"), "3px8px"},
		"file with directives": {app{"index.html": `<link rel=stylesheet href=style.css><p class="x btn p-8">`, "style.css": "@tailwind base;\n@tailwind components;\n@tailwind utilities;\n@layer components { .btn { @apply p-2 font-bold } }"},
			style("paddingTop") + "+" + style("fontWeight"), "32px700"},
		"config file": {app{"index.html": `<link rel=stylesheet href=style.css><p class="x bg-brand">`, "style.css": "@tailwind base; @tailwind utilities;",
			"tailwind.config.ts": `import type { Config } from "tailwindcss"; import animate from "tailwindcss-animate"; export default { content: ["./**/*"], theme: { extend: { colors: { brand: "rgb(1, 2, 3)" } } }, plugins: [animate, require("@tailwindcss/typography")] } satisfies Config`},
			style("backgroundColor"), "rgb(1, 2, 3)"},
		"found by use": {app{"index.html": `<div class="flex min-h-screen bg-gray-100 p-4 gap-2 items-center text-sm"><p class="x rounded-lg px-4">a</p></div>`},
			style("paddingLeft"), "16px"},
		"own classes": {app{"index.html": `<style>.card{padding:3px}.row{display:flex}.title{color:red}</style><div class="row"><div class="card x"><h1 class="title">a</h1></div></div>`},
			style("paddingTop") + "+" + style("boxSizing"), "3pxcontent-box"},
		"bootstrap": {app{"index.html": `<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/bootstrap@5.3.0/dist/css/bootstrap.min.css"><div class="container mt-4 p-3 text-center border rounded shadow"><p class="x mb-2 p-4">a</p></div>`},
			"[...document.styleSheets].some(s => { try { return [...s.cssRules].some(r => r.cssText.includes('--tw-')) } catch { return false } })", "false"},
		"dynamic": {app{"index.html": cdn + `<p class="x">a</p><script>const c = 'red'; document.querySelector('.x').className = ` + "`x bg-${c}-500 w-[${10 + 7}px]`" + `</script>`},
			style("backgroundColor") + "+" + style("width"), "rgb(239, 68, 68)17px"},
		"dark by system": {app{"index.html": cdn + `<p class="x p-1 dark:p-4">a</p>`}, style("paddingTop"), "4px"},
		"dark by switch": {app{"index.html": cdn + `<p class="x p-1 dark:p-4">a</p><script>document.documentElement.classList.add('dark')</script>`}, style("paddingTop"), "16px"},
		"tokens": {app{"index.html": cdn + `<p class="x bg-primary text-primary-foreground border rounded-lg">a</p>`},
			style("backgroundColor") + "+" + style("color") + "+" + style("borderTopColor") + "+" + style("borderRadius"), "rgb(24, 24, 27)rgb(250, 250, 250)rgb(228, 228, 231)10px"},
		"tokens of the app": {app{"index.html": cdn + `<style>:root { --primary: 240 100% 50%; --background: 0 0% 100% }</style><p class="x bg-primary">a</p>`},
			style("backgroundColor"), "rgb(0, 0, 255)"},
		"tokens in the config": {app{"index.html": cdn + `<script>tailwind.config = {theme: {extend: {colors: {primary: 'rgb(1, 2, 3)'}}}}</script><p class="x bg-primary">a</p>`},
			style("backgroundColor"), "rgb(1, 2, 3)"},
		"vue": {app{"App.vue": `<template><div class="flex p-4 bg-white gap-2 items-center text-sm"><p :class="['x', on && 'pt-2']">a</p></div></template><script setup>const on = true</script>`},
			style("paddingTop"), "8px"},
		"vue applies": {app{"App.vue": "<template><p class='x mine'>a</p></template>\n<style scoped>\n.mine { @apply p-4 text-red-500; }\n.mine:hover { color: theme('colors.blue.500') }\n</style>"},
			style("paddingTop") + "+" + style("color"), "16pxrgb(239, 68, 68)"},
		"svelte applies": {app{"App.svelte": "<p class='x mine'>a</p>\n<style>\n@reference 'tailwindcss';\n.mine { @apply p-4 sm:mt-2 dark:p-1; }\n</style>"},
			style("paddingTop"), "16px"},
		"prefix": {app{"index.html": cdn + `<script>tailwind.config = {prefix: 'tw-'}</script><style type="text/tailwindcss">.mine { @apply tw-m-2 }</style><p class="x mine tw-p-4 p-8 md:tw-text-[#010203] sm:-tw-mt-1">a</p>`},
			style("paddingTop") + "+" + style("marginLeft") + "+(matchMedia('(min-width: 768px)').matches ? " + style("color") + " : 'rgb(1, 2, 3)')", "16px8pxrgb(1, 2, 3)"},
		"safelist": {app{"index.html": cdn + `<script>tailwind.config = {safelist: ['p-9']}</script><p class="x">a</p><script>document.querySelector('.x').classList.add('p-' + 9)</script>`},
			style("paddingTop"), "36px"},
		"animated": {app{"index.html": cdn + `<script>tailwind.config = {plugins: [require('tailwindcss-animate')]}</script><p class="x animate-in fade-in-0 duration-300">a</p>`},
			style("animationName"), "enter"},
	}
	apps, reports := map[string]app{}, map[string]string{}
	for name, test := range tests {
		for file, text := range test.app {
			if file == "index.html" {
				test.app[file] = "<!doctype html><meta charset=utf-8>" + text
			}
		}
		apps[name], reports[name] = test.app, test.report
	}
	said := shownWith(t, compiling(t), apps, reports)
	for name, test := range tests {
		if said[name] != test.want {
			t.Errorf("%s: %v, want %s", name, said[name], test.want)
		}
	}
}

func TestTailwind_problems(t *testing.T) {
	tests := map[string]struct {
		app  app
		want string // the start of the only problem
		line int
	}{
		"unknown class":    {app{"index.html": cdn + "<style type=\"text/tailwindcss\">\n.b {\n  @apply p-4 nonsens-4;\n}</style>"}, "Tailwind has no class nonsens-4 to apply.", 3},
		"circle":           {app{"index.html": cdn + "<style type=\"text/tailwindcss\">@layer utilities { .a { @apply b } .b { @apply a } }</style>"}, "Tailwind cannot make the style of the app: You cannot `@apply`", 0},
		"leaves the app":   {app{"index.html": cdn + "<style type=\"text/tailwindcss\">@import \"../../etc/passwd\";</style>"}, "Tailwind cannot make the style of the app: The style sheet ../../etc/passwd is not there.", 0},
		"unknown plugin":   {app{"index.html": cdn + "<script>tailwind.config = {plugins: [require('daisyui')]}</script>"}, "Whittle does not carry the Tailwind plugin daisyui.", 0},
		"broken config":    {app{"index.html": cdn, "tailwind.config.js": "module.exports = nothing"}, "The configuration of Tailwind cannot be read, so it has no effect: 'nothing' is not defined", 0},
		"prototype names":  {app{"index.html": cdn + `<p class="__proto__ constructor toString hasOwnProperty bg-__proto__ p-constructor text-toString">`}, "", 0},
		"strange brackets": {app{"index.html": cdn + `<p class="w-[[[ p-[]] ]]] bg-[url('x')] before:content-['}'] [&:has(}]:p-1 w-[calc(1px+{}]">`}, "", 0},
	}
	b := compiling(t)
	for name, test := range tests {
		bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: test.app.files()})
		var got []string
		for _, problem := range bundle.Problems {
			got = append(got, fmt.Sprintf("%s %d", problem.Text, problem.Line))
		}
		if bundle.Document == nil || test.want == "" && len(got) > 0 ||
			test.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], test.want) || bundle.Problems[0].Line != test.line) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTailwind_dark(t *testing.T) {
	for body, want := range map[string]string{
		`<p class="bg-card">`:                                  "media",
		`<p class="bg-card text-gray-600">`:                    "class",
		`<p class="bg-card text-gray-600 dark:text-gray-300">`: "media",
		`<p class="bg-card"><script>document.documentElement.classList.toggle('dark')</script>`: "class",
		`<p class="p-4 dark:p-2">`: "",
		`<p class="p-4 dark:p-2"><script>document.body.classList.add("dark", "more")</script>`:     "class",
		`<html class="dark"><p class="p-4 dark:p-2">`:                                              "class",
		`<p class="p-4 dark:p-2 darker not-dark">the dark side</p><script>const dark = 1</script>`: "",
	} {
		counted := &counting{}
		b, err := builder.New(builder.Options{Compiler: counted})
		if err != nil {
			t.Fatal(err)
		}
		b.Build(t.Context(), backend.Source{Template: "html", Files: app{"index.html": cdn + body}.files()})
		if len(counted.inputs) != 1 || counted.inputs[0].Dark != want {
			t.Errorf("%s: %+v", body, counted.inputs)
		}
	}
}

// counting notes what is compiled and compiles nothing.
type counting struct{ inputs []compiler.TailwindInput }

func (c *counting) Compile(_ context.Context, _ string, input, _ any) error {
	if in, ok := input.(compiler.TailwindInput); ok {
		c.inputs = append(c.inputs, in)
	}
	return nil
}

func TestTailwind_candidates(t *testing.T) {
	flood := &strings.Builder{}
	for i := range 400_000 {
		fmt.Fprintf(flood, "p-[%dpx] ", i)
	}
	tests := map[string]struct {
		app  app
		want []string
	}{
		"places": {app{"index.html": cdn + `<p class="p-1 m-2" :class="{'p-3': a, hidden: b}" class:flex={c}>`, "a.js": "el.className = `p-4 ${x ? 'p-5' : \"p-6\"}`; el.classList.add('md:p-7'); // don't p-8"},
			[]string{"class:flex", "flex", "hidden", "m-2", "md:p-7", "p-1", "p-3", "p-4", "p-5", "p-6", "p-8"}},
		"brackets": {app{"index.html": cdn + `<p class="w-[calc(100%-2rem)] bg-(--mine) [&>*]:p-4 grid-cols-[1fr_2fr] before:content-['a'] data-[state=open]:p-1 [mask-type:luminance] bg-[url('/a.png')] text-[#fff]">`},
			[]string{"[&>*]:p-4", "[mask-type:luminance]", "before:content-['a']", "bg-(--mine)", "bg-[url('/a.png')]", "data-[state=open]:p-1", "grid-cols-[1fr_2fr]", "text-[#fff]", "w-[calc(100%-2rem)]"}},
		"a flood": {app{"index.html": cdn + `<p class="` + flood.String() + `">`}, nil},
	}
	for name, test := range tests {
		counted := &counting{}
		b, err := builder.New(builder.Options{Compiler: counted})
		if err != nil {
			t.Fatal(err)
		}
		bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: test.app.files()})
		if len(counted.inputs) != 1 {
			t.Fatal(name, bundle.Problems)
		}
		got := counted.inputs[0].Candidates
		if test.want != nil && !slices.Equal(got, test.want) {
			t.Errorf("%s: %q", name, got)
		}
		if test.want == nil && (len(got) > 4000 || len(bundle.Problems) == 0) {
			t.Errorf("%s: %d candidates, %v", name, len(got), bundle.Problems)
		}
	}
}
