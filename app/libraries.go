package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/builder/mirror"
	"whittle/backend/library"
)

func newLibraries(o *options) *cobra.Command {
	list := newLibraryList(o)
	cmd := &cobra.Command{
		Use:   "libraries",
		Short: "List, fetch and remove libraries that are not inside Whittle",
		Long: "List, fetch and remove libraries that are not inside Whittle. They are fetched once, checked against their\n" +
			"hash and kept, so that apps open without a network for ever. Without a subcommand they are listed.\n\n" +
			"WHITTLE_NPM_REGISTRY names another npm registry; WHITTLE_CDN names a server that is asked in the place of\n" +
			"all other hosts, as WHITTLE_CDN/HOST/PATH.",
		Args: noArgs,
		RunE: list.RunE,
	}
	cmd.AddCommand(list, newLibraryFetch(o), newLibraryRemove(o))
	return cmd
}

// mirrored is a library as whittle libraries prints it.
type mirrored struct {
	mirror.Item
	Apps []string `json:"apps"` // ids of those that a version was built with it
}

type mirrorList struct {
	Libraries []mirrored `json:"libraries"`
	Bytes     int64      `json:"bytes"`
	Limit     int64      `json:"limit_bytes"`
}

func newLibraryList(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the libraries that were fetched",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withLibrary(cmd, o, func(ctx context.Context, p *program) error {
				list, err := p.mirrorList(ctx)
				if err != nil {
					return err
				}
				return o.print(cmd, list, func(w io.Writer) { writeLibraries(w, list) })
			})
		},
	}
}

func (p *program) mirrorList(ctx context.Context) (mirrorList, error) {
	list := mirrorList{Libraries: []mirrored{}}
	items, err := p.mirror.List()
	if err != nil {
		return list, err
	}
	uses, err := p.store.FindLockUses(ctx, backend.LocalOwner)
	if err != nil {
		return list, err
	}
	if list.Limit, err = limitOf(p.store)(ctx); err != nil {
		return list, err
	}
	for _, item := range items {
		m := mirrored{Item: item, Apps: []string{}}
		for _, use := range uses {
			seen := len(m.Apps) > 0 && m.Apps[len(m.Apps)-1] == use.AppID
			if lock := item.Lock(); use.Lock.Name == lock.Name && use.Lock.Version == lock.Version && !use.Lock.Inside() && !seen {
				m.Apps = append(m.Apps, use.AppID)
			}
		}
		list.Libraries = append(list.Libraries, m)
		list.Bytes += item.Size
	}
	return list, nil
}

func writeLibraries(w io.Writer, list mirrorList) {
	if len(list.Libraries) == 0 {
		fmt.Fprintln(w, "No libraries were fetched. Apps that need one say so; fetch it with: whittle libraries fetch APP")
		return
	}
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, m := range list.Libraries {
		fmt.Fprintf(table, "%s\t%s\t%d KB\tused %s\t%d apps\n", cmp.Or(m.Name, m.Address), m.Version, (m.Size+1023)>>10, day(m.UsedAt), len(m.Apps))
	}
	_ = table.Flush() // the terminal is gone; nothing to do about it
	fmt.Fprintf(w, "%d of %d MB\n", (list.Bytes+1<<19)>>20, list.Limit>>20)
}

// fetched is what whittle libraries fetch prints.
type fetched struct {
	OK      bool           `json:"ok"`
	Fetched []backend.Lock `json:"fetched"`
	Needs   []backend.Need `json:"needs"` // what is still missing
}

func newLibraryFetch(o *options) *cobra.Command {
	var template string
	cmd := &cobra.Command{
		Use:   "fetch APP|PATH",
		Short: "Fetch what an app or files need",
		Long: "Fetch what an app or files need, and keep it. A file or folder of the name comes first, then an app.\n\n" +
			"It ends with 1 when something cannot be had, and with 3 when its server cannot be reached.",
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withLibrary(cmd, o, func(ctx context.Context, p *program) error {
				bundle, locks, err := p.complete(ctx, cmd, o, args[0], template)
				if err != nil {
					return err
				}
				done := fetched{len(bundle.Needs) == 0, nonNil(locks), nonNil(bundle.Needs)}
				if err := o.print(cmd, done, func(w io.Writer) { writeFetched(w, done) }); err != nil || done.OK {
					return err
				}
				return errProblems
			})
		},
	}
	cmd.Flags().StringVar(&template, "template", "", "take template `T` for files: "+templateNames()+"; found out when left out")
	return cmd
}

func writeFetched(w io.Writer, done fetched) {
	for _, l := range done.Fetched {
		if !l.Inside() {
			fmt.Fprintf(w, "%s %s is here.\n", l.Name, l.Version)
		}
	}
	for _, need := range done.Needs {
		fmt.Fprintf(w, "%s %s is still missing.\n", need.Name, need.Asked)
	}
	if len(done.Fetched)+len(done.Needs) == 0 {
		fmt.Fprintln(w, "Nothing is missing.")
	}
}

// complete fetches what a source needs and builds it. For an app, what was settled on is stored with its version.
func (p *program) complete(ctx context.Context, cmd *cobra.Command, o *options, source, template string) (backend.Bundle, []backend.Lock, error) {
	s, err := pathSubject(source, template)
	if _, missing := os.Stat(source); errors.Is(missing, fs.ErrNotExist) {
		s, err = p.appSubject(ctx, source, template)
	}
	if err != nil {
		return backend.Bundle{}, nil, err
	}
	last := ""
	bundle, locks, err := library.Complete(ctx, p.builder, p.mirror, s.Source, true, func(step backend.FetchProgress) {
		if !o.json && step.Name != last {
			fmt.Fprintf(cmd.ErrOrStderr(), "Fetching %s\n", step.Name)
		}
		last = step.Name
	})
	if s.version > 0 && len(locks) > 0 {
		err = errors.Join(err, p.store.AddLocks(context.WithoutCancel(ctx), backend.LocalOwner, s.App, s.version, locks))
	}
	return bundle, locks, err
}

type removedLibraries struct {
	Removed []mirror.Item `json:"removed"`
}

func newLibraryRemove(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME[@VERSION]",
		Short: "Remove a library that was fetched",
		Long: "Remove a library that was fetched, in all versions or in one; NAME is a package or an address.\n" +
			"Apps that need it offer to fetch it again, in the same version.",
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withLibrary(cmd, o, func(_ context.Context, p *program) error {
				gone, err := p.removeLibraries(args[0])
				if err != nil {
					return err
				}
				return o.print(cmd, removedLibraries{gone}, func(w io.Writer) {
					for _, item := range gone {
						fmt.Fprintf(w, "%s removed.\n", strings.TrimSpace(cmp.Or(item.Name, item.Address)+" "+item.Version))
					}
				})
			})
		},
	}
}

func (p *program) removeLibraries(ref string) ([]mirror.Item, error) {
	items, err := p.mirror.List()
	if err != nil {
		return nil, err
	}
	var gone []mirror.Item
	for _, item := range items {
		if name := cmp.Or(item.Name, item.Address); ref != name && ref != name+"@"+item.Version && ref != item.ID {
			continue
		}
		if err := p.mirror.Remove(item.ID); err != nil {
			return nil, err
		}
		gone = append(gone, item)
	}
	if len(gone) == 0 {
		return nil, backend.Errorf(backend.NotFound, "No library called %s was fetched.", ref)
	}
	return gone, nil
}
