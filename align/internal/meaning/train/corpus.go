package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// maxWords is the longest sentence that is trained on; longer lines are mostly
// tables and lists.
const maxWords = 80

type corpusOptions struct {
	from, to, columns  string
	minCount, minWords int
}

// pair is two sentences as numbers of words, each word once.
type pair [2][]uint32

// corpus is a parallel text.
type corpus struct {
	source, target *vocabulary
	pairs          []pair
}

// vocabulary numbers words in order of appearance. counts are the sentences
// that have them.
type vocabulary struct {
	words  []string
	counts []int
	ids    map[string]uint32
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]uint32{}} }

func (v *vocabulary) add(units []string) []uint32 {
	ids := make([]uint32, 0, len(units))
	for _, u := range units {
		id, ok := v.ids[u]
		if !ok {
			id = uint32(len(v.words))
			v.ids[u] = id
			v.words = append(v.words, u)
			v.counts = append(v.counts, 0)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for _, id := range ids {
		v.counts[id]++
	}
	return ids
}

// known returns the numbers of the units that the vocabulary has.
func (v *vocabulary) known(units []string) []uint32 {
	var ids []uint32
	for _, u := range units {
		if id, ok := v.ids[u]; ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// prune drops the words in fewer than least sentences and returns the new
// numbers of the old ones.
func (v *vocabulary) prune(least int) map[uint32]uint32 {
	kept := newVocabulary()
	renumbered := map[uint32]uint32{}
	for id, word := range v.words {
		if v.counts[id] >= least {
			renumbered[uint32(id)] = uint32(len(kept.words))
			kept.ids[word] = uint32(len(kept.words))
			kept.words = append(kept.words, word)
			kept.counts = append(kept.counts, v.counts[id])
		}
	}
	*v = *kept
	return renumbered
}

// surprise is the weight that a word has before anything is learned, by the
// share of the sentences that have it (Arora et al. 2017, smooth inverse
// frequency).
func (v *vocabulary) surprise(id int, sentences int) float64 {
	const smooth = 1e-3
	return math.Sqrt(smooth / (smooth + float64(v.counts[id])/float64(sentences)))
}

// read reads tab-separated files.
func (o corpusOptions) read(files []string) (*corpus, error) {
	c := &corpus{source: newVocabulary(), target: newVocabulary()}
	seen := map[string]bool{}
	for _, file := range files {
		err := o.eachPair(file, func(source, target string) {
			s, t := lexicon.Units(kilas.Lang(o.from), source), lexicon.Units(kilas.Lang(o.to), target)
			key := strings.Join(s, " ") + "\t" + strings.Join(t, " ")
			if min(len(s), len(t)) < o.minWords || max(len(s), len(t)) > maxWords || slices.Equal(s, t) || seen[key] {
				return
			}
			seen[key] = true
			c.pairs = append(c.pairs, pair{c.source.add(s), c.target.add(t)})
		})
		if err != nil {
			return nil, err
		}
	}
	source, target := c.source.prune(o.minCount), c.target.prune(o.minCount)
	c.pairs = slices.DeleteFunc(c.pairs, func(p pair) bool { return len(p[0]) == 0 || len(p[1]) == 0 })
	kept := c.pairs[:0]
	for _, p := range c.pairs {
		p = pair{renumber(p[0], source), renumber(p[1], target)}
		if len(p[0]) > 0 && len(p[1]) > 0 {
			kept = append(kept, p)
		}
	}
	c.pairs = kept
	if len(c.pairs) == 0 {
		return nil, fmt.Errorf("no pairs of at least %d words", o.minWords)
	}
	return c, nil
}

// readCheck reads pairs in the words of a corpus.
func (o corpusOptions) readCheck(file string, c *corpus) ([]pair, error) {
	var pairs []pair
	err := o.eachPair(file, func(source, target string) {
		p := pair{c.source.known(lexicon.Units(kilas.Lang(o.from), source)), c.target.known(lexicon.Units(kilas.Lang(o.to), target))}
		if len(p[0]) > 0 && len(p[1]) > 0 {
			pairs = append(pairs, p)
		}
	})
	return pairs, err
}

func renumber(ids []uint32, renumbered map[uint32]uint32) []uint32 {
	kept := ids[:0]
	for _, id := range ids {
		if n, ok := renumbered[id]; ok {
			kept = append(kept, n)
		}
	}
	return kept
}

func (o corpusOptions) eachPair(file string, yield func(source, target string)) error {
	var at [2]int
	if _, err := fmt.Sscanf(o.columns, "%d,%d", &at[0], &at[1]); err != nil || at[0] < 1 || at[1] < 1 {
		return fmt.Errorf("columns %q: want two numbers such as 3,2", o.columns)
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	return eachLine(f, func(fields []string) {
		if len(fields) >= max(at[0], at[1]) {
			yield(fields[at[0]-1], fields[at[1]-1])
		}
	})
}

func eachLine(r io.Reader, yield func(fields []string)) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		yield(strings.Split(scanner.Text(), "\t"))
	}
	return scanner.Err()
}
