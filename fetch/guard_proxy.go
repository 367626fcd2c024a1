package fetch

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
)

// guardProxy is a forward proxy on loopback through which a browser reaches
// what the [guard] allows, and nothing else. Without it, a page could have the
// browser read from the user's own network.
type guardProxy struct {
	guard  *guard
	ctx    context.Context //nolint:containedctx // it says which host is named, and ends the tunnels
	plain  *httputil.ReverseProxy
	server *http.Server
}

// startGuardProxy listens until stop is called. Requests go the way that
// requests under ctx do.
func startGuardProxy(ctx context.Context, g *guard) (address string, stop func(), err error) {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("proxy for the browser: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &guardProxy{guard: g, ctx: ctx}
	p.plain = &httputil.ReverseProxy{
		Rewrite: func(*httputil.ProxyRequest) {}, Transport: g,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, err.Error(), http.StatusBadGateway)
		},
		ErrorLog: log.New(io.Discard, "", 0),
	}
	p.server = &http.Server{Handler: p, ErrorLog: p.plain.ErrorLog, ReadHeaderTimeout: dialTimeout, BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() { _ = p.server.Serve(l) }() // always ErrServerClosed, or the listener's end
	return "http://" + l.Addr().String(), func() { cancel(); _ = p.server.Close() }, nil
}

// ServeHTTP forwards plain requests and opens tunnels for the others.
func (p *guardProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodConnect:
		p.tunnel(w, r)
	case r.URL.IsAbs():
		p.plain.ServeHTTP(w, r)
	default:
		http.Error(w, "this is a proxy", http.StatusBadRequest)
	}
}

// tunnel connects the browser with a host.
func (p *guardProxy) tunnel(w http.ResponseWriter, r *http.Request) {
	far, err := p.guard.dial(r.Context(), r.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer far.Close()
	near, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer near.Close()
	if err := near.SetDeadline(time.Time{}); err != nil {
		return
	}
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection Established\r\n\r\n"); err != nil {
		return
	}
	done := make(chan struct{}, 2)
	// Either side's end ends the tunnel; why it ended is the browser's concern.
	go func() { _, _ = io.Copy(far, buffered); done <- struct{}{} }()
	go func() { _, _ = io.Copy(near, far); done <- struct{}{} }()
	select {
	case <-done:
	case <-p.ctx.Done():
	}
}

// dial connects to host:port as a request to it would.
func (g *guard) dial(ctx context.Context, hostport string) (net.Conn, error) {
	u := &url.URL{Scheme: "https", Host: hostport}
	t := g.public
	if isNamed(ctx, u) {
		t = g.named
	}
	return t.DialContext(ctx, "tcp", hostport)
}
