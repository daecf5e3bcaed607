package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"whittle/backend/builder"
	"whittle/backend/builder/compiler"
)

// patience is how long one app may take before its browser is taken for dead.
const patience = 45 * time.Second

func main() {
	if err := measure(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure() error {
	kind := flag.String("browser", "chromium", "chromium or webkit")
	out := flag.String("out", "", "`FILE` for the results, one JSON line an app")
	ways := flag.String("ways", "plain,built", "how apps are opened: plain, built or both")
	parallel := flag.Int("parallel", 2, "browsers at once")
	settle := flag.Int("settle", 400, "ms between an app's load and the first look")
	clicks := flag.Int("clicks", 30, "how many times an app is clicked at most")
	flag.Parse()
	apps, err := findAll(flag.Args())
	if err != nil {
		return err
	}
	b, err := builder.New(builder.Options{Compiler: compiler.New()})
	if err != nil {
		return err
	}
	s := newServer(apps, strings.Split(*ways, ","), b, settings{Settle: *settle, Clicks: *clicks, Answers: map[string]any{}})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.address = listener.Addr().String()
	if s.keep, err = keeper(*out, len(apps)*len(s.ways)); err != nil {
		return err
	}
	go http.Serve(listener, s)
	if err := s.run(*kind, *parallel); err != nil {
		return err
	}
	summarize(os.Stdout, s.sorted())
	return nil
}

// keeper returns what writes each result to a file at once, and says now and then how far it is.
func keeper(name string, all int) (func(*result), error) {
	out := io.Discard
	if name != "" {
		f, err := os.Create(name)
		if err != nil {
			return nil, err
		}
		out = f
	}
	lines, count := json.NewEncoder(out), 0
	return func(r *result) {
		if err := lines.Encode(r); err != nil {
			fmt.Fprintln(os.Stderr, "keep a result:", err)
		}
		if count++; count%100 == 0 {
			fmt.Fprintf(os.Stderr, "%d of %d\n", count, all)
		}
	}, nil
}

// findAll lists the apps of arguments, each a folder, a file, or @FILE with one path a line.
func findAll(places []string) ([]app, error) {
	var apps []app
	for _, place := range places {
		if list, ok := strings.CutPrefix(place, "@"); ok {
			text, err := os.ReadFile(list)
			if err != nil {
				return nil, err
			}
			more, err := findAll(strings.Fields(string(text)))
			if err != nil {
				return nil, err
			}
			apps = append(apps, more...)
			continue
		}
		absolute, err := filepath.Abs(place)
		if err != nil {
			return nil, err
		}
		more, err := find(absolute)
		if err != nil {
			return nil, err
		}
		apps = append(apps, more...)
	}
	return apps, nil
}

// run keeps browsers going until every app was seen; one that hangs on an app is replaced.
func (s *server) run(kind string, parallel int) error {
	browsers := make([]*browser, parallel)
	defer func() {
		for _, b := range browsers {
			if b != nil {
				b.stop()
			}
		}
	}()
	for !s.done() {
		for i, b := range browsers {
			if b == nil {
				fresh, err := start(kind, fmt.Sprintf("http://%s/?browser=%d", s.address, i))
				if err != nil {
					return err
				}
				browsers[i] = fresh
			}
		}
		time.Sleep(500 * time.Millisecond)
		for _, hung := range s.hung(patience) {
			i, err := strconv.Atoi(hung)
			if err != nil || browsers[i] == nil {
				continue
			}
			browsers[i].stop()
			browsers[i] = nil
		}
	}
	return nil
}

func (s *server) sorted() []*result {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*result
	for _, r := range s.results {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *result) int { return a.ID - b.ID })
	return all
}

// pathURL is a file's name as part of an address.
type pathURL struct{ name string }

func (p *pathURL) String() string { return (&url.URL{Path: p.name}).EscapedPath() }
