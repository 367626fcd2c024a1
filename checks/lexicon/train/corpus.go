package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// maxUnits is the longest sentence that is trained on; longer lines are
// mostly tables and lists.
const maxUnits = 60

// vocabulary numbers units from 1 in order of appearance; 0 is the empty word
// of the source side. After [vocabulary.prune] rare units have number 0.
type vocabulary struct {
	words  []string
	counts []int
	cases  [][2]int // uses inside of sentences: in lower case, capitalised
	ids    map[string]uint32
}

func newVocabulary() *vocabulary {
	return &vocabulary{words: []string{""}, counts: []int{0}, cases: make([][2]int, 1), ids: map[string]uint32{}}
}

func (v *vocabulary) add(word string) uint32 {
	id, ok := v.ids[word]
	if !ok {
		id = uint32(len(v.words))
		v.ids[word] = id
		v.words = append(v.words, word)
		v.counts = append(v.counts, 0)
		v.cases = append(v.cases, [2]int{})
	}
	v.counts[id]++
	return id
}

// prune keeps units seen at least minCount times, at most limit of them, the
// most frequent first, and returns the new number of every old one.
func (v *vocabulary) prune(minCount, limit int) []uint32 {
	order := make([]uint32, 0, len(v.words))
	for id := 1; id < len(v.words); id++ {
		if v.counts[id] >= minCount {
			order = append(order, uint32(id))
		}
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return v.counts[b] - v.counts[a] })
	if len(order) > limit {
		order = order[:limit]
	}
	renumbered := make([]uint32, len(v.words))
	words, counts, cases := []string{""}, []int{0}, make([][2]int, 1)
	for _, id := range order {
		renumbered[id] = uint32(len(words))
		words = append(words, v.words[id])
		counts = append(counts, v.counts[id])
		cases = append(cases, v.cases[id])
	}
	v.words, v.counts, v.cases, v.ids = words, counts, cases, nil
	return renumbered
}

// corpus is a parallel text as numbers of units.
type corpus struct {
	source, target *vocabulary
	pairs          [][2][]uint32
}

// readCorpus reads tab-separated files; columns are the numbers, from 1, of
// the source and target columns.
func readCorpus(files []string, from, to kilas.Lang, columns [2]int, leftOut without, minCount, limit int) (*corpus, error) {
	c := &corpus{source: newVocabulary(), target: newVocabulary()}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		pairs, err := readPairs(f, columns)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out := leftOut.outside(pairs)
		for n, p := range pairs {
			if !out[n] {
				c.add(p, from, to)
			}
		}
	}
	sourceIDs := c.source.prune(minCount, limit)
	targetIDs := c.target.prune(minCount, limit)
	for i := range c.pairs {
		c.pairs[i][0] = renumber(c.pairs[i][0], sourceIDs)
		c.pairs[i][1] = renumber(c.pairs[i][1], targetIDs)
	}
	return c, nil
}

func readPairs(r io.Reader, columns [2]int) ([][2]string, error) {
	var pairs [][2]string
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		fields := strings.Split(scanner.Text(), "\t")
		if len(fields) >= max(columns[0], columns[1]) {
			pairs = append(pairs, [2]string{fields[columns[0]-1], fields[columns[1]-1]})
		}
	}
	return pairs, scanner.Err()
}

// add takes up a pair, unless it is empty, too long or was left untranslated.
func (c *corpus) add(p [2]string, from, to kilas.Lang) {
	source, target := lexicon.Units(from, p[0]), lexicon.Units(to, p[1])
	if len(source) == 0 || len(target) == 0 || len(source) > 3*maxUnits || len(target) > 3*maxUnits || slices.Equal(source, target) {
		return
	}
	c.pairs = append(c.pairs, [2][]uint32{number(c.source, source), number(c.target, target)})
	c.source.countCases(from, p[0])
	c.target.countCases(to, p[1])
}

func number(v *vocabulary, units []string) []uint32 {
	ids := make([]uint32, len(units))
	for i, u := range units {
		ids[i] = v.add(u)
	}
	return ids
}

func renumber(ids, renumbered []uint32) []uint32 {
	kept := ids[:0]
	for _, id := range ids {
		if n := renumbered[id]; n != 0 {
			kept = append(kept, n)
		}
	}
	return kept
}

// flip is the same corpus in the other direction.
func (c *corpus) flip() *corpus {
	f := &corpus{source: c.target, target: c.source, pairs: make([][2][]uint32, len(c.pairs))}
	for i, p := range c.pairs {
		f.pairs[i] = [2][]uint32{p[1], p[0]}
	}
	return f
}
