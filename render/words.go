package render

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// problems says in plain words what a failed check means. The names are those
// of package checks.
var problems = map[string]string{
	"numbers":  "the numbers differ",
	"dates":    "the dates differ",
	"names":    "the names differ",
	"quotes":   "the quotations differ",
	"negation": "one side denies what the other says",
	"language": "not in the language it should be in",
	"length":   "one side is much longer than the other",
	"support":  "it says more than its sentences",
}

// problem is the sentence that stands beside a point whose check failed.
func problem(c kilas.Check) string {
	s, ok := problems[c.Name]
	if !ok {
		s = "the check of " + clean(c.Name) + " failed"
	}
	if d := clean(c.Detail); d != "" {
		s += ": " + d
	}
	return s
}

// origin says where a text comes from that its article does not contain, and
// nothing for a quotation. The built-in models are small, and good for the gist.
func origin(s kilas.Side) string {
	by := clean(s.By)
	switch s.Origin {
	case kilas.OriginQuoted:
		return ""
	case kilas.OriginTranslated:
		if strings.HasPrefix(by, "nmt:builtin") {
			return "translated by " + by + ", gist quality"
		}
		return "translated by " + by
	}
	return clean(string(s.Origin)) + " by " + by
}

// languageName is the English name of a language, or its tag.
func languageName(l kilas.Lang) string {
	if n := langs.Name(l); n != "" {
		return n
	}
	if l == "" {
		return "language unknown"
	}
	return clean(string(l))
}

// date writes an RFC 3339 time, or a date alone, for readers; anything else is
// left as it is.
func date(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		if t, err = time.Parse(time.DateOnly, s); err != nil {
			return clean(s)
		}
		return t.Format("2 Jan 2006")
	}
	if _, offset := t.Zone(); offset == 0 {
		return t.Format("2 Jan 2006, 15:04 UTC")
	}
	return t.Format("2 Jan 2006, 15:04 -07:00")
}

// machineDate returns what date understands, as it is, and otherwise nothing.
func machineDate(s string) string {
	if date(s) == clean(s) {
		return ""
	}
	return s
}

// later returns the later of two RFC 3339 times, or the one that is a time.
func later(a, b string) string {
	ta, errA := time.Parse(time.RFC3339, a)
	tb, errB := time.Parse(time.RFC3339, b)
	if errB != nil || errA == nil && !tb.After(ta) {
		return a
	}
	return b
}

// shortage says what is missing of an article.
func shortage(s kilas.Status) string {
	switch s {
	case kilas.StatusPartial:
		return "only part of the article could be read"
	case kilas.StatusPaywalled:
		return "only the free part of the article could be read"
	}
	return ""
}

// siteName names the publisher: the site, else the host of its address, else
// the source as it was given.
func siteName(a kilas.Article) string {
	if a.Site != "" {
		return clean(a.Site)
	}
	if u, err := url.Parse(address(a)); err == nil && u.Host != "" {
		return clean(strings.TrimPrefix(u.Hostname(), "www."))
	}
	return clean(a.Source)
}

// address is where a reader finds the article.
func address(a kilas.Article) string {
	switch {
	case a.URL != "":
		return a.URL
	case a.CanonicalURL != "":
		return a.CanonicalURL
	}
	return a.Source
}

// link returns the address if a page may link to it: http and https only, and
// nothing in it that could end a link where it stands in a text.
func link(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return linkSafe.Replace(clean(u.String()))
}

var linkSafe = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", "`", "%60", `\`, "%5C")

// passed names the checks that found nothing.
func passed(list []kilas.Check) string {
	var names []string
	for _, c := range list {
		if c.OK {
			names = append(names, clean(c.Name))
		}
	}
	return strings.Join(names, ", ")
}

// score writes a score of [0,1] with two digits.
func score(f float64) string { return fmt.Sprintf("%.2f", f) }
