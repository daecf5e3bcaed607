package preview

import (
	"path"
	"slices"
	"strings"

	"whittle/backend"
)

// data lists the endings of files that code reads while it runs rather than the builder while it builds.
var data = strings.Fields(".json .geojson .topojson .csv .tsv .txt .md .svg .xml .yaml .yml .toml .html .glsl .vert .frag .wgsl .obj .mtl .gltf .srt .vtt .ics .ndjson")

// maxFiles is how much text of files a page carries, in bytes.
const maxFiles = 8 << 20

// DataFiles returns the files that a page of an app may ask for by their paths while it runs: text that another file
// names. Nil when there are none.
func DataFiles(files []backend.File) map[string]string {
	var found map[string]string
	size := 0
	for _, f := range files {
		if !slices.Contains(data, strings.ToLower(path.Ext(f.Path))) || !isNamed(path.Base(f.Path), f.Path, files) {
			continue
		}
		if size += len(f.Content); size > maxFiles {
			break
		}
		if found == nil {
			found = map[string]string{}
		}
		found[f.Path] = f.Content
	}
	return found
}

func isNamed(name, own string, files []backend.File) bool {
	return slices.ContainsFunc(files, func(f backend.File) bool { return f.Path != own && strings.Contains(f.Content, name) })
}
