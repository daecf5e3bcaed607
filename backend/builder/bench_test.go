package builder_test

import (
	"fmt"
	"strings"
	"testing"
	"whittle/backend"
)

// component returns a React app of about 300 lines; salt makes each one new to the cache.
func component(salt int) app {
	var text strings.Builder
	text.WriteString("import {useEffect, useMemo, useState} from \"react\";\n\ntype Item = {id: number; name: string; done: boolean};\n")
	for i := range 20 {
		fmt.Fprintf(&text, `
function Panel%[1]d({items, onToggle}: {items: Item[]; onToggle: (id: number) => void}) {
  const [query, setQuery] = useState<string>("");
  const shown = useMemo(() => items.filter((item) => item.name.includes(query)), [items, query]);
  useEffect(() => {
    document.title = `+"`Panel %[1]d: ${shown.length}`"+`;
  }, [shown]);
  return (
    <section className="panel">
      <input value={query} onChange={(event) => setQuery(event.target.value)} placeholder="Search" />
      {shown.map((item) => <button key={item.id} onClick={() => onToggle(item.id)}>{item.done ? "Done" : item.name}</button>)}
    </section>
  );
}
`, i)
	}
	fmt.Fprintf(&text, "export default function App() {\n  const [items, setItems] = useState<Item[]>([{id: %d, name: \"One\", done: false}]);\n  return <main>", salt)
	for i := range 20 {
		fmt.Fprintf(&text, "<Panel%d items={items} onToggle={(id) => setItems(items.filter((item) => item.id !== id))} />", i)
	}
	text.WriteString("</main>;\n}\n")
	return app{"src/App.tsx": text.String(), "src/index.css": ".panel { padding: 8px }"}
}

func BenchmarkBuildReact300(b *testing.B) {
	builder := newBuilder(b)
	builder.Build(b.Context(), backend.Source{Template: "react", Files: component(-1).files()})
	for i := 0; b.Loop(); i++ {
		if bundle := builder.Build(b.Context(), backend.Source{Template: "react", Files: component(i).files()}); bundle.Document == nil {
			b.Fatal(bundle.Problems)
		}
	}
}

func BenchmarkBuildHTML(b *testing.B) {
	builder := newBuilder(b)
	page := "<!doctype html><head><style>" + strings.Repeat("p { color: red }\n", 200) + "</style></head><body>" +
		strings.Repeat("<div class=\"card\"><p title='x'>text</p></div>\n", 200) + "<script>" +
		strings.Repeat("function draw(x) { for (let i = 0; i < x; i++) { console.log(i, \"text\"); } }\n", 300) + "</script>"
	for i := 0; b.Loop(); i++ {
		files := app{"index.html": page + fmt.Sprintf("<!-- %d -->", i)}.files()
		if bundle := builder.Build(b.Context(), backend.Source{Template: "html", Files: files}); bundle.Document == nil {
			b.Fatal(bundle.Problems)
		}
	}
}
