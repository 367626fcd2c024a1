package align

import (
	"fmt"
	"math"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/beads"
	"github.com/kilas-news/kilas/align/internal/evidence"
	"github.com/kilas-news/kilas/langs"
)

// Decision says whether two articles tell the same event. Score is the
// probability in [0,1] and Because the reason, for people.
type Decision struct {
	Same    bool
	Score   float64
	Because string
}

// leastSame is the score from which two articles are one story.
const leastSame = 0.5

// SameEvent decides whether two articles, in one language or two, tell the
// same event. It looks for sentences that correspond and favours precision:
// articles on the same people in the same week are not yet the same story.
func SameEvent(a, b kilas.Article) Decision {
	s, t := articleText(a), articleText(b)
	m := evidence.Compare(s.text, t.text, evidence.Means{})
	candidates := beads.Gather(m)
	candidates.Score(beads.ModelOf(m))
	chosen := candidates.Choose(DefaultMinScore)
	total := 0.0
	for _, p := range chosen {
		total += p.P
	}
	size := float64(min(len(s.at), len(t.at)))
	if size == 0 {
		return Decision{Because: "one of the articles has no text"}
	}
	score := 1 / (1 + math.Exp(-(12*total/size - 2.5)))
	return Decision{
		Same:    score >= leastSame,
		Score:   score,
		Because: fmt.Sprintf("%d of %.0f sentences correspond", len(chosen), size),
	}
}

// articleText is an article's title and sentences, split here when nobody has
// done so.
func articleText(a kilas.Article) story {
	t := Text{Lang: a.Lang, Sentences: a.Sentences}
	if t.Sentences == nil {
		t.Sentences = langs.Split(a.Lang, a.Text)
	}
	return t.story()
}
