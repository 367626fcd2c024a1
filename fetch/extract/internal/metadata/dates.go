package metadata

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dates returns when the article was published and modified, as RFC 3339 with
// the page's offset, or as a date alone where the page gives no time.
func (m *Metadata) dates(near []string) (string, string) {
	published := firstDate(
		[]string{m.LD.Published},
		m.meta["article:published_time"], m.meta["og:published_time"], m.meta["og:article:published_time"], m.meta["datepublished"],
		m.props["datepublished"], m.meta["parsely-pub-date"], m.meta["sailthru.date"], m.meta["publishdate"], m.meta["publish-date"],
		m.meta["pubdate"], m.meta["publication_date"], m.meta["date"], m.meta["dc.date.issued"], m.meta["dc.date"], m.meta["dcterms.created"],
		m.meta["dcterms.date"], m.meta["article.published"], m.meta["cxenseparse:recs:publishtime"], m.meta["content_publishedtime"],
		m.meta["displaydate"], m.meta["article_date_original"],
	)
	modified := firstDate(
		[]string{m.LD.Modified},
		m.meta["article:modified_time"], m.meta["og:updated_time"], m.meta["datemodified"], m.props["datemodified"], m.meta["last-modified"],
		m.meta["dcterms.modified"], m.meta["revised"],
	)
	if published == "" {
		published = m.timeDate()
	}
	if published == "" {
		published = visibleDate(near)
	}
	if published == "" {
		published = urlDate(m.base.Path)
	}
	return published, modified
}

func firstDate(lists ...[]string) string {
	for _, l := range lists {
		for _, s := range l {
			if t := parseDate(s); t != "" {
				return t
			}
		}
	}
	return ""
}

// timeDate reads the page's first time element; in listings each entry has
// one, so more than a handful say nothing.
func (m *Metadata) timeDate() string {
	for i, t := range m.times {
		if i == 3 {
			break
		}
		if s := parseDate(first(t.value, t.text)); s != "" {
			return s
		}
		if s := parseDate(t.text); s != "" {
			return s
		}
	}
	return ""
}

// visibleDate looks for a date in short texts beside the story.
func visibleDate(near []string) string {
	for _, t := range near {
		if len(t) < 300 {
			if s := findDate(t); s != "" {
				return s
			}
		}
	}
	return ""
}

// machineLayouts are the forms of dates meant for programs.
var machineLayouts = []struct {
	layout string
	zone   bool
	clock  bool
}{
	{time.RFC3339, true, true}, {"2006-01-02T15:04:05Z0700", true, true}, {"2006-01-02T15:04Z07:00", true, true},
	{"2006-01-02T15:04Z0700", true, true}, {"2006-01-02 15:04:05Z07:00", true, true}, {"2006-01-02 15:04:05 Z07:00", true, true},
	{"2006-01-02 15:04:05 -0700", true, true}, {"2006-01-02 15:04:05 -0700 MST", true, true}, {"20060102T150405Z0700", true, true}, {time.RFC1123Z, true, true},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true, true}, {time.RFC1123, false, true}, {"Mon Jan 02 15:04:05 MST 2006", false, true}, {"2006-01-02T15:04:05", false, true},
	{"2006-01-02 15:04:05", false, true}, {"2006-01-02T15:04", false, true}, {"2006-01-02 15:04", false, true}, {"2006/01/02 15:04:05", false, true}, {"2006/01/02 15:04", false, true},
	{"2006-01-02", false, false}, {"2006/01/02", false, false}, {"20060102", false, false},
}

// parseDate reads a date that is the whole of s.
func parseDate(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 80 {
		return ""
	}
	for _, l := range machineLayouts {
		t, err := time.Parse(l.layout, s)
		if err != nil || !plausible(t.Year()) {
			continue
		}
		switch {
		case !l.clock:
			return t.Format(time.DateOnly)
		case l.zone || strings.HasSuffix(s, "GMT") || strings.HasSuffix(s, "UTC"):
			return t.Format(time.RFC3339)
		default:
			// A time without a zone is no moment: the day is what is known.
			return t.Format(time.DateOnly)
		}
	}
	if ms, err := strconv.ParseInt(s, 10, 64); err == nil {
		if ms > 1e12 && ms < 4e12 {
			return time.UnixMilli(ms).UTC().Format(time.RFC3339)
		}
		if ms > 8e8 && ms < 4e9 {
			return time.Unix(ms, 0).UTC().Format(time.RFC3339)
		}
		return ""
	}
	return findDate(s)
}

func plausible(year int) bool { return year >= 1990 && year <= 2100 }

var (
	urlDay   = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:/|-|_|$|\D)`)
	pathYear = regexp.MustCompile(`/(?:19|20)\d\d`)
)

// urlDate reads the day that many sites have in their addresses.
func urlDate(path string) string {
	if !pathYear.MatchString(path) {
		return ""
	}
	if m := urlDay.FindStringSubmatch(path); m != nil {
		return day(m[1], m[2], m[3])
	}
	return ""
}

// day formats a date if it exists.
func day(year, month, dom string) string {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(dom)
	if errY != nil || errM != nil || errD != nil || !plausible(y) {
		return ""
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m {
		return ""
	}
	return t.Format(time.DateOnly)
}
