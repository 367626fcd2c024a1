package digest

import (
	"math"
	"time"

	"github.com/kilas-news/kilas/internal/store"
)

// Parts of the importance of a story, chosen by hand: what many newsrooms tell
// matters most, then what is new, then what is told at length.
const (
	sourcesPart = 0.6
	recencyPart = 0.25
	lengthPart  = 0.15

	manySources = 4.0            // sources that make most of the first part
	halfLife    = 18 * time.Hour // of recency
	longEnough  = 20             // sentences
)

// importance is the place of a story in a digest, in [0,1], higher first.
func (r *run) importance(s store.Story) float64 {
	hosts, languages := map[string]bool{}, map[string]bool{}
	copies, sentences, weight := 0, 0, 0.0
	for _, a := range s.Articles {
		hosts[a.Host], languages[string(a.Lang)] = true, true
		copies += a.Copies
		if a.Body != nil {
			sentences = max(sentences, len(a.Body.Sentences))
		}
		weight = max(weight, r.weight(a.Feed))
	}
	sources := float64(len(hosts)+copies) + 0.5*float64(len(languages)-1) - 1
	age := max(0, r.opt.Now.Sub(s.Latest))
	score := sourcesPart*(1-math.Exp(-sources/manySources)) +
		recencyPart*math.Exp2(-float64(age)/float64(halfLife)) +
		lengthPart*math.Min(1, float64(sentences)/longEnough)
	// The weight of a feed bends the score and keeps it in [0,1].
	return 1 - math.Pow(1-score, weight)
}

// weight is that of a feed, 1 for one that is gone.
func (r *run) weight(feed int64) float64 {
	if f, ok := r.feeds[feed]; ok && f.Weight > 0 {
		return f.Weight
	}
	return 1
}
