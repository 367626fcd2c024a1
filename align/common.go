package align

import "github.com/kilas-news/kilas/align/internal/events"

// Common is what two articles have in common, for those who gather many
// articles and know more of them. Shares are in [0,1], by weight, the harmonic
// mean of both directions; a kind that one article lacks has 0.5, which tells
// nothing. Words that no dictionary has count little between two languages.
type Common struct {
	Words, Names, Numbers float64 // of the beginnings of the articles
	Lead                  float64 // of the words and names of title and lead, in the whole of the other
	Leads, LeadWords      float64 // in the title and lead of the other, and of words alone
	LeadNames             float64 // of the likely names in title and lead, in the whole of the other
	LeadNamesLess         float64 // the smaller share of the two
	Sentences             float64 // of the sentences of the shorter article, that have a counterpart
	Best, Second          float64 // how alike the two most alike pairs of sentences are
	NumbersDiffer         float64 // 1 when both leads have numbers and share none
	DaysDiffer            float64 // 1 when both leads have dates and share none
	Rare                  float64 // the weight that both share, on a logarithmic scale
	Length                float64 // logarithm of the number of sentences of the shorter one
	Meaning, LeadMeaning  float64 // cosines of what they mean, where both languages have vectors
	Small                 float64 // 1 when the dictionary of one of two languages is small, or there is none
}

// Compare returns what two articles have in common, whenever they were
// published. It takes some ten microseconds.
func Compare(a, b *Event) Common {
	f, l := events.Compare(a.prepared, b.prepared)
	return Common{
		Words: l.Words, Names: l.Names, Numbers: l.Numbers, Lead: l.Lead, Leads: l.Leads, LeadWords: l.LeadWords,
		LeadNames: l.LeadNames, LeadNamesLess: l.LeadNamesLess, Sentences: l.Sentences, Best: l.Best, Second: l.Second,
		NumbersDiffer: l.Conflict, DaysDiffer: l.OtherDay, Rare: l.Rare, Length: f[events.FeatureLength],
		Meaning: l.Meaning, LeadMeaning: l.LeadMeaning, Small: max(f[events.FeatureSmallTable], f[events.FeatureNoTable]),
	}
}
