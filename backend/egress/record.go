package egress

import (
	"sync"

	"whittle/backend"
)

// Entry says that an app reached a host, or tried to. It holds neither address nor content.
type Entry struct {
	At     int64        `json:"at"`
	Host   string       `json:"host"`
	Method string       `json:"method"`
	Status int          `json:"status" doc:"0 when there was no response."`
	Bytes  int64        `json:"bytes" doc:"Of the response's body, unpacked, as far as it was read."`
	MS     int64        `json:"ms" doc:"From the request to the response's last byte."`
	Code   backend.Code `json:"code,omitempty" doc:"Why it failed; empty when it did not."`
}

// kept is how many entries of one app are remembered, and of how many apps.
const (
	kept     = 200
	keptApps = 200
)

// record remembers what apps did since the program started.
type record struct {
	mu   sync.Mutex
	apps map[string][]Entry
}

func (r *record) add(appID string, e Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.apps == nil {
		r.apps = map[string][]Entry{}
	}
	if _, known := r.apps[appID]; !known && len(r.apps) >= keptApps {
		clear(r.apps)
	}
	entries := append(r.apps[appID], e)
	if len(entries) > kept {
		entries = append([]Entry(nil), entries[len(entries)-kept:]...)
	}
	r.apps[appID] = entries
}

func (r *record) of(appID string) []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Entry{}, r.apps[appID]...)
}
