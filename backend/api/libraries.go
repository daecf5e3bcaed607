package api

import (
	"context"
	"encoding/json"
	"fmt"

	"whittle/backend"
	"whittle/backend/builder/mirror"
	"whittle/backend/store"
)

// Mirror keeps libraries that are not in the binary.
type Mirror interface {
	List() ([]mirror.Item, error)
	Remove(id string) error
	Restore(id string) error
	LicenseText(name, version string) string
}

// keptLibrary is a library in the mirror and who uses it.
type keptLibrary struct {
	mirror.Item
	Apps []libraryUser `json:"apps" nullable:"false" doc:"Apps that cannot do without it: a version of theirs was built with it."`
}

type libraryUser struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Versions []int  `json:"versions" nullable:"false"`
	Current  bool   `json:"current" doc:"Whether its current version is among them."`
}

// LibraryPath names a library in a route. Exported, because huma leaves out embedded fields of unexported types.
type LibraryPath struct {
	ID string `path:"id" doc:"The library's id, as the list has it."`
}

type libraryFetch struct {
	AppPath
	Body struct {
		Version  int  `json:"version,omitempty" minimum:"0" doc:"0 is the current one."`
		Optional bool `json:"optional,omitempty" doc:"Also what the app can do without."`
	}
}

type fetchQuery struct {
	AppPath
	Version int `query:"version" minimum:"0" doc:"0 is any."`
}

// FetchPath names a fetch in a route. Exported, because huma leaves out embedded fields of unexported types.
type FetchPath struct {
	ID string `path:"id" doc:"The fetch's id."`
}

// license is the licence of something inside Whittle.
type license struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	License string `json:"license" doc:"Its name, such as MIT."`
	Text    string `json:"text,omitempty" doc:"Left out of the list."`
	From    string `json:"from" enum:"program,library,mirror" doc:"Whether it is a part of Whittle, a library for apps, or was fetched."`
}

type licenseQuery struct {
	Name    string `query:"name" required:"true"`
	Version string `query:"version" required:"true"`
	From    string `query:"from" required:"true" enum:"program,library,mirror"`
}

func (s *Server) mirrorRoutes() {
	handle(s, "GET", "/api/libraries", "list-libraries", "Libraries that were fetched, and the apps that use them", s.libraries)
	perform(s, "DELETE", "/api/libraries/{id}", "remove-library", "Remove a fetched library; it can be undone for ten minutes", func(ctx context.Context, in *LibraryPath) error {
		return s.libraryChanged(ctx, s.Mirror.Remove(in.ID))
	})
	perform(s, "POST", "/api/libraries/{id}/undelete", "restore-library", "Undo a removal", func(ctx context.Context, in *LibraryPath) error {
		return s.libraryChanged(ctx, s.Mirror.Restore(in.ID))
	})
	handle(s, "POST", "/api/apps/{id}/libraries", "fetch-libraries", "Fetch what a version of an app needs; progress comes as events", func(ctx context.Context, in *libraryFetch) (backend.Fetch, error) {
		return s.Fetches.Start(ctx, ownerOf(ctx), in.ID, in.Body.Version, in.Body.Optional)
	})
	handle(s, "GET", "/api/apps/{id}/libraries", "get-library-fetch", "The running or the last fetch for an app; none when there was none since the start", s.fetchOf)
	perform(s, "DELETE", "/api/libraries/fetches/{id}", "cancel-library-fetch", "Give up a fetch", func(ctx context.Context, in *FetchPath) error {
		s.Fetches.Cancel(ownerOf(ctx), in.ID)
		return nil
	})
	handle(s, "GET", "/api/licenses", "list-licenses", "Licences of everything inside, without their texts", s.licenseList)
	handle(s, "GET", "/api/licenses/text", "get-license", "One licence with its text", s.licenseText)
}

// libraryChanged tells that the mirror holds something else, unless err says that it does not.
func (s *Server) libraryChanged(ctx context.Context, err error) error {
	if err == nil {
		s.changed(ctx, backend.EventLibraries)
	}
	return err
}

func (s *Server) libraries(ctx context.Context, _ *struct{}) (list[keptLibrary], error) {
	items, err := s.Mirror.List()
	if err != nil {
		return list[keptLibrary]{}, err
	}
	uses, err := s.Store.FindLockUses(ctx, ownerOf(ctx))
	if err != nil {
		return list[keptLibrary]{}, err
	}
	kept := []keptLibrary{}
	for _, item := range items {
		kept = append(kept, keptLibrary{item, usersOf(item.Lock(), uses)})
	}
	return listOf(kept, nil)
}

// usersOf returns the apps of which a version holds a lock.
func usersOf(lock backend.Lock, uses []store.LockUse) []libraryUser {
	users := []libraryUser{}
	for _, use := range uses {
		if use.Lock.Name != lock.Name || use.Lock.Version != lock.Version || use.Lock.Inside() {
			continue
		}
		last := len(users) - 1
		if last < 0 || users[last].ID != use.AppID {
			users = append(users, libraryUser{ID: use.AppID, Name: use.AppName, Versions: []int{}})
			last++
		}
		users[last].Versions = append(users[last].Versions, use.Number)
		users[last].Current = users[last].Current || use.Current
	}
	return users
}

// fetchState is a fetch, if there was one.
type fetchState struct {
	Fetch *backend.Fetch `json:"fetch"`
}

func (s *Server) fetchOf(ctx context.Context, in *fetchQuery) (fetchState, error) {
	if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
		return fetchState{}, err
	}
	if found, ok := s.Fetches.Find(ownerOf(ctx), in.ID, in.Version); ok {
		return fetchState{&found}, nil
	}
	return fetchState{}, nil
}

// allLicenses returns the licences of the program, of the libraries inside and of those that were fetched; the texts
// of the last are left out.
func (s *Server) allLicenses() ([]license, error) {
	all := []license{}
	own, err := s.Licenses()
	if err != nil {
		return nil, fmt.Errorf("read the program's licences: %w", err)
	}
	for _, source := range []struct {
		from string
		text []byte
	}{{"program", own}, {"library", s.Builder.Licenses()}} {
		var some []license
		if len(source.text) == 0 {
			continue
		}
		if err := json.Unmarshal(source.text, &some); err != nil {
			return nil, fmt.Errorf("read licences: %w", err)
		}
		for _, l := range some {
			l.From = source.from
			all = append(all, l)
		}
	}
	items, err := s.Mirror.List()
	for _, i := range items {
		if i.Name != "" {
			all = append(all, license{Name: i.Name, Version: i.Version, License: i.License, From: "mirror"})
		}
	}
	return all, err
}

func (s *Server) licenseList(context.Context, *struct{}) (list[license], error) {
	all, err := s.allLicenses()
	for i := range all {
		all[i].Text = ""
	}
	return listOf(all, err)
}

func (s *Server) licenseText(_ context.Context, in *licenseQuery) (license, error) {
	all, err := s.allLicenses()
	if err != nil {
		return license{}, err
	}
	for _, l := range all {
		if l.Name != in.Name || l.Version != in.Version || l.From != in.From {
			continue
		}
		if l.From == "mirror" {
			l.Text = s.Mirror.LicenseText(l.Name, l.Version)
		}
		return l, nil
	}
	return license{}, backend.Errorf(backend.NotFound, "There is no licence of %s %s here.", in.Name, in.Version)
}
