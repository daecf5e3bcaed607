package backend

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Pico is money in integer pico-USD (1e-12 USD); the smallest listed price per token is 5000 of them.
// In JSON it is a decimal string in USD, such as "0.000106".
type Pico int64

const picoDigits = 12

// ParseUSD reads a decimal amount of USD, exponent allowed; digits beyond a pico are rounded half away from zero.
func ParseUSD(s string) (Pico, error) {
	r, ok := new(big.Rat).SetString(strings.TrimSpace(s))
	if !ok {
		return 0, Errorf(Invalid, "%q is not an amount of money.", s)
	}
	scaled := r.Mul(r, new(big.Rat).SetInt64(1e12))
	n, err := strconv.ParseInt(scaled.FloatString(0), 10, 64)
	if err != nil {
		return 0, Errorf(Invalid, "%q is too large an amount of money.", s)
	}
	return Pico(n), nil
}

// USD returns the amount in USD as a decimal without trailing zeros: "0", "0.000106", "-1.5".
func (p Pico) USD() string {
	sign, n := "", int64(p)
	if n < 0 {
		sign, n = "-", -n
	}
	whole, part := n/1e12, n%1e12
	frac := strings.TrimRight(fmt.Sprintf("%0*d", picoDigits, part), "0")
	if frac == "" {
		return sign + strconv.FormatInt(whole, 10)
	}
	return sign + strconv.FormatInt(whole, 10) + "." + frac
}

// MarshalText writes the decimal string of USD.
func (p Pico) MarshalText() ([]byte, error) { return []byte(p.USD()), nil }

// UnmarshalText reads what MarshalText writes.
func (p *Pico) UnmarshalText(b []byte) error {
	v, err := ParseUSD(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}
