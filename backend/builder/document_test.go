package builder_test

import (
	"strings"
	"testing"

	"whittle/backend"
)

// TestDocuments builds documents of each kind and holds what their pages hold.
func TestDocuments(t *testing.T) {
	b := compiling(t)
	tests := []struct {
		name     string
		app      app
		template string
		holds    []string
		problem  backend.Problem
	}{
		{"markdown", app{"b.md": "# B", "README.md": "# Title </script> & more\n\n![p](pic/a.svg)", "pic/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}, "markdown",
			[]string{"<title>Title &lt;/script&gt; &amp; more</title>", `"README.md":"# Title \u003c/script\u003e`, "data:image/svg+xml;base64,"}, backend.Problem{}},
		{"svg", app{"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'>\n<g>\n</svg>"}, "svg", []string{"<title>a</title>"},
			backend.Problem{Severity: backend.SeverityWarning, File: "a.svg", Line: 3, Column: 7, Source: "</svg>", Text: "The drawing is not well formed, so parts of it may be missing: element <g> closed by </svg>."}},
		{"mermaid", app{"a.mmd": "```mermaid\nflowchart TD\nA-->B\n```\n"}, "mermaid", []string{`"a.mmd":"flowchart TD\nA--\u003eB\n"`}, backend.Problem{}},
	}
	for _, test := range tests {
		bundle := b.Build(t.Context(), backend.Source{Files: test.app.files()})
		if bundle.Template != test.template {
			t.Errorf("%s: is taken for %s", test.name, bundle.Template)
		}
		for _, part := range test.holds {
			if !strings.Contains(string(bundle.Document), part) {
				t.Errorf("%s: has no %s: %v", test.name, part, bundle.Problems)
			}
		}
		if test.problem.Text != "" && (len(bundle.Problems) == 0 || bundle.Problems[0] != test.problem) {
			t.Errorf("%s: %+v", test.name, bundle.Problems)
		}
	}
	for template, text := range map[string]string{"markdown": "There is no Markdown to show. Add a file that ends in .md.", "mermaid": "There is no diagram to show. Add a file that ends in .mmd."} {
		bundle := b.Build(t.Context(), backend.Source{Template: template, Files: app{"a.txt": "a"}.files()})
		if len(bundle.Problems) != 1 || bundle.Problems[0].Text != text {
			t.Errorf("%s: %v", template, bundle.Problems)
		}
	}
}

// TestDocumentsPaint shows documents in a real browser.
func TestDocumentsPaint(t *testing.T) {
	apps := map[string]app{
		"markdown": {"README.md": "---\nauthor: me\n---\n# One\n\nText $a^2$ and $5 or $6 [two](b.md).\n\n## Part\n\n### Deep\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nconst a = 1;\n```\n\nA note[^n].\n\n[^n]: The *note*.\n", "b.md": "# Two\n\ntext"},
		"svg":      {"a.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><title>Box</title><rect width="20" height="10"/></svg>`},
		"mermaid":  {"a.mmd": "flowchart TD\nA[One] --> B[Two]"},
		"mistake":  {"a.mmd": "flowchart TD\nA[One] --> --> B[Two]"},
	}
	reports := map[string]string{
		"markdown": `[document.title, document.querySelectorAll('nav a').length, document.querySelectorAll('main math').length, document.querySelectorAll('.hljs-keyword').length, document.querySelectorAll('input:checked').length, document.querySelector('td').textContent, document.querySelectorAll('.footnotes em').length, document.body.scrollWidth <= innerWidth].join(' ')`,
		"svg":      `[document.querySelector('.stage').ariaLabel, document.querySelector('.stage svg').getBoundingClientRect().width > 50].join(' ')`,
		"mermaid":  `[document.querySelectorAll('.stage .node').length].join(' ')`,
		"mistake":  `document.querySelector('.problem p').textContent + document.querySelector('mark').textContent`,
	}
	want := map[string]string{"markdown": "One 5 1 1 1 1 1 true", "svg": "Box true", "mermaid": "2", "mistake": "a.mmd is not drawn: LINK cannot stand there. It is in line 2.2  A[One] --> --> B[Two]\n"}
	for name, answer := range shownWith(t, compiling(t), apps, reports) {
		if answer != want[name] {
			t.Errorf("%s: %v, want %s", name, answer, want[name])
		}
	}
}
