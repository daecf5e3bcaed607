package builder

import (
	"path"
	"slices"
	"strings"
)

// mainFile reports whether a path inside a package is another way to write the package's bare name, as in
// dist/chart.umd.min.js of chart.js or es2022/react.mjs of react.
func mainFile(name, file string) bool {
	folder := path.Dir(file)
	if folder != "." && !slices.Contains(linkRules().Folders, folder) && !esTarget(folder) {
		return false
	}
	switch path.Ext(file) {
	case ".js", ".mjs", ".cjs", ".css", "":
	default:
		return false
	}
	base := plainBase(file)
	return slices.Contains(linkRules().Mains, base) || base == plainBase(path.Base(name)+".js")
}

func esTarget(folder string) bool { return strings.HasPrefix(folder, "es20") }

// plainBase returns the name of a file without what files of the same content differ in: folder, extension and marks
// such as .min, .umd or .production, in lower case. A name in .js, such as chart.js, loses that too.
func plainBase(file string) string {
	base := strings.ToLower(path.Base(file))
	switch ext := path.Ext(base); ext {
	case ".js", ".mjs", ".cjs", ".css":
		base = strings.TrimSuffix(base, ext)
	}
	for shorter := true; shorter; {
		shorter = false
		for _, suffix := range linkRules().Suffixes {
			if rest, ok := strings.CutSuffix(base, suffix); ok && rest != "" {
				base, shorter = rest, true
			}
		}
	}
	return strings.TrimSuffix(base, ".js")
}
