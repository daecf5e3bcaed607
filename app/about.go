package main

import (
	_ "embed"

	"github.com/klauspost/compress/zstd"
)

//go:embed licenses.json.zst
var packedLicenses []byte // made by app/licenses

// programLicenses returns the licences of what the program itself is made of, as JSON.
func programLicenses() ([]byte, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	return decoder.DecodeAll(packedLicenses, nil)
}
