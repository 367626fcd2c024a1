package generate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/langs"
)

// Bounds of a text that rests on sentences. Of the sentences of journalists'
// summaries, written freely, the best three sentences of the article have the
// share leastSupport for nine in ten (IndoSum, CNN/DailyMail); those of another
// article have it for one in twenty.
const (
	maxLonger    = 1.3 // times the sentences
	lengthSlack  = 20  // letters
	maxTextWidth = 600 // letters; a point is one sentence, or two
	leastSupport = 0.5 // share of a text's content words that its grounds have
	fewWords     = 4   // below which half of them is too little
)

// rests compares the text of a point with the sentences that it names. To
// leave something out is what a summary does, so only what the text adds or
// changes counts: the sentences are made longer with space, which the checks
// take for details that are not said again.
func (j *judge) rests(v *verdict) {
	lang := j.story.lang()
	text := v.point.Text
	article := j.story.Articles[v.point.Article]
	contradicts := !j.compare(v, checks.Names)[checks.Names].OK
	j.addContext(v, contradicts)
	found := j.compare(v, checks.Numbers, checks.Dates, checks.Names, checks.Negation, checks.Language)
	for _, name := range checkNames {
		if c, ok := found[name]; ok && !c.OK {
			v.fail(c.Name, c.Detail)
		}
	}
	grounds := j.grounds(v)
	if quote, ok := strangeQuote(article, lang, text); ok {
		v.fail(checks.Quotes, fmt.Sprintf("%q is not in the article letter for letter", quote))
	}
	width := checks.Width(text)
	switch detail := repeats(lang, text); {
	case detail != "":
		v.fail(checks.Length, "it "+detail)
	case width > maxLonger*checks.Width(grounds)+lengthSlack:
		v.fail(checks.Length, "it is longer than the sentences that it rests on")
	case width > maxTextWidth:
		v.fail(checks.Length, "it is longer than a point may be")
	}
	if detail := j.language(checks.Text{Lang: lang, Text: text}); detail != "" {
		v.fail(checks.Language, "it "+detail)
	}
	if detail := strangeAddress(article, text); detail != "" {
		v.fail(Support, "it has "+detail)
	}
	for _, s := range langs.Split(lang, text) {
		if share, words := support(lang, s.Text, grounds); share < leastSupport || words < fewWords && share == leastSupport {
			v.fail(Support, fmt.Sprintf("%q is not what the sentences say", s.Text))
		}
	}
	if suspicious(text) {
		v.fail(Support, "it reads like an instruction")
	}
}

// grounds are the sentences that a point rests on, as one text.
func (j *judge) grounds(v *verdict) string {
	var parts []string
	for _, s := range v.point.Sentences {
		parts = append(parts, j.story.Articles[v.point.Article].Sentences[s].Text)
	}
	return strings.Join(parts, " ")
}

// compare returns what some of the checks find between a point's sentences and
// its text.
func (j *judge) compare(v *verdict, names ...string) map[string]kilas.Check {
	lang, grounds, text := j.story.lang(), j.grounds(v), v.point.Text
	room := strings.Repeat(" ", 2*len([]rune(text)))
	out := make(map[string]kilas.Check)
	for _, c := range checks.Pair(checks.Text{Lang: lang, Text: grounds + room}, checks.Text{Lang: lang, Text: text}) {
		if c.Name == checks.Negation && !c.OK && !deniesOtherwise(lang, grounds, text) {
			c.OK, c.Detail = true, ""
		}
		if slices.Contains(names, c.Name) {
			out[c.Name] = c
		}
	}
	return out
}

// deniesOtherwise reports whether a text denies what its grounds do not, or
// says without a "not" what they deny. A clause of the grounds that denies
// and is not said again is left out, which is fine.
func deniesOtherwise(lang kilas.Lang, grounds, text string) bool {
	denies := func(s string) bool { return checks.FactsOf(checks.Text{Lang: lang, Text: s}).Negation > 0 }
	if denies(text) {
		return true
	}
	const saidAgain = 0.5
	for _, clause := range clauseEnd.Split(grounds, -1) {
		if !denies(clause) {
			continue
		}
		if share, words := coverage(lang, clause, text); words == 0 || share >= saidAgain {
			return true
		}
	}
	return false
}

