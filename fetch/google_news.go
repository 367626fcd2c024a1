package fetch

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// errGoogleNews says that a link of Google News can't be followed without
// scripts: its name has no address in it, and its page names none.
var errGoogleNews = &codeError{"js-required", "a link of Google News that doesn't say which article it means", "open it in a browser and give the address of the article itself, or try --browser"}

// follow returns the answer that a page of Google News stands for: that of the
// article that it leads on to. Other answers are returned as they are.
func (c *Client) follow(ctx context.Context, r *response) (*response, error) {
	if _, ok := googleNewsID(r.url); !ok {
		return r, nil
	}
	if next := onward(r.body); next != nil {
		return c.get(ctx, CleanURL(next))
	}
	if c.mayRender() {
		return c.browse(ctx, r.url)
	}
	return nil, errGoogleNews
}

// onward returns the address that a page of Google News names in an attribute
// for its scripts, or in its only link to somewhere else.
func onward(page []byte) *url.URL {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		return nil
	}
	named, _ := doc.Find("[data-n-au]").First().Attr("data-n-au")
	if t := target(named); t != nil {
		return t
	}
	var only *url.URL
	for _, a := range doc.Find("a[href]").EachIter() {
		t := target(a.AttrOr("href", ""))
		if t == nil || ofGoogle(t.Hostname()) {
			continue
		}
		if only != nil && only.String() != t.String() {
			return nil
		}
		only = t
	}
	return only
}

func ofGoogle(host string) bool {
	host = "." + strings.ToLower(host)
	return strings.Contains(host, ".google.") || strings.HasSuffix(host, ".gstatic.com") || strings.HasSuffix(host, ".youtube.com")
}
