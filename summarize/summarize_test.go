package summarize

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

func TestRank(t *testing.T) {
	t.Parallel()
	for id, f := range fixtures(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			a := f.articles()[0]
			ranked := Rank(a)
			if len(ranked) != len(a.Sentences) {
				t.Fatalf("Rank gave %d scores for %d sentences", len(ranked), len(a.Sentences))
			}
			best := 0.0
			for i, r := range ranked {
				s := a.Sentences[i]
				if r.Index != i || r.Score < 0 || r.Score > 1 || math.IsNaN(r.Score) {
					t.Errorf("Rank[%d] = %+v", i, r)
				}
				if outside := s.Boilerplate() || a.Blocks[s.Block].Kind == kilas.BlockHeading; outside != (r.Score == 0) {
					t.Errorf("score of %q is %v, outside of the story: %t", s.Text, r.Score, outside)
				}
				best = max(best, r.Score)
			}
			if best != 1 {
				t.Errorf("best score = %v, want 1", best)
			}
		})
	}
}

// Rank finds sentences itself, and what it finds is what Split gives.
func TestRankSplits(t *testing.T) {
	t.Parallel()
	f := fixtures(t)["en-ferry"]
	bare := kilas.Article{Lang: "en", Title: f.Title, Text: f.Text}
	split := bare
	split.Sentences = langs.Split("en", f.Text)
	if got, want := Rank(bare), Rank(split); !slices.Equal(got, want) {
		t.Errorf("Rank of a bare article = %v, want %v", got, want)
	}
}

func TestExtract(t *testing.T) {
	t.Parallel()
	options := []Options{{}, {Sentences: 1}, {Sentences: 5}, {Sentences: 100}, {MaxWords: 40}, {MaxWords: 1000}, {Sentences: 2, MaxWords: 50}}
	for id, f := range fixtures(t) {
		for _, opt := range options {
			t.Run(fmt.Sprintf("%s/%+v", id, opt), func(t *testing.T) {
				t.Parallel()
				articles := f.articles()
				s, err := Extract(articles, opt)
				if err != nil {
					t.Fatal(err)
				}
				checkSummary(t, s, articles)
				n := len(s.Sentences)
				if opt == (Options{}) && n != defaultSentences || opt.Sentences > 0 && n > opt.Sentences {
					t.Errorf("%d sentences", n)
				}
				if words := len(strings.Fields(s.Text)); opt.MaxWords > 0 && words > opt.MaxWords+n {
					t.Errorf("%d words: %s", words, s.Text)
				}
				if len(s.Warnings) > 0 {
					t.Errorf("warnings = %v", s.Warnings)
				}
			})
		}
	}
}

// checkSummary checks what every summary promises.
func checkSummary(t *testing.T, s kilas.Summary, articles []kilas.Article) {
	t.Helper()
	if s.Schema != kilas.SchemaSummary || s.Summarizer != Name || s.Lang != articles[0].Lang {
		t.Errorf("summary is %q by %q in %q", s.Schema, s.Summarizer, s.Lang)
	}
	if want := strings.Join(texts(s), " "); s.Text != want {
		t.Errorf("text = %q, want %q", s.Text, want)
	}
	lastArticle, lastIndex := 0, -1
	for _, one := range s.Sentences {
		k := 0
		if len(articles) > 1 {
			k = slices.IndexFunc(articles, func(a kilas.Article) bool { return a.ID == one.Article })
		} else if one.Article != "" {
			t.Errorf("article %q named in a summary of one", one.Article)
		}
		if k < 0 || k < lastArticle || k == lastArticle && one.Index <= lastIndex {
			t.Fatalf("sentence %d of %q is out of order", one.Index, one.Article)
		}
		lastArticle, lastIndex = k, one.Index
		from := articles[k].Sentences[one.Index]
		if one.Text != articles[k].Text[one.Start:one.End] || from.Start != one.Start || from.Boilerplate() {
			t.Errorf("sentence %+v is not %+v", one, from)
		}
		if one.Score <= 0 || one.Score > 1 {
			t.Errorf("score of %q is %v", one.Text, one.Score)
		}
	}
}

func TestExtractStandsAlone(t *testing.T) {
	t.Parallel()
	for id, leaning := range map[string][]string{
		"en-ferry":  {"It was told", "Many of them", "She said"},
		"en-dam":    {"He spoke"},
		"id-sampah": {"Dia meminta"},
		"id-gempa":  {"Itu tidak", "Mereka kekurangan"},
		"fr-musee":  {"Elle dirige"},
		"es-tren":   {"Esto es"},
		"en-fire":   {"He is an", "It took"},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			articles := fixtures(t)[id].articles()
			s, err := Extract(articles, Options{Sentences: 4})
			if err != nil {
				t.Fatal(err)
			}
			for i, one := range s.Sentences {
				for _, l := range leaning {
					if strings.HasPrefix(one.Text, l) && (i == 0 || s.Sentences[i-1].Index != one.Index-1) {
						t.Errorf("%q is in the summary without the sentence before it", one.Text)
					}
				}
			}
		})
	}
}

