package egress_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// standinMark in the environment makes the test binary be a host that apps reach, in a process of its own.
const standinMark = "WHITTLE_EGRESS_STANDIN"

func TestMain(m *testing.M) {
	if os.Getenv(standinMark) != "" {
		beHost()
	}
	os.Exit(m.Run())
}

// standin starts a host on an address and returns its port. The test's end ends it.
func standin(t *testing.T, ip string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), standinMark+"="+ip)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// beHost serves until it is killed.
func beHost() {
	listener, err := net.Listen("tcp", os.Getenv(standinMark)+":0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	fmt.Println(port)
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", echo)
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code"))
		w.WriteHeader(code)
		fmt.Fprintf(w, "status %d", code)
	})
	mux.HandleFunc("/to", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.FormValue("code"))
		w.Header().Set("Location", r.FormValue("at"))
		w.WriteHeader(code)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		piece := make([]byte, 32<<10)
		for {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "begin")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/never", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/bomb", bomb)
	mux.HandleFunc("/packed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		pack := gzip.NewWriter(w)
		defer pack.Close()
		io.WriteString(pack, "unpacked, asked with "+r.Header.Get("Accept-Encoding"))
	})
	mux.HandleFunc("/huge-header", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Huge", strings.Repeat("x", 1<<20))
	})
	mux.HandleFunc("/cookie", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "a=1")
		w.Header().Set("X-Seen", r.Header.Get("Cookie"))
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, "half")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		for range time.Tick(5 * time.Millisecond) {
			if _, err := io.WriteString(w, "."); err != nil || r.Context().Err() != nil {
				return
			}
			w.(http.Flusher).Flush()
		}
	})
	mux.HandleFunc("/raw", func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, r.FormValue("text"))
	})
	_ = http.Serve(listener, mux)
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("X-Two", "words here")
	fmt.Fprintf(w, "%s %s host=%s ua=%s auth=%s cookie=%s origin=%s accept=%s type=%s own=%s body=%s", r.Method, r.URL, r.Host, r.UserAgent(),
		r.Header.Get("Authorization"), r.Header.Get("Cookie"), r.Header.Get("Origin"), r.Header.Get("Accept"), r.Header.Get("Content-Type"), r.Header.Get("X-Own"), body)
}

// bomb is a gigabyte of zeros in a megabyte.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	pack, zeros := gzip.NewWriter(w), make([]byte, 1<<20)
	for range 1024 {
		if _, err := pack.Write(zeros); err != nil {
			return
		}
	}
	_ = pack.Close()
}
