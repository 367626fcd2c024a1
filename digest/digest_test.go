package digest

import (
	"testing"
	"time"
)

func TestRun(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.reportEvents(t, morning.Add(-time.Hour), "flood", "ferry", "rate")
	d := newDesk(t, n, "pesisirpos.example", "javaseamonitor.example")
	out := d.run(d.options(morning))
	for _, p := range out.Problems {
		t.Log(p)
	}
	for _, s := range titles(out.Digest) {
		t.Log(s)
	}
	if len(out.Digest.Stories) != 3 {
		t.Fatalf("%d stories, want 3", len(out.Digest.Stories))
	}
	for _, s := range out.Digest.Stories {
		if len(s.Brief.Articles) != 2 || len(s.Brief.Points) == 0 || s.Brief.MergedBecause == "" {
			t.Errorf("story %q has %d articles, %d points, %q", s.Brief.Title.Source.Text, len(s.Brief.Articles), len(s.Brief.Points), s.Brief.MergedBecause)
		}
	}
	if again := d.run(d.options(morning.Add(time.Hour))); again.Digest != nil {
		t.Errorf("nothing was new, and yet: %v", titles(again.Digest))
	}
	n.reportEvents(t, morning.Add(-time.Hour), "flood", "leak")
	next := d.run(d.options(morning.Add(24 * time.Hour)))
	if len(titles(next.Digest)) != 1 {
		t.Errorf("the next day has %v, want the leak alone", titles(next.Digest))
	}
	if files := d.written(); len(files) != 2 {
		t.Errorf("%d files, want 2", len(files))
	}
}
