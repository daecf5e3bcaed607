package ai

import (
	"context"
	"errors"
	"io"
	"strconv"
	"time"

	"whittle/backend"
)

// judge decides whether a call went well, given how its reply ended; nil says it did.
func judge(caller, clocked context.Context, t target, x *exchange, r *reply, err error, now time.Time) *failure {
	var failed *failure
	finish := r.completion.FinishReason
	switch {
	case caller.Err() != nil && !errors.Is(err, io.EOF):
		return &failure{err: stopped(caller)}
	case r.wireError != nil:
		return t.refused(*r.wireError, 0, nil, now)
	case errors.As(err, &failed) && clocked.Err() == nil:
		return failed
	case finish == "error":
		return &failure{retry: true, err: backend.Errorf(backend.Upstream,
			"%s reported that the model failed. Try again, or choose another model.", t.name)}
	case finish == "content_filter" && r.text.Len() == 0:
		return &failure{err: backend.Errorf(backend.Moderated,
			"%s held back the reply for its content. Change the wording, or choose another model.", t.name)}
	case finish != "" && !errors.Is(err, errCut) && !errors.Is(err, errMalformed) && !errors.Is(err, errTooLong):
		return nil // nothing but [DONE] can be missing
	case errors.Is(context.Cause(clocked), errIdle), errors.Is(context.Cause(clocked), errNoToken):
		return t.stalled(context.Cause(clocked), r.completion.FirstTokenAt != 0)
	case errors.Is(err, io.EOF) && r.completion.FirstTokenAt != 0:
		return nil // [DONE] came; some servers send no finish_reason
	}
	return t.broken(r, err)
}

// stopped makes the error of a call whose caller went away.
func stopped(ctx context.Context) *backend.Error {
	message := "Stopped."
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		message = "Stopped, because the time for this call ran out."
	}
	return &backend.Error{Code: backend.Canceled, Message: message, Err: ctx.Err()}
}

func (t target) stalled(cause error, begun bool) *failure {
	message := t.name + " stopped sending. Try again, or choose another model."
	if errors.Is(cause, errNoToken) && !begun {
		message = t.name + " did not begin to answer. Try again, or choose another model."
	}
	return &failure{err: &backend.Error{Code: backend.Stalled, Message: message, Err: cause}}
}

// broken makes the failure of a reply that did not come to its end.
func (t target) broken(r *reply, err error) *failure {
	code, message := backend.Truncated, ""
	switch {
	case errors.Is(err, errHTML):
		return t.wrongPath(200)
	case errors.Is(err, errMalformed), errors.Is(err, errTooLong), errors.Is(err, errLongReply):
		code, message = backend.Upstream, t.name+" sent a reply that cannot be read. Try again, or choose another model."
	case errors.Is(err, io.EOF):
		code, message = backend.Upstream, t.name+" sent an empty reply. Try again, or choose another model."
	case r.text.Len() > 0:
		message = "The reply from " + t.name + " broke off after " + strconv.Itoa(r.text.Len()) + " characters. Try again, or continue from there."
	default:
		message = "The reply from " + t.name + " broke off before it began. Try again."
	}
	return &failure{err: &backend.Error{Code: code, Message: message, Err: cleaned{t, err}}, retry: code == backend.Truncated}
}
