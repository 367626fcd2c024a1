// Package feed reads what news sites offer to programs: RSS, Atom and JSON
// feeds, news sitemaps and, as a last resort, pages with links to articles.
// Start with [Get] for a subscription, [Discover] for a site, [Parse] for what
// has been fetched already, and [ReadOPML] for another reader's list.
//
// Feeds are foreign and often broken: every size, depth and number is bounded,
// text comes out without markup and control characters, and what can be read
// of a damaged feed is read, with a warning. The package keeps nothing from one
// call to the next and looks at no clock: it hands on the dates that feeds
// state, also wrong ones.
package feed

import (
	"errors"
	"time"

	"github.com/kilas-news/kilas"
)

// Kind is what a source is.
type Kind string

// Kinds of sources.
const (
	KindFeed    Kind = "feed"    // RSS, Atom or JSON Feed
	KindSitemap Kind = "sitemap" // of news or of any pages, or an index of sitemaps
	KindPage    Kind = "page"    // an HTML page with links to articles
)

// Entry is one item of a feed. All but Content is one line of text each,
// without markup and control characters; "" and the zero time are what the
// feed doesn't say.
type Entry struct {
	// GUID is the feed's own name for the entry, "" where it gives the same
	// name to several.
	GUID      string    `json:"guid,omitempty"`
	URL       string    `json:"url,omitempty"` // absolute, without what tracks readers
	Title     string    `json:"title,omitempty"`
	Summary   string    `json:"summary,omitempty"` // at most 2,000 characters
	Content   string    `json:"content,omitempty"` // the whole article as HTML, where the feed has it
	Published time.Time `json:"published,omitzero"`
	Modified  time.Time `json:"modified,omitzero"`
	Lang      string    `json:"lang,omitempty"` // as the feed says, a tag in lower case
	Tags      []string  `json:"tags,omitempty"`
	Byline    string    `json:"byline,omitempty"` // names, joined by ", "
}

// Time is when the entry appeared as far as its feed tells: Published, else
// Modified, else zero. It may be in the future.
func (e Entry) Time() time.Time {
	if e.Published.IsZero() {
		return e.Modified
	}
	return e.Published
}

// Feed is what a source offers. Entries are the newest first, at most 2,000;
// those without a date stay behind the one that they follow in the source.
type Feed struct {
	URL      string          `json:"url,omitempty"` // where it was read
	Title    string          `json:"title,omitempty"`
	Home     string          `json:"home,omitempty"` // the page that it is the feed of
	Kind     Kind            `json:"kind"`
	Lang     string          `json:"lang,omitempty"` // as the feed says, a tag in lower case
	TTL      time.Duration   `json:"ttl,omitempty"`  // how long it says that it won't change, at most a day
	Skip     Skip            `json:"skip,omitzero"`  // when it says that it won't change
	Entries  []Entry         `json:"entries"`
	Children []Child         `json:"children,omitempty"` // of an index of sitemaps, the newest first
	Warnings []kilas.Warning `json:"warnings,omitempty"`
}

// Child is a sitemap that an index names.
type Child struct {
	URL      string    `json:"url"`
	Modified time.Time `json:"modified,omitzero"`
}

// Skip is when a feed asks not to be fetched (RSS 2.0, skipHours and skipDays).
type Skip struct {
	Hours []int          `json:"hours,omitempty"` // 0 to 23, UTC
	Days  []time.Weekday `json:"days,omitempty"`  // in UTC
}

// Errors of sources that give no entries. They are wrapped with a reason.
var (
	// ErrNotFeed says that a document is no feed, no sitemap, and no page with
	// links to articles.
	ErrNotFeed = errors.New("not a feed")

	// ErrPage says that an HTML page came where a feed was asked for.
	ErrPage = errors.New("an HTML page instead of a feed")

	// ErrTooComplex says that a document is nested or divided beyond all that
	// feeds are, as those made to do harm.
	ErrTooComplex = errors.New("too complex a document")
)

// Codes of warnings.
const (
	WarnBroken    = "broken-feed"     // a part of the document could not be read
	WarnTooMany   = "too-many"        // entries beyond the bound were left out
	WarnPart      = "partial-sitemap" // a part of an index could not be read
	WarnNoAddress = "no-address"      // entries have no address
)
