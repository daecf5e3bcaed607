package main

import (
	"log/slog"
	"testing"

	"whittle/backend"
)

// Every starter becomes an app whose page needs nothing from outside.
func TestStarters_build(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	p, err := assemble(t.Context(), &options{dataDir: t.TempDir()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	starters := p.library.Starters()
	if len(starters) < 12 {
		t.Errorf("%d starters, want at least twelve", len(starters))
	}
	for _, s := range starters {
		t.Run(s.ID, func(t *testing.T) {
			app, err := p.library.CreateFromStarter(t.Context(), backend.LocalOwner, s.ID)
			if err != nil {
				t.Fatal(err)
			}
			v, err := p.library.Version(t.Context(), backend.LocalOwner, app.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			bundle := p.builder.Build(t.Context(), backend.Source{Template: app.Template, Files: v.Files})
			if len(bundle.Problems) > 0 || len(bundle.Document) == 0 {
				t.Errorf("problems %+v, %d bytes", bundle.Problems, len(bundle.Document))
			}
			if len(bundle.Hosts) > 0 {
				t.Errorf("it names hosts: %v", bundle.Hosts)
			}
		})
	}
}
