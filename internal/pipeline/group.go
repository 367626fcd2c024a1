package pipeline

import (
	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
)

// Merge says which articles are told as one story.
type Merge int

// Ways to merge.
const (
	MergeSure  Merge = iota // those that tell the same event in different languages, when that is sure
	MergeAll                // all of them
	MergeNever              // none
)

// group is the articles of one story, in the order in which they were given.
type group struct {
	articles []kilas.Article
	because  string
	asked    bool // the user said that they are one story
}

// groups gathers the articles by story. Groups come in the order of their
// first articles.
func groups(articles []kilas.Article, merge Merge) []group {
	if merge == MergeAll && len(articles) > 0 {
		return []group{{articles: articles, because: becauseAsked(len(articles)), asked: true}}
	}
	root := make([]int, len(articles))
	because := make([]string, len(articles))
	for i := range root {
		root[i] = i
	}
	if merge == MergeSure {
		d := decide(articles)
		for j := range articles {
			for i := range j {
				if root[i] != root[j] && d.sure(i, j) {
					join(root, i, j)
					if because[root[i]] == "" { // that of its first two articles
						because[root[i]] = d.of(i, j).Because
					}
				}
			}
		}
	}
	at := make(map[int]int)
	var out []group
	for i, a := range articles {
		k, ok := at[root[i]]
		if !ok {
			k = len(out)
			at[root[i]] = k
			out = append(out, group{because: because[root[i]]})
		}
		out[k].articles = append(out[k].articles, a)
	}
	return out
}

// decisions holds for every two articles in different languages whether they
// tell the same event. The zero Decision stands for all others.
type decisions [][]align.Decision

func decide(articles []kilas.Article) decisions {
	d := make(decisions, len(articles))
	prepared := make([]*align.Event, len(articles))
	for j := range articles {
		prepared[j] = align.Prepare(articles[j])
		d[j] = make([]align.Decision, j)
		for i := range j {
			if articles[i].Lang != articles[j].Lang {
				d[j][i] = align.SameEvents(prepared[i], prepared[j])
			}
		}
	}
	return d
}

func (d decisions) of(i, j int) align.Decision {
	if i == j {
		return align.Decision{}
	}
	return d[max(i, j)][min(i, j)]
}

// Among articles that the user put side by side, two that are likely the same
// event are so when nothing else comes near: on the events of testdata, same
// events score 0.99 and more, different ones 0.22 and less.
const (
	likelySame = 0.5
	clearLead  = 0.2
)

// sure reports whether articles i and j are one story: the aligner is sure of
// it by itself, or it thinks so and no other article is a rival to either.
func (d decisions) sure(i, j int) bool {
	s := d.of(i, j)
	if s.Same || s.Score < likelySame {
		return s.Same
	}
	for k := range d {
		if k != j && d.of(i, k).Score > s.Score-clearLead || k != i && d.of(k, j).Score > s.Score-clearLead {
			return false
		}
	}
	return true
}

// join gives the groups of i and j one root, the smaller one.
func join(root []int, i, j int) {
	from, to := max(root[i], root[j]), min(root[i], root[j])
	for k := range root {
		if root[k] == from {
			root[k] = to
		}
	}
}

func becauseAsked(n int) string {
	if n < 2 {
		return ""
	}
	return "asked for with --merge"
}

// in returns the articles of a group in one language, and the numbers (from 1)
// that they have in the brief.
func (g group) in(lang kilas.Lang) (articles []kilas.Article, numbers []int) {
	for i, a := range g.articles {
		if a.Lang == lang {
			articles = append(articles, a)
			numbers = append(numbers, i+1)
		}
	}
	return articles, numbers
}

// has reports whether an article of the group is in the language.
func (g group) has(lang kilas.Lang) bool {
	for _, a := range g.articles {
		if a.Lang == lang {
			return true
		}
	}
	return false
}
