package concepts

import "math"

// Likeness is how much two articles have in common. Shares are in [0,1], by
// weight, the harmonic mean of both directions; a kind that one of them lacks
// has 0.5, which tells nothing.
type Likeness struct {
	Words, Names, Numbers float64 // of the whole
	Lead                  float64 // of the words and names of title and lead, in the whole of the other
	Leads                 float64 // the same, in the title and lead of the other
	LeadWords             float64 // the same, words only
	LeadNames             float64 // of what may be names in title and lead, in the whole of the other
	LeadNamesLess         float64 // the smaller one of both directions
	Sentences             float64 // of the sentences of the shorter one, that have a counterpart
	Best, Second          float64 // of the two most alike pairs of sentences
	Conflict              float64 // 1 when both leads have numbers and share none
	OtherDay              float64 // 1 when both leads have dates and share none
	Rare                  float64 // the weight that both share, on a logarithmic scale
	Meaning, LeadMeaning  float64 // cosines of vectors, 0 without them
	Placed                bool    // there are vectors
}

// match is what of two bags is found in the other one.
type match struct {
	x, y   *Bag
	abroad bool // they are in different languages
	// byX[u*MaxSentences+s] is how surely sentence s of y mentions unit u of
	// x; byY the other way round.
	byX, byY []float32
}

// Compare compares two articles.
func Compare(x, y *Bag) Likeness {
	m := match{x: x, y: y, abroad: base(x.Lang) != base(y.Lang), byX: make([]float32, len(x.Units)*MaxSentences), byY: make([]float32, len(y.Units)*MaxSentences)}
	each(x, y, m.raise)
	var l Likeness
	m.whole(&l)
	if l.Rare >= leastCommon {
		m.sentences(&l)
	}
	if x.placed && y.placed {
		l.Placed = true
		l.Meaning, l.LeadMeaning = x.all.Likeness(&y.all), x.lead.Likeness(&y.lead)
	}
	return l
}

// leastCommon is the value of Rare below which two articles have too little in
// common for any of their sentences to be counterparts: some three words.
const leastCommon = 1

func (m *match) raise(e, f entry) {
	s := e.strength * f.strength
	raiseRow(m.byX[int(e.unit)*MaxSentences:], m.y.Units[f.unit].sentences, s)
	raiseRow(m.byY[int(f.unit)*MaxSentences:], m.x.Units[e.unit].sentences, s)
}

func raiseRow(row []float32, sentences uint16, s float32) {
	for n := 0; sentences != 0; n++ {
		if sentences&1 != 0 && s > row[n] {
			row[n] = s
		}
		sentences >>= 1
	}
}

// most is the surest mention in the first sentences.
func most(row []float32, sentences int) float32 {
	best := float32(0)
	for _, s := range row[:sentences] {
		best = max(best, s)
	}
	return best
}

// share is a part of a weight.
type share struct{ found, total float32 }

func (s *share) add(weight, found float32) {
	s.total += weight
	s.found += weight * found
}

// both is the harmonic mean of two shares.
func both(x, y share) float64 {
	if x.total == 0 || y.total == 0 {
		return 0.5
	}
	a, b := float64(x.found/x.total), float64(y.found/y.total)
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// less is the smaller one of two shares.
func less(x, y share) float64 {
	if x.total == 0 || y.total == 0 {
		return 0.5
	}
	return min(float64(x.found/x.total), float64(y.found/y.total))
}

// tally is the shares of one side.
type tally struct {
	kinds                [kinds]share
	lead, leads          share
	leadWords            share
	leadNames            share
	leadNumber, leadDate share
	rare                 float64
}

func tallyOf(b *Bag, rows []float32, abroad bool) tally {
	var t tally
	for n := range b.Units {
		u := &b.Units[n]
		row := rows[n*MaxSentences : (n+1)*MaxSentences]
		found := most(row, MaxSentences)
		weight := u.weight(abroad)
		t.kinds[u.Kind].add(weight, found)
		t.rare += float64(weight * found)
		if !u.lead() {
			continue
		}
		if u.Strange {
			t.leadNames.add(1, found)
		}
		inLead := most(row, LeadSentences)
		switch u.Kind {
		case Number:
			t.leadNumber.add(weight, found)
		case Date:
			t.leadDate.add(weight, found)
		default:
			t.lead.add(weight, found)
			t.leads.add(weight, inLead)
			if u.Kind == Word {
				t.leadWords.add(weight, inLead)
			}
		}
	}
	return t
}

func (m *match) whole(l *Likeness) {
	x, y := tallyOf(m.x, m.byX, m.abroad), tallyOf(m.y, m.byY, m.abroad)
	l.Words = both(x.kinds[Word], y.kinds[Word])
	l.Names = both(x.kinds[Name], y.kinds[Name])
	l.Numbers = both(x.kinds[Number], y.kinds[Number])
	l.Lead, l.Leads, l.LeadWords = both(x.lead, y.lead), both(x.leads, y.leads), both(x.leadWords, y.leadWords)
	l.LeadNames, l.LeadNamesLess = both(x.leadNames, y.leadNames), less(x.leadNames, y.leadNames)
	l.Conflict = conflict(x.leadNumber, y.leadNumber)
	l.OtherDay = conflict(x.leadDate, y.leadDate)
	l.Rare = math.Log1p(min(x.rare, y.rare))
}

// conflict is 1 when both sides have something and none of it is found.
func conflict(x, y share) float64 {
	if x.total > 0 && y.total > 0 && x.found == 0 && y.found == 0 {
		return 1
	}
	return 0
}
