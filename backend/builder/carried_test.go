package builder_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
)

// carried are pages as models write them for CDNs, and what each says once it runs without a network.
var carried = map[string]struct {
	app  app
	want string
}{
	"umd react":               {page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@18/umd/react-dom.production.min.js"></script><div id=r></div>`, `const root = ReactDOM.createRoot(r); root.render(React.createElement('b', null, React.version.split('.')[0])); setTimeout(() => log.push(r.innerHTML), 100)`), "<b>18</b>"},
	"umd react 17":            {page(`<script src="https://unpkg.com/react@17/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@17/umd/react-dom.production.min.js"></script><div id=r></div>`, `ReactDOM.render(React.createElement('b', null, 'x'), r); log.push(r.innerHTML)`), "<b>x</b>"},
	"umd recharts":            {page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@18/umd/react-dom.production.min.js"></script><script src="https://unpkg.com/prop-types@15/prop-types.min.js"></script><script src="https://unpkg.com/recharts@2.12.7/umd/Recharts.js"></script><div id=r></div>`, `const {LineChart, Line} = Recharts; ReactDOM.createRoot(r).render(React.createElement(LineChart, {width: 100, height: 50, data: [{a: 1}, {a: 2}]}, React.createElement(Line, {dataKey: 'a', isAnimationActive: false}))); setTimeout(() => log.push(!!r.querySelector('path')), 100)`), "true"},
	"three r128":              {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js"></script>`, `log.push(THREE.REVISION, typeof new THREE.Scene().add)`), "128 | function"},
	"three orbit r128":        {page(`<script src="https://cdn.jsdelivr.net/npm/three@0.128.0/build/three.min.js"></script><script src="https://cdn.jsdelivr.net/npm/three@0.128.0/examples/js/controls/OrbitControls.js"></script>`, `log.push(typeof THREE.OrbitControls)`), "function"},
	"three modules":           {module(`<script type=importmap>{"imports":{"three":"https://unpkg.com/three@0.160.0/build/three.module.js","three/addons/":"https://unpkg.com/three@0.160.0/examples/jsm/"}}</script>`, `import * as THREE from 'three'; import {OrbitControls} from 'three/addons/controls/OrbitControls.js'; import {GLTFLoader} from 'three/addons/loaders/GLTFLoader.js'; log.push(typeof THREE.Scene, new OrbitControls(new THREE.PerspectiveCamera(), document.body) instanceof THREE.EventDispatcher, typeof GLTFLoader)`), "function | true | function"},
	"chart.js":                {page(`<script src="https://cdn.jsdelivr.net/npm/chart.js"></script><canvas id=c width=50 height=50></canvas>`, `const chart = new Chart(c, {type: 'bar', data: {labels: ['a'], datasets: [{data: [1]}]}, options: {responsive: false, animation: false}}); log.push(Chart.version[0], chart.getDatasetMeta(0).data.length)`), "4 | 1"},
	"chart.js 3":              {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/Chart.js/3.9.1/chart.min.js"></script>`, `log.push(Chart.version[0])`), "3"},
	"chart.js module":         {module("", `import Chart from 'https://cdn.jsdelivr.net/npm/chart.js@4/auto/+esm'; log.push(typeof Chart.register)`), "function"},
	"d3":                      {page(`<script src="https://d3js.org/d3.v7.min.js"></script><svg id=s></svg>`, `d3.select('#s').selectAll('circle').data([1, 2]).join('circle'); log.push(document.querySelectorAll('circle').length)`), "2"},
	"d3 modules":              {module("", `import * as d3 from 'https://cdn.jsdelivr.net/npm/d3@7/+esm'; import {scaleLinear} from 'https://esm.sh/d3-scale@4'; log.push(typeof d3.select, scaleLinear().domain([0, 1]).range([0, 10])(.5))`), "function | 5"},
	"vue":                     {page(`<script src="https://unpkg.com/vue@3/dist/vue.global.js"></script><div id=a>{{ n }}</div>`, `Vue.createApp({setup() { return {n: Vue.ref(41 + 1)} }}).mount('#a'); log.push(a.textContent)`), "42"},
	"vue 2":                   {page(`<script src="https://cdn.jsdelivr.net/npm/vue@2.6.14/dist/vue.js"></script><div id=a>{{ n }}</div>`, `new Vue({el: '#a', data: {n: 7}}); log.push(document.getElementById('a').textContent)`), "7"},
	"vue modules":             {module(`<div id=a>{{ n }}</div>`, `import {createApp, ref} from 'https://unpkg.com/vue@3/dist/vue.esm-browser.js'; createApp({setup: () => ({n: ref(3)})}).mount('#a'); log.push(a.textContent)`), "3"},
	"alpine":                  {page(`<script defer src="https://cdn.jsdelivr.net/npm/alpinejs@3.x.x/dist/cdn.min.js"></script><div x-data="{n: 5}"><b id=b x-text="n"></b></div>`, `setTimeout(() => log.push(b.textContent), 100)`), "5"},
	"jquery":                  {page(`<script src="https://code.jquery.com/jquery-3.6.0.min.js" integrity="sha256-wrong" crossorigin="anonymous"></script><p id=p></p>`, `$('#p').text('q'); log.push(p.textContent, jQuery === $)`), "q | true"},
	"bootstrap":               {page(`<link href="https://cdn.jsdelivr.net/npm/bootstrap@5.3.0/dist/css/bootstrap.min.css" rel="stylesheet"><script src="https://cdn.jsdelivr.net/npm/bootstrap@5.3.0/dist/js/bootstrap.bundle.min.js"></script><p class=d-none id=p></p>`, `log.push(getComputedStyle(p).display, typeof bootstrap.Modal)`), "none | function"},
	"font awesome":            {page(`<link rel="stylesheet" href="https://cdnjs.cloudflare.com/ajax/libs/font-awesome/6.4.0/css/all.min.css"><i class="fa-solid fa-house" id=i>`, `document.fonts.load('900 16px "Font Awesome 6 Free"').then(f => log.push(f.length, getComputedStyle(i, '::before').content.length))`), "1 | 3"},
	"leaflet":                 {page(`<link rel=stylesheet href="https://unpkg.com/leaflet@1.9.4/dist/leaflet.css"><script src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"></script><div id=m style="height:90px"></div>`, `const map = L.map('m').setView([0, 0], 1); L.marker([0, 0]).addTo(map); const i = document.querySelector('img.leaflet-marker-icon'); i.onload = () => log.push(i.naturalWidth, getComputedStyle(m).overflow)`), "25 | hidden"},
	"leaflet module":          {module(`<div id=m style="height:90px"></div>`, `import L from 'https://esm.sh/leaflet@1.9.4'; import 'https://unpkg.com/leaflet@1.9.4/dist/leaflet.css'; L.marker([0, 0]).addTo(L.map('m').setView([0, 0], 1)); log.push(document.querySelector('img.leaflet-marker-icon').src.slice(0, 15), getComputedStyle(m).overflow)`), "data:image/png; | hidden"},
	"umd react, babel module": {page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@18/umd/react-dom.production.min.js"></script><div id=r></div><script type="text/babel" data-type="module">const A = () => <b>m</b>; ReactDOM.createRoot(r).render(<A/>)</script>`, `setTimeout(() => log.push(r.innerHTML), 300)`), "<b>m</b>"},
	"umd react and imported":  {page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@18/umd/react-dom.production.min.js"></script><div id=r></div><script type="text/babel" data-type="module">import {useState} from 'react'; const A = () => <b>{useState(4)[0]}</b>; ReactDOM.createRoot(r).render(<A/>)</script>`, `setTimeout(() => log.push(r.innerHTML), 300)`), "<b>4</b>"},
	"umd lucide and motion":   {page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@18/umd/react-dom.production.min.js"></script><script src="https://unpkg.com/lucide-react@0.263.1/dist/umd/lucide-react.js"></script><script src="https://unpkg.com/framer-motion@10.16.4/dist/framer-motion.js"></script><div id=r></div>`, `const e = React.createElement; ReactDOM.createRoot(r).render(e(Motion.motion.p, null, e(LucideReact.Plus))); setTimeout(() => log.push(!!r.querySelector('p svg')), 200)`), "true"},
	"lit from github":         {module("", `import {LitElement, html} from 'https://cdn.jsdelivr.net/gh/lit/dist@3/core/lit-core.min.js'; log.push(typeof LitElement, typeof html)`), "function | function"},
	"styled-components":       {page(`<script src="https://unpkg.com/react@18/umd/react.production.min.js"></script><script src="https://unpkg.com/react-dom@18/umd/react-dom.production.min.js"></script><script src="https://unpkg.com/styled-components@5/dist/styled-components.min.js"></script><div id=r></div>`, `const A = styled.div({color: 'red'}); ReactDOM.createRoot(r).render(React.createElement(A, null, 's')); setTimeout(() => log.push(getComputedStyle(r.firstChild).color, typeof styled.createGlobalStyle), 200)`), "rgb(255, 0, 0) | function"},
	"html2canvas":             {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/html2canvas/1.4.1/html2canvas.min.js"></script><style>#d::after{content:"x"}</style><div id=d style="background:#00ff00;width:20px;height:10px"></div>`, `requestAnimationFrame(async () => { const c = await html2canvas(d, {scale: 2}); log.push(c.width, c.getContext("2d").getImageData(38, 18, 1, 1).data.join()) })`), "40 | 0,255,0,255"},
	"html2canvas esm":         {module(`<div id=d style="width:20px;height:10px"></div>`, `import html2canvas from 'https://esm.sh/html2canvas@1.4.1'; html2canvas(d, {scale: 1, backgroundColor: null}).then(c => log.push(c.width, c.getContext('2d').getImageData(9, 9, 1, 1).data.join()))`), "20 | 0,0,0,0"},
	"p5":                      {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/p5.js/1.4.0/p5.js"></script>`, `const own = log; window.setup = () => { createCanvas(50, 40); window.log = own; log.push(width) }`), "50"},
	"gsap":                    {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/gsap/3.12.2/gsap.min.js"></script><script src="https://cdnjs.cloudflare.com/ajax/libs/gsap/3.12.2/ScrollTrigger.min.js"></script>`, `gsap.registerPlugin(ScrollTrigger); log.push(gsap.version[0], typeof ScrollTrigger.create)`), "3 | function"},
	"marked":                  {page(`<script src="https://cdn.jsdelivr.net/npm/marked/marked.min.js"></script><script src="https://cdnjs.cloudflare.com/ajax/libs/dompurify/3.0.6/purify.min.js"></script>`, `log.push(DOMPurify.sanitize(marked.parse('**a**')).trim())`), "<p><strong>a</strong></p>"},
	"katex":                   {page(`<link rel=stylesheet href="https://cdn.jsdelivr.net/npm/katex@0.16.9/dist/katex.min.css"><script defer src="https://cdn.jsdelivr.net/npm/katex@0.16.9/dist/katex.min.js"></script><script defer src="https://cdn.jsdelivr.net/npm/katex@0.16.9/dist/contrib/auto-render.min.js" onload="renderMathInElement(document.body); log.push(!!document.querySelector('.katex'))"></script><p>$$x^2$$</p>`, ``), "true"},
	"highlight":               {page(`<link rel=stylesheet href="https://cdnjs.cloudflare.com/ajax/libs/highlight.js/11.9.0/styles/github-dark.min.css"><script src="https://cdnjs.cloudflare.com/ajax/libs/highlight.js/11.9.0/highlight.min.js"></script><pre><code class=language-js id=c>let a = 1</code></pre>`, `hljs.highlightAll(); setTimeout(() => log.push(!!c.querySelector('.hljs-keyword'), getComputedStyle(c).backgroundColor), 50)`), "true | rgb(13, 17, 23)"},
	"mermaid":                 {module(`<pre class=mermaid>graph TD; A-->B</pre>`, `import mermaid from 'https://cdn.jsdelivr.net/npm/mermaid@10/dist/mermaid.esm.min.mjs'; mermaid.initialize({startOnLoad: false}); mermaid.run().then(() => log.push(!!document.querySelector('svg')), e => log.push(e.message))`), "true"},
	"papaparse":               {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/PapaParse/5.4.1/papaparse.min.js"></script><script src="https://cdn.sheetjs.com/xlsx-0.20.1/package/dist/xlsx.full.min.js"></script>`, `log.push(Papa.parse('a,b').data[0].length, typeof XLSX.read)`), "2 | function"},
	"lodash":                  {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/lodash.js/4.17.21/lodash.min.js"></script><script src="https://cdnjs.cloudflare.com/ajax/libs/moment.js/2.29.4/moment.min.js"></script>`, `log.push(_.chunk([1, 2, 3], 2).length, moment('2020-01-02').year())`), "2 | 2020"},
	"tone matter":             {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/tone/14.8.49/Tone.js"></script><script src="https://cdnjs.cloudflare.com/ajax/libs/matter-js/0.19.0/matter.min.js"></script>`, `log.push(typeof Tone.Synth, typeof Matter.Engine.create)`), "function | function"},
	"lucide":                  {page(`<script src="https://unpkg.com/lucide@latest"></script><i data-lucide="camera"></i>`, `lucide.createIcons(); log.push(!!document.querySelector('svg.lucide-camera'))`), "true"},
	"material icons":          {page(`<link href="https://fonts.googleapis.com/icon?family=Material+Icons" rel="stylesheet"><span class=material-icons id=i>home</span>`, `document.fonts.load('24px "Material Icons"').then(() => log.push(i.offsetWidth))`), "24"},
	"plotly":                  {page(`<script src="https://cdn.plot.ly/plotly-2.27.0.min.js"></script><div id=g></div>`, `Plotly.newPlot('g', [{y: [1, 2]}]).then(() => log.push(!!document.querySelector('.plot-container')))`), "true"},
	"echarts":                 {page(`<script src="https://cdn.jsdelivr.net/npm/echarts@5/dist/echarts.min.js"></script><div id=e style="width:90px;height:90px"></div>`, `echarts.init(e).setOption({series: [{type: 'pie', data: [1]}]}); log.push(!!document.querySelector('canvas'))`), "true"},
	"htm preact":              {module(`<div id=r></div>`, `import {html, render, useState} from 'https://unpkg.com/htm/preact/standalone.module.js'; function A() { const [n] = useState(4); return html`+"`<b>${n}</b>`"+` } render(html`+"`<${A}/>`"+`, r); log.push(r.innerHTML)`), "<b>4</b>"},
	"preact modules":          {module(`<div id=r></div>`, `import {h, render} from 'https://esm.sh/preact@10'; import {useState} from 'https://esm.sh/preact@10/hooks'; import htm from 'https://esm.sh/htm'; const html = htm.bind(h); const A = () => { const [n] = useState(6); return html`+"`<i>${n}</i>`"+` }; render(html`+"`<${A}/>`"+`, r); log.push(r.innerHTML)`), "<i>6</i>"},
	"react modules":           {module(`<div id=r></div>`, `import React, {useState} from 'https://esm.sh/react@18.2.0'; import {createRoot} from 'https://esm.sh/react-dom@18.2.0/client'; import {Camera} from 'https://esm.sh/lucide-react@0.263.1'; createRoot(r).render(React.createElement(() => React.createElement(Camera, {size: useState(9)[0]}))); setTimeout(() => log.push(r.firstChild.getAttribute('width')), 100)`), "9"},
	"babel modules":           {app{"index.html": "<!doctype html>" + head + `<script type=importmap>{"imports":{"react":"https://esm.sh/react@18","react-dom/client":"https://esm.sh/react-dom@18/client"}}</script><script src="https://unpkg.com/@babel/standalone/babel.min.js"></script><div id=r></div><script type="text/babel" data-type="module">import React from 'react'; import {createRoot} from 'react-dom/client'; createRoot(r).render(<b>{1 + 1}</b>); setTimeout(() => log.push(r.innerHTML), 100)</script>`}, "<b>2</b>"},
	"wrong icon":              {module(`<div id=r></div>`, `import React from 'react'; import {createRoot} from 'react-dom/client'; import {Githbu, Camera} from 'lucide-react'; import {Nothing, LineChart} from 'recharts'; createRoot(r).render(React.createElement('p', null, React.createElement(Githbu, {size: 7}), React.createElement(Nothing), React.createElement(Camera))); setTimeout(() => log.push(r.querySelectorAll('svg').length, r.querySelector('svg').getAttribute('width')), 100)`), "2 | 7"},
	"not there":               {module(``, `import thing from 'no-such-library'; import {part} from 'no-such-library/part'; log.push('runs'); try { thing() } catch (e) { log.push(e.message) } try { part.x } catch (e) { log.push(e.message.slice(0, 39)) }`), "runs | The library no-such-library is not in this app. Let Whittle fetch it once, or ask for the app without it. | The library no-such-library/part is not"},
	"dynamic":                 {module(``, `const name = 'three'; const {Scene} = await import(name); const m = await import('https://esm.sh/canvas-confetti@1'); log.push(typeof Scene, typeof m.default)`), "function | function"},
	"dynamic classic":         {page(``, `import('https://cdn.jsdelivr.net/npm/three@0.160/build/three.module.js').then(m => log.push(typeof m.Scene)); import('./own.js').then(m => log.push(m.own))`), "function | mine"},
	"workers":                 {page(``, `const w = new Worker('w.js'); w.onmessage = e => { log.push(e.data); w.terminate(); fetch('data.json').then(r => r.json()).then(d => log.push(d.n)) }`), "worker 2 | 3"},
	"module worker":           {app{"index.html": "<!doctype html>" + head + "<script type=module src=src/m.js></script>", "src/m.js": "const w = new Worker(new URL('./w.js', import.meta.url), {type: 'module'}); w.onmessage = e => log.push(e.data)", "src/w.js": "import {debounce} from 'lodash-es'; import {two} from './two.js'; postMessage(typeof debounce + two)", "src/two.js": "export const two = 2"}, "function2"},
	"own files":               {app{"index.html": "<!doctype html>" + head + `<script>const name = 'a'; fetch('./data/' + name + '.json').then(r => r.json()).then(d => { log.push(d.n); const x = new XMLHttpRequest; x.open('GET', 'data/b.csv'); x.onload = () => log.push(x.responseText); x.send(); })</script>`, "data/a.json": `{"n": 3}`, "data/b.csv": "x,y"}, "3 | x,y"},
	"own address": {module(`<nav><a href="/b?x=1#c">b</a></nav>`, `const { pathname } = location; log.push(pathname + location.search); const a = document.querySelector('a'); history.pushState({ n: 1 }, '', a.href);
		log.push(window.location.pathname + location.search + location.hash, history.state.n, new URL(location.href).searchParams.get('x')); const own = { location: { pathname: 'mine' } }; log.push(own.location.pathname);
		history.replaceState({ n: 2 }, '', 'e'); addEventListener('popstate', e => log.push('back ' + location.pathname + ' ' + JSON.stringify(e.state)), { once: true }); setTimeout(() => history.back(), 30)`), "/ | /b?x=1#c | 1 | 1 | mine | back / null"},
	"vue history": {module(`<div id=r></div>`, `import {createApp, nextTick} from 'vue'; import {createRouter, createWebHistory} from 'vue-router'; const router = createRouter({ history: createWebHistory('/app/'), routes: [{ path: '/', component: { template: '<b>home</b>' } }, { path: '/more', component: { template: '<b>more</b>' } }] });
		createApp({ template: '<router-view/>' }).use(router).mount(r); router.isReady().then(async () => { await nextTick(); log.push(r.innerHTML); await router.push('/more'); log.push(r.innerHTML, location.hash) })`), "<b>home</b> | <b>more</b> | #/more"},
	"script at run": {page(``, `const s = document.createElement('script'); s.src = 'https://cdn.jsdelivr.net/npm/chart.js@4.4.0/dist/chart.umd.min.js'; s.onload = () => log.push(typeof Chart); document.head.append(s)`), "function"},
	"sql.js":        {page(`<script src="https://cdnjs.cloudflare.com/ajax/libs/sql.js/1.8.0/sql-wasm.js"></script>`, `initSqlJs({locateFile: () => 'https://cdnjs.cloudflare.com/ajax/libs/sql.js/1.8.0/sql-wasm.wasm'}).then(SQL => log.push(new SQL.Database().exec('select 6*7 as n')[0].values[0][0]), e => log.push(String(e)))`), "42"},
	"swiper aos":    {page(`<link rel=stylesheet href="https://cdn.jsdelivr.net/npm/swiper@11/swiper-bundle.min.css"><script src="https://cdn.jsdelivr.net/npm/swiper@11/swiper-bundle.min.js"></script><link href="https://unpkg.com/aos@2.3.1/dist/aos.css" rel="stylesheet"><script src="https://unpkg.com/aos@2.3.1/dist/aos.js"></script>`, `AOS.init(); log.push(typeof Swiper)`), "function"},
	"lodash member": {module(``, `import debounce from 'lodash/debounce'; import {format} from 'date-fns/format'; import isDate from 'date-fns/isDate'; import dayjs from 'dayjs'; log.push(typeof debounce, format(new Date(2020, 1, 3), 'yyyy'), isDate(new Date()), dayjs('2020-01-01').year())`), "function | 2020 | true | 2020"},
}

// counted is the start of a page that says its log as soon as there are as many entries as it should have.
func counted(want string) string {
	return fmt.Sprintf(`<script>window.log=[];log.push=function(...more){[].push.apply(this,more);if(this.length>=%d)parent.postMessage(this.join(' | '),'*')};
addEventListener('error',e=>{if(e.message)log.push('error '+e.message)})</script>`, strings.Count(want, " | ")+1)
}

func page(html, script string) app {
	return app{"index.html": "<!doctype html>" + head + "<body>" + html + "<script>" + script + "</script>", "own.js": "export const own = 'mine'",
		"w.js": "postMessage('worker ' + (1 + 1))", "data.json": `{"n": 3}`}
}

func module(html, script string) app {
	return app{"index.html": "<!doctype html>" + head + "<body>" + html + "<script type=module>" + script + "</script>"}
}

// TestCarriedLibrariesRun opens pages that name their libraries in many ways; the policy lets nothing out.
func TestCarriedLibrariesRun(t *testing.T) {
	b := newBuilder(t)
	mux := http.NewServeMux()
	var addresses []string
	names := slices.Sorted(maps.Keys(carried))
	for _, name := range names {
		a := maps.Clone(carried[name].app)
		a["index.html"] = strings.Replace(a["index.html"], head, counted(carried[name].want), 1)
		bundle := b.Build(t.Context(), backend.Source{Template: "html", Files: a.files()})
		if bundle.Document == nil {
			t.Errorf("%s: %s", name, written(bundle.Problems))
			continue
		}
		if len(bundle.Needs) > 0 && name != "not there" {
			t.Errorf("%s needs %v", name, bundle.Needs)
		}
		if len(bundle.Hosts) > 0 {
			t.Errorf("%s names hosts: %v", name, bundle.Hosts)
		}
		slug := "/" + strings.ReplaceAll(name, " ", "-")
		mux.HandleFunc("GET "+slug, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", policy)
			w.Write(bundle.Document)
		})
		addresses = append(addresses, slug)
	}
	said := show(t, mux, addresses)
	for _, name := range names {
		if got := said["/"+strings.ReplaceAll(name, " ", "-")]; got != carried[name].want {
			t.Errorf("%s said %v, want %s", name, got, carried[name].want)
		}
	}
}