var clauseEnd = regexp.MustCompile(`[,;:.!?–—()“”"]\s|[、。，；：]`)

// strangeQuote finds a quotation that the article does not have byte for
// byte. A full stop or comma at its end may be the newsroom's own.
func strangeQuote(article kilas.Article, lang kilas.Lang, text string) (string, bool) {
	var quotes []string
	for _, q := range checks.FactsOf(checks.Text{Lang: lang, Text: text}).Quotes {
		quotes = append(quotes, q.Text)
	}
	for _, m := range singleQuoted.FindAllStringSubmatch(text, -1) {
		quotes = append(quotes, m[1])
	}
	for _, q := range quotes {
		if !strings.Contains(article.Text, q) && !strings.Contains(article.Text, strings.TrimRight(q, ".,")) && !strings.Contains(article.Title, q) {
			return q, true
		}
	}
	return "", false
}

// singleQuoted is a quotation of several words between single marks; a mark
// within a word is an apostrophe.
var singleQuoted = regexp.MustCompile(`(?:^|[\s(])['‘]([^'‘’\s]+(?:[ \x{a0}][^'‘’\s]+){2,})['’](?:$|[\s).,;:!?])`)

// address is what a reader could follow: links, hosts, mail addresses, names
// of accounts, and numbers to call.
var address = regexp.MustCompile(`(?i)https?://\S+|www\.\S+|[\pL\pN._%+-]+@[\pL\pN-]+\.\pL{2,}|@[\pL\pN_]{3,}|\b[\pL\pN-]+(?:\.[\pL\pN-]+)*\.(?:com|org|net|info|biz|io|co|id|my|app|dev|xyz|site|online|shop|link|click|example|test|ru|cn|tk|me|ly|to|gg)\b(?:/\S*)?|\+\d[\d ()-]{6,}\d`)

// strangeAddress finds an address that the article does not have.
func strangeAddress(article kilas.Article, text string) string {
	for _, a := range address.FindAllString(text, -1) {
		a = strings.TrimRight(a, ".,;:!?)'\"”’")
		if !strings.Contains(article.Text, a) && !strings.Contains(article.Title, a) && !strings.Contains(article.Site, a) {
			return fmt.Sprintf("the address %q, which the article has not", a)
		}
	}
	return ""
}

// repeats says what a text repeats that runs in a loop.
func repeats(lang kilas.Lang, text string) string {
	const (
		size = 3 // words
		most = 3 // times
	)
	var words []string
	for _, t := range langs.Tokens(lang, text) {
		if t.Kind != langs.Punct {
			words = append(words, langs.Fold(t.Text))
		}
	}
	seen := make(map[string]int)
	run := 1
	for i := range words {
		if i > 0 && words[i] == words[i-1] {
			run++
		} else {
			run = 1
		}
		if run > most {
			return fmt.Sprintf("says %q again and again", words[i])
		}
		if i+size <= len(words) {
			key := strings.Join(words[i:i+size], " ")
			if seen[key]++; seen[key] >= most {
				return fmt.Sprintf("says %q again and again", key)
			}
		}
	}
	return ""
}

// alike reports whether two texts say the same in the same words.
func alike(lang kilas.Lang, a, b string) bool {
	const (
		same          = 0.9
		leastToBeSure = 3 // content words
	)
	one, n := coverage(lang, a, b)
	other, m := coverage(lang, b, a)
	return a == b || n >= leastToBeSure && m >= leastToBeSure && one >= same && other >= same && sameNumbers(lang, a, b)
}

func sameNumbers(lang kilas.Lang, a, b string) bool {
	x, y := checks.FactsOf(checks.Text{Lang: lang, Text: a}).Numbers, checks.FactsOf(checks.Text{Lang: lang, Text: b}).Numbers
	return len(x) == len(y) && !slices.ContainsFunc(x, func(n checks.Number) bool {
		return !slices.ContainsFunc(y, n.Same)
	})
}
