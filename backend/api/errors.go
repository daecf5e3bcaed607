package api

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"whittle/backend"
)

// failure is every error body of the door.
type failure struct {
	status       int
	Code         backend.Code `json:"code"`
	Message      string       `json:"message" doc:"A sentence for the person."`
	RetryAfterMS int64        `json:"retry_after_ms,omitempty"`
}

func (f *failure) Error() string  { return string(f.Code) + ": " + f.Message }
func (f *failure) GetStatus() int { return f.status }

// statusOf maps codes to HTTP; codes of a model endpoint become 502, for the door itself is well.
func statusOf(code backend.Code) int {
	switch code {
	case backend.Invalid:
		return http.StatusUnprocessableEntity
	case backend.NotFound:
		return http.StatusNotFound
	case backend.Conflict:
		return http.StatusConflict
	case backend.Unauthorized:
		return http.StatusUnauthorized
	case backend.Forbidden:
		return http.StatusForbidden
	case backend.RateLimited:
		return http.StatusTooManyRequests
	case backend.OverBudget, backend.NoCredit:
		return http.StatusPaymentRequired
	case backend.NoKey:
		return http.StatusPreconditionRequired
	case backend.Unavailable:
		return http.StatusServiceUnavailable
	case backend.Canceled:
		return 499 // nginx's "client closed request"; nobody is left to read it
	case backend.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusBadGateway
}

// fail turns any error into its body; nil stays nil.
func fail(err error) *failure {
	if err == nil {
		return nil
	}
	f := &failure{Code: backend.ErrorCode(err), Message: backend.ErrorMessage(err)}
	f.status = statusOf(f.Code)
	if coded, ok := asCoded(err); ok {
		f.RetryAfterMS = coded.RetryAfter.Milliseconds()
	}
	return f
}

func (f *failure) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.status)
	_ = json.NewEncoder(w).Encode(f) // the client may be gone; nothing to do about it
}

// plainFailure gives the framework's own errors (bad JSON, a missing field) the shape of all others.
func plainFailure(ctx huma.Context, _ string, v any) (any, error) {
	model, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	ctx.SetHeader("Content-Type", "application/json") // the framework's own says problem+json
	code := backend.Invalid
	if model.Status >= http.StatusInternalServerError {
		code = backend.Internal
	}
	var parts []string
	for _, e := range model.Errors {
		parts = append(parts, strings.TrimPrefix(e.Location+": ", ": ")+e.Message)
	}
	if len(parts) == 0 {
		parts = []string{model.Detail}
	}
	return &failure{status: model.Status, Code: code, Message: "The request cannot be used: " + strings.Join(parts, "; ") + "."}, nil
}
