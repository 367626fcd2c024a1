package generate

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
)

// maxSheetBytes bounds the sentences that a writer sees: about 5,000 tokens,
// which small models that run at home can still take.
const maxSheetBytes = 16_000

// Sheet is the sentences of a story as a writer sees them, numbered from 1
// in the order of the articles.
type Sheet struct {
	lines      []line
	bytes      int
	left       int // sentences that did not fit
	suspicious int // sentences that were kept out
}

// line is a sentence of the sheet: its place, its text without what could be
// more than text, and its rank in its article, in [0,1].
type line struct {
	article, sentence int
	text              string
	rank              float64
}

// newSheet takes the sentences that tell the story. When they are too long,
// those of the highest rank stay, whole and in order.
func newSheet(story Story) Sheet {
	var s Sheet
	for i, a := range story.Articles {
		rank := summarize.Rank(a)
		for k, one := range a.Sentences {
			if rank[k].Score == 0 {
				continue // headings, captions, boilerplate
			}
			text := cleanLine(one.Text)
			if suspicious(text) {
				s.suspicious++
				continue
			}
			s.lines = append(s.lines, line{article: i, sentence: k, text: text, rank: rank[k].Score})
			s.bytes += len(text)
		}
	}
	return s.cut(maxSheetBytes)
}

// cut returns a sheet of at most so many bytes, and of at least one sentence.
func (s Sheet) cut(most int) Sheet {
	if s.bytes <= most || len(s.lines) < 2 {
		return s
	}
	byRank := make([]int, len(s.lines))
	for i := range byRank {
		byRank[i] = i
	}
	slices.SortStableFunc(byRank, func(i, j int) int { return cmp.Compare(s.lines[j].rank, s.lines[i].rank) })
	keep := make([]bool, len(s.lines))
	size := 0
	for _, i := range byRank {
		if n := len(s.lines[i].text); size == 0 || size+n <= most {
			keep[i], size = true, size+n
		}
	}
	out := Sheet{bytes: size, left: s.left, suspicious: s.suspicious}
	for i, l := range s.lines {
		if keep[i] {
			out.lines = append(out.lines, l)
		} else {
			out.left++
		}
	}
	return out
}

func (s Sheet) warnings() []kilas.Warning {
	var out []kilas.Warning
	if s.left > 0 {
		out = append(out, kilas.Warning{Code: WarnCut, Message: fmt.Sprintf("the summarizer saw %d of %d sentences, the most important ones", len(s.lines), len(s.lines)+s.left)})
	}
	if s.suspicious > 0 {
		out = append(out, kilas.Warning{Code: WarnSuspicious, Message: counted(s.suspicious, "sentence") + " that talk to a language model were kept from it"})
	}
	return out
}

// place returns the article and sentence of a number of the sheet.
func (s Sheet) place(number int) (line, bool) {
	if number < 1 || number > len(s.lines) {
		return line{}, false
	}
	return s.lines[number-1], true
}

// fence is a mark that the texts can't have: a part of their hash. So it needs
// no chance, and the same story is the same question.
func fence(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		_, _ = io.WriteString(h, t+"\xff") // a hash never fails
	}
	const bytes = 8
	for {
		mark := hex.EncodeToString(h.Sum(nil)[:bytes])
		if !slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, mark) }) {
			return mark
		}
		_, _ = io.WriteString(h, mark)
	}
}

// cleanLine is a text on one line, without control characters and without
// those that are seen by no reader, in which instructions can hide.
func cleanLine(text string) string {
	text = strings.Map(func(r rune) rune {
		const joiner, nonJoiner = '\u200d', '\u200c' // which some scripts write with
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != joiner && r != nonJoiner, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}
