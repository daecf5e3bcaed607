package mirror

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"whittle/backend"
)

const mostRedirects = 5

// wanted is one thing to download.
type wanted struct {
	address string
	name    string    // as the person knows it
	accept  string    // media types; empty for any
	want    integrity // when known, the bytes decide and not where they come from
	limit   int64     // bytes
	ours    bool      // whether address lies below the configured registry
	report  func(received, total int64)
}

// answer is a body that is read under a watch for silence.
type answer struct {
	io.Reader
	total int64 // 0 when unknown
	stop  func()
}

// get begins a download. The caller calls stop.
func (m *Mirror) get(ctx context.Context, w wanted) (*answer, error) {
	at, err := url.Parse(w.address)
	if err != nil {
		return nil, backend.Errorf(backend.Invalid, "%q is not an address.", clip(w.address))
	}
	first := at.Host
	watched, cancel := context.WithCancelCause(ctx)
	silence := time.AfterFunc(m.config.Stall, func() { cancel(errStalled) })
	stop := func() { silence.Stop(); cancel(nil) }
	for range mostRedirects {
		response, err := m.ask(watched, at, w)
		if err != nil {
			defer stop()
			return nil, unreachable(watched, at.Hostname(), err)
		}
		next, err := redirect(response, at)
		if next == nil && err == nil {
			body, err := w.body(watched, response, at)
			if err != nil {
				response.Body.Close()
				stop()
				return nil, err
			}
			reader := &watchedReader{ctx: watched, from: response.Body, host: at.Hostname(), silence: silence, after: m.config.Stall}
			body.Reader = reader
			body.stop = func() { response.Body.Close(); stop() }
			return body, nil
		}
		response.Body.Close()
		if err == nil && next.Host != first && !w.want.known() {
			err = backend.Errorf(backend.Forbidden, "%s sends on to %s, which is not what the app names. Nothing was fetched.", first, clip(next.Host))
		}
		if err != nil {
			stop()
			return nil, err
		}
		at, w.ours = next, w.ours && next.Host == first
	}
	stop()
	return nil, backend.Errorf(backend.Unavailable, "%s sends on and on, so nothing was fetched.", first)
}

// ask sends one request, to the stand-in when there is one.
func (m *Mirror) ask(ctx context.Context, at *url.URL, w wanted) (*http.Response, error) {
	if !w.ours {
		if err := checkAddress(at); err != nil {
			return nil, err
		}
	}
	target := at.String()
	if m.config.CDN != "" && !w.ours {
		target = m.config.CDN + "/" + at.Host + at.RequestURI()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (compatible; Whittle)") // font hosts answer unknown programs with old formats
	if w.accept != "" {
		r.Header.Set("Accept", w.accept)
	} else {
		r.Header.Set("Accept-Encoding", "identity") // the hash is of what travels
	}
	return m.client.Do(r)
}

// redirect returns where an answer sends on to, nil when it is the end of the way.
func redirect(r *http.Response, from *url.URL) (*url.URL, error) {
	switch r.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	next, err := from.Parse(r.Header.Get("Location"))
	if err != nil {
		return nil, backend.Errorf(backend.Unavailable, "%s sends on to no address, so nothing was fetched.", from.Hostname())
	}
	return next, nil
}

// body checks the head of an answer.
func (w wanted) body(ctx context.Context, r *http.Response, at *url.URL) (*answer, error) {
	switch {
	case r.StatusCode == http.StatusNotFound, r.StatusCode == http.StatusGone:
		return nil, backend.Errorf(backend.NotFound, "There is no %s at %s. Correct the name in the app, or do without it.", w.name, at.Hostname())
	case r.StatusCode == http.StatusTooManyRequests:
		return nil, backend.Errorf(backend.RateLimited, "%s has had enough requests for now. Wait a minute and try again.", at.Hostname())
	case r.StatusCode != http.StatusOK:
		return nil, backend.Errorf(backend.Unavailable, "%s does not hand out %s now (it says %d). Try again later; the app opens as soon as it is here.",
			at.Hostname(), w.name, r.StatusCode)
	case r.ContentLength > w.limit:
		return nil, tooLarge(w.name, w.limit)
	}
	return &answer{total: max(r.ContentLength, 0)}, nil
}

func tooLarge(name string, limit int64) error {
	return backend.Errorf(backend.Invalid, "%s is larger than the %d MB that Whittle takes. Nothing of it was kept.", name, max(limit>>20, 1))
}

// errStalled is why a silent connection ends.
var errStalled = errors.New("the server sends nothing")

// unreachable puts a failed connection into words.
func unreachable(ctx context.Context, host string, err error) error {
	var known *backend.Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(context.Cause(ctx), errStalled):
		return &backend.Error{Code: backend.Unavailable, Err: err,
			Message: host + " has stopped sending. Nothing was kept. Try again; the app opens as soon as it is here."}
	case ctx.Err() != nil:
		return context.Canceled
	}
	return &backend.Error{Code: backend.Unavailable, Err: err,
		Message: host + " cannot be reached. Connect to the network and try again; the app opens as soon as it is here."}
}

// watchedReader ends a body that stays silent, and one that breaks off, with a sentence.
type watchedReader struct {
	ctx     context.Context
	from    io.Reader
	host    string
	silence *time.Timer
	after   time.Duration
}

func (r *watchedReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	r.silence.Reset(r.after)
	if err == nil || err == io.EOF {
		return n, err
	}
	if r.ctx.Err() == nil {
		return n, &backend.Error{Code: backend.Unavailable, Err: err,
			Message: "The connection to " + r.host + " broke off. Nothing was kept. Try again; the app opens as soon as it is here."}
	}
	return n, unreachable(r.ctx, r.host, err)
}

// downloaded is a file whose hash is the one that was asked for.
type downloaded struct {
	path      string
	integrity string
	size      int64
}

// download brings a file into folder. Nothing is left there when it fails.
func (m *Mirror) download(ctx context.Context, w wanted, folder string) (d downloaded, err error) {
	body, err := m.get(ctx, w)
	if err != nil {
		return d, err
	}
	defer body.stop()
	file, err := os.CreateTemp(folder, "download-*")
	if err != nil {
		return d, diskFailed(err)
	}
	defer func() {
		err = errors.Join(err, file.Close())
		if err != nil {
			_ = os.Remove(file.Name()) // the folder goes anyway
		}
	}()
	sum := newSummer(w.want)
	out := &reporter{to: io.MultiWriter(file, sum), total: body.total, report: w.report}
	size, err := io.Copy(out, io.LimitReader(body, w.limit+1))
	switch {
	case out.err != nil:
		return d, diskFailed(out.err)
	case err != nil:
		return d, err
	case size > w.limit:
		return d, tooLarge(w.name, w.limit)
	case !sum.fits():
		return d, backend.Errorf(backend.Invalid, "%s did not arrive as it was published: its hash is another. Nothing was kept. Try again; if it stays so, do without it.", w.name)
	}
	return downloaded{path: file.Name(), integrity: sum.text(), size: size}, nil
}

// reporter passes on what is written and says how much it was.
type reporter struct {
	to              io.Writer
	received, total int64
	report          func(received, total int64)
	err             error // of writing, to tell it from one of reading
}

func (r *reporter) Write(p []byte) (int, error) {
	n, err := r.to.Write(p)
	r.received += int64(n)
	if err != nil {
		r.err = fmt.Errorf("write download: %w", err)
		return n, r.err
	}
	if r.report != nil {
		r.report(r.received, r.total)
	}
	return n, nil
}
