package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"whittle/backend"
	"whittle/backend/store"
)

const (
	keptPagesBytes = 256 << 20 // as stored, compressed
	waitingPages   = 16        // more are not kept; they are built again
	keepTime       = 2 * time.Second
)

// pages keeps built pages in the library. Writing happens beside whoever waits for a page.
type pages struct {
	store   *store.Store
	program string // tells the pages of this build of Whittle from those of others
	log     *slog.Logger
	packer  *zstd.Encoder
	opener  *zstd.Decoder
	waiting chan func(context.Context) error
	stop    context.CancelFunc
	done    sync.WaitGroup
}

func newPages(s *store.Store, log *slog.Logger) (*pages, error) {
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	opener, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &pages{store: s, program: thisProgram(), log: log, packer: packer, opener: opener,
		waiting: make(chan func(context.Context) error, waitingPages), stop: stop}
	p.done.Go(func() { p.work(ctx) })
	return p, nil
}

// thisProgram changes whenever the program file does.
func thisProgram() string {
	path, err := os.Executable()
	if err != nil {
		return version
	}
	info, err := os.Stat(path)
	if err != nil {
		return version
	}
	return fmt.Sprintf("%s %d %d", version, info.Size(), info.ModTime().UnixNano())
}

func (p *pages) work(ctx context.Context) {
	for {
		select {
		case job := <-p.waiting:
			p.do(job)
		case <-ctx.Done():
			for len(p.waiting) > 0 {
				p.do(<-p.waiting)
			}
			return
		}
	}
}

func (p *pages) do(job func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	if err := job(ctx); err != nil {
		p.log.Warn("a built page was not kept", "error", err)
	}
}

func (p *pages) later(job func(context.Context) error) {
	select {
	case p.waiting <- job:
	default: // too much at once
	}
}

// Close keeps what waits and ends the writing.
func (p *pages) Close() {
	p.stop()
	p.done.Wait()
	p.opener.Close()
}

// Keep implements builder.Pages.
func (p *pages) Keep(id string, bundle backend.Bundle) {
	id = p.program + " " + id
	p.later(func(ctx context.Context) error {
		page, err := p.pack(bundle)
		if err != nil {
			return fmt.Errorf("pack page: %w", err)
		}
		return p.store.KeepBuild(ctx, id, page, time.Now().UnixMilli(), keptPagesBytes)
	})
}

// Find implements builder.Pages.
func (p *pages) Find(ctx context.Context, id string) (backend.Bundle, bool) {
	id = p.program + " " + id
	page, err := p.store.FindBuild(ctx, id)
	if err != nil || page == nil {
		return backend.Bundle{}, false
	}
	bundle, err := p.unpack(page)
	if err != nil {
		p.log.Warn("a kept page cannot be read and is built again", "error", err)
		return backend.Bundle{}, false
	}
	p.later(func(ctx context.Context) error {
		return p.store.UseBuild(ctx, id, time.Now().UnixMilli())
	})
	return bundle, true
}

// keptPage is what is stored before the document.
type keptPage struct {
	Bundle backend.Bundle
	Locks  []backend.Lock
}

func (p *pages) pack(bundle backend.Bundle) ([]byte, error) {
	head, err := json.Marshal(keptPage{bundle, bundle.Locks})
	if err != nil {
		return nil, err
	}
	var whole bytes.Buffer
	whole.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(head))))
	whole.Write(head)
	whole.Write(bundle.Document)
	return p.packer.EncodeAll(whole.Bytes(), nil), nil
}

func (p *pages) unpack(page []byte) (backend.Bundle, error) {
	whole, err := p.opener.DecodeAll(page, nil)
	if err != nil {
		return backend.Bundle{}, err
	}
	if len(whole) < 4 || int64(len(whole)-4) < int64(binary.LittleEndian.Uint32(whole)) {
		return backend.Bundle{}, errors.New("it is cut short")
	}
	head, document := whole[4:4+binary.LittleEndian.Uint32(whole)], whole[4+binary.LittleEndian.Uint32(whole):]
	var kept keptPage
	if err := json.Unmarshal(head, &kept); err != nil {
		return backend.Bundle{}, err
	}
	bundle := kept.Bundle
	bundle.Document, bundle.Locks = document, kept.Locks
	return bundle, nil
}
