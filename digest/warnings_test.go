package digest

import (
	"slices"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
)

// What several briefs lack is said once, with a count, and reported once a day.
func TestGatherWarnings(t *testing.T) {
	t.Parallel()
	desk := newDesk(t, newNewsroom(t))
	llm := func(why string) kilas.Warning { return kilas.Warning{Code: pipeline.WarnSummarizer, Message: why} }
	pair := func(languages string) kilas.Warning {
		return kilas.Warning{Code: pipeline.WarnNoTranslator, Message: languages}
	}
	own := kilas.Warning{Code: "few-pairs", Message: "few"}
	for _, tt := range []struct {
		name    string
		after   time.Duration
		briefs  [][]kilas.Warning
		lifted  []kilas.Warning
		left    []int // warnings of each brief
		problem string
	}{
		{
			"none", 0, [][]kilas.Warning{{own}, {own}}, nil, []int{1, 1}, "",
		}, {
			"one", 0, [][]kilas.Warning{{llm("refused")}, {own}, {}}, nil, []int{1, 1, 0}, "1 of 3 stories: refused",
		}, {
			"all, the same day", 0, [][]kilas.Warning{{llm("request 1 timed out"), llm("again"), own}, {llm("request 2 timed out")}},
			[]kilas.Warning{llm("2 of 2 stories: request 1 timed out")}, []int{1, 0}, "",
		}, {
			"all, the next day", 24 * time.Hour, [][]kilas.Warning{{llm("request 1 timed out")}, {llm("request 2 timed out")}, {}},
			[]kilas.Warning{llm("2 of 3 stories: request 1 timed out")}, []int{0, 0, 0}, "2 of 3 stories: request 1 timed out",
		}, {
			"languages", 0, [][]kilas.Warning{{pair("id-en")}, {pair("ja-en")}, {pair("id-en")}},
			[]kilas.Warning{pair("2 of 3 stories: id-en")}, []int{0, 1, 0}, "",
		},
	} {
		r := newRun(desk.runner, Options{Now: morning.Add(tt.after)})
		var stories []kilas.Story
		for _, w := range tt.briefs {
			stories = append(stories, kilas.Story{Brief: kilas.Brief{Warnings: slices.Clone(w)}})
		}
		got, err := r.gatherWarnings(t.Context(), stories)
		if err != nil || !slices.Equal(got, tt.lifted) {
			t.Errorf("%s: the digest warns %v, %v, want %v", tt.name, got, err, tt.lifted)
		}
		for i, s := range stories {
			if len(s.Brief.Warnings) != tt.left[i] {
				t.Errorf("%s: brief %d keeps %v, want %d", tt.name, i, s.Brief.Warnings, tt.left[i])
			}
		}
		said := ""
		for _, p := range r.out.Problems {
			said += p.Message
		}
		if said != tt.problem {
			t.Errorf("%s: reported %q, want %q", tt.name, said, tt.problem)
		}
	}
}
