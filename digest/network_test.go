package digest

import (
	"testing"
	"time"
)

// A network that is down is nobody's fault: it is reported in one line a day,
// and the first run after it asks all feeds, and for all articles.
func TestNetworkDown(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.reportEvents(t, morning.Add(-time.Hour), "flood")
	title, text := told(t, "ferry", "en")
	n.publish("feeds.example", "en", item{"f", "pages.example/ferry", title, text, morning.Add(-time.Hour)})
	n.setFails("pages.example", 503) // its article waits
	d := newDesk(t, n, pesisir, monitor, "feeds.example")
	if out := d.run(d.options(morning)); len(titles(out.Digest)) != 1 {
		t.Fatalf("told %v, want the flood", titles(out.Digest))
	}
	n.reportEvents(t, morning, "rate", "flood")
	n.setDown(true)
	n.setFails("pages.example", 0)
	reports := 0
	for h := 1; h <= 30; h++ {
		d.runner.Fetch = newClient(t, n.URL)
		out := d.run(d.options(morning.Add(time.Duration(h) * time.Hour)))
		if out.Asked != 3 || out.Failed != 3 || out.Digest != nil {
			t.Fatalf("after %d hours: %d of %d feeds failed, told %v, problems %v", h, out.Failed, out.Asked, titles(out.Digest), out.Problems)
		}
		reports += len(out.Problems)
	}
	if reports != 2 {
		t.Errorf("%d reports in 30 hours, want one on each of two days", reports)
	}
	n.setDown(false)
	d.runner.Fetch = newClient(t, n.URL)
	if out := d.run(d.options(morning.Add(31 * time.Hour))); len(titles(out.Digest)) != 2 || len(out.Problems) > 0 {
		t.Errorf("told %v, problems %v; want the article that waited and the new story", titles(out.Digest), out.Problems)
	}
}

// A single host that is down is itself to blame.
func TestOneHostDown(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.setDown(true)
	d := newDesk(t, n, pesisir)
	if out := d.run(d.options(morning)); out.Failed != 1 {
		t.Fatalf("%d feeds failed, want 1", out.Failed)
	}
	if out := d.run(d.options(morning.Add(5 * time.Minute))); out.Asked != 0 {
		t.Error("a host that is down is asked again at once")
	}
}
