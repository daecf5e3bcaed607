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
