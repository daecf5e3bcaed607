//go:build bench && linux

package e2e_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"whittle/backend/builder/registry"
)

const (
	packDist     = "../../backend/builder/registry/dist"
	compilerDist = "../../backend/builder/compiler/dist"
)

// openApps are how many apps are open when memory is looked at, opened one after another.
var openApps = []int{1, 3, 6}

// memory measures the window at rest with more and more apps that were opened in it, the last of which is seen, PSS of
// all its processes.
func (b *builderBench) memory() {
	w := b.open(b.whittle, "--data", b.library())
	defer w.Close()
	w.Wait(paintedHome)
	rest := func(what string) []string {
		w.Eval("await new Promise(done => setTimeout(done, 4000))", nil)
		return []string{what, fmt.Sprintf("%.0f", pss(w.PID()))}
	}
	var apps []struct{ ID, Name string }
	w.Eval(shellCall+"return (await call('GET', '/api/apps')).items.map(({ id, name }) => ({ id, name }))", &apps)
	slices.SortStableFunc(apps, func(x, y struct{ ID, Name string }) int {
		return cmp.Compare(strings.Index(y.Name, "Measured"), strings.Index(x.Name, "Measured"))
	})
	rows := [][]string{rest("launcher")}
	opened := 0
	for _, until := range openApps {
		for ; opened < until; opened++ {
			w.Eval("performance.clearMarks('whittle-app-painted'); location.hash = '#/apps/"+apps[opened].ID+"'", nil)
			w.Wait("performance.getEntriesByName('whittle-app-painted').length")
		}
		rows = append(rows, rest(fmt.Sprintf("%d opened, up to %s", opened, apps[opened-1].Name)))
	}
	var frames int
	w.Eval("return document.querySelectorAll('iframe').length", &frames)
	b.table(fmt.Sprintf("Memory of the window, PSS of all processes, MiB (%d frames live at the end)", frames), []string{"", "MiB"}, rows)
}

// growth states what the libraries and the compilers add to the program, by building it without them, and what the
// pack is made of.
func (b *builderBench) growth() {
	whole := b.fileSize(b.whittle)
	rows := [][]string{{"the program, stripped", megabytes(whole), ""}}
	for _, part := range []struct{ name, dist string }{{"libraries", packDist}, {"compilers", compilerDist}} {
		without := b.fileSize(b.buildWithout(part.dist))
		rows = append(rows, []string{"without the " + part.name, megabytes(without), megabytes(whole - without)})
	}
	rows = append(rows, []string{"an empty Wails window", megabytes(b.fileSize(b.empty)), ""})
	b.table("Size of the program, MB (10⁶ bytes)", []string{"", "MB", "they add"}, rows)
	b.table("The library pack by parts, MB as stored (zstd)", []string{"", "files", "MB"}, b.packParts())
}

// buildWithout builds the program as if dist held one empty file, with nothing changed in the tree.
func (b *builderBench) buildWithout(dist string) string {
	dist, err := filepath.Abs(dist)
	if err != nil {
		b.t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dist, "*"))
	if err != nil || len(paths) == 0 {
		b.t.Fatalf("%s is empty: %v", dist, err)
	}
	folder := b.t.TempDir()
	empty, list, program := filepath.Join(folder, "empty"), filepath.Join(folder, "overlay.json"), filepath.Join(folder, "program")
	replace := map[string]string{filepath.Join(dist, "empty"): empty}
	for _, path := range paths {
		replace[path] = ""
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		b.t.Fatal(err)
	}
	for path, content := range map[string][]byte{empty: nil, list: text} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-overlay", list, "-trimpath", "-tags", "desktop,production,webkit2_41", "-ldflags", "-s -w", "-o", program, "whittle/app")
	if out, err := build.CombinedOutput(); err != nil {
		b.t.Fatalf("build without %s: %v\n%s", dist, err, out)
	}
	return program
}

// packParts sums the stored files of the pack by what they are.
func (b *builderBench) packParts() [][]string {
	list := b.packList()
	counted := map[string]bool{}
	row := func(name string, files ...string) []string {
		size, count := int64(0), 0
		for _, file := range files {
			if file != "" && !counted[file] {
				counted[file] = true
				size += b.fileSize(filepath.Join(packDist, file))
				count++
			}
		}
		return []string{name, fmt.Sprint(count), megabytes(size)}
	}
	var modules, icons, own, scripts, styles, rest []string
	for _, m := range list.Modules {
		if strings.HasPrefix(m.Name, "@/") {
			own = append(own, m.File)
		} else {
			modules = append(modules, m.File)
		}
	}
	for _, i := range list.Icons {
		icons = append(icons, i.File, i.NamesFile)
	}
	for _, f := range list.Files {
		switch filepath.Ext(f.Path) {
		case ".js", ".mjs", ".cjs":
			scripts = append(scripts, f.File)
		case ".css":
			styles = append(styles, f.File)
		default:
			rest = append(rest, f.File)
		}
	}
	return [][]string{
		row(fmt.Sprintf("modules (%d specifiers)", len(list.Modules)), modules...), row(fmt.Sprintf("icons (%d packages)", len(list.Icons)), icons...),
		row("Whittle's own components", own...), row("scripts as a CDN serves them", scripts...), row("style sheets", styles...),
		row("fonts, images, WebAssembly and data", rest...), row("the list and the licences", "pack.json.zst", "licenses.json.zst"),
	}
}

func (b *builderBench) packList() (list registry.List) {
	packed, err := os.ReadFile(filepath.Join(packDist, "pack.json.zst"))
	if err != nil {
		b.t.Fatal(err)
	}
	decoder, err := zstd.NewReader(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	defer decoder.Close()
	text, err := decoder.DecodeAll(packed, nil)
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return list
}

func (b *builderBench) fileSize(path string) int64 {
	b.t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.t.Fatal(err)
	}
	return info.Size()
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f", float64(bytes)/1e6) }
