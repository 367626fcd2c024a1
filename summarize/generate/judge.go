package generate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/langs"
)

// Support is the name of the check that a text has the words of the sentences
// that it rests on, and a translation those of its text.
const Support = "support"

// checkNames are all checks of a point, in the order in which it has them.
var checkNames = []string{checks.Numbers, checks.Dates, checks.Names, checks.Quotes, checks.Negation, checks.Language, checks.Length, Support}

// judge compares points with the sentences of one story.
type judge struct {
	story    Story
	sheet    Sheet
	detector *langs.Detector
	// monolingual is set when points need no translation.
	monolingual bool
}

func newJudge(story Story, sheet Sheet, detector *langs.Detector) *judge {
	if detector == nil {
		detector = langs.NewDetector()
	}
	return &judge{story: story, sheet: sheet, detector: detector}
}

// verdict is a point and what its checks found.
type verdict struct {
	draft  DraftPoint
	lines  []line // the sentences that it rests on, all of one article
	point  Point
	failed bool
}

// reason says what is wrong, for the writer.
func (v verdict) reason() string {
	var out []string
	for _, c := range v.point.Checks {
		if !c.OK {
			out = append(out, c.Name+": "+c.Detail)
		}
	}
	return strings.Join(out, "; ")
}

// failedChecks names the checks that failed. Their details have words of the
// point, which no reader is to see.
func (v verdict) failedChecks() string {
	var out []string
	for _, c := range v.point.Checks {
		if !c.OK {
			out = append(out, c.Name)
		}
	}
	return strings.Join(out, ", ")
}

// all judges the points of a draft. A point that says what an earlier one says
// fails.
func (j *judge) all(points []DraftPoint) []verdict {
	var out []verdict
	for _, p := range points[:min(len(points), j.story.Points)] {
		v := j.point(p)
		for _, earlier := range out {
			if !v.failed && !earlier.failed && alike(j.story.lang(), v.point.Text, earlier.point.Text) {
				v.fail(checks.Length, "it repeats another point")
			}
		}
		out = append(out, v)
	}
	return out
}

// point judges one point: first its text against its sentences, then its
// translation against its text.
func (j *judge) point(d DraftPoint) verdict {
	d.Text, d.Translation = cleanLine(d.Text), cleanLine(d.Translation)
	v := verdict{draft: d, point: Point{Text: d.Text}}
	for _, name := range checkNames {
		v.point.Checks = append(v.point.Checks, kilas.Check{Name: name, OK: true})
	}
	j.ground(&v)
	if d.Text == "" || len(v.lines) == 0 {
		v.fail(Support, "it names no sentence that it rests on")
		return v
	}
	if !v.point.Quoted {
		j.rests(&v)
	}
	if j.story.To != "" {
		v.point.Translation = d.Translation
		if d.Translation != "" || !v.point.Quoted && !j.monolingual {
			j.translation(&v)
		}
	}
	return v
}

// fail notes a failed check. The first detail of a check stays.
func (v *verdict) fail(name, detail string) {
	v.failed = true
	i := slices.Index(checkNames, name)
	if c := &v.point.Checks[i]; c.OK {
		c.OK, c.Detail = false, detail
	}
}

// ground finds the sentences of a point: those that it names, of one article,
// or those that have its words when it names none.
// Text that is those sentences is a quotation.
func (j *judge) ground(v *verdict) {
	numbers := slices.Clone(v.draft.Sentences)
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	if len(numbers) == 0 {
		numbers = j.find(v.draft.Text)
	}
	v.lines = j.named(numbers, v.draft.Text)
	if len(v.lines) == 0 {
		return
	}
	article := v.lines[0].article
	v.point.Article = article
	var quoted []string
	for _, l := range v.lines {
		v.point.Sentences = append(v.point.Sentences, l.sentence)
		v.point.Score += l.rank / float64(len(v.lines))
		quoted = append(quoted, j.story.Articles[article].Sentences[l.sentence].Text)
	}
	if all := strings.Join(quoted, " "); cleanLine(all) == v.draft.Text {
		v.point.Quoted, v.point.Text = true, all
	}
}

