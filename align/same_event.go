package align

import (
	"fmt"
	"strings"
	"time"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/events"
	"github.com/kilas-news/kilas/langs"
)

// Decision says whether two articles tell the same event. Score is the
// probability in [0,1], Lead the share of the words and names of title and lead
// that the other article has, in [0,1], and Because the reason, for people.
type Decision struct {
	Same    bool
	Score   float64
	Lead    float64
	Because string
}

// Event is an article prepared for [SameEvents]. It is read-only and may be
// used by several goroutines.
type Event struct {
	prepared *events.Event
}

// Prepare reads an article for [SameEvents]: its language, title, sentences
// (split here when it has none) and date of publication. Only the beginning
// counts, so that a title and the summary of a feed will do. It takes some
// milliseconds; the article is not kept.
func Prepare(a kilas.Article) *Event {
	t := Text{Lang: a.Lang, Sentences: a.Sentences}
	if t.Sentences == nil {
		t.Sentences = langs.Split(a.Lang, a.Text)
	}
	return &Event{prepared: events.New(a.Lang, a.Title, t.story().text.Sentences, published(a))}
}

// published is when an article was published, or the zero time.
func published(a kilas.Article) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, a.Published); err == nil {
			return t
		}
	}
	return time.Time{}
}

// SameEvent decides whether two articles, in one language or two, tell the
// same event. To compare many, prepare each once and use [SameEvents].
func SameEvent(a, b kilas.Article) Decision { return SameEvents(Prepare(a), Prepare(b)) }

// SameEvents decides whether two articles, in one language or two, tell the
// same event: by the words, names and numbers that they share, most of all in
// their titles and leads, by sentences that correspond, by what their leads
// mean, and by the time between their publication. It favours precision: most
// pairs that share the people and places of an event, but tell another one of
// the same week, score below one half. Two texts in different languages
// without dictionaries are compared by names, numbers and dates alone. The
// order of the two makes no difference. It takes some ten microseconds.
func SameEvents(a, b *Event) Decision {
	if a.prepared.Empty() || b.prepared.Empty() {
		return Decision{Because: "one of the articles has no text"}
	}
	score, common := events.Judge(a.prepared, b.prepared)
	d := Decision{Score: score, Same: score >= events.LeastSame, Lead: common.Lead}
	reasons := []string{
		fmt.Sprintf("%.0f %% of title and lead are found on the other side", 100*common.Lead),
		fmt.Sprintf("%.0f %% of the names", 100*common.Names),
		fmt.Sprintf("%.0f %% of the numbers", 100*common.Numbers),
	}
	if d.Same {
		if shared := events.Shared(a.prepared, b.prepared, mostWords); len(shared) > 0 {
			reasons = append([]string{"both tell of " + strings.Join(shared, ", ")}, reasons...)
		}
	}
	d.Because = strings.Join(reasons, "; ")
	return d
}
