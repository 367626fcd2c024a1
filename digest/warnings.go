package digest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
)

// shortage is something that was not to be had when briefs were made. Its
// warning says nothing of a story.
type shortage struct {
	kind    kilas.Warning // its code, with the message if that makes a difference
	message string        // the first one
	stories int           // that lack it
}

// kindOf returns what kind of shortage a warning is about, if it is about one.
// Backends word the same failure in many ways, so that those of one code are
// one, but for languages.
func kindOf(w kilas.Warning) (kind kilas.Warning, ok bool) {
	switch w.Code {
	case pipeline.WarnNoTranslator:
		return w, true
	case pipeline.WarnSummarizer, pipeline.WarnTranslator, pipeline.WarnTranslatorFailed:
		return kilas.Warning{Code: w.Code}, true
	}
	return kilas.Warning{}, false
}

// shortagesOf lists what the briefs of stories say that was not to be had.
func shortagesOf(stories []kilas.Story) []shortage {
	var out []shortage
	for _, s := range stories {
		var counted []kilas.Warning
		for _, w := range s.Brief.Warnings {
			kind, ok := kindOf(w)
			if !ok || slices.Contains(counted, kind) {
				continue
			}
			counted = append(counted, kind)
			i := slices.IndexFunc(out, func(s shortage) bool { return s.kind == kind })
			if i < 0 {
				i = len(out)
				out = append(out, shortage{kind: kind, message: w.Message})
			}
			out[i].stories++
		}
	}
	return out
}

func (s shortage) describe(of int) string {
	return fmt.Sprintf("%d of %d stories: %s", s.stories, of, s.message)
}

// gatherWarnings takes out of the briefs what several of them lack for the same
// reason, and says it once. A backend that failed is also a problem, once a day,
// since nobody may be looking at the digests.
func (r *run) gatherWarnings(ctx context.Context, stories []kilas.Story) ([]kilas.Warning, error) {
	out := []kilas.Warning{}
	for _, s := range shortagesOf(stories) {
		message := s.describe(len(stories))
		if s.kind.Code != pipeline.WarnNoTranslator {
			fresh, err := r.State.Report(ctx, "warning "+s.kind.Code, r.opt.Now.Format(time.DateOnly))
			if err != nil {
				return nil, err
			}
			if fresh {
				r.problem("'kilas doctor' says what is configured and reachable", "%s", message)
			}
		}
		if s.stories < 2 {
			continue
		}
		out = append(out, kilas.Warning{Code: s.kind.Code, Message: message})
		for i := range stories {
			b := &stories[i].Brief
			b.Warnings = slices.DeleteFunc(b.Warnings, func(w kilas.Warning) bool {
				kind, ok := kindOf(w)
				return ok && kind == s.kind
			})
		}
	}
	return out, nil
}
