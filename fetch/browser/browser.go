// Package browser renders pages that need scripts with a headless Chromium that
// is already on the machine. Start with [Find] and [Browser.Render]; the latter
// fits fetch.Options.Render. It downloads no browser and keeps no profile.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/chromedp"
)

// ErrNotFound says that no Chromium or Chrome is installed.
var ErrNotFound = errors.New("no chromium or chrome found")

// names are the commands looked for, the first found is used.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "headless-shell", "chrome-headless-shell"}

// Browser starts a browser for each page. It is safe for concurrent use.
type Browser struct {
	Path      string        // of the program
	UserAgent string        // the browser's own if empty
	Settle    time.Duration // how long a page may take to show its text; 10 s
}

// Find returns a Browser with the program at path, or with the first known one
// in PATH if path is empty.
func Find(path string) (*Browser, error) {
	candidates := names
	if path != "" {
		candidates = []string{path}
	}
	for _, name := range candidates {
		if p, err := exec.LookPath(name); err == nil {
			return &Browser{Path: p}, nil
		}
	}
	if path != "" {
		return nil, fmt.Errorf("%w at %s", ErrNotFound, path)
	}
	return nil, ErrNotFound
}

// Render opens an address and returns the page as it stands when its text has
// settled, with the address it ended at. The browser reaches the network
// through the proxy alone, loopback included.
func (b *Browser) Render(ctx context.Context, address, proxy string) ([]byte, string, error) {
	profile, err := os.MkdirTemp("", "kilas-browser-")
	if err != nil {
		return nil, "", err
	}
	// The profile is in use until the browser has gone; cancelling the
	// allocator waits for that.
	defer os.RemoveAll(profile)
	ctx, stop := chromedp.NewExecAllocator(ctx, b.flags(profile, proxy)...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()

	var page, final string
	for _, step := range []func() error{
		func() error { return chromedp.Do(ctx, chromedp.Navigate(address)) },
		func() error { return b.settle(ctx) },
		func() (err error) { page, err = chromedp.Run(ctx, chromedp.OuterHTML("html")); return err },
		func() (err error) { final, err = chromedp.Run(ctx, chromedp.Location()); return err },
	} {
		if err := step(); err != nil {
			return nil, "", fmt.Errorf("%s: %w", b.Path, err)
		}
	}
	return []byte("<!DOCTYPE html>" + page), final, nil
}

// flags are the command line. Nothing may leave by another way than the proxy.
func (b *Browser) flags(profile, proxy string) []chromedp.ExecAllocatorOption {
	flags := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(b.Path),
		chromedp.UserDataDir(profile),
		chromedp.ProxyServer(proxy),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("dns-prefetch-disable", true),
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("blink-settings", "imagesEnabled=false"),
		chromedp.Flag("disable-component-update", true),
	)
	if b.UserAgent != "" {
		flags = append(flags, chromedp.UserAgent(b.UserAgent))
	}
	if os.Geteuid() == 0 {
		flags = append(flags, chromedp.NoSandbox) // Chromium refuses its sandbox to root
	}
	return flags
}

// How often the text is looked at, and how long it must have stayed the same.
const (
	pollEvery     = 200 * time.Millisecond
	stableLooks   = 4
	defaultSettle = 10 * time.Second
)

// settle waits until the length of the page's text stays the same for a while.
func (b *Browser) settle(ctx context.Context) error {
	limit := b.Settle
	if limit <= 0 {
		limit = defaultSettle
	}
	end := time.NewTimer(limit)
	defer end.Stop()
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	last, same := -1, 0
	for same < stableLooks || last == 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-end.C:
			return nil // what is there is what there is
		case <-tick.C:
		}
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int]("document.body ? document.body.innerText.length : 0"))
		if err != nil {
			return err
		}
		if n == last {
			same++
		} else {
			last, same = n, 0
		}
	}
	return nil
}
