package builder_test

import (
	"fmt"
	"strings"
	"testing"

	"whittle/backend"
)

// dashboard is the app of about 300 lines with React, Recharts and Lucide that the speed of linking is measured with.
func dashboard(salt int) app {
	a := component(salt)
	text := a["src/App.tsx"]
	text = "import {LineChart, Line, XAxis, YAxis, Tooltip, ResponsiveContainer} from \"recharts\";\nimport {Camera, Check, House, Search} from \"lucide-react\";\n" + text
	text = strings.Replace(text, "return <main>", "return <main><Camera/><Check/><House/><Search/><ResponsiveContainer width=\"100%\" height={200}><LineChart data={items}><XAxis dataKey=\"name\"/><YAxis/><Tooltip/><Line dataKey=\"id\"/></LineChart></ResponsiveContainer>", 1)
	a["src/App.tsx"] = text
	return a
}

func BenchmarkBuildDashboard300(b *testing.B) {
	builder := newBuilder(b)
	builder.Build(b.Context(), backend.Source{Template: "react", Files: dashboard(-1).files()})
	for i := 0; b.Loop(); i++ {
		bundle := builder.Build(b.Context(), backend.Source{Template: "react", Files: dashboard(i).files()})
		if bundle.Document == nil || len(bundle.Needs) > 0 {
			b.Fatal(bundle.Problems)
		}
		b.ReportMetric(float64(len(bundle.Document)), "bytes/page")
	}
}

// BenchmarkBuildClassicPage links a page that names its libraries by script and style tags.
func BenchmarkBuildClassicPage(b *testing.B) {
	builder := newBuilder(b)
	page := `<!doctype html><html><head><link rel=stylesheet href="https://unpkg.com/leaflet@1.9.4/dist/leaflet.css"><link href="https://fonts.googleapis.com/css2?family=Inter" rel="stylesheet">
<script src="https://cdn.jsdelivr.net/npm/chart.js"></script><script src="https://d3js.org/d3.v7.min.js"></script></head><body>` + strings.Repeat("<div class=\"card\"><p title='x'>text</p></div>\n", 200) + "<script>" +
		strings.Repeat("function draw(x) { for (let i = 0; i < x; i++) { console.log(i, \"text\"); } }\n", 100) + "</script>"
	for i := 0; b.Loop(); i++ {
		files := app{"index.html": page + fmt.Sprintf("<!-- %d -->", i)}.files()
		if bundle := builder.Build(b.Context(), backend.Source{Template: "html", Files: files}); bundle.Document == nil {
			b.Fatal(bundle.Problems)
		}
	}
}

// BenchmarkRebuildAfterEdit builds an app of eight files and about 300 lines again after one line of one file changed.
func BenchmarkRebuildAfterEdit(b *testing.B) {
	builder := newBuilder(b)
	edited := func(salt int) backend.Source {
		files := split(dashboard(0))
		files["src/Panels3.tsx"] += fmt.Sprintf("export const edit = %d;\n", salt)
		return backend.Source{App: "edited", Template: "react", Files: files.files()}
	}
	builder.Build(b.Context(), edited(-1))
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		source := edited(i)
		b.StartTimer()
		if bundle := builder.Build(b.Context(), source); bundle.Document == nil {
			b.Fatal(bundle.Problems)
		}
	}
}

// split moves the panels of a component into six files of their own.
func split(whole app) app {
	const files, panel = 6, "\nfunction Panel"
	head, rest, _ := strings.Cut(whole["src/App.tsx"], panel)
	start := strings.Index(rest, "\nexport default")
	panels := strings.Split(rest[:start], panel)
	made := app{"src/index.css": whole["src/index.css"]}
	names := make([][]string, files)
	for i, text := range panels {
		name := fmt.Sprintf("src/Panels%d.tsx", i%files)
		if made[name] == "" {
			made[name] = "import {useEffect, useMemo, useState} from \"react\";\n\nexport type Item = {id: number; name: string; done: boolean};\n"
		}
		made[name] += "\nexport function Panel" + text
		names[i%files] = append(names[i%files], fmt.Sprintf("Panel%d", i))
	}
	for i, list := range names {
		head += fmt.Sprintf("import {%s} from \"./Panels%d\";\n", strings.Join(list, ", "), i)
	}
	made["src/App.tsx"] = head + rest[start:]
	return made
}
