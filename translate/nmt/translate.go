package nmt

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Options say how to translate; the zero value is what [Model.Translate] uses.
type Options struct {
	// Threads is how many processor cores to use at most; 0 means all.
	Threads int

	// Together shares candidates and padding among sentences of a like
	// length, as Bergamot does with the sentences of one call. A translation
	// then depends on its neighbours, which is only good for comparisons.
	// Otherwise only the parts of a sentence that was wrapped share them.
	Together bool

	// Beam is how many translations of a sentence are followed at the same
	// time; 0 and 1 mean one, as in Firefox. More take more time, and are
	// worth it for small models.
	Beam int

	// SpaceParts puts a space between the translated parts of a sentence that
	// was wrapped, where the sentence has white space. Bergamot has none.
	SpaceParts bool
}

// Translate translates sentences one for one: the result of an empty
// sentence, or one of white space, is empty. A translation depends on nothing
// but its sentence. Several cores are used. The error is the context's, and
// then there are no results.
func (m *Model) Translate(ctx context.Context, sentences []string) ([]Result, error) {
	return m.TranslateWith(ctx, sentences, Options{})
}

// TranslateWith is Translate with options.
func (m *Model) TranslateWith(ctx context.Context, sentences []string, opt Options) ([]Result, error) {
	parts, err := m.translate(ctx, sentences, opt)
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(sentences))
	for i := range parts {
		results[i] = m.join(sentences[i], parts[i], opt)
	}
	return results, nil
}

// Alternatives returns for each sentence the translations that a beam found,
// the best first, which is that of [Model.TranslateWith]. There are at most as
// many as opt.Beam, and at least one; a sentence that was wrapped has no other.
func (m *Model) Alternatives(ctx context.Context, sentences []string, opt Options) ([][]Result, error) {
	parts, err := m.translate(ctx, sentences, opt)
	if err != nil {
		return nil, err
	}
	results := make([][]Result, len(sentences))
	for i := range parts {
		results[i] = []Result{m.join(sentences[i], parts[i], opt)}
		if len(parts[i]) != 1 {
			continue
		}
		p := parts[i][0]
		for _, f := range p.found[min(1, len(p.found)):] {
			p.target, p.alignment = f.target, f.alignment
			results[i] = append(results[i], m.join(sentences[i], parts[i], opt))
		}
	}
	return results, nil
}

// translate returns the parts of the sentences with their translations.
func (m *Model) translate(ctx context.Context, sentences []string, opt Options) ([][]*part, error) {
	parts := make([][]*part, len(sentences))
	var segments []*segment
	for i, s := range sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		parts[i] = m.split(s)
		from := len(segments)
		for _, p := range parts[i] {
			segments = append(segments, &p.segment)
		}
		if len(parts[i]) > 1 && !opt.Together {
			m.shareBatches(segments[from:])
		}
	}
	threads := opt.Threads
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	if opt.Together {
		m.shareBatches(segments)
	}
	return parts, m.run(ctx, segments, threads, opt.Beam)
}

// run translates the segments in groups, each by one of several workers.
func (m *Model) run(ctx context.Context, segments []*segment, threads, beam int) error {
	groups := m.groups(segments, threads)
	var next atomic.Int64
	var done sync.WaitGroup
	errs := make([]error, min(threads, len(groups)))
	for i := range errs {
		done.Go(func() {
			w := newWorker(m)
			w.beam = beam
			for errs[i] == nil {
				g := int(next.Add(1)) - 1
				if g >= len(groups) {
					return
				}
				errs[i] = w.translateGroup(ctx, groups[g])
			}
		})
	}
	done.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// groupTokens is how many tokens a worker takes at a time: enough to use each
// weight often while it is in the cache, few enough that the activations stay
// there too.
const groupTokens = 256

// groups sorts segments by length, longest first, and forms groups of them,
// small enough to keep all threads busy. Without alphas, what is computed at
// the same time is quantized together, and a group is what the peer would have
// in a batch: the segments that share one, or a single segment.
func (m *Model) groups(segments []*segment, threads int) [][]*segment {
	if m.outputAlpha == 0 {
		return batchesOf(segments)
	}
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b *segment) int { return cmp.Compare(len(b.source), len(a.source)) })
	total := 0
	for _, s := range sorted {
		total += len(s.source)
	}
	limit := min(groupTokens, (total+threads-1)/threads)
	var groups [][]*segment
	size := limit + 1
	for _, s := range sorted {
		if size+len(s.source) > limit {
			groups = append(groups, nil)
			size = 0
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], s)
		size += len(s.source)
	}
	return groups
}

// translateGroup gives each segment its candidates, unless it shares them,
// and translates.
func (w *worker) translateGroup(ctx context.Context, group []*segment) error {
	m := w.model
	for _, s := range group {
		switch {
		case s.words != nil:
		case m.shortlist == nil:
			s.words = m.everything
		default:
			s.words = m.newCandidates(m.shortlist.columns(s.source))
			defer func() { s.words = nil }()
		}
	}
	return w.translate(ctx, group)
}
