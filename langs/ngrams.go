package langs

import (
	_ "embed"
	"encoding/binary"
	"strings"
	"sync"

	"github.com/kilas-news/kilas"
)

//go:generate sh -c "go run gen_ngrams.go \"$(go list -m -f '{{.Dir}}' github.com/pemistahl/lingua-go)\" ngrams.bin"

//go:embed ngrams.bin
var ngramsFile string

// ngramTable is the letter n-grams (n up to 4) that tell the languages of one
// script apart, each with a row of costs, one per language: costPerNat times
// the negative logarithm of the probability of its last letter after the
// others. Gen_ngrams.go derives it from the models of lingua-go.
type ngramTable struct {
	langs   []kilas.Lang
	letters map[rune]uint32 // from 1
	keys    string          // sorted, four bytes each, a letter's number in each byte
	rows    string
}

// costPerNat is the scale of the stored costs.
const costPerNat = 20

// ngramTables reads the tables, by the name of their script. It only cuts the
// embedded file into pieces.
var ngramTables = sync.OnceValue(func() map[string]*ngramTable {
	tables := map[string]*ngramTable{}
	rest := strings.TrimPrefix(ngramsFile, "KNG1")
	for rest != "" {
		var name, langs, letters string
		name, rest, _ = strings.Cut(rest, "\n")
		langs, rest, _ = strings.Cut(rest, "\n")
		letters, rest, _ = strings.Cut(rest, "\n")
		t := &ngramTable{letters: map[rune]uint32{}}
		for _, l := range strings.Fields(langs) {
			t.langs = append(t.langs, kilas.Lang(l))
		}
		for _, r := range letters {
			t.letters[r] = uint32(len(t.letters) + 1)
		}
		n := int(binary.LittleEndian.Uint32([]byte(rest[:4])))
		rest = rest[4:]
		t.keys, rest = rest[:4*n], rest[4*n:]
		t.rows, rest = rest[:n*len(t.langs)], rest[n*len(t.langs):]
		tables[name] = t
	}
	return tables
})

// row returns the costs of an n-gram, or "" for one that is not in the table.
func (t *ngramTable) row(key uint32) string {
	lo, hi := 0, len(t.keys)/4
	for lo < hi {
		mid := (lo + hi) / 2
		if t.key(mid) < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if 4*lo == len(t.keys) || t.key(lo) != key {
		return ""
	}
	return t.rows[lo*len(t.langs) : (lo+1)*len(t.langs)]
}

func (t *ngramTable) key(i int) uint32 {
	k := t.keys[4*i : 4*i+4]
	return uint32(k[0]) | uint32(k[1])<<8 | uint32(k[2])<<16 | uint32(k[3])<<24
}

// addCosts adds what a word in small letters costs in each language to sum,
// and returns the number of its letters that the table knows. Each letter
// costs what the longest known n-gram that ends with it says.
func (t *ngramTable) addCosts(sum []int, word string) int {
	known := 0
	context, length := uint32(0), 0
	for _, r := range word {
		n, ok := t.letters[r]
		if !ok {
			context, length = 0, 0
			continue
		}
		known++
		context, length = context<<8|n, min(length+1, 4)
		for n := length; n > 0; n-- {
			if row := t.row(context & (1<<(8*n) - 1)); row != "" {
				for i := range sum {
					sum[i] += int(row[i])
				}
				break
			}
		}
	}
	return known
}
