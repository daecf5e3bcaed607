package main

import (
	"context"
	"errors"
	"testing"
)

func TestClamp(t *testing.T) {
	left, right := rect{0, 0, 1920, 1040}, rect{1920, 0, 1280, 1000}
	at := func(x, y, w, h int) place { return place{X: x, Y: y, W: w, H: h, Known: true} }
	cases := []struct {
		name    string
		in      place
		screens []rect
		want    place
	}{
		{"fits", at(100, 50, 1280, 800), []rect{left, right}, at(100, 50, 1280, 800)},
		{"over the edge", at(-200, 900, 1280, 800), []rect{left}, at(0, 240, 1280, 800)},
		{"mostly on the second", at(1800, 0, 1000, 800), []rect{left, right}, at(1920, 0, 1000, 800)},
		{"second is gone", at(2000, 100, 1000, 800), []rect{left}, at(460, 120, 1000, 800)},
		{"larger than the screen", at(1920, 0, 1600, 1200), []rect{left, right}, at(1920, 0, 1280, 1000)},
		{"no place known", place{W: 1280, H: 800}, []rect{left}, place{X: 320, Y: 120, W: 1280, H: 800}},
		{"no screens", at(1, 2, 3, 4), nil, at(1, 2, 3, 4)},
		{"maximised stays so", place{W: 900, H: 600, Maximised: true}, []rect{right}, place{X: 2110, Y: 200, W: 900, H: 600, Maximised: true}},
	}
	for _, c := range cases {
		if got := clamp(c.in, c.screens); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// settings is a windowState in memory.
type settings struct {
	values map[string]string
	err    error
}

func (s settings) Setting(_ context.Context, key string) (string, error) { return s.values[key], s.err }

func (s settings) SetSetting(_ context.Context, key, value string) error {
	s.values[key] = value
	return s.err
}

func TestPlaceIsKept(t *testing.T) {
	s := settings{values: map[string]string{}}
	want := place{X: -20, Y: 30, W: 900, H: 700, Known: true, Maximised: true}
	if err := savePlace(t.Context(), s, want); err != nil {
		t.Fatal(err)
	}
	if got, err := loadPlace(t.Context(), s); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
}

func TestPlaceOfAFirstStart(t *testing.T) {
	preferred := place{W: preferredWidth, H: preferredHeight}
	cases := []struct {
		name   string
		state  settings
		want   place
		failed bool
	}{
		{"none", settings{}, preferred, false},
		{"torn", settings{values: map[string]string{placeKey: `{"w":`}}, preferred, true},
		{"unreadable", settings{err: errors.New("disk")}, preferred, true},
		{"too small", settings{values: map[string]string{placeKey: `{"w":3,"h":4}`}}, place{W: smallestWidth, H: smallestHeight}, false},
	}
	for _, c := range cases {
		got, err := loadPlace(t.Context(), c.state)
		if got != c.want || (err != nil) != c.failed {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}
