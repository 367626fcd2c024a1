package feed

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// rssDialect reads RSS 0.9 to 2.0, RDF included.
type rssDialect struct{}

func (rssDialect) item() string { return "item" }

func (rssDialect) wrap(start, name, inner string) string {
	if !strings.EqualFold(name, "rss") { // in RDF items stand beside the channel
		return start + inner + "</" + name + ">"
	}
	return start + "<channel>" + inner + "</channel></" + name + ">"
}

func (rssDialect) read(doc []byte, b base) (Feed, error) {
	in, err := (&rss.Parser{}).Parse(bytes.NewReader(doc))
	if err != nil {
		return Feed{}, err
	}
	f := Feed{
		Kind: KindFeed, Title: lineOf(cmp.Or(in.Title, first(in.Extensions, "dc", "title")), maxNameRunes),
		Home: b.join(cmp.Or(strings.TrimSpace(in.Link), relLink(in.Extensions, "alternate"))),
		Lang: langOf(cmp.Or(in.Language, first(in.Extensions, "dc", "language"))),
		TTL:  rssTTL(in), Skip: rssSkip(in),
	}
	b = b.orHome(f.Home)
	for _, item := range in.Items {
		f.Entries = append(f.Entries, rssEntry(item, b))
	}
	return f, nil
}

func rssEntry(in *rss.Item, b base) Entry {
	x := in.Extensions
	description := cmp.Or(in.Description, first(x, "dc", "description"), first(x, "atom", "summary"), first(x, "itunes", "summary"), mediaText(x, "description"))
	content := cmp.Or(in.Content, first(x, "atom", "content"), in.Custom["encoded"], in.Custom["fulltext"])
	e := Entry{
		URL:       rssAddress(in, b),
		Title:     lineOf(cmp.Or(strings.TrimSpace(in.Title), first(x, "dc", "title"), mediaText(x, "title")), maxTitleRunes),
		Published: firstDate(in.PubDate, first(x, "dc", "date"), first(x, "dcterms", "created"), first(x, "dcterms", "issued"), first(x, "atom", "published"), in.Custom["date"], in.Custom["pubdate"]),
		Modified:  firstDate(first(x, "atom", "updated"), first(x, "dcterms", "modified"), in.Custom["lastBuildDate"]),
		Lang:      langOf(first(x, "dc", "language")),
		Tags:      tagsOf(rssTags(in)),
		Byline:    bylineOf(append(all(x, "dc", "creator"), cmp.Or(in.Author, first(x, "dc", "author"), first(x, "itunes", "author"), atomAuthor(x)))),
	}
	if in.GUID != nil {
		e.GUID = guidOf(in.GUID.Value)
	} else {
		e.GUID = guidOf(cmp.Or(first(x, "atom", "id"), first(x, "dc", "identifier")))
	}
	e.Summary, e.Content = texts(description, content)
	return e
}

// rssAddress is the address of an entry: the one from before a service that
// counts clicks, the link, or a GUID that is one.
func rssAddress(in *rss.Item, b base) string {
	refs := []string{first(in.Extensions, "feedburner", "origLink"), first(in.Extensions, "pheedo", "origLink"), strings.TrimSpace(in.Link)}
	refs = append(refs, in.Links...)
	refs = append(refs, relLink(in.Extensions, "alternate"))
	if g := in.GUID; g != nil && (isAddress(strings.TrimSpace(g.Value)) || strings.EqualFold(g.IsPermalink, "true") && strings.HasPrefix(strings.TrimSpace(g.Value), "/")) {
		refs = append(refs, g.Value)
	}
	for _, ref := range refs {
		if u := b.article(ref); u != "" {
			return u
		}
	}
	return ""
}

func rssTags(in *rss.Item) []string {
	var tags []string
	for _, c := range in.Categories {
		tags = append(tags, c.Value)
	}
	tags = append(tags, all(in.Extensions, "dc", "subject")...)
	for _, list := range append(all(in.Extensions, "media", "keywords"), first(in.Extensions, "itunes", "keywords")) {
		tags = append(tags, strings.Split(list, ",")...)
	}
	return tags
}

// rssTTL is the time that a feed says that it stays as it is: ttl in minutes,
// or the period of the syndication module divided by its frequency.
func rssTTL(in *rss.Feed) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(in.TTL)); err == nil && n > 0 {
		return min(time.Duration(min(n, 100_000))*time.Minute, maxTTL)
	}
	periods := map[string]time.Duration{"hourly": time.Hour, "daily": maxTTL, "weekly": 7 * maxTTL, "monthly": 30 * maxTTL, "yearly": 365 * maxTTL}
	period := periods[strings.ToLower(first(in.Extensions, "sy", "updatePeriod"))]
	frequency, err := strconv.Atoi(first(in.Extensions, "sy", "updateFrequency"))
	if err != nil || frequency < 1 {
		frequency = 1
	}
	return min(period/time.Duration(min(frequency, 1000)), maxTTL)
}

// maxTTL bounds what feeds say of themselves: some say a year and mean it not.
const maxTTL = 24 * time.Hour

func rssSkip(in *rss.Feed) Skip {
	var s Skip
	for _, h := range in.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 && len(s.Hours) < 24 {
			s.Hours = append(s.Hours, n%24) // RSS 0.91 counts from 1
		}
	}
	for _, name := range in.SkipDays {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(strings.TrimSpace(name), d.String()) && len(s.Days) < 7 {
				s.Days = append(s.Days, d)
			}
		}
	}
	if len(s.Hours) == 24 || len(s.Days) == 7 {
		return Skip{} // a feed that may never be fetched can't be meant
	}
	return s
}

// first returns the text of the first element of an extension.
func first(x ext.Extensions, prefix, name string) string {
	for _, e := range x[prefix][name] {
		if v := strings.TrimSpace(e.Value); v != "" {
			return v
		}
	}
	return ""
}

// all returns the texts of the elements of an extension.
func all(x ext.Extensions, prefix, name string) []string {
	var out []string
	for _, e := range x[prefix][name] {
		out = append(out, e.Value)
	}
	return out
}

// relLink is the address of an Atom link in RSS.
func relLink(x ext.Extensions, rel string) string {
	for _, e := range x["atom"]["link"] {
		if r := e.Attrs["rel"]; r == rel || r == "" && rel == "alternate" {
			return e.Attrs["href"]
		}
	}
	return ""
}

func atomAuthor(x ext.Extensions) string {
	for _, e := range x["atom"]["author"] {
		for _, name := range e.Children["name"] {
			return name.Value
		}
	}
	return ""
}

// mediaText is a title or description of Media RSS, which may stand in a group
// or a content element.
func mediaText(x ext.Extensions, name string) string {
	if s := first(x, "media", name); s != "" {
		return s
	}
	for _, holder := range []string{"group", "content"} {
		for _, e := range x["media"][holder] {
			for _, child := range e.Children[name] {
				if v := strings.TrimSpace(child.Value); v != "" {
					return v
				}
			}
		}
	}
	return ""
}

func firstDate(list ...string) time.Time {
	for _, s := range list {
		if t := parseDate(s); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}
