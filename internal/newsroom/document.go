package newsroom

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"strings"
	"time"
)

// document writes the feed as it is at a moment.
func (w *World) document(f *Feed, now time.Time) func(charset string) string {
	entries := w.entries(f, now)
	write := [...]func(*Feed, []entry, string) string{rss, atom, jsonFeed, rdf}[f.Format]
	return func(charset string) string { return write(f, entries, charset) }
}

func (f *Feed) contentType() string {
	return [...]string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}[f.Format]
}

// content is what an entry says besides its title: everything, the first
// paragraph, or nothing.
func (f *Feed) content(e entry) string {
	switch {
	case f.Full:
		var b strings.Builder
		for _, p := range e.paragraphs {
			fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(p))
		}
		return b.String()
	case f.Template != 1:
		return html.EscapeString(e.paragraphs[0])
	}
	return ""
}

func rss(f *Feed, entries []entry, charset string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="%s"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>%s</title><link>http://%s/</link><description>%s</description><language>%s</language>
`, charset, escape(f.Name), f.Host, escape(f.Name), f.Lang)
	for _, e := range entries {
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"%t\">%s</guid>", escape(e.title), escape(e.link), f.Permalink, escape(e.guid))
		if !e.published.IsZero() {
			fmt.Fprintf(&b, "<pubDate>%s</pubDate>", e.published.Format(time.RFC1123Z))
		}
		if c := f.content(e); f.Full {
			fmt.Fprintf(&b, "<content:encoded><![CDATA[%s]]></content:encoded>", c)
		} else if c != "" {
			fmt.Fprintf(&b, "<description>%s</description>", escape(c))
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</channel></rss>\n")
	return b.String()
}

func atom(f *Feed, entries []entry, charset string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="%s"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s"><title>%s</title><id>http://%s/</id><link href="http://%s/"/>
`, charset, f.Lang, escape(f.Name), f.Host, f.Host)
	for _, e := range entries {
		fmt.Fprintf(&b, "<entry><title>%s</title><link rel=\"alternate\" href=\"%s\"/><id>%s</id>", escape(e.title), escape(e.link), escape(e.guid))
		if !e.published.IsZero() {
			fmt.Fprintf(&b, "<published>%s</published><updated>%s</updated>", e.published.Format(time.RFC3339), e.modified.Format(time.RFC3339))
		}
		if c := f.content(e); f.Full {
			fmt.Fprintf(&b, "<content type=\"html\">%s</content>", escape(c))
		} else if c != "" {
			fmt.Fprintf(&b, "<summary type=\"html\">%s</summary>", escape(c))
		}
		b.WriteString("</entry>\n")
	}
	b.WriteString("</feed>\n")
	return b.String()
}

func rdf(f *Feed, entries []entry, charset string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="%s"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://%s/"><title>%s</title><link>http://%s/</link><description>%s</description><dc:language>%s</dc:language></channel>
`, charset, f.Host, escape(f.Name), f.Host, escape(f.Name), f.Lang)
	for _, e := range entries {
		fmt.Fprintf(&b, "<item rdf:about=\"%s\"><title>%s</title><link>%s</link>", escape(e.guid), escape(e.title), escape(e.link))
		if !e.published.IsZero() {
			fmt.Fprintf(&b, "<dc:date>%s</dc:date>", e.published.Format(time.RFC3339))
		}
		if c := f.content(e); c != "" {
			fmt.Fprintf(&b, "<description>%s</description>", escape(c))
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</rdf:RDF>\n")
	return b.String()
}

func jsonFeed(f *Feed, entries []entry, _ string) string {
	items := make([]map[string]any, 0, len(entries))
	for _, e := range entries {
		item := map[string]any{"id": e.guid, "url": e.link, "title": e.title, "language": f.Lang}
		if !e.published.IsZero() {
			item["date_published"], item["date_modified"] = e.published.Format(time.RFC3339), e.modified.Format(time.RFC3339)
		}
		if c := f.content(e); f.Full {
			item["content_html"] = c
		} else {
			item["summary"] = html.UnescapeString(c)
		}
		items = append(items, item)
	}
	text, err := json.MarshalIndent(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": f.Name, "home_page_url": "http://" + f.Host + "/", "language": f.Lang, "items": items,
	}, "", " ")
	if err != nil {
		panic(err) // strings always encode
	}
	return string(text)
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a Builder takes everything
	}
	return b.String()
}
