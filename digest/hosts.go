package digest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/kilas-news/kilas"
)

// host is how a host fares in one run.
type host struct {
	down  int // visits in a row that did not reach it
	gave  int // articles
	feeds int // feeds that failed
	pages int // pages that failed
	first kilas.SourceError
	next  time.Time // when its failed feed is asked again
}

// downAfter is how many visits of a host in a row have to fail until it is left
// alone for the rest of the run.
const downAfter = 2

// unreachable reports whether an error is about a host rather than a page.
func unreachable(code string) bool {
	switch code {
	case "timeout", "dns", "connect", "tls", "status-500", "status-502", "status-503", "status-504":
		return true
	}
	return false
}

func (c *crawler) isDown(name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.host(name).down >= downAfter
}

// host is to be called with c.mu held.
func (c *crawler) host(name string) *host {
	h, ok := c.hosts[name]
	if !ok {
		h = &host{}
		c.hosts[name] = h
	}
	return h
}

func (c *crawler) gave(name string, article bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = true
	h := c.host(name)
	h.down = 0
	if article {
		h.gave++
	}
}

// feedFailed notes that a feed failed. store keeps that for later runs.
func (c *crawler) feedFailed(name string, e kilas.SourceError, next time.Time, store func() error) error {
	c.mu.Lock()
	h := c.host(name)
	h.count(e)
	h.feeds++
	h.first, h.next = e, next
	c.answered = c.answered || !unreached(e.Code)
	c.mu.Unlock()
	if !unreached(e.Code) {
		return store()
	}
	c.hold(store)
	return nil
}

func (c *crawler) pageFailed(name string, e kilas.SourceError) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = c.answered || !unreached(e.Code)
	h := c.host(name)
	h.count(e)
	if h.pages++; h.pages == 1 && h.feeds == 0 {
		h.first = e
	}
}

func (h *host) count(e kilas.SourceError) {
	h.down++
	if !unreachable(e.Code) {
		h.down = 0
	}
}

// manyPages is how many pages of a host have to fail, and none to give an
// article, for its readers to hear of it: single pages always fail somewhere.
const manyPages = 3

// report gathers what went wrong, each host once a day.
func (c *crawler) report(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(c.hosts)) {
		h := c.hosts[name]
		c.out.Failed += h.feeds
		if h.feeds == 0 && (h.gave > 0 || h.pages < manyPages) {
			continue
		}
		c.problems = append(c.problems, h.first)
		fresh, err := c.State.Report(ctx, "host "+name, c.opt.Now.Format(time.DateOnly))
		if err != nil {
			return err
		}
		if fresh {
			c.problem(h.first.Hint, "%s", h.describe(name, c.opt.Now))
		}
	}
	return nil
}

func (h *host) describe(name string, now time.Time) string {
	if h.feeds == 0 {
		return fmt.Sprintf("%d pages of %s and no article on any; the first: %s", h.pages, name, h.first.Err)
	}
	msg := h.first.Err
	if h.feeds > 1 {
		msg += fmt.Sprintf(" (and %d more of this host)", h.feeds-1)
	}
	if h.next.After(now) {
		msg += "; not asked again before " + h.next.In(now.Location()).Format("2 January 15:04")
	}
	return msg
}
