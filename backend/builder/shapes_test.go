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

// tells posts what a page shows as soon as it is what is wanted, or what it shows at last.
const tells = `<script>{const wanted=%q,read=()=>document.title+': '+(document.body?.innerText??'').replace(/\s+/g,' ').trim(),began=Date.now();
const timer=setInterval(()=>{if(read()!==wanted&&Date.now()-began<3000)return;clearInterval(timer);parent.postMessage(read(),'*')},20)}</script>`

type shape struct {
	files app
	want  string // title and text
}

// checkShapes builds apps, opens them in a browser and compares what they show.
func checkShapes(t *testing.T, template string, shapes map[string]shape) {
	b := newBuilder(t)
	mux := http.NewServeMux()
	var addresses []string
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		bundle := b.Build(t.Context(), backend.Source{Template: template, Files: shapes[name].files.files()})
		if bundle.Document == nil || len(bundle.Problems) > 0 {
			t.Errorf("%s: %s", name, written(bundle.Problems))
			continue
		}
		address := "/" + strings.ReplaceAll(name, " ", "-")
		document := strings.Replace(string(bundle.Document), "</head>", fmt.Sprintf(tells, shapes[name].want)+"</head>", 1)
		mux.HandleFunc("GET "+address, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", policy)
			w.Write([]byte(document))
		})
		addresses = append(addresses, address)
	}
	said := show(t, mux, addresses)
	for name, shape := range shapes {
		if got := said["/"+strings.ReplaceAll(name, " ", "-")]; got != shape.want {
			t.Errorf("%s\ngot:  %v\nwant: %s", name, got, shape.want)
		}
	}
}

// TestReactShapes opens apps in the shapes in which models write them.
func TestReactShapes(t *testing.T) {
	checkShapes(t, "react", map[string]shape{
		"any name":         {app{"Dashboard.tsx": `export default function Dashboard() { return <h1>Any</h1>; }`}, "App: Any"},
		"named export":     {app{"src/App.tsx": `export const Row = () => null; export const App = () => <h1>Named</h1>;`}, "App: Named"},
		"no export":        {app{"App.jsx": "const label = 'No export';\nfunction App() { return <h1>{label}</h1>; }"}, "App: No export"},
		"last component":   {app{"Board.tsx": "const Cell = () => <i>cell</i>;\nconst Grid = () => <b>Grid <Cell/></b>;"}, "App: Grid cell"},
		"list of exports":  {app{"Clock.tsx": "const Clock = () => <b>Clock</b>;\nexport { Clock };"}, "App: Clock"},
		"class component":  {app{"App.tsx": `class App extends React.Component<{}, {n: number}> { state = { n: 3 }; render() { return <h1>Class {this.state.n}</h1>; } } export default App;`}, "App: Class 3"},
		"React is global":  {app{"App.jsx": `'use client'; const { useState } = React; export default function App() { const [n] = useState(4); return <React.Fragment>Global {n}</React.Fragment>; }`}, "App: Global 4"},
		"mounts itself":    {app{"App.tsx": `import { createRoot } from "react-dom/client"; function App() { return <h1>Itself</h1>; } createRoot(document.getElementById("root")!).render(<App />);`}, "App: Itself"},
		"mounts elsewhere": {app{"src/main.jsx": `import React from "react"; import ReactDOM from "react-dom"; import App from "./App"; ReactDOM.render(<App/>, document.getElementById("app-root"));`, "src/App.jsx": `export default () => <h1>Old way</h1>`}, "App: Old way"},
		"class in index":   {app{"src/index.jsx": `import React from "react"; export default class Index extends React.Component { render() { return <h1>Index</h1>; } }`}, "App: Index"},
		"several components": {app{"components/Card.tsx": `export default function Card({ children }) { return <div>Card {children}</div>; }`,
			"Page.tsx": `import Card from "./components/Card"; export default function Page() { return <Card>inside</Card>; }`, "Page.test.tsx": `export default 1`}, "App: Card inside"},
		"path aliases": {app{"tsconfig.json": "{ // settings\n \"compilerOptions\": {\"baseUrl\": \".\", \"paths\": {\"@parts/*\": [\"./src/parts/*\"], \"#words\": [\"src/words.ts\"],}},}",
			"src/parts/Title.tsx": `export const Title = () => <h1>Title</h1>`, "src/words.ts": `export const word = "Word"`,
			"src/App.tsx":    `import {Title} from "@parts/Title"; import {word} from "#words"; export default () => <><Title/>{word}</>`,
			"vite.config.ts": `export default {}`, "tailwind.config.js": `module.exports = {}`, "package.json": `{"dependencies": {"react": "^18.2.0"}}`}, "App: Title Word"},
		"public files": {app{"App.tsx": `import {useEffect, useState} from "react"; export default function App() { const [n, set] = useState(0); useEffect(() => { fetch("/data.json").then(r => r.json()).then(d => set(d.n)); }, []); return <>{n > 0 && <p>Number {n}</p>}</>; }`,
			"public/data.json": `{"n": 8}`}, "App: Number 8"},
		"links without a router": {app{"App.tsx": `import {Link, Routes, Route, useLocation} from "react-router-dom"; export default function App() { const {pathname} = useLocation(); return <><nav><Link to="/about">About</Link></nav><Routes><Route path="/" element={<p>Home {pathname}</p>}/><Route path="/about" element={<p>no</p>}/></Routes></>; }`}, "App: About Home /"},
		"browser router":         {app{"App.tsx": `import {BrowserRouter, Routes, Route, Navigate, useParams} from "react-router-dom"; const Note = () => <p>Note {useParams().id}</p>; export default () => <BrowserRouter basename="/app"><Routes><Route path="/" element={<Navigate to="/notes/7"/>}/><Route path="/notes/:id" element={<Note/>}/></Routes></BrowserRouter>`}, "App: Note 7"},
		"data router":            {app{"App.tsx": `import {createBrowserRouter, RouterProvider} from "react-router-dom"; const router = createBrowserRouter([{path: "/", loader: () => 5, Component: () => <p>Data</p>}]); export default () => <RouterProvider router={router}/>`}, "App: Data"},
		"query without client":   {app{"App.tsx": `import {useQuery} from "@tanstack/react-query"; export default function App() { const q = useQuery({queryKey: ["a"], queryFn: async () => 6}); return <>{q.data && <p>Query {q.data}</p>}</>; }`}, "App: Query 6"},
		"an error while drawing": {app{"App.tsx": `export default function App() { const list: any = undefined; return <p>{list.length}</p>; }`}, "App: This app stopped. Cannot read properties of undefined (reading 'length') Try again"},
		"own components": {app{"App.tsx": `import {Button} from "@/components/ui/button"; import {Card, CardContent} from "./components/ui/card"; import {cn} from "@/lib/utils";
			export default () => <Card><CardContent className={cn("p-1", "p-2")}><Button>Press</Button></CardContent></Card>`}, "App: Press"},
		"own component of the app": {app{"App.tsx": `import {Button} from "@/components/ui/button"; export default () => <Button/>`, "src/components/ui/button.tsx": `export const Button = () => <b>Mine</b>`}, "App: Mine"},
	})
}

