package backend_test

import (
	"encoding/json"
	"testing"

	"whittle/backend"
)

func TestPico_text(t *testing.T) {
	for _, c := range []struct {
		in   string
		want backend.Pico
		out  string
	}{
		{"0", 0, "0"},
		{"0.000106", 106_000_000, "0.000106"},
		{"1.06e-4", 106_000_000, "0.000106"},
		{"0.000000005", 5000, "0.000000005"},
		{"-1", -1_000_000_000_000, "-1"},
		{"12.5", 12_500_000_000_000, "12.5"},
		{"0.0000000000005", 1, "0.000000000001"}, // half a pico rounds away from zero
		{" 2 ", 2_000_000_000_000, "2"},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, err := backend.ParseUSD(c.in)
			if err != nil || got != c.want {
				t.Fatalf("ParseUSD(%q) = %d, %v; want %d", c.in, got, err, c.want)
			}
			if got.USD() != c.out {
				t.Errorf("USD() = %s, want %s", got.USD(), c.out)
			}
			raw, err := json.Marshal(got)
			if err != nil || string(raw) != `"`+c.out+`"` {
				t.Errorf("JSON is %s, %v", raw, err)
			}
			var back backend.Pico
			if err := json.Unmarshal(raw, &back); err != nil || back != got {
				t.Errorf("read back %d, %v", back, err)
			}
		})
	}
}

func TestParseUSD_refuses(t *testing.T) {
	for _, in := range []string{"", "abc", "1,5", "NaN", "Inf", "99999999999"} {
		if v, err := backend.ParseUSD(in); backend.ErrorCode(err) != backend.Invalid {
			t.Errorf("ParseUSD(%q) = %d, %v; want an invalid error", in, v, err)
		}
	}
}
