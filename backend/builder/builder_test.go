package builder_test

import (
	"context"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/builder"
)

func newBuilder(t testing.TB) *builder.Builder {
	t.Helper()
	b, err := builder.New()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSmoke(t *testing.T) {
	b := newBuilder(t)
	bundle := b.Build(context.Background(), "react", []backend.File{{Path: "src/App.tsx", Content: `import {useState} from "react";
import "./a.css";
import s from "./b.module.css";
export default function App(){ const [n,set]=useState<number>(0); return <button className={s.big} onClick={()=>set(n+1)}>{n}</button> }`},
		{Path: "src/a.css", Content: "body{margin:0}"}, {Path: "src/b.module.css", Content: ".big{font-size:2em}"}})
	t.Log(bundle.Problems, bundle.Libraries, bundle.BuildMS, len(bundle.Document))
	d := string(bundle.Document)
	t.Log(d[:1200], "\n...\n", d[strings.LastIndex(d, "<style"):])
	bundle = b.Build(context.Background(), "", []backend.File{{Path: "index.html", Content: `<!DOCTYPE html>
<html><head><link rel=stylesheet href=a.css><script src="https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js"></script></head>
<body><svg><style>a{}</style><title/></svg><script src="./x.js" defer></script><script type=module>import {a} from './m.js'; console.log(a, "</scr"+"ipt>")</script><script type="text/babel">const A = () => <b>hi</b>; ReactDOM.render(<A/>, document.body)</script>
<script>let a = ;</script>`}, {Path: "a.css", Content: "body{color:red}"}, {Path: "x.js", Content: "console.log(1)"}, {Path: "m.js", Content: "import React from 'react'; export const a = React.version+'</script>'"}})
	t.Log(bundle.Problems, bundle.Libraries, bundle.Hosts, bundle.BuildMS)
	d = string(bundle.Document)
	t.Log(d[:300], "\n...\n", d[max(0,len(d)-1500):])
}
