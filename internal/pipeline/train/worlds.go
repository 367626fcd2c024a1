package main

import (
	"slices"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/newsroom"
)

// world is one simulation. Every is the time between two runs of the reader;
// with 0 all is read at once.
type world struct {
	seed     uint64
	articles int
	every    time.Duration
	part     newsroom.Selection // of the texts, if there are any
}

const day = 24 * time.Hour

// Mornings with much formulaic news and with little, and what runs every day
// and every few hours see of it: two halves of worlds.
var inventedWorlds = [2][]world{
	{
		{seed: 11, articles: 1200}, {seed: 12, articles: 360}, {seed: 13, articles: 360}, {seed: 14, articles: 120}, {seed: 15, articles: 120},
		{seed: 16, articles: 120}, {seed: 17, articles: 360, every: day}, {seed: 18, articles: 360, every: day}, {seed: 19, articles: 120, every: day},
		{seed: 20, articles: 120, every: day}, {seed: 22, articles: 600, every: day}, {seed: 21, articles: 120, every: day / 4},
	}, {
		{seed: 31, articles: 1200}, {seed: 32, articles: 360}, {seed: 33, articles: 360}, {seed: 34, articles: 120},
		{seed: 37, articles: 360, every: day}, {seed: 38, articles: 600, every: day}, {seed: 39, articles: 120, every: day / 4},
	},
}

// The languages of the texts, in two groups, so that worlds have as many as
// those of [newsroom.Development].
var (
	someLangs  = []kilas.Lang{"id", "ms", "es", "fr", "ja", "ar", "vi"}
	otherLangs = []kilas.Lang{"hi", "th", "zh", "de", "ru", "tr", "ja", "vi"}
	allLangs   = slices.Compact(slices.Sorted(slices.Values(slices.Concat(someLangs, otherLangs))))
)

// quarterLines is how many of the lines of translations a quarter has.
const quarterLines = 250

// quarter is one of the four parts of the texts. The last one has those
// documents that the others lack.
func quarter(n int, langs []kilas.Lang) newsroom.Selection {
	s := newsroom.Selection{Langs: langs, From: (n - 1) * quarterLines, To: n * quarterLines, Half: 1}
	if n == 4 {
		s.Half = 2
	}
	return s
}

// pairWorlds are those that pairs of articles are taken from.
func pairWorlds(texts string, part int) []world {
	switch {
	case texts == "" && part == 0:
		return slices.Concat(inventedWorlds[:]...)
	case texts == "":
		return inventedWorlds[(part-1)%2]
	case part == 0:
		return []world{{seed: 71, articles: 1200}, {seed: 72, articles: 1200}, {seed: 73, articles: 1200}, {seed: 74, articles: 600, every: day}}
	}
	some, other, all, seed := quarter(part, someLangs), quarter(part, otherLangs), quarter(part, allLangs), uint64(part)
	return []world{
		{seed: 10 + seed, articles: 600, part: some}, {seed: 20 + seed, articles: 600, part: other}, {seed: 30 + seed, articles: 600, part: some},
		{seed: 40 + seed, articles: 250, part: all}, {seed: 50 + seed, articles: 250, part: all, every: day}, {seed: 60 + seed, articles: 300, part: some},
	}
}

// bondWorlds are those that clusters are taken from: others than pairs are,
// with more that is read every few hours, and others in each round.
func bondWorlds(texts string, part int, round uint64) []world {
	seed := 200*round + uint64(part)
	if texts == "" {
		return []world{
			{seed: seed, articles: 1200}, {seed: seed + 10, articles: 360}, {seed: seed + 20, articles: 360}, {seed: seed + 30, articles: 120},
			{seed: seed + 40, articles: 600}, {seed: seed + 50, articles: 360, every: day}, {seed: seed + 60, articles: 600, every: day},
			{seed: seed + 70, articles: 600, every: day / 4}, {seed: seed + 80, articles: 120, every: day / 4}, {seed: seed + 90, articles: 1200, every: day / 4},
		}
	}
	some, other, all := quarter(max(1, part), someLangs), quarter(max(1, part), otherLangs), quarter(max(1, part), allLangs)
	if part == 0 {
		some, other, all = newsroom.Selection{Langs: someLangs}, newsroom.Selection{Langs: otherLangs}, newsroom.Selection{Langs: allLangs}
	}
	return []world{
		{seed: seed, articles: 600, part: some}, {seed: seed + 10, articles: 600, part: other}, {seed: seed + 20, articles: 600, part: some},
		{seed: seed + 30, articles: 600, part: other}, {seed: seed + 40, articles: 300, part: some}, {seed: seed + 50, articles: 300, part: other},
		{seed: seed + 60, articles: 250, part: all}, {seed: seed + 70, articles: 300, part: all, every: day}, {seed: seed + 80, articles: 400, part: some, every: day / 4},
		{seed: seed + 90, articles: 400, part: other, every: day / 4}, {seed: seed + 100, articles: 600, part: some, every: day / 4},
	}
}
