package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/kilas-news/kilas/fetch/pdf"
)

// Options say how a [Client] fetches. The zero value is ready to use.
type Options struct {
	Timeout      time.Duration // one request with its redirects and body; 30 s
	FirstByte    time.Duration // until an answer begins, connecting included; Timeout. One that takes longer isn't tried again
	MaxBodyBytes int64         // one body after decompression; 10 MB
	Retries      int           // further tries of what may pass; 2, none if negative
	RetryWait    time.Duration // before the first retry, doubled for each further; 500 ms
	MaxRetryWait time.Duration // the longest Retry-After that is waited for; 20 s
	PerHost      int           // requests to one host at once; 4
	HostDelay    time.Duration // between the starts of two requests to one host; 0
	MaxParts     int           // parts of an article of several pages; 10, 1 joins nothing

	CacheDir   string // folder to keep responses in, see package cache; none if empty
	CacheBytes int64  // size of all that is kept; 256 MiB
	Refresh    bool   // validate all that is kept before it is used

	AllowPrivate bool // let the sources named by the user be on private addresses
	Offline      bool // open no socket, loopback included: give out what is kept

	Robots Robots // what robots.txt is; RobotsIgnore

	UserAgent string      // the product's own if empty
	Header    http.Header // sent to the hosts of the sources, not on to other hosts
	Proxy     string      // URL of a proxy; the environment's if empty
	Cookies   string      // path of a cookie file in Netscape's format

	// Render returns the page at an address as a browser shows it, with its
	// final address, for pages that need scripts. The browser must reach the
	// network through proxy alone. Nil renders nothing; package browser has one.
	Render func(ctx context.Context, address, proxy string) (page []byte, final string, err error)
}

const (
	defaultTimeout      = 30 * time.Second
	defaultMaxBodyBytes = 10_000_000
	defaultRetries      = 2
	defaultRetryWait    = 500 * time.Millisecond
	defaultMaxRetryWait = 20 * time.Second
	defaultPerHost      = 4
	defaultMaxParts     = 10
	defaultCacheBytes   = 256 << 20
	defaultUserAgent    = "Mozilla/5.0 (compatible; kilas/1.0; +https://github.com/kilas-news/kilas)"
)

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	setDefault(&o.Timeout, defaultTimeout)
	setDefault(&o.MaxBodyBytes, defaultMaxBodyBytes)
	setDefault(&o.Retries, defaultRetries)
	setDefault(&o.RetryWait, defaultRetryWait)
	setDefault(&o.MaxRetryWait, defaultMaxRetryWait)
	setDefault(&o.PerHost, defaultPerHost)
	setDefault(&o.MaxParts, defaultMaxParts)
	setDefault(&o.UserAgent, defaultUserAgent)
	setDefault(&o.CacheBytes, defaultCacheBytes)
	return o
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Client fetches sources. It is safe for concurrent use; one is enough for a
// program, since it keeps the connections and the limits per host.
type Client struct {
	opt       Options
	guard     *guard
	transport *transport
	robots    *rules
	pdfs      *pdf.Reader
	jar       http.CookieJar // nil: a fresh one for each source
}

// New returns a Client. It fails on a proxy or a cookie file that can't be used.
func New(opt Options) (*Client, error) {
	opt = opt.withDefaults()
	proxy := http.ProxyFromEnvironment
	if opt.Proxy != "" {
		u, err := url.Parse(opt.Proxy)
		if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) {
			return nil, errors.New("the proxy is not a URL such as http://host:8080") // which may hold a password
		}
		proxy = http.ProxyURL(u)
	}
	g := newGuard(proxy)
	c := &Client{
		opt: opt, guard: g, transport: newTransports(opt, &sender{g, newHosts(opt.PerHost, opt.HostDelay), opt.FirstByte}),
		robots: &rules{sites: map[string]*siteRules{}}, pdfs: pdf.NewReader(),
	}
	if opt.Cookies != "" {
		jar, err := readCookies(opt.Cookies)
		if err != nil {
			return nil, fmt.Errorf("cookies %s: %w", opt.Cookies, err)
		}
		c.jar = jar
	}
	return c, nil
}

// Public returns a Client for addresses that the user didn't name, such as
// those in feeds: it never connects to private addresses. It shares
// connections and limits with c.
func (c *Client) Public() *Client {
	p := *c
	p.opt.AllowPrivate = false
	return &p
}

// Close closes idle connections, and frees what reading PDFs took. No method
// is running any more.
func (c *Client) Close() {
	c.guard.CloseIdleConnections()
	_ = c.pdfs.Close(context.Background()) // it holds nothing outside of this process
}
