package ai

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"

	"whittle/backend"
)

// unreached makes the failure of a call that got no answer, or whose answer broke off.
func (t target) unreached(err error) *failure {
	message, retry := t.unreachedSentence(err)
	return &failure{err: &backend.Error{Code: backend.Unavailable, Message: message, Err: cleaned{t, err}}, retry: retry}
}

func (t target) unreachedSentence(err error) (message string, retry bool) {
	var (
		dns     *net.DNSError
		op      *net.OpError
		record  tls.RecordHeaderError
		cert    *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		timeout net.Error
	)
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "There is no server called " + t.url.Hostname() + ". Check the address and the network connection.", false
	case errors.As(err, &dns):
		return "The address of " + t.url.Hostname() + " could not be looked up. Check the network connection.", true
	case errors.As(err, &record), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return t.BaseURL + " answers without encryption. Write http:// instead of https:// if you trust this network.", false
	case errors.As(err, &cert), errors.As(err, &unknown):
		return "The certificate of " + t.url.Host + " is not trusted, so nothing was sent. Check the address and this computer's clock.", false
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return t.BaseURL + " does not answer in time. Check the address and the network connection.", true
	case errors.As(err, &op) && op.Op == "dial" && t.private:
		return "Nothing answers at " + t.BaseURL + ". Start the server and try again.", false
	case errors.As(err, &op) && op.Op == "dial":
		return "Nothing answers at " + t.BaseURL + ". Check the address and the network connection.", false
	}
	return "The connection to " + t.name + " broke off. Try again.", true
}

// cleaned is a cause whose text holds no key: addresses that a person typed may contain one.
type cleaned struct {
	target
	err error
}

func (c cleaned) Error() string { return c.quote(c.err.Error()) }
func (c cleaned) Unwrap() error { return c.err }
