package main

import (
	"cmp"
	"fmt"
	"io"
	"os"

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
	cmd.Flags().StringVar(&base, "base", "", "read the files that the reply changes from `DIR`; without it from the one of --apply")
	cmd.Flags().StringVar(&apply, "apply", "", "write the files to `DIR`, all of them or none")
	return cmd
}

func readReply(cmd *cobra.Command, o *options, name, base, apply string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return backend.Errorf(backend.Invalid, "%s cannot be read: %w", name, err)
	}
	before, err := filesBefore(base, apply)
	if err != nil {
		return err
	}
	parsed := chat.Parse(string(text))
	after, edits, problems := chat.Apply(parsed, before)
	parsed.Edits, parsed.Problems = nonNil(edits), nonNil(problems)
	if apply != "" && after != nil {
		if err := writeFiles(apply, before, after, base == "" || sameFolder(base, apply)); err != nil {
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

// filesBefore reads what the reply changes: the folder of --base, which must be there, else that of --apply, which may
// be new or hold other things.
func filesBefore(base, apply string) ([]backend.File, error) {
	dir := cmp.Or(base, apply)
	if dir == "" {
		return nil, nil
	}
	if _, err := os.Stat(dir); base != "" && err != nil {
		return nil, backend.Errorf(backend.Invalid, "%s cannot be read: %w", base, err)
	}
	files, _, err := builder.ReadPath(dir)
	if backend.ErrorCode(err) == backend.NotFound {
		return nil, nil
	}
	return files, err
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
