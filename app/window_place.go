package main

import (
	"context"
	"encoding/json"
	"fmt"
)

// placeKey is the setting the window's place is kept under.
const placeKey = "window.place"

// rect is an area of the desktop in logical pixels.
type rect struct {
	X, Y, W, H int
}

// place is where the window was last, as it is when not maximised.
type place struct {
	X         int  `json:"x"`
	Y         int  `json:"y"`
	W         int  `json:"w"`
	H         int  `json:"h"`
	Known     bool `json:"known"` // whether X and Y mean something; without it the window is centred
	Maximised bool `json:"maximised"`
}

// loadPlace reads the remembered place; a first start and an unreadable value give the preferred size, centred.
func loadPlace(ctx context.Context, state windowState) (place, error) {
	preferred := place{W: preferredWidth, H: preferredHeight}
	text, err := state.Setting(ctx, placeKey)
	if err != nil {
		return preferred, fmt.Errorf("read window place: %w", err)
	}
	if text == "" {
		return preferred, nil
	}
	var p place
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return preferred, fmt.Errorf("read window place: %w", err)
	}
	p.W, p.H = max(p.W, smallestWidth), max(p.H, smallestHeight)
	return p, nil
}

// savePlace remembers p for the next start.
func savePlace(ctx context.Context, state windowState, p place) error {
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("save window place: %w", err)
	}
	if err := state.SetSetting(ctx, placeKey, string(text)); err != nil {
		return fmt.Errorf("save window place: %w", err)
	}
	return nil
}

// clamp fits p wholly into the screen it shares the most area with, or centres it on the first one when it touches
// none. Without screens p comes back as it is.
func clamp(p place, screens []rect) place {
	if len(screens) == 0 {
		return p
	}
	best, most := screens[0], 0
	for _, s := range screens {
		if a := overlap(p, s); a > most {
			best, most = s, a
		}
	}
	p.W, p.H = min(p.W, best.W), min(p.H, best.H)
	if !p.Known || most == 0 {
		p.X, p.Y = best.X+(best.W-p.W)/2, best.Y+(best.H-p.H)/2
		return p
	}
	p.X = min(max(p.X, best.X), best.X+best.W-p.W)
	p.Y = min(max(p.Y, best.Y), best.Y+best.H-p.H)
	return p
}

// overlap is the area p and s share, in square pixels.
func overlap(p place, s rect) int {
	w := min(p.X+p.W, s.X+s.W) - max(p.X, s.X)
	h := min(p.Y+p.H, s.Y+s.H) - max(p.Y, s.Y)
	return max(w, 0) * max(h, 0)
}
