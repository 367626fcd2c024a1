package align

import (
	"fmt"
	"math"
	"strings"

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

// leastSame is the score from which two articles are one story. It is high,
// since two stories in one brief are worse than one story in two.
const leastSame = 0.75

// The logistic model of [SameEvent], fitted to the stories and near twins in
// testdata and to clusters of Multi-News and VietnameseMDS. Names weigh
// nothing by themselves: articles on the same people in the same week are not
// yet the same story, but what they say of them is.
const (
	eventBias    = -3.95
	eventWords   = 7.72
	eventNames   = -1.66
	eventNumbers = 2.87
	eventAligned = 3.28
	// Texts in one language share more words by chance.
	eventSameLang = -1.2
)

// SameEvent decides whether two articles, in one language or two, tell the
// same event, by the words, names and numbers that they share and by how many
// of their sentences correspond. It favours precision.
func SameEvent(a, b kilas.Article) Decision {
	s, t := articleText(a), articleText(b)
	sentences := min(len(s.at), len(t.at))
	if sentences == 0 {
		return Decision{Because: "one of the articles has no text"}
	}
	m := evidence.Compare(s.text, t.text, evidence.Means{})
	candidates := beads.Gather(m)
	candidates.Score(beads.ModelOf(m))
	aligned, pairs := 0.0, candidates.Choose(probabilityOf(DefaultMinScore))
	for _, p := range pairs {
		aligned += candidates.Confidence(p) * float64(max(len(p.Source), len(p.Target)))
	}
	share := min(1, aligned/float64(sentences))
	o := m.Overlap()
	z := eventBias + eventWords*o.Words + eventNames*o.Names + eventNumbers*o.Numbers + eventAligned*share
	if m.Basis == evidence.SameLang {
		z += eventSameLang
	}
	d := Decision{Score: 1 / (1 + math.Exp(-z))}
	d.Same = d.Score >= leastSame
	d.Because = because(o, len(pairs), sentences)
	return d
}

// because tells what two articles share.
func because(o evidence.Overlap, pairs, sentences int) string {
	reasons := []string{
		fmt.Sprintf("%d of %d sentences correspond", pairs, sentences),
		fmt.Sprintf("%.0f %% of the words are found on the other side", 100*o.Words),
	}
	if o.Names > 0 {
		reasons = append(reasons, fmt.Sprintf("%.0f %% of the names", 100*o.Names))
	}
	if o.Numbers > 0 {
		reasons = append(reasons, fmt.Sprintf("%.0f %% of the numbers and dates", 100*o.Numbers))
	}
	return strings.Join(reasons, ", ")
}

// articleText is the story of an article, split into sentences here when
// nobody has done so.
func articleText(a kilas.Article) story {
	t := Text{Lang: a.Lang, Sentences: a.Sentences}
	if t.Sentences == nil {
		t.Sentences = langs.Split(a.Lang, a.Text)
	}
	return t.story()
}
