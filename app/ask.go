package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"whittle/backend"
)

// answer is what whittle ask prints.
type answer struct {
	Type         string       `json:"type"` // always "result"; deltas of --stream say "delta"
	Text         string       `json:"text"`
	Reasoning    string       `json:"reasoning"`
	Model        string       `json:"model"`
	FinishReason string       `json:"finish_reason"`
	Usage        tokens       `json:"usage"`
	Cost         backend.Pico `json:"cost_usd"`
	Error        *callError   `json:"error"`
}

type tokens struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
}

type callError struct {
	Code       backend.Code `json:"code"`
	Message    string       `json:"message"`
	RetryAfter float64      `json:"retry_after_s"`
}

type askDelta struct {
	Type      string `json:"type"`
	Text      string `json:"text,omitempty"`
	Reasoning string `json:"reasoning,omitempty"`
}

func newAsk(o *options) *cobra.Command {
	var model string
	var stream bool
	cmd := &cobra.Command{
		Use:   "ask PROMPT",
		Short: "Ask a model once",
		Args:  exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withLibrary(cmd, o, func(ctx context.Context, p *program) error {
				return ask(ctx, cmd, o, p, args[0], model, stream)
			})
		},
	}
	cmd.Flags().StringVar(&model, "model", "", "ask `MODEL`; without it the default is asked")
	cmd.Flags().BoolVar(&stream, "stream", false, "print the answer as it comes")
	return cmd
}

func ask(ctx context.Context, cmd *cobra.Command, o *options, p *program, prompt, model string, stream bool) error {
	if strings.TrimSpace(prompt) == "" {
		return backend.Errorf(backend.Invalid, "The prompt is empty. Say what you want to know.")
	}
	out := cmd.OutOrStdout()
	req := backend.CompletionRequest{
		Owner: backend.LocalOwner, Purpose: backend.PurposeAsk, Model: model, WholeReply: !stream,
		Messages: []backend.ChatMessage{{Role: backend.RoleUser, Content: prompt}},
	}
	done, err := p.gateway.Complete(ctx, req, func(d backend.Delta) {
		if stream {
			printDelta(out, o.json, d)
		}
	})
	a := answer{
		Type: "result", Text: done.Text, Reasoning: done.Reasoning, Model: done.Model, FinishReason: done.FinishReason,
		Usage: tokens{done.Usage.PromptTokens, done.Usage.CompletionTokens}, Cost: done.Usage.Cost, Error: callErrorOf(err),
	}
	printed := o.print(cmd, a, func(w io.Writer) {
		if !stream {
			fmt.Fprint(w, done.Text)
		}
		if done.Text != "" {
			fmt.Fprintln(w)
		}
	})
	return errors.Join(endpointFailed(err), printed)
}

func printDelta(w io.Writer, asJSON bool, d backend.Delta) {
	if !asJSON {
		fmt.Fprint(w, d.Text)
		return
	}
	_ = json.NewEncoder(w).Encode(askDelta{"delta", d.Text, d.Reasoning}) // a closed pipe ends the command elsewhere
}

func callErrorOf(err error) *callError {
	if err == nil {
		return nil
	}
	e := &callError{Code: backend.ErrorCode(err), Message: backend.ErrorMessage(err)}
	var coded *backend.Error
	if errors.As(err, &coded) {
		e.RetryAfter = coded.RetryAfter.Seconds()
	}
	return e
}
