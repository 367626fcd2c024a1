package translate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kilas-news/kilas/checks"
)

// figureShare is how much of the attention on its words a figure must have
// got from the one that it stands for, in [0,1].
const figureShare = 0.4

var digits = regexp.MustCompile(`[0-9]+`)

// figures finds the runs of digits that the model miscopied. Runs are between
// the signs of a number, a date or a time, so that each language keeps its own;
// numbers that say the same in another way ("1.500.000" as "1.5 million", 13
// o'clock as 1 p.m.) are left alone.
func (w written) figures() []edit {
	source, target := runsOfDigits(w.sentence), runsOfDigits(w.result.Text)
	if len(source) == 0 || len(target) == 0 {
		return nil
	}
	there := checks.FactsOf(checks.Text{Lang: w.from, Text: w.sentence})
	here := checks.FactsOf(checks.Text{Lang: w.to, Text: w.result.Text})
	lost, made := unmatched(source, target, there, here), unmatched(target, source, here, there)
	return w.exchange(lost, made, func(l, m span, share float64) float64 {
		if share < figureShare || !strings.ContainsAny(l.text, m.text) {
			return 0
		}
		return share * likeness(l.text, m.text)
	})
}

func runsOfDigits(text string) []span {
	var list []span
	for _, at := range digits.FindAllStringIndex(text, -1) {
		list = append(list, span{text[at[0]:at[1]], at[0], at[1]})
	}
	return list
}

// unmatched returns the runs that the other text lacks, each as often as it is
// missing, and that belong to no number or date that the other text has too.
func unmatched(runs, others []span, facts, otherFacts checks.Facts) []span {
	others = slices.Clone(others)
	return slices.DeleteFunc(slices.Clone(runs), func(run span) bool {
		value := strings.TrimLeft(run.text, "0")
		if i := slices.IndexFunc(others, func(o span) bool { return strings.TrimLeft(o.text, "0") == value }); i >= 0 {
			others = slices.Delete(others, i, i+1)
			return true
		}
		return slices.ContainsFunc(facts.Numbers, func(n checks.Number) bool {
			return n.Start < run.end && run.start < n.End && slices.ContainsFunc(otherFacts.Numbers, n.Same)
		}) || slices.ContainsFunc(facts.Dates, func(d checks.Date) bool {
			return d.Start < run.end && run.start < d.End && slices.ContainsFunc(otherFacts.Dates, func(o checks.Date) bool { return d.Year == o.Year && d.Month == o.Month && d.Day == o.Day })
		})
	})
}
