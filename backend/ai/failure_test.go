package ai_test

import (
	"strings"
	"testing"
	"time"

	"whittle/backend"
	"whittle/backend/ai"
	"whittle/backend/ai/openroutertest"
)

// outcome is what must come of a scenario that fails.
type outcome struct {
	code     backend.Code
	says     string // part of the message
	calls    int    // that arrived at the endpoint
	after    time.Duration
	partial  bool // some text came back
	reported bool // the cost was reported and booked
}

// outcomes names every scenario that does not end well; silence after a whole reply is not among them.
var outcomes = map[string]outcome{
	"400":                 {code: backend.Invalid, says: "did not accept this call. It says: temperature", calls: 1},
	"400-context":         {code: backend.ContextTooLong, says: "do not fit this model", calls: 1},
	"400-context-untyped": {code: backend.ContextTooLong, says: "do not fit this model", calls: 1},
	"401":                 {code: backend.KeyRefused, says: "This key was refused by OpenRouter. Check that it was copied whole, it starts with sk-or-.", calls: 1},
	"402":                 {code: backend.NoCredit, says: "OpenRouter says the credit is used up.", calls: 1},
	"402-afford":          {code: backend.NoCredit, says: "covers a reply of 812 tokens", calls: 1},
	"403":                 {code: backend.Forbidden, says: "verify your account", calls: 1},
	"403-moderation":      {code: backend.Moderated, says: "Stand-in refused this prompt for its content (violence)", calls: 1},
	"403-guardrail":       {code: backend.Moderated, says: "guardrail of your OpenRouter account", calls: 1},
	"403-limit":           {code: backend.NoCredit, says: "spending limit at OpenRouter", calls: 1},
	"404":                 {code: backend.ModelUnknown, says: "OpenRouter does not have this model", calls: 1},
	"408":                 {code: backend.Upstream, says: "took too long", calls: 3},
	"413":                 {code: backend.ContextTooLong, calls: 1},
	"422":                 {code: backend.Invalid, says: "unsupported content", calls: 1},
	"429":                 {code: backend.RateLimited, says: "Stand-in takes no more calls right now", calls: 3, after: 7 * time.Second},
	"429-long":            {code: backend.RateLimited, calls: 1, after: 90 * time.Second},
	"429-reset":           {code: backend.RateLimited, calls: 1, after: 45 * time.Second},
	"429-bare":            {code: backend.RateLimited, says: "OpenRouter takes no more calls", calls: 3},
	"500":                 {code: backend.Upstream, says: "failed with status 500", calls: 3},
	"502":                 {code: backend.Upstream, says: "failed with status 502. Try again, or choose another model.", calls: 3},
	"503":                 {code: backend.Upstream, says: "is not ready", calls: 3},
	"503-availability":    {code: backend.Upstream, says: "is not ready", calls: 3, after: 3 * time.Second},
	"503-final":           {code: backend.Upstream, calls: 1, after: 3 * time.Second},
	"504":                 {code: backend.Upstream, says: "took too long", calls: 3},
	"524":                 {code: backend.Upstream, says: "took too long", calls: 3},
	"529":                 {code: backend.Upstream, says: "is not ready", calls: 3},
	"error-string":        {code: backend.Invalid, says: "the model is not loaded", calls: 1},
	"200-error":           {code: backend.NoCredit, says: "credit is used up", calls: 1},
	"200-error-type":      {code: backend.NoCredit, says: "credit is used up", calls: 1},
	"200-finish-error":    {code: backend.Upstream, says: "Upstream failed", calls: 1, partial: true, reported: true},
	"echo-key":            {code: backend.Invalid, says: "Incorrect API key provided: Bearer (key)", calls: 1},
	"mid-a":               {code: backend.RateLimited, says: "takes no more calls", calls: 1, partial: true, reported: true},
	"mid-b":               {code: backend.Upstream, says: "Provider disconnected", calls: 1, partial: true},
	"mid-c":               {code: backend.ContextTooLong, says: "Token limit reached", calls: 1, partial: true, reported: true},
	"mid-first":           {code: backend.Invalid, says: "Reasoning is mandatory", calls: 1},
	"mid-string":          {code: backend.Upstream, says: "llama runner process has terminated", calls: 1, partial: true},
	"mid-bare":            {code: backend.Upstream, says: "Internal error", calls: 1, partial: true},
	"content-filter":      {code: backend.Moderated, says: "held back the reply", calls: 1, reported: true},
	"reset":               {code: backend.Truncated, says: "broke off after", calls: 1, partial: true},
	"reset-early":         {code: backend.Unavailable, says: "The connection to OpenRouter broke off", calls: 3},
	"eof":                 {code: backend.Truncated, says: "broke off after", calls: 1, partial: true},
	"eof-line":            {code: backend.Truncated, says: "broke off after", calls: 1, partial: true},
	"eof-usage":           {code: backend.Truncated, says: "broke off after", calls: 1, partial: true},
	"malformed-many":      {code: backend.Upstream, says: "cannot be read", calls: 1, partial: true},
	"responses-failed":    {code: backend.Upstream, says: "The model failed", calls: 1, partial: true, reported: true},
	"html":                {code: backend.NotFound, says: "not as a model endpoint", calls: 1},
	"empty":               {code: backend.Truncated, says: "broke off before it began", calls: 3},
	"empty-done":          {code: backend.Upstream, says: "sent an empty reply", calls: 1},
	"redirect":            {code: backend.Upstream, says: "https://elsewhere.invalid", calls: 1},
	"stall":               {code: backend.Stalled, says: "stopped sending", calls: 1, partial: true},
	"stall-start":         {code: backend.Stalled, says: "did not begin to answer", calls: 1},
	"stall-header":        {code: backend.Stalled, says: "did not begin to answer", calls: 1},
	"stall-comments":      {code: backend.Stalled, says: "did not begin to answer", calls: 1},
}

