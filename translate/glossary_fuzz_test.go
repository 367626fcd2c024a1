package translate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kilas-news/kilas/translate/nmt"
)

// Places of terms are whole runes, in order and disjoint; mending with them
// leaves valid text, and text without the terms as it is.
func FuzzGlossary(f *testing.F) {
	f.Add("bupati\tregent\nbank sentral\tcentral bank", "Para bupati-bupati dan Bank Sentral.", "The mayors and the bank.", "id")
	f.Add("regent\tbupati\tcase", "The regents' house, K\u212A ſs", "Rumah bupati", "en")
	f.Add("银行\tbank", "中国银行", "The bank", "zh")
	f.Fuzz(func(t *testing.T, terms, sentence, text, from string) {
		g, err := ReadGlossary("terms.tsv", langOf(from), "en", strings.NewReader(terms))
		if err != nil || !utf8.ValidString(sentence) || !utf8.ValidString(text) {
			return
		}
		end := 0
		for _, o := range g.find(sentence) {
			if o.start < end || o.end <= o.start || o.end > len(sentence) || !utf8.ValidString(sentence[o.start:o.end]) {
				t.Fatalf("find(%q) has %d to %d after %d", sentence, o.start, o.end, end)
			}
			end = o.end
			renders("en", text, o.term)
		}
		r := nmt.Result{Text: text, Source: []nmt.Token{{ID: 5, End: len(sentence)}}}
		for i, n := range text {
			r.Target = append(r.Target, nmt.Token{ID: 6, Start: i, End: i + utf8.RuneLen(n)})
			r.Alignment = append(r.Alignment, nmt.Weights{Values: []float32{1}})
		}
		mended := apply(g.To, text, append(g.mend(sentence, r), restore("id", "en", sentence, r)...))
		if !utf8.ValidString(mended) || end == 0 && len(restore("id", "en", sentence, r)) == 0 && mended != text {
			t.Fatalf("mend(%q, %q) = %q", sentence, text, mended)
		}
	})
}
