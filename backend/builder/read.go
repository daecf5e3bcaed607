package builder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"whittle/backend"
)

// ReadPath reads a file or a folder as the files of an app and says which template fits. A lone file keeps its own
// name. In a folder, node_modules, hidden files, files that are not UTF-8 text and links that lead out of it are left
// out. Errors are coded: NotFound when nothing is there, Invalid when it holds no source or more than an app may.
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
		files, err = readOne(name, info)
	}
	if err != nil {
		return nil, "", err
	}
	return files, Detect(files), nil
}

func readOne(name string, info fs.FileInfo) ([]backend.File, error) {
	if !info.Mode().IsRegular() {
		return nil, backend.Errorf(backend.Invalid, "%s is neither a file nor a folder.", name)
	}
	if info.Size() > maxFileBytes {
		return nil, tooLarge(name, info.Size())
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", name, err)
	}
	if !utf8.Valid(content) {
		return nil, backend.Errorf(backend.Invalid, "%s is not UTF-8 text. Save it as UTF-8 and try again.", name)
	}
	return []backend.File{{Path: filepath.Base(name), Content: string(content)}}, nil
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
		content, err := readIn(root, file)
		if err != nil || content == nil {
			return err
		}
		if total += len(content); total > maxAllBytes || len(files) == maxFiles {
			return backend.Errorf(backend.Invalid, "%s holds more than an app may: %d files or %s. Choose the folder with the app's sources alone.",
				name, maxFiles, megabytes(maxAllBytes))
		}
		files = append(files, backend.File{Path: file, Content: string(content)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, backend.Errorf(backend.Invalid, "%s holds no source files.", name)
	}
	return files, nil
}

// readIn returns a file's text, or nil for what is not a text file inside the folder.
func readIn(root *os.Root, file string) ([]byte, error) {
	f, err := root.Open(filepath.FromSlash(file))
	if err != nil {
		return nil, nil // a link that leads out or nowhere
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, err
	}
	if info.Size() > maxFileBytes {
		return nil, tooLarge(file, info.Size())
	}
	content, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return nil, backend.Errorf(backend.Invalid, "%s cannot be read: %w.", file, err)
	}
	if !utf8.Valid(content) {
		return nil, nil
	}
	return content, nil
}

func skipped(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "dist", "build", "coverage", "package-lock.json"}, name)
}

// isSource picks by its name what a page can be built from.
func isSource(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".css", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx",
		".json", ".svg", ".txt", ".md", ".csv", ".tsv", ".vtt", ".xml", ".glsl", ".vert", ".frag", ".yaml", ".yml"},
		strings.ToLower(path.Ext(name)))
}
