package nmt

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

func joint(t testing.TB) *Model {
	t.Helper()
	return load(t, files(t, goldens[0].model))
}

func translate(t *testing.T, m *Model, opt Options, sentences ...string) []Result {
	t.Helper()
	results, err := m.TranslateWith(t.Context(), sentences, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != len(sentences) {
		t.Fatalf("%d results for %d sentences", len(results), len(sentences))
	}
	return results
}

// TestResults checks spans and alignments of every result.
func TestResults(t *testing.T) {
	t.Parallel()
	lines := goldenLines(t)
	for _, g := range goldens {
		m := load(t, files(t, g.model))
		for i, r := range translate(t, m, Options{SpaceParts: true}, lines...) {
			checkResult(t, lines[i], r)
		}
	}
}

func checkResult(t *testing.T, sentence string, r Result) {
	t.Helper()
	if len(r.Source) == 0 {
		if r.Text != "" || len(r.Target)+len(r.Alignment) > 0 {
			t.Errorf("%q has no tokens, but the translation %q", sentence, r.Text)
		}
		return
	}
	last := r.Source[len(r.Source)-1]
	if last.ID != endOfSentence || last.Start != last.End || strings.TrimSpace(strings.Trim(sentence[last.End:], "\u200b\ufeff▁")) != "" {
		t.Errorf("%q: last source token is %+v", sentence, last)
	}
	checkTokens(t, sentence, r.Source, r.Source[0].Start, last.End)
	checkTokens(t, r.Text, r.Target, 0, len(r.Text))
	if len(r.Alignment) != len(r.Target) {
		t.Errorf("%q: %d rows of alignment for %d tokens", sentence, len(r.Alignment), len(r.Target))
	}
	for _, row := range r.Alignment {
		var sum float64
		for _, w := range row.Values {
			sum += float64(w)
		}
		if row.First+len(row.Values) > len(r.Source) || math.Abs(sum-1) > 1e-4 {
			t.Errorf("%q: weights of %d tokens add up to %v", sentence, len(row.Values), sum)
		}
	}
}

func checkTokens(t *testing.T, text string, tokens []Token, from, to int) {
	t.Helper()
	at := from
	for _, token := range tokens {
		if token.Start != at || token.End < at || token.End > to {
			t.Errorf("%q: token %+v begins at %d, want %d", text, token, token.Start, at)
			return
		}
		at = token.End
	}
	if at != to {
		t.Errorf("%q: tokens end at %d, want %d", text, at, to)
	}
}

func TestEmptySentences(t *testing.T) {
	t.Parallel()
	m := joint(t)
	if got := translate(t, m, Options{}); len(got) != 0 {
		t.Errorf("no sentences are translated %v", got)
	}
	got := translate(t, m, Options{}, "", "  \t ", "Rain.", "\u200b", "\u3000")
	for i, r := range got {
		if empty := reflect.DeepEqual(r, Result{}); empty != (i != 2) {
			t.Errorf("result %d is %+v", i, r)
		}
	}
}

// TestIndependence checks that a translation depends on neither neighbours,
// threads, nor other calls.
func TestIndependence(t *testing.T) {
	t.Parallel()
	m := joint(t)
	lines := goldenLines(t)[:30]
	want := translate(t, m, Options{Threads: 1}, lines...)
	for _, threads := range []int{0, 2, 3, 64} {
		if got := translate(t, m, Options{Threads: threads}, lines...); !reflect.DeepEqual(got, want) {
			t.Errorf("%d threads translate otherwise", threads)
		}
	}
	var calls sync.WaitGroup
	for i, line := range lines {
		calls.Go(func() {
			got, err := m.Translate(t.Context(), []string{line, "Another sentence."})
			if err != nil || !reflect.DeepEqual(got[0], want[i]) {
				t.Errorf("%q is translated %+v, %v, want %+v", line, got, err, want[i])
			}
		})
	}
	calls.Wait()
}

// TestNoShortlist compares with candidates that happen to be all words.
func TestNoShortlist(t *testing.T) {
	t.Parallel()
	f := files(t, goldens[0].model)
	f.Shortlist = nil
	m := load(t, f)
	lines := goldenLines(t)[:20]
	got := translate(t, m, Options{}, lines...)
	all := make([]int, m.target.words)
	for i := range all {
		all[i] = i
	}
	m.everything = m.newCandidates(all)
	for i, want := range translate(t, m, Options{}, lines...) {
		if !reflect.DeepEqual(got[i], want) || want.Text == "" {
			t.Errorf("%q is translated %q, with all words listed %q", lines[i], got[i].Text, want.Text)
		}
	}
}

func TestSpaceParts(t *testing.T) {
	t.Parallel()
	m := joint(t)
	words := strings.Repeat("the ", 300)
	glued := strings.Repeat("x", 300)
	for _, sentence := range []string{words, glued} {
		without := translate(t, m, Options{}, sentence)[0]
		with := translate(t, m, Options{SpaceParts: true}, sentence)[0]
		parts := m.split(sentence)
		if len(parts) < 2 {
			t.Fatalf("%q is not wrapped", sentence)
		}
		want := len(without.Text)
		for _, p := range parts[1:] {
			if sentence[p.tokens[0].Start] == ' ' {
				want++
			}
		}
		if len(with.Text) != want || (sentence == words) != (want > len(without.Text)) {
			t.Errorf("%d bytes with spaces, %d without, want %d", len(with.Text), len(without.Text), want)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	m := joint(t)
	for _, test := range []struct{ tokens, parts int }{{1, 1}, {126, 1}, {127, 1}, {128, 2}, {254, 2}, {255, 3}} {
		sentence := strings.Repeat("[URL]", test.tokens-1) // the first token is a blank
		parts := m.split(sentence)
		tokens := 0
		for _, p := range parts {
			tokens += len(p.source) - 1
		}
		if tokens != test.tokens && test.tokens > 1 || len(parts) != test.parts && test.tokens > 1 {
			t.Errorf("%d tokens are %d parts with %d, want %d parts", test.tokens, len(parts), tokens, test.parts)
		}
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	m := joint(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := m.Translate(ctx, []string{"Rain."}); !errors.Is(err, context.Canceled) || got != nil {
		t.Errorf("Translate with a cancelled context = %v, %v", got, err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	many := make([]string, 20000)
	for i := range many {
		many[i] = "The storm closed the harbour for two days, and nobody slept."
	}
	start := time.Now()
	_, err := m.Translate(ctx, many)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Translate past its deadline = %v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("Translate goes on for %v after its deadline", took)
	}
}

// TestLongSentence checks that cost grows with length, not with its square.
func TestLongSentence(t *testing.T) {
	t.Parallel()
	sentence := strings.Repeat("the ", 3000)
	r := translate(t, load(t, files(t, small)), Options{}, sentence)[0]
	checkResult(t, sentence, r)
	values := 0
	for _, row := range r.Alignment {
		values += len(row.Values)
	}
	if most := (maxTokens + 1) * len(r.Target); len(r.Source) < 3000 || values > most {
		t.Errorf("%d source tokens, %d weights of %d target tokens, more than %d", len(r.Source), values, len(r.Target), most)
	}
}
