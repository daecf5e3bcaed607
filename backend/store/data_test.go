package store_test

import (
	"strings"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

func TestStore_SetAppData(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	text := func(v string) *string { return &v }
	for _, step := range []struct {
		name  string
		clear bool
		set   map[string]*string
		code  backend.Code
		want  map[string]string
	}{
		{name: "None", want: map[string]string{}},
		{name: "Set", set: map[string]*string{"a": text("1"), "b": text(""), "": text("no name")}, want: map[string]string{"a": "1", "b": "", "": "no name"}},
		{name: "ChangeAndDelete", set: map[string]*string{"a": text("2"), "b": nil, "never": nil}, want: map[string]string{"a": "2", "": "no name"}},
		{name: "ErrTooMuch", clear: true, set: map[string]*string{"big": text(strings.Repeat("ü", store.MaxAppData/2))}, code: backend.Invalid, want: map[string]string{"a": "2", "": "no name"}},
		{name: "ClearAndSet", clear: true, set: map[string]*string{"c": text("3")}, want: map[string]string{"c": "3"}},
		{name: "JustFits", clear: true, set: map[string]*string{"k": text(strings.Repeat("x", store.MaxAppData-1))}, want: map[string]string{"k": strings.Repeat("x", store.MaxAppData-1)}},
		{name: "Clear", clear: true, want: map[string]string{}},
	} {
		t.Run(step.name, func(t *testing.T) {
			wantCode(t, s.SetAppData(t.Context(), backend.LocalOwner, a.ID, step.clear, step.set), step.code)
			got, err := s.AppData(t.Context(), a.ID)
			wantCode(t, err, "")
			wantEqual(t, got, step.want)
		})
	}
	wantCode(t, s.SetAppData(t.Context(), "other", a.ID, true, nil), backend.NotFound)
}

func TestStore_Grants(t *testing.T) {
	s := setup(t)
	a := s.mustCreateApp(t, "Mine")
	for i, state := range []backend.GrantState{backend.GrantAsk, backend.GrantAllowed, backend.GrantDenied, backend.GrantAsk} {
		wantCode(t, s.SetGrant(t.Context(), backend.LocalOwner, a.ID, backend.GrantAI, state, int64(i)), "")
		got, err := s.FindGrant(t.Context(), a.ID, backend.GrantAI)
		wantCode(t, err, "")
		wantEqual(t, got, state)
	}
	wantCode(t, s.SetGrant(t.Context(), backend.LocalOwner, a.ID, backend.GrantAI, "maybe", 1), backend.Invalid)
	wantCode(t, s.SetGrant(t.Context(), "other", a.ID, backend.GrantAI, backend.GrantAllowed, 1), backend.NotFound)
}

func TestStore_Usage(t *testing.T) {
	s := setup(t)
	row := func(owner, app string, at int64) backend.UsageRow {
		return backend.UsageRow{
			ID: backend.NewID(), Owner: owner, Purpose: backend.PurposeApp, AppID: app, Model: "m", CreatedAt: at,
			Usage: backend.Usage{PromptTokens: 10, CompletionTokens: 5, Cost: 3_000_000_000_000, CostSource: backend.CostReported},
		}
	}
	one := row(backend.LocalOwner, "app-a", 1000)
	for _, u := range []backend.UsageRow{one, row(backend.LocalOwner, "app-a", 2000), row(backend.LocalOwner, "", 3000), row("other", "app-a", 3000)} {
		wantCode(t, s.RecordUsage(t.Context(), u), "")
	}
	for _, c := range []struct {
		name   string
		filter store.UsageFilter
		calls  int
	}{
		{"All", store.UsageFilter{Owner: backend.LocalOwner}, 3},
		{"OfApp", store.UsageFilter{Owner: backend.LocalOwner, AppID: "app-a"}, 2},
		{"Since", store.UsageFilter{Owner: backend.LocalOwner, Since: 2000}, 2},
		{"OfAppSince", store.UsageFilter{Owner: backend.LocalOwner, AppID: "app-a", Since: 2000}, 1},
		{"OfPurpose", store.UsageFilter{Owner: backend.LocalOwner, AppID: "app-a", Purpose: backend.PurposeApp}, 2},
		{"OfAnotherPurpose", store.UsageFilter{Owner: backend.LocalOwner, AppID: "app-a", Purpose: backend.PurposeBuild}, 0},
		{"None", store.UsageFilter{Owner: "nobody"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := s.SumUsage(t.Context(), c.filter)
			wantCode(t, err, "")
			wantEqual(t, got, backend.UsageTotal{Calls: c.calls, PromptTokens: 10 * c.calls, CompletionTokens: 5 * c.calls, Cost: backend.Pico(c.calls) * 3_000_000_000_000})
		})
	}
	t.Run("ErrTwice", func(t *testing.T) {
		wantCode(t, s.RecordUsage(t.Context(), one), backend.Conflict)
	})
	t.Run("ErrPurpose", func(t *testing.T) {
		u := row(backend.LocalOwner, "", 1)
		u.Purpose = "fun"
		wantCode(t, s.RecordUsage(t.Context(), u), backend.Invalid)
	})
}

func TestStore_RecordUsageKeepsEveryField(t *testing.T) {
	s := setup(t)
	var u backend.UsageRow
	fill(&u)
	u.Purpose, u.CostSource = backend.PurposeBuild, backend.CostFree
	must(t, s.RecordUsage(t.Context(), u))
	rows, err := s.Reader().Query("SELECT * FROM usage")
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	values, dest := make([]string, len(columns)), make([]any, len(columns))
	for i := range dest {
		dest[i] = &values[i]
	}
	if !rows.Next() {
		t.Fatal("no row")
	}
	must(t, rows.Scan(dest...))
	for i, value := range values {
		if value == "" || value == "0" {
			t.Errorf("%s is %q", columns[i], value)
		}
	}
}
