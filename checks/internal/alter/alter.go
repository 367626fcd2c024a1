// Package alter makes sentences wrong on purpose, to measure whether the
// checks notice: it changes one number, date, name, quotation or negation of a
// sentence that translates another. It shares no code with the checks, and its
// tables are its own.
//
// Start with [Kinds]. It knows English and Indonesian.
package alter

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Kind is one way of making a sentence wrong. Change returns the altered text
// in the given language ("en" or "id"), or false when the text has nothing of
// the kind; partner is the text that it translates, other a text about
// something else in the same language.
type Kind struct {
	Name   string
	Change func(r *rand.Rand, lang, text, partner, other string) (string, bool)
}

// Kinds are all ways, in a fixed order.
func Kinds() []Kind {
	return []Kind{
		{"number", changeNumber},
		{"million for billion", changeScale},
		{"unit", changeUnit},
		{"date", changeDate},
		{"name", changeName},
		{"country", changeCountry},
		{"names swapped", swapNames},
		{"quotation marks", dropQuotes},
		{"quotation", changeQuote},
		{"negation dropped", dropNegation},
		{"negation added", addNegation},
	}
}

var digits = regexp.MustCompile(`[0-9]+`)

// changeNumber changes one digit of one number.
func changeNumber(r *rand.Rand, _, text, _, _ string) (string, bool) {
	at := digits.FindAllStringIndex(text, -1)
	if len(at) == 0 {
		return "", false
	}
	span := at[r.IntN(len(at))]
	k := span[0] + r.IntN(span[1]-span[0])
	old := int(text[k] - '0')
	digit := 1 + (old+r.IntN(8))%9
	if digit == old {
		digit = 1 + digit%9
	}
	return text[:k] + strconv.Itoa(digit) + text[k+1:], true
}

// replaceFrom puts another word of its group in the place of one word.
func replaceFrom(r *rand.Rand, groups [][]string, text string) (string, bool) {
	type place struct{ from, to, group, word int }
	var places []place
	for g, group := range groups {
		for w, word := range group {
			for _, span := range regexp.MustCompile(`(?i)\b`+word+`\b`).FindAllStringIndex(text, -1) {
				places = append(places, place{span[0], span[1], g, w})
			}
		}
	}
	if len(places) == 0 {
		return "", false
	}
	p := places[r.IntN(len(places))]
	group := groups[p.group]
	word := group[(p.word+1+r.IntN(len(group)-1))%len(group)]
	return text[:p.from] + likeCase(text[p.from:p.to], word) + text[p.to:], true
}

