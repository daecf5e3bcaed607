package builder_test

import (
	"strings"
	"testing"

	"whittle/backend"
)

// say posts what the page shows some time after it has loaded.
const say = `setTimeout(() => parent.postMessage(document.body.innerText.trim().replace(/\s+/g, " ") + " " + getComputedStyle(document.querySelector("button")).color, "*"), 200)`

// TestComponentsPaint mounts apps of Vue and Svelte in several shapes, without a network.
func TestComponentsPaint(t *testing.T) {
	apps := map[string]app{
		"vue setup": {"src/App.vue": `<script setup lang="ts">
import { onMounted, ref } from 'vue';
import Part from './components/Part.vue';
const n = ref<number>(41);
onMounted(() => { document.querySelector('button')!.click(); ` + say + ` });
</script>
<template><Part :label="'count'" @more="n++">{{ n as number }}</Part></template>`,
			"src/components/Part.vue": `<script setup lang="ts">
defineProps<{ label: string }>();
const emit = defineEmits<{ more: [] }>();
const color = 'rgb(1, 2, 3)';
</script>
<template><button @click="emit('more')">{{ label }} <slot /></button></template>
<style scoped>button { color: v-bind(color) }</style>`},
		"vue options": {"App.vue": `<template><button :class="$style.b" @click="n++">count {{ n }}</button></template>
<script>export default { data: () => ({ n: 41 }), mounted() { document.querySelector('button').click(); ` + say + ` } }</script>
<style module>.b { color: rgb(1, 2, 3) }</style>`},
		"vue main": {"src/App.vue": `<script setup>import { useCount } from './stores/count'; import { storeToRefs } from 'pinia'; const store = useCount(); const { n } = storeToRefs(store); store.more()</script><template><router-view /> {{ n }}</template>`,
			"src/main.ts":         `import { createApp } from 'vue'; import { createPinia } from 'pinia'; import App from './App.vue'; import router from './router'; createApp(App).use(createPinia()).use(router).mount('#app'); ` + say,
			"src/router/index.ts": `import { createRouter, createMemoryHistory } from 'vue-router'; export default createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: () => import('../Home.vue') }] })`,
			"src/Home.vue":        `<template><button class="b">count</button></template><style>.b { color: rgb(1, 2, 3) }</style>`,
			"src/stores/count.ts": `import { defineStore } from 'pinia'; export const useCount = defineStore('count', { state: () => ({ n: 41 }), actions: { more(): void { this.n++ } } })`,
			"index.html":          `<!doctype html><div id="app"></div><script type="module" src="/src/main.ts"></script>`},
		"nuxt": {"app.vue": `<template><NuxtLayout><NuxtPage /></NuxtLayout></template>`,
			"layouts/default.vue":      `<template><main><slot /></main></template>`,
			"pages/index.vue":          `<script setup lang="ts">const n = useState('n', () => 40); const twice = computed(() => n.value + 1); onMounted(() => navigateTo('/more/1'))</script><template><p>{{ twice }}</p></template>`,
			"pages/more/[by].vue":      `<script setup>const route = useRoute(); const n = useState('n'); const total = add(n.value, 1 + Number(route.params.by)); onMounted(() => { ` + say + ` })</script><template><UiButton>count {{ total }}</UiButton></template>`,
			"components/ui/Button.vue": `<template><button class="b"><slot /></button></template><style>.b { color: rgb(1, 2, 3) }</style>`,
			"composables/add.ts":       `export const add = (a: number, b: number) => a + b`},
		"vue nested": {"App.vue": `<template><section><button @click="n++">count {{ n }}</button></section></template>
<script setup>const n = ref(41); onMounted(() => { document.querySelector('button').click(); ` + say + ` })</script>
<style lang="scss" scoped>
$dark: rgb(1, 2, 3); // the ink
section { // nested
  button { color: $dark; background: url("https://example.org/a.png") }
}
</style>`},
		"svelte runes": {"src/App.svelte": `<script lang="ts">
import Part from './lib/Part.svelte';
import { count } from '$lib/count.svelte';
import { onMount } from 'svelte';
onMount(() => { document.querySelector('button')!.click(); ` + say + ` });
</script>
<Part label="count" onmore={() => count.n++}>{count.n}</Part>`,
			"src/lib/Part.svelte":     `<script lang="ts">import { fade } from 'svelte/transition'; let { label, onmore, children }: { label: string, onmore: () => void, children: any } = $props();</script><button transition:fade={{ duration: 10 }} onclick={onmore}>{label} {@render children()}</button><style>button { color: rgb(1, 2, 3) }</style>`,
			"src/lib/count.svelte.ts": `export const count: { n: number } = $state({ n: 41 });`},
		"svelte legacy": {"App.svelte": `<script>
import { writable } from 'svelte/store';
import { onMount } from 'svelte';
export let label = 'count';
const n = writable(20);
$: twice = $n * 2;
onMount(() => { document.querySelector('button').click(); ` + say + ` });
</script>
<button on:click={() => $n += 1}>{label} {twice}</button>
<style>button { color: rgb(1, 2, 3) }</style>`},
		"svelte main": {"src/App.svelte": `<script>let { n } = $props()</script><button>count {n}</button>`, "src/app.css": `button { color: rgb(1, 2, 3) }`,
			"src/main.js": `import './app.css'; import { mount } from 'svelte'; import App from './App.svelte'; export default mount(App, { target: document.getElementById('app'), props: { n: 42 } }); ` + say},
		"kit": {"src/routes/+layout.svelte": `<script>let { children } = $props()</script><nav><a href="/more/2">more</a></nav>{@render children()}`,
			"src/routes/+page.svelte":          `<script>import { onMount } from 'svelte'; onMount(() => document.querySelector('a').click())</script>start`,
			"src/routes/more/[n]/+page.js":     `export const load = ({ params }) => ({ n: 40 + Number(params.n) })`,
			"src/routes/more/[n]/+page.svelte": `<script>import { page } from '$app/state'; import { onMount } from 'svelte'; let { data } = $props(); onMount(() => { ` + say + ` })</script><button>count {data.n} {page.params.n}</button><style>button { color: rgb(1, 2, 3) }</style>`},
	}
	want := map[string]string{"kit": "more count 42 2 rgb(1, 2, 3)", "vue main": "count 42 rgb(1, 2, 3)"}
	for name, said := range shown(t, compiling(t), apps) {
		expected := "count 42 rgb(1, 2, 3)"
		if want[name] != "" {
			expected = want[name]
		}
		if said != expected {
			t.Errorf("%s said %v, want %s", name, said, expected)
		}
	}
}