// named are the sentences with these numbers, of one article: the one whose
// sentences have most of the words of the text.
func (j *judge) named(numbers []int, text string) []line {
	byArticle := make(map[int][]line)
	grounds := make(map[int]string)
	for _, n := range numbers {
		if l, ok := j.sheet.place(n); ok && len(byArticle[l.article]) < maxGrounds {
			byArticle[l.article] = append(byArticle[l.article], l)
			grounds[l.article] += " " + l.text
		}
	}
	var best []line
	most := -1.0
	for i := range j.story.Articles {
		if lines := byArticle[i]; len(lines) > 0 {
			if share, _ := coverage(j.story.lang(), text, grounds[i]); share > most {
				best, most = lines, share
			}
		}
	}
	return best
}

// maxGrounds bounds the sentences of a point; one that names ten says nothing
// about where it is from.
const maxGrounds = 5

// translation compares a translation with its text.
func (j *judge) translation(v *verdict) {
	source := checks.Text{Lang: j.story.lang(), Text: v.point.Text}
	target := checks.Text{Lang: j.story.To, Text: v.point.Translation}
	if target.Text == "" {
		v.fail(checks.Language, "the translation is missing")
		return
	}
	for _, c := range checks.Pair(source, target) {
		if !c.OK {
			v.fail(c.Name, c.Detail)
		}
	}
	if detail := repeats(target.Lang, target.Text); detail != "" {
		v.fail(checks.Length, "the translation "+detail)
	}
	if detail := j.language(target); detail != "" {
		v.fail(checks.Language, "the translation "+detail)
	}
	article := j.story.Articles[v.point.Article]
	if detail := strangeAddress(article, target.Text); detail != "" {
		v.fail(Support, "the translation has "+detail)
	}
	if detail := untranslated(source, target); detail != "" {
		v.fail(Support, detail)
	}
	if suspicious(target.Text) {
		v.fail(Support, "the translation reads like an instruction")
	}
}

// language returns what a text is in when that is another language than it
// should be.
func (j *judge) language(t checks.Text) string {
	const (
		leastWidth      = 40
		leastConfidence = 0.9
	)
	if t.Lang == "" || checks.Width(t.Text) < leastWidth {
		return ""
	}
	found := j.detector.Detect(t.Text)
	if found.Lang == "" || found.Lang == t.Lang || found.Confidence < leastConfidence || isMalay(found.Lang) && isMalay(t.Lang) {
		return ""
	}
	for _, w := range found.Warnings {
		if w.Code == langs.WarnClose {
			return ""
		}
	}
	return fmt.Sprintf("is in %s, not in %s", langs.Name(found.Lang), langs.Name(t.Lang))
}

// isMalay reports whether a language is Indonesian or Malay, which a sentence
// does not tell apart.
func isMalay(l kilas.Lang) bool { return l == "id" || l == "ms" }

// title returns a title's translation that passes its checks, or nothing.
func (j *judge) title(title string) string {
	title = cleanLine(title)
	own := cleanLine(j.story.Articles[0].Title)
	if title == "" || own == "" || j.story.To == "" || suspicious(title) || strangeAddress(j.story.Articles[0], title) != "" {
		return ""
	}
	source, target := checks.Text{Lang: j.story.lang(), Text: own}, checks.Text{Lang: j.story.To, Text: title}
	for _, c := range checks.Pair(source, target) {
		if !c.OK && !(c.Name == checks.Names && (headline(own) || headline(title))) {
			return ""
		}
	}
	if repeats(target.Lang, title) != "" || j.language(target) != "" || untranslated(source, target) != "" {
		return ""
	}
	return title
}
