package render

import (
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Past is a digest that was written before, as [ArchiveHTML] lists it.
type Past struct {
	Title   string
	Created string   // RFC 3339
	Stories int      // how many it tells
	Href    string   // path of its file as seen from the archive, not escaped
	Leads   []string // titles of its first stories
}

// ArchiveHTML writes a page that lists past digests by month, the newest first.
// Digests without a time come last, in their order.
func ArchiveHTML(w io.Writer, list []Past, opt Options) error {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Past) int { return moment(b).Compare(moment(a)) })
	p := archive{Style: styleSheet("page.css"), Generator: clean(opt.Generator), Title: "Past digests"}
	p.Lede = counted(len(list), "digest", "digests") + ", the newest first."
	if title := sameTitle(list); title != "" {
		p.Title = title
	}
	for _, past := range list {
		name := "Undated"
		if t := moment(past); !t.IsZero() {
			name = t.Format("January 2006")
		}
		if n := len(p.Months); n == 0 || p.Months[n-1].Name != name {
			p.Months = append(p.Months, month{Name: name})
		}
		m := &p.Months[len(p.Months)-1]
		m.Digests = append(m.Digests, newPastDigest(past, p.Title))
	}
	return execute(w, "archive.html.tmpl", p)
}

// archive is what the template of the list sees.
type archive struct {
	Style     template.CSS
	Generator string
	Title     string
	Lede      string
	Months    []month
}

type month struct {
	Name    string
	Digests []pastDigest
}

type pastDigest struct {
	Href, Title, Date, Time, Count string
	Named                          bool // its title is not that of the page
	Leads                          []string
}

func newPastDigest(p Past, pageTitle string) pastDigest {
	out := pastDigest{
		Href: (&url.URL{Path: p.Href}).String(), Title: clean(p.Title), Date: longDate(p.Created),
		Time: machineDate(p.Created), Count: counted(p.Stories, "story", "stories"),
	}
	out.Named = out.Title != "" && out.Title != pageTitle
	for _, l := range p.Leads {
		if l = clean(l); l != "" {
			out.Leads = append(out.Leads, l)
		}
	}
	if out.Date == "" && out.Title == "" {
		out.Date = clean(p.Href)
	}
	return out
}

// moment is when a digest was made, the zero time when that is not known.
func moment(p Past) time.Time {
	t, err := time.Parse(time.RFC3339, p.Created)
	if err != nil {
		return time.Time{}
	}
	return t
}

// sameTitle is the title that all digests share, or "".
func sameTitle(list []Past) string {
	title := ""
	for i, p := range list {
		t := strings.TrimSpace(clean(p.Title))
		if i > 0 && t != title {
			return ""
		}
		title = t
	}
	return title
}