// TestNextShapes opens what the app folder and the pages folder of Next.js may hold.
func TestNextShapes(t *testing.T) {
	const layout = `import type { Metadata } from "next"; import { Inter } from "next/font/google"; import "./globals.css"; const inter = Inter({ subsets: ["latin"], variable: "--font" });
export const metadata: Metadata = { title: { default: "Site", template: "%s | Site" } };
export default function RootLayout({ children }: { children: React.ReactNode }) { return <html lang="de" className={inter.variable}><body className={inter.className}><header>Head</header>{children}</body></html>; }`
	with := func(files app) app {
		all := app{"app/layout.tsx": layout, "app/globals.css": "body { margin: 0 }"}
		maps.Copy(all, files)
		return all
	}
	checkShapes(t, "nextjs", map[string]shape{
		"page":            {with(app{"app/page.tsx": `"use client"; import { useEffect, useState } from "react"; export default function Page() { const [lang, set] = useState(""); useEffect(() => set(document.documentElement.lang), []); return <p>{lang} page</p>; }`}), "Site: Head de page"},
		"title":           {with(app{"app/page.tsx": `export const metadata = { title: "First" }; export default () => <p>x</p>`}), "First | Site: Head x"},
		"redirect":        {with(app{"app/page.tsx": `import { redirect } from "next/navigation"; export default function Page() { redirect("/notes/3?sort=up"); }`, "app/(group)/notes/[id]/page.tsx": `"use client"; import { use } from "react"; import { useParams, usePathname, useSearchParams } from "next/navigation"; export default function Note({ params, searchParams }) { const { id } = use(params); return <p>{id} {useParams().id} {usePathname()} {useSearchParams().get("sort")} {use(searchParams).sort} {params.id}</p>; }`}), "Site: Head 3 3 /notes/3 up up 3"},
		"async component": {with(app{"app/page.tsx": `async function Part({ n }: { n: number }) { const doubled = await Promise.resolve(n * 2); return <b>part {doubled}</b>; } export default async function Page({ searchParams }) { await searchParams; const list = await Promise.resolve([1, 2]); return <ul>{list.map((n) => <li key={n}><Part n={n} /></li>)}</ul>; } export async function generateMetadata() { return { title: "Later" }; }`}), "Later | Site: Head part 2 part 4"},
		"loading":         {with(app{"app/loading.tsx": `export default () => <p>Loading</p>`, "app/page.tsx": `export default async function Page() { await new Promise(() => {}); return null; }`}), "Site: Head Loading"},
		"error":           {with(app{"app/error.tsx": `"use client"; export default ({ error, reset }) => <p>Failed: {error.message} <button onClick={reset}>Again</button></p>`, "app/page.tsx": `export default function Page() { throw new Error("no data"); }`}), "Site: Head Failed: no data Again"},
		"not found":       {with(app{"app/not-found.tsx": `export default () => <p>Nothing here</p>`, "app/page.tsx": `import { notFound } from "next/navigation"; export default function Page() { notFound(); }`}), "Site: Head Nothing here"},
		"nested layouts":  {with(app{"app/page.tsx": `import { redirect } from "next/navigation"; export default () => redirect("/shop/cups/blue");`, "app/shop/layout.tsx": `export default ({ children }) => <section>Shop {children}</section>`, "app/shop/[...slug]/page.tsx": `export default ({ params }) => <p>{params.slug.join("+")}</p>`}), "Site: Head Shop cups+blue"},
		"no layout":       {app{"src/app/page.tsx": `import dynamic from "next/dynamic"; const Chart = dynamic(() => import("../chart").then((m) => m.Chart), { ssr: false }); export default () => <Chart n={2} />`, "src/chart.tsx": `export const Chart = ({ n }) => <p>Chart {n}</p>`}, "App: Chart 2"},
		"pages folder": {app{"pages/_app.tsx": `export default function App({ Component, pageProps }) { return <main>Shell <Component {...pageProps} /></main>; }`, "pages/_document.tsx": `import { Html } from "next/document"; export default () => <Html/>`,
			"pages/index.tsx": `import Head from "next/head"; import Image from "next/image"; import Link from "next/link"; import { useRouter } from "next/router"; export async function getStaticProps() { return { props: { n: 5 } }; }
			export default function Home({ n }) { const router = useRouter(); return <><Head><title>Pages</title></Head><Image src="/a.svg" alt="" width={4} height={4} /><Link href="/blog/1">Blog</Link> {n} {router.pathname} {router.asPath}</>; }`,
			"pages/blog/[id].tsx": `export default () => null`, "public/a.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`}, "Pages: Shell Blog 5 / /"},
		"one component": {app{"Card.tsx": `import Link from "next/link"; export default function Card() { return <Link href="/x">Only</Link>; }`}, "App: Only"},
	})
}

func TestServerCodeIsRefused(t *testing.T) {
	b := newBuilder(t)
	page := "export default () => null"
	for _, test := range []struct {
		files app
		want  string
	}{
		{app{"app/page.tsx": page, "app/api/notes/route.ts": "export async function GET() {}"}, "app/api/notes/route.ts:1:1 app/api/notes/route.ts answers requests"},
		{app{"pages/index.tsx": page, "pages/api/hello.js": "export default (req, res) => {}"}, "pages/api/hello.js:1:1 pages/api/hello.js answers requests"},
		{app{"pages/index.tsx": page + "\n  export async function getServerSideProps() {}"}, "pages/index.tsx:2:3 getServerSideProps runs on a server"},
		{app{"app/page.tsx": page, "app/actions.ts": "\n'use server'"}, `app/actions.ts:2:1 "use server" marks code for a server`},
		{app{"app/page.tsx": "import { cookies } from 'next/headers';\n" + page}, "app/page.tsx:1:26 next/headers works on a server only"},
		{app{"app/page.tsx": page, "lib/db.ts": "import { PrismaClient } from '@prisma/client'"}, "lib/db.ts:1:31 @prisma/client works on a server only"},
	} {
		bundle := b.Build(t.Context(), backend.Source{Template: "nextjs", Files: test.files.files()})
		got := written(bundle.Problems)
		if bundle.Document != nil || !strings.Contains(got, test.want) || !strings.Contains(got, "service app") {
			t.Errorf("no %q in %s", test.want, got)
		}
	}
}
