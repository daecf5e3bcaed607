package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/api"
)

// check is one thing that works here or does not, with what to do about it.
type check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
	Fix    string `json:"fix"` // empty when it works
}

type diagnosis struct {
	Version string  `json:"version"`
	Checks  []check `json:"checks"`
}

func newDoctor(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Tell what works here and what to do about what does not",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d := diagnosis{version, diagnose(cmd, o)}
			return o.print(cmd, d, func(w io.Writer) { writeDiagnosis(w, d) })
		},
	}
}

func writeDiagnosis(w io.Writer, d diagnosis) {
	fmt.Fprintf(w, "Whittle %s on %s/%s\n", d.Version, runtime.GOOS, runtime.GOARCH)
	for _, c := range d.Checks {
		mark := "ok  "
		if !c.OK {
			mark = "look"
		}
		fmt.Fprintf(w, "%s  %-9s %s\n", mark, c.Name, c.Detail)
		if c.Fix != "" {
			fmt.Fprintf(w, "                %s\n", c.Fix)
		}
	}
}

func diagnose(cmd *cobra.Command, o *options) []check {
	checks := append([]check{checkWindow(), checkDisplay()}, checkProcessSandbox()...)
	ctx := cmd.Context()
	p, err := assemble(ctx, o, newLog(cmd.ErrOrStderr(), slog.LevelError))
	if err != nil {
		return append(checks, check{"library", false, messageOf(err), "Choose another folder with --data DIR."})
	}
	defer p.Close()
	return append(checks, p.checkLibrary(ctx), p.checkKeyring(), p.checkKey(ctx), p.checkEndpoint(ctx))
}

func checkWindow() check {
	if hasWindow {
		return check{"window", true, "this build has a window", ""}
	}
	return check{"window", false, "this build has no window", "Use whittle serve, or build the desktop program with build/run."}
}

func checkDisplay() check {
	if runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" {
		return check{"display", true, "there is a display", ""}
	}
	return check{"display", false, "there is no display", "Use whittle serve and open the address it prints."}
}

func (p *program) checkLibrary(ctx context.Context) check {
	apps, err := p.library.Apps(ctx, backend.LocalOwner, "")
	if err != nil {
		return check{"library", false, messageOf(err), "Choose another folder with --data DIR."}
	}
	return check{"library", true, fmt.Sprintf("%d apps in %s", len(apps), p.dataDir), ""}
}

func (p *program) checkKeyring() check {
	if p.connector.vault.hasKeyring() {
		return check{"keyring", true, "keys go to the system's keyring", ""}
	}
	return check{"keyring", false, "no keyring answers; keys go to an encrypted file in the library folder",
		"Start a Secret Service (GNOME Keyring, KWallet), or set OPENROUTER_API_KEY instead."}
}

func (p *program) checkKey(ctx context.Context) check {
	c, err := p.connector.Connection(ctx)
	if err != nil {
		return check{"key", false, messageOf(err), "Connect again in Settings."}
	}
	if !c.Ready {
		return check{"key", false, "no key is set for " + c.BaseURL, "Set OPENROUTER_API_KEY, or connect a model in the window."}
	}
	if c.KeyPlace == api.KeyNone {
		return check{"key", true, "no key is needed for " + c.BaseURL, ""}
	}
	return check{"key", true, fmt.Sprintf("set, in the %s", c.KeyPlace), ""}
}

func (p *program) checkEndpoint(ctx context.Context) check {
	e, err := p.connector.Endpoint(ctx)
	if err != nil {
		return check{"endpoint", false, messageOf(err), "Connect again in Settings."}
	}
	models, err := p.gateway.Test(ctx, e)
	if err != nil {
		return check{"endpoint", false, messageOf(err), "Apps and starters work without it."}
	}
	return check{"endpoint", true, fmt.Sprintf("%s answers with %d models; %s is asked by default", e.BaseURL, models, e.Model), ""}
}
