package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/chat"
)

func newReply(o *options) *cobra.Command {
	var base, apply string
	cmd := &cobra.Command{
		Use:   "reply FILE",
		Short: "Read a saved model reply exactly as the chat does",
		Args:  exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return readReply(cmd, o, args[0], base, apply)
		},
	}
	cmd.Flags().StringVar(&base, "base", "", "folder with the files that the reply changes; default: the one of --apply")
	cmd.Flags().StringVar(&apply, "apply", "", "folder to write the files to, all of them or none")
	return cmd
}

func readReply(cmd *cobra.Command, o *options, name, base, apply string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return backend.Errorf(backend.Invalid, "%s cannot be read: %w", name, err)
	}
	if base == "" {
		base = apply
	}
	before, err := filesIn(base)
	if err != nil {
		return err
	}
	parsed := chat.Parse(string(text))
	after, edits, problems := chat.Apply(parsed, before)
	parsed.Edits, parsed.Problems = nonNil(edits), nonNil(problems)
	if apply != "" && after != nil {
		if err := writeFiles(apply, before, after); err != nil {
			return err
		}
	}
	if err := o.print(cmd, parsed, func(w io.Writer) { writeReply(w, parsed) }); err != nil {
		return err
	}
	if backend.HasErrors(problems) {
		return errProblems
	}
	return nil
}

// filesIn reads a folder of sources; "" and a folder that does not exist have none.
func filesIn(dir string) ([]backend.File, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, nil
	}
	files, _, err := builder.ReadPath(dir)
	return files, err
}

// writeFiles brings dir from before to after. os.Root keeps every path inside dir, links included.
func writeFiles(dir string, before, after []backend.File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return backend.Errorf(backend.Invalid, "%s cannot be made: %w", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open %s: %w", dir, err)
	}
	defer root.Close()
	kept := map[string]bool{}
	for _, f := range after {
		kept[f.Path] = true
		if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(f.Path)), 0o755); err != nil {
			return fmt.Errorf("make folder of %s: %w", f.Path, err)
		}
		if err := root.WriteFile(filepath.FromSlash(f.Path), []byte(f.Content), 0o644); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
	}
	for _, f := range before {
		if kept[f.Path] {
			continue
		}
		if err := root.Remove(filepath.FromSlash(f.Path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", f.Path, err)
		}
	}
	return nil
}

func writeReply(w io.Writer, r chat.ParsedReply) {
	if r.Title != "" {
		fmt.Fprintf(w, "%s\n\n", r.Title)
	}
	if r.Prose != "" {
		fmt.Fprintf(w, "%s\n\n", r.Prose)
	}
	for _, f := range r.Files {
		state := "whole"
		if !f.Complete {
			state = "cut off"
		}
		fmt.Fprintf(w, "%s  %d bytes, %s\n", f.Path, len(f.Content), state)
	}
	for _, e := range r.Edits {
		fmt.Fprintf(w, "%s  %d edits, applied: %t\n", e.Path, e.Blocks, e.Applied)
	}
	writeProblems(w, r.Problems)
}

func writeProblems(w io.Writer, problems []backend.Problem) {
	for _, p := range problems {
		place := p.File
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
		}
		if place != "" {
			place += ": "
		}
		fmt.Fprintf(w, "%s%s: %s\n", place, p.Severity, p.Text)
	}
}
