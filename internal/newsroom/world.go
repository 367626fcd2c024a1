package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// Config says how large a world is. Zero values stand for the defaults.
type Config struct {
	Seed     uint64
	Start    time.Time     // of the first day; 2 March 2026, 00:00 UTC
	Days     int           // that events happen in; 10
	Feeds    int           // 40
	Articles int           // 1200
	Shown    int           // how many entries a feed lists at most; 40
	Slow     time.Duration // how long a slow site takes to answer; 100 ms
	Hang     bool          // two feeds never answer
}

func (c Config) withDefaults() Config {
	if c.Start.IsZero() {
		c.Start = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	}
	c.Days = cmp.Or(c.Days, 10)
	c.Feeds = cmp.Or(c.Feeds, 40)
	c.Articles = cmp.Or(c.Articles, 1200)
	c.Shown = cmp.Or(c.Shown, 40)
	c.Slow = cmp.Or(c.Slow, 100*time.Millisecond)
	return c
}

// An Article is one telling of an event by one site. Updated is when its text
// becomes Revised, Again when its feed lists it a second time under another
// GUID and address; both are zero for most. CopyOf is the article of another
// site that it repeats word for word, as agency copy is.
type Article struct {
	ID         int
	Event      int // index of its tale
	Feed       *Feed
	URL        string
	Title      string
	Paragraphs []string
	Published  time.Time
	Updated    time.Time
	Revised    []string
	Again      time.Time
	CopyOf     *Article
}

// Lang is the article's language.
func (a *Article) Lang() kilas.Lang { return a.Feed.Lang }

// At returns the text at a moment, and when it was changed last.
func (a *Article) At(now time.Time) (paragraphs []string, modified time.Time) {
	if a.Updated.IsZero() || a.Updated.After(now) {
		return a.Paragraphs, a.Published
	}
	return a.Revised, a.Updated
}

// A World is what happened, and who told it.
type World struct {
	Config   Config
	Corpus   Corpus
	Feeds    []*Feed
	Articles []*Article // in the order of publication

	byFeed map[*Feed][]*Article
	byURL  map[string]*Article
}

// End is the end of the last day.
func (w *World) End() time.Time { return w.Config.Start.AddDate(0, 0, w.Config.Days) }

// PublishedBy counts the articles that were out at a moment.
func (w *World) PublishedBy(t time.Time) int {
	n, _ := slices.BinarySearchFunc(w.Articles, t, func(a *Article, t time.Time) int {
		if a.Published.After(t) {
			return 1
		}
		return -1
	})
	return n
}

// Article returns the article at an address, whatever parameters it carries.
func (w *World) Article(address string) (*Article, bool) {
	a, ok := w.byURL[bare(address)]
	return a, ok
}

// NewWorld has the newsrooms tell the corpus. It fails when the corpus is too
// small for so many articles.
func NewWorld(cfg Config, c Corpus) (*World, error) {
	cfg = cfg.withDefaults()
	w := &World{Config: cfg, Corpus: c, byFeed: make(map[*Feed][]*Article), byURL: make(map[string]*Article)}
	rng := rand.New(rand.NewPCG(cfg.Seed, 1))
	langs := w.languages()
	if len(langs) == 0 {
		return nil, errors.New("the corpus tells nothing")
	}
	w.Feeds = newFeeds(cfg.Feeds, langs, rng)
	if cfg.Hang {
		for i := range min(2, len(w.Feeds)) {
			w.Feeds[len(w.Feeds)-1-i].Trouble = Hanging
		}
	}
	desk := newDesk(w, langs, rng)
	if err := desk.tellAll(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(w.Articles, func(a, b *Article) int { return a.Published.Compare(b.Published) })
	for i, a := range w.Articles {
		a.ID = i
		a.URL = fmt.Sprintf("http://%s/%s/%s-%04d", a.Feed.Host, a.Published.Format("2006/01/02"), slugs[a.Feed.Template], i)
		w.byFeed[a.Feed] = append(w.byFeed[a.Feed], a)
		w.byURL[a.URL] = a
	}
	return w, nil
}

var slugs = [...]string{"berita", "story", "article"}

// languages lists those of the corpus, the most told first, ties by name.
func (w *World) languages() []kilas.Lang {
	count := make(map[kilas.Lang]int)
	for _, t := range w.Corpus.Tales {
		for _, d := range t.Documents {
			count[d.Lang]++
		}
		for _, f := range t.Facts[:min(1, len(t.Facts))] {
			for lang := range f {
				count[lang]++
			}
		}
	}
	var langs []kilas.Lang
	for lang := range count {
		langs = append(langs, lang)
	}
	slices.SortFunc(langs, func(a, b kilas.Lang) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	return langs
}

// bare is an address without parameters and fragment.
func bare(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	return address
}

func sortEntries(entries []entry) {
	slices.SortStableFunc(entries, func(a, b entry) int { return b.article.Published.Compare(a.article.Published) })
}
