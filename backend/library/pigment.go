package library

import (
	"regexp"

	"whittle/backend"
)

// tones are four planes from lit to shaded, then the glyph.
type tones [5]string

// pigment is one colour an icon may have, in a deep and a pale cut.
type pigment struct {
	name string
	deep tones
	pale tones
}

// pigments returns the twelve colours of icons; their order is part of the recipe.
func pigments() []pigment {
	const light = "#fffdf8"
	return []pigment{
		{"petrol", tones{"#4f8fa1", "#3d8295", "#2e7587", "#236677", light}, tones{"#ddf1f7", "#cde9f1", "#bde0ea", "#add6e2", "#025161"}},
		{"steel", tones{"#6589ab", "#567b9f", "#496e91", "#3d5f80", light}, tones{"#e2eefb", "#d4e5f6", "#c7dcf1", "#b8d1e9", "#284a6a"}},
		{"iris", tones{"#7a81b0", "#6d73a3", "#606695", "#535884", light}, tones{"#e9ecfc", "#dde1f8", "#d2d7f3", "#c6cbed", "#3f436e"}},
		{"plum", tones{"#a07596", "#936689", "#855a7c", "#754d6c", light}, tones{"#f7e7f3", "#f1dbeb", "#ead0e3", "#e2c3da", "#5f3857"}},
		{"rose", tones{"#b46d78", "#a75f6a", "#99525e", "#874550", light}, tones{"#ffe5e8", "#fcd9dd", "#f8ccd2", "#f1bfc5", "#6f303c"}},
		{"madder", tones{"#c2665c", "#b5574c", "#a64940", "#933d34", light}, tones{"#ffe4e0", "#ffd7d0", "#ffcac2", "#fbbcb3", "#7b2720"}},
		{"clay", tones{"#b7704a", "#ab6139", "#9c542c", "#8a4721", light}, tones{"#ffe7da", "#fedbc9", "#facfb9", "#f4c1a8", "#733206"}},
		{"ochre", tones{"#af8641", "#a2782d", "#946a1c", "#845c0f", light}, tones{"#f9ebd6", "#f4e0c3", "#edd5b1", "#e6c99e", "#643f00"}},
		{"olive", tones{"#868a4f", "#787c3e", "#6c6f31", "#5d6126", light}, tones{"#edefdc", "#e3e6cb", "#d9ddbc", "#ced2ab", "#494c0d"}},
		{"moss", tones{"#699160", "#5a8451", "#4d7744", "#416838", light}, tones{"#e4f2e1", "#d6ead2", "#c9e1c4", "#bbd7b5", "#2d5324"}},
		{"spruce", tones{"#5a937a", "#49866c", "#3c785f", "#306952", light}, tones{"#e0f2e9", "#d1eade", "#c2e2d3", "#b2d8c6", "#18543e"}},
		{"slate", tones{"#89847d", "#7c7670", "#6f6963", "#605b55", light}, tones{"#eeecea", "#e5e2df", "#dbd8d5", "#d1cdc8", "#4b4741"}},
	}
}

// leastUsed returns the pigments that used counts least, in the recipe's order.
func leastUsed(used map[string]int) []pigment {
	var least []pigment
	fewest := 0
	for _, p := range pigments() {
		n := used[p.name]
		if least == nil || n < fewest {
			least, fewest = nil, n
		}
		if n == fewest {
			least = append(least, p)
		}
	}
	return least
}

var pigmentMark = regexp.MustCompile(`^<svg [^>]*data-pigment="([a-z]+)"`)

// pigmentOf returns the name of an icon's pigment, "" when it is none of ours.
func pigmentOf(icon string) string {
	m := pigmentMark.FindStringSubmatch(icon)
	if m == nil {
		return ""
	}
	return m[1]
}

// pigmentsOf counts the pigments on the icons of apps.
func pigmentsOf(apps []backend.App) map[string]int {
	used := map[string]int{}
	for _, a := range apps {
		used[pigmentOf(a.Icon)]++
	}
	return used
}
