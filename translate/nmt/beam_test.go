package nmt

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// A beam of one place is greedy search: the word of the best logit has the
// best log-probability too.
func TestBeamOfOneIsGreedy(t *testing.T) {
	t.Parallel()
	for _, g := range goldens {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			m := load(t, files(t, g.model))
			for _, line := range goldenLines(t) {
				greedy, beam := decodedWith(t, m, line, 0), decodedWith(t, m, line, 1)
				if !slices.Equal(greedy, beam) {
					t.Fatalf("%q: greedy %v, beam of one %v", line, greedy, beam)
				}
			}
		})
	}
}

// decodedWith is the first part of a line, decoded greedily with size 0.
func decodedWith(t *testing.T, m *Model, line string, size int) []int {
	t.Helper()
	parts := m.split(line)
	if len(parts) == 0 {
		return nil
	}
	s := &parts[0].segment
	s.words = m.newCandidates(m.shortlist.columns(s.source))
	w := newWorker(m)
	if err := w.encode(context.Background(), []*segment{s}); err != nil {
		t.Fatal(err)
	}
	var err error
	if size == 0 {
		err = w.decode(context.Background(), []*segment{s})
	} else {
		err = w.decodeBeams(context.Background(), []*segment{s}, size)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.target
}

// With a beam too, a translation depends on nothing but its sentence, comes
// out the same every time, and has an alignment row for each of its tokens.
func TestBeam(t *testing.T) {
	t.Parallel()
	m := load(t, files(t, goldens[0].model))
	all := goldenLines(t)
	opt := Options{Beam: 4}
	together, err := m.TranslateWith(context.Background(), all, opt)
	if err != nil {
		t.Fatal(err)
	}
	greedy, err := m.Translate(context.Background(), all)
	if err != nil {
		t.Fatal(err)
	}
	differ := 0
	for i, r := range together {
		alone, err := m.TranslateWith(context.Background(), all[i:i+1], opt)
		if err != nil {
			t.Fatal(err)
		}
		if alone[0].Text != r.Text {
			t.Errorf("%q alone is %q, among others %q", all[i], alone[0].Text, r.Text)
		}
		if len(r.Alignment) != len(r.Target) {
			t.Errorf("%q: %d alignment rows of %d tokens", all[i], len(r.Alignment), len(r.Target))
		}
		if r.Text != greedy[i].Text {
			differ++
		}
	}
	if differ == 0 {
		t.Error("a beam of four translates every line as greedy search does")
	}
}

func TestBeamCancelled(t *testing.T) {
	t.Parallel()
	m := load(t, files(t, goldens[0].model))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := m.TranslateWith(ctx, goldenLines(t), Options{Beam: 4}); !errors.Is(err, context.Canceled) {
		t.Errorf("TranslateWith = %v, want %v", err, context.Canceled)
	}
}

// The first alternative is the translation itself, and all are different.
func TestAlternatives(t *testing.T) {
	t.Parallel()
	m := load(t, files(t, goldens[0].model))
	lines := append([]string{"", " "}, goldenLines(t)...)
	opt := Options{Beam: 4}
	best, err := m.TranslateWith(t.Context(), lines, opt)
	if err != nil {
		t.Fatal(err)
	}
	all, err := m.Alternatives(t.Context(), lines, opt)
	if err != nil {
		t.Fatal(err)
	}
	several := 0
	for i, list := range all {
		if len(list) == 0 || len(list) > opt.Beam || list[0].Text != best[i].Text {
			t.Fatalf("%q: %d alternatives, want the first to be %q", lines[i], len(list), best[i].Text)
		}
		if len(list) > 1 {
			several++
		}
		for k, r := range list {
			if len(r.Alignment) != len(r.Target) {
				t.Errorf("%q: alternative %d has %d tokens and %d rows of alignment", lines[i], k, len(r.Target), len(r.Alignment))
			}
			for _, o := range list[:k] {
				if slices.EqualFunc(o.Target, r.Target, func(a, b Token) bool { return a.ID == b.ID }) {
					t.Errorf("%q: alternative %d is one before", lines[i], k)
				}
			}
		}
	}
	if several < len(lines)/2 {
		t.Errorf("%d of %d lines have alternatives", several, len(lines))
	}
}
