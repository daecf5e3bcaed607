package openroutertest

import (
	"net/http"
	"time"
)

// brokenStreams begin well and do not end well.
func brokenStreams() []Scenario {
	return []Scenario{
		{"mid-a", "An error with a numeric code and finish_reason error, after some text.", func(c *call) {
			c.failMid(map[string]any{"code": 429, "message": "Rate limit exceeded", "metadata": typed("rate_limit_exceeded")}, finish{"error", "error"})
		}},
		{"mid-b", "The same with the code server_error.", func(c *call) {
			c.failMid(map[string]any{"code": "server_error", "message": "Provider disconnected unexpectedly"}, finish{"error", "error"})
		}},
		{"mid-c", "After two finishes by length, an error inside the usage chunk, then [DONE].", midUsage},
		{"mid-first", "The first chunk is an error, after comments.", func(c *call) {
			w := c.begin(shape{comments: 2})
			w.comment()
			w.data(encode(map[string]any{"error": map[string]any{"code": 400, "message": "Reasoning is mandatory for this endpoint", "metadata": typed("invalid_request")}}))
		}},
		{"mid-string", "After some text, an error that is a bare string.", func(c *call) {
			w, _ := c.half()
			w.data(encode(map[string]any{"error": "llama runner process has terminated"}))
		}},
		{"mid-bare", "After some text, a JSON error without data: before it.", func(c *call) {
			w, _ := c.half()
			w.raw(encode(map[string]any{"error": map[string]any{"code": 500, "message": "Internal error"}}) + "\n")
		}},
		{"content-filter", "Ends before any text, by content_filter.", func(c *call) {
			w := c.begin(shape{})
			c.settle("", "", "content_filter", false)
			w.close("", finish{"content_filter", "SAFETY"})
		}},
		{"reset", "The connection is reset inside a chunk, after some text.", func(c *call) {
			w, _ := c.half()
			w.raw(`data: {"id":"` + c.id + `","choices":[{"delta":{"con`)
			panic(http.ErrAbortHandler)
		}},
		{"reset-early", "The connection is reset before the first byte.", func(c *call) { panic(http.ErrAbortHandler) }},
		{"eof", "Ends in good order after some text, without finish or [DONE].", func(c *call) { c.half() }},
		{"eof-line", "Ends in good order inside a chunk.", func(c *call) {
			w, _ := c.half()
			w.raw(`data: {"id":"` + c.id + `","choices":[{"delta":{"con`)
		}},
		{"eof-usage", "Ends inside the usage chunk, after the finish.", func(c *call) {
			w, text := c.half()
			w.event(c.chunk(textDelta(""), c.stopped()))
			c.settle(text, "", "stop", false)
			w.raw(`data: {"id":"` + c.id + `","usage":{"cost":0.0`)
		}},
		{"malformed-many", "Five chunks that are no JSON between good ones.", plays(shape{mangle: 5})},
	}
}

// half streams the first half of the text and leaves the stream open.
func (c *call) half() (*writer, string) {
	w := c.begin(shape{comments: 1})
	w.comment()
	runes := []rune(c.text)
	_, said, _ := w.speak(string(runes[:len(runes)/2]))
	return w, said
}

// failMid sends some text and then an error chunk.
func (c *call) failMid(e map[string]any, f finish) {
	w, said := c.half()
	c.settle(said, "", "error", false)
	chunk := c.chunk(textDelta(""), f)
	chunk["error"] = e
	w.event(chunk)
	if e["code"] == 429 {
		usage, _ := c.usage(said, "")
		last := c.chunk(textDelta(""), f)
		last["usage"] = usage
		w.event(last)
		w.data("[DONE]")
	}
}

func midUsage(c *call) {
	w, said := c.half()
	c.settle(said, "", "length", false)
	usage, _ := c.usage(said, "")
	for range 2 {
		w.event(c.chunk(textDelta(""), finish{"length", "length"}))
	}
	last := c.chunk(textDelta(""), finish{})
	last["usage"] = usage
	last["error"] = map[string]any{"code": 400, "message": "Token limit reached"}
	w.event(last)
	w.data("[DONE]")
}

// silences stop sending and keep the connection until the caller leaves.
func silences() []Scenario {
	return []Scenario{
		{"stall", "Some text, then silence.", func(c *call) {
			_, said := c.half()
			c.silent(said)
		}},
		{"stall-start", "Headers, then silence.", func(c *call) {
			c.begin(shape{})
			c.silent("")
		}},
		{"stall-header", "Not even headers.", func(c *call) { <-c.r.Context().Done() }},
		{"stall-comments", "Comments without end and never a token.", func(c *call) {
			w := c.begin(shape{})
			tick := time.NewTicker(5 * time.Millisecond)
			defer tick.Stop()
			for c.r.Context().Err() == nil {
				w.comment()
				<-tick.C
			}
			c.settle("", "", "", true)
		}},
		{"stall-finish", "A whole reply with its usage, then silence in place of [DONE].", func(c *call) {
			c.play(shape{noDone: true})
			<-c.r.Context().Done()
		}},
	}
}

func (c *call) silent(said string) {
	<-c.r.Context().Done()
	c.settle(said, "", "", true)
}

// recoveries fail twice and then go well, over and over.
func recoveries() []Scenario {
	again := func(name string, fail func(*call)) func(*call) {
		return func(c *call) {
			if c.try(name)%3 != 0 {
				fail(c)
				return
			}
			c.play(shape{})
		}
	}
	return []Scenario{
		{"flaky-503", "503 twice, then well.", again("flaky-503", refuses(503, "No instances available.", typed("provider_unavailable")))},
		{"flaky-429", "429 with Retry-After 1 s twice, then well.", again("flaky-429", func(c *call) {
			c.w.Header().Set("Retry-After", "1")
			writeError(c.w, 429, "Rate limited.", nil)
		})},
		{"flaky-reset", "Reset before the first byte twice, then well.", again("flaky-reset", func(*call) { panic(http.ErrAbortHandler) })},
		{"flaky-mid", "An error chunk before any token twice, then well.", again("flaky-mid", func(c *call) {
			w := c.begin(shape{})
			w.data(encode(map[string]any{"error": map[string]any{"code": 502, "message": "Provider returned error"}}))
		})},
	}
}
