package newsroom

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// How often things happen, as parts of one.
const (
	copied    = 0.08 // an article is agency copy of another one
	updated   = 0.10 // an article is updated within a day
	relisted  = 0.08 // an article is listed again as if it were new
	followers = 30 * time.Hour
	twinsNear = 72 * time.Hour
)

// desk assigns events to newsrooms and writes their articles.
type desk struct {
	*World
	rng    *rand.Rand
	langs  []kilas.Lang
	byLang map[kilas.Lang][]*Feed
	starts []time.Time               // of the tales
	told   []map[*Feed]bool          // who told each tale
	left   [][]Document              // documents that nobody published yet
	latest []map[kilas.Lang]*Article // the last article on each tale, for agency copy
}

func newDesk(w *World, langs []kilas.Lang, rng *rand.Rand) *desk {
	n := len(w.Corpus.Tales)
	d := &desk{
		World: w, rng: rng, langs: langs, byLang: make(map[kilas.Lang][]*Feed),
		starts: make([]time.Time, n), told: make([]map[*Feed]bool, n), left: make([][]Document, n), latest: make([]map[kilas.Lang]*Article, n),
	}
	for _, f := range w.Feeds {
		d.byLang[f.Lang] = append(d.byLang[f.Lang], f)
	}
	span := time.Duration(w.Config.Days)*24*time.Hour - followers/2
	for i, t := range w.Corpus.Tales {
		d.starts[i] = w.Config.Start.Add(time.Duration(rng.Int64N(int64(span))))
		if t.Twin >= 0 && t.Twin < i {
			near := d.starts[t.Twin].Add(time.Duration(rng.Int64N(int64(2*twinsNear))) - twinsNear)
			d.starts[i] = clamp(near, w.Config.Start, w.Config.Start.Add(span))
		}
		d.told[i] = make(map[*Feed]bool)
		d.latest[i] = make(map[kilas.Lang]*Article)
		d.left[i] = slices.Clone(t.Documents)
	}
	return d
}

func clamp(t, lo, hi time.Time) time.Time {
	if t.Before(lo) {
		return lo
	}
	if t.After(hi) {
		return hi
	}
	return t
}

// tellAll gives every tale its first article, then deals the others out, some
// tales to many newsrooms and most to a few, until there are enough.
func (d *desk) tellAll() error {
	n := len(d.Corpus.Tales)
	interest := make([]int, n) // how many newsrooms care
	for i := range interest {
		interest[i] = [...]int{1, 1, 2, 2, 3, 3, 4, 5, 6, 8}[d.rng.IntN(10)]
	}
	for round := 0; len(d.Articles) < d.Config.Articles; round++ {
		before := len(d.Articles)
		for i := 0; i < n && len(d.Articles) < d.Config.Articles; i++ {
			if round < interest[i] || round > 12 {
				d.tell(i)
			}
		}
		if len(d.Articles) == before && round > 12 {
			return fmt.Errorf("%d tales make %d articles, not %d", n, before, d.Config.Articles)
		}
	}
	return nil
}

// tell has one more newsroom publish tale i, if one is left.
func (d *desk) tell(i int) {
	tale := d.Corpus.Tales[i]
	a := &Article{Event: i}
	if len(tale.Documents) > 0 {
		if len(d.left[i]) == 0 {
			return
		}
		doc := d.left[i][0]
		if a.Feed = d.feed(i, doc.Lang); a.Feed == nil {
			return
		}
		d.left[i] = d.left[i][1:]
		a.Title, a.Paragraphs = doc.Title, doc.Paragraphs
		if a.Title == "" {
			a.Title = headline(lead(doc.Paragraphs), doc.Lang)
		}
	} else {
		langs := tale.langs(d.langs)
		for _, k := range d.rng.Perm(len(langs)) {
			if a.Feed = d.feed(i, langs[k]); a.Feed != nil {
				break
			}
		}
		if a.Feed == nil {
			return
		}
		if twin := d.latest[i][a.Feed.Lang]; twin != nil && d.rng.Float64() < copied {
			a.CopyOf, a.Title, a.Paragraphs = twin, twin.Title, twin.Paragraphs
		} else {
			d.write(a, tale)
		}
	}
	d.told[i][a.Feed] = true
	d.latest[i][a.Feed.Lang] = a
	d.schedule(a)
	d.Articles = append(d.Articles, a)
}

