package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/chat"
)

// made is what whittle new and whittle edit print.
type made struct {
	AppID    string            `json:"app_id"`
	Name     string            `json:"name"`
	Template string            `json:"template"`
	Version  int               `json:"version"` // 0 when the reply made none
	Text     string            `json:"text"`    // the prose of the reply
	Problems []backend.Problem `json:"problems"`
	Usage    tokens            `json:"usage"`
	Cost     backend.Pico      `json:"cost_usd"`
	MS       turnTimes         `json:"ms"`
	Error    *callError        `json:"error"`
}

type turnTimes struct {
	FirstToken int64   `json:"first_token"`
	Reply      int64   `json:"reply"`
	Build      float64 `json:"build"`
}

func newNew(o *options) *cobra.Command {
	var prompt chat.Prompt
	cmd := &cobra.Command{
		Use:   "new PROMPT",
		Short: "Ask a model for a new app",
		Args:  exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withLibrary(cmd, o, func(ctx context.Context, p *program) error {
				prompt.Text = args[0]
				return takeTurn(ctx, cmd, o, p, prompt)
			})
		},
	}
	cmd.Flags().StringVar(&prompt.Template, "template", "", "take template `T`: "+templateNames()+"; without it the model chooses")
	cmd.Flags().StringVar(&prompt.Model, "model", "", "ask `MODEL`; without it the default is asked")
	cmd.Flags().StringVar(&prompt.Name, "name", "", "call the app `NAME`; without it the model chooses")
	return cmd
}

func newEdit(o *options) *cobra.Command {
	var model string
	cmd := onApp(o, "edit APP PROMPT", "Ask a model to change an app", 2,
		func(ctx context.Context, cmd *cobra.Command, p *program, app backend.App, rest []string) error {
			return takeTurn(ctx, cmd, o, p, chat.Prompt{AppID: app.ID, Text: rest[0], Model: model})
		})
	cmd.Flags().StringVar(&model, "model", "", "ask `MODEL`; without it the default is asked")
	return cmd
}

// takeTurn sends a prompt, waits for its reply and prints what came of it.
func takeTurn(ctx context.Context, cmd *cobra.Command, o *options, p *program, prompt chat.Prompt) error {
	r, err := p.chat.SendAndWait(ctx, backend.LocalOwner, prompt, nil)
	if err == nil && r.App.ID == "" && !backend.HasErrors(r.Problems) {
		r.Problems = append(r.Problems, noApp())
	}
	m := made{
		AppID: r.App.ID, Name: r.App.Name, Template: r.App.Template, Version: r.Version, Text: r.Prose,
		Problems: nonNil(r.Problems), Usage: tokens{r.Usage.PromptTokens, r.Usage.CompletionTokens}, Cost: r.Usage.Cost,
		MS: turnTimes{r.FirstTokenMS, r.ReplyMS, r.BuildMS}, Error: callErrorOf(err),
	}
	printed := o.print(cmd, m, func(w io.Writer) { writeTurn(w, m) })
	switch {
	case err == nil && backend.HasErrors(r.Problems):
		err = errProblems
	case r.Model != "" && !backend.HasErrors(r.Problems): // a model was asked, and the reply itself is not to blame
		err = endpointFailed(err)
	}
	return errors.Join(err, printed)
}

// noApp is the problem of a prompt for a new app that was answered in words.
func noApp() backend.Problem {
	return backend.Problem{
		Severity: backend.SeverityError,
		Text:     "The model answered in words and made no app. The chat is kept in the library. Say what the app should do.",
	}
}

func writeTurn(w io.Writer, m made) {
	if m.Text != "" {
		fmt.Fprintf(w, "%s\n\n", m.Text)
	}
	if m.Version > 0 {
		fmt.Fprintf(w, "%s, version %d (%s)\n", m.Name, m.Version, m.AppID)
	}
	if m.Usage != (tokens{}) {
		fmt.Fprintf(w, "%d tokens in, %d out, $%s, %.1f s\n", m.Usage.Prompt, m.Usage.Completion, m.Cost.USD(), float64(m.MS.Reply)/1000)
	}
	writeProblems(w, m.Problems)
}
