// Package extract finds the article on a page of HTML: its text in blocks, its
// title, byline, dates, site and the evidence of its language. Start with
// [Article]. It is pure: no network, no clock, no state, safe for concurrent
// use. It does not detect languages or split sentences, and it expects UTF-8.
//
// A page is cut into blocks of text (internal/layout), each block is judged by what
// it looks like, where it stands and what stands beside it (score.go), and
// those that tell the story become the text, without title and dek (internal/story).
package extract

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
	"github.com/kilas-news/kilas/fetch/extract/internal/story"
)

// Errors of pages that have no article to give.
var (
	// ErrNoArticle says that the page has no text that reads like an article.
	ErrNoArticle = errors.New("no article on the page")
	// ErrBlocked says that the page is a challenge, a consent wall, a login
	// form or an error page in the article's place. It is wrapped in a
	// [BlockedError].
	ErrBlocked = errors.New("page is blocked")
	// ErrScripts says that the page builds its text with scripts.
	ErrScripts = errors.New("page needs scripts")
	// ErrMarkup says that the page can't be parsed within the limits.
	ErrMarkup = errors.New("markup is too deep")
)

// BlockedError is [ErrBlocked] with its reason: "challenge", "consent",
// "login" or "error-page".
type BlockedError struct{ Reason string }

func (e *BlockedError) Error() string { return fmt.Sprintf("%v: %s", ErrBlocked, e.Reason) }

// Unwrap returns [ErrBlocked].
func (e *BlockedError) Unwrap() error { return ErrBlocked }

// Hint is a statement of the page about its language, as the page has it.
// From is "html-lang", "og:locale", "content-language", "article" or "url".
type Hint struct{ From, Tag string }

// Page is what a page has: an article without Source and language, what the
// page says of its language, and where the article goes on.
type Page struct {
	Article kilas.Article
	Hints   []Hint
	// NextPage is the URL of the article's next part, FullPage that of the
	// whole article on one page; AMP is the page's simpler twin.
	NextPage, FullPage, AMP string
}

// Article finds the article of a page of HTML, which came from url (used to resolve
// links, and as evidence; it may be empty). The error is [ErrNoArticle],
// [ErrBlocked], [ErrScripts] or [ErrMarkup]; the Page then has the metadata.
func Article(markup []byte, address string) (Page, error) {
	root, err := parse(markup)
	if err != nil {
		return Page{}, err
	}
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	m := metadata.Read(root, base)
	d := layout.Segment(root)
	b := page{story.Find(d, m, score(d, m))}

	p := Page{Article: m.Article(b.Near()), AMP: m.AMP()}
	for _, h := range m.Hints() {
		p.Hints = append(p.Hints, Hint(h))
	}
	status, warnings := b.status(m)
	if status == kilas.StatusPaywalled {
		b.CutWall(paywallText.MatchString)
	}
	b.Trim(p.Article.Byline)
	p.NextPage, p.FullPage = m.Parts()
	p.Article.URL = address
	if err := b.refuse(m); err != nil {
		return p, err
	}
	p.Article.Text, p.Article.Blocks = b.Text()
	p.Article.Status, p.Article.Warnings = status, warnings
	return p, nil
}