func TestComplete_failures(t *testing.T) {
	for name, want := range outcomes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, func(c *ai.Config) {
				switch {
				case name == "stall":
					c.Idle = 500 * time.Millisecond
				case strings.HasPrefix(name, "stall"):
					c.FirstToken = 300 * time.Millisecond
				}
			})
			heard := ""
			done, err := b.Complete(t.Context(), ask("standin/"+name), func(d backend.Delta) { heard += d.Text })
			checkOutcome(t, b, done, err, want)
			if heard != done.Text || want.partial == (done.Text == "") || !strings.HasPrefix(plainText, done.Text) && name != "200-finish-error" {
				t.Errorf("text %q, heard %q", done.Text, heard)
			}
		})
	}
}

func checkOutcome(t *testing.T, b *bench, done backend.Completion, err error, want outcome) {
	t.Helper()
	if backend.ErrorCode(err) != want.code || !strings.Contains(backend.ErrorMessage(err), want.says) {
		t.Fatalf("error %v, want %s: ...%s...", err, want.code, want.says)
	}
	if strings.Contains(err.Error(), "user_") || strings.Contains(err.Error(), openroutertest.Key) {
		t.Errorf("the error gives a secret away: %v", err)
	}
	if after := err.(*backend.Error).RetryAfter; after > want.after || after < want.after-2*time.Second {
		t.Errorf("retry after %v, want %v", after, want.after)
	}
	if calls := len(b.standIn.Requests()); calls != want.calls || len(b.waits) != want.calls-1 {
		t.Errorf("%d calls with waits %v, want %d calls", calls, b.waits, want.calls)
	}
	checkBooks(t, b, done, want)
}

func checkBooks(t *testing.T, b *bench, done backend.Completion, want outcome) {
	t.Helper()
	charged := want.partial || want.reported
	for _, row := range b.rows {
		if row.ErrorCode != want.code || row.RemoteID == "" {
			t.Errorf("booked %+v", row)
		}
	}
	if charged && len(b.rows) != 1 {
		t.Fatalf("booked %d rows, want 1", len(b.rows))
	}
	if want.reported && (done.Usage.CostSource != backend.CostReported || b.rows[0].Cost != backend.Pico(b.standIn.SpentPico())) {
		t.Errorf("usage %+v, spent %d", done.Usage, b.standIn.SpentPico())
	}
}

func TestComplete_recovers(t *testing.T) {
	for _, name := range []string{"flaky-503", "flaky-429", "flaky-reset", "flaky-mid"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			done, err := b.Complete(t.Context(), ask("standin/"+name), nil)
			if err != nil || done.Text != plainText {
				t.Fatalf("text %q, error %v", done.Text, err)
			}
			if len(b.standIn.Requests()) != 3 || len(b.waits) != 2 {
				t.Errorf("%d calls, waits %v", len(b.standIn.Requests()), b.waits)
			}
			if b.rows[len(b.rows)-1].ErrorCode != "" {
				t.Errorf("booked %+v", b.rows)
			}
		})
	}
}

// special scenarios go well with another text, and each has a test of its own below.
var special = []string{"length", "fallback", "surrogates", "long-line", "long", "tools", "broken-app", "cut-app", "no-usage", "stall-finish"}

func TestScenarios_areAllTested(t *testing.T) {
	tested := map[string]bool{}
	for _, names := range [][]string{special, goodForms, {"flaky-503", "flaky-429", "flaky-reset", "flaky-mid"}} {
		for _, name := range names {
			tested[name] = true
		}
	}
	for _, s := range openroutertest.Scenarios() {
		if _, fails := outcomes[s.Name]; !fails && !tested[s.Name] {
			t.Errorf("scenario %s is in no table", s.Name)
		}
	}
}
