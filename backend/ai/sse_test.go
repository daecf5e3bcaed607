package ai

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func readEvents(body io.Reader) (string, error) {
	r := newEventReader(io.NopCloser(body), func() {})
	b, err := io.ReadAll(r)
	if err == nil {
		err = io.EOF
	}
	return string(b), err
}

func TestEventReader(t *testing.T) {
	const one, done = "data: { \"a\":1}\n", "data: [DONE]\n"
	for name, c := range map[string]struct {
		in, out string
		end     error
	}{
		"plain":                       {"data: {\"a\":1}\n\ndata: [DONE]\n\n", one + done, io.EOF},
		"no blank after the colon":    {"data:{\"a\":1}\n\ndata:[DONE]\n\n", one + done, io.EOF},
		"byte order mark":             {"\xEF\xBB\xBFdata: {\"a\":1}\n\ndata: [DONE]\n\n", one + done, io.EOF},
		"comments":                    {": x\n\n:\n\n: {\"b\":2}\n\ndata: {\"a\":1}\n\n: y\n\ndata: [DONE]\n\n", one + done, io.EOF},
		"other fields":                {"event: e\nid: 1\nretry: 5\ndata: {\"a\":1}\n\ndata: [DONE]\n\n", one + done, io.EOF},
		"CRLF":                        {"data: {\"a\":1}\r\n\r\ndata: [DONE]\r\n\r\n", one + done, io.EOF},
		"many lines":                  {"data: {\ndata: \"a\"\ndata: :1}\n\ndata: [DONE]\n\n", "data: {  \"a\" :1}\n" + done, io.EOF},
		"many lines in CRLF":          {"data: {\r\ndata: \"a\":1}\r\n\r\ndata: {\r\ndata: \"a\":1}\r\n\r\ndata: [DONE]\r\n", "data: {  \"a\":1}\ndata: {  \"a\":1}\n" + done, io.EOF},
		"no blank line between":       {"data: {\"a\":1}\ndata: {\"a\":1}\ndata: [DONE]\n", one + one + done, io.EOF},
		"no end of the last line":     {"data: {\"a\":1}\n\ndata: [DONE]", one + done, io.EOF},
		"no [DONE]":                   {"data: {\"a\":1}\n\n", one, errNoDone},
		"half of [DONE]":              {"data: {\"a\":1}\n\ndata: [DO", one, errNoDone},
		"no [DONE], no end of line":   {"data: {\"a\":1}", one, errNoDone},
		"cut":                         {"data: {\"a\":1}\n\ndata: {\"a\":", one, errCut},
		"empty":                       {"", "", errNoDone},
		"blank":                       {"\n \n", "", errNoDone},
		"malformed goes through":      {"data: {\"a\":\n\ndata: [DONE]\n\n", "data: { \"a\":\n" + done, io.EOF},
		"a JSON body":                 {"\n    \n{\"a\":1}", one, io.EOF},
		"a JSON body over lines":      {"{\n\"a\":1\n}\n", "data: {  \"a\":1 }\n", io.EOF},
		"a cut JSON body":             {"{\n\"a\":", "", errCut},
		"a bare JSON line in between": {"data: {\"a\":1}\n\n{\"a\":1}\n", one + one, errNoDone},
		"a web page":                  {"<!doctype html>\n<p>", "", errHTML},
	} {
		for kind, reader := range map[string]io.Reader{"whole": strings.NewReader(c.in), "by the byte": iotest.OneByteReader(strings.NewReader(c.in))} {
			out, end := readEvents(reader)
			if out != c.out || !errors.Is(end, c.end) {
				t.Errorf("%s, %s: %q and %v, want %q and %v", name, kind, out, end, c.out, c.end)
			}
		}
	}
}

func TestEventReader_limits(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("data: {"), &repeat{'x'})
	if _, err := readEvents(endless); !errors.Is(err, errTooLong) {
		t.Errorf("an endless line ended with %v", err)
	}
	body := io.MultiReader(strings.NewReader("{\n"), &repeatText{text: strings.Repeat(" ", 4000) + "\n"})
	if _, err := readEvents(body); !errors.Is(err, errTooLong) {
		t.Errorf("an endless body ended with %v", err)
	}
	lines := io.MultiReader(strings.NewReader("data: {\n"), &repeatText{text: "data: " + strings.Repeat("1", 4000) + "\n"})
	if _, err := readEvents(lines); !errors.Is(err, errTooLong) {
		t.Errorf("an endless event ended with %v", err)
	}
}

type repeat struct{ b byte }

func (r *repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.b
	}
	return len(p), nil
}

type repeatText struct {
	text string
	at   int
}

func (r *repeatText) Read(p []byte) (int, error) {
	n := copy(p, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

// FuzzEventReader holds that cutting changes nothing, that every line handed on is one event, and that an end
// without [DONE] or a whole body is never orderly.
func FuzzEventReader(f *testing.F) {
	for _, seed := range []string{
		"data: {\"a\":1}\n\ndata: [DONE]\n\n", ": c\r\n\r\ndata: {\r\ndata: }\r\n\r\n", "{\"error\":\"x\"}", "data: {\"a\n\n<",
		"event: x\ndata:[DONE]", "data: [DO", "\n\n{\n}\n", "data:\n\ndata: \ndata: {}\n\n", "data: {}\r\r\n\ndata: 1\ndata: [DONE] \n",
	} {
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, in []byte, step uint8) {
		whole, wholeEnd := readEvents(bytes.NewReader(in))
		parts, partsEnd := readEvents(&stepReader{in, int(step%7) + 1})
		if whole != parts || !errors.Is(partsEnd, wholeEnd) && partsEnd.Error() != wholeEnd.Error() {
			t.Fatalf("cut: %q %v; whole: %q %v", parts, partsEnd, whole, wholeEnd)
		}
		for line := range strings.Lines(whole) {
			if !strings.HasPrefix(line, "data: ") || !strings.HasSuffix(line, "\n") {
				t.Fatalf("handed on %q", line)
			}
		}
		if wholeEnd == io.EOF && !strings.Contains(string(in), "[DONE]") && !strings.Contains(string(in), "{") {
			t.Fatalf("orderly end of %q", in)
		}
	})
}

type stepReader struct {
	in   []byte
	step int
}

func (r *stepReader) Read(p []byte) (int, error) {
	if len(r.in) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.step)], r.in)
	r.in = r.in[n:]
	return n, nil
}
