package builder

import (
	_ "embed"
	"encoding/json"
	"path"
	"slices"
	"strings"
)

//go:embed ownfiles.js
var ownFilesCode string

// ownFiles returns a script that answers for files of the app which its scripts may ask for by a name that only they
// know; "" when there are none.
func (p *page) ownFiles() string {
	if len(p.sources.paths) < 2 || !p.mentioned("fetch(") && !p.mentioned("XMLHttpRequest") && !p.mentioned(".json(") && !p.mentioned(".csv(") {
		return ""
	}
	files := map[string]string{}
	for _, name := range p.sources.paths {
		if isDataFile(name) && !p.embedded[name] && p.mayAsk(name) {
			files[strings.TrimPrefix(strings.TrimPrefix(name, "public/"), p.folder+"/")] = dataURL(mediaType(name), p.sources.content[name])
		}
	}
	if len(files) == 0 {
		return ""
	}
	text, _ := json.Marshal(files) // strings; the keys are sorted
	return "<script>(" + strings.TrimSpace(ownFilesCode) + ")(" + string(text) + ")</script>\n"
}

// isDataFile reports whether a file is data of the app, and not about how it is built.
func isDataFile(name string) bool {
	base := path.Base(name)
	return mediaType(name) != "" && !slices.Contains([]string{"package.json", "package-lock.json", "tsconfig.json", "components.json",
		"metadata.json", "manifest.json", "vercel.json", "README.md", "readme.md"}, base) && !strings.HasPrefix(base, "tsconfig.")
}

// mayAsk reports whether a script speaks of a file, by its name or by the folder it is in.
func (p *page) mayAsk(name string) bool {
	folder := path.Base(path.Dir(name)) + "/"
	return p.mentioned(path.Base(name)) || folder != "./" && p.mentioned(folder) || p.mentioned("."+strings.TrimPrefix(path.Ext(name), ".")+"`") ||
		p.mentioned(path.Ext(name)+`"`) || p.mentioned(path.Ext(name)+"'")
}

// mentioned reports whether a page or a script of the app holds a text.
func (p *page) mentioned(text string) bool {
	for _, name := range p.sources.paths {
		if mediaType(name) == "" && strings.Contains(p.sources.content[name], text) {
			return true
		}
	}
	return false
}
