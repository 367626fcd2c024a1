package digest

import (
	"fmt"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
)

// A feed has all stories of two days, and fifty if those are fewer.
func TestEarlierBounds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		digests, stories int
		every            time.Duration
		want             int // with the ten new ones
	}{
		"first":     {0, 0, time.Hour, 10},
		"few":       {3, 5, 24 * time.Hour, 25},
		"daily":     {20, 10, 24 * time.Hour, 50},
		"hourly":    {100, 4, time.Hour, 10 + 48*4},
		"very many": {100, 20, time.Hour, 500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desk := newDesk(t, newNewsroom(t))
			target := store.Target{Kind: store.TargetFile, Path: "/feed.atom", Format: "atom", Replace: true}
			r := newRun(desk.runner, Options{Now: morning})
			for i := range tt.digests {
				at := morning.Add(-time.Duration(i+1) * tt.every)
				d := digestOf(fmt.Sprint(i), tt.stories)
				del := store.Delivery{ID: d.ID, Created: at, Digest: &d, Targets: []store.Target{target}}
				if err := desk.runner.State.Plan(t.Context(), del, nil); err != nil {
					t.Fatal(err)
				}
				if err := desk.runner.State.Prepare(t.Context(), d.ID, nil); err != nil {
					t.Fatal(err)
				}
			}
			now := digestOf("new", 10)
			got, err := r.earlier(t.Context(), target, now)
			if err != nil || len(got)+len(now.Stories) != tt.want {
				t.Errorf("%d stories and %v, want %d", len(got)+len(now.Stories), err, tt.want)
			}
			if len(got) > 0 && got[0].ID != "0.0" {
				t.Errorf("the first earlier story is %s, want that of the latest digest", got[0].ID)
			}
			for _, other := range []store.Target{
				{Kind: store.TargetFile, Path: "/feed.atom", Format: "html", Replace: true},
				{Kind: store.TargetFile, Path: "/feed.atom", Format: "atom"},
				{Kind: store.TargetFile, Path: "/other.atom", Format: "atom", Replace: true},
			} {
				if got, err := r.earlier(t.Context(), other, now); err != nil || len(got) > 0 {
					t.Errorf("%+v lists %d earlier stories, %v", other, len(got), err)
				}
			}
		})
	}
}

// digestOf is a digest with so many stories of its own.
func digestOf(id string, stories int) kilas.Digest {
	d := kilas.Digest{ID: id}
	for k := range stories {
		d.Stories = append(d.Stories, kilas.Story{ID: fmt.Sprint(id, ".", k)})
	}
	return d
}
