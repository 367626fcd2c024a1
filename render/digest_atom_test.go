package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"golang.org/x/net/html"

	"github.com/kilas-news/kilas"
)

// readFeed writes a digest as Atom and reads it with a feed reader's library.
func readFeed(t *testing.T, d kilas.Digest, opt Options) *gofeed.Feed {
	t.Helper()
	var feed bytes.Buffer
	if err := DigestAtom(&feed, d, opt); err != nil {
		t.Fatal(err)
	}
	got, err := gofeed.NewParser().Parse(&feed)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAtomIsRead(t *testing.T) {
	t.Parallel()
	for _, name := range names(t, "testdata/digests/*.json") {
		d := readDigest(t, name)
		feed := readFeed(t, d, Options{FeedURL: "https://digests.example/feed.atom"})
		if feed.FeedType != "atom" || feed.UpdatedParsed == nil || feed.FeedLink != "https://digests.example/feed.atom" || len(feed.Items) != len(d.Stories) {
			t.Fatalf("%s: a feed of %s, updated %v, at %s, with %d entries", name, feed.FeedType, feed.UpdatedParsed, feed.FeedLink, len(feed.Items))
		}
		ids := map[string]bool{}
		for i, item := range feed.Items {
			if ids[item.GUID] || !strings.HasPrefix(item.GUID, "urn:uuid:") {
				t.Errorf("%s: id %q is not unique or no URN", name, item.GUID)
			}
			ids[item.GUID] = true
			if item.UpdatedParsed == nil || len(item.Authors) == 0 {
				t.Errorf("%s: entry %d has time %v and authors %v", name, i, item.UpdatedParsed, item.Authors)
			}
			content, err := html.Parse(strings.NewReader(item.Content))
			if err != nil {
				t.Fatal(err)
			}
			shown := shownText(content)
			for _, p := range d.Stories[i].Brief.Points {
				if !strings.Contains(shown, clean(p.Source.Text)) {
					t.Errorf("%s: entry %d lacks %q", name, i, p.Source.Text)
				}
			}
		}
	}
}

// TestAtomUpdate tells a story again after it changed: the same entry, later.
func TestAtomUpdate(t *testing.T) {
	t.Parallel()
	d := readDigest(t, "morning")
	before := readFeed(t, d, Options{})
	d.ID, d.Created = "next", "2026-05-21T18:00:00+07:00"
	d.Stories = d.Stories[:1]
	d.Stories[0].Brief.Created = "2026-05-21T17:59:00+07:00"
	d.Stories[0].Brief.Title.Source.Text += "!"
	after := readFeed(t, d, Options{})
	old, now := before.Items[0], after.Items[0]
	if now.GUID != old.GUID {
		t.Errorf("the id of an updated story is %s, before %s", now.GUID, old.GUID)
	}
	if !now.UpdatedParsed.After(*old.UpdatedParsed) {
		t.Errorf("an updated story is of %v, before of %v", now.UpdatedParsed, old.UpdatedParsed)
	}
	if !after.UpdatedParsed.After(*before.UpdatedParsed) {
		t.Errorf("the feed is of %v, before of %v", after.UpdatedParsed, before.UpdatedParsed)
	}
}

// TestAtomEarlier lists the stories of an earlier digest under the same ids, and
// none twice.
func TestAtomEarlier(t *testing.T) {
	t.Parallel()
	d := readDigest(t, "morning")
	ids := func(f *gofeed.Feed) (out []string) {
		for _, item := range f.Items {
			out = append(out, item.GUID)
		}
		return out
	}
	before := ids(readFeed(t, d, Options{}))
	next := d
	next.Created, next.Stories = "2026-05-21T18:00:00+07:00", d.Stories[1:2]
	after := readFeed(t, next, Options{Earlier: d.Stories})
	if want := slices.Concat(before[1:2], before[:1], before[2:]); !slices.Equal(ids(after), want) {
		t.Errorf("ids %q, want %q", ids(after), want)
	}
	if alone := readFeed(t, next, Options{}); alone.Description != after.Description {
		t.Errorf("the feed says %q of the digest, want %q", after.Description, alone.Description)
	}
}

// TestAtomLinks wants one alternate, in the language of the title.
func TestAtomLinks(t *testing.T) {
	t.Parallel()
	var feed bytes.Buffer
	if err := DigestAtom(&feed, readDigest(t, "morning"), Options{}); err != nil {
		t.Fatal(err)
	}
	got, err := (&atom.Parser{}).Parse(&feed)
	if err != nil {
		t.Fatal(err)
	}
	rels := map[string]string{}
	for _, l := range got.Entries[0].Links {
		rels[l.Rel] += l.Hreflang + " " + l.Href + "\n"
	}
	if rels["alternate"] != "en https://javaseamonitor.example/2026/05/20/how-many-fled-sea-wall-pekalongan\n" || strings.Count(rels["related"], "\n") != 1 {
		t.Errorf("links %q", rels)
	}
	if len(got.Entries[0].Categories) != 3 {
		t.Errorf("%d categories, want the section and two topics", len(got.Entries[0].Categories))
	}
}

func TestAtomTime(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-05-20T18:00:00+07:00":     "2026-05-20T11:00:00Z",
		"2026-05-20T18:00:00.123+07:00": "2026-05-20T11:00:00Z",
		"2026-05-20":                    "2026-05-20T00:00:00Z",
		"soon":                          "",
		"":                              "",
	} {
		if got := atomTime(in); got != want {
			t.Errorf("atomTime(%q) = %q, want %q", in, got, want)
		}
	}
}
