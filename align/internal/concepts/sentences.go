package concepts

// leastPair is the share from which two sentences are counterparts.
const leastPair = 0.3

// wholeSentence is the weight that two sentences must have in common to be
// counterparts for certain: a phrase that any article may have has less.
const wholeSentence = 5

// sentences pairs the sentences of two articles, the most alike first, each at
// most once.
func (m *match) sentences(l *Likeness) {
	var alike [MaxSentences][MaxSentences]float64
	weightsX, weightsY := m.x.sentenceWeights(m.abroad), m.y.sentenceWeights(m.abroad)
	toY, toX := m.covers(m.x, m.byX), m.covers(m.y, m.byY)
	for i := range m.x.Sentences {
		for j := range m.y.Sentences {
			if a, b := float64(toY[i][j]), float64(toX[j][i]); a+b > 0 {
				said := min(a*float64(weightsX[i]), b*float64(weightsY[j]))
				alike[i][j] = 2 * a * b / (a + b) * min(1, said/wholeSentence)
			}
		}
	}
	shorter := min(m.x.Sentences, m.y.Sentences)
	if shorter == 0 {
		return
	}
	for n := range shorter {
		bestI, bestJ := 0, 0
		for i := range m.x.Sentences {
			for j := range m.y.Sentences {
				if alike[i][j] > alike[bestI][bestJ] {
					bestI, bestJ = i, j
				}
			}
		}
		best := alike[bestI][bestJ]
		switch n {
		case 0:
			l.Best = best
		case 1:
			l.Second = best
		}
		if best < leastPair {
			break
		}
		l.Sentences += best / float64(shorter)
		for k := range MaxSentences {
			alike[bestI][k], alike[k][bestJ] = 0, 0
		}
	}
}

// covers returns the part of every sentence of a bag that each sentence of the
// other one mentions.
func (m *match) covers(b *Bag, rows []float32) (part [MaxSentences][MaxSentences]float32) {
	for n := range b.Units {
		u := &b.Units[n]
		row := rows[n*MaxSentences : (n+1)*MaxSentences]
		if most(row, MaxSentences) == 0 {
			continue
		}
		for i := range b.Sentences {
			if u.sentences&(1<<i) == 0 {
				continue
			}
			for j, s := range row {
				part[i][j] += u.weight(m.abroad) * s
			}
		}
	}
	weights := b.sentenceWeights(m.abroad)
	for i := range b.Sentences {
		if weights[i] > 0 {
			for j := range part[i] {
				part[i][j] /= weights[i]
			}
		}
	}
	return part
}

// sentenceWeights are the weights of the units in each sentence.
func (b *Bag) sentenceWeights(abroad bool) *[MaxSentences]float32 {
	if abroad {
		return &b.weights[1]
	}
	return &b.weights[0]
}
