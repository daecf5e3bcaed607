// Command serve runs the stand-in for the npm registry and CDNs as a process and prints where to find it.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"

	"whittle/backend/builder/mirror/cdntest"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:9091", "loopback address to listen on; port 0 takes a free one")
	modules := flag.String("modules", "", "hand out the packages installed in `FOLDER` too, a node_modules")
	flag.Parse()
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("WHITTLE_NPM_REGISTRY=http://%s/npm WHITTLE_CDN=http://%[1]s/cdn\n", listener.Addr())
	server := cdntest.New()
	server.Install(*modules)
	log.Fatal(http.Serve(listener, server))
}