// likeCase writes word with a capital where old has one.
func likeCase(old, word string) string {
	if old != "" && old[0] >= 'A' && old[0] <= 'Z' {
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

func changeScale(r *rand.Rand, lang, text, _, _ string) (string, bool) {
	return replaceFrom(r, scales[lang], text)
}

// changeUnit changes the unit right after a number.
func changeUnit(r *rand.Rand, lang, text, _, _ string) (string, bool) {
	for _, span := range digits.FindAllStringIndex(text, -1) {
		end := min(len(text), span[1]+14)
		if end < len(text) {
			if k := strings.LastIndexByte(text[span[1]:end], ' '); k > 0 {
				end = span[1] + k
			}
		}
		if changed, ok := replaceFrom(r, units[lang], text[span[1]:end]); ok {
			return text[:span[1]] + changed + text[end:], true
		}
	}
	return "", false
}

func changeDate(r *rand.Rand, lang, text, _, _ string) (string, bool) {
	return replaceCapital(r, dates[lang], text)
}

func changeCountry(r *rand.Rand, lang, text, _, _ string) (string, bool) {
	return replaceCapital(r, countries[lang], text)
}

// replaceCapital replaces words that stand capitalised inside of the text.
func replaceCapital(r *rand.Rand, groups [][]string, text string) (string, bool) {
	for _, group := range groups {
		for w, word := range group {
			k := strings.Index(text, " "+word)
			if k < 0 {
				continue
			}
			end := k + 1 + len(word)
			if end < len(text) && isLetter(text[end]) {
				continue
			}
			other := group[(w+1+r.IntN(len(group)-1))%len(group)]
			return text[:k+1] + other + text[end:], true
		}
	}
	return "", false
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80 }

var nameWord = regexp.MustCompile(`[ (]([A-Z][a-z]{3,})\b`)

// commonNames are the names of a text that its partner spells the same.
func commonNames(text, partner string) [][]int {
	var found [][]int
	for _, m := range nameWord.FindAllStringSubmatchIndex(text, -1) {
		name := text[m[2]:m[3]]
		before := strings.TrimRight(text[:m[2]], " (")
		atStart := before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:;\"")
		if !atStart && regexp.MustCompile(`\b`+name+`\b`).MatchString(partner) && !slices.Contains(calendar, name) {
			found = append(found, []int{m[2], m[3]})
		}
	}
	return found
}

// changeName puts another name in the place of one, wherever it occurs.
func changeName(r *rand.Rand, _, text, partner, _ string) (string, bool) {
	found := commonNames(text, partner)
	if len(found) == 0 {
		return "", false
	}
	span := found[r.IntN(len(found))]
	old := text[span[0]:span[1]]
	name := names[r.IntN(len(names))]
	if strings.Contains(partner, name) || name == old {
		return "", false
	}
	return regexp.MustCompile(`\b`+old+`\b`).ReplaceAllString(text, name), true
}

// swapNames exchanges two names of a sentence.
func swapNames(_ *rand.Rand, _, text, partner, _ string) (string, bool) {
	found := commonNames(text, partner)
	for k := 1; k < len(found); k++ {
		a, b := found[k-1], found[k]
		first, second := text[a[0]:a[1]], text[b[0]:b[1]]
		if first == second || b[0]-a[1] < 3 {
			continue // one name of two words
		}
		return text[:a[0]] + second + text[a[1]:b[0]] + first + text[b[1]:], true
	}
	return "", false
}

var quoted = regexp.MustCompile(`[“"]([^“”"]{12,})[”"]`)

func dropQuotes(_ *rand.Rand, _, text, partner, _ string) (string, bool) {
	if strings.Count(text, `"`) > 2 || !quoted.MatchString(text) || !quoted.MatchString(partner) {
		return "", false
	}
	return strings.NewReplacer("“", "", "”", "", `"`, "").Replace(text), true
}

// changeQuote puts a passage about something else between the marks.
func changeQuote(_ *rand.Rand, _, text, partner, other string) (string, bool) {
	m := quoted.FindStringSubmatchIndex(text)
	if m == nil || strings.Count(text, `"`) > 2 || !quoted.MatchString(partner) {
		return "", false
	}
	words := strings.Fields(strings.NewReplacer("“", "", "”", "", `"`, "").Replace(other))
	n := len(strings.Fields(text[m[2]:m[3]]))
	if len(words) < n || n < 4 {
		return "", false
	}
	return text[:m[2]] + strings.Join(words[:n], " ") + text[m[3]:], true
}

func dropNegation(_ *rand.Rand, lang, text, partner, _ string) (string, bool) {
	own, others := denials[lang], denials["en"]
	if lang == "en" {
		others = denials["id"]
	}
	if own == nil || others == nil || len(own.FindAllString(text, -1)) != 1 || len(others.FindAllString(partner, -1)) != 1 {
		return "", false
	}
	if lang == "en" {
		text = strings.NewReplacer("can't", "can", "cannot", "can", "won't", "will", "n't", "").Replace(text)
	}
	return strings.Join(strings.Fields(own.ReplaceAllString(text, " ")), " "), true
}

// addNegation denies the first verb that takes it easily.
func addNegation(_ *rand.Rand, lang, text, partner, _ string) (string, bool) {
	if affirmable[lang] == nil || denials["en"].MatchString(text+" "+partner) || denials["id"].MatchString(text+" "+partner) {
		return "", false
	}
	at := affirmable[lang].FindStringSubmatchIndex(text)
	if at == nil {
		return "", false
	}
	if lang == "en" {
		return text[:at[3]] + " not" + text[at[3]:], true
	}
	return text[:at[2]] + "tidak " + text[at[2]:], true
}
