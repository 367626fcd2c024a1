package translate

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Limits of a glossary, those of DeepL.
const (
	maxGlossaryBytes = 10 << 20
	maxTermBytes     = 1024
)

// Term is a word or words of one language and what they are to be in another.
type Term struct {
	Source, Target string
	Exact          bool // only where the case of Source is that of the text
}

// key is the same for terms that would be found at the same places.
func (t Term) key() string {
	if t.Exact {
		return t.Source + "\t"
	}
	return strings.ToLower(t.Source)
}

// Glossary is the terms for one pair of languages, the longest first.
type Glossary struct {
	From, To kilas.Lang
	Terms    []Term
}

// Glossaries are at most one glossary for each pair of languages. The zero
// value is ready for use; after the last Add it is safe for concurrent use.
type Glossaries struct{ list []*Glossary }

// Add adds the terms of a glossary to those of its pair. A term that is there
// already gets the new translation.
func (g *Glossaries) Add(more *Glossary) {
	have := g.For(more.From, more.To)
	if have == nil {
		have = &Glossary{From: more.From, To: more.To}
		g.list = append(g.list, have)
	}
	for _, t := range more.Terms {
		if i := slices.IndexFunc(have.Terms, func(h Term) bool { return h.key() == t.key() }); i >= 0 {
			have.Terms[i] = t
		} else {
			have.Terms = append(have.Terms, t)
		}
	}
	have.sort()
}

// For returns the glossary of a pair, nil when there is none. A nil receiver
// has none.
func (g *Glossaries) For(from, to kilas.Lang) *Glossary {
	if g == nil {
		return nil
	}
	for _, have := range g.list {
		if have.From == from && have.To == to {
			return have
		}
	}
	return nil
}

// All returns the glossaries in the order in which they came.
func (g *Glossaries) All() []*Glossary { return slices.Clone(g.list) }

func (g *Glossary) sort() {
	slices.SortStableFunc(g.Terms, func(a, b Term) int { return len(b.Source) - len(a.Source) })
}

// Fingerprint tells glossaries with different terms apart. That of nil is "".
func (g *Glossary) Fingerprint() string {
	if g == nil || len(g.Terms) == 0 {
		return ""
	}
	h := sha256.New()
	for _, t := range g.Terms {
		fmt.Fprintf(h, "%s\t%s\t%v\n", t.Source, t.Target, t.Exact) // never fails, as hash.Hash promises
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// GlossaryError is a mistake in a line of a glossary.
type GlossaryError struct {
	File string
	Line int // from 1
	Msg  string
}

func (e *GlossaryError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// ReadGlossary reads a glossary: UTF-8, a term a line, with its translation
// after a tab and perhaps options, parted by commas, after another. Lines that
// begin with # and empty ones count for nothing. The option "case" makes a
// term one for text in the same case only; without it case doesn't matter.
// What is wrong is a [GlossaryError] with the name as its file.
func ReadGlossary(name string, from, to kilas.Lang, r io.Reader) (*Glossary, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxGlossaryBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > maxGlossaryBytes {
		return nil, fmt.Errorf("%s: more than %d bytes", name, maxGlossaryBytes)
	}
	g := &Glossary{From: from, To: to}
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	lines.Buffer(nil, maxGlossaryBytes+1)
	seen := make(map[string]int)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		t, msg := parseTerm(line)
		if first := seen[t.key()]; msg == "" && first > 0 {
			msg = fmt.Sprintf("%q is a term already in line %d", t.Source, first)
		}
		if msg != "" {
			return nil, &GlossaryError{name, n, msg}
		}
		seen[t.key()] = n
		g.Terms = append(g.Terms, t)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	g.sort()
	return g, nil
}

// parseTerm reads a line; msg says what is wrong with it.
func parseTerm(line string) (t Term, msg string) {
	if !utf8.ValidString(line) {
		return t, "not UTF-8"
	}
	fields := strings.Split(line, "\t")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	for len(fields) > 2 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	switch {
	case len(fields) == 1:
		return t, "no tab between a term and its translation"
	case len(fields) > 3:
		return t, fmt.Sprintf("%d fields; there are at most a term, its translation and options", len(fields))
	case fields[0] == "":
		return t, "the term is empty"
	case fields[1] == "":
		return t, "the translation is empty"
	case len(fields[0]) > maxTermBytes || len(fields[1]) > maxTermBytes:
		return t, fmt.Sprintf("a term has more than %d bytes", maxTermBytes)
	case strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }):
		return t, "a control character"
	}
	t = Term{Source: fields[0], Target: fields[1]}
	if len(fields) == 3 {
		for option := range strings.SplitSeq(fields[2], ",") {
			if option = strings.TrimSpace(option); option != "case" {
				return t, fmt.Sprintf("unknown option %q; there is only case", option)
			}
			t.Exact = true
		}
	}
	return t, ""
}
