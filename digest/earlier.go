package digest

import (
	"context"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
)

// A feed that is one file holds more than the newest digest, so that readers
// that look at it less often than it is written miss nothing.
const (
	listedFor   = 48 * time.Hour // stories of that time are all listed
	leastListed = 50             // and older ones up to so many, as long as the state has them
	mostListed  = 500
	maxEarlier  = 200 // digests that are looked at
)

// feedFormat is the format of files that are feeds.
const feedFormat = "atom"

// earlier returns the stories that the file of a target goes on to list after
// those of a digest, the latest first: those of digests that went there before,
// also when the file is gone since. It has some for feeds only, whose readers
// know a story that they have seen by its ID.
func (r *run) earlier(ctx context.Context, t store.Target, d kilas.Digest) ([]kilas.Story, error) {
	if t.Format != feedFormat || !t.Replace {
		return nil, nil
	}
	list, err := r.State.Delivered(ctx, t.Path, maxEarlier)
	if err != nil {
		return nil, err
	}
	listed := map[string]bool{}
	for _, s := range d.Stories {
		listed[s.ID] = true
	}
	var out []kilas.Story
	for _, before := range list {
		old := before.Created.Before(r.opt.Now.Add(-listedFor))
		for _, s := range before.Digest.Stories {
			if n := len(listed); n >= mostListed || old && n >= leastListed {
				return out, nil
			}
			if !listed[s.ID] {
				listed[s.ID] = true
				out = append(out, s)
			}
		}
	}
	return out, nil
}
