package builder

import (
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for code, want := range map[string]string{
		`a = "x"; b('y')`:                          `a "x" b "y"`,
		"`one ${two + `three ${4} five`} six` + z": "two 4 z",
		"`plain` + 'a\\'b'":                        "\"plain\" \"a\\'b\"",
		"// import('x')\nimport('y')":              `import "y"`,
		"/* 'a' */ 'b'":                            `"b"`,
		"x = /'/.test(y) / 'z'":                    `x test y "z"`,
		"return /[/'\"]/g":                         "return g",
		"a / 'b' / c":                              `a "b" c`,
		"if (a) { b } 'c'":                         `if a b "c"`,
		"it's\n'ok'":                               `it s "ok"`,
		"${'a'}":                                   `$ "a"`,
		"`${{a: `}`}}` 'b'":                        `a "}" "b"`,
		"'unclosed":                                "unclosed",
		"`unclosed ${":                             "",
		"ünïcode 'é'":                              "ünïcode \"é\"",
	} {
		var got []string
		for token := range tokens(code) {
			text := token.text
			if token.isString {
				text = `"` + text + `"`
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\ngot  %s\nwant %s", code, strings.Join(got, " "), want)
		}
	}
}

// FuzzTokens holds that tokens lie in the code in order, and that reading ends.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"a = `x${y}z` / 2", "'\\", "`${`${`", "/[/", "}}}`${", "/*", "<!--", "a/b/'c'/d", "'\\\n'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		at := 0
		for token := range tokens(code) {
			if token.start < at || token.end <= token.start || token.end > len(code) {
				t.Fatalf("%q: %+v after %d", code, token, at)
			}
			at = token.end
		}
	})
}
