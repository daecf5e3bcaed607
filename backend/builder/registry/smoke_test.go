package registry_test

import (
	"maps"
	"slices"
	"testing"
)

// smokes use a library a little; each must say yes.
var smokes = map[string]struct {
	modules []string
	script  string
}{
	"react renders": {[]string{"react", "react-dom/client"}, `
		const {createElement: h, useState, useEffect} = require('react');
		function App() { const [n, set] = useState(1); useEffect(() => set(41 + n), []); return h('b', null, n); }
		require('react-dom/client').createRoot(root).render(h(App));
		later(() => root.textContent == '42')`},
	"recharts draws": {[]string{"react", "react-dom/client", "recharts"}, `
		const {createElement: h} = require('react'), r = require('recharts');
		require('react-dom/client').createRoot(root).render(h(r.LineChart, {width: 400, height: 200, data: [{v: 1}, {v: 3}, {v: 2}]},
			h(r.XAxis), h(r.YAxis), h(r.Line, {dataKey: 'v', isAnimationActive: false})));
		later(() => document.querySelector('path.recharts-line-curve')?.getAttribute('d'))`},
	"lucide-react draws an icon and its alias": {[]string{"react", "react-dom/client", "lucide-react"}, `
		const {createElement: h} = require('react'), {Github, HomeIcon} = require('lucide-react');
		require('react-dom/client').createRoot(root).render([h(Github, {key: 1}), h(HomeIcon, {key: 2})]);
		later(() => document.querySelectorAll('svg.lucide').length == 2)`},
	"react-icons and heroicons draw": {[]string{"react", "react-dom/client", "react-icons/fa", "@heroicons/react/24/outline"}, `
		const {createElement: h} = require('react');
		require('react-dom/client').createRoot(root).render([h(require('react-icons/fa').FaBeer, {key: 1}), h(require('@heroicons/react/24/outline').HomeIcon, {key: 2})]);
		later(() => document.querySelectorAll('svg path').length >= 2)`},
	"a dialog in a dialog closes alone": {[]string{"react", "react-dom/client", "@radix-ui/react-dialog", "@radix-ui/react-dropdown-menu"}, `
		const {createElement: h} = require('react'), D = require('@radix-ui/react-dialog'), M = require('@radix-ui/react-dropdown-menu');
		const menu = h(M.Root, {open: true}, h(M.Trigger, null, 'm'), h(M.Portal, null, h(M.Content, {id: 'menu'}, h(M.Item, null, 'one'))));
		let closed = 0;
		require('react-dom/client').createRoot(root).render(h(D.Root, {open: true, onOpenChange: () => closed++},
			h(D.Portal, null, h(D.Content, {'aria-describedby': undefined}, h(D.Title, null, 't'), menu))));
		later(() => document.querySelector('#menu') && (document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'})), closed == 0))`},
	"zustand, immer and react share one react": {[]string{"react", "react-dom/client", "zustand", "zustand/middleware/immer"}, `
		const {createElement: h} = require('react');
		const use = require('zustand').create(require('zustand/middleware/immer').immer((set) => ({n: 1, up: () => set((s) => { s.n++ })})));
		require('react-dom/client').createRoot(root).render(h(() => h('i', null, use((s) => s.n))));
		use.getState().up();
		later(() => root.textContent == '2')`},
	"react-router goes to a page": {[]string{"react", "react-dom/client", "react-router-dom"}, `
		const {createElement: h} = require('react'), r = require('react-router-dom');
		const routes = h(r.Routes, null, h(r.Route, {path: '/b/:id', element: h(() => r.useParams().id)}));
		require('react-dom/client').createRoot(root).render(h(r.MemoryRouter, {initialEntries: ['/b/7']}, routes));
		later(() => root.textContent == '7')`},
	"react-hook-form checks with zod": {[]string{"react", "react-dom/client", "react-hook-form", "@hookform/resolvers/zod", "zod"}, `
		const {z} = require('zod'), {zodResolver} = require('@hookform/resolvers/zod');
		zodResolver(z.object({a: z.string().min(3, 'short')}))({a: 'x'}, undefined, {fields: {}, shouldUseNativeValidation: false})
			.then((r) => { done = r.errors.a.message == 'short' });
		later(() => done)`},
	"framer-motion and motion are one": {[]string{"react", "react-dom/client", "framer-motion", "motion/react"}, `
		const {createElement: h} = require('react'), f = require('framer-motion'), m = require('motion/react');
		require('react-dom/client').createRoot(root).render(h(f.motion.div, {animate: {opacity: 0.5}, transition: {duration: 0}}, 'x'));
		later(() => f.AnimatePresence === m.AnimatePresence && root.firstChild?.style.opacity == '0.5')`},
	"mui, emotion and styled-components style": {[]string{"react", "react-dom/client", "@mui/material", "styled-components"}, `
		const {createElement: h} = require('react'), Blue = require('styled-components').default.b` + "`color: rgb(0, 0, 255)`" + `;
		require('react-dom/client').createRoot(root).render([h(require('@mui/material').Button, {key: 1, variant: 'contained'}, 'x'), h(Blue, {key: 2}, 'y')]);
		later(() => root.querySelector('b') && getComputedStyle(root.querySelector('b')).color == 'rgb(0, 0, 255)' && root.querySelector('button.MuiButton-contained'))`},
	"chart.js draws, alone and in react": {[]string{"chart.js/auto", "react-chartjs-2", "chartjs-plugin-datalabels"}, `
		const Chart = require('chart.js/auto').default, canvas = root.appendChild(document.createElement('canvas'));
		const chart = new Chart(canvas, {type: 'bar', data: {labels: ['a'], datasets: [{data: [1]}]}, plugins: [require('chartjs-plugin-datalabels').default ?? require('chartjs-plugin-datalabels')]});
		later(() => chart.getDatasetMeta(0).data.length == 1 && require('chart.js').Chart === Chart && require('react-chartjs-2').Bar)`},
	"d3 selects and scales": {[]string{"d3"}, `
		const d3 = require('d3');
		d3.select(root).selectAll('p').data([1, 2, 3]).join('p').text((d) => d3.scaleLinear([0, 1], [0, 10])(d));
		later(() => root.textContent == '102030')`},
	"three renders with controls and a composer": {[]string{"three", "three/addons/controls/OrbitControls.js", "three/addons/postprocessing/EffectComposer.js", "three/addons/postprocessing/RenderPass.js", "three/addons/loaders/GLTFLoader.js"}, `
		const THREE = require('three'), scene = new THREE.Scene, camera = new THREE.PerspectiveCamera;
		scene.add(new THREE.Mesh(new THREE.BoxGeometry, new THREE.MeshNormalMaterial));
		camera.position.z = 3;
		new (require('three/addons/loaders/GLTFLoader.js').GLTFLoader);
		let ok = true;
		if (document.createElement('canvas').getContext('webgl2')) {
			const renderer = new THREE.WebGLRenderer;
			new (require('three/addons/controls/OrbitControls.js').OrbitControls)(camera, renderer.domElement).update();
			const composer = new (require('three/addons/postprocessing/EffectComposer.js').EffectComposer)(renderer);
			composer.addPass(new (require('three/addons/postprocessing/RenderPass.js').RenderPass)(scene, camera));
			composer.render();
			ok = renderer.info.render.frame > 0;
		}
		later(() => ok)`},
	"vue mounts a template with pinia and a router": {[]string{"vue", "pinia", "vue-router"}, `
		const {createApp, ref} = require('vue'), {createPinia, defineStore} = require('pinia');
		const store = defineStore('s', () => ({n: ref(6)}));
		createApp({setup: () => ({s: store()}), template: '<b>{{ s.n * 7 }}</b>'}).use(createPinia()).mount(root);
		later(() => root.textContent == '42')`},
	"svelte mounts what its compiler writes": {[]string{"svelte"}, `
		const s = require('svelte'), $ = s['internal/client'];
		const html = $.from_html('<b> </b>');
		s.mount((anchor) => { const b = html(); const n = $.state(41); $.set(n, 42); const text = $.child(b, true);
			$.template_effect(() => $.set_text(text, $.get(n))); $.append(anchor, b); }, {target: root});
		later(() => root.textContent == '42')`},
	"lucide draws in vue and svelte": {[]string{"vue", "@vueuse/core", "lucide-vue-next", "svelte", "lucide-svelte"}, `
		const vue = require('vue'), {Github, HomeIcon} = require('lucide-vue-next'), [one, two] = [root, root].map((r) => r.appendChild(document.createElement('div')));
		let clicks = 0;
		vue.createApp({components: {Github, HomeIcon}, template: '<Github :size="30" class="x" @click="up"/><HomeIcon/>', methods: {up() { clicks++ }}}).mount(one);
		require('svelte').mount(require('lucide-svelte').Check, {target: two, props: {size: 40, class: 'y', onclick() { clicks++ }}});
		for (const svg of document.querySelectorAll('.x, .y')) svg.dispatchEvent(new MouseEvent('click'));
		later(() => one.querySelectorAll('svg.lucide path').length >= 2 && one.querySelector('svg.x').getAttribute('width') == 30 &&
			two.querySelector('svg.y[width="40"] path') && clicks == 2)`},
	"preact, htm and signals share one preact": {[]string{"preact", "preact/hooks", "htm/preact", "@preact/signals"}, `
		const {html, render} = require('htm/preact'), {signal} = require('@preact/signals'), n = signal(41);
		render(html` + "`<b>${n}</b>`" + `, root);
		n.value++;
		later(() => root.textContent == '42')`},
	"solid renders": {[]string{"solid-js", "solid-js/web"}, `
		const {createSignal, createEffect} = require('solid-js');
		require('solid-js/web').render(() => { const [n, set] = createSignal(1); createEffect(() => set(42)); const b = document.createElement('b');
			createEffect(() => b.textContent = n()); return b; }, root);
		later(() => root.textContent == '42')`},
	"mermaid draws": {[]string{"mermaid"}, `
		const mermaid = require('mermaid').default;
		mermaid.initialize({startOnLoad: false});
		mermaid.render('m', 'graph TD; A-->B').then(({svg}) => { done = svg.includes('flowchart') });
		later(() => done)`},
	"plotly draws": {[]string{"plotly.js-dist-min"}, `
		require('plotly.js-dist-min').newPlot(root, [{y: [1, 2, 3]}]);
		later(() => root.querySelector('.scatterlayer path'))`},
	"echarts draws": {[]string{"echarts"}, `
		const chart = require('echarts').init(root, null, {renderer: 'svg'});
		chart.setOption({animation: false, xAxis: {data: ['a']}, yAxis: {}, series: [{type: 'bar', data: [5]}]});
		later(() => root.querySelector('svg path'))`},
	"p5 sets up": {[]string{"p5"}, `
		const P5 = require('p5');
		new P5((s) => { s.setup = () => { s.createCanvas(20, 20); s.background(9); done = true } }, root);
		later(() => done && root.querySelector('canvas'))`},
	"lodash, both ways": {[]string{"lodash", "lodash-es"}, `
		later(() => require('lodash')([1, 2]).map((n) => n * 2).value()[1] == 4 && require('lodash-es').chunk([1, 2, 3], 2).length == 2)`},
	"clsx and axios are called and named": {[]string{"clsx", "axios", "class-variance-authority", "tailwind-merge"}, `
		const clsx = require('clsx'), {cva} = require('class-variance-authority');
		later(() => clsx('a', {b: 1}) == 'a b' && clsx.clsx('c') == 'c' && cva('x', {variants: {v: {y: 'z'}}})({v: 'y'}) == 'x z' &&
			require('tailwind-merge').twMerge('p-1 p-2') == 'p-2' && typeof require('axios').get == 'function')`},
	"gsap moves, with ScrollTrigger": {[]string{"gsap", "gsap/ScrollTrigger"}, `
		const {gsap} = require('gsap'), {ScrollTrigger} = require('gsap/ScrollTrigger');
		gsap.registerPlugin(ScrollTrigger);
		gsap.set(root, {x: 10});
		later(() => root.style.transform.includes('10px'))`},
	"anime has both of its ways": {[]string{"animejs"}, `
		const anime = require('animejs');
		later(() => typeof anime.default == 'function' && typeof anime.animate == 'function')`},
	"dates": {[]string{"date-fns", "date-fns/locale", "dayjs", "dayjs/plugin/relativeTime", "luxon", "moment"}, `
		const dayjs = require('dayjs');
		dayjs.extend(require('dayjs/plugin/relativeTime'));
		later(() => require('date-fns').format(new Date(2020, 0, 5), 'd MMMM', {locale: require('date-fns/locale').de}) == '5 Januar' &&
			dayjs().fromNow().includes('ago') && require('luxon').DateTime.fromISO('2020-01-05').day == 5 && require('moment')('2020-01-05').date() == 5)`},
	"texts": {[]string{"marked", "dompurify", "katex", "highlight.js", "markdown-it", "js-yaml", "mustache", "handlebars"}, `
		later(() => require('marked').marked.parse('*a*').includes('<em>') && !require('dompurify').sanitize('<img onerror=x>').includes('onerror') &&
			require('katex').renderToString('x^2').includes('katex') && require('highlight.js').default.highlight('let a', {language: 'js'}).value.includes('span') &&
			new (require('markdown-it').default ?? require('markdown-it'))().render('**a**').includes('<strong>') && require('js-yaml').load('a: 1').a == 1)`},
	"react-markdown takes a class": {[]string{"react", "react-dom/client", "react-markdown", "remark-gfm"}, `
		const {createElement: h} = require('react');
		require('react-dom/client').createRoot(root).render(h(require('react-markdown').default, {className: 'prose', remarkPlugins: [require('remark-gfm').default]}, '~~a~~'));
		later(() => root.querySelector('.prose del'))`},
	"files": {[]string{"papaparse", "xlsx", "jszip", "jspdf", "pdf-lib", "file-saver", "qrcode"}, `
		new (require('jspdf').jsPDF)().text('a', 10, 10);
		require('qrcode').toDataURL('a').then((url) => { done = url.startsWith('data:image/png') });
		later(() => done && require('papaparse').parse('a,b').data[0][1] == 'b' && require('xlsx').utils.aoa_to_sheet([[1]]).A1.v == 1)`},
	"games and sound": {[]string{"phaser", "pixi.js", "matter-js", "tone", "howler", "cannon-es"}, `
		const {Engine, Bodies, Composite} = require('matter-js'), engine = Engine.create(), ball = Bodies.circle(0, 0, 1);
		Composite.add(engine.world, ball);
		Engine.update(engine, 16);
		later(() => ball.position.y > 0 && require('phaser').VERSION && require('pixi.js').Application && require('tone').Synth && require('howler').Howl && require('cannon-es').World)`},
	"leaflet shows a map": {[]string{"leaflet"}, `
		const L = require('leaflet'), map = L.map(root, {zoomAnimation: false}).setView([51, 0], 5);
		L.circleMarker([51, 0]).addTo(map);
		L.marker([51, 0]).addTo(map);
		later(() => root.querySelector('path.leaflet-interactive') && root.querySelector('img.leaflet-marker-icon').naturalWidth > 0)`},
	"dnd-kit, query and table share one react": {[]string{"react", "react-dom/client", "@dnd-kit/core", "@dnd-kit/sortable", "@tanstack/react-query", "@tanstack/react-table"}, `
		const {createElement: h} = require('react'), q = require('@tanstack/react-query'), t = require('@tanstack/react-table'), d = require('@dnd-kit/core'), s = require('@dnd-kit/sortable');
		function Row() { s.useSortable({id: 'a'}); const {data} = q.useQuery({queryKey: ['a'], queryFn: async () => 42});
			return t.useReactTable({data: [{v: data}], columns: [{accessorKey: 'v'}], getCoreRowModel: t.getCoreRowModel()}).getRowModel().rows[0].getValue('v') ?? ''; }
		require('react-dom/client').createRoot(root).render(h(q.QueryClientProvider, {client: new q.QueryClient}, h(d.DndContext, null, h(s.SortableContext, {items: ['a']}, h(Row)))));
		later(() => root.textContent.includes('42'))`},
	"code is highlighted in react": {[]string{"react", "react-dom/client", "react-syntax-highlighter", "react-syntax-highlighter/dist/esm/styles/prism"}, `
		const {createElement: h} = require('react'), s = require('react-syntax-highlighter'), {oneDark} = require('react-syntax-highlighter/dist/esm/styles/prism');
		require('react-dom/client').createRoot(root).render([h(s.Prism, {key: 1, language: 'tsx', style: oneDark}, 'const a = <b/>'), h(s.default, {key: 2, language: 'python'}, 'def f(): pass')]);
		later(() => root.querySelectorAll('code').length == 2 && [...root.querySelectorAll('code')].every((code) => code.querySelector('span[style*=color]')))`},
	"react-plotly, react-konva and react-flow draw": {[]string{"react", "react-dom/client", "react-plotly.js", "react-konva", "@xyflow/react"}, `
		const {createElement: h} = require('react'), k = require('react-konva'), f = require('@xyflow/react'), Plot = require('react-plotly.js').default;
		require('react-dom/client').createRoot(root).render([h(Plot, {key: 1, data: [{y: [1, 2]}], layout: {}}),
			h(k.Stage, {key: 2, width: 20, height: 20}, h(k.Layer, null, h(k.Rect, {width: 5, height: 5}))),
			h('div', {key: 3, style: {width: 300, height: 200}}, h(f.ReactFlow, {nodes: [{id: 'a', position: {x: 0, y: 0}, data: {label: 'n'}}], edges: []}))]);
		later(() => root.querySelector('.js-plotly-plot .scatterlayer path') && root.querySelector('.konvajs-content canvas') && root.querySelector('.react-flow__node'))`},
	"states of other kinds": {[]string{"react", "react-dom/client", "mobx", "mobx-react-lite", "xstate", "formik", "yup", "wouter", "use-immer", "i18next", "react-i18next"}, `
		const {createElement: h} = require('react'), {observable, runInAction} = require('mobx'), {observer} = require('mobx-react-lite'), o = observable({n: 1});
		require('i18next').use(require('react-i18next').initReactI18next).init({lng: 'de', resources: {de: {translation: {a: 'ja'}}}});
		require('react-dom/client').createRoot(root).render(h(observer(() => h('i', null, o.n, require('react-i18next').useTranslation().t('a')))));
		runInAction(() => o.n++);
		require('yup').object({a: require('yup').string().required()}).isValid({}).then((valid) => { done = valid === false });
		later(() => done && root.textContent == '2ja' && require('xstate').createMachine && require('formik').Formik)`},
	"react-three-fiber mounts": {[]string{"react", "react-dom/client", "three", "@react-three/fiber"}, `
		const {createElement: h} = require('react'), f = require('@react-three/fiber');
		later(() => typeof f.Canvas == 'object' || typeof f.Canvas == 'function')`},
}

// later is what scripts end with: it waits for the page to come to what is expected.
const later = `
var done = false;
function later(check) {
  let turns = 300;
  (function look() {
    let ok;
    try { ok = check(); } catch (e) { return say({error: String(e)}); }
    if (ok) return say({names: ['yes']});
    if (turns-- > 0) return requestAnimationFrame(look);
    say({error: 'it did not come to that: ' + document.body.innerHTML.replace(/<script[\s\S]*?<\/script>/g, '').slice(-400)});
  })();
}
`

func TestLibrariesDoTheirWork(t *testing.T) {
	p := openPack(t)
	names := slices.Sorted(maps.Keys(smokes))
	found := show(t, names, func(name string) string { return page(t, p, smokes[name].modules, later+"{"+smokes[name].script+"}") })
	for _, name := range names {
		if !slices.Equal(found[name].Names, []string{"yes"}) {
			t.Errorf("%s: %s", name, found[name].Error)
		}
	}
}
