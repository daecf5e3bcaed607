package library

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"html"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"whittle/backend"
)

// Cut is what an icon is made from. The same values give the same icon on every machine.
type Cut struct {
	Seed   string         // the app's id
	Salt   string         // another value gives another cut of the same seed
	Kind   backend.Kind   // decides the silhouette
	Glyph  string         // SVG elements on a grid of 24; empty shows Letter
	Letter string         // one letter
	Used   map[string]int // how many icons of the library have each pigment; one of the least used is taken
}

// silhouette tells the kinds apart without a badge, on a grid of 64.
func silhouette(kind backend.Kind) string {
	switch kind {
	case backend.KindService:
		return "M21.5 1.5H42.5Q45 1.5 46.8 3.3L60.7 17.2Q62.5 19 62.5 21.5V42.5Q62.5 45 60.7 46.8L46.8 60.7Q45 62.5 42.5 62.5" +
			"H21.5Q19 62.5 17.2 60.7L3.3 46.8Q1.5 45 1.5 42.5V21.5Q1.5 19 3.3 17.2L17.2 3.3Q19 1.5 21.5 1.5Z"
	case backend.KindAutomation:
		return "M32 1a31 31 0 1 1 0 62 31 31 0 0 1 0-62Z"
	}
	return "M20 1.5H44C56.5 1.5 62.5 7.5 62.5 20V44C62.5 56.5 56.5 62.5 44 62.5H20C7.5 62.5 1.5 56.5 1.5 44V20C1.5 7.5 7.5 1.5 20 1.5Z"
}

// The shape of a cut: where the pivot and the rays may lie, and from where the light comes.
const (
	center    = 32.0
	pivotSpan = 22.0  // the pivot is at most half of it off the center, in x and in y
	raySpan   = 36.0  // a ray is at most half of it off its quarter, in degrees
	paleShare = 0.4   // of all icons
	light     = 232.0 // upper left, in degrees clockwise from the right
)

// SVG returns the icon as one SVG document of at most 3 KB with plain colours: a block cut into four planes from a
// pivot, lit from the upper left, a glyph or a letter on top.
func (c Cut) SVG() string {
	seed := fnv.New32a()
	io.WriteString(seed, c.Seed+c.Salt) // writing to a hash never fails
	next := random(seed.Sum32())
	least := leastUsed(c.Used)
	chosen := least[int(next()*float64(len(least)))]
	tone := chosen.deep
	if next() < paleShare {
		tone = chosen.pale
	}
	pivot := point{center + (next()-.5)*pivotSpan, center + (next()-.5)*pivotSpan}
	outline := silhouette(c.Kind)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" data-pigment="%s">`, chosen.name)
	fmt.Fprintf(&b, `<clipPath id="cut-%s"><path d="%s"/></clipPath><g clip-path="url(#cut-%[1]s)"><path fill="%[3]s" d="%[2]s"/>`,
		c.Kind, outline, tone[2])
	for i, p := range planes(next) {
		fmt.Fprintf(&b, `<path fill="%s" stroke="%[1]s" stroke-width=".6" d="%s"/>`, tone[i], p.path(pivot))
	}
	fmt.Fprintf(&b, `</g><path d="%s" fill="none" stroke="#000" stroke-opacity=".1"/>`, outline)
	b.WriteString(c.top(tone[4]))
	b.WriteString("</svg>")
	return b.String()
}

func (c Cut) top(colour string) string {
	if c.Glyph != "" {
		return fmt.Sprintf(`<g transform="translate(15.5 15.5) scale(1.375)" fill="none" stroke="%s" stroke-width="1.9" `+
			`stroke-linecap="round" stroke-linejoin="round">%s</g>`, colour, strings.ReplaceAll(c.Glyph, "currentColor", colour))
	}
	return fmt.Sprintf(`<text x="32" y="43" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="600" `+
		`font-size="31" fill="%s">%s</text>`, colour, html.EscapeString(c.Letter))
}

var letterOnTop = regexp.MustCompile(`>[^<]*</text>`)

// withLetter puts another letter on an icon that shows one; an icon with a glyph stays as it is.
func withLetter(icon, letter string) string {
	return letterOnTop.ReplaceAllLiteralString(icon, ">"+html.EscapeString(letter)+"</text>")
}

type point struct{ x, y float64 }

// plane lies between two rays from the pivot, in degrees.
type plane struct{ from, to float64 }

// planes draws four rays and returns what lies between them, the best lit first.
func planes(next func() float64) []plane {
	base := next() * 90
	var rays [4]float64
	for i := range rays {
		rays[i] = base + float64(i)*90 + (next()-.5)*raySpan
	}
	between := []plane{{rays[0], rays[1]}, {rays[1], rays[2]}, {rays[2], rays[3]}, {rays[3], rays[0] + 360}}
	slices.SortStableFunc(between, func(a, b plane) int { return cmp.Compare(a.shade(), b.shade()) })
	return between
}

// shade is how far the plane's middle turns away from the light, 0 to 180 degrees.
func (p plane) shade() float64 {
	away := math.Mod((p.from+p.to)/2-light+180, 360)
	if away < 0 {
		away += 360
	}
	return math.Abs(away - 180)
}

// path is the plane's outline, reaching beyond the grid on all sides.
func (p plane) path(pivot point) string {
	width := p.to - p.from
	return fmt.Sprintf("M%.1f %.1fL%sL%sL%sL%sZ", pivot.x, pivot.y,
		pivot.along(p.from, 90), pivot.along(p.from+width*.33, 120), pivot.along(p.from+width*.67, 120), pivot.along(p.to, 90))
}

func (p point) along(degrees, length float64) string {
	angle := degrees * math.Pi / 180
	return fmt.Sprintf("%.1f %.1f", p.x+length*math.Cos(angle), p.y+length*math.Sin(angle))
}

// random returns mulberry32, a small generator of numbers from 0 to below 1 that any language repeats bit by bit.
func random(state uint32) func() float64 {
	return func() float64 {
		state += 0x6D2B79F5
		t := (state ^ state>>15) * (state | 1)
		t ^= t + (t^t>>7)*(t|61)
		return float64(t^t>>14) / (1 << 32)
	}
}
