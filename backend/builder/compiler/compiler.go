// Package compiler runs the compilers that are written in JavaScript: Tailwind, Vue's and Svelte's. Their scripts are
// made from npm packages when Whittle is built and run in an engine without a page, network or files.
package compiler

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

//go:embed all:dist
var embedded embed.FS

// Failure is what a compiler says of its input when it cannot read it, in the compiler's own words.
type Failure string

func (f Failure) Error() string { return string(f) }

const (
	poolSize  = 2                // engines of one compiler that may run at once
	idleAfter = 5 * time.Minute  // an engine that was not used for so long is given up
	timeLimit = 20 * time.Second // of one run, without the wait for an engine and its start
)

// Elsewhere runs a compiler in another engine, such as a browser's, and returns its answer as scripts/engine.ts shapes
// it. An error means that nobody could in good time.
type Elsewhere func(ctx context.Context, compiler string, input []byte) ([]byte, error)

// Set is every compiler. Engines are started when first needed and kept warm. It is safe for use by many goroutines.
type Set struct {
	answers   *answers
	elsewhere Elsewhere

	mu     sync.Mutex
	pools  map[string]*pool
	closed bool
}

// New returns a Set without running engines. It is closed with Close.
func New() *Set { return NewWith(nil) }

// NewWith returns a Set that first asks elsewhere, which may be nil, with all inputs that run no code of an app.
func NewWith(elsewhere Elsewhere) *Set {
	return &Set{answers: newAnswers(), elsewhere: elsewhere, pools: map[string]*pool{}}
}

// Compile runs a compiler, "tailwind", "tailwindconfig", "vue" or "svelte", on input and reads its output. A Failure
// tells that the compiler refused the input; other errors that it could not run. The same input is compiled once.
func (s *Set) Compile(ctx context.Context, compiler string, input, output any) error {
	text, err := json.Marshal(input)
	if err != nil {
		return fmt.Errorf("write the input of %s: %w", compiler, err)
	}
	key := sha256.Sum256(append([]byte(compiler+"\x00"), text...))
	answer, err := s.answers.get(ctx, key, func() (json.RawMessage, error) { return s.run(ctx, compiler, text, input) })
	if err != nil {
		return fmt.Errorf("run %s: %w", compiler, err)
	}
	return json.Unmarshal(answer, output)
}

// tainted is an input that has an engine run code of the app, after which no other app may use that engine.
type tainted interface{ RunsCode() bool }

func (s *Set) run(ctx context.Context, compiler string, text []byte, input any) (json.RawMessage, error) {
	t, ok := input.(tainted)
	runsCode := ok && t.RunsCode()
	if s.elsewhere != nil && !runsCode {
		if answer, ok := s.fromElsewhere(ctx, compiler, text); ok {
			return answer, nil
		}
	}
	p, err := s.pool(compiler)
	if err != nil {
		return nil, err
	}
	e, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	answer, err := e.run(limited, text)
	var failure Failure
	p.give(e, runsCode || err != nil && !errors.As(err, &failure))
	return answer, err
}

// fromElsewhere returns what another engine made. What it refuses is tried again here, so that a failing engine is never
// the last word.
func (s *Set) fromElsewhere(ctx context.Context, compiler string, text []byte) (json.RawMessage, bool) {
	answer, err := s.elsewhere(ctx, compiler, text)
	if err != nil {
		return nil, false
	}
	output, err := readAnswer(answer)
	return output, err == nil
}

func (s *Set) pool(compiler string) (*pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errors.New("the compilers are closed")
	}
	if p, ok := s.pools[compiler]; ok {
		return p, nil
	}
	script, err := Script(compiler)
	if err != nil {
		return nil, err
	}
	p := newPool(string(script))
	s.pools[compiler] = p
	return p, nil
}

// Close gives the engines up. Runs that are under way end first; later ones fail.
func (s *Set) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, p := range s.pools {
		p.close()
	}
}

// Script returns the script of a compiler for a worker or an engine; an error when Whittle was built without it.
func Script(compiler string) ([]byte, error) {
	script, err := unpack(path.Base(compiler) + ".js")
	if err != nil {
		return nil, fmt.Errorf("find the compiler %s, which is made when Whittle is built: %w", compiler, err)
	}
	return script, nil
}

// unpack returns a file of dist.
func unpack(name string) ([]byte, error) {
	packed, err := fs.ReadFile(embedded, path.Join("dist", name+".zst"))
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	return decoder.DecodeAll(packed, nil)
}