func TestExtractCluster(t *testing.T) {
	t.Parallel()
	articles := fixtures(t)["en-fire"].articles()
	for i := range articles {
		articles[i].Cluster = "fire"
	}
	s, err := Extract(articles, Options{Sentences: 4})
	if err != nil {
		t.Fatal(err)
	}
	if s.ID != "fire" {
		t.Errorf("id = %q, want that of the cluster", s.ID)
	}
	sources := map[string]bool{}
	for _, one := range s.Sentences {
		sources[one.Article] = true
	}
	if len(sources) < 2 {
		t.Errorf("one source only: %q", texts(s))
	}
	for _, fact := range []string{"85 traders|Eighty-five traders", "3,000 crowns|Castle Square"} {
		n := 0
		for _, one := range s.Sentences {
			for form := range strings.SplitSeq(fact, "|") {
				n += min(strings.Count(one.Text, form), 1)
			}
		}
		if n > 2 {
			t.Errorf("%s told %d times: %q", fact, n, texts(s))
		}
	}
}

// The same article twice gives no sentence twice.
func TestExtractDuplicates(t *testing.T) {
	t.Parallel()
	one := fixtures(t)["en-ferry"].articles()[0]
	two := one
	two.ID = "copy"
	s, err := Extract([]kilas.Article{one, two}, Options{Sentences: 5})
	if err != nil {
		t.Fatal(err)
	}
	all := texts(s)
	slices.Sort(all)
	if len(slices.Compact(all)) != len(s.Sentences) {
		t.Errorf("a sentence comes twice: %q", texts(s))
	}
}

func TestExtractOtherLanguages(t *testing.T) {
	t.Parallel()
	f := fixtures(t)
	articles := append(f["id-gempa"].articles(), f["en-dam"].articles()...)
	s, err := Extract(articles, Options{Sentences: 3})
	if err != nil {
		t.Fatal(err)
	}
	if s.Lang != "id" || len(s.Warnings) != 1 || s.Warnings[0].Code != "other-languages" {
		t.Errorf("summary in %q with warnings %v", s.Lang, s.Warnings)
	}
	for _, one := range s.Sentences {
		if one.Article != articles[0].ID {
			t.Errorf("%q is from %q", one.Text, one.Article)
		}
	}
}

func TestExtractOddInput(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		articles []kilas.Article
		opt      Options
		want     string
		warning  string
		err      error
	}{
		"no article":       {err: ErrNoSentences},
		"empty text":       {articles: []kilas.Article{{Lang: "en"}}, err: ErrNoSentences},
		"only marks":       {articles: []kilas.Article{{Lang: "en", Text: "*** --- !!!"}}, err: ErrNoSentences},
		"only boilerplate": {articles: []kilas.Article{{Lang: "en", Text: "Read more: the dam"}}, err: ErrNoSentences},
		"one sentence":     {articles: []kilas.Article{{Lang: "en", Text: "The dam broke."}}, want: "The dam broke."},
		"unknown language": {articles: []kilas.Article{{Text: "Zib zub zab. Zub zab zob."}}, want: "Zib zub zab. Zub zab zob."},
		"no spaces":        {articles: []kilas.Article{{Lang: "zh", Text: "大坝决堤。居民撤离。"}}, want: "大坝决堤。 居民撤离。"},
		"first is empty":   {articles: []kilas.Article{{Lang: "id"}, {Lang: "en", Text: "The dam broke."}}, want: "The dam broke."},
		"too long": {articles: []kilas.Article{{Lang: "en", Text: "The dam above the town broke. It rained."}}, opt: Options{MaxWords: 1},
			want: "It rained.", warning: "too-long"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Extract(tt.articles, tt.opt)
			if !errors.Is(err, tt.err) || s.Text != tt.want {
				t.Errorf("Extract = %q, %v, want %q, %v", s.Text, err, tt.want, tt.err)
			}
			if tt.warning != "" && (len(s.Warnings) != 1 || s.Warnings[0].Code != tt.warning) {
				t.Errorf("warnings = %v, want %s", s.Warnings, tt.warning)
			}
		})
	}
}

func TestExtractChangesNothingAndIsSafe(t *testing.T) {
	t.Parallel()
	articles := fixtures(t)["en-fire"].articles()
	before := fmt.Sprint(articles)
	want, err := Extract(articles, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, err := Extract(articles, Options{}); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("Extract = %v, %v, want %v", got, err, want)
			}
		})
	}
	wg.Wait()
	if fmt.Sprint(articles) != before {
		t.Error("Extract changed its articles")
	}
}

// An article of thousands of sentences takes no quadratic time.
func TestRankLongArticle(t *testing.T) {
	t.Parallel()
	ranked := Rank(kilas.Article{Lang: "en", Text: strings.Repeat("The dam above the town broke on Friday. ", 5000)})
	if len(ranked) != 5000 || ranked[maxSentences-1].Score == 0 || ranked[maxSentences].Score != 0 {
		t.Errorf("%d scores, %v and %v at the bound", len(ranked), ranked[maxSentences-1], ranked[maxSentences])
	}
}
