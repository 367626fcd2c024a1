//go:build ignore

// Gen_ngrams derives ngrams.bin, the tables of the first stage of detection,
// from the language models of lingua-go (Apache-2.0), whose folder is its
// argument: the n-grams that tell languages of one script apart best, with
// their probabilities rounded to a byte. Run it with go generate.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/pemistahl/lingua-go/serialization"
	"google.golang.org/protobuf/proto"
)

// group is the languages of one script that n-grams have to tell apart.
type group struct {
	name  string
	langs []string
	size  int // n-grams kept
}

var groups = []group{
	{"latin", strings.Fields("af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn pl pt ro sk sl sn so sq sr-latn st sv sw tl tn tr ts vi xh yo zu"), 40000},
	{"cyrillic", strings.Fields("be bg kk mk mn ru sr uk"), 20000},
	{"arabic", strings.Fields("ar fa ur"), 12000},
	{"devanagari", strings.Fields("hi mr"), 8000},
}

const (
	order    = 4    // the longest n-gram; a key has 8 bits a letter
	backoff  = 0.25 // factor for each letter of context that is dropped
	perNat   = 20   // steps of a stored byte per unit of the logarithm
	leastLog = -12.7
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: gen_ngrams LINGUA-FOLDER OUTPUT")
	}
	var out bytes.Buffer
	out.WriteString("KNG1")
	for _, g := range groups {
		if err := write(&out, g, os.Args[1]); err != nil {
			log.Fatal(err)
		}
	}
	if err := os.WriteFile(os.Args[2], out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// model is the conditional probabilities of a language's n-grams.
type model map[string]float64

// joint is the probability of an n-gram among those of its length.
func (m model) joint(ngram string) float64 {
	p := 1.0
	for i := range ngram {
		_, n := utf8.DecodeRuneInString(ngram[i:])
		q, ok := m[ngram[:i+n]]
		if !ok {
			return 0
		}
		p *= q
	}
	return p
}

// logProb is the logarithm of the probability of the last letter of an n-gram
// after the others, backing off to shorter contexts.
func (m model) logProb(ngram string) float64 {
	penalty := 0.0
	for ngram != "" {
		if p, ok := m[ngram]; ok {
			return max(math.Log(p)+penalty, leastLog)
		}
		_, n := utf8.DecodeRuneInString(ngram)
		ngram = ngram[n:]
		penalty += math.Log(backoff)
	}
	return leastLog
}

func write(out *bytes.Buffer, g group, folder string) error {
	models := make([]model, len(g.langs))
	for i, l := range g.langs {
		m, err := load(folder, l)
		if err != nil {
			return fmt.Errorf("%s: %w", l, err)
		}
		models[i] = m
	}
	letters := alphabet(models)
	ngrams := choose(models, letters, g.size)

	fmt.Fprintf(out, "%s\n%s\n%s\n", g.name, strings.Join(g.langs, " "), string(letters))
	must(binary.Write(out, binary.LittleEndian, uint32(len(ngrams))))
	for _, n := range ngrams {
		must(binary.Write(out, binary.LittleEndian, key(n, letters)))
	}
	for _, n := range ngrams {
		for _, m := range models {
			out.WriteByte(byte(min(255, math.Round(-m.logProb(n)*perNat))))
		}
	}
	log.Printf("%s: %d languages, %d letters, %d n-grams", g.name, len(g.langs), len(letters), len(ngrams))
	return nil
}

// alphabet is the letters of the languages, the frequent ones first, at most
// 255: one byte each, and 0 for none.
func alphabet(models []model) []rune {
	freq := map[rune]float64{}
	for _, m := range models {
		for n, p := range m {
			if utf8.RuneCountInString(n) == 1 {
				r, _ := utf8.DecodeRuneInString(n)
				freq[r] = max(freq[r], p)
			}
		}
	}
	letters := make([]rune, 0, len(freq))
	for r, p := range freq {
		if p > 2e-5 {
			letters = append(letters, r)
		}
	}
	slices.SortFunc(letters, func(a, b rune) int {
		if freq[a] != freq[b] {
			if freq[a] > freq[b] {
				return -1
			}
			return 1
		}
		return int(a - b)
	})
	return letters[:min(255, len(letters))]
}

func key(ngram string, letters []rune) uint32 {
	k := uint32(0)
	for _, r := range ngram {
		k = k<<8 | uint32(slices.Index(letters, r)+1)
	}
	return k
}

// choose returns the n-grams whose own probabilities change the comparison of
// languages most, weighted by how often they are met, sorted by key. All
// single letters are among them, and the prefixes of none are needed.
func choose(models []model, letters []rune, size int) []string {
	known := map[rune]bool{}
	for _, r := range letters {
		known[r] = true
	}
	gain := map[string]float64{}
	for _, m := range models {
		for n := range m {
			if _, done := gain[n]; done || strings.ContainsFunc(n, func(r rune) bool { return !known[r] }) {
				continue
			}
			gain[n] = worth(models, n)
		}
	}
	list := make([]string, 0, len(gain))
	for n, g := range gain {
		if g > 0 {
			list = append(list, n)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if gain[list[i]] != gain[list[j]] {
			return gain[list[i]] > gain[list[j]]
		}
		return list[i] < list[j]
	})
	list = list[:min(size, len(list))]
	sort.Slice(list, func(i, j int) bool { return key(list[i], letters) < key(list[j], letters) })
	return list
}

func worth(models []model, ngram string) float64 {
	if utf8.RuneCountInString(ngram) == 1 {
		return math.Inf(1)
	}
	_, n := utf8.DecodeRuneInString(ngram)
	least, most, joint := math.Inf(1), math.Inf(-1), 0.0
	for _, m := range models {
		change := m.logProb(ngram) - m.logProb(ngram[n:])
		least, most = min(least, change), max(most, change)
		joint = max(joint, m.joint(ngram))
	}
	return joint * (most - least)
}

// load reads the models of a language. Serbian in Latin letters is the
// Serbian model, letter by letter (Serbian Latin is a transliteration).
func load(folder, lang string) (model, error) {
	from, _, latin := strings.Cut(lang, "-")
	m := model{}
	for i, name := range []string{"unigrams", "bigrams", "trigrams", "quadrigrams"} {
		if i == order {
			break
		}
		if err := read(filepath.Join(folder, "language-models", from, name+".pb.bin.zip"), m); err != nil {
			return nil, err
		}
	}
	if latin {
		return transliterate(m), nil
	}
	return m, nil
}

func read(path string, m model) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	var s serialization.SerializableLanguageModel
	if err := proto.Unmarshal(raw, &s); err != nil {
		return err
	}
	for _, set := range s.NgramSets {
		for _, n := range set.Ngrams {
			m[n] = set.Probability
		}
	}
	return nil
}

// serbian spells the letters with a digraph (lj, nj, dž) as one letter.
var serbian = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z",
	"и", "i", "ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s",
	"т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

func transliterate(m model) model {
	out := model{}
	for n, p := range m {
		l := serbian.Replace(n)
		if utf8.RuneCountInString(l) > order {
			continue
		}
		out[l] = max(out[l], p)
	}
	return out
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
