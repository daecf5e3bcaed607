package preview

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/net/html"
)

// sources are the prelude's files; they are joined by name.
//
//go:embed prelude/*.js
var sources embed.FS

// Seed is what a page starts with.
type Seed struct {
	Data  map[string]string // localStorage as it was left
	Name  string            // the app's name
	Theme string            // light or dark when the person chose one; else the system's holds
}

// Inject returns document with the prelude as its first script, first in its head. All other bytes stay, and no line
// moves, since the prelude adds none.
func Inject(document []byte, seed Seed) []byte {
	at := headStart(document)
	script := "<script>" + prelude() + "(" + seedText(seed) + ")</script>"
	return slices.Concat(document[:at], []byte(script), document[at:])
}

// seedMark stands where the seed goes while the prelude is made.
const seedMark = "WHITTLE_SEED"

// prelude returns the joined sources as one expression on one line. It panics when they are not JavaScript, which is a
// mistake in this package.
var prelude = sync.OnceValue(func() string {
	names, err := fs.Glob(sources, "prelude/*.js")
	if err != nil {
		panic(err)
	}
	var joined bytes.Buffer
	for _, name := range names {
		text, err := sources.ReadFile(name)
		if err != nil {
			panic(err)
		}
		joined.Write(text)
	}
	result := api.Transform("(seed => {'use strict';"+joined.String()+"})("+seedMark+")", api.TransformOptions{
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true, Charset: api.CharsetUTF8, Target: api.ES2022,
	})
	if len(result.Errors) > 0 {
		panic(fmt.Sprintf("preview: prelude: %s (%v)", result.Errors[0].Text, result.Errors[0].Location))
	}
	return strings.TrimSuffix(strings.TrimSpace(string(result.Code)), "("+seedMark+");")
})

// seedText returns seed as a JavaScript expression that cannot end its script element: encoding/json escapes <, > and
// the two line separators. Entries are a list, because an object cannot have the key __proto__.
func seedText(seed Seed) string {
	entries := [][2]string{}
	for _, key := range slices.Sorted(maps.Keys(seed.Data)) {
		entries = append(entries, [2]string{key, seed.Data[key]})
	}
	text, err := json.Marshal(map[string]any{"data": entries, "name": seed.Name, "theme": seed.Theme})
	if err != nil {
		panic(err) // strings always have a JSON text
	}
	return string(text)
}

// headStart returns where the first script of document goes: behind the head tag, or before the first thing that ends
// the implied one. A doctype stays first, and so do a byte order mark and comments.
func headStart(document []byte) int {
	at := 0
	if bytes.HasPrefix(document, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	tokens := html.NewTokenizer(bytes.NewReader(document[at:]))
	for {
		kind := tokens.Next()
		size := len(tokens.Raw())
		switch kind {
		case html.ErrorToken:
			return at
		case html.TextToken:
			if len(bytes.TrimSpace(tokens.Raw())) > 0 {
				return at
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			if string(name) == "head" {
				return at + size
			}
			if string(name) != "html" {
				return at
			}
		case html.EndTagToken:
			return at
		}
		at += size
	}
}
