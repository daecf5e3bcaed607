package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"

	"whittle/backend"
	"whittle/backend/builder/mirror"
	"whittle/backend/store"
)

// newMirror keeps libraries in the folder of the library. WHITTLE_NPM_REGISTRY names another npm registry and WHITTLE_CDN
// a server that is asked in the place of all other hosts. Without a store it is only read from.
func newMirror(dataDir string, s *store.Store, log *slog.Logger) (*mirror.Mirror, error) {
	config := mirror.Config{
		Dir: filepath.Join(dataDir, "libraries"), Registry: os.Getenv("WHITTLE_NPM_REGISTRY"), CDN: os.Getenv("WHITTLE_CDN"), Log: log,
	}
	if s != nil {
		config.Limit, config.Locked = limitOf(s), locksOf(s)
	}
	return mirror.New(config)
}

func limitOf(s *store.Store) func(context.Context) (int64, error) {
	return func(ctx context.Context) (int64, error) {
		settings, err := s.Settings(ctx, backend.LocalOwner)
		return int64(settings.LibraryLimit) << 20, err
	}
}

func locksOf(s *store.Store) func(context.Context) ([]backend.Lock, error) {
	return func(ctx context.Context) ([]backend.Lock, error) {
		uses, err := s.FindLockUses(ctx, backend.LocalOwner)
		var locks []backend.Lock
		for _, use := range uses {
			locks = append(locks, use.Lock)
		}
		return locks, err
	}
}
