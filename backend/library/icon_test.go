package library_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/library"
)

var update = flag.Bool("update", false, "rewrite golden files")

const maxIcon = 3 << 10

func TestCut_Golden(t *testing.T) {
	const house = `<path d="M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8"/>`
	for name, cut := range map[string]library.Cut{
		"app-letter":       {Seed: "0192f0c1-7c1e-7000-8000-000000000001", Kind: backend.KindUI, Letter: "T"},
		"app-glyph":        {Seed: "0192f0c1-7c1e-7000-8000-000000000002", Kind: backend.KindUI, Glyph: house, Letter: "T"},
		"app-salted":       {Seed: "0192f0c1-7c1e-7000-8000-000000000002", Salt: "1", Kind: backend.KindUI, Glyph: house},
		"service-letter":   {Seed: "0192f0c1-7c1e-7000-8000-000000000003", Kind: backend.KindService, Letter: "Ä"},
		"automation-angle": {Seed: "0192f0c1-7c1e-7000-8000-000000000004", Kind: backend.KindAutomation, Letter: "<"},
	} {
		t.Run(name, func(t *testing.T) {
			got := cut.SVG() + "\n"
			checkSVG(t, got)
			golden := filepath.Join("testdata", "icon-"+name+".svg")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}

// checkSVG fails when an icon is too large or not well-formed, or holds what an image has no use for.
func checkSVG(t *testing.T, svg string) {
	t.Helper()
	if len(svg) > maxIcon {
		t.Errorf("%d bytes", len(svg))
	}
	allowed := map[string]bool{"svg": true, "clipPath": true, "g": true, "path": true, "text": true, "circle": true,
		"rect": true, "line": true, "ellipse": true, "polyline": true, "polygon": true}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if start, ok := token.(xml.StartElement); ok && !allowed[start.Name.Local] {
			t.Errorf("element %s", start.Name.Local)
		}
	}
}

func TestCut_TakesLeastUsedPigment(t *testing.T) {
	used := map[string]int{}
	for i := range 36 {
		svg := library.Cut{Seed: fmt.Sprint("app ", i), Kind: backend.KindUI, Letter: "A", Used: used}.SVG()
		used[library.PigmentOf(svg)]++
	}
	if len(used) != 12 {
		t.Fatalf("%d pigments", len(used))
	}
	for name, n := range used {
		if n != 3 {
			t.Errorf("%d icons in %s", n, name)
		}
	}
}

// Contrast as WCAG 2.2 computes it; 3 to 1 is the least for graphics (w3.org/TR/WCAG22, 1.4.11).
func TestPigments_Contrast(t *testing.T) {
	tones := library.Tones()
	if len(tones) != 12 {
		t.Fatalf("%d pigments", len(tones))
	}
	for name, cuts := range tones {
		for i, cut := range cuts {
			weakest := math.Inf(1)
			for _, plane := range cut[:4] {
				weakest = min(weakest, contrast(t, plane, cut[4]))
			}
			if weakest < 3 {
				t.Errorf("%s %s: %.2f", name, []string{"deep", "pale"}[i], weakest)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	light, dark := luminance(t, a), luminance(t, b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + .05) / (dark + .05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestGlyphs(t *testing.T) {
	t.Run("Table", func(t *testing.T) {
		got := library.ParseGlyphs("home\t<path d=\"M1 1\"/>\nhouse\t=home\nx\t<rect/>\n")
		if len(got) != 3 || got["house"] != `<path d="M1 1"/>` || got["x"] != "<rect/>" {
			t.Errorf("glyphs %v", got)
		}
	})

	t.Run("Generated", func(t *testing.T) {
		glyphs := library.TableOfGlyphs()
		if glyphs == nil {
			t.Skip("not generated; run go run ./backend/library/glyphs in the root")
		}
		if len(glyphs) < 1700 || glyphs["home"] == "" || glyphs["house"] == "" || glyphs["list-checks"] == "" {
			t.Errorf("%d glyphs", len(glyphs))
		}
		for name, body := range glyphs {
			if body == "" {
				t.Errorf("%s is empty", name)
			}
			svg := library.Cut{Seed: name, Kind: backend.KindService, Glyph: body}.SVG()
			checkSVG(t, svg)
			if strings.Contains(svg, "currentColor") {
				t.Errorf("%s has a colour that only a page knows", name)
			}
		}
	})
}
