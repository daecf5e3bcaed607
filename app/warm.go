package main

import (
	"context"
	"time"

	"whittle/backend"
)

const (
	warmAfter = 3 * time.Second // by then the first screen stands
	warmApps  = 12
)

// warm builds what is likely to be opened next, the apps used last and the starters, beside everything else. The
// returned stop ends it.
func (p *program) warm(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-time.After(warmAfter):
			p.warmPages(ctx)
		case <-ctx.Done():
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

func (p *program) warmPages(ctx context.Context) {
	apps, err := p.library.Apps(ctx, backend.LocalOwner, "")
	if err != nil {
		p.log.Warn("no app was built ahead", "error", err)
		return
	}
	for _, app := range apps[:min(len(apps), warmApps)] {
		v, err := p.library.Version(ctx, backend.LocalOwner, app.ID, 0)
		if err != nil {
			continue // without a version, or deleted meanwhile
		}
		p.builder.Build(ctx, backend.Source{App: app.ID, Template: app.Template, Files: v.Files, Locks: v.Locks})
	}
	for _, source := range p.library.StarterSources() {
		if ctx.Err() != nil {
			return
		}
		p.builder.Build(ctx, source)
	}
}
