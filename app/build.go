package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
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
	Needs     []backend.Need    `json:"needs"` // what could be fetched to complete the document
	Hosts     []string          `json:"hosts"`
}

type buildTimes struct {
	Build float64 `json:"build"`
}

func newBuild(o *options) *cobra.Command {
	var out, template string
	var fetch bool
	cmd := &cobra.Command{
		Use:   "build PATH|APP",
		Short: "Turn a file, a folder or an app into one HTML document",
		Long: "Turn a file, a folder or an app into one HTML document that needs nothing else.\n\n" +
			"A file or folder of the name comes first, then an app: an id, the beginning of one, or a name.\n\n" +
			"Building takes no network. With --fetch, libraries that are neither in Whittle nor in its mirror are fetched\n" +
			"first and kept; when their server cannot be reached the command ends with 3.",
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return build(cmd, o, args[0], out, template, fetch)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "write the document to `FILE`; without it and --json it goes to standard output")
	cmd.Flags().BoolVar(&fetch, "fetch", false, "fetch the libraries that are missing; this takes the network")
	cmd.Flags().StringVar(&template, "template", "", "take template `T`: "+templateNames()+"; found out when left out")
	return cmd
}

func build(cmd *cobra.Command, o *options, source, out, template string, fetch bool) error {
	bundle, err := bundleOf(cmd, o, source, template, fetch)
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
			Problems: nonNil(bundle.Problems), Libraries: nonNil(bundle.Libraries), Needs: nonNil(bundle.Needs),
			Hosts: nonNil(bundle.Hosts),
		}, nil)
	} else {
		writeProblems(cmd.ErrOrStderr(), bundle.Problems)
	}
	if err == nil && !ok {
		return errProblems
	}
	return err
}

// subject is what is built: files, or a version of an app.
type subject struct {
	backend.Source
	version int // of the app; 0 for files
}

// bundleOf builds a source; one that is not there or cannot be read is a problem like any other. With fetch, what is
// missing is fetched first.
func bundleOf(cmd *cobra.Command, o *options, source, template string, fetch bool) (bundle backend.Bundle, err error) {
	if fetch {
		err = withLibrary(cmd, o, func(ctx context.Context, p *program) error {
			bundle, _, err = p.complete(ctx, cmd, o, source, template)
			return err
		})
	} else {
		bundle, err = bundleHere(cmd, o, source, template)
	}
	switch backend.ErrorCode(err) {
	case backend.NotFound, backend.Invalid, backend.Conflict:
		problem := backend.Problem{Severity: backend.SeverityError, Text: backend.ErrorMessage(err)}
		return backend.Bundle{Template: template, Kind: backend.KindUI, Problems: []backend.Problem{problem}}, nil
	}
	return bundle, err
}

// bundleHere builds with what is in the binary and in the mirror. Files need no library of apps, and none is made.
func bundleHere(cmd *cobra.Command, o *options, source, template string) (backend.Bundle, error) {
	dir, err := o.folder()
	if err != nil {
		return backend.Bundle{}, err
	}
	libraries, err := newMirror(dir, nil, newLog(cmd.ErrOrStderr(), slog.LevelWarn))
	if err != nil {
		return backend.Bundle{}, err
	}
	compilers := compiler.New()
	defer compilers.Close()
	b, err := builder.New(builder.Options{Mirror: libraries, Compiler: compilers})
	if err != nil {
		return backend.Bundle{}, fmt.Errorf("start builder: %w", err)
	}
	s, err := subjectOf(cmd, o, source, template)
	if err != nil {
		return backend.Bundle{}, err
	}
	return b.Build(cmd.Context(), s.Source), nil
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

// subjectOf reads a path when there is one of that name, else an app's current version.
func subjectOf(cmd *cobra.Command, o *options, source, template string) (s subject, err error) {
	if _, err := os.Stat(source); !errors.Is(err, fs.ErrNotExist) {
		return pathSubject(source, template)
	}
	err = withLibrary(cmd, o, func(ctx context.Context, p *program) error {
		s, err = p.appSubject(ctx, source, template)
		return err
	})
	return s, err
}

func pathSubject(path, template string) (subject, error) {
	files, found, err := builder.ReadPath(path)
	return subject{Source: backend.Source{Template: cmp.Or(template, found), Files: files}}, err
}

func (p *program) appSubject(ctx context.Context, ref, template string) (subject, error) {
	app, err := p.library.Resolve(ctx, backend.LocalOwner, ref)
	if backend.ErrorCode(err) == backend.NotFound {
		return subject{}, backend.Errorf(backend.NotFound, "There is no file, folder or app called %s.", ref)
	}
	if err != nil {
		return subject{}, err
	}
	v, err := p.library.Version(ctx, backend.LocalOwner, app.ID, 0)
	source := backend.Source{App: app.ID, Template: cmp.Or(template, app.Template), Files: v.Files, Locks: v.Locks}
	return subject{source, v.Number}, err
}
