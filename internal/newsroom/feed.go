package newsroom

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/kilas-news/kilas"
)

// Format is the kind of document that a feed is.
type Format int

// Formats of feeds.
const (
	RSS Format = iota
	Atom
	JSONFeed
	RDF
)

// Trouble is what is wrong with a site for good, or now and then.
type Trouble int

// Troubles of sites. Those up to [Moved] keep nothing from a patient reader.
const (
	None      Trouble = iota
	Slow              // every answer takes a while
	Flaky             // on every other day the feed is cut off in the middle
	Limited           // 429 with Retry-After, to the feed once a day and to every fifth page
	Failing           // on the second and third day it is 503 to everything
	Moved             // from the third day on, the feed is on another host
	Dead              // connections break at once
	Broken            // the feed is no XML and never was
	Forbidden         // robots.txt forbids the articles
	Hanging           // requests are never answered
)

// A Feed is one site with one feed.
type Feed struct {
	Host    string
	Name    string
	Lang    kilas.Lang
	Format  Format
	Trouble Trouble

	Legacy    bool // bytes in the language's old charset, declared
	Lying     bool // UTF-8, while the header claims ISO-8859-1
	Gzip      bool
	ETag      bool // and answers If-None-Match
	Dated     bool // Last-Modified, and answers If-Modified-Since
	Full      bool // the feed has whole articles
	Undated   bool // its entries have no dates
	Future    bool // its entries are dated two days ahead
	Paywall   bool // pages show half of the article
	Plain     bool // pages without JSON-LD, canonical address and OpenGraph
	Template  int
	Permalink bool // GUIDs are addresses
}

// URL is where the feed is subscribed to.
func (f *Feed) URL() string { return "http://" + f.Host + f.path() }

func (f *Feed) path() string {
	return [...]string{"/feed.xml", "/atom.xml", "/feed.json", "/index.rdf"}[f.Format]
}

// movedHost is the host that a feed moves to.
func (f *Feed) movedHost() string { return "feeds." + f.Host }

// Reachable reports whether all that the feed lists can be had in the end.
func (f *Feed) Reachable() bool { return f.Trouble <= Moved }

// troubles are dealt out over the feeds of a world, in this order.
var troubles = []Trouble{Flaky, Dead, Limited, Moved, Forbidden, Slow, Broken, Failing}

// newFeeds makes n feeds in the languages, the more important of which come
// first and have more feeds. About every fourth has a trouble, each kind once
// before any comes again; of few feeds, up to every second has.
func newFeeds(n int, langs []kilas.Lang, rng *rand.Rand) []*Feed {
	feeds := make([]*Feed, n)
	for i := range feeds {
		feeds[i] = &Feed{
			Host: fmt.Sprintf("news%02d.example", i), Name: fmt.Sprintf("%s %02d", mastheads[langs[i%len(langs)]], i),
			Lang: langs[i%len(langs)], Format: Format(rng.IntN(3)),
			Gzip: i%5 == 1, ETag: i%2 == 0, Dated: i%3 != 0, Full: i%9 == 4, Undated: i%13 == 12, Future: i%17 == 5,
			Paywall: i%14 == 9, Plain: i%4 == 3, Template: i % 3, Permalink: i%3 == 1,
		}
		f := feeds[i]
		f.Legacy = i%6 == 2 && charsetOf(f.Lang) != nil && f.Format != JSONFeed
		f.Lying = i%10 == 7 && f.Format != JSONFeed
		if i%19 == 8 {
			f.Format = RDF
		}
	}
	order := rng.Perm(n)
	for i := range max(n/4, min(n/2, len(troubles))) {
		feeds[order[i]].Trouble = troubles[i%len(troubles)]
	}
	return feeds
}

// mastheads name the sites.
var mastheads = map[kilas.Lang]string{
	"id": "Kabar Sore", "en": "Evening Courier", "ms": "Berita Petang", "es": "El Vespertino", "fr": "Le Courrier du soir",
	"de": "Abendkurier", "ja": "夕刊新報", "ar": "بريد المساء", "vi": "Tin Chiều",
}

// An entry is one item of a feed at some moment.
type entry struct {
	guid, link, title string
	published         time.Time // zero: the feed has no dates
	modified          time.Time
	article           *Article
	paragraphs        []string
}

// entries returns what the feed lists at a moment, the latest first.
func (w *World) entries(f *Feed, now time.Time) []entry {
	var out []entry
	for _, a := range w.byFeed[f] {
		if a.Published.After(now) {
			continue
		}
		if !a.Again.IsZero() && !a.Again.After(now) {
			out = append(out, f.entry(a, now, true))
		}
		out = append(out, f.entry(a, now, false))
	}
	sortEntries(out)
	return out[:min(len(out), w.Config.Shown)]
}

func (f *Feed) entry(a *Article, now time.Time, again bool) entry {
	paragraphs, modified := a.At(now)
	e := entry{
		guid: fmt.Sprintf("tag:%s,2026:%d", f.Host, a.ID), link: a.URL, title: a.Title,
		published: a.Published, modified: modified, article: a, paragraphs: paragraphs,
	}
	if f.Permalink {
		e.guid = a.URL
	}
	if again {
		e.guid += "#again"
		e.link += "?utm_source=rss&utm_medium=feed&utm_campaign=evening"
		e.published = a.Again
		if a.ID%2 == 0 {
			e.title = "+++ " + e.title
		}
	}
	if f.Future {
		e.published = e.published.Add(48 * time.Hour)
	}
	if f.Undated {
		e.published, e.modified = time.Time{}, time.Time{}
	}
	return e
}
