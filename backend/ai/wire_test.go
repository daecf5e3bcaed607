package ai

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"whittle/backend"
)

func TestReadError_shapes(t *testing.T) {
	retryAfter := 2.5
	for body, want := range map[string]wireError{
		`{"error":{"code":429,"message":"m","metadata":{"error_type":"rate_limit_exceeded","provider_name":"P"}},"user_id":"user_x"}`: {Code: "429", Status: 429, Message: "m", Type: "rate_limit_exceeded", Provider: "P"},
		`{"error":{"code":"server_error","message":"m"}}`:                       {Code: "server_error", Message: "m"},
		`{"error":{"message":"m","type":"api_error","param":null,"code":null}}`: {Message: "m", Type: "api_error"},
		`{"error":"m"}`: {Message: "m"},
		`{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}`: {Code: "400", Status: 400, Message: "m", Type: "BadRequestError"},
		`{"detail":"Not Found"}`:                     {Message: "Not Found"},
		`{"detail":[{"loc":["body"],"msg":"bad"}]}`:  {Message: `[{"loc":["body"],"msg":"bad"}]`},
		`{"error":{"message":{"a":1},"code":400.0}}`: {Code: "400.0", Message: `{"a":1}`},
		`{"error":{"message":"m","error_type":"provider_unavailable","http_status":503,"availability":{"code":"c","retryable":true,"retry_after":2.5}}}`: {Status: 503, Message: "m", Type: "provider_unavailable", Availability: &availability{"c", true, &retryAfter}},
		"data: {\"error\":{\"message\":\"m\"}}\n\n": {Message: "m"},
		`{"error":null}`: {},
		`<html>`:         {},
		``:               {},
	} {
		got, _ := json.Marshal(readError([]byte(body)))
		if expect, _ := json.Marshal(want); string(got) != string(expect) {
			t.Errorf("%s\n got %s\nwant %s", body, got, expect)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	header := func(pairs ...string) http.Header {
		h := http.Header{}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	for name, c := range map[string]struct {
		e    wireError
		h    http.Header
		want time.Duration
	}{
		"seconds":        {wireError{}, header("Retry-After", "12"), 12 * time.Second},
		"a fraction":     {wireError{}, header("Retry-After", "0.5"), 500 * time.Millisecond},
		"a date":         {wireError{}, header("Retry-After", now.Add(30*time.Second).UTC().Format(http.TimeFormat)), 30 * time.Second},
		"a past date":    {wireError{}, header("Retry-After", now.Add(-time.Hour).UTC().Format(http.TimeFormat)), 0},
		"nonsense":       {wireError{}, header("Retry-After", "soon"), 0},
		"too much":       {wireError{}, header("Retry-After", "1e300"), maxRetryAfter},
		"not a number":   {wireError{}, header("Retry-After", "NaN"), 0},
		"reset header":   {wireError{Status: 429}, header("X-RateLimit-Reset", "1800000009000"), 9 * time.Second},
		"reset metadata": {wireError{Status: 429, ResetMS: "1800000004500"}, nil, 4500 * time.Millisecond},
		"reset of a 200": {wireError{}, header("X-RateLimit-Reset", "1800000009000"), 0},
		"far reset":      {wireError{Status: 429, ResetMS: "9223372036854775807"}, nil, maxRetryAfter},
		"availability":   {wireError{Availability: &availability{RetryAfter: new(1.5)}}, nil, 1500 * time.Millisecond},
		"none":           {wireError{Status: 503}, nil, 0},
	} {
		if got := retryAfter(c.e, c.h, now); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// FuzzFailure holds that any body of a failed reply becomes one error with a code, a readable message of bounded
// length, and no secret.
func FuzzFailure(f *testing.F) {
	for _, seed := range []string{
		`{"error":{"code":429,"message":"slow"},"user_id":"user_2abcdefgh"}`, `{"error":"x"}`, `<html>`, `{"error":{"message":"sk-or-v1-secretsecret"}}`,
		`{"error":{"availability":{"retry_after":1e308}}}`, `{"error":{"code":"429","metadata":{"reasons":["a"],"headers":{"X-RateLimit-Reset":"-1"}}}}`, `[]`, "\xff",
	} {
		f.Add(500, []byte(seed))
	}
	tgt, err := newTarget(backend.Endpoint{Kind: backend.EndpointOpenRouter, Key: "sk-or-v1-secretsecret"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		failed := tgt.refused(readError(body), status, http.Header{}, time.Unix(0, 0))
		message := failed.err.Message
		if failed.err.Code == "" || message == "" || len([]rune(message)) > 2*maxQuote+400 || !utf8.ValidString(message) {
			t.Errorf("error %+v", failed.err)
		}
		if strings.Contains(message+failed.err.Err.Error(), "sk-or-v1-secretsecret") {
			t.Errorf("a secret is in %q", message)
		}
		if failed.err.RetryAfter < 0 || failed.err.RetryAfter > maxRetryAfter {
			t.Errorf("retry after %v", failed.err.RetryAfter)
		}
	})
}

func TestThinkSplitter(t *testing.T) {
	for in, want := range map[string][2]string{
		"<think>why</think>because":              {"because", "why"},
		" \n<think>\nwhy\n</think>\n\nbecause\n": {"because\n", "\nwhy\n"},
		"no <think>tag</think> here":             {"no <think>tag</think> here", ""},
		"  indented":                             {"  indented", ""},
		"<think>never ends </thin":               {"", "never ends </thin"},
		"<thin":                                  {"<thin", ""},
		"<think></think>a</think>":               {"a</think>", ""},
		"":                                       {"", ""},
	} {
		for size := 1; size <= len(in)+1; size++ {
			var s thinkSplitter
			var text, reasoning string
			for rest := in; rest != ""; {
				n := min(size, len(rest))
				a, b := s.next(rest[:n])
				text, reasoning, rest = text+a, reasoning+b, rest[n:]
			}
			a, b := s.rest()
			if got := [2]string{text + a, reasoning + b}; got != want {
				t.Errorf("%q by %d: %q, want %q", in, size, got, want)
			}
		}
	}
}

func TestJoiner(t *testing.T) {
	for name, c := range map[string]struct {
		in   []string // JSON strings
		want string
	}{
		"a pair cut in two":      {[]string{`"a\ud83c"`, `"\udf1eb"`}, "a\U0001F31Eb"},
		"with an empty between":  {[]string{`"\ud83c"`, `""`, `"\udf1e"`}, "\U0001F31E"},
		"two cuts":               {[]string{`"\ud83c"`, `"\udf1e\ud83c"`, `"\udf1e"`}, "\U0001F31E\U0001F31E"},
		"a high half and text":   {[]string{`"\ud83c"`, `"x"`}, "\uFFFDx"},
		"a high half at the end": {[]string{`"x\ud83c"`}, "x\uFFFD"},
		"a low half alone":       {[]string{`"\udf1ex"`}, "\uFFFDx"},
		"halves inside":          {[]string{`"a\udf1eb\ud83cc"`}, "a\uFFFDb\uFFFDc"},
		"an escaped backslash":   {[]string{`"\\ud83c"`, `"\udf1e"`}, `\ud83c` + "\uFFFD"},
		"whole":                  {[]string{`"\ud83c\udf1e é"`, `"🌿"`}, "\U0001F31E é🌿"},
	} {
		var j joiner
		got := ""
		for _, s := range c.in {
			var part content
			if err := json.Unmarshal([]byte(s), &part); err != nil {
				t.Fatal(err)
			}
			got += j.next(part)
		}
		if got += j.rest(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestPrivateHost(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "::1": true, "192.168.1.20": true, "10.0.0.3": true, "studio.local": true, "0.0.0.0": true,
		"openrouter.ai": false, "8.8.8.8": false, "localhost.example.com": false, "": false,
	} {
		if privateHost(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}
