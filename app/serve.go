package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/api"
	"whittle/backend/preview"
	"whittle/frontend"
)

// drainTime is how long a stopping listener waits for requests under way.
const drainTime = 3 * time.Second

type served struct {
	URL    string `json:"url"`
	Ticket string `json:"ticket"`
}

func newServe(o *options) *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the UI and the API on a loopback address",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runServe(cmd, o, addr) },
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8787", "loopback `HOST:PORT` to listen on; port 0 takes a free one")
	return cmd
}

func runServe(cmd *cobra.Command, o *options, addr string) error {
	listener, err := listenLoopback(addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	ctx := cmd.Context()
	log := newLog(cmd.ErrOrStderr(), slog.LevelInfo)
	return alone(o, func() error {
		p, err := assemble(ctx, o, log)
		if err != nil {
			return err
		}
		defer p.Close()
		p.chat.Start(ctx)
		defer p.warm(ctx)()
		ticket := rand.Text()
		here := served{URL: fmt.Sprintf("http://%s/#ticket=%s", listener.Addr(), ticket), Ticket: ticket}
		if err := o.print(cmd, here, func(w io.Writer) {
			fmt.Fprintf(w, "Whittle is at %s\nThe address holds its ticket: open it as it is. Ctrl C stops it.\n", here.URL)
		}); err != nil {
			return err
		}
		return serve(ctx, listener, p.door(ticket, "", hostsOf(listener.Addr())))
	})
}

// alone runs fn while no other window or listener has this library open.
func alone(o *options, fn func() error) error {
	dir, err := o.folder()
	if err != nil {
		return err
	}
	release, running, err := acquire(dir)
	if err != nil {
		return libraryFailed(err)
	}
	if running {
		return backend.Errorf(backend.Conflict, "Whittle is already open on %s. Close it, or choose another folder with --data DIR.", dir)
	}
	defer release()
	return fn()
}

func listenLoopback(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usageErrorf("--addr %s is not HOST:PORT, such as 127.0.0.1:8787.", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, usageErrorf("--addr %s can be reached from other computers. Use 127.0.0.1:PORT.", addr)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, backend.Errorf(backend.Conflict, "Cannot listen on %s: %w. Choose another with --addr 127.0.0.1:0.", addr, err)
	}
	return listener, nil
}

// hostsOf lists the Host headers a browser sends for this listener.
func hostsOf(addr net.Addr) []string {
	_, port, _ := net.SplitHostPort(addr.String())
	return []string{addr.String(), net.JoinHostPort("localhost", port), net.JoinHostPort("127.0.0.1", port)}
}

// door builds the one door. In the window origin is its own scheme and there are no hosts; a listener has hosts only.
func (p *program) door(ticket, origin string, hosts []string) http.Handler {
	return api.New(api.Config{
		Store: p.store, Library: p.library, Chat: p.chat, Calls: p.calls, Gateway: p.gateway, Egress: p.egress, Builder: p.builder, Mirror: p.mirror, Fetches: p.fetches, Compiles: p.compiles, Licenses: programLicenses,
		Preview: preview.NewHost(p.seedWith(dialogsOf(origin))), Bus: p.bus, Connector: p.connector, UI: frontend.Files(), Policy: preview.ShellPolicy(origin),
		Hosts: hosts, Ticket: ticket, DataDir: p.dataDir, Version: version, Now: time.Now, Log: p.log.With("room", "api"),
	})
}

func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(drain); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
