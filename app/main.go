// Package main is the program: the only room that knows that windows, listeners and a command line exist.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"whittle/backend"
)

// version is set by the linker when a release is built.
var version = "0.1.0-dev"

// Exit codes of the command line; scripts rely on them.
const (
	exitDone     = 0
	exitProblems = 1 // the input has problems, which were listed
	exitUsage    = 2
	exitEndpoint = 3 // the model endpoint failed
	exitInternal = 4
)

func main() {
	attachConsole()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: tests call it as the shell would.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errProblems) {
		fmt.Fprintln(stderr, messageOf(err))
	}
	return exitCode(err)
}

// errProblems ends a command whose problems are already on standard output.
var errProblems = errors.New("the input has problems")

// usageError is a command line that cannot be understood.
type usageError struct{ err error }

func (u usageError) Error() string { return u.err.Error() }

func messageOf(err error) string {
	var usage usageError
	if errors.As(err, &usage) {
		return usage.Error()
	}
	if backend.ErrorCode(err) == backend.Internal {
		return err.Error() // at a terminal the cause helps more than an apology
	}
	return backend.ErrorMessage(err)
}

func exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.As(err, &usage):
		return exitUsage
	}
	switch backend.ErrorCode(err) {
	case backend.Invalid, backend.NotFound, backend.Conflict, backend.Forbidden:
		return exitProblems
	case backend.NoKey, backend.KeyRefused, backend.NoCredit, backend.ModelUnknown, backend.ContextTooLong,
		backend.Moderated, backend.Truncated, backend.Stalled, backend.Upstream, backend.RateLimited, backend.OverBudget,
		backend.Canceled, backend.Unavailable:
		return exitEndpoint
	}
	return exitInternal
}

func newRoot() *cobra.Command {
	o := &options{}
	root := &cobra.Command{
		Use:           "whittle",
		Short:         "Say what you need, get a small app.",
		Version:       version,
		Args:          noArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return runWindow(cmd, o) },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w\nSee %s --help.", err, cmd.CommandPath())}
	})
	root.PersistentFlags().BoolVar(&o.json, "json", false, "print one JSON object on standard output")
	root.PersistentFlags().StringVar(&o.dataDir, "data", os.Getenv("WHITTLE_DATA"), "the library folder")
	root.Flags().StringVar(&o.openApp, "open", "", "open this app at once")
	root.AddCommand(
		newServe(o), newNew(o), newEdit(o), newBuild(o), newReply(o), newAsk(o),
		newList(o), newShow(o), newRename(o), newRemove(o), newPin(o, true), newPin(o, false), newVersions(o),
		newDoctor(o), newOpenAPI(o),
	)
	return root
}

func noArgs(cmd *cobra.Command, args []string) error { return usage(cobra.NoArgs(cmd, args)) }

// exactly is cobra.ExactArgs with an error that ends in the usage exit code.
func exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error { return usage(cobra.ExactArgs(n)(cmd, args)) }
}

func usage(err error) error {
	if err == nil {
		return nil
	}
	return usageError{err}
}
