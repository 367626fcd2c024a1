package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/cache"
	"github.com/kilas-news/kilas/fetch/extract"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// codeError is an error that knows its code and hint.
type codeError struct{ code, message, hint string }

func (e *codeError) Error() string { return e.message }

// StatusError is an HTTP status that is no success. RetryAfter is what the
// server asked to wait, 0 if nothing.
type StatusError struct {
	URL        string
	Code       int
	RetryAfter time.Duration
}

func (e *StatusError) Error() string { return fmt.Sprintf("status %d", e.Code) }

// failed returns the one Item of a source that failed.
func failed(source string, err error) []Item {
	e := sourceError(source, err)
	return []Item{{Err: e}}
}

// sourceError says in one line, with a stable code and a hint, why a source
// failed.
func sourceError(source string, err error) *kilas.SourceError {
	code, message, hint := explain(err)
	name := clean.Line(source)
	if name == "-" {
		name = "standard input"
	}
	sep := ": "
	if strings.HasPrefix(message, "is ") || strings.HasPrefix(message, "has ") {
		sep = " "
	}
	return &kilas.SourceError{
		Schema: kilas.SchemaError, Source: source, Stage: "fetch", Code: code,
		Err: name + sep + clean.Line(message), Hint: hint,
	}
}

// explain maps an error to its code, message and hint.
func explain(err error) (string, string, string) {
	for _, read := range []func(error) (string, string, string){explainOwn, explainPage, explainFile, explainNetwork} {
		if code, message, hint := read(err); code != "" {
			return code, message, hint
		}
	}
	return "failed", err.Error(), ""
}

func explainOwn(err error) (string, string, string) {
	var own *codeError
	var status *StatusError
	switch {
	case errors.As(err, &own):
		return own.code, own.message, own.hint
	case errors.As(err, &status):
		return explainStatus(status)
	case errors.Is(err, cache.ErrNotKept):
		return errOffline.code, errOffline.message + " and has no copy", errOffline.hint
	case errors.Is(err, ErrTooLarge):
		return "too-large", err.Error(), "save the article alone in a file, or check that the address is that of an article"
	case errors.Is(err, errEncoding):
		return "bad-encoding", err.Error(), "the data is damaged; fetch it again, or save the page from a browser and give the file"
	}
	return "", "", ""
}

func explainStatus(e *StatusError) (string, string, string) {
	code := fmt.Sprintf("status-%d", e.Code)
	message := e.Error()
	switch {
	case e.Code == 401 || e.Code == 402:
		return "blocked", message + ": the site wants a login", "give your cookies of the site with --cookies FILE, or save the page from your browser and give the file"
	case e.Code == 403:
		return "blocked", message + ": the site refuses to show the page to programs", "try --browser, or save the page from your browser and give the file"
	case e.Code == 429:
		return "blocked", message + ": too many requests", "wait a while and try again with fewer --jobs"
	case e.Code == 451:
		return "blocked", message + ": not available here for legal reasons", "try another source of the story"
	case e.Code == 404 || e.Code == 410:
		return code, message + ": no such page", "check the address; the article may have moved or been removed"
	case e.Code >= 500:
		return code, message + ": the site has a fault", "try again later"
	}
	return code, message, "open the address in a browser to see what the site says"
}

func explainPage(err error) (string, string, string) {
	var blocked *extract.BlockedError
	switch {
	case errors.As(err, &blocked):
		return "blocked", blockedMessages[blocked.Reason][0], blockedMessages[blocked.Reason][1]
	case errors.Is(err, extract.ErrScripts):
		return "js-required", "the page builds its text with scripts", "try --browser, or save the page from your browser and give the file"
	case errors.Is(err, extract.ErrNoArticle):
		return "no-article", "no article on the page", "give the address of one article, not of a front page, a list or a video"
	case errors.Is(err, extract.ErrMarkup):
		return "bad-markup", err.Error(), "save the article's text in a file and give that"
	}
	return "", "", ""
}

// blockedMessages are message and hint by reason.
var blockedMessages = map[string][2]string{
	"challenge":  {"the site shows a check for robots instead of the article", "try --browser, or save the page from your browser and give the file"},
	"consent":    {"the site asks for consent before it shows the article", "accept it in your browser and give its cookies with --cookies FILE, or try --browser"},
	"login":      {"the site wants a login before it shows the article", "give your cookies of the site with --cookies FILE, or save the page from your browser and give the file"},
	"error-page": {"the site shows an error page instead of the article", "check the address; the article may have moved or been removed"},
}

func explainFile(err error) (string, string, string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "not-found", "no such file", "check the path; an address needs its scheme, as in https://example.com/news"
	case errors.Is(err, fs.ErrPermission):
		return "permission", "permission denied", "check that you may read it"
	case errors.Is(err, syscall.EISDIR):
		return "is-directory", "is a directory", "name the files in it"
	}
	return "", "", ""
}

func explainNetwork(err error) (string, string, string) {
	var dns *net.DNSError
	var address *privateError
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted", "interrupted", ""
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isTimeout(err):
		return "timeout", "no complete answer in time", "try again, or raise --timeout"
	case errors.As(err, &address):
		return "private-address", address.Error(), "pass --allow-private if you trust the address"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "dns", "no such host " + dns.Name, "check the address for typing errors"
	case errors.As(err, &dns):
		return "dns", "can't find the address of " + dns.Name, "check your connection"
	case strings.Contains(err.Error(), "response headers exceeded"), strings.Contains(err.Error(), "response header list larger"):
		// net/http has no error of its own for it.
		return "too-large", fmt.Sprintf("the headers of the answer are over %d kB", maxHeaderBytes>>10), "the site has a fault, or means no good; try again later"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connect", "connection refused", "check the address and that the site is up"
	case errors.Is(err, io.EOF) && !errors.Is(err, errBroken):
		return "connect", "the server closed the connection without an answer", "try again later; the site may be down"
	case isTLS(err):
		return "tls", "no secure connection: " + inner(err), "the site's certificate is not valid for it; check the address and your clock"
	}
	var u *url.Error
	if errors.As(err, &u) {
		return "connect", inner(err), "check your connection and the address"
	}
	return "", "", ""
}

func isTimeout(err error) bool {
	var t net.Error
	return errors.As(err, &t) && t.Timeout()
}

func isTLS(err error) bool {
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var host x509.HostnameError
	var alert tls.AlertError
	return errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &host) || errors.As(err, &alert)
}

// inner is the message of the error inside a url.Error, without the address
// that stands before it anyway.
func inner(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}
