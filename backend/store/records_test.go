package store_test

import (
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func TestStore_WriteAppRecords(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	text := func(v string) *string { return &v }
	for _, step := range []struct {
		name    string
		patches []store.RecordPatch
		code    backend.Code
		want    map[string]string
	}{
		{name: "None", want: map[string]string{}},
		{name: "Set", patches: []store.RecordPatch{{Set: map[string]*string{`["a"]`: text("1"), `["a","s",1]`: text("2"), `["ab","s",1]`: text("3")}}},
			want: map[string]string{`["a"]`: "1", `["a","s",1]`: "2", `["ab","s",1]`: "3"}},
		{name: "InOrder", patches: []store.RecordPatch{
			{Set: map[string]*string{`["a","s",2]`: text("x"), `["a","s",1]`: nil}},
			{Clear: []string{`["a","s",`}, Set: map[string]*string{`["a","s",3]`: text("y")}},
		}, want: map[string]string{`["a"]`: "1", `["a","s",3]`: "y", `["ab","s",1]`: "3"}},
		{name: "ErrTooMuch", code: backend.Invalid, patches: []store.RecordPatch{
			{Clear: []string{`["a"`}}, {Set: map[string]*string{"big": text(strings.Repeat("ü", store.MaxAppRecords/2))}},
		}, want: map[string]string{`["a"]`: "1", `["a","s",3]`: "y", `["ab","s",1]`: "3"}},
		{name: "ClearDatabase", patches: []store.RecordPatch{{Clear: []string{`["a"`}}}, want: map[string]string{`["ab","s",1]`: "3"}},
		{name: "ClearEdges", patches: []store.RecordPatch{
			{Set: map[string]*string{"\U0010ffff": text("a"), "\U0010ffffz": text("b"), "b\ud7ff!": text("c"), "b\ue000": text("d"), "B": text("e")}},
			{Clear: []string{"b\ud7ff", "\U0010ffff", "b%", "b_"}}},
			want: map[string]string{`["ab","s",1]`: "3", "b\ue000": "d", "B": "e"}},
		{name: "ClearAll", patches: []store.RecordPatch{{Clear: []string{""}}}, want: map[string]string{}},
	} {
		t.Run(step.name, func(t *testing.T) {
			wantCode(t, s.WriteAppRecords(t.Context(), backend.LocalOwner, a.ID, step.patches), step.code)
			got, err := s.AppRecords(t.Context(), a.ID)
			wantCode(t, err, "")
			wantEqual(t, got, step.want)
		})
	}
	wantCode(t, s.WriteAppRecords(t.Context(), "other", a.ID, nil), backend.NotFound)
}

func TestStore_DuplicateAppCopiesRecords(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	value := "kept"
	wantCode(t, s.WriteAppRecords(t.Context(), backend.LocalOwner, a.ID, []store.RecordPatch{{Set: map[string]*string{"k": &value}}}), "")
	twin := newApp("Twin")
	wantCode(t, s.DuplicateApp(t.Context(), a.ID, twin, newVersion()), "")
	got, err := s.AppRecords(t.Context(), twin.ID)
	wantCode(t, err, "")
	wantEqual(t, got, map[string]string{"k": "kept"})
}
