package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"whittle/backend"
)

// withLibrary runs fn on the library, which it opens and closes.
func withLibrary(cmd *cobra.Command, o *options, fn func(ctx context.Context, p *program) error) error {
	p, err := assemble(cmd.Context(), o, newLog(cmd.ErrOrStderr(), slog.LevelWarn))
	if err != nil {
		return err
	}
	defer p.Close()
	return fn(cmd.Context(), p)
}

// onApp makes a command that acts on one app, named by its first argument.
func onApp(o *options, use, short string, arguments int, act func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, rest []string) error) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: short,
		Long:  short + ".\n\nAPP is an id, the beginning of one that no other app has, or a name.",
		Args:  exactly(arguments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withLibrary(cmd, o, func(ctx context.Context, p *program) error {
				app, err := p.library.Resolve(ctx, backend.LocalOwner, args[0])
				if err != nil {
					return err
				}
				return act(ctx, cmd, p, app, args[1:])
			})
		},
	}
}

type appList struct {
	Apps []backend.App `json:"apps"`
}

func newList(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the apps",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withLibrary(cmd, o, func(ctx context.Context, p *program) error {
				apps, err := p.library.Apps(ctx, backend.LocalOwner, "")
				if err != nil {
					return err
				}
				return o.print(cmd, appList{nonNil(apps)}, func(w io.Writer) { writeApps(w, apps) })
			})
		},
	}
}

func nonNil[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func writeApps(w io.Writer, apps []backend.App) {
	if len(apps) == 0 {
		fmt.Fprintln(w, "No apps yet. Make one with: whittle new 'what you need'")
		return
	}
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, a := range apps {
		pin := ""
		if a.Pinned {
			pin = "pinned"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\tversion %d\t%s\t%s\n", a.ID, a.Name, a.Template, a.Version, day(a.UpdatedAt), pin)
	}
	_ = table.Flush() // the terminal is gone; nothing to do about it
}

func day(ms int64) string { return time.UnixMilli(ms).Format(time.DateOnly) }

// appDetails is an app with the files of its current version.
type appDetails struct {
	backend.App
	Files []backend.File `json:"files"`
}

func newShow(o *options) *cobra.Command {
	return onApp(o, "show APP", "Show an app and its files", 1,
		func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, _ []string) error {
			v, err := p.library.Version(ctx, backend.LocalOwner, app.ID, 0)
			if err != nil {
				return err
			}
			return o.print(cmd, appDetails{app, nonNil(v.Files)}, func(w io.Writer) {
				fmt.Fprintf(w, "%s  %s\n%s, version %d, %s\n", app.ID, app.Name, app.Template, app.Version, day(app.UpdatedAt))
				for _, f := range v.Files {
					fmt.Fprintf(w, "\n--- %s\n%s\n", f.Path, f.Content)
				}
			})
		})
}

func newRename(o *options) *cobra.Command {
	return onApp(o, "rename APP NAME", "Give an app another name", 2,
		func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, rest []string) error {
			renamed, err := p.library.Rename(ctx, backend.LocalOwner, app.ID, rest[0])
			if err != nil {
				return err
			}
			return o.print(cmd, renamed, func(w io.Writer) { fmt.Fprintf(w, "%s is now %s.\n", app.Name, renamed.Name) })
		})
}

type removed struct {
	ID      string `json:"id"`
	Deleted bool   `json:"deleted"`
}

func newRemove(o *options) *cobra.Command {
	return onApp(o, "rm APP", "Delete an app", 1,
		func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, _ []string) error {
			if err := p.library.Delete(ctx, backend.LocalOwner, app.ID); err != nil {
				return err
			}
			return o.print(cmd, removed{app.ID, true}, func(w io.Writer) { fmt.Fprintf(w, "%s deleted.\n", app.Name) })
		})
}

func newPin(o *options, pin bool) *cobra.Command {
	use, short := "pin APP", "Pin an app to home"
	if !pin {
		use, short = "unpin APP", "Take an app from the pins"
	}
	return onApp(o, use, short, 1,
		func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, _ []string) error {
			change, done := p.library.Pin, "pinned"
			if !pin {
				change, done = p.library.Unpin, "unpinned"
			}
			if err := change(ctx, backend.LocalOwner, app.ID); err != nil {
				return err
			}
			after, err := p.library.App(ctx, backend.LocalOwner, app.ID)
			if err != nil {
				return err
			}
			return o.print(cmd, after, func(w io.Writer) { fmt.Fprintf(w, "%s %s.\n", app.Name, done) })
		})
}

type versionList struct {
	AppID    string            `json:"app_id"`
	Versions []backend.Version `json:"versions"`
}

func newVersions(o *options) *cobra.Command {
	return onApp(o, "versions APP", "List the versions of an app", 1,
		func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, _ []string) error {
			versions, err := p.library.Versions(ctx, backend.LocalOwner, app.ID)
			if err != nil {
				return err
			}
			return o.print(cmd, versionList{app.ID, nonNil(versions)}, func(w io.Writer) {
				for _, v := range versions {
					fmt.Fprintf(w, "%4d  %s  %-9s  %s\n", v.Number, day(v.CreatedAt), v.Origin, v.Prompt)
				}
			})
		})
}
