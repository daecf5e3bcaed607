package builder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"whittle/backend"
)

// ReadPath reads a file or a folder as the files of an app and says which template fits. A file keeps its own name and
// brings the files along that it refers to, in its folder and below. In a folder, node_modules, hidden files, files that are not UTF-8 text and links that lead out of it are left
// out. Errors are coded: NotFound when nothing is there or it holds no source, Invalid when it
// holds more than an app may.
func ReadPath(name string) ([]backend.File, string, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", backend.Errorf(backend.NotFound, "There is nothing at %s.", name)
	}
	if err != nil {
		return nil, "", backend.Errorf(backend.Invalid, "%s cannot be read: %w.", name, err)
	}
	var files []backend.File
	if info.IsDir() {
		files, err = readFolder(name)
	} else {
		files, err = readFile(name, info)
	}
	if err != nil {
		return nil, "", err
	}
	return files, Detect(files), nil
}

func readFile(name string, info fs.FileInfo) ([]backend.File, error) {
	if !info.Mode().IsRegular() {
		return nil, backend.Errorf(backend.Invalid, "%s is neither a file nor a folder.", name)
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", name, err)
	}
	defer root.Close()
	text, ok, err := readLink(name, root)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, backend.Errorf(backend.Invalid, "%s is not UTF-8 text. Save it as UTF-8 and try again.", name)
	}
	files := []backend.File{{Path: filepath.Base(name), Content: text}}
	seen := map[string]bool{files[0].Path: true}
	for i := 0; i < len(files) && i < maxFiles; i++ {
		for _, other := range referred(root, files[i], seen) {
			text, ok, err := readIn(root, other)
			if err != nil {
				return nil, err
			}
			if ok {
				files = append(files, backend.File{Path: other, Content: text})
			}
		}
	}
	return files, nil
}

// readLink reads the file that was asked for by name; unlike those it refers to, it may be a link to anywhere.
func readLink(name string, root *os.Root) (text string, ok bool, err error) {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "", false, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", name, err)
	}
	if filepath.Dir(target) == filepath.Dir(name) {
		return readIn(root, filepath.Base(name))
	}
	elsewhere, err := os.OpenRoot(filepath.Dir(target))
	if err != nil {
		return "", false, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", name, err)
	}
	defer elsewhere.Close()
	return readIn(elsewhere, filepath.Base(target))
}

// reference finds what may be the name of a file: the start of a quoted text, an unquoted attribute or a CSS url().
var reference = regexp.MustCompile(`["'=(]\s*([\w@.~/-]+)`)

// referred returns the files below root that file names and that are not seen yet, and marks them seen.
func referred(root *os.Root, file backend.File, seen map[string]bool) []string {
	var found []string
	for _, m := range reference.FindAllStringSubmatch(file.Content, -1) {
		suffixes := []string{""}
		if strings.HasPrefix(m[1], ".") || strings.HasPrefix(m[1], "/") || strings.HasPrefix(m[1], "@/") {
			suffixes = moduleSuffixes()
		}
		name := strings.TrimPrefix(m[1], "@")
		for _, folder := range []string{path.Dir(file.Path), ".", "src"} {
			for _, suffix := range suffixes {
				candidate := strings.TrimPrefix(path.Join(folder, name), "/") + suffix
				if seen[candidate] || !isSource(candidate) || badPath(candidate) {
					continue
				}
				if info, err := root.Stat(candidate); err == nil && info.Mode().IsRegular() {
					seen[candidate] = true
					found = append(found, candidate)
				}
			}
		}
	}
	return found
}

// decoded returns content as text. A page in another encoding, which it names or begins with the mark of, becomes UTF-8
// behind a byte order mark, which browsers believe more than what the page says (HTML standard, 13.2.3.2).
func decoded(name string, content []byte) (string, bool) {
	if utf8.Valid(content) {
		return string(content), true
	}
	if !isHTML(name) {
		return "", false
	}
	encoding, _, _ := charset.DetermineEncoding(content, "")
	text, err := encoding.NewDecoder().Bytes(content)
	return "\ufeff" + strings.TrimPrefix(string(text), "\ufeff"), err == nil && utf8.Valid(text)
}

func tooLarge(name string, size int64) error {
	return backend.Errorf(backend.Invalid, "%s is %s; a file may have at most %s.", name, megabytes(int(size)), megabytes(maxFileBytes))
}

// readFolder reads through an os.Root, so that no link leads out of the folder.
func readFolder(name string) ([]backend.File, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", name, err)
	}
	defer root.Close()
	var files []backend.File
	total := 0
	err = fs.WalkDir(root.FS(), ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return backend.Errorf(backend.Invalid, "%s cannot be read: %w.", file, err)
		case file != "." && skipped(entry.Name()) && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || skipped(entry.Name()) || !isSource(file):
			return nil
		}
		text, ok, err := readIn(root, file)
		if err != nil || !ok {
			return err
		}
		if total += len(text); total > maxAllBytes || len(files) == maxFiles {
			return backend.Errorf(backend.Invalid, "%s holds more than an app may: %d files or %s. Choose the folder with the app's sources alone.",
				name, maxFiles, megabytes(maxAllBytes))
		}
		files = append(files, backend.File{Path: file, Content: text})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, backend.Errorf(backend.NotFound, "%s holds no source files.", name)
	}
	return files, nil
}

// readIn returns a file's text; ok is false for what is not a text file inside the folder.
func readIn(root *os.Root, file string) (text string, ok bool, err error) {
	info, err := root.Stat(filepath.FromSlash(file))
	if err != nil || !info.Mode().IsRegular() {
		return "", false, nil // a link that leads out or nowhere, or what would wait for a writer when opened
	}
	f, err := root.Open(filepath.FromSlash(file))
	if err != nil {
		return "", false, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", file, err)
	}
	defer f.Close()
	if info.Size() > maxFileBytes {
		return "", false, tooLarge(file, info.Size())
	}
	content, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return "", false, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", file, err)
	}
	text, ok = decoded(file, content)
	return text, ok, nil
}

func skipped(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "dist", "build", "coverage", "package-lock.json"}, name)
}

// isSource picks by its name what a page can be built from.
func isSource(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".css", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx",
		".json", ".svg", ".txt", ".md", ".csv", ".tsv", ".vtt", ".xml", ".glsl", ".vert", ".frag", ".yaml", ".yml", ".py", ".toml", ".vue", ".svelte", ".markdown", ".mdx", ".mmd", ".mermaid"},
		strings.ToLower(path.Ext(name)))
}
