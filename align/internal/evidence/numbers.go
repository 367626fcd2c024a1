package evidence

import (
	"slices"

	"github.com/kilas-news/kilas/checks"
)

// Numbers returns the numbers of a group of sentences.
func (s *Side) Numbers(group []int) []checks.Number {
	if len(group) == 1 {
		return s.sentence(group[0]).Facts.Numbers
	}
	var numbers []checks.Number
	for _, i := range group {
		numbers = append(numbers, s.sentence(i).Facts.Numbers...)
	}
	return numbers
}

// Matched counts the numbers that the others have too, and those that they
// lack. Loosely worded ones are not counted as lacking.
func Matched(numbers, others []checks.Number) (shared, missing int) {
	for _, n := range numbers {
		switch {
		case slices.ContainsFunc(others, n.Same):
			shared++
		case !n.Loose:
			missing++
		}
	}
	return shared, missing
}
