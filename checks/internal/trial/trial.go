// Package trial runs the checks over pairs that are known to be right or
// wrong.
package trial

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/checks/internal/alter"
)

// Pair is two texts that translate each other.
type Pair struct{ Source, Target checks.Text }

// Read reads tab-separated pairs.
func Read(text string, source, target kilas.Lang) []Pair {
	var pairs []Pair
	for _, line := range strings.Split(text, "\n") {
		a, b, ok := strings.Cut(line, "\t")
		if ok && a != "" && b != "" {
			pairs = append(pairs, Pair{checks.Text{Lang: source, Text: a}, checks.Text{Lang: target, Text: b}})
		}
	}
	return pairs
}

// Result counts by name how many pairs there were and how many failed.
type Result struct {
	names         []string
	pairs, failed map[string]int
	wrong         map[string][]string // what came out other than it should
}

func newResult() *Result {
	return &Result{pairs: map[string]int{}, failed: map[string]int{}, wrong: map[string][]string{}}
}

func (r *Result) count(name string, failed bool) {
	if !slices.Contains(r.names, name) {
		r.names = append(r.names, name)
	}
	r.pairs[name]++
	if failed {
		r.failed[name]++
	}
}

// Rate is the share of the pairs of a name that failed.
func (r *Result) Rate(name string) float64 {
	return float64(r.failed[name]) / float64(max(1, r.pairs[name]))
}

// Names returns what was counted, in order.
func (r *Result) Names() []string { return r.names }

// Pairs returns how many pairs of a name there were.
func (r *Result) Pairs(name string) int { return r.pairs[name] }

// Print writes a table, and the pairs of the name to show that came out wrong.
func (r *Result) Print(out io.Writer, show string) {
	for _, line := range r.wrong[show] {
		fmt.Fprintln(out, line)
	}
	for _, name := range r.names {
		fmt.Fprintf(out, "%-22s %5d pairs, %5.1f %% fail\n", name, r.pairs[name], 100*r.Rate(name))
	}
}

// Any and All name the totals of [True] and [Altered].
const (
	Any = "any check"
	All = "all altered"
)

// True counts which checks fail on pairs that are right.
func True(pairs []Pair) *Result {
	r := newResult()
	for _, p := range pairs {
		any := false
		for _, c := range checks.Pair(p.Source, p.Target) {
			r.count(c.Name, !c.OK)
			any = any || !c.OK
			if !c.OK {
				r.wrong[c.Name] = append(r.wrong[c.Name], fmt.Sprintf("%s\n  %s\n  %s", c.Detail, p.Source.Text, p.Target.Text))
			}
		}
		r.count(Any, any)
	}
	return r
}

// Altered counts, for every kind of alteration and either side, how many
// altered pairs fail. Pairs that fail unaltered are left out.
func Altered(pairs []Pair, seed uint64) *Result {
	r := newResult()
	random := rand.New(rand.NewPCG(seed, 2))
	for n, p := range pairs {
		if fails(p) {
			continue
		}
		other := pairs[(n+len(pairs)/2)%len(pairs)]
		for _, kind := range alter.Kinds() {
			target, ok := kind.Change(random, string(p.Target.Lang), p.Target.Text, p.Source.Text, other.Target.Text)
			if ok {
				r.tally(kind.Name, Pair{p.Source, checks.Text{Lang: p.Target.Lang, Text: target}})
			}
			source, ok := kind.Change(random, string(p.Source.Lang), p.Source.Text, p.Target.Text, other.Source.Text)
			if ok {
				r.tally(kind.Name, Pair{checks.Text{Lang: p.Source.Lang, Text: source}, p.Target})
			}
		}
	}
	return r
}

func (r *Result) tally(kind string, p Pair) {
	failed := fails(p)
	r.count(kind, failed)
	r.count(All, failed)
	if !failed {
		r.wrong[kind] = append(r.wrong[kind], fmt.Sprintf("unnoticed\n  %s\n  %s", p.Source.Text, p.Target.Text))
	}
}

func fails(p Pair) bool {
	return slices.ContainsFunc(checks.Pair(p.Source, p.Target), func(c kilas.Check) bool { return !c.OK })
}
