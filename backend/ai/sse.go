package ai

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

const (
	maxEvent = 32 << 20 // bytes of one event of a stream
	maxBody  = 64 << 20 // bytes of a whole JSON reply
)

var (
	errNoDone  = errors.New("the stream ended without [DONE]")
	errCut     = errors.New("the stream ended inside an event")
	errTooLong = errors.New("the endpoint sent an event of more than 32 MiB")
	errHTML    = errors.New("the endpoint sent a web page")
	doneMark   = []byte("[DONE]")
)

// eventReader turns what an endpoint answers into the one form go-openai reads well: a line "data: JSON" per
// event. It drops comments and the other fields, joins data of many lines, accepts CRLF and a last line without an
// end, takes a plain JSON body for a stream of one event, and tells an orderly end (io.EOF after [DONE]) from
// errNoDone and errCut (html.spec.whatwg.org, server-sent events).
type eventReader struct {
	body io.ReadCloser
	in   *bufio.Reader
	data []byte // of the event being read
	json []byte // of a plain JSON body that spans lines
	out  []byte // ready to be handed on
	sent int    // bytes of out that were
	err  error

	started  bool // a line with meaning was seen
	complete bool // nothing has to follow
}

func newEventReader(body io.ReadCloser, arrived func()) *eventReader {
	return &eventReader{body: body, in: bufio.NewReaderSize(&watched{body, arrived}, 64<<10)}
}

// watched calls arrived whenever bytes come.
type watched struct {
	io.Reader
	arrived func()
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if n > 0 {
		w.arrived()
	}
	return n, err
}

func (r *eventReader) Close() error { return r.body.Close() }

func (r *eventReader) Read(p []byte) (int, error) {
	if r.sent == len(r.out) {
		r.out, r.sent = r.out[:0], 0
	}
	for len(r.out) == 0 && r.err == nil {
		line, err := r.line()
		if err != nil {
			r.finish(line, err)
			break
		}
		r.take(line)
	}
	if len(r.out) == 0 {
		return 0, r.err
	}
	n := copy(p, r.out[r.sent:])
	r.sent += n
	return n, nil
}

// line returns the next line without its end; with an error, what came before it.
func (r *eventReader) line() ([]byte, error) {
	line, err := r.in.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		long := bytes.Clone(line)
		for err == bufio.ErrBufferFull && len(long) <= maxEvent {
			line, err = r.in.ReadSlice('\n')
			long = append(long, line...)
		}
		line = long
		if len(long) > maxEvent {
			err = errTooLong
		}
	}
	return bytes.TrimRight(line, "\r\n"), err
}

// take reads one whole line.
func (r *eventReader) take(line []byte) {
	if !r.started {
		line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
	}
	switch {
	case r.json != nil:
		r.takeJSON(line)
	case len(line) == 0:
		r.dispatch()
	case line[0] == ':':
	default:
		r.field(line)
	}
	if len(r.data) > maxEvent {
		r.err = errTooLong
	}
}

func (r *eventReader) field(line []byte) {
	start := bytes.TrimLeft(line, " \t")
	first := !r.started
	if r.started = r.started || len(start) > 0; len(start) == 0 {
		return
	}
	switch value, isData := bytes.CutPrefix(line, []byte("data:")); {
	case isData:
		r.addData(bytes.TrimPrefix(value, []byte(" ")))
	case start[0] == '{' && json.Valid(start):
		r.emit(start)
		r.complete = first
	case start[0] == '{' && first:
		r.takeJSON(start)
	case start[0] == '<' && first:
		r.err = errHTML
	}
}

// addData appends to the event; servers that leave out the blank line between two events are understood.
func (r *eventReader) addData(value []byte) {
	if len(r.data) > 0 {
		if begins(value) && r.data[len(r.data)-1] == '}' && json.Valid(r.data) {
			r.dispatch()
		} else {
			r.data = append(r.data, '\n')
		}
	}
	r.data = append(r.data, value...)
}

func begins(value []byte) bool {
	return bytes.HasPrefix(value, []byte("{")) || bytes.HasPrefix(value, doneMark)
}

func (r *eventReader) takeJSON(line []byte) {
	r.json = append(append(r.json, line...), '\n')
	if len(r.json) > maxBody {
		r.err = errTooLong
	}
}

// dispatch ends the event being read.
func (r *eventReader) dispatch() {
	if data := bytes.TrimSpace(r.data); len(data) > 0 {
		r.emit(data)
	}
	r.data = r.data[:0]
}

// emit hands on one event. The blank after its brace keeps go-openai from taking a line that begins with
// {"error": for its own error type, which loses all but the message.
func (r *eventReader) emit(data []byte) {
	r.complete = r.complete || bytes.Equal(data, doneMark)
	r.out = append(r.out, "data: "...)
	if rest, ok := bytes.CutPrefix(data, []byte("{")); ok {
		r.out, data = append(r.out, "{ "...), rest
	}
	for _, c := range data {
		if c == '\n' || c == '\r' {
			c = ' '
		}
		r.out = append(r.out, c)
	}
	r.out = append(r.out, '\n')
}

// finish ends the reading; line is what came of a last line without an end.
func (r *eventReader) finish(line []byte, cause error) {
	if cause == errTooLong {
		r.err = cause
		return
	}
	if len(line) > 0 {
		r.take(line)
	}
	partial := r.takeLast()
	switch {
	case r.err != nil:
	case r.complete && !partial:
		r.err = io.EOF
	case partial:
		r.err = errCut
	default:
		r.err = errNoDone
	}
	if cause != io.EOF && r.err != io.EOF {
		r.err = fmt.Errorf("%w: %w", r.err, cause)
	}
}

// takeLast hands on what is whole of the last event or body, and reports whether a part of one remains.
func (r *eventReader) takeLast() (partial bool) {
	last := bytes.TrimSpace(r.data)
	if r.json != nil {
		last = bytes.TrimSpace(r.json)
	}
	switch {
	case len(last) == 0 || bytes.HasPrefix(doneMark, last) && len(last) < len(doneMark):
		return false
	case bytes.Equal(last, doneMark) || json.Valid(last):
		r.emit(last)
		r.complete = r.complete || r.json != nil
		return false
	}
	return true
}
