package preview

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/net/html"
)

// sources are the prelude's files, joined by base name, and what npm brings for some of them. A file that begins with
// "// when: a|b" is left out of pages that mention neither a nor b.
//
//go:embed prelude/*.js all:indexeddb/dist
var sources embed.FS

// Seed is what a page starts with.
type Seed struct {
	Data  map[string]string // localStorage as it was left
	Name  string            // the app's name
	Theme string            // light or dark when the person chose one; else the system's holds

	Hosts   []string // what the page may show things of: granted hosts reached by https, as backend.HostOf writes them
	Dialogs Dialogs  // who asks when the page calls alert, confirm or prompt
}

// Dialogs says whose the dialogs of a page are.
type Dialogs string

// Who draws a dialog of a page. The zero value is nobody: alert becomes a notice in the page, confirm is yes.
const (
	DialogsNone    Dialogs = ""
	DialogsWindow  Dialogs = "window"  // the window's own, which name the app and can be stopped
	DialogsBrowser Dialogs = "browser" // the browser's; the prelude names the app in them
)

// Inject returns document with the prelude as its first script, first in its head. All other bytes stay, and no line
// moves, since the prelude adds none.
func Inject(document []byte, seed Seed) []byte {
	at := headStart(document)
	script := "<script>" + preludeOf(needs(document)) + "(" + seedText(seed) + ")</script>"
	return slices.Concat(document[:at], []byte(script), document[at:])
}

// seedMark stands where the seed goes while the prelude is made.
const seedMark = "WHITTLE_SEED"

// part is one file of the prelude.
type part struct {
	text  []byte
	words [][]byte // one of which a page mentions that gets it; none for every page
}

// parts returns the prelude's files in order.
var parts = sync.OnceValue(func() []part {
	names, err := fs.Glob(sources, "prelude/*.js")
	if err != nil {
		panic(err)
	}
	packed, err := fs.Glob(sources, "indexeddb/dist/*.js")
	if err != nil {
		panic(err)
	}
	names = append(names, packed...)
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(path.Base(a), path.Base(b)) })
	var list []part
	for _, name := range names {
		text, err := sources.ReadFile(name)
		if err != nil {
			panic(err)
		}
		p := part{text: text}
		first, _, _ := bytes.Cut(text, []byte("\n"))
		if words, ok := bytes.CutPrefix(first, []byte("// when: ")); ok {
			p.words = bytes.Split(bytes.TrimSpace(words), []byte("|"))
		}
		list = append(list, p)
	}
	return list
})

// needs returns which parts of the prelude a document gets: bit i is set for the i-th.
func needs(document []byte) (set uint64) {
	for i, p := range parts() {
		if p.words == nil || slices.ContainsFunc(p.words, func(word []byte) bool { return bytes.Contains(document, word) }) {
			set |= 1 << i
		}
	}
	return set
}

// made holds the preludes that were asked for, by the set of their parts.
var made sync.Map

// preludeOf returns the parts of set as one expression on one line. It panics when they are not JavaScript, which is a
// mistake in this package.
func preludeOf(set uint64) string {
	if text, ok := made.Load(set); ok {
		return text.(string)
	}
	var joined bytes.Buffer
	for i, p := range parts() {
		if set&(1<<i) != 0 {
			joined.Write(p.text)
		}
	}
	result := api.Transform("(seed => {'use strict';"+joined.String()+"})("+seedMark+")", api.TransformOptions{
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true, Charset: api.CharsetUTF8, Target: api.ES2022,
	})
	if len(result.Errors) > 0 {
		panic(fmt.Sprintf("preview: prelude: %s (%v)", result.Errors[0].Text, result.Errors[0].Location))
	}
	text := strings.TrimSuffix(strings.TrimSpace(string(result.Code)), "("+seedMark+");")
	text = strings.ReplaceAll(text, "\n", `\n`) // the only line ends left are those in template literals
	made.Store(set, text)
	return text
}

// seedText returns seed as a JavaScript expression that cannot end its script element: encoding/json escapes <, > and
// the two line separators. Entries are a list, because an object cannot have the key __proto__.
func seedText(seed Seed) string {
	entries := [][2]string{}
	for _, key := range slices.Sorted(maps.Keys(seed.Data)) {
		entries = append(entries, [2]string{key, seed.Data[key]})
	}
	text, err := json.Marshal(map[string]any{"data": entries, "name": seed.Name, "theme": seed.Theme, "dialogs": seed.Dialogs, "hosts": seed.Hosts})
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
