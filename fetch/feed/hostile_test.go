package feed_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/fetch/feed"
)

// Documents made to do harm end in an error, or in what is harmless of them.
func TestHostile(t *testing.T) {
	t.Parallel()
	const (
		start = `<rss version="2.0"><channel><title>Harm</title>`
		end   = `</channel></rss>`
		item  = `<item><title>A story that is whole</title><link>https://news.example.com/1</link></item>`
	)
	for name, tt := range map[string]struct {
		body    string
		want    error
		entries int
	}{
		"deep":                   {start + strings.Repeat(`<x:a>`, 100_000) + end, feed.ErrTooComplex, 0},
		"deep in an item":        {start + `<item>` + strings.Repeat(`<x:a>`, 300) + strings.Repeat(`</x:a>`, 300) + `</item>` + end, feed.ErrTooComplex, 0},
		"deep content":           {start + `<item><title>x</title><link>https://news.example.com/1</link><description>` + strings.Repeat(`&lt;div&gt;`, 50_000) + `</description></item>` + end, nil, 1},
		"deep in Atom":           {`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>x</title><entry><title>x</title><link href="/1"/><content type="html">` + strings.Repeat(`&lt;div&gt;`, 50_000) + `</content></entry></feed>`, nil, 1},
		"many elements":          {start + strings.Repeat(`<x:a/>`, 250_000) + end, feed.ErrTooComplex, 0},
		"many attributes":        {start + `<item ` + strings.Repeat(`a="" `, 401_000) + `>` + end, feed.ErrTooComplex, 0},
		"many namespaces":        {start + strings.Repeat(`<a `+manyNamespaces(20)+`>`, 50) + end, feed.ErrTooComplex, 0},
		"many items":             {start + strings.Repeat(item, 2_100) + end, nil, 1},
		"many broken items":      {start + strings.Repeat(item, 2_100) + `<item><title <`, nil, 1},
		"items in items":         {start + strings.Repeat(`<item>`, 50_000), nil, 0},
		"open items":             {start + strings.Repeat(`<item><title>x</title>`, 200), nil, 0},
		"entities":               {`<!DOCTYPE rss [` + strings.Repeat(`<!ENTITY a "b">`, 10_000) + `]>` + start + item + end, feed.ErrNotFeed, 0},
		"open section":           {start + item + `<item><title><![CDATA[` + strings.Repeat("x", 1_000_000), nil, 1},
		"open comment":           {start + item + `<!--` + strings.Repeat("-", 1_000_000), nil, 1},
		"many signs":             {start + `<item><title>` + strings.Repeat("&", 500_000) + `</title><link>https://news.example.com/1</link></item>` + end, nil, 1},
		"many open tags":         {start + `<item><title>` + strings.Repeat("&lt;b ", 100_000) + `</title><link>https://news.example.com/1</link></item>` + end, nil, 1},
		"a sitemap that is deep": {`<urlset>` + strings.Repeat(`<a>`, 100_000), feed.ErrNotFeed, 0},
		"an index without end":   {`<sitemapindex>` + strings.Repeat(`<sitemap><loc>https://news.example.com/a.xml</loc></sitemap>`, 51_000), nil, 0},
		"a deep entry of one":    {`<urlset><url>` + strings.Repeat(`<a>`, 100_000), feed.ErrNotFeed, 0},
		"deep JSON":              {`{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat(`[`, 500_000), nil, 0},
		"deep HTML":              {`<!doctype html><html><body>` + strings.Repeat(`<div>`, 100_000), feed.ErrNotFeed, 0},
		"many links":             {`<!doctype html><html><body>` + strings.Repeat(`<a href="/2026/03/15/a-story-of-the-day">x</a><h2>`, 6_000), feed.ErrNotFeed, 0},
		"a bomb":                 {gzipped(t, strings.Repeat(" ", 60_000_000)), feed.ErrTooComplex, 0},
		"zeros":                  {strings.Repeat("\x00", 1_000_000), feed.ErrNotFeed, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := feed.Parse([]byte(tt.body), "", "https://news.example.com/feed")
			if !errors.Is(err, tt.want) || len(got.Entries) != tt.entries {
				t.Errorf("Parse gives %d entries, %v, want %d, %v", len(got.Entries), err, tt.entries, tt.want)
			}
		})
	}
}

func manyNamespaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `xmlns:n%d="urn:%d" `, i, i)
	}
	return b.String()
}

func gzipped(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A feed with more entries than any reader wants gives its newest.
func TestManyEntries(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"version":"https://jsonfeed.org/version/1","items":[`)
	for i := range 2500 {
		if i > 0 {
			b.WriteString(",")
		}
		item, err := json.Marshal(map[string]any{"id": i, "url": fmt.Sprintf("https://news.example.com/%d", i), "title": "x", "date_published": fmt.Sprintf("2026-03-15T%02d:%02d:%02dZ", i/3600, i/60%60, i%60)})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(item)
	}
	b.WriteString("]}")
	got, err := feed.Parse([]byte(b.String()), "application/feed+json", "")
	if err != nil || len(got.Entries) != 2000 || got.Entries[0].GUID != "2499" || len(got.Warnings) != 1 || got.Warnings[0].Code != feed.WarnTooMany {
		t.Errorf("Parse gives %d entries from %q on, warnings %v, %v", len(got.Entries), got.Entries[0].GUID, got.Warnings, err)
	}
}
