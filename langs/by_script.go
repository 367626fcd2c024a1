package langs

import (
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
)

// byScript returns the language of a script that needs no n-grams.
func (s *sample) byScript(sc script, among []kilas.Lang) candidates {
	langs := scriptLangs[sc]
	if len(langs) == 0 {
		return nil
	}
	order := slices.Clone(langs)
	sure := 1.0
	if len(langs) > 1 {
		order, sure = s.tell(sc, order)
	}
	var c candidates
	for i, l := range order {
		if chosen, ok := choose(l, among); ok {
			p := sure
			if i > 0 {
				p = (1 - sure) / float64(len(order)-1)
			}
			if n := len(c); n > 0 && c[n-1].Lang == chosen {
				c[n-1].Confidence += p
				continue
			}
			c = append(c, kilas.LangCandidate{Lang: chosen, Confidence: p})
		}
	}
	total := 0.0
	for _, l := range c {
		total += l.Confidence
	}
	for i := range c {
		c[i].Confidence /= total
	}
	return c
}

// tell orders the languages of a script that several share, and says how sure
// the first is.
func (s *sample) tell(sc script, langs []kilas.Lang) ([]kilas.Lang, float64) {
	switch sc {
	case han:
		return s.tellHan()
	case bengali:
		return s.tellBySigns(langs, "ৰৱ")
	case hebrew:
		return s.tellBySigns(langs, "װױײ")
	}
	first, second := 0, 0
	a, b := words(functionWords[langs[0]]), words(functionWords[langs[1]])
	for _, w := range s.words {
		if a.has(w) {
			first++
		}
		if b.has(w) {
			second++
		}
	}
	if second > first {
		langs[0], langs[1] = langs[1], langs[0]
		first, second = second, first
	}
	return langs, (float64(first) + 2) / (float64(first+second) + 2.5)
}

// tellBySigns takes the second language when the text has letters of its own.
func (s *sample) tellBySigns(langs []kilas.Lang, signs string) ([]kilas.Lang, float64) {
	for _, w := range s.words {
		if strings.ContainsAny(w, signs) {
			return []kilas.Lang{langs[1], langs[0]}, 0.97
		}
	}
	return langs, 0.99
}

// tellHan tells Chinese in simplified and in traditional characters and
// Japanese without kana apart by the characters that only one of them uses.
func (s *sample) tellHan() ([]kilas.Lang, float64) {
	var simplified, traditional, japanese int
	for _, w := range s.words {
		for _, r := range w {
			switch {
			case strings.ContainsRune(simplifiedOnly, r):
				simplified++
			case strings.ContainsRune(traditionalOnly, r):
				traditional++
			}
			if strings.ContainsRune(japaneseOnly, r) {
				japanese++
			}
		}
	}
	total := float64(simplified + traditional + japanese)
	switch {
	case japanese > simplified && japanese > traditional:
		return []kilas.Lang{"ja", "zh", "zh-hant"}, (float64(japanese) + 1) / (total + 2)
	case traditional > simplified:
		return []kilas.Lang{"zh-hant", "zh", "ja"}, (float64(traditional) + 2) / (total + 2.2)
	}
	return []kilas.Lang{"zh", "zh-hant", "ja"}, (float64(simplified) + 2) / (total + 2.2)
}
