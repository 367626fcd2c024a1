package fetch

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

func TestCleanURL(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://A.Example/x?utm_source=y&id=7&fbclid=z#top":                                                  "https://a.example/x?id=7",
		"https://a.example/x?b=2&a=1":                                                                         "https://a.example/x?b=2&a=1",
		"https://a.example/x?":                                                                                "https://a.example/x",
		"https://a.example/x?q=a%20b&gclid=1":                                                                 "https://a.example/x?q=a%20b",
		"https://www.google.com/amp/s/www.a.example/amp/story":                                                "https://www.a.example/amp/story",
		"https://www-a-example.cdn.ampproject.org/c/s/www.a.example/story?ref_src=x":                          "https://www.a.example/story",
		"https://www.google.com/url?q=https://a.example/story&sa=t":                                           "https://a.example/story",
		"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fs%3Futm_id%3D1":                             "https://a.example/s",
		"https://www.google.com/url?q=javascript:alert(1)":                                                    "https://www.google.com/url?q=javascript:alert(1)",
		"https://www.google.com/search?q=x":                                                                   "https://www.google.com/search?q=x",
		"https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=https%3a%2f%2fa.example%2fs&c=1":         "https://a.example/s",
		"https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa.example%2Fs":                                          "https://a.example/s",
		"https://emea01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fs&data=x":             "https://a.example/s",
		"https://www.google.co.id/url?url=https://a.example/s":                                                "https://a.example/s",
		"https://a-example.bing-amp.com/c/s/a.example/s?amp_gsa=1":                                            "https://a.example/s",
		"https://a-example.cdn.ampproject.org/v/a.example/s":                                                  "http://a.example/s",
		"https://a-example.cdn.ampproject.org/i/s/a.example/s.png":                                            "https://a-example.cdn.ampproject.org/i/s/a.example/s.png",
		"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fa.example%2Fs": "https://a.example/s",
		"https://google.example.org/urls?q=https://a.example":                                                 "https://google.example.org/urls?q=https://a.example",
		"https://B\u00fccher.Example:8443/\u00fc?q=\u00fc":                                                    "https://xn--bcher-kva.example:8443/%C3%BC?q=\u00fc",
		"https://\u4f8b\u3048.\u30c6\u30b9\u30c8/":                                                            "https://xn--r8jz45g.xn--zckzah/",
		"https://xn--r8jz45g.xn--zckzah/":                                                                     "https://xn--r8jz45g.xn--zckzah/",
		"https://\uff41.example\u3002org/":                                                                    "https://a.example.org/",
		"http://[2606:4700::A]:80/x":                                                                          "http://[2606:4700::a]:80/x",
	} {
		u, err := url.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := CleanURL(u).String(); got != want {
			t.Errorf("CleanURL(%s) = %s, want %s", in, got, want)
		}
	}
}

// newsName is the name of an article on Google News: a message of a number and
// one or two addresses.
func newsName(addresses ...string) string {
	message := protowire.AppendVarint(protowire.AppendTag(nil, 1, protowire.VarintType), 19)
	for i, a := range addresses {
		message = protowire.AppendString(protowire.AppendTag(message, protowire.Number(4+22*i), protowire.BytesType), a)
	}
	return base64.RawURLEncoding.EncodeToString(message)
}

func TestGoogleNews(t *testing.T) {
	t.Parallel()
	const story = "https://a.example/2023/05/story?id=1"
	old := newsName(story+"&utm_source=x", "https://a.example/amp/story")
	if !strings.HasPrefix(old, "CBMi") {
		t.Fatalf("name %q, want one as Google's begin", old)
	}
	for address, want := range map[string]string{
		"https://news.google.com/rss/articles/" + old + "?oc=5":                               story,
		"https://news.google.com/articles/" + old + "?hl=en-ID&gl=ID&ceid=ID%3Aen":            story,
		"https://news.google.com/__i/rss/rd/articles/" + old + "==":                           story,
		"https://news.google.com/read/" + newsName("https://www.google.com/amp/s/"+story[8:]): story,
		"https://news.google.com/rss/articles/" + newsName("AU_yqLNopqrstuvwxyz") + "?oc=5":   "",
		"https://news.google.com/rss/articles/" + newsName("javascript:alert(1)"):             "",
		"https://news.google.com/rss/articles/" + newsName():                                  "",
		"https://news.google.com/rss/articles/CBMi":                                           "",
		"https://news.google.com/rss/articles/%%%":                                            "",
		"https://news.google.com/rss/search?q=" + old:                                         "",
		"https://news.example/rss/articles/" + old:                                            "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			continue // refused before
		}
		if want == "" {
			want = u.String()
		}
		if got := CleanURL(u).String(); got != want {
			t.Errorf("CleanURL(%s) = %s, want %s", address, got, want)
		}
	}
}

func TestOnward(t *testing.T) {
	t.Parallel()
	const story = "https://a.example/story"
	for name, tc := range map[string]struct{ page, want string }{
		"attribute":       {`<c-wiz jsrenderer="x" data-n-au="` + story + `" data-p="y"></c-wiz><a href="https://b.example/">b</a>`, story},
		"only link":       {`<a href="https://www.google.com/">Google</a><p>Opening <a href="` + story + `" rel="nofollow">a.example</a></p><a href="` + story + `">again</a>`, story},
		"several links":   {`<a href="` + story + `">a</a><a href="https://b.example/">b</a>`, ""},
		"no link":         {`<c-wiz data-n-a-sg="AZ5r3eT" data-n-a-ts="1722800000"></c-wiz>`, ""},
		"not an address":  {`<c-wiz data-n-au="javascript:alert(1)"></c-wiz>`, ""},
		"of Google alone": {`<a href="https://policies.google.com/">p</a><a href="https://www.gstatic.com/x">x</a>`, ""},
	} {
		got := ""
		if u := onward([]byte(tc.page)); u != nil {
			got = u.String()
		}
		if got != tc.want {
			t.Errorf("%s: onward = %q, want %q", name, got, tc.want)
		}
	}
}
