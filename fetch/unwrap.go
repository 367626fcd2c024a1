package fetch

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
	"google.golang.org/protobuf/encoding/protowire"
)

// redirectors are the pages that lead on to the address in one of their
// parameters. A host that begins with a dot stands for all below it, one that
// ends in a dot for that of every country; so does an empty path for all.
var redirectors = []struct{ host, path, parameter string }{
	{"google.", "/url", "url"}, {"google.", "/url", "q"}, {"news.google.com", "/url", "url"},
	{"bing.com", "/news/apiclick.aspx", "url"}, {"duckduckgo.com", "/l/", "uddg"},
	{"l.facebook.com", "", "u"}, {"lm.facebook.com", "", "u"}, {"l.messenger.com", "", "u"}, {"l.instagram.com", "", "u"},
	{"youtube.com", "/redirect", "q"}, {"vk.com", "/away.php", "to"}, {"out.reddit.com", "", "url"}, {"t.umblr.com", "/redirect", "z"},
	{"slack-redir.net", "/link", "url"}, {".safelinks.protection.outlook.com", "", "url"},
}

// ampCaches are the hosts that keep copies of AMP pages, with the beginnings of
// the paths that hold the address of the page.
var ampCaches = []struct {
	host  string
	paths []string
}{
	{"google.", []string{"/amp/"}},
	{".cdn.ampproject.org", []string{"/c/", "/v/", "/wp/"}},
	{".bing-amp.com", []string{"/c/", "/v/", "/wp/"}},
}

// unwrap returns the address inside a wrapping one, or nil.
func unwrap(u *url.URL) *url.URL {
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	for _, c := range ampCaches {
		for _, prefix := range c.paths {
			if rest, ok := strings.CutPrefix(u.Path, prefix); ok && onHost(host, c.host) {
				return ampTarget(rest, u.RawQuery)
			}
		}
	}
	for _, r := range redirectors {
		if onHost(host, r.host) && (r.path == "" || u.Path == r.path) {
			if t := target(u.Query().Get(r.parameter)); t != nil {
				return t
			}
		}
	}
	if id, ok := googleNewsID(u); ok {
		return googleNewsTarget(id)
	}
	return nil
}

// onHost reports whether host is the named one: exactly, below it (".x"), or
// in any country ("x.").
func onHost(host, name string) bool {
	switch {
	case strings.HasPrefix(name, "."):
		return strings.HasSuffix(host, name)
	case strings.HasSuffix(name, "."):
		rest, ok := strings.CutPrefix(host, name)
		return ok && country.MatchString(rest)
	}
	return host == name
}

// country matches the end of a host in a country: "com", "de", "co.id".
var country = regexp.MustCompile(`^(?:com|[a-z]{2}|com?\.[a-z]{2})$`)

// googleNewsID returns the name of an article on Google News.
func googleNewsID(u *url.URL) (string, bool) {
	if !strings.EqualFold(u.Hostname(), "news.google.com") {
		return "", false
	}
	for _, prefix := range []string{"/rss/articles/", "/articles/", "/read/", "/__i/rss/rd/articles/"} {
		if id, ok := strings.CutPrefix(u.Path, prefix); ok && id != "" {
			return id, true
		}
	}
	return "", false
}

// addressField is the field with the article's address in the message that the
// name of an article on Google News is, in base64.
const addressField = 4

// googleNewsTarget reads the address out of an article's name, as it was until
// 2024; later names hold a number that only Google can read, and give nil.
func googleNewsTarget(id string) *url.URL {
	message, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(id, "="))
	if err != nil {
		return nil
	}
	for len(message) > 0 {
		field, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return nil
		}
		message = message[n:]
		if field == addressField && kind == protowire.BytesType {
			value, n := protowire.ConsumeBytes(message)
			if n < 0 {
				return nil
			}
			return target(string(value))
		}
		if n = protowire.ConsumeFieldValue(field, kind, message); n < 0 {
			return nil
		}
		message = message[n:]
	}
	return nil
}

// ampTarget reads the path of an AMP cache: "s/" for https, then host and path.
// The query is that of the page.
func ampTarget(rest, query string) *url.URL {
	scheme := "http://"
	if s, ok := strings.CutPrefix(rest, "s/"); ok {
		scheme, rest = "https://", s
	}
	t := target(scheme + rest)
	if t != nil {
		t.RawQuery = query
	}
	return t
}

// target parses an absolute http or https address, or returns nil.
func target(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !strings.Contains(u.Host, ".") || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// asciiHost returns a host, with its port if it has one, as it is asked for
// (RFC 5891, and UTS 46 for what people type). What can't be a host stays.
func asciiHost(host string) string {
	name, port, ok := strings.Cut(host, ":")
	if strings.HasPrefix(host, "[") { // an IPv6 address
		return strings.ToLower(host)
	}
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = ascii
	}
	if ok {
		name += ":" + port
	}
	return strings.ToLower(name)
}
