package ai_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
)

// talking answers with a stream that say writes, in the time of the bubble, until the caller leaves.
func talking(say func(ctx context.Context, w io.Writer)) transport {
	return func(r *http.Request) (*http.Response, error) {
		out, in := io.Pipe()
		context.AfterFunc(r.Context(), func() { in.CloseWithError(context.Cause(r.Context())) })
		go func() {
			say(r.Context(), in)
			in.Close()
		}()
		return respond(r, 200, "text/event-stream", out), nil
	}
}

// pass lets d go by unless the caller leaves.
func pass(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

const okChunk = "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"}}]}\n\n"

func TestComplete_clocks(t *testing.T) {
	for name, c := range map[string]struct {
		say  func(context.Context, io.Writer)
		code backend.Code
		took time.Duration
	}{
		"silence after a comment": {func(ctx context.Context, w io.Writer) {
			fmt.Fprint(w, ": hello\n\n")
			<-ctx.Done()
		}, backend.Stalled, 60 * time.Second},
		"silence after text": {func(ctx context.Context, w io.Writer) {
			pass(ctx, 4*time.Minute)
			fmt.Fprint(w, okChunk)
			<-ctx.Done()
		}, backend.Stalled, 5 * time.Minute},
		"silence from the start": {func(ctx context.Context, _ io.Writer) { <-ctx.Done() }, backend.Stalled, 5 * time.Minute},
		"comments for ever": {func(ctx context.Context, w io.Writer) {
			for ctx.Err() == nil {
				fmt.Fprint(w, ": hello\n\n")
				pass(ctx, 10*time.Second)
			}
		}, backend.Stalled, 5 * time.Minute},
		"comments for ever after text": {func(ctx context.Context, w io.Writer) {
			fmt.Fprint(w, okChunk)
			for ctx.Err() == nil {
				fmt.Fprint(w, ": hello\n\n")
				pass(ctx, 10*time.Second)
			}
		}, backend.Stalled, 5 * time.Minute},
		"slow but alive": {func(ctx context.Context, w io.Writer) {
			for range 28 {
				fmt.Fprint(w, ": hello\n\n")
				pass(ctx, 10*time.Second)
			}
			for range 100 {
				fmt.Fprint(w, okChunk)
				pass(ctx, 50*time.Second)
			}
			fmt.Fprint(w, "data: [DONE]\n\n")
		}, "", 280*time.Second + 5000*time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gateway := (&bench{}).gateway(openRouter, func(c2 *ai.Config) { c2.Transport = talking(c.say) })
				begun := time.Now()
				done, err := gateway.Complete(t.Context(), ask("any/model"), nil)
				if backend.ErrorCode(err) != c.code {
					t.Fatalf("error %v after %q, want %s", err, done.Text, c.code)
				}
				if took := time.Since(begun); took != c.took {
					t.Errorf("it took %v, want %v", took, c.took)
				}
			})
		})
	}
}

func TestComplete_waitsAsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		gateway := (&bench{}).gateway(openRouter, func(c *ai.Config) {
			c.Wait = nil
			c.Transport = transport(func(r *http.Request) (*http.Response, error) {
				calls++
				resp := respond(r, 429, "application/json", http.NoBody)
				resp.Header.Set("Retry-After", time.Now().Add(15*time.Second).UTC().Format(http.TimeFormat))
				return resp, nil
			})
		})
		begun := time.Now()
		_, err := gateway.Complete(t.Context(), ask("any/model"), nil)
		if took := time.Since(begun); backend.ErrorCode(err) != backend.RateLimited || calls != 3 || took != 30*time.Second {
			t.Errorf("%d calls in %v, error %v", calls, took, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if _, err := gateway.Complete(ctx, ask("any/model"), nil); backend.ErrorCode(err) != backend.Canceled {
			t.Errorf("error %v", err)
		}
	})
}
