package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// english pretends to translate: each word backwards, which copies nothing.
func english(_ int, s string) string {
	words := strings.Fields(s)
	slices.Reverse(words)
	return "EN " + strings.Join(words, " ")
}

func codes(warnings []kilas.Warning) string {
	var list []string
	for _, w := range warnings {
		list = append(list, w.Code)
	}
	return strings.Join(list, ",")
}

func show(list []Translation) string {
	var b strings.Builder
	for _, t := range list {
		fmt.Fprintf(&b, "%s <%s> %s\n", t.Text, t.By, codes(t.Warnings))
	}
	return b.String()
}

func TestSentences(t *testing.T) {
	t.Parallel()
	const bad = "buruk sekali hari ini di kota" // the sentence that some can't do
	onlyBad := func(text string, firstCalls int) func(int, string) string {
		return func(call int, s string) string {
			if s == bad && call <= firstCalls {
				return text
			}
			return english(call, s)
		}
	}
	loop := "EN " + strings.Repeat("bad ", 30)
	tests := map[string]struct {
		backends  []*scripted
		sentences []string
		want      string
		calls     []int
		err       error
	}{
		"one for one, white space kept": {
			backends:  []*scripted{{name: "a", do: english}},
			sentences: []string{"satu dua", "  ", "tiga"},
			want:      "EN dua satu <a> \n   <> \nEN tiga <a> \n", calls: []int{1},
		},
		"nothing to do": {
			backends: []*scripted{{name: "a", do: english}}, want: "", calls: []int{0},
		},
		"pair not supported": {
			backends:  []*scripted{{name: "a", only: "fr", do: english}},
			sentences: []string{"satu"}, err: ErrUnsupported, calls: []int{0},
		},
		"second supports the pair": {
			backends:  []*scripted{{name: "a", only: "fr", do: english}, {name: "b", do: english}},
			sentences: []string{"satu"}, want: "EN satu <b> \n", calls: []int{0, 1},
		},
		"first is down": {
			backends:  []*scripted{{name: "a", fail: errDown}, {name: "b", do: english}},
			sentences: []string{"satu", "dua"},
			want:      "EN satu <b> translator-fallback\nEN dua <b> translator-fallback\n", calls: []int{1, 1},
		},
		"all are down": {
			backends:  []*scripted{{name: "a", fail: errDown}, {name: "b", fail: errDown}},
			sentences: []string{"satu"}, err: errDown, calls: []int{1, 1},
		},
		"suspicious one retried alone": {
			backends:  []*scripted{{name: "a", do: onlyBad(loop, 1)}},
			sentences: []string{"satu", bad},
			want:      "EN satu <a> \nEN kota di ini hari sekali buruk <a> \n", calls: []int{2},
		},
		"second does what the first can't": {
			backends:  []*scripted{{name: "a", do: onlyBad("", 9)}, {name: "b", do: english}},
			sentences: []string{"satu", bad},
			want:      "EN satu <a> \nEN kota di ini hari sekali buruk <b> \n", calls: []int{2, 1},
		},
		"second is down, first stays": {
			backends:  []*scripted{{name: "a", do: onlyBad(loop, 9)}, {name: "b", fail: errDown}},
			sentences: []string{"satu", bad},
			want:      "EN satu <a> \n" + loop + " <a> repeated-words\n", calls: []int{2, 1},
		},
		"nobody can": {
			backends:  []*scripted{{name: "a", do: onlyBad("", 9)}},
			sentences: []string{"satu", bad},
			want:      "EN satu <a> \n <> untranslated\n", calls: []int{2},
		},
		"copy kept and marked": {
			backends:  []*scripted{{name: "a", do: onlyBad(bad, 9)}, {name: "b", do: onlyBad(bad, 9)}},
			sentences: []string{bad},
			want:      bad + " <a> copied-source\n", calls: []int{1, 1},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var backends []Backend
			for _, b := range tt.backends {
				backends = append(backends, b)
			}
			got, err := Sentences(t.Context(), backends, "id", "en", tt.sentences)
			if !errors.Is(err, tt.err) || tt.err == nil && show(got) != tt.want {
				t.Errorf("Sentences(%q) =\n%s%v, want\n%s%v", tt.sentences, show(got), err, tt.want, tt.err)
			}
			for i, b := range tt.backends {
				if len(b.calls) != tt.calls[i] {
					t.Errorf("%s was called %d times (%q), want %d", b.name, len(b.calls), b.calls, tt.calls[i])
				}
			}
		})
	}
}

