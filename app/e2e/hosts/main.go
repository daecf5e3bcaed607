// Command hosts stands for the hosts of the internet in tests: whatever name it is asked by, over http and https. It
// prints one line with its ports, then one for every request it hears, as JSON.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// heard is what a request looked like.
type heard struct {
	Host   string `json:"host"`
	Method string `json:"method"`
	Path   string `json:"path"`
	Event  string `json:"event,omitempty"` // closed, when the other side hung up
}

var printing sync.Mutex

func say(v any) {
	printing.Lock()
	defer printing.Unlock()
	_ = json.NewEncoder(os.Stdout).Encode(v)
}

func main() {
	log.SetFlags(0)
	ca := flag.String("ca", "", "`FILE` that gets the certificate")
	ip := flag.String("ip", "127.0.0.2", "address to listen on")
	flag.Parse()
	certificate, text, err := certify()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*ca, text, 0o600); err != nil {
		log.Fatal(err)
	}
	plain, port := listen(*ip)
	safe, safePort := listen(*ip)
	mux := routes()
	go serve(tls.NewListener(safe, &tls.Config{Certificates: []tls.Certificate{certificate}}), mux)
	say(map[string]string{"http": port, "https": safePort})
	serve(plain, mux)
}

func listen(ip string) (net.Listener, string) {
	listener, err := net.Listen("tcp", ip+":0")
	if err != nil {
		log.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return listener, port
}

func serve(listener net.Listener, handler http.Handler) {
	server := &http.Server{ErrorLog: log.New(io.Discard, "", 0), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.Host)
		say(heard{Host: host, Method: r.Method, Path: r.URL.RequestURI()})
		handler.ServeHTTP(w, r)
	})}
	log.Fatal(server.Serve(listener))
}

func routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"host": r.Host, "q": r.FormValue("q")})
	})
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"method": r.Method, "type": r.Header.Get("Content-Type"), "body": string(body),
			"own": r.Header.Get("X-Own"), "cookie": r.Header.Get("Cookie"), "origin": r.Header.Get("Origin")})
	})
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code"))
		w.WriteHeader(code)
		fmt.Fprintf(w, "status %d", code)
	})
	mux.HandleFunc("/bytes", func(w http.ResponseWriter, r *http.Request) {
		size, _ := strconv.Atoi(r.FormValue("size"))
		piece := make([]byte, size)
		for i := range piece {
			piece[i] = byte(i)
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = w.Write(piece)
	})
	t := teller{make(chan struct{})}
	mux.HandleFunc("/stream", t.stream)
	mux.HandleFunc("/step", t.step)
	mux.HandleFunc("/events", events)
	mux.HandleFunc("/to", func(w http.ResponseWriter, r *http.Request) {
		target, _ := url.Parse(r.FormValue("at"))
		http.Redirect(w, r, target.String(), http.StatusFound)
	})
	mux.HandleFunc("/picture.png", func(w http.ResponseWriter, r *http.Request) {
		picture := image.NewRGBA(image.Rect(0, 0, 12, 8))
		for i := range 96 {
			picture.Set(i%12, i/12, color.RGBA{0x10, 0x66, 0x77, 0xff})
		}
		w.Header().Set("Content-Type", "image/png")
		_ = png.Encode(w, picture)
	})
	mux.HandleFunc("/style.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		_, _ = io.WriteString(w, "h1 { background-image: url(picture.png?by=style); color: rgb(1, 2, 3) }")
	})
	return mux
}

// teller sends a word of a stream for every call of /step.
type teller struct{ steps chan struct{} }

func (t teller) step(http.ResponseWriter, *http.Request) { t.steps <- struct{}{} }

func (t teller) stream(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.Host)
	for i := range 3 {
		fmt.Fprintf(w, "word%d ", i)
		w.(http.Flusher).Flush()
		select {
		case <-t.steps:
		case <-r.Context().Done():
			say(heard{Host: host, Path: "/stream", Event: "closed"})
			return
		}
	}
}

func events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	_, _ = io.WriteString(w, "retry: 600000\n\nid: 7\ndata: one\ndata: two\n\nevent: named\ndata: three\n\n")
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// certify makes a certificate for every name under example.com and example.org, and its text.
func certify() (tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Stand-in"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		DNSNames: strings.Fields("*.example.com *.example.org"), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, text, nil
}
