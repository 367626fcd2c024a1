package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/kilas-news/kilas"
)

// missingPair is a pair of languages that nothing translates.
type missingPair struct{ from, to kilas.Lang }

func (m *missingPair) Error() string {
	return fmt.Sprintf("nothing here translates %s to %s", nameOf(m.from), nameOf(m.to))
}

// held are the first lines of a text, as long as none could be translated: when
// that is true of all, they are no translation and aren't written.
type held struct {
	lines   strings.Builder
	count   int
	missing error // the first pair that nothing translates
	more    []kilas.Warning
	did     bool // a line was translated, or needs no translation
	over    bool // nothing is held any more
}

// Lines are held back for at most so long while no more come, since whoever
// sends the next one may wait for them, and at most so many.
const (
	holdFor = 300 * time.Millisecond
	maxHeld = 1000
	forever = 0
)

// patience is how long to wait for more lines.
func (h *held) patience() time.Duration {
	if h.count > 0 {
		return holdFor
	}
	return forever
}

// keepBack reports whether lines are to be held, and holds them.
func (h *held) keepBack(texts []text) bool {
	if h.over || h.did || h.missing == nil {
		return false
	}
	for _, x := range texts {
		h.lines.WriteString(x.join() + "\n")
		h.count++
	}
	return true
}

// miss notes that lines stay as they are since nothing translates them.
func (t *translation) miss(m *missingPair, err error) {
	t.short = true
	if t.held.missing == nil {
		t.held.missing = err
	}
	w := kilas.Warning{Code: "unsupported-" + string(m.from), Message: m.Error() + ": such lines stay as they are"}
	if t.held.over {
		t.tell(w)
		return
	}
	t.held.more = append(t.held.more, w)
}

// done notes that texts are in the target language.
func (t *translation) done(texts ...string) {
	t.held.did = t.held.did || slices.ContainsFunc(texts, hasLetter)
}

// release writes what was held and holds no more.
func (t *translation) release() error {
	t.held.over = true
	for _, w := range t.held.more {
		t.tell(w)
	}
	t.gave += t.held.count
	_, err := t.out.WriteString(t.held.lines.String())
	t.held.lines.Reset()
	t.held.more, t.held.count = nil, 0
	if err != nil {
		return err
	}
	return t.out.Flush()
}

// write writes lines, or holds them.
func (t *translation) write(texts []text) error {
	if t.held.keepBack(texts) {
		if t.held.count > maxHeld {
			return t.held.missing
		}
		return nil
	}
	if !t.held.over {
		if err := t.release(); err != nil {
			return err
		}
	}
	for _, x := range texts {
		t.gave++
		if _, err := t.out.WriteString(x.join() + "\n"); err != nil {
			return err
		}
	}
	return t.out.Flush()
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
