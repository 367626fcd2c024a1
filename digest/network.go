package digest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/kilas-news/kilas"
)

// Laptops wake up without a network, and trains go through tunnels. When no host
// at all answers, that is not held against the hosts: no feed is asked less
// often for it, no article counts as tried, and the user hears of it in one line.

// unreached reports whether an error says that nobody answered.
func unreached(code string) bool {
	switch code {
	case "timeout", "dns", "connect", "tls": // the last is how networks with a login page look
		return true
	}
	return false
}

// hold keeps what a failure means until it is known whether the network is to
// blame.
func (c *crawler) hold(do func() error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = append(c.held, do)
}

// release does what was held.
func (c *crawler) release() error {
	for _, do := range c.held {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// fewHosts is how many hosts may all be down by themselves.
const fewHosts = 1

// networkDown reports whether no host answered, of several.
func (c *crawler) networkDown() bool { return !c.answered && len(c.failing()) > fewHosts }

// failing are the names of the hosts that gave errors.
func (c *crawler) failing() []string {
	var out []string
	for name, h := range c.hosts {
		if h.feeds+h.pages > 0 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// reportNetwork is the report of a run that reached nobody.
func (c *crawler) reportNetwork(ctx context.Context) error {
	names := c.failing()
	for _, name := range names {
		c.out.Failed += c.hosts[name].feeds
	}
	e := kilas.SourceError{
		Schema: kilas.SchemaError, Stage: "fetch", Code: "network",
		Err: fmt.Sprintf("none of %d hosts could be reached; the first: %s", len(names), c.hosts[names[0]].first.Err), Hint: "check the connection, and the proxy if there is one",
	}
	c.problems = append(c.problems, e)
	fresh, err := c.State.Report(ctx, "network", c.opt.Now.Format(time.DateOnly))
	if err == nil && fresh {
		c.problem(e.Hint, "%s", e.Err)
	}
	return err
}
