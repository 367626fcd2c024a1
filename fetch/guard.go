package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// guard is a transport that connects to public addresses only. The check is in
// the dialer, after name resolution, so that neither a redirect nor a DNS
// answer that changes in between gains anything. Hosts that the user named may
// be private if the request's context says so; their connections are kept
// apart, since a pooled connection is dialed, and checked, once.
type guard struct {
	public  *http.Transport // refuses private addresses
	named   *http.Transport // for hosts that the user named
	proxied *http.Transport // connects to the user's proxy only
	proxy   func(*http.Request) (*url.URL, error)
}

const (
	dialTimeout       = 15 * time.Second
	maxHeaderBytes    = 256 << 10
	idleTimeout       = 60 * time.Second
	maxIdlePerHost    = 4
	maxIdle           = 200
	tlsTimeout        = 15 * time.Second
	continueTimeout   = time.Second
	keepAliveInterval = 30 * time.Second
)

func newGuard(proxy func(*http.Request) (*url.URL, error)) *guard {
	checked := &net.Dialer{Timeout: dialTimeout, KeepAlive: keepAliveInterval, Control: refusePrivate}
	open := &net.Dialer{Timeout: dialTimeout, KeepAlive: keepAliveInterval}
	g := &guard{public: newTransport(checked), named: newTransport(open), proxied: newTransport(open), proxy: proxy}
	g.proxied.Proxy = proxy
	return g
}

func newTransport(d *net.Dialer) *http.Transport {
	return &http.Transport{
		DialContext:            d.DialContext,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // decompress knows more codings
		MaxIdleConns:           maxIdle,
		MaxIdleConnsPerHost:    maxIdlePerHost,
		IdleConnTimeout:        idleTimeout,
		TLSHandshakeTimeout:    tlsTimeout,
		ExpectContinueTimeout:  continueTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
}

// namedKey is the context key of the host that the user named.
type namedKey struct{}

// withNamed lets requests under the context connect to u's host wherever it is.
func withNamed(ctx context.Context, u *url.URL) context.Context {
	return context.WithValue(ctx, namedKey{}, u)
}

// isNamed reports whether u is on the host that the user named: the same port,
// or the standard port of the other scheme.
func isNamed(ctx context.Context, u *url.URL) bool {
	named, ok := ctx.Value(namedKey{}).(*url.URL)
	if !ok || asciiHost(named.Hostname()) != asciiHost(u.Hostname()) {
		return false
	}
	return portOf(named) == portOf(u) || isStandard(named) && isStandard(u)
}

func portOf(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

func isStandard(u *url.URL) bool {
	p := portOf(u)
	return u.Scheme == "http" && p == "80" || u.Scheme == "https" && p == "443"
}

// RoundTrip sends the request the way that its address may go.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
		return nil, &codeError{"bad-scheme", fmt.Sprintf("scheme %q is not http or https", r.URL.Scheme), "give an http or https address"}
	}
	named := isNamed(r.Context(), r.URL)
	p, err := g.proxy(r)
	switch {
	case err != nil:
		return nil, fmt.Errorf("proxy: %w", err)
	case p != nil && !named && isPrivateName(r.URL.Hostname()):
		// The proxy resolves names, so this is all that can be seen from here.
		return nil, &privateError{r.URL.Hostname()}
	case p != nil:
		return g.proxied.RoundTrip(r)
	case named:
		return g.named.RoundTrip(r)
	}
	return g.public.RoundTrip(r)
}

// CloseIdleConnections closes the idle connections of all kinds.
func (g *guard) CloseIdleConnections() {
	g.public.CloseIdleConnections()
	g.named.CloseIdleConnections()
	g.proxied.CloseIdleConnections()
}

// privateError is the refusal to connect to an address.
type privateError struct{ address string }

func (e *privateError) Error() string {
	return fmt.Sprintf("%s is a private or local address", e.address)
}

// refusePrivate is called with the address about to be dialed.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || !isPublic(a.Addr()) {
		return &privateError{address}
	}
	return nil
}

// isPrivateName reports whether host is a private address, or a name that only
// stands for one.
func isPrivateName(host string) bool {
	host = strings.TrimSuffix(asciiHost(host), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return !isPublic(a)
	}
	if host == "localhost" || !strings.Contains(host, ".") {
		return true
	}
	for _, suffix := range []string{".localhost", ".local", ".internal", ".home.arpa", ".lan"} {
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	// Addresses in the odd notations that resolvers take: "127.1", "0x7f.1".
	return strings.Trim(host, "0123456789abcdefx.") == "" && !strings.ContainsAny(host[strings.LastIndex(host, ".")+1:], "abcdef")
}

// special are the blocks of the IANA special-purpose registries (RFC 6890 and
// its successors) that netip has no method for, and those that carry an IPv4
// address inside (NAT64, 6to4, Teredo).
var special = func() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}()

// isPublic reports whether a is an address of the public internet.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
