// Command serve runs the stand-in for OpenRouter as a process and prints its address and a key it takes.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"

	"whittle/backend/ai/openroutertest"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:9090", "address to listen on; port 0 takes a free one")
	pace := flag.String("speed", "real", "real, fast (no waiting), or a factor such as 5")
	flag.Parse()
	speed, err := factor(*pace)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("OPENROUTER_BASE_URL=http://%s/api/v1 OPENROUTER_API_KEY=%s\n", listener.Addr(), openroutertest.Key)
	log.Fatal(http.Serve(listener, openroutertest.New(openroutertest.Options{Speed: speed})))
}

func factor(pace string) (float64, error) {
	switch pace {
	case "real":
		return 1, nil
	case "fast":
		return 0, nil
	}
	speed, err := strconv.ParseFloat(pace, 64)
	if err != nil || speed < 0 {
		return 0, fmt.Errorf("--speed takes real, fast or a factor, not %q", pace)
	}
	return speed, nil
}