// feed picks a newsroom of the language that hasn't told tale i.
func (d *desk) feed(i int, lang kilas.Lang) *Feed {
	feeds := d.byLang[lang]
	if len(feeds) == 0 {
		return nil
	}
	from := d.rng.IntN(len(feeds))
	for k := range feeds {
		if f := feeds[(from+k)%len(feeds)]; !d.told[i][f] {
			return f
		}
	}
	return nil
}

// schedule says when an article appears and what becomes of it. Most follow
// the event within hours.
func (d *desk) schedule(a *Article) {
	late := d.rng.Float64()
	a.Published = d.starts[a.Event].Add(time.Duration(late * late * float64(followers))).Truncate(time.Minute)
	if d.rng.Float64() < updated {
		a.Updated = a.Published.Add(time.Duration(2+d.rng.IntN(20)) * time.Hour)
		a.Revised = append(slices.Clone(a.Paragraphs), d.aside(a.Feed.Lang))
		if d.rng.IntN(2) == 0 && len(a.Paragraphs) > 2 {
			a.Revised = append([]string{a.Paragraphs[0], d.aside(a.Feed.Lang)}, a.Paragraphs[1:]...)
		}
	}
	if d.rng.Float64() < relisted {
		a.Again = a.Published.Add(time.Duration(1+d.rng.IntN(30)) * time.Hour)
	}
}

// write tells a tale as one newsroom would: most of the facts, its own order
// after the first ones, two to a paragraph now and then, background and a
// sentence of its own towards the end.
func (d *desk) write(a *Article, t Tale) {
	lang := a.Feed.Lang
	var facts []string
	for i, f := range t.Facts {
		if f[lang] != "" && (i == 0 && d.rng.Float64() < 0.9 || i > 0 && d.rng.Float64() < 0.8) {
			facts = append(facts, f[lang])
		}
	}
	for _, f := range t.Facts { // a short tale may have lost too much
		if len(facts) < min(3, len(t.Facts)) && f[lang] != "" && !slices.Contains(facts, f[lang]) {
			facts = append(facts, f[lang])
		}
	}
	for i := 1; i+1 < len(facts); i++ {
		if d.rng.IntN(2) == 0 {
			facts[i], facts[i+1] = facts[i+1], facts[i]
		}
	}
	for _, f := range t.Background {
		if f[lang] != "" {
			facts = append(facts, f[lang])
		}
	}
	if own := d.aside(lang); own != "" {
		at := 1 + d.rng.IntN(len(facts))
		facts = slices.Insert(facts, at, own)
	}
	a.Title = t.Title[lang]
	if a.Title == "" {
		a.Title = headline(facts[0], lang)
	}
	for i := 0; i < len(facts); i++ {
		p := facts[i]
		if i > 0 && i+1 < len(facts) && d.rng.IntN(3) == 0 {
			i++
			p = joined(p, facts[i], lang)
		}
		a.Paragraphs = append(a.Paragraphs, p)
	}
}

func (d *desk) aside(lang kilas.Lang) string {
	if len(d.Corpus.Asides) == 0 {
		return ""
	}
	return d.Corpus.Asides[d.rng.IntN(len(d.Corpus.Asides))][lang]
}

func joined(a, b string, lang kilas.Lang) string {
	if lang == "ja" || lang == "zh" {
		return a + b
	}
	return a + " " + b
}

// lead is the first paragraph that is more than a dateline.
func lead(paragraphs []string) string {
	const long = 60 // bytes
	for _, p := range paragraphs {
		if len(p) >= long {
			return p
		}
	}
	return paragraphs[0]
}

// headline cuts a title out of a sentence: its first words, its first clause
// where words aren't spaced.
func headline(sentence string, lang kilas.Lang) string {
	const words, fewest, most = 11, 10, 32 // the latter two are runes
	if lang == "ja" || lang == "zh" || lang == "th" {
		if i := strings.IndexAny(sentence, "、。，"); i > 0 {
			if n := utf8.RuneCountInString(sentence[:i]); n >= fewest && n <= most {
				return sentence[:i]
			}
		}
		r := []rune(sentence)
		return string(r[:min(len(r), most)])
	}
	f := strings.Fields(sentence)
	return strings.TrimRight(strings.Join(f[:min(len(f), words)], " "), ".,;:")
}
