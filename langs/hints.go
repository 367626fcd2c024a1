package langs

import (
	"fmt"
	"math"
	"slices"

	"github.com/kilas-news/kilas"
)

// Hint is what a page or feed says about its language. From is "html-lang",
// "og:locale", "content-language", "feed", "url", "article", or "user" for what
// the user says of all articles of a feed.
type Hint struct {
	From string
	Tag  string
}

// hintTrust is what metadata counts, as the logarithm of odds. Templates and
// servers leave their own language in pages, mostly English, so that English
// counts half and all of it together less than a sentence of text.
var hintTrust = map[string]float64{
	"article": 5, "html-lang": 2.5, "content-language": 1.5, "og:locale": 1.5, "feed": 1.5, "url": 1,
}

const maxHintTrust = 5

// fromUser is what a user says, who knows the feed: it decides between all
// languages that the text doesn't rule out, whatever metadata says. What it rules
// out it does: feeds have an article in another language now and then.
const fromUser = "user"

// hintedAlone is the confidence in metadata where the text says nothing.
const hintedAlone = 0.5

// DetectWith returns the language of a text of which metadata says something.
// Text decides against metadata, with a warning; metadata decides between
// languages that the text leaves open.
func (d *Detector) DetectWith(text string, hints []Hint) Detection {
	c, genuine := d.candidates(newSample(text), nil)
	said := parseHints(hints)
	out := c.undecided()
	if genuine {
		out = c.weigh(said).decide()
	}
	if out.Lang == "" && len(said) > 0 {
		out.Lang, out.Confidence = said[0].lang, hintedAlone
		out.Candidates = []kilas.LangCandidate{{Lang: out.Lang, Confidence: out.Confidence}}
	}
	if w, ok := contradiction(out.Lang, said); ok {
		out.Warnings = append(out.Warnings, w)
	}
	return out
}

// saidLang is a language that metadata names.
type saidLang struct {
	lang  kilas.Lang
	from  string
	trust float64
}

// parseHints returns the languages of the hints that name one, the most
// trusted first.
func parseHints(hints []Hint) []saidLang {
	var out []saidLang
	for _, h := range hints {
		l, ok := Parse(h.Tag)
		if !ok {
			continue
		}
		trust := hintTrust[h.From]
		if trust == 0 {
			trust = 1
		}
		switch {
		case h.From == fromUser:
			trust = leastLogOdds // what is less likely is no candidate
		case l == "en":
			trust /= 2
		}
		out = append(out, saidLang{lang: l, from: h.From, trust: trust})
	}
	slices.SortStableFunc(out, func(a, b saidLang) int {
		switch {
		case a.trust > b.trust:
			return -1
		case a.trust < b.trust:
			return 1
		}
		return 0
	})
	return out
}

// weigh multiplies the odds of the languages that metadata names.
func (c candidates) weigh(said []saidLang) candidates {
	out := slices.Clone(c)
	total := 0.0
	for i := range out {
		trust, user := 0.0, 0.0
		for _, s := range said {
			switch {
			case !sameBase(s.lang, out[i].Lang):
			case s.from == fromUser:
				user = s.trust
			default:
				trust += s.trust
			}
		}
		out[i].Confidence *= math.Exp(max(user, min(trust, maxHintTrust)))
		total += out[i].Confidence
	}
	if total > 0 {
		for i := range out {
			out[i].Confidence /= total
		}
	}
	out.sort()
	return out
}

// contradiction returns a warning when the most trusted metadata names another
// language than the text is in, or all of it does.
func contradiction(l kilas.Lang, said []saidLang) (kilas.Warning, bool) {
	if l == "" || len(said) == 0 || sameBase(said[0].lang, l) {
		return kilas.Warning{}, false
	}
	first := said[0]
	if first.from != "html-lang" && first.from != "article" && first.from != fromUser {
		for _, s := range said {
			if sameBase(s.lang, l) {
				return kilas.Warning{}, false
			}
		}
	}
	return kilas.Warning{Code: WarnMetadata, Message: fmt.Sprintf("%s says %s, but the text is %s", speaker(first.from), Name(first.lang), Name(l))}, true
}

// speaker names where metadata comes from.
func speaker(from string) string {
	if from == fromUser {
		return "the setting of the feed"
	}
	return from
}

func sameBase(a, b kilas.Lang) bool { return base(a) == base(b) }
