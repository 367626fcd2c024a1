package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract"
	"github.com/kilas-news/kilas/fetch/internal/decode"
)

// getURL fetches a URL and reads what it finds there.
func (c *Client) getURL(ctx context.Context, source string, u *url.URL, kind Kind) []Item {
	if u == nil {
		return failed(source, errBadURL)
	}
	if err := checkURL(u); err != nil {
		return failed(source, err)
	}
	if u.User != nil {
		source = u.Redacted() // it is written to outputs
	}
	u = CleanURL(u)
	if c.opt.AllowPrivate {
		ctx = withNamed(ctx, u)
	}
	warnings, err := c.checkRobots(ctx, u)
	if err != nil {
		return failed(source, err)
	}
	r, err := c.get(ctx, u)
	if err == nil {
		r, err = c.follow(ctx, r)
	}
	if err != nil {
		return failed(source, err)
	}
	if !r.kept.IsZero() {
		warnings = append(warnings, kilas.Warning{Code: "kept", Message: "as it was on " + r.kept.Local().Format("2 January 2006 at 15:04") + ": kilas is offline"})
	}
	items := c.decode(ctx, content{source: source, name: r.url.Path, url: r.url, typ: r.typ, body: r.body}, kind)
	for _, it := range items {
		if it.Article != nil {
			it.Article.Warnings = append(it.Article.Warnings, warnings...)
		}
	}
	return items
}

// readHTML extracts the article of a page, joined from its parts.
func (c *Client) readHTML(ctx context.Context, in content) Item {
	p, err := extract.Article(in.body, in.address())
	if in.url != nil && p.AMP != "" && p.AMP != in.address() && (err != nil || p.Article.Status != kilas.StatusFull) {
		p, err = c.tryAMP(ctx, p, err)
	}
	if err != nil && in.url != nil && c.mayRender() && wantsBrowser(err) {
		p, in.url, err = c.render(ctx, in.url)
	}
	if err != nil {
		return failed(in.source, err)[0]
	}
	if in.url != nil {
		p = c.join(ctx, p, in.url)
	}
	a := p.Article
	a.Source = in.source
	if u, err := url.Parse(a.CanonicalURL); err == nil && a.CanonicalURL != "" {
		a.CanonicalURL = CleanURL(u).String()
	}
	finish(&a)
	return Item{Article: &a, Hints: hintsOf(p)}
}

// tryAMP returns the page's AMP version where that has more of the article.
func (c *Client) tryAMP(ctx context.Context, p extract.Page, err error) (extract.Page, error) {
	amp, ok := c.part(ctx, p.AMP)
	if !ok || len(amp.Article.Text) <= len(p.Article.Text) {
		return p, err
	}
	amp.Article.URL, amp.NextPage, amp.FullPage = p.Article.URL, p.NextPage, p.FullPage
	if p.Article.CanonicalURL != "" {
		amp.Article.CanonicalURL = p.Article.CanonicalURL
	}
	return amp, nil
}

// wantsBrowser reports whether a browser may get further.
func wantsBrowser(err error) bool {
	var blocked *extract.BlockedError
	return errors.Is(err, extract.ErrScripts) || errors.As(err, &blocked) && blocked.Reason == "challenge"
}

// mayRender reports whether there is a browser to ask.
func (c *Client) mayRender() bool { return c.opt.Render != nil && !c.opt.Offline }

// render has a browser show the page, and extracts what it shows.
func (c *Client) render(ctx context.Context, u *url.URL) (extract.Page, *url.URL, error) {
	r, err := c.browse(ctx, u)
	if err != nil {
		return extract.Page{}, u, err
	}
	p, err := extract.Article(r.body, r.url.String())
	return p, r.url, err
}

// browse has a browser show the page. The browser goes through the user's
// proxy, or through one that guards it.
func (c *Client) browse(ctx context.Context, u *url.URL) (*response, error) {
	ctx, cancel := context.WithTimeout(ctx, renderTimeouts*c.opt.Timeout)
	defer cancel()
	proxy, stop, err := c.browserProxy(ctx, u)
	if err != nil {
		return nil, err
	}
	defer stop()
	body, final, err := c.opt.Render(ctx, u.String(), proxy)
	if err != nil {
		return nil, &codeError{"browser", "not rendered: " + err.Error(), "check that Chromium is installed; kilas doctor says where it is looked for"}
	}
	if int64(len(body)) > c.opt.MaxBodyBytes {
		return nil, ErrTooLarge
	}
	if f, err := url.Parse(final); err == nil && f.Host != "" {
		u = f
	}
	return &response{url: withoutUser(u), status: http.StatusOK, typ: "text/html; charset=utf-8", body: body}, nil
}

// renderTimeouts is how many times longer than a request a rendering may last.
const renderTimeouts = 2

func (c *Client) browserProxy(ctx context.Context, u *url.URL) (string, func(), error) {
	p, err := c.guard.proxy(&http.Request{URL: u})
	if err != nil {
		return "", nil, fmt.Errorf("proxy: %w", err)
	}
	if p != nil {
		return p.String(), func() {}, nil
	}
	return startGuardProxy(ctx, c.guard)
}

func hintsOf(p extract.Page) []LangHint {
	hints := make([]LangHint, 0, len(p.Hints))
	for _, h := range p.Hints {
		hints = append(hints, LangHint(h))
	}
	return hints
}

// join follows an article over its pages: the one page that has all of it if
// the site offers one, else the next parts, one by one.
func (c *Client) join(ctx context.Context, p extract.Page, from *url.URL) extract.Page {
	if c.opt.MaxParts <= 1 {
		return p
	}
	if p.FullPage != "" {
		if full, ok := c.part(ctx, p.FullPage); ok && len(full.Article.Text) > len(p.Article.Text) {
			full.Article.URL = p.Article.URL
			return full
		}
	}
	seen := map[string]bool{from.String(): true}
	parts := 1
	for next := p.NextPage; next != "" && !seen[next]; parts++ {
		if parts == c.opt.MaxParts {
			p.Article = incomplete(p.Article, "the article has more parts than are joined")
			break
		}
		seen[next] = true
		part, ok := c.part(ctx, next)
		if !ok {
			p.Article = incomplete(p.Article, "a further part of the article could not be fetched")
			break
		}
		p.Article = appendPart(p.Article, part.Article)
		next = part.NextPage
	}
	return p
}

// part fetches and extracts one further page.
func (c *Client) part(ctx context.Context, address string) (extract.Page, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return extract.Page{}, false
	}
	r, err := c.get(ctx, u)
	if err != nil {
		return extract.Page{}, false
	}
	p, err := extract.Article(decode.Text(r.body, r.typ, true), r.url.String())
	return p, err == nil
}

// incomplete marks an article that goes on elsewhere.
func incomplete(a kilas.Article, why string) kilas.Article {
	a.Status = kilas.StatusPartial
	a.Warnings = append(a.Warnings, kilas.Warning{Code: "partial", Message: why})
	return a
}

// appendPart adds the blocks of a further part that a doesn't have yet.
func appendPart(a, part kilas.Article) kilas.Article {
	have := map[string]bool{}
	for _, b := range a.Blocks {
		have[a.Text[b.Start:b.End]] = true
	}
	var w writer
	w.text.WriteString(a.Text)
	w.blocks = append(w.blocks, a.Blocks...)
	for _, b := range part.Blocks {
		if t := part.Text[b.Start:b.End]; !have[t] {
			w.add(b.Kind, t)
		}
	}
	a.Text, a.Blocks = w.text.String(), w.blocks
	return a
}
