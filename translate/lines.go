package translate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// maxRuns is the number of processes that one batch may cost to keep its
// sentences apart exactly.
const maxRuns = 8

// errLineCount says that a command did not answer line for line.
var errLineCount = errors.New("lines in and out don't match")

// Translate runs the command on the sentences.
//
// Some commands see one text, not lines: Apertium carries words from a line
// into the next when nothing ends it, and so can any translator that splits
// sentences itself. So a sentence that has no closing mark, or might not seem
// to have ended ("Acme Inc."), is the last that its process sees. When that
// takes more than a few processes, one process gets all sentences with empty
// lines between them and a full stop added where none is, which is taken off
// again; a sentence whose full stop did not come back is translated alone.
//
// A wrong number of lines has the sentences translated one by one, since no
// one can tell which line is whose.
//
// Sentences of white space don't reach the command.
func (e *Exec) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	out := make([]string, len(sentences))
	lines, places := []string{}, []int{}
	for i, s := range sentences {
		if line := oneLine(s); line != "" {
			lines, places = append(lines, line), append(places, i)
		}
	}
	texts, err := e.lines(ctx, from, to, lines)
	if err != nil {
		return nil, err
	}
	for k, i := range places {
		out[i] = texts[k]
	}
	return out, nil
}

// lines translates lines that are not empty.
func (e *Exec) lines(ctx context.Context, from, to kilas.Lang, lines []string) ([]string, error) {
	runs := runsOf(lines)
	if len(runs) > maxRuns {
		return e.fenced(ctx, from, to, lines)
	}
	out := make([]string, 0, len(lines))
	for _, run := range runs {
		texts, err := e.exact(ctx, from, to, run)
		if err != nil {
			return nil, err
		}
		out = append(out, texts...)
	}
	return out, nil
}

// exact translates lines as they are in one process, and one by one when it
// answers with a wrong number of lines.
func (e *Exec) exact(ctx context.Context, from, to kilas.Lang, lines []string) ([]string, error) {
	printed, err := e.run(ctx, from, to, strings.Join(lines, "\n")+"\n")
	if err != nil {
		return nil, err
	}
	texts, err := match(printed, len(lines))
	if errors.Is(err, errLineCount) && len(lines) > 1 {
		return e.alone(ctx, from, to, lines)
	}
	return texts, err
}

// alone translates each line in a process of its own. Lines that the command
// can't do stay empty; it is an error when it can't do the first few.
func (e *Exec) alone(ctx context.Context, from, to kilas.Lang, lines []string) ([]string, error) {
	const patience = 3
	out := make([]string, len(lines))
	failed := 0
	for i, line := range lines {
		texts, err := e.exact(ctx, from, to, []string{line})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			if failed++; failed == i+1 && (failed == patience || failed == len(lines)) {
				return nil, err
			}
			continue
		}
		out[i] = texts[0]
	}
	return out, nil
}

// fenced translates lines in one process with borders that translators of
// running text respect.
func (e *Exec) fenced(ctx context.Context, from, to kilas.Lang, lines []string) ([]string, error) {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(line)
		if !closed(line) {
			b.WriteString(".")
		}
		b.WriteString("\n")
	}
	printed, err := e.run(ctx, from, to, b.String())
	if err != nil {
		return nil, err
	}
	texts, err := matchFenced(printed, len(lines))
	if err != nil {
		return e.alone(ctx, from, to, lines)
	}
	var again []int
	for i, text := range texts {
		if closed(lines[i]) {
			continue
		}
		if stripped, ok := stripStop(text); ok {
			texts[i] = stripped
		} else {
			again = append(again, i)
		}
	}
	for _, i := range again {
		one, err := e.exact(ctx, from, to, lines[i:i+1])
		if err != nil {
			return nil, err
		}
		texts[i] = one[0]
	}
	return texts, nil
}

// match splits what was printed into n lines.
func match(printed string, n int) ([]string, error) {
	lines := strings.Split(strings.TrimSuffix(printed, "\n"), "\n")
	for len(lines) > n && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) != n || printed == "" {
		return nil, fmt.Errorf("%d lines for %d sentences: %w", strings.Count(printed, "\n"), n, errLineCount)
	}
	for i := range lines {
		lines[i] = strings.TrimSpace(strings.ToValidUTF8(lines[i], "\uFFFD"))
	}
	return lines, nil
}

// matchFenced splits what was printed for n lines with empty lines between
// them. Commands that leave out the empty lines are understood too.
func matchFenced(printed string, n int) ([]string, error) {
	if lines, err := match(printed, n); err == nil {
		for _, l := range lines {
			if l == "" {
				return nil, errLineCount
			}
		}
		return lines, nil
	}
	lines, err := match(printed, 2*n-1)
	if err != nil {
		return nil, err
	}
	texts := make([]string, n)
	for i, l := range lines {
		if i%2 == 0 {
			texts[i/2] = l
		} else if l != "" {
			return nil, errLineCount
		}
	}
	return texts, nil
}

// runsOf cuts lines after each that could flow into the next.
func runsOf(lines []string) [][]string {
	var runs [][]string
	start := 0
	for i, line := range lines {
		if i == len(lines)-1 || !closed(line) || abbreviated(line) {
			runs = append(runs, lines[start:i+1])
			start = i + 1
		}
	}
	return runs
}

// closers may follow the mark that ends a sentence.
const closers = "\"'”’»)]}」』）】〉》*_"

// closed reports whether a line ends as a sentence does. A semicolon, colon
// or dash ends none.
func closed(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, closers))
	return strings.ContainsRune(".!?…。！？।॥۔؟።။", r)
}

// abbreviated reports whether the full stop of a line may belong to its last
// word: a short capitalised word ("Inc.") or one with an inner stop ("U.S.").
func abbreviated(line string) bool {
	const longest = 4 // runes
	if !strings.HasSuffix(line, ".") {
		return false
	}
	word := strings.TrimSuffix(line[strings.LastIndexFunc(line, unicode.IsSpace)+1:], ".")
	first, _ := utf8.DecodeRuneInString(word)
	return strings.Contains(word, ".") || utf8.RuneCountInString(word) <= longest && unicode.IsUpper(first)
}

// stripStop takes off the full stop that was added to a line.
func stripStop(text string) (string, bool) {
	for _, stop := range []string{".", "。", "।", "۔", "።", "။"} {
		if t, ok := strings.CutSuffix(text, stop); ok {
			return strings.TrimSpace(t), true
		}
	}
	return text, false
}

// oneLine makes white space and control characters single spaces.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}), " ")
}
