package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/preview"
)

// built is what whittle build prints.
type built struct {
	OK        bool              `json:"ok"`
	Template  string            `json:"template"`
	Kind      backend.Kind      `json:"kind"`
	Bytes     int               `json:"bytes"`
	MS        buildTimes        `json:"ms"`
	Problems  []backend.Problem `json:"problems"`
	Libraries []backend.Library `json:"libraries"`
	Hosts     []string          `json:"hosts"`
}

type buildTimes struct {
	Build float64 `json:"build"`
}

func newBuild(o *options) *cobra.Command {
	var out, template string
	cmd := &cobra.Command{
		Use:   "build PATH|APP",
		Short: "Turn a file, a folder or an app into one HTML document",
		Long: "Turn a file, a folder or an app into one HTML document that needs nothing else.\n\n" +
			"A file or folder of the name comes first, then an app: an id, the beginning of one, or a name.",
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return build(cmd, o, args[0], out, template)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "write the document to `FILE`; without it and --json it goes to standard output")
	cmd.Flags().StringVar(&template, "template", "", "take template `T`, html or react; found out when left out")
	return cmd
}

func build(cmd *cobra.Command, o *options, source, out, template string) error {
	bundle, err := bundleOf(cmd, o, source, template)
	if err != nil {
		return err
	}
	document := bundle.Document
	ok := !backend.HasErrors(bundle.Problems)
	if ok {
		document = preview.Inject(document, preview.Seed{})
	}
	if err := emit(cmd, o, out, document, ok); err != nil {
		return err
	}
	if o.json {
		err = o.print(cmd, built{
			OK: ok, Template: bundle.Template, Kind: bundle.Kind, Bytes: len(document), MS: buildTimes{bundle.BuildMS},
			Problems: nonNil(bundle.Problems), Libraries: nonNil(bundle.Libraries), Hosts: nonNil(bundle.Hosts),
		}, nil)
	} else {
		writeProblems(cmd.ErrOrStderr(), bundle.Problems)
	}
	if err == nil && !ok {
		return errProblems
	}
	return err
}

// bundleOf builds a source; one that is not there or cannot be read is a problem like any other.
func bundleOf(cmd *cobra.Command, o *options, source, template string) (backend.Bundle, error) {
	files, found, err := sourceFiles(cmd, o, source)
	switch backend.ErrorCode(err) {
	case backend.NotFound, backend.Invalid, backend.Conflict:
		problem := backend.Problem{Severity: backend.SeverityError, Text: backend.ErrorMessage(err)}
		return backend.Bundle{Template: template, Kind: backend.KindUI, Problems: []backend.Problem{problem}}, nil
	}
	if err != nil {
		return backend.Bundle{}, err
	}
	b, err := builder.New(builder.Options{})
	if err != nil {
		return backend.Bundle{}, fmt.Errorf("start builder: %w", err)
	}
	return b.Build(cmd.Context(), backend.Source{Template: cmp.Or(template, found), Files: files}), nil
}

// emit writes the document to the file, or to standard output when nothing else goes there.
func emit(cmd *cobra.Command, o *options, out string, document []byte, ok bool) error {
	switch {
	case !ok || out == "" && o.json:
		return nil
	case out == "":
		_, err := cmd.OutOrStdout().Write(document)
		return err
	}
	if err := os.WriteFile(out, document, 0o644); err != nil {
		return backend.Errorf(backend.Invalid, "%s cannot be written: %w", out, err)
	}
	if !o.json {
		fmt.Fprintf(cmd.OutOrStdout(), "%s, %d bytes\n", out, len(document))
	}
	return nil
}

// sourceFiles reads a path when there is one of that name, else an app's current version.
func sourceFiles(cmd *cobra.Command, o *options, source string) (files []backend.File, template string, err error) {
	if _, err := os.Stat(source); !errors.Is(err, fs.ErrNotExist) {
		return builder.ReadPath(source)
	}
	err = withLibrary(cmd, o, func(ctx context.Context, p *program) error {
		app, err := p.library.Resolve(ctx, backend.LocalOwner, source)
		if backend.ErrorCode(err) == backend.NotFound {
			return backend.Errorf(backend.NotFound, "There is no file, folder or app called %s.", source)
		}
		if err != nil {
			return err
		}
		v, err := p.library.Version(ctx, backend.LocalOwner, app.ID, 0)
		files, template = v.Files, app.Template
		return err
	})
	return files, template, err
}
