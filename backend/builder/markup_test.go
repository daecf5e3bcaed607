package builder

import (
	"strings"
	"testing"
)

// FuzzElements holds the splicing to its word: what elements are found lie in the page in order, their attributes lie in
// them, and a page without anything local to put in comes out byte for byte.
func FuzzElements(f *testing.F) {
	for _, seed := range []string{
		"<!doctype html><script src=x.js></script><p>", "<svg><title><p></title><style><b></style></svg><script>x</script>",
		"<script><!-- <script> </script> --></script>", "<a b = 'c\">' d=\"e'>\" f=g/h i/>", "<p <b x=1", "\ufeff<A\r\nB=\"&amp;\">",
		"<math><mi><![CDATA[<script>]]></mi></math>", "<textarea><script></textarea><plaintext><script>", "<noscript><p></noscript>",
		"<script/>x</script ></script>", "<style>@import 'a.css';</style", "<img src=`a`><x =y ==z>", "<p a=\x00\xff b='", "<template><style></template>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, e := range elements(text) {
			if e.start < at || e.end <= e.start || e.textEnd < e.end || e.closeEnd < e.textEnd || e.closeEnd > len(text) {
				t.Fatalf("%q: element %+v after %d", text, e, at)
			}
			if text[e.start] != '<' || !strings.EqualFold(text[e.start+1:min(len(text), e.start+1+len(e.name))], e.name) && !strings.ContainsAny(text, "\x00\xff\u212a\u0130") {
				t.Fatalf("%q: element %+v is not at its tag", text, e)
			}
			inner := e.start
			for _, a := range e.attributes {
				if a.start < inner || a.end > e.end || a.valueStart < a.start || a.valueEnd > a.end || a.valueEnd < a.valueStart {
					t.Fatalf("%q: attribute %+v in %+v", text, a, e)
				}
				inner = a.end
			}
			at = e.closeEnd
		}
	})
}

func TestApply(t *testing.T) {
	if got := apply("abcdef", []splice{{4, 6, "$&"}, {1, 1, "X"}, {1, 2, ""}}); got != "aXcd$&" {
		t.Error(got)
	}
}

func TestAttributes(t *testing.T) {
	tag := `<IMG  Src = "a&amp;b"  alt='x>y' checked data-x=1/2 style="" / =q>`
	var got []string
	for _, a := range attributes(tag, 0, len(tag)) {
		got = append(got, a.name+":"+a.value+":"+tag[a.valueStart:a.valueEnd])
	}
	want := `src:a&b:"a&amp;b"|alt:x>y:'x>y'|checked::|data-x:1/2:1/2|style::""|=q::`
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}