// TestComponentProblems holds that what is wrong in a component is told at its place.
func TestComponentProblems(t *testing.T) {
	tests := []struct {
		name string
		app  app
		want backend.Problem
	}{
		{"vue script", app{"App.vue": "<script setup>\nconst a = 1;\nconst b = ;\n</script>\n<template><p /></template>"},
			backend.Problem{File: "App.vue", Line: 3, Column: 11, Source: "const b = ;", Text: "Unexpected token."}},
		{"vue template", app{"App.vue": "<script setup>\nconst a = 1;\n</script>\n<template>\n  <p>{{ a }</p>\n</template>"},
			backend.Problem{File: "App.vue", Line: 5, Column: 6, Source: "  <p>{{ a }</p>", Text: "Interpolation end sign was not found."}},
		{"vue import", app{"App.vue": "<script setup>\n\nimport Part from './Prt.vue';\n</script>\n<template><Part /></template>", "Part.vue": "<template>a</template>"},
			backend.Problem{File: "App.vue", Line: 3, Source: "import Part from './Prt.vue';", Text: "There is no file Prt.vue. The nearest name is Part.vue. Add the file or correct the import."}},
		{"vue scss", app{"App.vue": "<template><p /></template>\n<style lang=\"scss\">\n@mixin a { color: red }\n</style>"},
			backend.Problem{File: "App.vue", Line: 2, Column: 20, Source: `<style lang="scss">`, Text: "Styles in scss are not compiled. Write them in CSS, which can be nested."}},
		{"svelte scss", app{"App.svelte": "<p>a</p>\n<style lang=\"scss\">\n@include a;\n</style>"},
			backend.Problem{File: "App.svelte", Line: 2, Column: 14, Source: `<style lang="scss">`, Text: "Styles in scss are not compiled. Write them in CSS, which can be nested."}},
		{"nuxt server", app{"app.vue": "<template>a</template>", "server/api/hello.ts": "export default 1"},
			backend.Problem{File: "server/api/hello.ts", Text: "Files in server/ would run on a server of Nuxt's, and this app is a page. Keep the data in the page, or ask for a service app that this one can call."}},
		{"svelte script", app{"App.svelte": "<script>\n  let n = $state(0;\n</script>\n{n}"},
			backend.Problem{File: "App.svelte", Line: 2, Column: 19, Source: "  let n = $state(0;", Text: "Unexpected token."}},
		{"svelte markup", app{"App.svelte": "<p>\n{#if a}\n<b>b</b>"},
			backend.Problem{File: "App.svelte", Line: 2, Column: 1, Source: "{#if a}", Text: "Block was left open."}},
		{"kit server", app{"src/routes/+page.svelte": "a", "src/routes/+page.server.js": "export const load = () => 1"},
			backend.Problem{File: "src/routes/+page.server.js", Text: "src/routes/+page.server.js would run on a server of SvelteKit's, and this app is a page. Load the data in the page, or ask for a service app that this one can call."}},
	}
	b := compiling(t)
	for _, test := range tests {
		bundle := b.Build(t.Context(), backend.Source{Files: test.app.files()})
		if bundle.Document != nil || len(bundle.Problems) == 0 {
			t.Errorf("%s: no problem", test.name)
			continue
		}
		got := bundle.Problems[0]
		if got.File != test.want.File || got.Line != test.want.Line || got.Source != test.want.Source || !strings.HasPrefix(got.Text, test.want.Text) ||
			test.want.Column > 0 && got.Column != test.want.Column {
			t.Errorf("%s: %+v\nwant %+v", test.name, got, test.want)
		}
	}
}
