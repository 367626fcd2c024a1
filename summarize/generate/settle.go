package generate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
)

// failures are the complaints about a draft: its points that failed, and the
// points that are missing because it broke off.
func failures(verdicts []verdict, d Draft, want int) []Complaint {
	var out []Complaint
	for _, v := range verdicts {
		if v.failed {
			out = append(out, Complaint{Point: v.draft, Reason: v.reason()})
		}
	}
	if d.Truncated {
		for range want - len(verdicts) {
			out = append(out, Complaint{Reason: "your answer broke off before it"})
		}
	}
	return out
}

// mend puts the points of a second draft in the places of those that failed,
// in order; further ones come after all. A model that wrote all its points
// again has those left aside that were fine.
func (j *judge) mend(verdicts []verdict, points []DraftPoint) []verdict {
	out := slices.Clone(verdicts)
	points = slices.DeleteFunc(slices.Clone(points), func(p DraftPoint) bool {
		return slices.ContainsFunc(verdicts, func(v verdict) bool {
			return !v.failed && alike(j.story.lang(), cleanLine(p.Text), v.point.Text)
		})
	})
	for i := range out {
		if !out[i].failed || len(points) == 0 {
			continue
		}
		v := j.point(points[0])
		for k, other := range out {
			if k != i && !v.failed && !other.failed && alike(j.story.lang(), v.point.Text, other.point.Text) {
				v.fail("length", "it repeats another point")
			}
		}
		if out[i], points = v, points[1:]; v.point.Text == "" {
			out[i] = verdicts[i]
		}
	}
	for _, p := range points {
		if v := j.point(p); !v.failed && len(out) < j.story.Points {
			out = append(out, v)
		}
	}
	return out
}

// settle makes points of the verdicts as the policy says. It returns
// ErrUnusable when none of the writer's is among them.
func (j *judge) settle(r *Result, verdicts []verdict, policy Policy) error {
	written, replaced := 0, 0
	var why []string
	for _, v := range verdicts {
		if !v.failed {
			written++
			r.Points = append(r.Points, v.point)
			continue
		}
		why = append(why, v.failedChecks())
		switch {
		case policy == Keep && v.point.Text != "" && len(v.lines) > 0:
			written++
			r.Points = append(r.Points, v.point)
		case policy == Replace:
			if p, ok := j.instead(v, verdicts, r.Points); ok {
				replaced++
				r.Points = append(r.Points, p)
			}
		}
	}
	if written == 0 {
		if len(why) > 0 {
			return fmt.Errorf("%w (%s)", ErrUnusable, strings.Join(why, "; "))
		}
		return ErrUnusable
	}
	if n := len(why); n > 0 {
		w := kilas.Warning{Code: WarnDropped, Message: fmt.Sprintf("left out, since they failed their checks twice: %s", counted(n, "point"))}
		switch policy {
		case Replace:
			w = kilas.Warning{Code: WarnReplaced, Message: fmt.Sprintf("%s failed the checks twice; instead: %s of the article", counted(n, "point"), counted(replaced, "sentence"))}
		case Keep:
			w = kilas.Warning{Code: WarnKept, Message: fmt.Sprintf("shown, though the checks failed twice: %s", counted(n, "point"))}
		}
		w.Message += " (" + strings.Join(why, "; ") + ")"
		r.Warnings = append(r.Warnings, w)
	}
	return nil
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// instead finds the sentence that takes a failed point's place: the best one
// that it names, else the best one of all, that no other point rests on.
func (j *judge) instead(v verdict, all []verdict, points []Point) (Point, bool) {
	type place struct{ article, sentence int }
	taken := make(map[place]bool)
	for _, other := range all {
		if !other.failed {
			for _, l := range other.lines {
				taken[place{l.article, l.sentence}] = true
			}
		}
	}
	for _, p := range points {
		for _, s := range p.Sentences {
			taken[place{p.Article, s}] = true
		}
	}
	byRank := func(a, b line) int { return cmp.Compare(b.rank, a.rank) }
	named, rest := slices.Clone(v.lines), slices.Clone(j.sheet.lines)
	slices.SortStableFunc(named, byRank)
	slices.SortStableFunc(rest, byRank)
	for _, l := range append(named, rest...) {
		if taken[place{l.article, l.sentence}] {
			continue
		}
		return Point{
			Text: j.story.Articles[l.article].Sentences[l.sentence].Text, Quoted: true,
			Article: l.article, Sentences: []int{l.sentence}, Score: l.rank,
		}, true
	}
	return Point{}, false
}
