package pipeline

import "github.com/kilas-news/kilas"

// Options say what the briefs are to be. The zero value means the defaults
// named here.
type Options struct {
	To        kilas.Lang    // the reader's language; "en" when empty
	Asked     bool          // To was asked for, so that it goes before the languages of merged articles
	Pair      [2]kilas.Lang // both languages of every brief; goes before To when set
	Sentences int           // points of a brief; 0 means 5
	Merge     Merge
}

const defaultSentences = 5

func (o Options) points() int {
	if o.Sentences > 0 {
		return o.Sentences
	}
	return defaultSentences
}

// target returns the language into which a brief in lang goes; lang itself
// when the brief is to be monolingual.
func (o Options) target(lang kilas.Lang) kilas.Lang {
	switch {
	case o.Pair[0] != "" && lang == o.Pair[0]:
		return o.Pair[1]
	case o.Pair[0] != "":
		return o.Pair[0]
	case o.To != "":
		return o.To
	}
	return "en"
}

// columns returns the source and target language of a group of articles in
// several languages, and reports whether both are quoted from articles.
func (o Options) columns(g group) (source, target kilas.Lang, quoted bool) {
	first := g.articles[0].Lang
	if o.Pair[0] != "" && g.has(o.Pair[0]) && g.has(o.Pair[1]) {
		return o.Pair[0], o.Pair[1], true
	}
	if o.Pair[0] == "" && !o.Asked {
		for _, a := range g.articles {
			if a.Lang != first && a.Lang != "" && first != "" {
				return first, a.Lang, true
			}
		}
	}
	to := o.target(first)
	for _, a := range g.articles {
		if a.Lang != to && a.Lang != "" && g.has(to) {
			return a.Lang, to, true
		}
	}
	return first, to, false
}
