package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Longest lines that may be headings; shorter in scripts whose signs say more,
// or whose paragraphs have no end marks either. So many lines in a row that
// look like headings are a list.
const (
	maxHeadingRunes      = 100
	maxDenseHeadingRunes = 40
	listRun              = 3
)

// blocksOf makes a block of every line of a plain text. A short line without
// an end mark is taken for a heading when a paragraph stands before and after
// it; the lines before the first paragraph are the title and its subtitle,
// which belong to the story.
func blocksOf(text string) []kilas.Block {
	blocks := []kilas.Block{}
	for start := 0; start < len(text); {
		end := start + lineLen(text[start:])
		if from, to := trimSpan(text, start, end); from < to {
			blocks = append(blocks, kilas.Block{Kind: lineKind(text[from:to]), Start: from, End: to})
		}
		start = end
		for start < len(text) && isLineBreak(text[start:]) > 0 {
			start += isLineBreak(text[start:])
		}
	}
	settleHeadings(blocks, text)
	return blocks
}

// settleHeadings turns lines that look like headings into paragraphs where no
// story stands before and after them.
func settleHeadings(blocks []kilas.Block, text string) {
	last := -1
	for i, b := range blocks {
		if b.Kind != kilas.BlockHeading && lineMark(text[b.Start:b.End]) == "" {
			last = i
		}
	}
	listRuns(blocks)
	seen := false
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == kilas.BlockHeading && (!seen || i > last) {
			b.Kind = kilas.BlockParagraph
		} else if b.Kind == kilas.BlockParagraph {
			seen = true
		}
	}
}

// listRuns turns listRun headings in a row or more into a list.
func listRuns(blocks []kilas.Block) {
	for from := 0; from < len(blocks); from++ {
		to := from
		for to < len(blocks) && blocks[to].Kind == kilas.BlockHeading {
			to++
		}
		if from > 0 && to-from >= listRun {
			for i := from; i < to; i++ {
				blocks[i].Kind = kilas.BlockList
			}
		}
		from = max(from, to)
	}
}

// headingRunes returns how long a heading in the script of a line may be.
func headingRunes(line string) int {
	for _, r := range line {
		switch scriptOf(r) {
		case thai, lao, khmer, myanmar, han, kana:
			return maxDenseHeadingRunes
		case noScript:
			continue
		default:
			return maxHeadingRunes
		}
	}
	return maxHeadingRunes
}

// lineKind guesses what a line of plain text is.
func lineKind(line string) kilas.BlockKind {
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case strings.ContainsRune("•▪◦●‣*", first), (first == '-' || first == '–') && strings.HasPrefix(strings.TrimLeft(line, "-–"), " "):
		return kilas.BlockList
	case utf8.RuneCountInString(line) <= headingRunes(line) && !endsLikeSentence(line) && lineMark(line) == "" && datelineLen(line) == 0:
		return kilas.BlockHeading
	}
	return kilas.BlockParagraph
}

// endsLikeSentence reports an end mark, a colon or a comma at the end of a line,
// before closing quotation marks.
func endsLikeSentence(line string) bool {
	trimmed := strings.TrimRight(line, "”’»“\"')]）」』 ")
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	if strings.ContainsRune(endMarks+":;,，：", last) {
		return last != '?' && last != '!' || trimmed != line
	}
	return !unicode.IsLetter(last) && !unicode.IsDigit(last) && !unicode.IsMark(last)
}
