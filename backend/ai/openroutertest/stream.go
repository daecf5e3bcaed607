package openroutertest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// lastChunk is the form of the chunk that carries usage, after the one that carries the finish.
type lastChunk int

const (
	repeatsFinish lastChunk = iota
	nullFinish
	noChoices
	noUsage
)

// shape is how a stream that goes well looks on the wire; its zero value is OpenRouter's plainest.
type shape struct {
	comments  int // before the first chunk
	between   int // before each further chunk
	last      lastChunk
	crlf      bool
	fields    bool   // event, id and retry lines
	multiline bool   // one event's JSON over many data lines
	tight     bool   // no blank line between events
	shred     bool   // TCP writes of 1 to 7 bytes
	thoughts  string // field that carries reasoning; "" takes OpenRouter's, "think" puts it in the content
	finish    finish // "" takes stop
	mangle    int    // broken chunks put between good ones
	noDone    bool
	mime      string
}

// writer writes one stream.
type writer struct {
	*call
	shape
	eol   string
	count int
}

// begin sends the headers of a stream.
func (c *call) begin(s shape) *writer {
	h := c.w.Header()
	h.Set("Content-Type", firstOf(s.mime, "text/event-stream"))
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Generation-Id", c.id)
	h.Set("X-Provider-Name", c.vendor.provider)
	c.w.WriteHeader(http.StatusOK)
	w := &writer{call: c, shape: s, eol: "\n"}
	if s.crlf {
		w.eol = "\r\n"
	}
	w.flush()
	return w
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (w *writer) flush() { w.w.(http.Flusher).Flush() }

// raw writes s as it is.
func (w *writer) raw(s string) {
	if !w.shred {
		w.w.Write([]byte(s))
		w.flush()
		return
	}
	for len(s) > 0 {
		n := min(1+w.rng.IntN(7), len(s))
		w.w.Write([]byte(s[:n]))
		w.flush()
		s = s[n:]
	}
}

func (w *writer) comment() { w.raw(": OPENROUTER PROCESSING" + w.eol + w.eol) }

// event sends one JSON value.
func (w *writer) event(v any) {
	for range w.between {
		w.comment()
	}
	w.data(encode(v))
}

func encode(v any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err) // only values made here are encoded
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (w *writer) data(s string) {
	w.count++
	var b strings.Builder
	if w.fields {
		b.WriteString("event: message" + w.eol + "id: 7" + w.eol + "retry: 3000" + w.eol)
	}
	if w.multiline {
		var pretty bytes.Buffer
		if json.Indent(&pretty, []byte(s), "", " ") == nil {
			s = pretty.String()
		}
	}
	for line := range strings.SplitSeq(s, "\n") {
		b.WriteString("data: " + line + w.eol)
	}
	if !w.tight {
		b.WriteString(w.eol)
	}
	w.raw(b.String())
}

// wait lets the time of a real model pass; it reports false when the caller has gone.
func (c *call) wait(d time.Duration) bool {
	if c.options.Speed <= 0 {
		return c.r.Context().Err() == nil
	}
	timer := time.NewTimer(time.Duration(float64(d) / c.options.Speed))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.r.Context().Done():
		return false
	}
}

// play answers a call that goes well, as a stream in the given shape or whole.
func (c *call) play(s shape) {
	text, f := c.limited(s.finish)
	if !c.stream {
		c.playWhole(text, f, s)
		return
	}
	w := c.begin(s)
	for range max(1, s.comments) {
		if s.comments > 0 {
			w.comment()
		}
		if !c.wait(c.vendor.firstToken / time.Duration(max(1, s.comments))) {
			break
		}
	}
	thought, said, gone := w.speak(text)
	c.settle(said, thought, f.reason, gone)
	if !gone {
		w.close(said, f)
	}
}

// limited returns the text within max_tokens, and how it ends.
func (c *call) limited(f finish) (string, finish) {
	if f.reason == "" {
		f = c.stopped()
	}
	room := (c.maxTokens - count(c.reasoning)) * charsPerToken
	runes := []rune(c.text)
	if c.maxTokens == 0 || len(runes) <= room {
		return c.text, f
	}
	return string(runes[:max(0, room)]), finish{"length", c.vendor.length}
}

// playWhole sends blanks while the model would write, as OpenRouter does to keep the connection, and then the JSON.
func (c *call) playWhole(text string, f finish, s shape) {
	c.w.Header().Set("Content-Type", firstOf(s.mime, "application/json"))
	c.w.Header().Set("X-Generation-Id", c.id)
	c.w.WriteHeader(http.StatusOK)
	for range 2 {
		c.w.Write([]byte("\n         \n"))
		c.w.(http.Flusher).Flush()
	}
	gone := !c.wait(c.vendor.firstToken + time.Duration(len(text))*time.Second/time.Duration(c.vendor.perSecond))
	c.settle(text, c.reasoning, f.reason, gone)
	if !gone {
		c.w.Write([]byte(encode(c.whole(text, f)) + "\n"))
	}
}

// speak streams reasoning and text; it returns what was sent of both and whether the caller went away.
func (w *writer) speak(text string) (thought, said string, gone bool) {
	content := text
	if w.thoughts == "think" && w.reasoning != "" {
		content = "<think>\n" + w.reasoning + "\n</think>\n\n" + text
	} else {
		for _, part := range w.vendor.cut(w.reasoning, w.rng) {
			delta := thoughtDelta(part)
			if w.thoughts != "" {
				delta = map[string]any{w.thoughts: part}
			}
			if !w.pace(part) {
				return thought, "", true
			}
			w.event(w.chunk(delta, finish{}))
			thought += part
		}
	}
	var sent strings.Builder
	for _, part := range w.vendor.cut(content, w.rng) {
		if !w.pace(part) {
			return thought, sent.String(), true
		}
		if w.mangle > 0 && w.count > 0 {
			w.mangle--
			w.data(`{"id":"gen-broken","choices":[{"delta":{"content":`)
		}
		w.event(w.chunk(textDelta(part), finish{}))
		sent.WriteString(part)
	}
	if w.thoughts == "think" {
		return w.reasoning, text, false
	}
	return thought, text, false
}

func (w *writer) pace(part string) bool {
	return w.wait(time.Duration(len(part)) * time.Second / time.Duration(w.vendor.perSecond))
}

// close sends the finish, the usage and the end.
func (w *writer) close(text string, f finish) {
	w.event(w.chunk(textDelta(""), f))
	usage, _ := w.usage(text, w.reasoning)
	last := w.chunk(textDelta(""), f)
	last["usage"] = usage
	switch w.last {
	case nullFinish:
		last = w.chunk(textDelta(""), finish{})
		last["usage"] = usage
	case noChoices:
		last["choices"] = []any{}
	}
	if w.last != noUsage {
		w.event(last)
	}
	if !w.noDone {
		w.data("[DONE]")
	}
}
