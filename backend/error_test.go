package backend_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"whittle/backend"
)

func TestErrorCode(t *testing.T) {
	coded := backend.Errorf(backend.NotFound, "There is no such app.")
	for _, c := range []struct {
		name string
		err  error
		code backend.Code
	}{
		{"nil", nil, ""},
		{"coded", coded, backend.NotFound},
		{"wrapped", fmt.Errorf("open app: %w", coded), backend.NotFound},
		{"canceled", fmt.Errorf("ask: %w", context.Canceled), backend.Canceled},
		{"unknown", errors.New("disk on fire"), backend.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := backend.ErrorCode(c.err); got != c.code {
				t.Errorf("code %q, want %q", got, c.code)
			}
		})
	}
}

func TestErrorMessage_hidesUnknownCauses(t *testing.T) {
	if got := backend.ErrorMessage(errors.New("secret path")); got == "" || got == "secret path" {
		t.Errorf("message %q", got)
	}
	if got := backend.ErrorMessage(backend.Errorf(backend.Invalid, "Too long: %w", errors.New("x"))); got != "Too long: x" {
		t.Errorf("message %q", got)
	}
}
