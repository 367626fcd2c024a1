package pipeline

import (
	"math"
	"math/rand/v2"

	"github.com/kilas-news/kilas"
)

// languages is a pair of them in order, or one twice.
type languages struct{ a, b kilas.Lang }

func languagesOf(a, b kilas.Lang) languages { return languages{min(a, b), max(a, b)} }

// usual is how alike any two reports in a pair of languages are: languages
// differ in how many words they share, and in how well dictionaries know them.
type usual struct{ n, sum, squares float64 }

func (u *usual) add(x float64) {
	u.n++
	u.sum += x
	u.squares += x * x
}

// What two reports in any languages have in common, and how many pairs of
// reports it takes to say it better.
const (
	usualCosine    = 0.03
	usualDeviation = 0.03
	usualPairs     = 20
)

// deviation is how far a value is above the mean, in standard deviations.
func (u usual) deviation(x float64) float64 {
	n := u.n + usualPairs
	mean := (u.sum + usualPairs*usualCosine) / n
	variance := (u.squares+usualPairs*(usualCosine*usualCosine+usualDeviation*usualDeviation))/n - mean*mean
	return (x - mean) / math.Sqrt(max(variance, 1e-6))
}

// How many pairs of reports are drawn, and how many of them are compared for a
// pair of languages.
const (
	drawnPairs    = 12000
	comparedPairs = 200
)

// usuals compares pairs of reports drawn by chance, the same for the same
// reports: the cosines of their words and of their English words.
func (x *index) usuals() map[languages][2]usual {
	out := map[languages][2]usual{}
	n := len(x.reports)
	if n < 2 {
		return out
	}
	rng := rand.New(rand.NewPCG(uint64(n), 0))
	for range min(drawnPairs, n*n/2) {
		i, j := rng.IntN(n), rng.IntN(n)
		of := languagesOf(x.reports[i].Lang, x.reports[j].Lang)
		u := out[of]
		if i == j || u[0].n >= comparedPairs {
			continue
		}
		p := pairOf(i, j)
		shared := x.sharedOf(p)
		u[0].add(x.cosine(i, j, wordTerm, shared))
		u[1].add(x.cosine(i, j, englishTerm, shared))
		out[of] = u
	}
	return out
}