func TestSentencesAnswersOneForOne(t *testing.T) {
	t.Parallel()
	_, err := Sentences(t.Context(), []Backend{short{}}, "id", "en", []string{"satu", "dua"})
	if err == nil || !strings.Contains(err.Error(), "1 texts for 2 sentences") {
		t.Errorf("Sentences = %v, want an error about the count", err)
	}
}

// short loses a sentence.
type short struct{}

func (short) Name() string                      { return "short" }
func (short) Supports(from, to kilas.Lang) bool { return true }
func (short) Translate(context.Context, kilas.Lang, kilas.Lang, []string) ([]string, error) {
	return []string{"one"}, nil
}

func TestSentencesCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := &scripted{name: "a", do: english}
	if _, err := Sentences(ctx, []Backend{b, b}, "id", "en", []string{"satu"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Sentences = %v, want %v", err, context.Canceled)
	}
	if len(b.calls) > 0 {
		t.Errorf("backends called %d times after the end", len(b.calls))
	}
}

// A backend that fails for good is not asked for every sentence again.
func TestSentencesVainRetries(t *testing.T) {
	t.Parallel()
	b := &scripted{name: "a", do: func(_ int, s string) string { return s }}
	in := slices.Repeat([]string{"tidak ada yang bisa diterjemahkan"}, 50)
	got, err := Sentences(t.Context(), []Backend{b}, "id", "en", in)
	if err != nil || codes(got[49].Warnings) != WarnCopied {
		t.Errorf("Sentences = %s%v, want %s on each", show(got), err, WarnCopied)
	}
	if len(b.calls) != 1+maxVainRetries {
		t.Errorf("called %d times, want %d", len(b.calls), 1+maxVainRetries)
	}
}

func TestRaw(t *testing.T) {
	t.Parallel()
	echo := &scripted{name: "echo", do: func(_ int, s string) string { return s }}
	down := &scripted{name: "down", fail: errDown}
	in := []string{"@nama #tagar", "", "baris yang sama saja di sini"}
	got, err := Raw(t.Context(), []Backend{down, echo}, "id", "en", in)
	if want := "@nama #tagar <echo> \n <echo> \nbaris yang sama saja di sini <echo> \n"; err != nil || show(got) != want {
		t.Errorf("Raw = %s%v, want %s", show(got), err, want)
	}
	if _, err := Raw(t.Context(), []Backend{down}, "id", "en", in); !errors.Is(err, errDown) {
		t.Errorf("Raw = %v, want %v", err, errDown)
	}
	if _, err := Raw(t.Context(), nil, "id", "en", in); !errors.Is(err, ErrUnsupported) {
		t.Errorf("Raw = %v, want %v", err, ErrUnsupported)
	}
}

func TestFinder(t *testing.T) {
	t.Parallel()
	found := &scripted{name: "found", only: "en", do: english}
	finds := 0
	f := NewFinder("nmt", func(_ context.Context, from, to kilas.Lang) (Backend, error) {
		finds++
		switch to {
		case "cy":
			return nil, nil
		case "fr":
			return nil, errDown
		}
		return found, nil
	})
	second := &scripted{name: "b", do: english}
	for range 2 {
		for to, want := range map[kilas.Lang]string{
			"en": "EN satu <found> \n",
			"es": "EN satu <b> \n", // found does not support it
			"cy": "EN satu <b> \n",
			"fr": "EN satu <b> translator-fallback\n",
		} {
			got, err := Sentences(t.Context(), []Backend{f, second}, "id", to, []string{"satu"})
			if err != nil || show(got) != want {
				t.Errorf("Sentences to %s = %s%v, want %s", to, show(got), err, want)
			}
		}
	}
	if finds != 4 {
		t.Errorf("searched %d times, want 4", finds)
	}
	for to, want := range map[kilas.Lang]error{"cy": ErrUnsupported, "fr": errDown} {
		if _, err := Sentences(t.Context(), []Backend{f}, "id", to, []string{"satu"}); !errors.Is(err, want) {
			t.Errorf("Sentences to %s = %v, want %v", to, err, want)
		}
		if _, err := Raw(t.Context(), []Backend{f}, "id", to, []string{"satu"}); !errors.Is(err, want) {
			t.Errorf("Raw to %s = %v, want %v", to, err, want)
		}
	}
	if got, err := Raw(t.Context(), []Backend{f}, "id", "en", []string{"satu"}); err != nil || got[0].By != "found" {
		t.Errorf("Raw = %s%v", show(got), err)
	}
}
