package registry_test

import (
	"testing"

	"whittle/backend/builder/registry"
)

func BenchmarkOpen(b *testing.B) {
	openPack(b)
	for b.Loop() {
		if _, err := registry.Open(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecodeRecharts reads a large library for the first time.
func BenchmarkDecodeRecharts(b *testing.B) {
	openPack(b)
	for b.Loop() {
		b.StopTimer()
		p := openPack(b)
		b.StartTimer()
		code, err := p.Code(p.Module("recharts"))
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(code)))
	}
}

// BenchmarkReadRecharts reads it again.
func BenchmarkReadRecharts(b *testing.B) {
	p := openPack(b)
	for b.Loop() {
		if _, err := p.Code(p.Module("recharts")); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIconBodyFirst(b *testing.B) {
	openPack(b)
	for b.Loop() {
		b.StopTimer()
		p := openPack(b)
		b.StartTimer()
		if _, err := p.IconBody(p.Icons("lucide-react"), []string{"Github", "HomeIcon", "Check", "X"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIconBody(b *testing.B) {
	p := openPack(b)
	size := 0
	for b.Loop() {
		body, err := p.IconBody(p.Icons("lucide-react"), []string{"Github", "HomeIcon", "Check", "X"})
		if err != nil {
			b.Fatal(err)
		}
		size = len(body)
	}
	b.ReportMetric(float64(size), "bytes")
}
