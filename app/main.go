// Package main is the program: the only room that knows that windows, listeners and a command line exist.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
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
	context.AfterFunc(ctx, stop) // a second Ctrl C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: tests call it as the shell would.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &watched{Writer: stdout}
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil && out.err != nil {
		err = fmt.Errorf("write the result: %w", out.err)
	}
	if err == nil || errors.Is(err, errProblems) {
		return exitCode(err)
	}
	fmt.Fprintln(stderr, messageOf(err))
	if asJSON, _ := root.PersistentFlags().GetBool("json"); asJSON && !out.used {
		_ = json.NewEncoder(out).Encode(failed{callErrorOf(err)}) // a closed pipe reads nothing
	}
	return exitCode(err)
}

// watched knows whether anything was written, and whether it arrived.
type watched struct {
	io.Writer
	used bool
	err  error // the first one
}

func (w *watched) Write(p []byte) (int, error) {
	w.used = true
	n, err := w.Writer.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

// failed is what a command with --json prints when it came to nothing.
type failed struct {
	Error *callError `json:"error"`
}

// errProblems ends a command whose problems are already on standard output.
var errProblems = errors.New("the input has problems")

// exitError ends the program with a code that the error itself does not tell.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// usageErrorf is a command line that cannot be understood.
func usageErrorf(format string, args ...any) error {
	return exitError{exitUsage, backend.Errorf(backend.Invalid, format, args...)}
}

func messageOf(err error) string {
	if backend.ErrorCode(err) == backend.Internal {
		return err.Error() // at a terminal the cause helps more than an apology
	}
	return backend.ErrorMessage(err)
}

func exitCode(err error) int {
	var exit exitError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.As(err, &exit):
		return exit.code
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

// endpointFailed gives an error of a model call its exit code whatever the endpoint said; nil stays nil.
func endpointFailed(err error) error {
	if err == nil || backend.ErrorCode(err) == backend.Internal {
		return err
	}
	return exitError{exitEndpoint, err}
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
		return usageErrorf("%w. See %s --help.", err, cmd.CommandPath())
	})
	root.PersistentFlags().BoolVar(&o.json, "json", false, "print one JSON object on standard output")
	root.PersistentFlags().StringVar(&o.dataDir, "data", os.Getenv("WHITTLE_DATA"), "use `DIR` as the library folder; WHITTLE_DATA does too")
	root.Flags().StringVar(&o.openApp, "open", "", "open `APP` at once")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		newServe(o), newNew(o), newEdit(o), newBuild(o), newReply(o), newAsk(o),
		newList(o), newShow(o), newRename(o), newRemove(o), newPin(o, true), newPin(o, false), newVersions(o), newLibraries(o),
		newDoctor(o), newOpenAPI(o),
	)
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasSubCommands() {
		return usageErrorf("There is no command %q. See %s --help.", args[0], cmd.CommandPath())
	}
	return usageErrorf("%s takes no arguments. See %[1]s --help.", cmd.CommandPath())
}

// exactly is cobra.ExactArgs in a sentence that shows how the command is called.
func exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == n:
			return nil
		case len(args) > n:
			return usageErrorf("These are too many arguments: %s. Put quotes around words that belong together.", usageOf(cmd))
		}
		return usageErrorf("Something is missing: %s.", usageOf(cmd))
	}
}

// usageOf returns how a command is called, without its flags.
func usageOf(cmd *cobra.Command) string { return strings.TrimSuffix(cmd.UseLine(), " [flags]") }
