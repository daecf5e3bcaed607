package preview_test

import (
	"bytes"
	"strings"
	"testing"

	"whittle/backend/preview"
)

func TestInjectPlace(t *testing.T) {
	for name, c := range map[string]struct{ document, before string }{
		"usual":               {"<!DOCTYPE html>\r\n<html lang=en>\r\n<head>\r\n<meta charset=\"utf-8\"></head><body></body></html>", "<!DOCTYPE html>\r\n<html lang=en>\r\n<head>"},
		"no head":             {"<!doctype html><html><body>x</body></html>", "<!doctype html><html>"},
		"no html":             {"<!doctype html>\n<title>x</title><p>y", "<!doctype html>\n"},
		"text only":           {"hello", ""},
		"empty":               {"", ""},
		"no doctype":          {"<html><head></head></html>", "<html><head>"},
		"header, not head":    {"<!doctype html><header>x</header>", "<!doctype html>"},
		"upper case":          {"<!DOCTYPE HTML><HTML><HEAD><TITLE>x</TITLE></HEAD></HTML>", "<!DOCTYPE HTML><HTML><HEAD>"},
		"comment with a head": {"<!-- <head> --><!doctype html><!--[if IE]><head><![endif]--><html><head data-a='>'>x", "<!-- <head> --><!doctype html><!--[if IE]><head><![endif]--><html><head data-a='>'>"},
		"byte order mark":     {"\ufeff<!doctype html><p>x", "\ufeff<!doctype html>"},
		"mark and text":       {"\ufeffx", "\ufeff"},
		"end tag first":       {"</p><html><head>", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := string(preview.Inject([]byte(c.document), preview.Seed{}))
			rest, ok := strings.CutPrefix(got, c.before+"<script>")
			if !ok {
				t.Fatalf("got %.200q", got)
			}
			_, after, _ := strings.Cut(rest, "</script>")
			if c.before+after != c.document {
				t.Errorf("the document changed: %q", c.before+after)
			}
		})
	}
}

func TestPrelude(t *testing.T) {
	const limit = 25 << 10
	injected := string(preview.Inject(nil, preview.Seed{Name: "</script><!--\u2028", Data: map[string]string{"<!--": "</SCRIPT>"}}))
	if strings.Count(strings.ToLower(injected), "</script") != 1 || strings.Contains(injected, "<!--") {
		t.Error("the prelude or its seed can end its element")
	}
	if strings.ContainsAny(injected, "\n\r\u2028") {
		t.Error("the prelude moves lines")
	}
	if len(injected) > limit {
		t.Errorf("the prelude has %d bytes, more than %d", len(injected), limit)
	}
}

func FuzzInject(f *testing.F) {
	for _, seed := range []string{"<!doctype html><head>", "<html", "<!--", "\ufeff <head/>", "<?xml?><html>\x00<head>", "<![CDATA[<head>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		got := preview.Inject(document, preview.Seed{})
		start := bytes.Index(got, []byte("<script>(e=>"))
		if start < 0 {
			start = bytes.Index(got, []byte("<script>("))
		}
		end := bytes.Index(got[start:], []byte("</script>")) + start + len("</script>")
		if start < 0 || !bytes.Equal(append(bytes.Clone(got[:start]), got[end:]...), document) {
			t.Errorf("bytes of %q were lost", document)
		}
	})
}
