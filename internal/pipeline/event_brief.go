package pipeline

import (
	"context"
	"slices"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
	"github.com/kilas-news/kilas/translate"
)

// EventBrief builds the brief of annotated articles that are known to tell one
// event: it is told from the best article of each of its two languages, and
// lists all of them, the told ones first.
func (p *Pipeline) EventBrief(ctx context.Context, articles []kilas.Article, opt Options) (Result, error) {
	told, others := p.leads(articles, opt)
	because := ""
	if len(articles) > 1 {
		because = align.SameEvent(told[0], slices.Concat(told, others)[1]).Because
	}
	r, err := p.brief(ctx, group{articles: told, because: because}, opt)
	if err != nil {
		return r, err
	}
	for _, a := range others {
		r.Texts = append(r.Texts, a.Text)
		a.N, a.Text, a.Sentences = len(r.Brief.Articles)+1, "", nil
		r.Brief.Articles = append(r.Brief.Articles, a)
	}
	r.Brief.MergedBecause = because
	r.Brief.ID = briefID(r.Brief)
	return r, nil
}

// leads chooses the articles that a brief is told from: the best one in a
// language that is not the reader's, and the best one in the reader's; where
// there is none, the best one in a language that can be translated into it.
// Those that the brief has no column for are among the others.
func (p *Pipeline) leads(articles []kilas.Article, opt Options) (told, others []kilas.Article) {
	best := map[kilas.Lang]int{}
	var order []kilas.Lang
	for i, a := range articles {
		k, ok := best[a.Lang]
		if !ok {
			order = append(order, a.Lang)
		}
		if !ok || better(a, articles[k]) {
			best[a.Lang] = i
		}
	}
	chosen := []int{best[order[0]]}
	_, own := best[opt.target("")]
	for _, l := range order[1:] {
		k, sooner := best[l], 0
		if !own {
			sooner = p.readable(l, opt) - p.readable(articles[chosen[0]].Lang, opt)
		}
		if sooner > 0 || sooner == 0 && better(articles[k], articles[chosen[0]]) {
			chosen[0] = k
		}
	}
	wanted := opt.Pair
	if wanted[0] == "" {
		wanted = [2]kilas.Lang{articles[chosen[0]].Lang, opt.target(articles[chosen[0]].Lang)}
		if k, ok := best[wanted[1]]; ok && k == chosen[0] { // the best is the reader's own language
			for _, l := range order {
				if l != wanted[1] && (wanted[0] == wanted[1] || better(articles[best[l]], articles[best[wanted[0]]])) {
					wanted[0] = l
				}
			}
		}
	}
	var pick []int
	for _, l := range wanted {
		if k, ok := best[l]; ok && !slices.Contains(pick, k) {
			pick = append(pick, k)
		}
	}
	if len(pick) == 0 {
		pick = chosen
	}
	for _, k := range pick {
		told = append(told, articles[k])
	}
	for i, a := range articles {
		if !slices.Contains(pick, i) {
			others = append(others, a)
		}
	}
	return told, others
}

// readable is 1 when a translator for the reader of a language is at hand, else
// 0.
func (p *Pipeline) readable(l kilas.Lang, opt Options) int {
	if slices.ContainsFunc(p.Translators, func(b translate.Backend) bool { return b.Supports(l, opt.target(l)) }) {
		return 1
	}
	return 0
}

// enoughSentences is how long an article is from which on more of it makes it
// no better a source.
const enoughSentences = 25

// better reports whether a tells a story better than b: all of it, at length,
// and under a title.
func better(a, b kilas.Article) bool {
	value := func(a kilas.Article) int {
		n := min(len(a.Sentences), enoughSentences)
		if a.Status == kilas.StatusPartial || a.Status == kilas.StatusPaywalled {
			n /= 2
		}
		if a.Title == "" {
			n /= 2
		}
		return n
	}
	return value(a) > value(b)
}
