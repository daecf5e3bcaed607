package ai_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"whittle/backend"
	"whittle/backend/ai"
)

// Two hundred streams at once: each caller gets its own text, and the books add up to the pico.
func TestComplete_manyAtOnce(t *testing.T) {
	b := newBench(t)
	names := []string{"standin/split", "standin/comments", "openai/gpt-5-mini", "standin/crlf", "standin/surrogates", "anthropic/claude-haiku-4.5"}
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			req := ask(names[i%len(names)])
			req.AppID = fmt.Sprint(i)
			req.Messages[0].Content = fmt.Sprintf("Caller %d asks about tea", i)
			heard := ""
			done, err := b.Complete(t.Context(), req, func(d backend.Delta) { heard += d.Text })
			want := strings.HasPrefix(done.Text, "You wrote: "+req.Messages[0].Content+"\n") || req.Model == "standin/surrogates"
			if err != nil || heard != done.Text || !want {
				t.Errorf("caller %d: %.60q, error %v", i, done.Text, err)
			}
		})
	}
	wg.Wait()
	var sum backend.Pico
	apps, ids := map[string]bool{}, map[string]bool{}
	for _, row := range b.rows {
		sum += row.Cost
		apps[row.AppID], ids[row.RemoteID] = true, true
	}
	if len(b.rows) != 200 || len(apps) != 200 || len(ids) != 200 || sum != backend.Pico(b.standIn.SpentPico()) {
		t.Errorf("%d rows for %d callers and %d ids, %s of %d pico-USD", len(b.rows), len(apps), len(ids), sum.USD(), b.standIn.SpentPico())
	}
}

// BenchmarkStream reads a stream of 2,000 chunks from memory.
func BenchmarkStream(b *testing.B) {
	var body bytes.Buffer
	for i := range 2000 {
		fmt.Fprintf(&body, "data: {\"id\":\"gen-1777319823-gzdkDdqHdFpE5HXAnyM1\",\"object\":\"chat.completion.chunk\",\"created\":1777319823,"+
			"\"model\":\"anthropic/claude-4.5-haiku\",\"provider\":\"Anthropic\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word %d \","+
			"\"role\":\"assistant\"},\"finish_reason\":null,\"native_finish_reason\":null}]}\n\n", i)
	}
	body.WriteString("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"cost\":0.01}}\n\ndata: [DONE]\n\n")
	gateway := (&bench{}).gateway(openRouter, func(c *ai.Config) {
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			return respond(r, 200, "text/event-stream", io.Reader(bytes.NewReader(body.Bytes()))), nil
		})
	})
	b.SetBytes(int64(body.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gateway.Complete(b.Context(), ask("any/model"), func(backend.Delta) {}); err != nil {
			b.Fatal(err)
		}
	}
}
