package newsroom

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// A Verdict is what a world thinks of the digests that were made of it.
//
// Told counts pairs of articles that the digests put into one story, Same
// pairs that tell one event, Both those that are both. The lists name what is
// wrong, for people; all are empty after good work, except that Mixed and
// Retold are what precision and recall measure, and that a late article of an
// event that was told may be absorbed in silence.
type Verdict struct {
	Stories, Articles int
	Told, Same, Both  int

	Missing    []string // events with reachable articles that no digest tells
	Absorbed   []string // reachable articles that no digest has, of events that are told
	Twice      []string // articles in two stories, or new in two digests
	Unknown    []string // articles that no feed had
	Titles     []string // titles that were damaged
	Groundless []string // stories marked as updated although nothing changed, or told again unmarked
	Mixed      []string // stories of several events
	Retold     []string // events in several stories
}

// Precision is the part of the pairs told as one story that is one event.
func (v Verdict) Precision() float64 { return part(v.Both, v.Told) }

// Recall is the part of the pairs that are one event that was told as one story.
func (v Verdict) Recall() float64 { return part(v.Both, v.Same) }

func part(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// Problems lists what must never happen, whatever stories are made of the
// articles.
func (v Verdict) Problems() []string {
	var out []string
	for _, list := range []struct {
		what  string
		items []string
	}{
		{"missing", v.Missing}, {"twice", v.Twice}, {"unknown", v.Unknown}, {"damaged title", v.Titles}, {"groundless", v.Groundless},
	} {
		for _, item := range list.items {
			out = append(out, list.what+": "+item)
		}
	}
	return out
}

// Judge compares digests, in the order in which they were made, with what
// happened. Articles published after until may be missing; so may copies of an
// article that is there, which aren't absorbed either.
func (w *World) Judge(digests []kilas.Digest, until time.Time) Verdict {
	j := judge{world: w, story: make(map[*Article]string), articles: make(map[string][]*Article), last: make(map[string]time.Time)}
	for _, d := range digests {
		j.digest(d)
	}
	j.pairs()
	j.missing(until)
	return j.Verdict
}

// judge gathers a verdict digest by digest.
type judge struct {
	Verdict
	world    *World
	story    map[*Article]string   // the story that an article is in
	articles map[string][]*Article // of each story
	last     map[string]time.Time  // when each story was told last
	order    []string              // stories as they were told first
}

func (j *judge) digest(d kilas.Digest) {
	created, err := time.Parse(time.RFC3339, d.Created)
	if err != nil {
		j.Groundless = append(j.Groundless, fmt.Sprintf("digest %s has no date: %v", d.ID, err))
	}
	for _, s := range d.Stories {
		told, again := j.last[s.ID]
		if again != s.Updated {
			j.Groundless = append(j.Groundless, fmt.Sprintf("story %s of digest %s: updated is %t, told before %t", s.ID, d.ID, s.Updated, again))
		}
		if !again {
			j.order = append(j.order, s.ID)
		}
		if news := j.tell(s, d.ID, told); !news {
			j.Groundless = append(j.Groundless, fmt.Sprintf("story %s of digest %s has nothing new", s.ID, d.ID))
		}
		j.last[s.ID] = created
	}
}

// tell notes the articles of a story and reports whether any of them is new
// or revised since it was told last.
func (j *judge) tell(s kilas.Story, digest string, told time.Time) bool {
	news := false
	for _, listed := range s.Brief.Articles {
		a, ok := j.world.Article(listed.URL)
		if !ok {
			j.Unknown = append(j.Unknown, fmt.Sprintf("%q in digest %s", listed.URL, digest))
			continue
		}
		if got := strings.TrimPrefix(strings.Join(strings.Fields(listed.Title), " "), "+++ "); got != strings.Join(strings.Fields(a.Title), " ") {
			j.Titles = append(j.Titles, fmt.Sprintf("%q, want %q (%s)", got, a.Title, a.URL))
		}
		in, seen := j.story[a]
		switch {
		case !seen:
			j.story[a] = s.ID
			j.articles[s.ID] = append(j.articles[s.ID], a)
			news = true
		case in != s.ID:
			j.Twice = append(j.Twice, fmt.Sprintf("%s in stories %s and %s (digest %s)", a.URL, in, s.ID, digest))
		}
		wrong := told.After(j.world.End().AddDate(0, 0, 7)) // by a clock that had jumped
		if !a.Updated.IsZero() && (told.IsZero() || wrong || a.Updated.After(told.Add(-48*time.Hour))) {
			news = true // a revision may have been fetched late
		}
	}
	return news
}

func (j *judge) pairs() {
	j.Stories, j.Articles = len(j.order), len(j.story)
	stories := make(map[int][]string) // of each event
	count := make(map[int]int)
	for _, id := range j.order {
		events := make(map[int]int)
		for _, a := range j.articles[id] {
			events[a.Event]++
		}
		n := len(j.articles[id])
		j.Told += n * (n - 1) / 2
		for e, k := range events {
			j.Both += k * (k - 1) / 2
			count[e] += k
			stories[e] = append(stories[e], id)
		}
		if len(events) > 1 {
			j.Mixed = append(j.Mixed, fmt.Sprintf("story %s: %s", id, describe(j.articles[id])))
		}
	}
	for e, k := range count {
		j.Same += k * (k - 1) / 2
		if ids := stories[e]; len(ids) > 1 {
			var parts []string
			for _, id := range ids {
				parts = append(parts, describe(j.articles[id]))
			}
			j.Retold = append(j.Retold, fmt.Sprintf("event %d: %s", e, strings.Join(parts, " | ")))
		}
	}
	slices.Sort(j.Retold)
}

func describe(articles []*Article) string {
	var parts []string
	for _, a := range articles {
		parts = append(parts, fmt.Sprintf("%d/%s %q", a.Event, a.Feed.Lang, a.Title))
	}
	return strings.Join(parts, ", ")
}

func (j *judge) missing(until time.Time) {
	told := make(map[*Article]bool) // by the article that all copies come from
	events := make(map[int]bool)
	for a := range j.story {
		told[a.source()] = true
		events[a.Event] = true
	}
	for _, a := range j.world.Articles {
		if !a.Feed.Reachable() || a.Published.After(until) || told[a.source()] {
			continue
		}
		name := fmt.Sprintf("event %d, %s (%s, published %s)", a.Event, a.URL, a.Feed.Lang, a.Published.Format(time.RFC3339))
		if events[a.Event] {
			j.Absorbed = append(j.Absorbed, name)
		} else {
			j.Missing = append(j.Missing, name)
		}
	}
}

// source is the article that was copied first, a itself if none was.
func (a *Article) source() *Article {
	for a.CopyOf != nil {
		a = a.CopyOf
	}
	return a
}
