package api

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"whittle/backend"
	"whittle/backend/egress"
)

type fetchForApp struct {
	AppPath
	RawBody []byte `contentType:"application/octet-stream" doc:"Length of a FetchRequest in JSON as four bytes, most significant first; that JSON; the body to send."`
}

// fetchRequest is what an app asks of a host; its body is that of the call.
type fetchRequest struct {
	ID       string      `json:"id" doc:"Made by the caller, to cancel it."`
	Method   string      `json:"method"`
	URL      string      `json:"url"`
	Headers  [][2]string `json:"headers"`
	Redirect string      `json:"redirect,omitempty" enum:"follow,error,manual"`
}

// Kinds of the pieces that a fetch answers with. A piece is its kind, the length of what follows as four bytes, most
// significant first, and that many bytes: JSON, or for data bytes of the response as they came. One answer is head,
// data any number of times, end; fail or ask may stand in the place of any of them and are the last. The answer is an
// HTTP body, so it streams wherever bodies do, and comes whole at its end where they do not (the window on Windows).
const (
	pieceHead = 'h' // fetchHead
	pieceData = 'd'
	pieceEnd  = 'e' // nothing
	pieceFail = 'f' // failure
	pieceAsk  = 'a' // fetchAsk
)

type fetchHead struct {
	Status     int         `json:"status"`
	StatusText string      `json:"status_text"`
	Headers    [][2]string `json:"headers"`
	URL        string      `json:"url"`
	Redirected bool        `json:"redirected"`
}

// fetchAsk says that the person was not asked about a host yet.
type fetchAsk struct {
	Host     string       `json:"host"`
	Local    bool         `json:"local"`
	Next     fetchRequest `json:"next"`
	WithBody bool         `json:"with_body"`
}

// fetchRoom is what the call may have beside the app's body, in bytes.
const fetchRoom = 1 << 20

func (s *Server) fetchRoutes() {
	op := s.operation(http.MethodPost, "/api/apps/{id}/fetch", "fetch-for-app", "Make an HTTP request for an app, to a host that the person allowed")
	op.Description = "Answers with pieces: one byte for the kind (h, d, e, f, a), four for the length, then JSON or bytes of the response."
	op.MaxBodyBytes = int64(egress.MaxRequest + fetchRoom)
	huma.Register(s.api, op, func(ctx context.Context, in *fetchForApp) (*huma.StreamResponse, error) {
		request, err := s.readFetch(ctx, in)
		if err != nil {
			return nil, s.failed(op.OperationID, err)
		}
		return &huma.StreamResponse{Body: func(h huma.Context) {
			_, w := humago.Unwrap(h)
			w.Header().Set("Content-Type", "application/octet-stream")
			s.fetch(ctx, request, pieces{w, http.NewResponseController(w)})
		}}, nil
	})
	perform(s, "DELETE", "/api/fetches/{id}", "cancel-fetch", "End a request of an app", func(_ context.Context, in *callPath) error {
		s.Egress.Cancel(in.ID)
		return nil
	})
}

func (s *Server) readFetch(ctx context.Context, in *fetchForApp) (egress.Request, error) {
	app, err := s.Library.App(ctx, ownerOf(ctx), in.ID)
	if err != nil {
		return egress.Request{}, err
	}
	r, content, err := splitFetch(in.RawBody)
	if err != nil {
		return egress.Request{}, backend.Errorf(backend.Invalid, "The request of the app cannot be read: %w.", err)
	}
	return egress.Request{
		ID: r.ID, App: app.Name, AppID: app.ID, Method: r.Method, URL: r.URL, Headers: r.Headers, Body: content, Redirect: r.Redirect,
	}, nil
}

// splitFetch takes the body of a call apart: what is asked, and what is to be sent.
func splitFetch(raw []byte) (r fetchRequest, content []byte, err error) {
	if len(raw) < 4 {
		return r, nil, io.ErrUnexpectedEOF
	}
	size, rest := binary.BigEndian.Uint32(raw), raw[4:]
	if uint64(size) > uint64(len(rest)) {
		return r, nil, io.ErrUnexpectedEOF
	}
	err = json.Unmarshal(rest[:size], &r)
	return r, rest[size:], err
}

// fetch makes the request and writes what comes of it. Nobody reads on when a write fails, so that ends it. Nobody is
// asked for a library that Whittle has itself.
func (s *Server) fetch(ctx context.Context, r egress.Request, out pieces) {
	if (r.Method == "" || r.Method == http.MethodGet) && s.fetchOwn(ctx, r.URL, out) {
		return
	}
	response, err := s.Egress.Do(ctx, r, func(ctx context.Context, host string, local bool) (backend.GrantState, error) {
		return s.Store.FindGrant(ctx, r.AppID, backend.HostGrant(host, local))
	})
	var ask *egress.Ask
	if errors.As(err, &ask) {
		next := fetchRequest{Method: ask.Next.Method, URL: ask.Next.URL, Headers: ask.Next.Headers, Redirect: ask.Next.Redirect}
		_ = out.json(pieceAsk, fetchAsk{ask.Host, ask.Local, next, len(ask.Next.Body) > 0})
		return
	}
	if err != nil {
		_ = out.json(pieceFail, s.failed("fetch-for-app", err))
		return
	}
	defer response.Body.Close()
	head := fetchHead{response.Status, response.StatusText, response.Headers, response.URL, response.Redirected}
	if out.json(pieceHead, head) == nil {
		s.copyPieces(out, response.Body)
	}
}

// fetchOwn answers with what the binary or the mirror has at an address, and says whether it has.
func (s *Server) fetchOwn(ctx context.Context, address string, out pieces) bool {
	content, media, ok := s.Builder.Address(ctx, address)
	if !ok {
		return false
	}
	head := fetchHead{http.StatusOK, "OK", [][2]string{{"content-length", strconv.Itoa(len(content))}, {"content-type", media}}, address, false}
	if out.json(pieceHead, head) == nil {
		s.copyPieces(out, bytes.NewReader(content))
	}
	return true
}

const largestPiece = 64 << 10

func (s *Server) copyPieces(out pieces, from io.Reader) {
	buffer := make([]byte, largestPiece)
	for {
		n, err := from.Read(buffer)
		if n > 0 && out.write(pieceData, buffer[:n]) != nil {
			return
		}
		switch {
		case err == io.EOF:
			_ = out.write(pieceEnd, nil)
			return
		case err != nil:
			_ = out.json(pieceFail, s.failed("fetch-for-app", err))
			return
		}
	}
}

// pieces writes pieces and sends each on its way at once where that can be done.
type pieces struct {
	w     io.Writer
	flush *http.ResponseController
}

func (p pieces) json(kind byte, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return p.write(kind, text)
}

func (p pieces) write(kind byte, content []byte) error {
	frame := binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(content)))
	if _, err := p.w.Write(append(frame, content...)); err != nil {
		return err
	}
	if err := p.flush.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}
